package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
	"touchstone/internal/pdf"
	"touchstone/internal/server"
	"touchstone/internal/store"
	"touchstone/web"
)

// where says where the program keeps its data and listens.
type where struct{ addr, data string }

func (w *where) flags(fs *flag.FlagSet) {
	fs.StringVar(&w.addr, "addr", "127.0.0.1:8080", "address to listen on")
	fs.StringVar(&w.data, "data", "./data", "folder of the SQLite database")
}

// file is the SQLite database of a data folder.
func (w where) file() string { return filepath.Join(w.data, "touchstone.db") }

// open opens the database: PostgreSQL when DATABASE_URL is set, else SQLite in the data folder.
func (w where) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, store.Config{Path: w.file(), DatabaseURL: os.Getenv("DATABASE_URL")})
}

// serve is the production start: no demo data, no default password. With an empty database it prints a one-time link.
func serve(ctx context.Context, args []string, out io.Writer) error {
	var w where
	fs := flag.NewFlagSet("serve", flag.ContinueOnError)
	w.flags(fs)
	if rest, err := parse(fs, args, out); err != nil {
		return err
	} else if len(rest) > 0 {
		return badUsage("unexpected argument %q", rest[0])
	}
	ln, err := w.listen()
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }()
	return w.serveWhatIsThere(ctx, ln, out)
}

// listen takes the address before anything is done to the data: two programs by mistake are noticed at once.
func (w where) listen() (net.Listener, error) {
	if err := checkEnvironment(); err != nil {
		return nil, err
	}
	return net.Listen("tcp", w.addr)
}

// serveWhatIsThere opens the database and serves it until ctx ends.
func (w where) serveWhatIsThere(ctx context.Context, ln net.Listener, out io.Writer) error {
	st, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	a, err := w.newApp(st, ln)
	if err != nil {
		return err
	}
	if err := printSetup(ctx, a, out); err != nil {
		return err
	}
	return listen(ctx, a, ln, out)
}

// checkEnvironment names what the environment says wrongly, before it ends up in a mail.
func checkEnvironment() error {
	if u := os.Getenv("TOUCHSTONE_URL"); u != "" {
		if parsed, err := url.Parse(u); err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
			return badUsage("TOUCHSTONE_URL must look like https://hire.example.org, and is %q", u)
		}
	}
	return nil
}

// newApp wires the verbs with what the environment says.
func (w where) newApp(st *store.Store, ln net.Listener) (*app.App, error) {
	cfg := app.Config{BaseURL: baseURL(ln), Log: slog.New(slog.NewJSONHandler(os.Stderr, nil)), Location: time.Local}
	if address := os.Getenv("TOUCHSTONE_SMTP"); address != "" {
		m, err := mail.New(address, os.Getenv("TOUCHSTONE_MAIL_FROM"))
		if err != nil {
			return nil, usageError{fmt.Errorf("TOUCHSTONE_SMTP, TOUCHSTONE_MAIL_FROM: %w", err)}
		}
		words, err := i18n.Load(web.Files, "words")
		if err != nil {
			return nil, err
		}
		cfg.Mail, cfg.Words = m, words
	}
	var err error
	if cfg.SelfIdentificationKey, err = w.selfKey(); err != nil {
		return nil, err
	}
	key, err := embeddingsKey()
	cfg.EmbeddingsKey = key
	return app.New(st, cfg), err
}

// embeddingsKey is the key for a service that turns texts into numbers, for those who set one up: from the
// environment, or from a file that the environment names, as secrets are often given to a container.
func embeddingsKey() (string, error) {
	name := os.Getenv("TOUCHSTONE_EMBEDDINGS_KEY_FILE")
	if name == "" {
		return os.Getenv("TOUCHSTONE_EMBEDDINGS_KEY"), nil
	}
	key, err := os.ReadFile(name)
	if err != nil {
		return "", usageError{fmt.Errorf("TOUCHSTONE_EMBEDDINGS_KEY_FILE: %w", err)}
	}
	return strings.TrimSpace(string(key)), nil
}

// baseURL is how people reach this program: what TOUCHSTONE_URL says, else the address it listens on.
func baseURL(ln net.Listener) string {
	if u := strings.TrimRight(os.Getenv("TOUCHSTONE_URL"), "/"); u != "" {
		return u
	}
	addr := ln.Addr().(*net.TCPAddr)
	if addr.IP.IsUnspecified() {
		return fmt.Sprintf("http://localhost:%d", addr.Port)
	}
	return "http://" + addr.String()
}

// printSetup prints the one-time link while nobody can sign in.
func printSetup(ctx context.Context, a *app.App, out io.Writer) error {
	needed, err := a.NeedsSetup(ctx)
	if err != nil || !needed {
		return err
	}
	link, err := a.SetupLink(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Nobody can sign in yet. Open this link once, within a day, to set up your company:\n\n  %s\n\n", link)
	return nil
}

// graceful is how long requests under way may take when the program is told to stop.
const graceful = 10 * time.Second

// listen says where it listens and serves until ctx ends, then lets what is under way finish.
func listen(ctx context.Context, a *app.App, ln net.Listener, out io.Writer) error {
	base := baseURL(ln)
	s, err := server.New(a, server.Config{
		BaseURL: base, Secure: strings.HasPrefix(base, "https://"), Behind: os.Getenv("TOUCHSTONE_PROXY") == "1",
		PDF: pdf.Find(pdf.Config{Chromium: os.Getenv("TOUCHSTONE_CHROMIUM"), Bare: os.Getenv("TOUCHSTONE_CHROMIUM_BARE") == "1"}),
	})
	if err != nil {
		return err
	}
	hs := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 120 * time.Second, MaxHeaderBytes: 32 << 10,
	}
	working, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	worked := make(chan struct{})
	go func() { defer close(worked); a.Work(working) }()
	failed := make(chan error, 1)
	go func() { failed <- hs.Serve(ln) }()
	fmt.Fprintf(out, "Touchstone listens on %s\n", base)
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = shutDown(ctx, hs)
	}
	stopWork()
	select {
	case <-worked:
	case <-time.After(graceful): // a mail that is stuck: the outbox sends it again after the next start
	}
	return err
}

// shutDown takes no more requests and waits for those under way; what takes longer than it may is cut off.
func shutDown(ctx context.Context, hs *http.Server) error {
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	err := hs.Shutdown(limit)
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.Join(fmt.Errorf("requests that took longer than %s were cut off", graceful), hs.Close())
	}
	return err
}
