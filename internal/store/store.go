package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver "pgx", which migrates PostgreSQL
	_ "github.com/mattn/go-sqlite3"    // database/sql driver "sqlite3"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// InMemory is the Path of a private SQLite database that lives as long as its Store.
const InMemory = ":memory:"

// The databases a Store can stand on, as Dialect names them.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Connections a Store keeps: SQLite has one writer by nature, and readers that do not wait for it.
const (
	sqliteReaders = 4
	postgresPool  = 12
)

// Config says where the data lives: DatabaseURL (postgres://…) when it is set, else the SQLite file at Path.
type Config struct {
	Path        string
	DatabaseURL string
}

// Store keeps everything. It is safe for concurrent use; Close it to drain what is being saved.
type Store struct {
	writer, reader *gorm.DB // the same pool for PostgreSQL and for a database in memory
	path           string   // the SQLite file, InMemory, or "" for PostgreSQL
	saves          *batcher
	statements     *counter
}

// Open opens the database, creating the SQLite file when there is none, and brings its schema up to date.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	s, err := open(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	s.saves = newBatcher(s)
	s.statements.begin()
	return s, nil
}

func open(ctx context.Context, cfg Config) (*Store, error) {
	switch {
	case cfg.DatabaseURL != "":
		return openPostgres(ctx, cfg.DatabaseURL)
	case cfg.Path == "":
		return nil, errors.New("neither a file nor a DATABASE_URL is given")
	default:
		return openSQLite(ctx, cfg.Path)
	}
}

// openSQLite opens the writer first, because it creates the file and its write-ahead log. The file is created
// readable by its owner alone: it holds personal data.
func openSQLite(ctx context.Context, path string) (*Store, error) {
	if path != InMemory {
		if err := createPrivate(path); err != nil {
			return nil, err
		}
	}
	n := newCounter()
	writer, err := openGorm(sqlite.Open(sqliteDSN(path, writerOptions)), 1, n)
	if err != nil {
		return nil, err
	}
	s := &Store{writer: writer, reader: writer, path: path, statements: n}
	if err := migrateSQLite(ctx, s.db()); err != nil {
		return nil, errors.Join(err, s.closePools())
	}
	if path == InMemory {
		return s, nil
	}
	if s.reader, err = openGorm(sqlite.Open(sqliteDSN(path, readerOptions)), sqliteReaders, n); err != nil {
		s.reader = s.writer
		return nil, errors.Join(err, s.closePools())
	}
	return s, nil
}

// openPostgres migrates through a pool of its own, so that no connection in use has planned for the old schema.
func openPostgres(ctx context.Context, databaseURL string) (*Store, error) {
	if err := migratePostgres(ctx, databaseURL); err != nil {
		return nil, err
	}
	n := newCounter()
	db, err := openGorm(postgres.Open(databaseURL), postgresPool, n)
	if err != nil {
		return nil, err
	}
	return &Store{writer: db, reader: db, statements: n}, nil
}

// openGorm opens a pool of n connections. Statements are counted and nothing is logged: they carry what people wrote.
func openGorm(d gorm.Dialector, n int, count *counter) (*gorm.DB, error) {
	db, err := gorm.Open(d, &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		Logger:                 count,
		NowFunc:                now,
	})
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	return db, nil
}

// now is the clock of the few methods whose callers cannot give a time. PostgreSQL would keep no more digits.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Options of the SQLite connections. FULL: a committed save survives a power cut. immediate: a transaction that reads
// before it writes would otherwise fail when another wrote in between.
const (
	writerOptions = "_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=on&_txlock=immediate&_stmt_cache_size=64"
	readerOptions = "mode=ro&_query_only=1&_busy_timeout=5000&_txlock=deferred&_stmt_cache_size=64"
)

func sqliteDSN(path, options string) string {
	if path == InMemory {
		return "file::memory:?" + options
	}
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + options
}

func createPrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Close waits until every save already accepted is committed, then closes the database.
func (s *Store) Close() error {
	s.saves.close()
	return s.closePools()
}

func (s *Store) closePools() error {
	var errs []error
	if s.reader != s.writer {
		errs = append(errs, closeGorm(s.reader))
	}
	return errors.Join(append(errs, closeGorm(s.writer))...)
}

func closeGorm(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// db returns the writer as database/sql knows it.
func (s *Store) db() *sql.DB {
	pool, err := s.writer.DB()
	if err != nil { // only a transaction has no pool, and the writer is none
		panic(err)
	}
	return pool
}

// Dialect names the database: SQLite or Postgres.
func (s *Store) Dialect() string { return s.writer.Name() }

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.db().PingContext(ctx) }

// Pragma reads a SQLite setting on the live writer, for example "synchronous".
func (s *Store) Pragma(ctx context.Context, name string) (string, error) {
	if s.Dialect() != SQLite {
		return "", fmt.Errorf("%s has no pragmas", s.Dialect())
	}
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return "", fmt.Errorf("%q is not the name of a pragma", name)
	}
	var value string
	err := s.write(ctx).Raw("PRAGMA " + name).Row().Scan(&value)
	return value, err
}
