package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

func migrateSQLite(ctx context.Context, db *sql.DB) error {
	p, err := migrator(goose.DialectSQLite3, db)
	if err != nil {
		return err
	}
	return up(ctx, p)
}

// migratePostgres holds a lock meanwhile: several replicas may start at once.
func migratePostgres(ctx context.Context, databaseURL string) (err error) {
	db, err := sql.Open("pgx", databaseURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return err
	}
	p, err := migrator(goose.DialectPostgres, db, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	return up(ctx, p)
}

func migrator(d goose.Dialect, db *sql.DB, opts ...goose.ProviderOption) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(d, db, files, append(opts, goose.WithDisableGlobalRegistry(true))...)
}

// up refuses a database that a newer program has already migrated: its tables may mean something else by now.
func up(ctx context.Context, p *goose.Provider) error {
	current, newest, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > newest {
		return errNewerSchema
	}
	_, err = p.Up(ctx)
	return err
}

var errNewerSchema = errors.New("the database was written by a newer version of touchstone; use that version")
