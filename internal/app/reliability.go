package app

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// reliabilityJob measures how reliable a requisition's fits are, at most once an hour and on at most so many candidates.
const (
	reliabilityJob   = "reliability"
	reliabilityEvery = time.Hour
	mostReliability  = 2000
)

// queueReliability asks for a measurement at the end of the hour.
func (a *App) queueReliability(ctx context.Context, requisition uuid.UUID) error {
	at := a.Now().Truncate(reliabilityEvery).Add(reliabilityEvery)
	dedupe := fmt.Sprintf("%s:%s:%d", reliabilityJob, requisition, at.Unix())
	return a.store.Enqueue(ctx, reliabilityJob, dedupe, []byte(requisition.String()), at)
}

// Reliability returns how reliable a requisition's fits of record are, or nil while it is not known.
func (a *App) Reliability(ctx context.Context, r hiring.Requisition) (*hiring.FitReliability, error) {
	if r.BenchmarkVersionID == nil {
		return nil, nil
	}
	out, err := a.store.FitReliability(ctx, r.ID, *r.BenchmarkVersionID)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// measureReliability does it for one requisition, whose candidates are gone through one by one.
func (a *App) measureReliability(ctx context.Context, payload []byte) error {
	id, err := uuid.ParseBytes(payload)
	if err != nil {
		return fmt.Errorf("reliability: payload: %w", err)
	}
	r, err := a.store.Requisition(ctx, id)
	if err != nil || r.BenchmarkVersionID == nil {
		return err
	}
	table := newFitTable(r)
	err = a.store.EachLinkResult(ctx, id, *r.BenchmarkVersionID, mostReliability, func(result []byte) error {
		var x scoring.Result
		if err := json.Unmarshal(result, &x); err != nil {
			return fmt.Errorf("reliability: a score of requisition %s: %w", id, err)
		}
		table.add(x)
		return nil
	})
	if err != nil {
		return err
	}
	c, n := table.composite()
	if n < hiring.FewestForReliability || !c.Reliability.Defined() || !c.SEM.Defined() {
		return nil
	}
	return a.store.SetFitReliability(ctx, hiring.FitReliability{
		RequisitionID: id, BenchmarkVersionID: *r.BenchmarkVersionID, Candidates: n,
		Reliability: min(1, max(0, c.Reliability.Value)), SEM: c.SEM.Value, ComputedAt: a.Now(),
	})
}

// fitTable gathers, of every candidate with a fit in all values, the fits and what each answer put into them.
type fitTable struct {
	values  []string
	weights []float64
	fits    [][]float64   // by value, by candidate
	items   [][][]float64 // by value, by candidate: w·c·a of each answer that could count; NaN where there is none
	n       int
}

func newFitTable(r hiring.Requisition) *fitTable {
	t := &fitTable{}
	for _, v := range r.Values {
		t.values, t.weights = append(t.values, v.ValueID.String()), append(t.weights, v.Weight)
	}
	t.fits, t.items = make([][]float64, len(t.values)), make([][][]float64, len(t.values))
	return t
}

// add takes a candidate in who has a fit in every value: what is missing is not guessed.
func (t *fitTable) add(x scoring.Result) {
	fits := make([]float64, len(t.values))
	for i, id := range t.values {
		f := valueFitOf(x, id)
		if f == nil || !f.Fit.Defined() {
			return
		}
		fits[i] = f.Fit.Value
	}
	t.n++
	for i, id := range t.values {
		t.fits[i] = append(t.fits[i], fits[i])
		var row []float64
		for _, s := range x.Answers {
			if s.Value == id {
				row = append(row, contribution(s))
			}
		}
		t.items[i] = append(t.items[i], row)
	}
}

func valueFitOf(x scoring.Result, id string) *scoring.ValueFit {
	for i := range x.Values {
		if x.Values[i].Value == id {
			return &x.Values[i]
		}
	}
	return nil
}

// contribution is w·c·a of an answer as it entered the fit; a question left blank put in nothing.
func contribution(s scoring.AnswerScore) float64 {
	switch {
	case s.Status == scoring.Blank:
		return 0
	case s.Alignment.Defined():
		return s.Weight * min(1, max(-1, s.Alignment.Value))
	}
	return math.NaN()
}

// composite is Mosier's reliability of the weighted sum of the values, each value's being Cronbach's α of what its
// answers put in (measurement.md §4.4). A value of one question that counts has none, and then neither has the whole.
func (t *fitTable) composite() (stats.Composite, int) {
	n := len(t.values)
	sd, alpha, corr := make([]float64, n), make([]float64, n), make([][]float64, n)
	total := 0.0
	for i := range t.values {
		total += t.weights[i]
	}
	weights := make([]float64, n)
	for i := range t.values {
		weights[i] = t.weights[i] / total
		a := stats.CronbachAlpha(varying(t.items[i]), .95)
		s := stats.SD(t.fits[i])
		if !a.Value.Defined() || !s.Defined() {
			return stats.Composite{Reliability: stats.Figure{Undefined: scoring.NotEstimable}}, t.n
		}
		sd[i], alpha[i] = s.Value, min(1, max(0, a.Value.Value))
	}
	for i := range corr {
		corr[i] = make([]float64, n)
		for j := range corr[i] {
			r := stats.Pearson(t.fits[i], t.fits[j])
			if corr[i][j] = r.Value; i == j {
				corr[i][j] = 1
			} else if !r.Defined() {
				corr[i][j] = 0
			}
		}
	}
	return stats.MosierComposite(weights, sd, alpha, corr), t.n
}

// varying leaves out the questions that put nothing into anybody's fit.
func varying(rows [][]float64) [][]float64 {
	var keep []int
	for i := 0; len(rows) > 0 && i < len(rows[0]); i++ {
		for _, r := range rows {
			if i < len(r) && r[i] != 0 && !math.IsNaN(r[i]) {
				keep = append(keep, i)
				break
			}
		}
	}
	out := make([][]float64, len(rows))
	for i, r := range rows {
		for _, k := range keep {
			out[i] = append(out[i], r[k])
		}
	}
	return out
}

// Likeness tells whether two fits can be told apart, by the paired resamples they keep, else by their intervals, and
// where the reliability is known by whichever error is larger.
func Likeness(r *hiring.FitReliability) hiring.Likeness {
	sem := errorOf(r)
	return func(a, b hiring.Application) (alike, known bool) {
		c := scoring.Compare(fitShown(a), fitShown(b), sem)
		return !c.Distinct, c.SED.Defined()
	}
}

// errorOf is the standard error of a fit by its reliability, where that is known.
func errorOf(r *hiring.FitReliability) scoring.Figure {
	if r == nil {
		return scoring.Figure{Undefined: "not_known"}
	}
	return scoring.Figure{Value: r.SEM}
}

// leastDistance is the difference of two fits below which reliability alone keeps them from being told apart.
func leastDistance(r *hiring.FitReliability) float64 {
	if r == nil {
		return 0
	}
	return 1.96 * math.Sqrt2 * r.SEM
}

// fitShown is an application's fit as the engine compares it.
func fitShown(a hiring.Application) scoring.ValueFit {
	out := scoring.ValueFit{
		Fit: scoring.Figure{Undefined: "none"}, Lo90Hi90: scoring.Interval{Undefined: scoring.NotEstimable},
		Exemplars: a.FitExemplars, Resampled: a.FitResampled,
	}
	if a.Fit != nil {
		out.Fit = scoring.Figure{Value: *a.Fit}
	}
	if a.FitLo != nil && a.FitHi != nil {
		out.Lo90Hi90 = scoring.Interval{Lo: *a.FitLo, Hi: *a.FitHi}
	}
	return out
}
