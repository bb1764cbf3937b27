package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver "pgx"
	_ "github.com/mattn/go-sqlite3"    // database/sql driver "sqlite3"
)

// database is one to be filled and measured.
type database struct {
	binary, dir string
	driver, dsn string
	url         string // DATABASE_URL, or "" for SQLite
}

// begin makes the demo company: a benchmark, a requisition of twelve questions and candidates whose answers the program
// has scored itself. They are what everything else is made after. Who may sign in is kept for measuring.
func (d database) begin(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, d.binary, "demo", "-addr", "127.0.0.1:0", "-data", d.dir)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+d.url)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	login := ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if f := strings.Fields(lines.Text()); len(f) == 4 && f[0] == "staff" && f[1] == "hr" {
			login = f[2] + "\n" + f[3] + "\n"
		}
		if strings.Contains(lines.Text(), "listens on") {
			break
		}
	}
	_ = cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if login == "" {
		return errors.New("the demo company could not be made: is there one already?")
	}
	return os.WriteFile(filepath.Join(d.dir, "login"), []byte(login), 0o600)
}

// login is who signs in for measuring.
func (d database) login() (email, password string, err error) {
	b, err := os.ReadFile(filepath.Join(d.dir, "login"))
	if f := strings.Fields(string(b)); err == nil && len(f) == 2 {
		return f[0], f[1], nil
	}
	return "", "", fmt.Errorf("nobody can sign in: %w", err)
}
