package app

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// combineJob puts an application's fit and ratings together that were there before the program did it by itself.
const combineJob = "combine"

// combineAgain does it for one application.
func (a *App) combineAgain(ctx context.Context, payload []byte) error {
	id, err := uuid.ParseBytes(payload)
	if err != nil {
		return fmt.Errorf("combine: payload: %w", err)
	}
	return a.store.Tx(ctx, func(ctx context.Context) error { return a.combine(ctx, id) })
}

// combine stores what the pipeline shows of an application's ratings and of its fit and ratings together. Call it in
// the transaction that changed either; whoever changes the other meanwhile waits, and counts this one in.
func (a *App) combine(ctx context.Context, application uuid.UUID) error {
	if err := a.store.LockApplication(ctx, application); err != nil {
		return err
	}
	v, err := a.readApplication(ctx, application)
	if err != nil || len(v.Ratings)+len(v.Scorecards) == 0 {
		return err
	}
	if err := a.readAsked(ctx, &v); err != nil {
		return err
	}
	if err := a.readReviews(ctx, &v); err != nil {
		return err
	}
	c := store.CombinedColumns{Raters: len(ratersOf(v.given()))}
	whole, values, ok := v.Combined()
	if ok {
		c.Human, c.Combined = numberOf(whole.Human), numberOf(whole.Value)
		c.Values, c.Of = whole.Rated, whole.Fitted
		if whole.Lo90Hi90.Defined() {
			c.Lo, c.Hi = &whole.Lo90Hi90.Lo, &whole.Lo90Hi90.Hi
		}
	}
	if err := a.store.SetCombined(ctx, application, c); err != nil {
		return err
	}
	byValue, err := combinedFits(values)
	if err != nil {
		return err
	}
	return a.store.SetCombinedFits(ctx, v.Application, byValue)
}

// WholeJoint is fit and ratings together for the whole, and how many of the values that have a fit it rests on.
type WholeJoint struct {
	scoring.Joint
	Rated  int // values with both a fit and ratings
	Fitted int // values with a fit
}

// leastRated is the share of the weight of the values with a fit that those with ratings must have to stand for the
// whole: what holds for the answers of one value (measurement.md §4.1) holds for the values.
const leastRated = .6

// Combined puts ratings and the score of record together, as people reviewed it where they did, for the whole and by
// value; ok is false while there is no score or nobody has rated. What was scored is the attempt the panel met: the first that was handed in.
func (v ApplicationView) Combined() (whole WholeJoint, values map[string]scoring.Joint, ok bool) {
	at, given := slices.IndexFunc(v.Attempts, AttemptView.Submitted), v.given()
	if at < 0 || v.Attempts[at].Score == nil || len(given) == 0 {
		return whole, nil, false
	}
	score, seed := v.Attempts[at].Stands(), seedOf(v.Attempts[at].ID)
	values = map[string]scoring.Joint{}
	for _, f := range score.Values {
		given := ofValue(given, f.Value)
		raters := ratersOf(given)
		values[f.Value] = scoring.Join(f, scaleOf(raters, given), v.Requisition.Policy.HumanWeight(len(raters)), seed)
	}
	return v.wholeJoint(score, values, seed), values, true
}

// givenLevel is one level that somebody gave for a value.
type givenLevel struct {
	Rater uuid.UUID
	Value string
	Level int
}

// given lists every level that enters the fit: what was given to written answers, then what was given in interviews,
// before any discussion. Who rated both is one rater, with one mean of all their levels.
func (v ApplicationView) given() []givenLevel {
	var out []givenLevel
	for _, r := range v.Ratings {
		at := slices.IndexFunc(v.Asked, func(q hiring.AssessmentQuestion) bool { return q.ID == r.QuestionVersionID })
		level := givenLevel{Rater: r.RaterID, Level: r.Level}
		if at >= 0 {
			level.Value = v.Asked[at].ValueID.String()
		}
		out = append(out, level)
	}
	for _, c := range v.Scorecards {
		for _, l := range c.ValueLevels(v.Asked) {
			out = append(out, givenLevel{Rater: c.By.Rater(), Value: l.ValueID.String(), Level: l.Level})
		}
	}
	return out
}

