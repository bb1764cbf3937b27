package validity

import (
	"slices"

	"touchstone/internal/figure"
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
	R             figure.Number `json:"r"` // Pearson; of a binary outcome the point-biserial correlation
	Interval      figure.Range  `json:"interval"`
	P             figure.Number `json:"p"`
	Spearman      figure.Number `json:"spearman"`
	AUC           *AUC          `json:"auc,omitempty"`
	NeedObserved  figure.Number `json:"n_needed_at_r"` // for 80 % power, two-sided .05
	NeedTypical   figure.Number `json:"n_needed_at_15"`
	Success       string        `json:"success"` // what counts as success below
	Bins          []Bin         `json:"expectancy"`
	TrendZ        figure.Number `json:"trend_z"`
	TrendP        figure.Number `json:"trend_p"`
	TaylorRussell []IfRWere     `json:"if_r_were"`
	Groups        []Prediction  `json:"differential_prediction,omitempty"`
}

// AUC is how far those who succeeded lay above those who did not.
type AUC struct {
	Succeeded int           `json:"succeeded"`
	Failed    int           `json:"failed"`
	Value     figure.Number `json:"value"`
	Interval  figure.Range  `json:"interval"`
	Method    string        `json:"method"`
}

// Bin is one fifth of the hires by fit.
type Bin struct {
	Bin       int            `json:"bin"`
	N         int            `json:"n"`
	Hidden    bool           `json:"hidden,omitempty"` // fewer than 5
	Lowest    *figure.Number `json:"lowest_fit,omitempty"`
	Highest   *figure.Number `json:"highest_fit,omitempty"`
	Successes *int           `json:"successes,omitempty"`
	Rate      *figure.Number `json:"rate,omitempty"`
	Wilson    *figure.Range  `json:"wilson,omitempty"`
}

// IfRWere is what selecting by a score would bring if its correlation with success were r.
type IfRWere struct {
	R              float64       `json:"r"`
	BaseRate       float64       `json:"base_rate"`
	SelectionRatio float64       `json:"selection_ratio"`
	Rate           figure.Number `json:"success_rate"`
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
		Kind: kind, N: len(s.Fit), Missing: s.Missing, Verdict: verdict(len(s.Fit)), R: figure.Number(c.R),
		Interval: figure.Range(c.Interval), P: figure.Number(c.P), Spearman: figure.Number(stats.Spearman(s.Fit, s.Outcome)),
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
func needed(r stats.Figure) figure.Number {
	if !r.Defined() {
		return figure.Number(r)
	}
	n := stats.NForCorrelation(r.Value, power, alpha)
	if n.N.Defined() {
		n.N.Value = float64(n.Ceiling)
	}
	return figure.Number(n.N)
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
		Succeeded: len(succeeded), Failed: len(failed), Value: figure.Number(d.AUC), Interval: figure.Range(d.Interval),
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
		out.Success = "outcome above its median, " + figure.Number(median).Text(2)
	}
	for i, y := range s.Outcome {
		success[i] = y > cut
	}
	return success
}

func (o *Outcome) expectancy(fit []float64, success []bool) {
	e := stats.ExpectancyTable(fit, success, bins, level)
	o.TrendZ, o.TrendP = figure.Number(e.Trend.Z), figure.Number(e.Trend.P)
	o.Bins = []Bin{}
	succeeded := 0
	for i, b := range e.Bins {
		succeeded += b.X
		bin := Bin{Bin: i + 1, N: b.N, Hidden: b.N < minBin}
		if !bin.Hidden {
			lowest, highest, rate, wilson := figure.Number(b.Lowest), figure.Number(b.Highest), figure.Number(b.Rate), figure.Range(b.Wilson)
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
				R: r, BaseRate: base, SelectionRatio: ratio, Rate: figure.Number(stats.TaylorRussell(base, ratio, r).Rate),
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
	F   figure.Number `json:"f"`
	DF1 int           `json:"df1"`
	DF2 int           `json:"df2"`
	P   figure.Number `json:"p"`
}

// Line is the regression within a group.
type Line struct {
	Intercept    figure.Number `json:"intercept"`
	Slope        figure.Number `json:"slope"`
	R            figure.Number `json:"r"`
	SEE          figure.Number `json:"see"`
	MeanResidual figure.Number `json:"mean_residual_from_common_line"`
}

// Term is a coefficient of the full model.
type Term struct {
	Term     string        `json:"term"`
	Estimate figure.Number `json:"estimate"`
	SE       figure.Number `json:"se"`
	P        figure.Number `json:"p"`
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
		p.Terms = append(p.Terms, Term{k.Term, figure.Number(k.Estimate), figure.Number(k.SE), figure.Number(k.P)})
	}
	return p
}

func stepOf(s stats.StepTest) *Step {
	return &Step{F: figure.Number(s.F), DF1: s.DF1, DF2: s.DF2, P: figure.Number(s.P)}
}

func lineOf(l stats.GroupLine) *Line {
	return &Line{
		Intercept: figure.Number(l.Intercept), Slope: figure.Number(l.Slope), R: figure.Number(l.R), SEE: figure.Number(l.SEE),
		MeanResidual: figure.Number(l.MeanResidual),
	}
}
