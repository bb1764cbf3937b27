package validity

import (
	"fmt"
	"io"
	"text/tabwriter"

	"touchstone/internal/stats"
)

// Write prints the report for people.
func (r Report) Write(w io.Writer) error {
	p := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(p, "VALIDITY OF FIT. Fit at the time of the decision beside what became of those who were hired; uncorrected.")
	for _, o := range r.Outcomes {
		o.write(p)
	}
	return p.Flush()
}

func (o Outcome) write(w io.Writer) {
	fmt.Fprintf(w, "\n== %s outcome: %d hires", o.Kind, o.N)
	if o.Missing > 0 {
		fmt.Fprintf(w, "; %d without fit or outcome left out", o.Missing)
	}
	fmt.Fprintf(w, "\nverdict: %s. %s\n", o.Verdict, meaning(o.Verdict))
	name := "r"
	if o.AUC != nil {
		name = "r (point-biserial)"
		fmt.Fprintf(w, "AUC\t%s\t95 %% %s (%s)\t%d with outcome 1, %d with 0\n", o.AUC.Value.Text(3), o.AUC.Interval.Text(3), o.AUC.Method, o.AUC.Succeeded, o.AUC.Failed)
	}
	fmt.Fprintf(w, "%s\t%s\t95 %% %s\tp %s\n", name, o.R.Text(3), o.Interval.Text(3), o.P.P())
	fmt.Fprintf(w, "Spearman\t%s\n", o.Spearman.Text(3))
	fmt.Fprintf(w, "hires needed for 80 %% power\t%s at the observed r\t%s at r = .15\n", o.NeedObserved.Text(0), o.NeedTypical.Text(0))
	fmt.Fprintf(w, "\nExpectancy by fifths of fit, lowest first; success: %s\n", o.Success)
	fmt.Fprintln(w, "fifth\tfit\tn\tsuccesses\trate\t95 %")
	for _, b := range o.Bins {
		if b.Hidden {
			fmt.Fprintf(w, "%d\t\t<%d\n", b.Bin, minBin)
			continue
		}
		fmt.Fprintf(w, "%d\t%s to %s\t%d\t%d\t%s\t%s\n", b.Bin, b.Lowest.Short(2), b.Highest.Short(2), b.N, *b.Successes, b.Rate.Short(3), b.Wilson.Text(3))
	}
	fmt.Fprintf(w, "trend (Cochran–Armitage)\tz %s\tp %s\n", o.TrendZ.Short(2), o.TrendP.P())
	o.writeTheory(w)
	for _, p := range o.Groups {
		p.write(w)
	}
}

func meaning(verdict string) string {
	switch verdict {
	case Collecting:
		return "Below 30 hires nothing can be concluded; the figures are printed as they stand."
	case Caution:
		return "Read the interval, not the number: below 85 hires even r = .30 is often missed."
	}
	return "Not significant does not mean no relation; see how many hires a small r needs."
}

// writeTheory prints Taylor and Russell's table.
func (o Outcome) writeTheory(w io.Writer) {
	if len(o.TaylorRussell) == 0 {
		return
	}
	fmt.Fprintf(w, "\nSuccess rate among the selected, if r were … (Taylor–Russell, base rate %.3f; a model, not these data)\n", o.TaylorRussell[0].BaseRate)
	fmt.Fprintln(w, "if r were\tselect 10 %\tselect 30 %\tselect 50 %")
	for i, t := range o.TaylorRussell {
		if i%3 == 0 {
			fmt.Fprintf(w, "%.2f", t.R)
		}
		fmt.Fprintf(w, "\t%s", t.Rate.Short(3))
		if i%3 == 2 {
			fmt.Fprintln(w)
		}
	}
}

func (p Prediction) write(w io.Writer) {
	fmt.Fprintf(w, "\nDifferential prediction (Cleary): %s (n %d) beside %s (n %d): %s\n", p.Group, p.N, p.Reference, p.ReferenceN, p.Status)
	if p.Status == stats.StatusTooFew {
		fmt.Fprintln(w, "Not shown below 30 in each group.")
		return
	}
	if p.Status == stats.StatusCaution {
		fmt.Fprintln(w, "Below 100 in each group differences in slope are hardly ever found.")
	}
	if p.Linear {
		fmt.Fprintln(w, "A straight line through a binary outcome: a rough guide.")
	}
	fmt.Fprintln(w, "step\tF\tdf\tp")
	for _, s := range []struct {
		name string
		step *Step
	}{{"omnibus", p.Omnibus}, {"slope", p.SlopeStep}, {"intercept", p.Intercept}} {
		fmt.Fprintf(w, "%s\t%s\t%d, %d\t%s\n", s.name, s.step.F.Short(3), s.step.DF1, s.step.DF2, s.step.P.P())
	}
	fmt.Fprintln(w, "group\tintercept\tslope\tr\tSEE\tmean residual from the common line")
	for _, l := range []struct {
		name string
		line *Line
	}{{p.Group, p.Line}, {p.Reference, p.CompareLine}} {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", l.name, l.line.Intercept.Short(3), l.line.Slope.Short(4), l.line.R.Short(3), l.line.SEE.Short(3), l.line.MeanResidual.Short(3))
	}
	fmt.Fprintln(w, "Not significant does not show that there is no difference.")
}
