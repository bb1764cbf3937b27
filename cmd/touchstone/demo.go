package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"touchstone/internal/app"
	"touchstone/seed"
)

// demo starts the application with a fresh, fictional company, and prints who can sign in and which links are open.
func demo(ctx context.Context, args []string, out io.Writer) error {
	var w where
	fs := flag.NewFlagSet("demo", flag.ContinueOnError)
	w.flags(fs)
	if rest, err := parse(fs, args, out); err != nil {
		return err
	} else if len(rest) > 0 {
		return badUsage("unexpected argument %q", rest[0])
	}
	if _, err := os.Stat(w.file()); err == nil && os.Getenv("DATABASE_URL") == "" {
		return badUsage("there is a database at %s already; the demo needs a fresh one (touchstone serve starts what is there)", w.file())
	}
	st, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	if n, err := st.CountUsers(ctx); err != nil {
		return err
	} else if n > 0 {
		return badUsage("this database is in use; the demo needs a fresh one")
	}
	ln, err := net.Listen("tcp", w.addr)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "Making the demo company, which is fictional …")
	clock := seed.NewDemoClock(time.Now().Add(-seed.DemoAge))
	open, err := seed.FillDemo(ctx, app.New(st, app.Config{BaseURL: baseURL(ln), Now: clock.Now}), clock, randomPassword)
	if err != nil {
		return err
	}
	a, err := newApp(st, ln)
	if err != nil {
		return err
	}
	for _, l := range open.Logins {
		fmt.Fprintf(out, "staff %s %s %s\n", l.Role, l.Email, l.Password)
	}
	fmt.Fprintf(out, "candidate %s\nrep %s\n", open.CandidateURL, open.RepURL)
	fmt.Fprintf(out, "Touchstone listens on %s\n", baseURL(ln))
	return listen(ctx, a, ln)
}
