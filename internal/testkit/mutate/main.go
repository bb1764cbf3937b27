// Command mutate asks whether the tests of a package would notice a wrong formula. It changes one operator or constant
// at a time (+ to −, * to /, < to <=, a sign, a number), runs the package's tests, and lists the changes that no test
// notices. A survivor is a gap in the tests, or a change that makes no difference; those of the second kind stand, each
// with the reason, in equivalent.txt, and are counted apart. A table of each file's figures comes last.
//
//	go run ./internal/testkit/mutate [-files a.go,b.go] [-first TESTS] [-skip TESTS] [-operators] [-j N] [-timeout 20s] ./internal/stats
//
// All changes are compiled into one test program, which is told by an environment variable which of them to make; the
// changed sources lie in a temporary folder and reach the compiler by -overlay, so the tree is never written.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// variable names the mutant to the test program.
const variable = "TOUCHSTONE_MUTANT"

// options are the flags.
type options struct {
	files      string
	first      string
	skip       string
	equivalent string
	workers    int
	timeout    time.Duration
	all        bool
	operators  bool
}

func main() {
	var o options
	flag.StringVar(&o.files, "files", "", "change only these `FILES` of the package, separated by commas")
	flag.StringVar(&o.first, "first", "", "run the `TESTS` this pattern names first: what they notice needs no others")
	flag.StringVar(&o.skip, "skip", "", "never run the `TESTS` this pattern names, which are slow and about something else")
	flag.StringVar(&o.equivalent, "equivalent", "internal/testkit/mutate/equivalent.txt", "`FILE` of changes that make no difference")
	flag.IntVar(&o.workers, "j", 1, "run so many mutants at once")
	flag.DurationVar(&o.timeout, "timeout", 20*time.Second, "a mutant that runs longer than this is noticed")
	flag.BoolVar(&o.operators, "operators", false, "leave the constants alone")
	flag.BoolVar(&o.all, "v", false, "list the mutants that were noticed too")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	for _, pkg := range flag.Args() {
		if err := o.mutate(ctx, pkg, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "mutate:", err)
			stop()
			os.Exit(1)
		}
	}
}

// mutate does one package.
func (o options) mutate(ctx context.Context, name string, out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	known, err := readEquivalents(o.equivalent)
	if err != nil {
		return err
	}
	p, err := load(name)
	if err != nil {
		return err
	}
	mutants, err := p.instrument(folder, o.chosen, !o.operators)
	if err != nil {
		return err
	}
	program := filepath.Join(folder, "tests")
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", filepath.Join(folder, "overlay.json"), "-o", program, name)
	if said, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("the mutants do not compile: %w\n%s", err, said)
	}
	t := trial{program: program, dir: p.dir, timeout: o.timeout, first: o.first, skip: o.skip, args: []string{"-test.failfast"}}
	if p.rapid {
		t.args = append(t.args, "-rapid.nofailfile", "-rapid.shrinktime=1ms") // that it fails is enough
	}
	if said, err := t.run(ctx, 0); err != nil {
		return fmt.Errorf("the tests of %s fail without any change: %w\n%s", name, err, said)
	}
	noticed := t.all(ctx, mutants, max(1, o.workers))
	if ctx.Err() != nil {
		return ctx.Err() // what was not tried looks as if it had been noticed
	}
	return o.report(out, name, mutants, noticed, known)
}

// chosen tells whether a file is to be changed.
func (o options) chosen(file string) bool {
	if o.files == "" {
		return true
	}
	return slices.Contains(strings.Split(o.files, ","), file)
}

// trial runs the test program.
type trial struct {
	program, dir string
	first, skip  string
	args         []string
	timeout      time.Duration
}

// run runs the tests under a mutant, those to be run first before all of them; 0 is none. They fail too when they do
// not end in time.
func (t trial) run(ctx context.Context, id int) ([]byte, error) {
	if t.first != "" {
		if said, err := t.tests(ctx, id, "-test.run="+t.first); err != nil {
			return said, err
		}
	}
	if t.skip != "" {
		return t.tests(ctx, id, "-test.skip="+t.skip)
	}
	return t.tests(ctx, id)
}

func (t trial) tests(ctx context.Context, id int, args ...string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, t.timeout)
	defer stop()
	cmd := exec.CommandContext(ctx, t.program, slices.Concat(t.args, args)...)
	cmd.Dir = t.dir
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", variable, id))
	return cmd.CombinedOutput()
}

// all tries every mutant, some at once.
func (t trial) all(ctx context.Context, mutants []mutant, workers int) []bool {
	noticed := make([]bool, len(mutants))
	next := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range next {
				_, err := t.run(ctx, mutants[i].id)
				noticed[i] = err != nil
			}
		})
	}
	for i := range mutants {
		next <- i
	}
	close(next)
	wg.Wait()
	return noticed
}
