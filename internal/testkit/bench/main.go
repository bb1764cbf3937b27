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
	tokens, err := round.Fill(ctx, filepath.Join(data, "touchstone.db"), connections)
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
	saves := load(ctx, p.Base, tokens, flatOut, 0)
	after, err := rawUpdates(filepath.Join(data, "raw2.db"), flatOut/2)
	if err != nil {
		return err
	}
	raw := (before + after) / 2
	perSecond := float64(len(saves.took)) / flatOut.Seconds()
	fmt.Printf("raw prepared updates, synchronous=FULL   %8.0f /s (before %.0f, after %.0f)\n", raw, before, after)
	fmt.Printf("saves through the server, %d connections %8.0f /s  ratio %.2f  p50 %s  p99 %s  failed %d\n",
		connections, perSecond, perSecond/raw, saves.quantile(.5), saves.quantile(.99), saves.failed)
	typing := load(ctx, p.Base, tokens, typingFor, typingEvery)
	fmt.Printf("%d people typing, a save every %s        p50 %s  p99 %s  failed %d\n",
		connections, typingEvery, typing.quantile(.5), typing.quantile(.99), typing.failed)
	return memory(p, "after the load")
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

// load saves for a while on as many connections as there are tokens: without pause, or each every so often.
func load(ctx context.Context, base string, tokens []string, during, every time.Duration) loaded {
	ctx, cancel := context.WithTimeout(ctx, during)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: len(tokens), MaxConnsPerHost: len(tokens)}}
	var mu sync.Mutex
	var all loaded
	var wg sync.WaitGroup
	for i, token := range tokens {
		wg.Go(func() {
			mine := one(ctx, round.Saver{Client: client, Base: base, Token: token}, every, time.Duration(i)*every/time.Duration(len(tokens)))
			mu.Lock()
			defer mu.Unlock()
			all.took, all.failed = append(all.took, mine.took...), all.failed+mine.failed
		})
	}
	wg.Wait()
	slices.Sort(all.took)
	return all
}

func one(ctx context.Context, s round.Saver, every, first time.Duration) loaded {
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
