package main

import (
	"context"
	"database/sql"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// demoSays is what the demo prints for whoever wants to try it.
type demoSays struct {
	staff          map[hiring.Role][2]string // e-mail, password
	candidate, rep string
}

func readDemo(lines []string) demoSays {
	d := demoSays{staff: map[hiring.Role][2]string{}}
	for _, line := range lines {
		switch f := strings.Fields(line); {
		case len(f) == 4 && f[0] == "staff":
			d.staff[hiring.Role(f[1])] = [2]string{f[2], f[3]}
		case len(f) == 2 && f[0] == "candidate":
			d.candidate = f[1]
		case len(f) == 2 && f[0] == "rep":
			d.rep = f[1]
		}
	}
	return d
}

// works checks that everybody gets in and both links are open questionnaires, on the program at base.
func (d demoSays) works(t *testing.T, base string) {
	t.Helper()
	for _, role := range hiring.Roles() {
		if who := d.staff[role]; !signIn(t, base, who[0], who[1]) {
			t.Errorf("the demo's %s %q does not get in", role, who[0])
		}
	}
	for who, link := range map[string]string{"candidate": d.candidate, "rep": d.rep} {
		at := regexp.MustCompile(`^http://[^/]+`).ReplaceAllString(link, base)
		if status, page := get(t, http.DefaultClient, at); status != http.StatusOK || !strings.Contains(page, `name="consent"`) {
			t.Errorf("%s link %s: status %d", who, link, status)
		}
	}
}

// TestTheDemoAndWhatAnOperatorDoesWithIt starts the demo once and goes through an operator's days with it.
func TestTheDemoAndWhatAnOperatorDoesWithIt(t *testing.T) {
	t.Parallel()
	data, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "elsewhere")
	file := filepath.Join(t.TempDir(), "touchstone-backup.db")
	p := startProgram(t, nil, "demo", "-addr", "127.0.0.1:0", "-data", data)
	says := readDemo(p.output())
	says.works(t, p.base)
	refused(t, exitUsage, "is in use; the demo needs a fresh one", "demo", "-data", data)

	done(t, "backup", file, "-data", data)
	done(t, "restore", file, "-data", elsewhere)
	if diff := cmp.Diff(counts(t, file), counts(t, filepath.Join(elsewhere, "touchstone.db"))); diff != "" {
		t.Errorf("rows of the backup and of what was restored (-want +got)\n%s", diff)
	}
	if n := counts(t, file); n["applications"] != 40 || n["incumbents"] < 24 || n["scores"] < 20 {
		t.Errorf("the backup of the demo holds %v", n)
	}
	refused(t, 1, "replaced only when forced", "restore", file, "-data", elsewhere)
	refused(t, 1, "is in use: stop the program first", "restore", file, "-data", data, "-force")
	done(t, "restore", file, "-data", elsewhere, "-force")
	if code := p.stop(t); code != 0 {
		t.Errorf("exit %d after SIGTERM, want 0", code)
	}
	if left, err := os.ReadDir(data); err != nil || len(left) != 2 || left[0].Name() != selfKeyFile || left[1].Name() != "touchstone.db" {
		t.Errorf("left in the data folder: %v %v, want the database and the key that is no part of it", left, err)
	}

	again := startProgram(t, nil, "demo", "-if-empty", "-addr", "127.0.0.1:0", "-data", elsewhere)
	if said := readDemo(again.output()); len(said.staff) > 0 {
		t.Errorf("demo -if-empty made a second company: %v", again.output())
	}
	says.works(t, again.base)
	again.stop(t)
	auditIsVerified(t, elsewhere)
}

// auditIsVerified checks the chain of the demo, then tampers with it as somebody with a shell could.
func auditIsVerified(t *testing.T, data string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(data, "touchstone.db"))
	ok(t, err)
	defer func() { _ = db.Close() }()
	var hash string
	ok(t, db.QueryRow("SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1").Scan(&hash))
	if out := done(t, "audit", "verify", "-data", data); !strings.Contains(out, "The chain holds") || !strings.Contains(out, hash) {
		t.Errorf("audit verify says %q, without the newest hash %s", out, hash)
	}
	for _, tampering := range []struct{ statement, words string }{
		{"UPDATE audit_entries SET action = 'user.removed' WHERE seq = 30", "broken at entry 30;"},
		{"DELETE FROM audit_entries WHERE seq = 12", "broken at entry 12;"},
	} {
		_, err := db.Exec(tampering.statement)
		ok(t, err)
		refused(t, 1, tampering.words, "audit", "verify", "-data", data)
	}
}

// counts returns how many rows each table of a SQLite database has.
func counts(t *testing.T, file string) map[string]int {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?mode=ro")
	ok(t, err)
	defer func() { _ = db.Close() }()
	rows, err := db.Query("SELECT name FROM sqlite_master WHERE type = 'table'")
	ok(t, err)
	defer func() { _ = rows.Close() }()
	out := map[string]int{}
	for rows.Next() {
		var table string
		ok(t, rows.Scan(&table))
		out[table] = 0
	}
	ok(t, rows.Err())
	for table := range out {
		var n int
		ok(t, db.QueryRow(`SELECT COUNT(*) FROM "`+table+`"`).Scan(&n))
		out[table] = n
	}
	return out
}

func TestADemoThatIsInterruptedLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (where{data: data}).makeDemo(ctx, "http://localhost"); err == nil {
		t.Error("made a demo though it was told to stop")
	}
	if left, err := os.ReadDir(data); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestTheDemoTakesADatabaseThatNobodyUsesYet(t *testing.T) {
	t.Parallel()
	w := where{data: t.TempDir()}
	st, err := store.Open(context.Background(), store.Config{Path: w.file()})
	ok(t, err)
	ok(t, st.Close())
	if used, err := w.used(context.Background()); used || err != nil {
		t.Errorf("an empty database counts as used: %v %v", used, err)
	}
	done(t, "user", "add", "ada@example.org", "-name", "Ada", "-data", w.data)
	if used, err := w.used(context.Background()); !used || err != nil {
		t.Errorf("a database with a user counts as fresh: %v", err)
	}
}
