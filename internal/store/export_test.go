package store

import (
	"context"
	"time"

	"github.com/pressly/goose/v3"
)

// Exec does to the database what no method does: prepares a test, or tampers as somebody with a shell could.
func (s *Store) Exec(ctx context.Context, statement string, args ...any) error {
	return s.write(ctx).Exec(statement, args...).Error
}

// ReadValue reads one value.
func (s *Store) ReadValue(ctx context.Context, into any, query string, args ...any) error {
	return s.read(ctx).Raw(query, args...).Row().Scan(into)
}

// Migrator returns what migrates the open database.
func (s *Store) Migrator() (*goose.Provider, error) {
	if s.Dialect() == Postgres {
		return migrator(goose.DialectPostgres, s.db())
	}
	return migrator(goose.DialectSQLite3, s.db())
}

// Backoff is how long a job waits after so many attempts.
func Backoff(attempts int) time.Duration { return backoff(attempts) }

// ErrClosed is what a save that comes too late gets.
func ErrClosed() error { return errClosed }
