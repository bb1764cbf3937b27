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

	"touchstone/internal/agree"
)

const agreementHelp = `
Says how far raters agree, from a file of ratings, without a database.

  ratings.csv      candidate,question,rater,rating      rating: a number; a rater rates an answer once

An answer is a candidate's to a question. A rating that was not given is a row that is not there; other columns are
passed over. The file may be JSON: a list of objects with these keys.

The output: intraclass correlations with intervals, in the form that fits who rated what (all raters rated everything:
ICC(2,1) and ICC(2,k); else ICC(1,1) and ICC(1,k)); Krippendorff's alpha, interval and ordinal; weighted kappa of each
pair of raters; each rater's severity, spread and halo; warnings with codes. Without -scale the scale is 1–5, or wider
where ratings lie beyond it. The same file gives the same bytes. What is wrong in a file is told as FILE:LINE.

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
	table, err := openRows(f, o.ratings, columns{names: []string{"candidate", "question", "rater", "rating"}, needed: 4})
	if err != nil {
		return nil, err
	}
	ratings := &agree.Ratings{}
	for {
		r, err := table.next()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = o.add(ratings, r)
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

// add checks a row and takes it in.
func (o agreementOptions) add(ratings *agree.Ratings, r row) error {
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
	value, err := strconv.ParseFloat(cell, 64)
	switch {
	case err != nil && !math.IsInf(value, 0) && strings.Contains(cell, ","):
		return refuse("the rating %q is no number; write it with a decimal point", cell)
	case err != nil && !math.IsInf(value, 0), math.IsNaN(value):
		return refuse("the rating %q is no number", cell)
	case math.Abs(value) > largestRating:
		return refuse("the rating %q is too large", cell)
	case o.scale != nil && (value < o.scale.Lo || value > o.scale.Hi):
		return refuse("the rating %s is outside %v–%v", cell, o.scale.Lo, o.scale.Hi)
	}
	if line, ok := ratings.Add(strings.Clone(candidate), strings.Clone(question), strings.Clone(rater), value, r.line); !ok {
		return refuse("%s rated %s on %s twice; the first time is in line %d", rater, candidate, question, line)
	}
	return nil
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
