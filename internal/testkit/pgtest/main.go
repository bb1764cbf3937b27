// Pgtest starts a throw-away PostgreSQL server, runs a command that finds it through TOUCHSTONE_TEST_POSTGRES, stops
// the server and passes the command's exit code on:
//
//	go run ./internal/testkit/pgtest -- go test ./...
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"touchstone/internal/testkit"
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: pgtest -- COMMAND [ARGUMENT …]")
		os.Exit(2)
	}
	code, err := run(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pgtest:", err)
	}
	os.Exit(code)
}

// run returns the exit code to end with. Signals are caught before the server starts, so that none leaves it behind.
func run(args []string) (int, error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	dsn, stop, err := testkit.StartPostgres()
	if err != nil {
		return 1, err
	}
	defer stop()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), testkit.PostgresVariable+"="+dsn)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			_ = cmd.Process.Signal(s) // it may have ended just now
		case err := <-ended:
			return exitCode(err)
		}
	}
}

func exitCode(err error) (int, error) {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if code := exit.ExitCode(); code >= 0 {
			return code, nil
		}
		return 1, err // ended by a signal
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}
