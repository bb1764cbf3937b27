// Command scoring measures how fast candidates are scored, in one run beside a plain pass that only segments and stems
// the same text: ten text and ten closed questions against thirty exemplars and thirty comparison reps, intervals and
// evidence included, no encoder. It prints the ratio of both, whether twice the candidates cost twice, and memory.
//
//	scoring [-candidates N] [-seed N] [-cpuprofile FILE]
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/text"
)

func main() {
	candidates := flag.Int("candidates", 10000, "candidates to score; twice as many after that")
	seed := flag.Uint64("seed", 1, "seed of the answers")
	profile := flag.String("cpuprofile", "", "write a processor profile to this file")
	flag.Parse()
	if *profile != "" {
		f, err := os.Create(*profile)
		if err == nil {
			err = pprof.StartCPUProfile(f)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "scoring:", err)
			os.Exit(1)
		}
	}
	err := run(*candidates, *seed)
	pprof.StopCPUProfile()
	if err != nil {
		fmt.Fprintln(os.Stderr, "scoring:", err)
		os.Exit(1)
	}
}

func run(candidates int, seed uint64) error {
	w := newWriter(seed)
	began := time.Now()
	bench, err := scoring.Build(w.definition())
	if err != nil {
		return err
	}
	fmt.Printf("benchmark built in %s\n", time.Since(began).Round(time.Millisecond))
	bench.Score(w.candidate(0), scoring.Policy{}, nil) // what is made once for all candidates is not theirs to pay
	plain, _ := measure(w, candidates, func(r scoring.Respondent) int { return segment(r) })
	once, scored := measure(w, candidates, func(r scoring.Respondent) int { return scoredIn(bench.Score(r, scoring.Policy{}, nil)) })
	twice, _ := measure(w, 2*candidates, func(r scoring.Respondent) int { return scoredIn(bench.Score(r, scoring.Policy{}, nil)) })
	n := time.Duration(candidates)
	fmt.Printf("segmenting and stemming the texts   %8s a candidate on %d goroutines\n", (plain / n).Round(time.Microsecond), runtime.GOMAXPROCS(0))
	fmt.Printf("scoring all twenty answers          %8s a candidate, ratio %.2f (at most 4); %.1f of 10 texts scored\n",
		(once / n).Round(time.Microsecond), float64(once)/float64(plain), float64(scored)/float64(candidates))
	fmt.Printf("twice the candidates                %8s a candidate, %.2f times as long\n",
		(twice / (2 * n)).Round(time.Microsecond), float64(twice)/float64(once))
	return memory()
}

// batch is how many candidates exist at a time.
const batch = 200

// measure makes candidates batch by batch, so that none is kept, and returns the processor time spent on what is
// measured, writing the answers left out, and the sum of its results. Processor time, because other programs may be
// running.
func measure(w *writer, candidates int, do func(scoring.Respondent) int) (time.Duration, int) {
	var spent time.Duration
	var sum atomic.Int64
	people := make([]scoring.Respondent, 0, batch)
	for from := 0; from < candidates; from += batch {
		people = people[:0]
		for i := from; i < min(from+batch, candidates); i++ {
			people = append(people, w.candidate(i))
		}
		began := processorTime()
		var next atomic.Int64
		var wg sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			wg.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(people); i = int(next.Add(1)) - 1 {
					sum.Add(int64(do(people[i])))
				}
			})
		}
		wg.Wait()
		spent += processorTime() - began
	}
	return spent, int(sum.Load())
}

// processorTime is what the process has used of all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// segment is the plain pass: sentences, words, each word folded and stemmed.
func segment(r scoring.Respondent) int {
	lang, n := string(r.Language), 0
	for _, a := range r.Answers {
		for _, sentence := range text.Sentences(a.Text) {
			s := sentence.In(a.Text)
			for _, word := range text.Words(s) {
				n += len(text.Stem(lang, text.Fold(lang, word.In(s))))
			}
		}
	}
	return n
}

func scoredIn(r scoring.Result) int {
	n := 0
	for _, a := range r.Answers {
		if a.Kind == hiring.Text && (a.Status == scoring.OK || a.Status == scoring.OffTopic) {
			n++
		}
	}
	return n
}

// memory prints what the kernel says the process held at most.
func memory() error {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	for _, line := range strings.Split(string(b), "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			kilobytes, err := strconv.ParseFloat(f[1], 64)
			if err != nil {
				return err
			}
			fmt.Printf("memory, at most                     %8.1f MB (at most 300)\n", kilobytes/1024)
		}
	}
	return nil
}
