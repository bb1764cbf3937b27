package agree

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
	"unicode"
)

// mostRows is the number of questions, pairs or raters that a table shows.
const mostRows = 200

// WriteText writes the report as tables of plain text.
func (r Report) WriteText(w io.Writer) error {
	t := &table{w: tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)}
	t.line("Agreement between raters: %d ratings of %d candidates on %d questions by %d raters, scale %v–%v.",
		r.Ratings, r.Candidates, r.Questions, r.RaterCount, r.Scale.Lo, r.Scale.Hi)
	t.line("%s", r.All.sentence())
	r.reliability(t)
	r.alphas(t)
	r.pairs(t)
	r.raters(t)
	r.checks(t)
	r.people(t)
	t.line("")
	if len(r.Warnings) == 0 {
		t.line("No warnings.")
	} else {
		t.line("Warnings")
	}
	for _, x := range r.Warnings {
		t.line("  %s%s: %s", x.Code, clean(about(x)), x.Text)
	}
	if err := t.w.Flush(); t.err == nil {
		t.err = err
	}
	return t.err
}

func about(w Warning) string {
	switch {
	case w.Rater != "":
		return " (" + w.Rater + ")"
	case w.Question != "":
		return " (" + w.Question + ")"
	}
	return ""
}

// table writes lines and rows; the first error stays.
type table struct {
	w   *tabwriter.Writer
	err error
}

func (t *table) line(format string, args ...any) {
	if _, err := fmt.Fprintf(t.w, format+"\n", args...); err != nil && t.err == nil {
		t.err = err
	}
}

func (t *table) row(cells ...string) {
	for i, c := range cells {
		cells[i] = clean(c)
	}
	t.line("  %s", strings.Join(cells, "\t"))
}

// title begins a table: tabulators are lined up within it alone.
func (t *table) title(format string, args ...any) {
	if err := t.w.Flush(); err != nil && t.err == nil {
		t.err = err
	}
	t.line("")
	t.line(format, args...)
}

// more says how much of a list is left out.
func (t *table) more(total int) {
	if total > mostRows {
		t.line("  … and %d more; -json has them all.", total-mostRows)
	}
}

// clean keeps a name out of the layout and off the terminal's controls.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '�'
		}
		return r
	}, s)
}

// parts are all ratings together and, when there is more than one, the questions.
func (r Report) parts() []Part {
	if len(r.Parts) < 2 {
		return []Part{r.All}
	}
	return append([]Part{r.All}, r.Parts[:min(len(r.Parts), mostRows)]...)
}

func (p Part) name() string {
	if p.Question == "" {
		return "all together"
	}
	return p.Question
}

func (r Report) reliability(t *table) {
	t.title("Reliability: intraclass correlation with its %.0f %% interval. %s", 100*r.Level, r.All.reason())
	t.row("question", "answers", "raters", "design", "one rater", "mean of the raters", "", "raters for .80")
	for _, p := range r.parts() {
		t.row(p.name(), fmt.Sprint(p.Targets), fmt.Sprint(p.Raters), p.Design, p.One.Form+" "+show(p.One.Estimate),
			p.Mean.Form+" "+show(p.Mean.Estimate), iccLabel(p.Mean.Value), p.needed())
	}
	if len(r.Parts) > 1 {
		t.more(len(r.Parts))
	}
	t.title("All forms, all together")
	t.row("form", "value and interval", "F", "df", "p")
	for _, f := range r.All.Forms {
		t.row(f.Form, show(f.Estimate), show(f.F), fmt.Sprintf("%.4g, %.4g", f.DF1, f.DF2), reasonOr(f.P, probability))
	}
}

