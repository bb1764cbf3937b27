package testkit

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/store"
)

// PostgresVariable names the environment variable that holds the address of a PostgreSQL server for tests. The
// package pgtest below this one sets it.
const PostgresVariable = "TOUCHSTONE_TEST_POSTGRES"

// Store returns a fresh store in memory that closes with the test.
func Store(t testing.TB) *store.Store {
	t.Helper()
	return open(t, store.Config{Path: store.InMemory})
}

// FileStore returns a fresh store in a file, with the pools and the durability of a real one, and the file's path.
func FileStore(t testing.TB) (*store.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "touchstone.db")
	return open(t, store.Config{Path: path}), path
}

// Raw opens the database in a file beside the store that has it open, for what no method does.
func Raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Stores runs a test on a fresh store in memory and, when PostgresVariable is set, on a fresh PostgreSQL database.
func Stores(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, Store(t))
	})
	if server := os.Getenv(PostgresVariable); server != "" {
		t.Run("postgres", func(t *testing.T) {
			t.Parallel()
			test(t, open(t, store.Config{DatabaseURL: freshDatabase(t, server)}))
		})
	}
}

func open(t testing.TB, cfg store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// PostgresDatabase returns the address of a fresh PostgreSQL database that is dropped after the test, and skips the test
// where there is no server for tests.
func PostgresDatabase(t testing.TB) string {
	t.Helper()
	server := os.Getenv(PostgresVariable)
	if server == "" {
		t.Skip(PostgresVariable + " is not set")
	}
	return freshDatabase(t, server)
}

// freshDatabase makes a database on the server that is dropped after the test, and returns its address.
func freshDatabase(t testing.TB, server string) string {
	t.Helper()
	address, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s: %v", PostgresVariable, err)
	}
	name := "test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	onServer(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { onServer(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	address.Path = "/" + name
	return address.String()
}

func onServer(t testing.TB, server, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
