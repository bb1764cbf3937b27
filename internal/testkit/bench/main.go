// Command bench measures the built program from outside, in one run, beside what the machine can do: saves through
// the whole server against raw prepared updates of the same durability, latency while people type, time from start to
// the first byte, resident memory.
//
//	bench PATH-OF-TOUCHSTONE
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"touchstone/internal/testkit/round"
)

// The benchmark's size.
const (
	connections = 200
	interviews  = 100 // held at once
	flatOut     = 8 * time.Second
	typingFor   = 20 * time.Second
	typingEvery = 2 * time.Second
	starts      = 5
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "bench: say where the program is")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, binary string) error {
	data, err := os.MkdirTemp("", "touchstone-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(data) }()
	answers, notes, err := fill(ctx, filepath.Join(data, "touchstone.db"))
	if err != nil {
		return err
	}
	if err := start(ctx, binary, data); err != nil {
		return err
	}
	before, err := rawUpdates(filepath.Join(data, "raw.db"), flatOut/2)
	if err != nil {
		return err
	}
	p, err := round.Serve(ctx, binary, data)
	if err != nil {
		return err
	}
	defer p.Kill()
	saves := load(ctx, p.Base, answers, flatOut, 0)
	noted := load(ctx, p.Base, notes, flatOut, 0)
	after, err := rawUpdates(filepath.Join(data, "raw2.db"), flatOut/2)
	if err != nil {
		return err
	}
	raw := (before + after) / 2
	fmt.Printf("raw prepared updates, synchronous=FULL   %8.0f /s (before %.0f, after %.0f)\n", raw, before, after)
	saves.print(fmt.Sprintf("answers through the server, %d at once", len(answers)), raw)
	noted.print(fmt.Sprintf("interview notes, %d at once", len(notes)), raw)
	for _, x := range []struct {
		what   string
		savers []round.Saver
	}{{"candidates", answers}, {"interviewers", notes}} {
		typing := load(ctx, p.Base, x.savers, typingFor, typingEvery)
		fmt.Printf("%d %s typing, a save every %s  p50 %s  p99 %s  failed %d\n",
			len(x.savers), x.what, typingEvery, typing.quantile(.5), typing.quantile(.99), typing.failed)
	}
	return memory(p, "after the load")
}

// fill makes the database, and returns what saves candidates' answers and interviewers' notes.
func fill(ctx context.Context, file string) (answers, notes []round.Saver, err error) {
	tokens, err := round.Fill(ctx, file, connections)
	if err != nil {
		return nil, nil, err
	}
	for _, token := range tokens {
		answers = append(answers, round.AnswerSaver(token))
	}
	notes, err = round.FillInterviews(ctx, file)
	return answers, notes[:min(interviews, len(notes))], err
}

// print says how many saves a second a load came to, beside the raw driver's.
func (l loaded) print(what string, raw float64) {
	perSecond := float64(len(l.took)) / flatOut.Seconds()
	fmt.Printf("%-40s %8.0f /s  ratio %.2f  p50 %s  p99 %s  failed %d\n",
		what, perSecond, perSecond/raw, l.quantile(.5), l.quantile(.99), l.failed)
}

// start measures from the start of the process to the first byte of a page, and memory before anybody has come.
func start(ctx context.Context, binary, data string) error {
	var took []time.Duration
	for i := range starts {
		p, err := round.Serve(ctx, binary, data)
		if err != nil {
			return err
		}
		took = append(took, p.FirstByte)
		if i == starts-1 {
			if err := memory(p, "nobody there yet"); err != nil {
				return err
			}
		}
		p.Kill()
	}
	slices.Sort(took)
	fmt.Printf("start to first byte, median of %d          %s (slowest %s)\n", starts, round1(took[starts/2]), round1(took[starts-1]))
	return nil
}

// memory prints what the kernel says the process holds, and held at most.
func memory(p *round.Process, when string) error {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Cmd.Process.Pid))
	if err != nil {
		return err
	}
	kilobytes := map[string]float64{}
	for _, line := range strings.Split(string(b), "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[2] == "kB" {
			if kilobytes[f[0]], err = strconv.ParseFloat(f[1], 64); err != nil {
				return err
			}
		}
	}
	fmt.Printf("resident memory, %-24s %8.1f MB (at most %.1f)\n", when, kilobytes["VmRSS:"]/1024, kilobytes["VmHWM:"]/1024)
	return nil
}

// loaded is what a load came to.
type loaded struct {
	took   []time.Duration
	failed int
}

// load saves for a while on as many connections as there are savers: without pause, or each every so often. The savers
// know afterwards which version stands.
func load(ctx context.Context, base string, savers []round.Saver, during, every time.Duration) loaded {
	ctx, cancel := context.WithTimeout(ctx, during)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: len(savers), MaxConnsPerHost: len(savers)}}
	var mu sync.Mutex
	var all loaded
	var wg sync.WaitGroup
	for i := range savers {
		savers[i].Client, savers[i].Base = client, base
		wg.Go(func() {
			mine := one(ctx, &savers[i], every, time.Duration(i)*every/time.Duration(len(savers)))
			mu.Lock()
			defer mu.Unlock()
			all.took, all.failed = append(all.took, mine.took...), all.failed+mine.failed
		})
	}
	wg.Wait()
	slices.Sort(all.took)
	return all
}

func one(ctx context.Context, s *round.Saver, every, first time.Duration) loaded {
	var out loaded
	sleep(ctx, first)
	text := "A couple had booked their boiler service for the morning and nobody had come by two. I said our planner had moved it. "
	for n := 0; ctx.Err() == nil; n++ {
		began := time.Now()
		ok, err := s.Save(ctx, fmt.Sprint(text, n))
		switch {
		case ctx.Err() != nil:
			return out
		case err != nil:
			out.failed++
		case ok:
			out.took = append(out.took, time.Since(began))
		}
		if every > 0 {
			sleep(ctx, every-time.Since(began))
		}
	}
	return out
}

func sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// quantile returns how long the q-th part of the saves took at most.
func (l loaded) quantile(q float64) time.Duration {
	if len(l.took) == 0 {
		return 0
	}
	return round1(l.took[min(len(l.took)-1, int(q*float64(len(l.took))))])
}

func round1(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }
