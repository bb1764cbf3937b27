// Package validity tells from a file of hires whether fit at the time of the decision went with what became of them:
// correlation, expectancy, differential prediction, and how many hires it would take to know.
package validity

import (
	"errors"
	"hash/maphash"
	"io"
	"math"
	"strconv"
	"strings"

	"touchstone/internal/records"
)

// The kinds of outcome.
const (
	Continuous = "continuous"
	Binary     = "binary"
)

// Outcomes are the hires of a file, by kind of outcome.
type Outcomes struct {
	Kinds   map[string]*Sample
	grouped bool           // the file has a column group
	seed    maphash.Seed   // of hires
	seen    map[uint64]int // the kinds of a hire, as bits, by a hash of the name
}

// Sample are the hires with one kind of outcome.
type Sample struct {
	Fit, Outcome []float64
	Group        []string // "" when unknown
	Missing      int      // rows without a fit or an outcome
}

// Read reads a file. A bad row is a records.Error.
func Read(in io.Reader) (*Outcomes, error) {
	r, err := records.NewReader(in)
	if err != nil {
		return nil, err
	}
	if err := r.Require("hire", "fit", "outcome", "kind"); err != nil {
		return nil, err
	}
	o := &Outcomes{Kinds: map[string]*Sample{}, seed: maphash.MakeSeed(), seen: map[uint64]int{}}
	for _, c := range r.Columns() {
		o.grouped = o.grouped || c == "group"
	}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = o.add(rec)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(o.Kinds) == 0 {
		return nil, records.Bad(1, "there is no hire below the header")
	}
	return o, nil
}

func (o *Outcomes) add(rec records.Record) error {
	hire, kind := rec.Get("hire"), strings.ToLower(rec.Get("kind"))
	switch {
	case hire == "":
		return records.Bad(rec.Line, "the hire is missing")
	case kind != Continuous && kind != Binary:
		return records.Bad(rec.Line, "the kind %q is neither continuous nor binary", rec.Get("kind"))
	case o.repeated(hire, kind):
		return records.Bad(rec.Line, "hire %q has a %s outcome a second time", hire, kind)
	}
	fit, hasFit, err := number(rec, "fit")
	if err != nil {
		return err
	}
	outcome, hasOutcome, err := outcomeOf(rec, kind)
	if err != nil {
		return err
	}
	s := o.Kinds[kind]
	if s == nil {
		s = &Sample{}
		o.Kinds[kind] = s
	}
	if !hasFit || !hasOutcome {
		s.Missing++
		return nil
	}
	s.Fit, s.Outcome = append(s.Fit, fit), append(s.Outcome, outcome)
	s.Group = append(s.Group, strings.Clone(known(rec.Get("group"))))
	return nil
}

// repeated tells whether a hire had this kind of outcome before, and notes that it has it now.
func (o *Outcomes) repeated(hire, kind string) bool {
	who, bit := maphash.String(o.seed, hire), 1
	if kind == Binary {
		bit = 2
	}
	before := o.seen[who]
	o.seen[who] = before | bit
	return before&bit != 0
}

func known(group string) string {
	switch strings.ToLower(strings.ReplaceAll(group, "_", " ")) {
	case "unknown", "prefer not to say":
		return ""
	}
	return group
}

// number reads a cell; an empty one is missing.
func number(rec records.Record, column string) (v float64, present bool, err error) {
	cell := rec.Get(column)
	if cell == "" {
		return 0, false, nil
	}
	v, err = strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > largest {
		return 0, false, records.Bad(rec.Line, "the %s %q is not a number", column, cell)
	}
	return v, true, nil
}

// largest is the largest number of which squares can still be summed.
const largest = 1e100

func outcomeOf(rec records.Record, kind string) (v float64, present bool, err error) {
	if kind == Continuous {
		return number(rec, "outcome")
	}
	switch strings.ToLower(rec.Get("outcome")) {
	case "1", "true", "yes", "y":
		return 1, true, nil
	case "0", "false", "no", "n":
		return 0, true, nil
	case "":
		return 0, false, nil
	}
	return 0, false, records.Bad(rec.Line, "the binary outcome %q is neither 1 nor 0", rec.Get("outcome"))
}
