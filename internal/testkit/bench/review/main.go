// Command review measures the lists of candidates of the built program in a database as large as a company's of many
// years: first and deep pages of the pipeline and of candidates by value, through the whole server, beside the bare
// queries they rest on, run by the raw driver in the same run.
//
//	review PATH-OF-TOUCHSTONE
//
// The databases are made once and kept in the folder TOUCHSTONE_BENCH_DIR names, else in the user's cache folder; the
// full ones take about 12 GB (SQLite) and somewhat more (PostgreSQL), and an hour of a slow machine. -applications and
// -in-one make smaller ones.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"touchstone/internal/testkit"
)

// size is how large a database is.
type size struct{ applications, inOne int }

func main() {
	var s size
	flag.IntVar(&s.applications, "applications", 1_000_000, "applications in the database")
	flag.IntVar(&s.inOne, "in-one", 100_000, "of those, in one requisition")
	on := flag.String("on", "sqlite,postgres", "which databases")
	requests := flag.Int("requests", 200, "requests for each page")
	flag.Parse()
	if flag.NArg() != 1 || s.inOne < 1000 || s.applications < s.inOne {
		fmt.Fprintln(os.Stderr, "review: say where the program is, and a size of 1000 in one requisition at least")
		os.Exit(2)
	}
	if err := run(context.Background(), flag.Arg(0), s, strings.Split(*on, ","), *requests); err != nil {
		fmt.Fprintln(os.Stderr, "review:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, binary string, s size, on []string, requests int) error {
	dir, err := keptIn()
	if err != nil {
		return err
	}
	dir = filepath.Join(dir, fmt.Sprintf("review-%d-%d", s.applications, s.inOne))
	for _, name := range on {
		switch name {
		case "sqlite":
			err = onSQLite(ctx, binary, filepath.Join(dir, name), s, requests)
		case "postgres":
			err = onPostgres(ctx, binary, filepath.Join(dir, name), s, requests)
		default:
			err = fmt.Errorf("no such database: %s", name)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// keptIn is the folder in which the databases are kept.
func keptIn() (string, error) {
	if dir := os.Getenv("TOUCHSTONE_BENCH_DIR"); dir != "" {
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "touchstone-bench"), err
}

func onSQLite(ctx context.Context, binary, dir string, s size, requests int) error {
	d := database{binary: binary, dir: dir, driver: "sqlite3", dsn: "file:" + filepath.Join(dir, "touchstone.db") + "?_busy_timeout=5000&_stmt_cache_size=64"}
	if err := d.made(ctx, s); err != nil {
		return err
	}
	return d.measure(ctx, s, requests)
}

func onPostgres(ctx context.Context, binary, dir string, s size, requests int) (err error) {
	address, stop, err := testkit.KeepPostgres(filepath.Join(dir, "server"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	d := database{binary: binary, dir: dir, driver: "pgx", dsn: address, url: address}
	if err := d.made(ctx, s); err != nil {
		return err
	}
	return d.measure(ctx, s, requests)
}

// made makes the database unless it is there whole; half of one is made anew.
func (d database) made(ctx context.Context, s size) error {
	if d.complete() {
		return nil
	}
	if d.url == "" {
		if err := os.RemoveAll(d.dir); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return err
	}
	began := time.Now()
	fmt.Printf("%s: making %d applications, %d in one requisition, in %s …\n", d.driver, s.applications, s.inOne, d.dir)
	if err := d.begin(ctx); err != nil {
		return err
	}
	if err := d.fill(ctx, s); err != nil {
		return err
	}
	fmt.Printf("%s: made in %s, %.2f GB\n", d.driver, time.Since(began).Round(time.Second), d.gigabytes())
	return os.WriteFile(filepath.Join(d.dir, "complete"), nil, 0o600)
}

func (d database) complete() bool {
	_, err := os.Stat(filepath.Join(d.dir, "complete"))
	return err == nil
}

// gigabytes is what the database takes on the disk.
func (d database) gigabytes() float64 {
	var n int64
	_ = filepath.WalkDir(d.dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if err == nil && e.Name() == "pg_wal" {
				return fs.SkipDir // the log is no part of what is kept
			}
			return nil
		}
		if info, err := e.Info(); err == nil {
			n += info.Size()
		}
		return nil
	})
	return float64(n) / 1e9
}
