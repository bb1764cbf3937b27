package validity

import (
	"slices"

	"touchstone/internal/report"
	"touchstone/internal/stats"
)

// The verdicts on a correlation, by how many hires there are.
const (
	Collecting = "collecting" // below 30: no conclusion
	Caution    = "caution"    // 30 to 84
	Enough     = "enough"     // 85 and more: a correlation of .30 is seen with 80 % power
)

const (
	level      = .95
	power      = .80
	alpha      = .05
	bins       = 5
	minCaution = 30
	minEnough  = 85
	minBin     = 5   // a bin below this shows no rate
	typical    = .15 // fit and performance in the literature (Arthur et al. 2006)
)

// Report is what a file says about the validity of fit.
type Report struct {
	Outcomes []Outcome `json:"outcomes"`
}

// Outcome is fit beside one kind of outcome.
type Outcome struct {
	Kind          string        `json:"kind"`
	N             int           `json:"n"`
	Missing       int           `json:"missing"`
	Verdict       string        `json:"verdict"`
	R             report.Number `json:"r"` // Pearson; of a binary outcome the point-biserial correlation
	Interval      report.Range  `json:"interval"`
	P             report.Number `json:"p"`
	Spearman      report.Number `json:"spearman"`
	AUC           *AUC          `json:"auc,omitempty"`
	NeedObserved  report.Number `json:"n_needed_at_r"` // for 80 % power, two-sided .05
	NeedTypical   report.Number `json:"n_needed_at_15"`
	Success       string        `json:"success"` // what counts as success below
	Bins          []Bin         `json:"expectancy"`
	TrendZ        report.Number `json:"trend_z"`
	TrendP        report.Number `json:"trend_p"`
	TaylorRussell []IfRWere     `json:"if_r_were"`
	Groups        []Prediction  `json:"differential_prediction,omitempty"`
}

// AUC is how far those who succeeded lay above those who did not.
type AUC struct {
	Succeeded int           `json:"succeeded"`
	Failed    int           `json:"failed"`
	Value     report.Number `json:"value"`
	Interval  report.Range  `json:"interval"`
	Method    string        `json:"method"`
}

// Bin is one fifth of the hires by fit.
type Bin struct {
	Bin       int            `json:"bin"`
	N         int            `json:"n"`
	Hidden    bool           `json:"hidden,omitempty"` // fewer than 5
	Lowest    *report.Number `json:"lowest_fit,omitempty"`
	Highest   *report.Number `json:"highest_fit,omitempty"`
	Successes *int           `json:"successes,omitempty"`
	Rate      *report.Number `json:"rate,omitempty"`
	Wilson    *report.Range  `json:"wilson,omitempty"`
}

// IfRWere is what selecting by a score would bring if its correlation with success were r.
type IfRWere struct {
	R              float64       `json:"r"`
	BaseRate       float64       `json:"base_rate"`
	SelectionRatio float64       `json:"selection_ratio"`
	Rate           report.Number `json:"success_rate"`
}

// Report makes the report; kinds in the order of their names.
func (o *Outcomes) Report() Report {
	r := Report{Outcomes: []Outcome{}}
	for _, kind := range []string{Binary, Continuous} {
		if s := o.Kinds[kind]; s != nil {
			r.Outcomes = append(r.Outcomes, s.outcome(kind, o.grouped))
		}
	}
	return r
}

func (s *Sample) outcome(kind string, grouped bool) Outcome {
	c := stats.Correlate(s.Fit, s.Outcome, level)
	out := Outcome{
		Kind: kind, N: len(s.Fit), Missing: s.Missing, Verdict: verdict(len(s.Fit)), R: report.Number(c.R),
		Interval: report.Range(c.Interval), P: report.Number(c.P), Spearman: report.Number(stats.Spearman(s.Fit, s.Outcome)),
		NeedObserved: needed(c.R), NeedTypical: needed(stats.Figure{Value: typical}), Success: "outcome 1",
	}
	if kind == Binary {
		out.AUC = s.auc()
	}
	success := s.successes(kind, &out)
	out.expectancy(s.Fit, success)
	if grouped {
		out.Groups = s.predictions(kind)
	}
	return out
}

func verdict(n int) string {
	switch {
	case n < minCaution:
		return Collecting
	case n < minEnough:
		return Caution
	}
	return Enough
}

// needed is how many hires would show a correlation with 80 % power.
func needed(r stats.Figure) report.Number {
	if !r.Defined() {
		return report.Number(r)
	}
	n := stats.NForCorrelation(r.Value, power, alpha)
	if n.N.Defined() {
		n.N.Value = float64(n.Ceiling)
	}
	return report.Number(n.N)
}

func (s *Sample) auc() *AUC {
	var succeeded, failed []float64
	for i, y := range s.Outcome {
		if y == 1 {
			succeeded = append(succeeded, s.Fit[i])
		} else {
			failed = append(failed, s.Fit[i])
		}
	}
	d := stats.AUC(succeeded, failed, level)
	return &AUC{
		Succeeded: len(succeeded), Failed: len(failed), Value: report.Number(d.AUC), Interval: report.Range(d.Interval),
		Method: d.Method,
	}
}

