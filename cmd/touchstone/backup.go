package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"touchstone/internal/store"
)

// backup writes a copy of the database, which may be in use, to a new file.
func backup(ctx context.Context, args []string, out io.Writer) error {
	var w where
	fs := flag.NewFlagSet("backup", flag.ContinueOnError)
	w.flags(fs)
	rest, err := parse(fs, args, out)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return badUsage("say: touchstone backup FILE")
	}
	st, err := w.openExisting(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	if err := st.Backup(ctx, rest[0]); err != nil {
		return err
	}
	fmt.Fprintf(out, "Backup written to %s\n", rest[0])
	if key := filepath.Join(w.data, selfKeyFile); exists(key) {
		fmt.Fprintf(out, "%s is not in it: keep a copy of that elsewhere, apart from backups. Without it, forms of self-identification can neither be counted by group nor deleted by their link.\n", key)
	}
	return nil
}

// exists tells whether there is a file.
func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// restore puts a backup in the place of the database, which must not be in use.
func restore(ctx context.Context, args []string, out io.Writer) error {
	var w where
	fs := flag.NewFlagSet("restore", flag.ContinueOnError)
	w.flags(fs)
	force := fs.Bool("force", false, "replace a database that is in use by people")
	rest, err := parse(fs, args, out)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return badUsage("say: touchstone restore FILE")
	}
	if err := store.Restore(ctx, rest[0], w.file(), *force); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is in place as %s\n", rest[0], w.file())
	return nil
}

// openExisting opens a database that must be there already.
func (w where) openExisting(ctx context.Context) (*store.Store, error) {
	if os.Getenv("DATABASE_URL") == "" {
		if _, err := os.Stat(w.file()); err != nil {
			return nil, badUsage("there is no database at %s", w.file())
		}
	}
	return w.open(ctx)
}
