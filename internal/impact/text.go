package impact

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"touchstone/internal/figure"
)

// Write prints the report for people.
func (r Report) Write(w io.Writer) error {
	var b bytes.Buffer
	p := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(p, "ADVERSE IMPACT: %s; %s.\n", r.Indicator, r.NotAnAudit)
	fmt.Fprintf(p, "%s.\n", upper(r.Suppression))
	for _, s := range r.Stages {
		s.write(p, "Stage "+s.Name)
	}
	if r.Overall != nil {
		r.Overall.write(p, "Bottom line (every applicant; selected = selected at the last stage)")
	}
	fmt.Fprintln(p, "\nlight: alert = ratio below .80 and p ≤ .05; small = one selection moved turns the difference round, or a group below 5:")
	fmt.Fprintln(p, "keep accumulating; watch = ratio below .80 or p ≤ .05. p: mid-p (doubling) below 30 people or an expected count below 5,")
	fmt.Fprintln(p, "else pooled z. g of scores: Hedges, the group's less the reference's in pooled standard deviations, below 0 when the")
	fmt.Fprintf(p, "group scores lower, its interval by the noncentral t. %s.\n", upper(r.Indicator))
	if err := p.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) {
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

// rest are the empty cells of a row that ends early: without them its column would not line up.
func rest(filled, columns int) string { return strings.Repeat("\t", columns-filled) }

const (
	groupColumns = 20
	scoreColumns = 7
	biasColumns  = 6
)

// upper begins a sentence.
func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (s Stage) write(w io.Writer, title string) {
	fmt.Fprintf(w, "\n== %s: %d selected of %d", title, s.Selected, s.Applicants)
	if s.Undecided > 0 {
		fmt.Fprintf(w, "; %d not decided", s.Undecided)
	}
	fmt.Fprintln(w)
	for _, b := range s.Breakdowns {
		b.write(w)
	}
	if s.Selection != nil {
		s.Selection.write(w, "LL144 selection rates", "selected")
	}
	if s.Scoring != nil {
		fmt.Fprintf(w, "\nLL144 scoring: median of all %d scores %s; %d without a score\n", s.Scoring.Scored, s.Scoring.Median.Short(2), s.Scoring.Unscored)
		s.Scoring.write(w, "LL144 scoring rates", "above median")
	}
}

func (b Breakdown) write(w io.Writer) {
	if b.Hidden {
		fmt.Fprintf(w, "\nBy %s: fewer than %d people are known; nothing is shown\n", b.Group, minKnown)
		return
	}
	fmt.Fprintf(w, "\nBy %s: %d known, %d unknown", b.Group, b.Known, b.Unknown)
	if b.Reference != "" {
		fmt.Fprintf(w, "; reference %s, the highest rate", b.Reference)
	}
	if b.Small {
		fmt.Fprint(w, " (a small group")
		if b.Largest != "" {
			fmt.Fprintf(w, "; last column: ratio to %s, the largest", b.Largest)
		}
		fmt.Fprint(w, ")")
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, "group\tn\tselected\trate\tratio\t95 %\ttest\tp\tp Holm\tmid-p\tFisher\tz\tp of z\tdifference\t95 %\th\tshortfall\tflip-flop\tlight\tto largest\t")
	for _, c := range b.Categories {
		c.write(w)
	}
	for _, s := range b.Strata {
		fmt.Fprintf(w, "Mantel–Haenszel over %d of the %ss: %s, odds ratio %s (%s), p %s\n",
			s.Strata, b.Stratified, s.Category, s.OddsRatio.Short(3), s.Interval.Text(3), s.P.P())
	}
	if b.Scores != nil {
		b.Scores.write(w, b.Group)
	}
}

func (s Scores) write(w io.Writer, group string) {
	fmt.Fprintf(w, "\nScores by %s: %d of a known group, %d of an unknown one, %d without a score", group, s.Known, s.Unknown, s.Unscored)
	if s.Reference != "" {
		fmt.Fprintf(w, "; reference %s, the %s", s.Reference, s.ReferenceBy)
	}
	fmt.Fprintln(w, "\ngroup\tscored\tmean\tSD\tdifference\tg\t95 %\t")
	for _, r := range s.Categories {
		if r.Hidden != "" {
			fmt.Fprintf(w, "%s\t%s%s\n", r.Category, r.Hidden, rest(1, scoreColumns))
			continue
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t", r.Category, r.N, r.Mean.Short(2), r.SD.Short(2))
		if d := r.Difference; d != nil {
			fmt.Fprintf(w, "%s\t%s\t%s\t\n", d.Points.Short(2), d.HedgesG.Text(2), d.HedgesGCI.Text(2))
			continue
		}
		fmt.Fprintf(w, "%s%s\n", mark(r.Reference, "reference"), rest(4, scoreColumns))
	}
}

func (c Category) write(w io.Writer) {
	if c.Hidden != "" {
		fmt.Fprintf(w, "%s\t%s%s\n", c.Category, c.Hidden, rest(1, groupColumns))
		return
	}
	fmt.Fprintf(w, "%s%s\t%d\t%d\t%s\t", c.Category, mark(c.Under2, " (under 2 %)"), c.N, c.Selected, c.Rate.Short(3))
	k := c.Comparison
	if k == nil {
		fmt.Fprintf(w, "%s%s\n", mark(c.Reference, "reference"), rest(4, groupColumns))
		return
	}
	fmt.Fprintf(w, "%s%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t",
		k.ImpactRatio.Short(3), mark(k.BelowFourFifths, " <4/5"), k.ImpactRatioCI.Text(3), k.Test, k.P.P(), k.PHolm.P(), k.MidP.P(),
		k.FisherP.P(), k.Z.Short(2), k.ZP.P(), k.Difference.Short(3), k.DifferenceCI.Text(3), k.CohenH.Short(2), k.Shortfall.Short(1),
		mark(k.FlipFlop, "yes"), k.Light)
	if k.ImpactRatioLargest != nil {
		fmt.Fprint(w, k.ImpactRatioLargest.Short(3))
	}
	fmt.Fprintln(w, "\t")
}

func mark(on bool, text string) string {
	if on {
		return text
	}
	return ""
}

func (b BiasTables) write(w io.Writer, title, counted string) {
	if b.Hidden {
		fmt.Fprintf(w, "\n%s: fewer than %d people are known; nothing is shown\n", title, minKnown)
		return
	}
	fmt.Fprintf(w, "\n%s: %d in the tables, %d of unknown category left out\n", title, b.Known, b.Unknown)
	writeBias(w, b.Columns[0], counted, b.First)
	if len(b.Columns) == 2 {
		writeBias(w, b.Columns[1], counted, b.Second)
		writeBias(w, b.Columns[0]+"/"+b.Columns[1], counted, b.Intersections)
	}
}

func writeBias(w io.Writer, title, counted string, rows []BiasRow) {
	fmt.Fprintf(w, "%s\tn\t%s\trate\timpact ratio\twithout those under 2 %%\t\n", title, counted)
	for _, r := range rows {
		if r.Hidden != "" {
			fmt.Fprintf(w, "%s\t%s%s\n", r.Category, r.Hidden, rest(1, biasColumns))
			continue
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t\n", r.Category, r.N, r.X, short(r.Rate), short(r.ImpactRatio), short(r.AfterExclusion))
	}
}

// short is a number that may be hidden.
func short(n *figure.Number) string {
	if n == nil {
		return "suppressed"
	}
	return n.Short(3)
}
