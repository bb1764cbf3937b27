package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

// errUsePgDump is why backup and restore leave PostgreSQL alone: its own programs do it better.
var errUsePgDump = errors.New("this installation keeps its data in PostgreSQL: back it up with pg_dump -Fc and restore it with pg_restore")

// Backup writes a consistent copy of a SQLite database to a new file while the program goes on; an existing file is
// left alone. The file appears under its name only when it is complete, and only its owner may read it.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.Dialect() == Postgres {
		return errUsePgDump
	}
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s exists already and is left alone", file), err)
	}
	return viaTemporary(file, func(temporary string) error { return s.vacuumInto(ctx, temporary) }, nil)
}

// vacuumInto copies through a connection of its own, so that no save waits for the copy. SQLite takes an empty file
// for a new one.
func (s *Store) vacuumInto(ctx context.Context, file string) error {
	db := s.db()
	if s.path != InMemory {
		var err error
		if db, err = sql.Open(sqlite3Driver, sqliteDSN(s.path, "mode=ro&_busy_timeout=5000")); err != nil {
			return err
		}
		defer func() { _ = db.Close() }()
	}
	_, err := db.ExecContext(ctx, "VACUUM INTO ?", file)
	return err
}

// sqlite3Driver is the name under which go-sqlite3 registers itself with database/sql.
const sqlite3Driver = "sqlite3"

// Restore puts a backup in the place of the SQLite database at to. The copy is checked before anything is replaced:
// sound, and of a version this program knows. A database in which there are users is replaced only when forced, and
// none while a program has it open.
func Restore(ctx context.Context, from, to string, force bool) error {
	if strings.HasPrefix(to, "postgres://") || strings.HasPrefix(to, "postgresql://") {
		return errUsePgDump
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	prepare := func(temporary string) error {
		if err := copyFile(from, temporary); err != nil {
			return err
		}
		return checkBackup(ctx, from, temporary)
	}
	return viaTemporary(to, prepare, func() error { return makeWay(ctx, to, force) })
}

// viaTemporary lets write fill a file beside the final one, forces it to the disk and gives it its name, after
// makeWay, if any, agrees.
func viaTemporary(final string, write func(temporary string) error, makeWay func() error) error {
	f, err := os.CreateTemp(filepath.Dir(final), filepath.Base(final)+".*.partial") // mode 0600
	if err != nil {
		return err
	}
	temporary := f.Name()
	defer func() {
		_ = os.Remove(temporary)  // gone already when all went well
		_ = removeLogs(temporary) // looking at a copy of a live database leaves some
	}()
	if err := f.Close(); err != nil {
		return err
	}
	if err := write(temporary); err != nil {
		return err
	}
	if err := syncPath(temporary); err != nil {
		return err
	}
	if makeWay != nil {
		if err := makeWay(); err != nil {
			return err
		}
	}
	if err := os.Rename(temporary, final); err != nil {
		return err
	}
	return syncPath(filepath.Dir(final))
}

// syncPath waits until a file, or the names in a directory, are on the disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// checkBackup refuses a copy that is no sound database of ours; from names it in the messages.
func checkBackup(ctx context.Context, from, path string) error {
	db, err := sql.Open(sqlite3Driver, sqliteDSN(path, "mode=ro"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return fmt.Errorf("%s is not a sound database: %w", from, err)
	}
	var broken int
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return fmt.Errorf("%s is not a sound database: %w", from, err)
	}
	if verdict != "ok" || broken > 0 {
		return fmt.Errorf("%s is not a sound database: %s, %d broken references", from, verdict, broken)
	}
	return knownSchema(ctx, db, from)
}

func knownSchema(ctx context.Context, db *sql.DB, from string) error {
	var version int64
	err := db.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM "+goose.DefaultTablename).Scan(&version)
	if err != nil || version == 0 {
		return errors.Join(fmt.Errorf("%s is not a database of touchstone", from), err)
	}
	p, err := migrator(goose.DialectSQLite3, db)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	if version > sources[len(sources)-1].Version {
		return fmt.Errorf("%s: %w", from, errNewerSchema)
	}
	return nil
}

// makeWay readies the place of a database for another one. Its write-ahead log must go first: SQLite would play it
// into the new file.
func makeWay(ctx context.Context, path string, force bool) error {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return removeLogs(path)
	}
	db, err := sql.Open(sqlite3Driver, sqliteDSN(path, "mode=rw&_busy_timeout=500"))
	if err != nil {
		return err
	}
	users, err := countUsers(ctx, db)
	if err != nil || users > 0 {
		if !force {
			return errors.Join(fmt.Errorf("%s has %d users or cannot be read: it is replaced only when forced", path, users), err, db.Close())
		}
	}
	// Leaving the write-ahead log needs the file for oneself alone, so this fails while another program has it open.
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode=DELETE")
	if err := errors.Join(inUse(err, path), db.Close()); err != nil {
		return err
	}
	return removeLogs(path)
}

// countUsers is 0 for a database without our tables.
func countUsers(ctx context.Context, db *sql.DB) (int, error) {
	var n int
	err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'users'").Scan(&n)
	if err != nil || n == 0 {
		return 0, err
	}
	err = db.QueryRowContext(ctx, "SELECT COUNT(*) FROM users").Scan(&n)
	return n, err
}

// inUse keeps only the error that another program has the database open: a damaged one may be replaced.
func inUse(err error, path string) error {
	var e sqlite3.Error
	if errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked) {
		return fmt.Errorf("%s is in use: stop the program first", path)
	}
	return nil
}

func removeLogs(path string) error {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
