package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestTheLiveWriterWaitsForTheDisk(t *testing.T) {
	t.Parallel()
	s, path := testkit.FileStore(t)
	for pragma, want := range map[string]string{
		"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000",
	} {
		if value := need(s.Pragma(context.Background(), pragma))(t); value != want {
			t.Errorf("%s is %s, want %s", pragma, value, want)
		}
	}
	if mode := need(os.Stat(path))(t).Mode().Perm(); mode != 0o600 {
		t.Errorf("the file is readable by others: %v", mode)
	}
	if _, err := s.Pragma(context.Background(), "user_version=7"); err == nil {
		t.Error("a pragma with a value was let through")
	}
}

func TestAFileSurvivesAnAwkwardNameAndReopening(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "new folder", "a?b#c %41 ç.db")
	for i := range 2 {
		s := need(store.Open(ctx, store.Config{Path: path}))(t)
		if n := need(s.CountUsers(ctx))(t); n != i {
			t.Errorf("%d users on opening, want %d", n, i)
		}
		if i == 0 {
			must(t, s.CreateUser(ctx, user("a@example.org")))
		}
		must(t, s.Close())
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the file is not where it was asked for: %v", err)
	}
}

func TestOpenNeedsAPlaceThatWorks(t *testing.T) {
	t.Parallel()
	notOurs := filepath.Join(t.TempDir(), "letter.txt")
	must(t, os.WriteFile(notOurs, []byte("Dear Sir or Madam, this is no database, but it is long enough to be one."), 0o600))
	for name, cfg := range map[string]store.Config{
		"nowhere":          {},
		"a text file":      {Path: notOurs},
		"a folder":         {Path: t.TempDir()},
		"no server there":  {DatabaseURL: "postgres://nobody@127.0.0.1:1/none?connect_timeout=1"},
		"not an address":   {DatabaseURL: "postgres://%zz"},
		"a file as folder": {Path: filepath.Join(notOurs, "x.db")},
	} {
		if s, err := store.Open(context.Background(), cfg); err == nil {
			t.Errorf("%s: opened", name)
			_ = s.Close()
		}
	}
}

func TestMigrationsGoDownAndUpAgain(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		must(t, s.CreateUser(ctx, user("a@example.org", hiring.Admin)))
		p := need(s.Migrator())(t)
		need(p.DownTo(ctx, 0))(t)
		if _, err := s.CountUsers(ctx); err == nil {
			t.Error("the users' table is still there")
		}
		if n := tables(t, s); n != 1 {
			t.Errorf("%d tables are left, want only the one of the migrations", n)
		}
		need(p.Up(ctx))(t)
		must(t, s.CreateUser(ctx, user("a@example.org", hiring.Admin)))
	})
}

func tables(t *testing.T, s *store.Store) int {
	t.Helper()
	query := `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`
	if s.Dialect() == store.Postgres {
		query = `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'`
	}
	var n int
	must(t, s.ReadValue(context.Background(), &n, query))
	return n
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, path := testkit.FileStore(t)
	must(t, s.Exec(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`))
	if again, err := store.Open(ctx, store.Config{Path: path}); err == nil {
		_ = again.Close()
		t.Error("opened")
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	must(t, s.Backup(ctx, backup))
	if err := store.Restore(ctx, backup, filepath.Join(t.TempDir(), "new.db"), false); err == nil {
		t.Error("restored")
	}
}

func TestACancelledContextStopsAReadAndAWrite(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := s.CountUsers(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("read: got %v", err)
		}
		if err := s.CreateUser(ctx, user("a@example.org")); !errors.Is(err, context.Canceled) {
			t.Errorf("write: got %v", err)
		}
		if n := need(s.CountUsers(context.Background()))(t); n != 0 {
			t.Errorf("%d users, want none", n)
		}
	})
}
