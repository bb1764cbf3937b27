package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"touchstone/internal/simulate"
)

const simulateHelp = `
Makes companies whose truth is known and asks the engine about them: what benchmarks find of a signal that is there,
how often they claim one that is not, how often intervals hold the truth, whether a dominating manager and split top
reps are warned of, and what fakers gain. Texts are put together from ideas that some people tell more often than others,
each in several wordings, and compared by their words alone: fewer companies, because they take long.

The quick size takes a few minutes; -full is the size of the report in the technical manual and takes long. The same
seed and sizes give the same figures; -json writes the whole report as it is kept.

  touchstone simulate
  touchstone simulate -full -json -o internal/simulate/report.json
  touchstone simulate -texts -full -json -o internal/simulate/report.json
`

// simulated runs the simulations and writes what they found.
func simulated(ctx context.Context, args []string, out io.Writer) error {
	s := simulate.Quick()
	fs := flag.NewFlagSet("simulate", flag.ContinueOnError)
	full := fs.Bool("full", false, "the size of the kept report, unless -companies or -candidates say otherwise")
	onlyTexts := fs.Bool("texts", false, "make the studies of texts anew and take the others from the kept report; needs -full")
	asJSON := fs.Bool("json", false, "write JSON")
	file := fs.String("o", "", "write to this `FILE` instead of standard output")
	date := fs.String("date", time.Now().UTC().Format(time.DateOnly), "the date to put into the report")
	fs.Uint64Var(&s.Seed, "seed", s.Seed, "seed of everything random")
	companies := fs.Int("companies", 0, fmt.Sprintf("companies a study draws (%d; full %d)", s.Companies, simulate.Full().Companies))
	candidates := fs.Int("candidates", 0, fmt.Sprintf("candidates each of them meets (%d; full %d)", s.Candidates, simulate.Full().Candidates))
	rest, err := parse(fs, args, out)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, simulateHelp)
	}
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return badUsage("unexpected argument %q", rest[0])
	}
	if *companies < 0 || *candidates < 0 || *candidates == 1 {
		return badUsage("at least one company and two candidates, please")
	}
	if *full {
		s.Companies, s.Candidates = simulate.Full().Companies, simulate.Full().Candidates
	}
	if *companies > 0 {
		s.Companies = *companies
	}
	if *candidates > 0 {
		s.Candidates = *candidates
	}
	run := simulate.Run
	if *onlyTexts {
		if s != simulate.Full() {
			return badUsage("-texts adds to the kept report, which is of the full size: say -full")
		}
		run = simulate.RunTexts
	}
	report, err := run(ctx, s, *date)
	if err != nil {
		return err
	}
	return writeSimulation(report, *file, *asJSON, out)
}

func writeSimulation(report simulate.Report, file string, asJSON bool, out io.Writer) error {
	var b bytes.Buffer
	var err error
	if asJSON {
		enc := json.NewEncoder(&b)
		enc.SetIndent("", " ")
		err = enc.Encode(report)
	} else {
		err = report.Print(&b)
	}
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	}
	if file != "" {
		return writeWhole(file, write)
	}
	return write(out)
}
