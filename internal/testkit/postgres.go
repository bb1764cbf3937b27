package testkit

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// ErrNoPostgres says what to install where the PostgreSQL server's programs are missing.
var ErrNoPostgres = errors.New("PostgreSQL is not installed: apt-get install postgresql")

// postgresAccount is the account Debian's package makes; the server refuses to run as root.
const postgresAccount = "postgres"

// StartPostgres starts a throw-away PostgreSQL server on a free port of the loopback interface and returns the
// address of a database on it. It forgets what it was told as fast as it can: stop ends it and removes its files.
func StartPostgres() (dsn string, stop func(), err error) {
	bin, err := postgresPrograms()
	if err != nil {
		return "", nil, err
	}
	dir, err := os.MkdirTemp(inMemory(), "touchstone-postgres-")
	if err != nil {
		return "", nil, err
	}
	server := postgresServer{bin: bin, dir: dir}
	if err := server.start(); err != nil {
		server.stop()
		return "", nil, err
	}
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/postgres?sslmode=disable", postgresAccount, server.port), server.stop, nil
}

// memoryNeeded is what the server may need: a database per running test, and its log.
const memoryNeeded = 1 << 30

// inMemory returns a folder kept in memory, where making a database takes 20 ms instead of 250, or "" for the usual one
// when there is none with room, as in a container with the usual 64 MB.
func inMemory() string {
	const shm = "/dev/shm"
	var fs syscall.Statfs_t
	if err := syscall.Statfs(shm, &fs); err != nil || fs.Bavail*uint64(fs.Bsize) < memoryNeeded {
		return ""
	}
	return shm
}

// postgresPrograms finds the newest installed server's programs; Debian keeps them out of PATH.
func postgresPrograms() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.Join(ErrNoPostgres, err)
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		return n
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

type postgresServer struct {
	bin, dir string
	port     int
}

func (p *postgresServer) start() error {
	if os.Geteuid() == 0 {
		if err := giveTo(postgresAccount, p.dir); err != nil {
			return err
		}
	}
	if err := p.initialise(); err != nil {
		return err
	}
	return p.startWith("-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=128MB")
}

// initialise makes the server's files.
func (p *postgresServer) initialise() error {
	return p.run("initdb", "-D", p.data(), "-U", postgresAccount, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
}

// startWith starts the server on a free port.
func (p *postgresServer) startWith(settings string) (err error) {
	if p.port, err = freePort(); err != nil {
		return err
	}
	options := fmt.Sprintf("-p %d -k %s -c listen_addresses=127.0.0.1 -c max_connections=400 %s", p.port, p.dir, settings)
	return p.run("pg_ctl", "-D", p.data(), "-w", "-l", filepath.Join(p.dir, "log"), "-o", options, "start")
}

// stop is best effort: the files are thrown away, whatever the server was doing.
func (p *postgresServer) stop() {
	_ = p.run("pg_ctl", "-D", p.data(), "-m", "immediate", "stop")
	_ = os.RemoveAll(p.dir)
}

func (p *postgresServer) data() string { return filepath.Join(p.dir, "data") }

// run runs one of the server's programs, as the server's account when we are root.
func (p *postgresServer) run(program string, args ...string) error {
	args = append([]string{filepath.Join(p.bin, program)}, args...)
	if os.Geteuid() == 0 {
		args = append([]string{"runuser", "-u", postgresAccount, "--"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = p.dir
	// A file, not a pipe: the server keeps its standard output open, and a pipe would be waited for.
	log, err := os.Create(filepath.Join(p.dir, program+".out"))
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(log.Name())
		return fmt.Errorf("%s: %w: %s", program, err, bytes.TrimSpace(said))
	}
	return nil
}

func giveTo(account, dir string) error {
	u, err := user.Lookup(account)
	if err != nil {
		return errors.Join(ErrNoPostgres, err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	return os.Chown(dir, uid, -1)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}