// successes tells who succeeded: of a continuous outcome, who lies above its median.
func (s *Sample) successes(kind string, out *Outcome) []bool {
	success := make([]bool, len(s.Outcome))
	cut := 0.5
	if kind == Continuous {
		median := stats.Median(s.Outcome)
		cut = median.Value
		out.Success = "outcome above its median, " + report.Number(median).Text(2)
	}
	for i, y := range s.Outcome {
		success[i] = y > cut
	}
	return success
}

func (o *Outcome) expectancy(fit []float64, success []bool) {
	e := stats.ExpectancyTable(fit, success, bins, level)
	o.TrendZ, o.TrendP = report.Number(e.Trend.Z), report.Number(e.Trend.P)
	o.Bins = []Bin{}
	succeeded := 0
	for i, b := range e.Bins {
		succeeded += b.X
		bin := Bin{Bin: i + 1, N: b.N, Hidden: b.N < minBin}
		if !bin.Hidden {
			lowest, highest, rate, wilson := report.Number(b.Lowest), report.Number(b.Highest), report.Number(b.Rate), report.Range(b.Wilson)
			bin.Lowest, bin.Highest, bin.Rate, bin.Wilson, bin.Successes = &lowest, &highest, &rate, &wilson, &b.X
		}
		o.Bins = append(o.Bins, bin)
	}
	o.TaylorRussell = []IfRWere{}
	if e.N == 0 {
		return
	}
	base := float64(succeeded) / float64(e.N)
	for _, r := range []float64{0, typical, .30, .50} {
		for _, ratio := range []float64{.10, .30, .50} {
			o.TaylorRussell = append(o.TaylorRussell, IfRWere{
				R: r, BaseRate: base, SelectionRatio: ratio, Rate: report.Number(stats.TaylorRussell(base, ratio, r).Rate),
			})
		}
	}
}

// Prediction is whether one line predicts the outcome of a group as well as that of the largest group.
type Prediction struct {
	Group       string `json:"group"`
	Reference   string `json:"reference"`
	N           int    `json:"n"`
	ReferenceN  int    `json:"reference_n"`
	Status      string `json:"status"`             // too_few, caution or ok
	Linear      bool   `json:"linear_probability"` // a line through a binary outcome
	Omnibus     *Step  `json:"omnibus,omitempty"`
	SlopeStep   *Step  `json:"slope,omitempty"`
	Intercept   *Step  `json:"intercept,omitempty"`
	Line        *Line  `json:"line,omitempty"`
	CompareLine *Line  `json:"reference_line,omitempty"`
	Terms       []Term `json:"terms,omitempty"` // of the full model
}

// Step is one test of the step-down.
type Step struct {
	F   report.Number `json:"f"`
	DF1 int           `json:"df1"`
	DF2 int           `json:"df2"`
	P   report.Number `json:"p"`
}

// Line is the regression within a group.
type Line struct {
	Intercept    report.Number `json:"intercept"`
	Slope        report.Number `json:"slope"`
	R            report.Number `json:"r"`
	SEE          report.Number `json:"see"`
	MeanResidual report.Number `json:"mean_residual_from_common_line"`
}

// Term is a coefficient of the full model.
type Term struct {
	Term     string        `json:"term"`
	Estimate report.Number `json:"estimate"`
	SE       report.Number `json:"se"`
	P        report.Number `json:"p"`
}

// predictions compares every group with the largest one; the first by name of two as large.
func (s *Sample) predictions(kind string) []Prediction {
	sizes := map[string]int{}
	for _, g := range s.Group {
		if g != "" {
			sizes[g]++
		}
	}
	var names []string
	for name := range sizes {
		names = append(names, name)
	}
	slices.Sort(names)
	out := []Prediction{}
	reference := ""
	for _, name := range names {
		if sizes[name] > sizes[reference] {
			reference = name
		}
	}
	for _, name := range names {
		if name != reference {
			out = append(out, s.prediction(name, reference, kind))
		}
	}
	return out
}

func (s *Sample) prediction(group, reference, kind string) Prediction {
	var x, y []float64
	var in []bool
	for i, g := range s.Group {
		if g == group || g == reference {
			x, y, in = append(x, s.Fit[i]), append(y, s.Outcome[i]), append(in, g == group)
		}
	}
	c := stats.Cleary(x, y, in)
	p := Prediction{
		Group: group, Reference: reference, N: c.Groups[1].N, ReferenceN: c.Groups[0].N, Status: c.Status, Linear: kind == Binary,
	}
	if p.Status == stats.StatusTooFew {
		return p
	}
	p.Omnibus, p.SlopeStep, p.Intercept = stepOf(c.Omnibus), stepOf(c.SlopeStep), stepOf(c.InterceptStep)
	p.Line, p.CompareLine = lineOf(c.Groups[1]), lineOf(c.Groups[0])
	for _, k := range c.Slopes.Coefficients {
		p.Terms = append(p.Terms, Term{k.Term, report.Number(k.Estimate), report.Number(k.SE), report.Number(k.P)})
	}
	return p
}

func stepOf(s stats.StepTest) *Step {
	return &Step{F: report.Number(s.F), DF1: s.DF1, DF2: s.DF2, P: report.Number(s.P)}
}

func lineOf(l stats.GroupLine) *Line {
	return &Line{
		Intercept: report.Number(l.Intercept), Slope: report.Number(l.Slope), R: report.Number(l.R), SEE: report.Number(l.SEE),
		MeanResidual: report.Number(l.MeanResidual),
	}
}