// wholeJoint is ΣW·V/ΣW over the values that have both a fit and ratings: neither stands in for the other. It has an
// interval when every value with a fit was rated by everybody, because only then the overall fit and its resamples are
// was put together. Where the whole has no fit there is nothing to put together either; where too little of it was
// rated, what was rated does not stand for it.
func (v ApplicationView) wholeJoint(score scoring.Result, values map[string]scoring.Joint, seed uint64) WholeJoint {
	var out WholeJoint
	all := v.given()
	raters := ratersOf(all)
	means := make([][]float64, len(raters)) // by rater: the mean level over the values, weighed as they are
	var fitted, weight, sum, human float64
	whole := true
	for _, f := range score.Values {
		j := values[f.Value]
		if f.Weight == 0 || !f.Fit.Defined() {
			continue
		}
		out.Fitted, fitted = out.Fitted+1, fitted+f.Weight
		if !j.Value.Defined() {
			whole = false
			continue
		}
		out.Rated++
		weight, sum, human = weight+f.Weight, sum+f.Weight*j.Value.Value, human+f.Weight*j.Human.Value
		given := ofValue(all, f.Value)
		whole = whole && len(ratersOf(given)) == len(raters)
		for i, id := range raters {
			means[i] = append(means[i], f.Weight*meanLevel(given, id))
		}
	}
	omega := v.Requisition.Policy.HumanWeight(len(raters))
	switch reason := whyNotWhole(score.Overall.Fit, weight, fitted); {
	case reason != "":
		none := scoring.Interval{Undefined: reason}
		out.Joint = scoring.Joint{
			Fit: score.Overall.Fit, Human: scoring.Figure{Undefined: scoring.NotRated}, Value: scoring.Figure{Undefined: reason},
			Omega: omega, Raters: len(raters), Lo90Hi90: none, Lo95Hi95: none,
		}
		if weight > 0 {
			out.Human = scoring.Figure{Value: human / weight}
		}
	case whole:
		out.Joint = scoring.Join(score.Overall, meansOf(means, weight), omega, seed)
	default:
		none := scoring.Interval{Undefined: scoring.NotEstimable}
		out.Joint = scoring.Joint{
			Fit: score.Overall.Fit, Human: scoring.Figure{Value: human / weight}, Value: scoring.Figure{Value: sum / weight},
			Omega: omega, Raters: len(raters), Lo90Hi90: none, Lo95Hi95: none,
		}
	}
	return out
}

// meansOf says to the engine what each rater gave on average, from their levels times the values' weights.
func meansOf(weighed [][]float64, weight float64) scoring.Ratings {
	out := scoring.Ratings{Levels: hiring.RatingLevels, ByRater: make([][]float64, len(weighed))}
	for i, levels := range weighed {
		total := 0.0
		for _, l := range levels {
			total += l
		}
		out.ByRater[i] = []float64{min(hiring.RatingLevels, max(1, total/weight))}
	}
	return out
}

// whyNotWhole says why fit and ratings are not put together for the whole, or "": rated is the weight of the values that
// have both, fitted that of the values with a fit.
func whyNotWhole(fit scoring.Figure, rated, fitted float64) string {
	switch {
	case !fit.Defined():
		return fit.Undefined
	case rated == 0:
		return scoring.NotRated
	case rated < leastRated*fitted-1e-9:
		return scoring.TooFewRated
	}
	return ""
}

// seedOf is the seed of what is drawn for an attempt: always the same for it.
func seedOf(attempt uuid.UUID) uint64 { return binary.BigEndian.Uint64(attempt[:8]) }

// ratersOf lists who gave levels, in the order in which they come.
func ratersOf(given []givenLevel) []uuid.UUID {
	var out []uuid.UUID
	for _, g := range given {
		if !slices.Contains(out, g.Rater) {
			out = append(out, g.Rater)
		}
	}
	return out
}

// scaleOf says to the engine what each rater gave.
func scaleOf(raters []uuid.UUID, given []givenLevel) scoring.Ratings {
	out := scoring.Ratings{Levels: hiring.RatingLevels, ByRater: make([][]float64, len(raters))}
	for _, g := range given {
		i := slices.Index(raters, g.Rater)
		out.ByRater[i] = append(out.ByRater[i], float64(g.Level))
	}
	return out
}

// meanLevel is what one rater gave on average, or 0.
func meanLevel(given []givenLevel, rater uuid.UUID) float64 {
	sum, n := 0.0, 0.0
	for _, g := range given {
		if g.Rater == rater {
			sum, n = sum+float64(g.Level), n+1
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// ofValue returns the levels given for a value.
func ofValue(given []givenLevel, value string) []givenLevel {
	var out []givenLevel
	for _, g := range given {
		if g.Value == value {
			out = append(out, g)
		}
	}
	return out
}

func numberOf(f scoring.Figure) *float64 {
	if !f.Defined() {
		return nil
	}
	return &f.Value
}

// recordOf finds the score of record of an attempt: the one under the requisition's own version.
func recordOf(scores []hiring.StoredScore, attempt uuid.UUID, version *uuid.UUID) (*scoring.Result, *hiring.StoredScore, error) {
	for i, s := range scores {
		if s.AttemptID != attempt || version == nil || s.BenchmarkVersionID != *version {
			continue
		}
		var r scoring.Result
		if err := json.Unmarshal(s.Result, &r); err != nil {
			return nil, nil, fmt.Errorf("score %s: %w", s.ID, err)
		}
		return &r, &scores[i], nil
	}
	return nil, nil, nil
}