// sentence says how reliable ratings are and how many raters an answer wants.
func (p Part) sentence() string {
	if p.One.Value == nil {
		return "How far raters agree cannot be told: " + strings.ReplaceAll(p.One.Undefined, "_", " ") + "."
	}
	out := fmt.Sprintf("Two raters agree %s: one rater's rating of an answer has a reliability of %s", p.agreement(), show(p.One.Estimate))
	if p.Mean.Value != nil {
		out += fmt.Sprintf(", the mean of an answer's raters %s", show(p.Mean.Estimate))
	}
	if p.RatersNeeded.Value == nil {
		return out + ".\nNo number of raters would make it .80; sharpen the anchors first."
	}
	return out + fmt.Sprintf(".\nFor .80 an answer wants %s.", plural(p.NeededWhole(), "rater"))
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// agreement is the word for how far two raters agree.
func (p Part) agreement() string {
	switch iccLabel(p.One.Value) {
	case "excellent":
		return "very well"
	case "good":
		return "well"
	case "moderate":
		return "moderately"
	}
	return "poorly"
}

// NeededWhole is how many raters an answer wants for a reliability of .80, at least one; 0 where no number would do.
func (p Part) NeededWhole() int {
	if p.RatersNeeded.Value == nil {
		return 0
	}
	return whole(*p.RatersNeeded.Value)
}

func whole(raters float64) int { return max(1, int(math.Ceil(min(raters, 1e9)-1e-9))) }

// needed is how many raters an answer wants, with the ends of its interval.
func (p Part) needed() string {
	if p.RatersNeeded.Value == nil {
		return reasonOr(p.RatersNeeded, nil)
	}
	out := fmt.Sprint(p.NeededWhole())
	if p.RatersNeeded.Lo != nil && p.RatersNeeded.Hi != nil {
		out += fmt.Sprintf(" [%d, %d]", whole(*p.RatersNeeded.Lo), whole(*p.RatersNeeded.Hi))
	}
	return out
}

// reason says why the forms of the first two columns were chosen.
func (p Part) reason() string {
	if p.Design == Crossed {
		return "Every rater rated every answer (crossed):\nICC(2,1) and ICC(2,k), absolute agreement."
	}
	n0 := reasonOr(p.N0, func(v float64) string { return fmt.Sprintf("%.2f", v) })
	return "Raters differ from answer to answer (unbalanced):\nICC(1,1) and ICC(1,k), with n0 = " + n0 + " ratings to an answer."
}

func (r Report) alphas(t *table) {
	t.title("Krippendorff's alpha (.80 is firm, .667 tentative), interval by resampling answers")
	t.row("question", "answers", "ratings", "interval", "ordinal", "")
	for _, p := range r.parts() {
		t.row(p.name(), fmt.Sprint(p.Interval.Units), fmt.Sprint(p.Interval.Pairable), show(p.Interval.Estimate),
			show(p.Ordinal.Estimate), alphaLabel(p.Interval.Value))
	}
	if len(r.Parts) > 1 {
		t.more(len(r.Parts))
	}
}

func (r Report) pairs(t *table) {
	t.title("Pairs of raters: weighted kappa over the whole scale")
	t.row("raters", "answers", "same rating", "quadratic kappa", "linear", "unweighted")
	for _, p := range r.Pairs[:min(len(r.Pairs), mostRows)] {
		t.row(p.A+" – "+p.B, fmt.Sprint(p.N), reasonOr(p.Exact, func(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }),
			show(p.Quadratic), show(p.Linear), show(p.Plain))
	}
	t.more(len(r.Pairs))
	if len(r.Pairs) == 0 {
		t.line("  none")
	}
}

func (r Report) raters(t *table) {
	t.title("Raters: severity (negative is severe), spread, agreement with the others, halo")
	t.row("rater", "ratings", "each level", "mean", "spread", "in the middle", "severity", "shared candidates", "r with the others",
		"spread beside theirs", "halo: mean r", "mean spread", "flags")
	for _, x := range r.Raters[:min(len(r.Raters), mostRows)] {
		t.row(x.Name, fmt.Sprint(x.Ratings), strings.Trim(fmt.Sprint(x.Levels), "[]"), show(x.Mean), show(x.SD),
			reasonOr(x.Middle, func(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }), show(x.Severity),
			fmt.Sprint(x.Shared), show(x.Rest), show(x.Spread), show(x.HaloR), show(x.HaloSD), strings.Join(x.Flags, " "))
	}
	t.more(len(r.Raters))
}

// checks says what was looked at in each rater, and of what there is not enough yet.
func (r Report) checks(t *table) {
	t.title("What was looked at in each rater")
	t.row("rater", "severity", "spread", "order", "halo", "drift", "severity first, last")
	for _, x := range r.Raters[:min(len(r.Raters), mostRows)] {
		t.row(x.Name, x.Check(Severity).text(), x.Check(Spread).text(), x.Check(Order).text(), x.Check(Halo).text(),
			x.Check(Moved).text(), x.Drift.text())
	}
	t.more(len(r.Raters))
}

// text is what came of a check, in a cell.
func (c Check) text() string {
	switch c.State {
	case Found:
		return strings.ReplaceAll(c.Code, "_", " ")
	case Few:
		return fmt.Sprintf("not enough yet: %d of %d %s", c.Have, c.Need, strings.ReplaceAll(c.Of, "_", " "))
	case Untold:
		return "– " + strings.ReplaceAll(c.Why, "_", " ")
	}
	return "nothing"
}

func (d *Drift) text() string {
	if d == nil || d.Start.Value == nil || d.Recent.Value == nil {
		return ""
	}
	return fmt.Sprintf("%+.2f, %+.2f", *d.Start.Value, *d.Recent.Value)
}

// people are the candidates' means, in the order of names.
func (r Report) people(t *table) {
	t.title("Candidates: mean level, and what raters of average severity would have given (information, never the score)")
	t.row("candidate", "ratings", "raters", "mean", "adjusted")
	for _, x := range r.People[:min(len(r.People), mostRows)] {
		t.row(x.Name, fmt.Sprint(x.Ratings), fmt.Sprint(x.Raters), show(x.Mean), show(x.Adjusted))
	}
	t.more(len(r.People))
}

// show writes a figure with two decimals, and its interval; the reason where there is none.
func show(e Estimate) string {
	out := reasonOr(e, func(v float64) string { return fmt.Sprintf("%.2f", v) })
	if e.Lo != nil && e.Hi != nil {
		out += fmt.Sprintf(" [%.2f, %.2f]", *e.Lo, *e.Hi)
	}
	return out
}

func reasonOr(e Estimate, format func(float64) string) string {
	if e.Value == nil {
		return "– " + strings.ReplaceAll(e.Undefined, "_", " ")
	}
	return format(*e.Value)
}

func probability(p float64) string {
	if p < .001 {
		return "< .001"
	}
	return fmt.Sprintf("%.3f", p)
}

// iccLabel puts a reliability into words (Koo & Li 2016).
func iccLabel(v *float64) string {
	switch {
	case v == nil:
		return ""
	case *v < .50:
		return "poor"
	case *v < .75:
		return "moderate"
	case *v < .90:
		return "good"
	}
	return "excellent"
}

func alphaLabel(v *float64) string {
	switch {
	case v == nil:
		return ""
	case *v < lowAgreement:
		return "low"
	case *v < goodAgreement:
		return "tentative"
	}
	return "firm"
}
