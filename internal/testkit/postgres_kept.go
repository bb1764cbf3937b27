package testkit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// KeepPostgres starts a PostgreSQL server on a folder of one's own, making its files when there are none, and returns
// the address of a database on it. stop ends it in order and leaves the files. It waits for no disk: what it holds can
// be made again.
func KeepPostgres(dir string) (dsn string, stop func() error, err error) {
	bin, err := postgresPrograms()
	if err != nil {
		return "", nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", nil, err
	}
	server := postgresServer{bin: bin, dir: dir}
	if os.Geteuid() == 0 {
		if err := giveTo(postgresAccount, dir); err != nil {
			return "", nil, err
		}
	}
	if _, err := os.Stat(filepath.Join(server.data(), "PG_VERSION")); errors.Is(err, os.ErrNotExist) {
		if err := server.initialise(); err != nil {
			return "", nil, err
		}
	}
	err = server.startWith("-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=1GB -c shared_buffers=512MB -c maintenance_work_mem=512MB")
	if err != nil {
		return "", nil, err
	}
	stop = func() error { return server.run("pg_ctl", "-D", server.data(), "-m", "fast", "-w", "stop") }
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/postgres?sslmode=disable", postgresAccount, server.port), stop, nil
}
