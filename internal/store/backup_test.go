package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// opened opens a file that a test has made.
func opened(t *testing.T, path string) *store.Store {
	t.Helper()
	s := need(store.Open(context.Background(), store.Config{Path: path}))(t)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func TestABackupTakenWhileWritingRestoresWhatWasThere(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, _ := testkit.FileStore(t)
	b := newBench(t, s, 1)
	attempts := make([]uuid.UUID, 8)
	for i := range attempts {
		attempts[i] = b.attempt(t, s).ID
		typeAnswers(t, s, attempts[i], b.questions[0], 3)
	}
	appendEntries(t, s, 5)
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for range 30 {
				attempt := uuid.New()
				_, _ = s.SaveAnswer(ctx, hiring.Answer{AttemptID: attempt, QuestionVersionID: b.questions[0]})
				appendEntries(t, s, 1)
			}
		})
	}
	dir := t.TempDir()
	backup, restored := filepath.Join(dir, "backup.db"), filepath.Join(dir, "data", "restored.db")
	must(t, s.Backup(ctx, backup))
	writers.Wait()
	must(t, store.Restore(ctx, backup, restored, false))

	again := opened(t, restored)
	if diff := cmp.Diff(need(s.AnswersOf(ctx, attempts))(t), need(again.AnswersOf(ctx, attempts))(t)); diff != "" {
		t.Errorf("answers (-want +got)\n%s", diff)
	}
	n, bad, err := again.VerifyAudit(ctx)
	if n < 5 || bad != nil || err != nil {
		t.Errorf("audit: %d entries hold, first bad %v, %v", n, bad, err)
	}
	last := need(again.AuditEntries(ctx, store.AuditFilter{Limit: 1}))(t)
	then := need(s.AuditEntries(ctx, store.AuditFilter{Limit: 1, Before: last[0].Seq + 1}))(t)
	if diff := cmp.Diff(then, last); diff != "" {
		t.Errorf("the newest entry of the backup (-want +got)\n%s", diff)
	}
	if mode := need(os.Stat(backup))(t).Mode().Perm(); mode != 0o600 {
		t.Errorf("the backup is readable by others: %v", mode)
	}
	if names := need(os.ReadDir(dir))(t); len(names) != 2 {
		t.Errorf("left behind: %v", names)
	}
}

func TestABackupOfEqualContentsIsEqual(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := testkit.Store(t) // in memory, too
	must(t, s.CreateUser(ctx, user("a@example.org", hiring.Admin)))
	file := filepath.Join(t.TempDir(), "backup.db")
	must(t, s.Backup(ctx, file))
	if diff := cmp.Diff(need(s.Users(ctx))(t), need(opened(t, file).Users(ctx))(t)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestABackupOverwritesNothing(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "letter.txt")
	must(t, os.WriteFile(file, []byte("dear"), 0o600))
	if err := testkit.Store(t).Backup(context.Background(), file); err == nil {
		t.Error("no error")
	}
	if kept := need(os.ReadFile(file))(t); string(kept) != "dear" {
		t.Errorf("the file now holds %q", kept)
	}
}

// backupOf writes a backup of a store with one user of that e-mail address.
func backupOf(t *testing.T, email string) string {
	t.Helper()
	s := testkit.Store(t)
	must(t, s.CreateUser(context.Background(), user(email)))
	file := filepath.Join(t.TempDir(), "backup.db")
	must(t, s.Backup(context.Background(), file))
	return file
}

func TestRestoreReplacesUsersOnlyWhenForcedAndNothingInUse(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, path := testkit.FileStore(t)
	backup := backupOf(t, "backup@example.org")
	must(t, s.CreateUser(ctx, user("live@example.org")))
	if err := store.Restore(ctx, backup, path, false); err == nil || !strings.Contains(err.Error(), "1 users") {
		t.Errorf("not forced: got %v", err)
	}
	if err := store.Restore(ctx, backup, path, true); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("in use: got %v", err)
	}
	need(s.UserByEmail(ctx, "live@example.org"))(t)
	must(t, s.Close())
	must(t, store.Restore(ctx, backup, path, true))
	users := need(opened(t, path).Users(ctx))(t)
	if len(users) != 1 || users[0].Email != "backup@example.org" {
		t.Errorf("users after restoring: %v", users)
	}
}

