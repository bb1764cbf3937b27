// Command touchstone serves the application and does its maintenance. Each subcommand has a file of its own; this
// one chooses among them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"touchstone/internal/hiring"
)

// exitUsage is the code for bad input or a command that was not understood.
const exitUsage = 2

// command is one subcommand: what it is for, and what it does with its arguments.
type command struct {
	name, args, purpose string
	run                 func(ctx context.Context, args []string, out io.Writer) error
}

func commands() []command {
	return []command{
		{"serve", "[-addr HOST:PORT] [-data DIR]", "start the application", serve},
		{"demo", "[-addr HOST:PORT] [-data DIR] [-if-empty]", "start with a fresh, fictional company", demo},
		{"user", "add|reset EMAIL [-name NAME] [-role ROLE,…]", "add a person, or give a new password", user},
		{"backup", "FILE [-data DIR]", "write a copy of the database while it runs", backup},
		{"restore", "FILE [-data DIR] [-force]", "put a backup in place", restore},
		{"score", "-answers FILE [-questions FILE] [-lang en|es|tr]", "score a file of answers, without a database", score},
		{"agreement", "-ratings FILE [-scale LO-HI]", "say how far raters agree, without a database", agreement},
		{"impact", "-applicants FILE [-suppress K] [-json] [-o FILE]", "selection rates by group: adverse impact, LL144 tables", impactReport},
		{"validity", "-outcomes FILE [-json] [-o FILE]", "did fit go with what became of those hired?", validityReport},
		{"simulate", "[-full] [-json] [-o FILE]", "measure the engine on companies whose truth is known", simulated},
		{"audit", "verify [-data DIR]", "check the chain of audit entries, print its newest hash", audit},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does one subcommand and returns the exit code: 0, 1 when it failed, 2 when it was not understood.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(out)
		return 0
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return report(c, c.run(ctx, args[1:], out), errOut)
		}
	}
	fmt.Fprintf(errOut, "touchstone: there is no command %q; touchstone help lists them\n", args[0])
	return exitUsage
}

// report tells in one line why a command failed, and returns its exit code.
func report(c command, err error, errOut io.Writer) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var file fileError
	if errors.As(err, &file) {
		fmt.Fprintf(errOut, "touchstone: %s\n", file.oneLine())
		return exitUsage
	}
	fmt.Fprintf(errOut, "touchstone %s: %s\n", c.name, plain(err))
	var bad usageError
	if errors.As(err, &bad) || hiring.KindOf(err) == hiring.Invalid {
		return exitUsage
	}
	return 1
}

func usage(out io.Writer) {
	fmt.Fprintln(out, "touchstone compares candidates' answers with those of the people who live the company's values.")
	fmt.Fprintln(out)
	for _, c := range commands() {
		fmt.Fprintf(out, "  touchstone %-9s %-56s %s\n", c.name, c.args, c.purpose)
	}
	fmt.Fprintln(out, "\nEnvironment: DATABASE_URL (postgres://…; otherwise SQLite in the data folder), TOUCHSTONE_URL (how people")
	fmt.Fprintln(out, "reach it), TOUCHSTONE_SMTP (smtp://user:password@host:587), TOUCHSTONE_MAIL_FROM, TOUCHSTONE_PROXY=1 (behind")
	fmt.Fprintln(out, "a trusted proxy), TOUCHSTONE_EMBEDDINGS_KEY or TOUCHSTONE_EMBEDDINGS_KEY_FILE (the key of an embeddings service,")
	fmt.Fprintln(out, "where an administrator sets one up), TOUCHSTONE_SELF_IDENTIFICATION_KEY or TOUCHSTONE_SELF_IDENTIFICATION_KEY_FILE")
	fmt.Fprintln(out, "(the key to pseudonyms of self-identification; replicas share it), TOUCHSTONE_CHROMIUM (what makes PDFs), TOUCHSTONE_CHROMIUM_BARE=1, TZ.")
}

// usageError is a command that was not understood.
type usageError struct{ error }

func badUsage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// parse reads a subcommand's flags, wherever they stand among its arguments, and returns the other arguments. With -h
// it prints the flags.
func parse(fs *flag.FlagSet, args []string, out io.Writer) ([]string, error) {
	fs.SetOutput(io.Discard) // a flag that is not understood is reported like any other error
	var rest []string
	for {
		err := fs.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			fs.SetOutput(out)
			fs.PrintDefaults()
			return nil, err
		}
		if err != nil {
			return nil, usageError{err}
		}
		if fs.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
}
