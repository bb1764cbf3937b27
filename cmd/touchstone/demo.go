package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/store"
	"touchstone/seed"
)

// demo starts the application with a fresh, fictional company, and prints who can sign in and which links are open.
func demo(ctx context.Context, args []string, out io.Writer) error {
	var w where
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	w.flags(flags)
	ifEmpty := flags.Bool("if-empty", false, "when somebody uses the database already, serve what is there")
	if rest, err := parse(flags, args, out); err != nil {
		return err
	} else if len(rest) > 0 {
		return badUsage("unexpected argument %q", rest[0])
	}
	used, err := w.used(ctx)
	if err != nil {
		return err
	}
	if used && !*ifEmpty {
		return badUsage("the database %s is in use; the demo needs a fresh one (touchstone serve starts what is there)", w.name())
	}
	ln, err := w.listen()
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }()
	if used {
		return w.serveWhatIsThere(ctx, ln, out)
	}
	fmt.Fprintln(out, "Making the demo company, which is fictional …")
	open, err := w.makeDemo(ctx, baseURL(ln))
	if err != nil {
		return err
	}
	for _, l := range open.Logins {
		fmt.Fprintf(out, "staff %s %s %s\n", l.Role, l.Email, l.Password)
	}
	fmt.Fprintf(out, "candidate %s\nrep %s\nexplained %s\n", open.CandidateURL, open.RepURL, open.ExplainedURL)
	return w.serveWhatIsThere(ctx, ln, out)
}

// used tells whether somebody can sign in to the database already.
func (w where) used(ctx context.Context) (bool, error) {
	if os.Getenv("DATABASE_URL") == "" {
		if _, err := os.Stat(w.file()); errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
	}
	st, err := w.open(ctx)
	if err != nil {
		return false, err
	}
	n, err := st.CountUsers(ctx)
	return n > 0, errors.Join(err, st.Close())
}

// name is what to call the database in a message; the address of PostgreSQL holds a password.
func (w where) name() string {
	if os.Getenv("DATABASE_URL") != "" {
		return "at DATABASE_URL"
	}
	return w.file()
}

// makeDemo fills the database. On SQLite the company is made beside it and put in place when it is complete, so that
// whoever interrupts the making finds no half of a company at the next start.
func (w where) makeDemo(ctx context.Context, base string) (seed.DemoOpen, error) {
	if os.Getenv("DATABASE_URL") != "" {
		return fillDemo(ctx, store.Config{DatabaseURL: os.Getenv("DATABASE_URL")}, base)
	}
	if err := os.MkdirAll(w.data, 0o700); err != nil {
		return seed.DemoOpen{}, err
	}
	beside, err := os.MkdirTemp(w.data, "demo-in-the-making-")
	if err != nil {
		return seed.DemoOpen{}, err
	}
	defer func() { _ = os.RemoveAll(beside) }()
	made := filepath.Join(beside, "touchstone.db")
	open, err := fillDemo(ctx, store.Config{Path: made}, base)
	if err != nil {
		return open, err
	}
	return open, store.Restore(ctx, made, w.file(), false)
}

// fillDemo fills an empty database through the verbs people use, and closes it.
func fillDemo(ctx context.Context, cfg store.Config, base string) (open seed.DemoOpen, err error) {
	st, err := store.Open(ctx, cfg)
	if err != nil {
		return open, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	clock := seed.NewDemoClock(time.Now().Add(-seed.DemoAge))
	open, err = seed.FillDemo(ctx, app.New(st, app.Config{BaseURL: base, Now: clock.Now}), clock, randomPassword)
	debug.FreeOSMemory() // weeks of work in seconds leave more behind than serving needs
	return open, err
}
