package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"touchstone/internal/agree"
)

const agreementHelp = `
Says how far raters agree, from a file of ratings, without a database.

  ratings.csv      candidate,question,rater,rating      rating: a number; a rater rates an answer once
                   and, where they are known:
                   value   what the question asks about; halo is then looked for across values, not questions
                   at      when it was rated, 2026-05-04 or 2026-05-04T10:30:00Z; without it nothing is said of drift

An answer is a candidate's to a question. A rating that was not given is a row that is not there; other columns are
passed over. The file may be JSON: a list of objects with these keys.

The output, first in a sentence: how reliable one rater's rating is, and how many raters .80 would want. Then
intraclass correlations with intervals, in the form that fits who rated what (all raters rated everything: ICC(2,1) and
ICC(2,k); else ICC(1,1) and ICC(1,k)); Krippendorff's alpha, interval and ordinal; weighted kappa of each pair of raters;
each rater in alphabetical order:

  severity   the rater's average less that of all raters, over the same answers; -.5 or lower, or .5 or higher, from
             8 shared candidates on and with an interval without 0, is worth a talk
  spread     hardly leaving the middle, or less than half as wide as the others over the same 10 answers
  order      correlation with the mean of the others below .3, from 10 shared answers on
  halo       nearly the same rating on everything, from 4 candidates and 3 values (or questions) on
  drift      severity that has left what it was over the first 20 shared candidates (EWMA, .2, three sigma)

and, where there is too little to tell, how much is there and how much is needed; candidates' means, raw and adjusted
for severity, as information and never as a score; warnings with codes. Raters whose answers nobody links are held
against those who rated the same. Without -scale the scale is 1–5, or wider where ratings lie beyond it. The same file
gives the same bytes. What is wrong in a file is told as FILE:LINE.

  printf 'candidate,question,rater,rating\nann,q1,zoe,4\nann,q1,max,3\nbo,q1,zoe,2\nbo,q1,max,1\n' > ratings.csv
  touchstone agreement -ratings ratings.csv
`

// largestRating is the largest number that is taken for a rating.
const largestRating = 1e6

// agreementOptions are the flags of touchstone agreement.
type agreementOptions struct {
	ratings, out string
	scale        *agree.Scale
	json         bool
}

func agreement(_ context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("agreement", flag.ContinueOnError)
	var o agreementOptions
	fs.StringVar(&o.ratings, "ratings", "", "`FILE` of ratings, CSV or JSON (needed)")
	fs.Func("scale", "the scale as `LO-HI`, such as 1-7; a rating beyond it is refused", o.readScale)
	fs.BoolVar(&o.json, "json", false, "write JSON")
	fs.StringVar(&o.out, "o", "", "write to this `FILE` instead of standard output")
	rest, err := parse(fs, args, out)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, agreementHelp)
	}
	if err != nil {
		return err
	}
	switch {
	case len(rest) > 0:
		return badUsage("unexpected argument %q", rest[0])
	case o.ratings == "":
		return badUsage("say: touchstone agreement -ratings FILE")
	}
	ratings, err := o.read()
	if err != nil {
		return err
	}
	write := o.writer(ratings.Report(o.scale))
	if o.out != "" {
		return writeWhole(o.out, write)
	}
	return write(out)
}

// readScale reads LO-HI, whole numbers; LO may be negative.
func (o *agreementOptions) readScale(s string) error {
	at := strings.LastIndex(s, "-")
	if at > 0 {
		lo, err := strconv.Atoi(s[:at])
		hi, err2 := strconv.Atoi(s[at+1:])
		if err == nil && err2 == nil && lo < hi && max(-lo, hi) <= largestRating {
			o.scale = &agree.Scale{Lo: float64(lo), Hi: float64(hi), Given: true}
			return nil
		}
	}
	return errors.New("say -scale LO-HI, such as 1-7")
}

// read takes the ratings in, row by row.
func (o agreementOptions) read() (*agree.Ratings, error) {
	f, err := os.Open(o.ratings)
	if err != nil {
		return nil, badFile(o.ratings, 0, "cannot be read: %v", plainOpen(err))
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, badFile(o.ratings, 0, "cannot be read: it is a folder")
	}
	table, err := openRows(f, o.ratings, columns{names: []string{"candidate", "question", "rater", "rating", "value", "at"}, needed: 4})
	if err != nil {
		return nil, err
	}
	ratings, values := &agree.Ratings{}, map[string]toldValue{}
	for {
		r, err := table.next()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = o.add(ratings, values, r)
		}
		if err != nil {
			return nil, err
		}
	}
	if ratings.Empty() {
		return nil, badFile(o.ratings, 1, "there is no rating in it")
	}
	return ratings, nil
}

// plainOpen is why a file cannot be opened, without its name, which is told already.
func plainOpen(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// toldValue is the value a row named for a question.
type toldValue struct {
	value string
	line  int
}

// add checks a row and takes it in. values are those of the questions so far.
func (o agreementOptions) add(ratings *agree.Ratings, values map[string]toldValue, r row) error {
	refuse := func(format string, args ...any) error { return badFile(o.ratings, r.line, format, args...) }
	for i := range r.cells {
		r.cells[i] = strings.TrimSpace(r.cells[i])
	}
	candidate, question, rater, cell := r.cells[0], r.cells[1], r.cells[2], r.cells[3]
	if candidate == "" || question == "" || rater == "" {
		return refuse("a candidate, a question and a rater are needed")
	}
	if cell == "" {
		return refuse("the rating is missing; leave out the row of a rating that was not given")
	}
	level, err := o.level(cell)
	if err != nil {
		return refuse("%v", err)
	}
	at, err := readMoment(r.cells[5])
	if err != nil {
		return refuse("%v", err)
	}
	told, known := values[question]
	if known && told.value != r.cells[4] {
		return refuse("question %s is of value %q here and of %q in line %d", question, r.cells[4], told.value, told.line)
	}
	if !known {
		values[strings.Clone(question)] = toldValue{strings.Clone(r.cells[4]), r.line}
	}
	line, ok := ratings.Take(agree.Given{
		Candidate: strings.Clone(candidate), Question: strings.Clone(question), Rater: strings.Clone(rater), Rating: level,
		Value: values[question].value, At: at, Line: r.line,
	})
	if !ok {
		return refuse("%s rated %s on %s twice; the first time is in line %d", rater, candidate, question, line)
	}
	return nil
}

// level reads a rating.
func (o agreementOptions) level(cell string) (float64, error) {
	value, err := strconv.ParseFloat(cell, 64)
	switch {
	case err != nil && !math.IsInf(value, 0) && strings.Contains(cell, ","):
		return 0, fmt.Errorf("the rating %q is no number; write it with a decimal point", cell)
	case err != nil && !math.IsInf(value, 0), math.IsNaN(value):
		return 0, fmt.Errorf("the rating %q is no number", cell)
	case math.Abs(value) > largestRating:
		return 0, fmt.Errorf("the rating %q is too large", cell)
	case o.scale != nil && (value < o.scale.Lo || value > o.scale.Hi):
		return 0, fmt.Errorf("the rating %s is outside %v–%v", cell, o.scale.Lo, o.scale.Hi)
	}
	return value, nil
}

// readMoment reads a day, or a day with a time; "" is the zero time.
func readMoment(cell string) (time.Time, error) {
	if cell == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, cell); err == nil && at.Year() >= 1900 {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("the time %q is none; write 2026-05-04 or 2026-05-04T10:30:00Z", cell)
}

func (o agreementOptions) writer(report agree.Report) func(io.Writer) error {
	if !o.json {
		return report.WriteText
	}
	return func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(report)
	}
}
