package testkit

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

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
			test(t, open(t, store.Config{DatabaseURL: freshDatabase(t, server, migrated(t, server))}))
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
	return freshDatabase(t, server, "template1")
}

// template is a migrated database that this process's tests are given copies of: a copy takes a quarter of the time.
var template struct {
	sync.Mutex
	name string
}

// migrated makes the template if there is none yet, and returns its name. It stays on the server as long as the day:
// who comes later takes away what others left.
func migrated(t testing.TB, server string) string {
	t.Helper()
	template.Lock()
	defer template.Unlock()
	if template.name != "" {
		return template.name
	}
	const prefix = "migrated_"
	name := prefix + time.Now().UTC().Format("20060102") + "_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	old := asked(t, server, "SELECT datname FROM pg_database WHERE datname LIKE $1 AND datname < $2", prefix+"%", prefix+time.Now().UTC().AddDate(0, 0, -1).Format("20060102"))
	for _, n := range old {
		onServer(t, server, "DROP DATABASE IF EXISTS "+n)
	}
	onServer(t, server, "CREATE DATABASE "+name)
	s, err := store.Open(context.Background(), store.Config{DatabaseURL: addressOf(t, server, name)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	template.name = name
	return name
}

// freshDatabase makes a copy of a database on the server that is dropped after the test, and returns its address.
func freshDatabase(t testing.TB, server, from string) string {
	t.Helper()
	name := "test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	onServer(t, server, "CREATE DATABASE "+name+" TEMPLATE "+from)
	t.Cleanup(func() { onServer(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	return addressOf(t, server, name)
}

// addressOf is a database's address on the server.
func addressOf(t testing.TB, server, name string) string {
	t.Helper()
	address, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s: %v", PostgresVariable, err)
	}
	address.Path = "/" + name
	return address.String()
}

// asked returns the names a query finds on the server.
func asked(t testing.TB, server, query string, args ...any) (out []string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(context.Background(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
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