func TestRestoreDropsTheLogAKilledProgramLeft(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, path := testkit.FileStore(t)
	must(t, s.CreateUser(ctx, user("live@example.org")))
	log := need(os.ReadFile(path + "-wal"))(t) // nobody but the program that made it has emptied it yet
	for name, database := range map[string][]byte{
		"whole": need(os.ReadFile(path))(t), "damaged": []byte(strings.Repeat("rubbish ", 1000)), "gone": nil,
	} {
		killed := filepath.Join(t.TempDir(), name+".db")
		must(t, os.WriteFile(killed+"-wal", log, 0o600))
		if database != nil {
			must(t, os.WriteFile(killed, database, 0o600))
		}
		must(t, store.Restore(ctx, backupOf(t, "backup@example.org"), killed, true))
		users := need(opened(t, killed).Users(ctx))(t)
		if len(users) != 1 || users[0].Email != "backup@example.org" {
			t.Errorf("%s: users after restoring: %v", name, users)
		}
	}
}

func TestRestoreOfAPlainCopyLeavesNothingElseBehind(t *testing.T) {
	t.Parallel()
	s, path := testkit.FileStore(t)
	must(t, s.CreateUser(context.Background(), user("a@example.org")))
	must(t, s.Exec(context.Background(), `PRAGMA wal_checkpoint(TRUNCATE)`))
	dir := t.TempDir()
	must(t, store.Restore(context.Background(), path, filepath.Join(dir, "x.db"), false))
	if left := need(os.ReadDir(dir))(t); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRestoreRefusesWhatIsNoSoundDatabaseOfOurs(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	dir := t.TempDir()
	good := need(os.ReadFile(backupOf(t, "a@example.org")))(t)
	damaged := append([]byte{}, good...)
	for i := 4096 * 3; i < 4096*20; i++ {
		damaged[i] ^= 0x5a
	}
	foreign, _ := testkit.FileStore(t)
	must(t, foreign.Exec(ctx, `DROP TABLE goose_db_version`))
	stranger := filepath.Join(dir, "stranger.db")
	must(t, foreign.Backup(ctx, stranger))
	for name, content := range map[string][]byte{
		"text": []byte(strings.Repeat("no database ", 100)), "empty": nil, "cut short": good[:len(good)/2],
		"damaged": damaged, "not ours": need(os.ReadFile(stranger))(t),
	} {
		from, to := filepath.Join(dir, name), filepath.Join(dir, name+".db")
		must(t, os.WriteFile(from, content, 0o600))
		if err := store.Restore(ctx, from, to, true); err == nil {
			t.Errorf("%s: restored", name)
		}
		if left := need(filepath.Glob(to + "*"))(t); len(left) != 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
	if err := store.Restore(ctx, filepath.Join(dir, "missing"), filepath.Join(dir, "x.db"), true); err == nil {
		t.Error("a missing file was restored")
	}
}

func TestRestoreReplacesADamagedDatabaseWhenForced(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	backup := backupOf(t, "backup@example.org")
	path := filepath.Join(t.TempDir(), "touchstone.db")
	must(t, os.WriteFile(path, []byte(strings.Repeat("rubbish ", 1000)), 0o600))
	if err := store.Restore(ctx, backup, path, false); err == nil {
		t.Error("not forced: restored")
	}
	must(t, store.Restore(ctx, backup, path, true))
	if n := need(opened(t, path).CountUsers(ctx))(t); n != 1 {
		t.Errorf("%d users, want 1", n)
	}
}

func TestPostgresIsBackedUpByItsOwnPrograms(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		if s.Dialect() == store.Postgres {
			wantPgDump(t, s.Backup(context.Background(), filepath.Join(t.TempDir(), "backup.db")))
		}
	})
	wantPgDump(t, store.Restore(context.Background(), "backup.db", "postgres://localhost/x", true))
}

func wantPgDump(t *testing.T, err error) {
	t.Helper()
	if said := fmt.Sprint(err); !strings.Contains(said, "pg_dump") || !strings.Contains(said, "pg_restore") {
		t.Errorf("got %q, want the programs' names", said)
	}
}
