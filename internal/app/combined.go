package app

import (
	"context"
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
// the transaction that changed either.
func (a *App) combine(ctx context.Context, application uuid.UUID) error {
	v, err := a.readApplication(ctx, application)
	if err != nil || len(v.Ratings) == 0 {
		return err
	}
	assessment, err := a.store.ApplicationAssessment(ctx, application)
	if err != nil {
		return err
	}
	v.Asked = assessment.Questions
	if v.Attempts, err = a.attemptViews(ctx, application, v.Requisition.BenchmarkVersionID); err != nil {
		return err
	}
	c := store.CombinedColumns{}
	_, c.Raters = hiring.HumanScore(v.Ratings)
	if whole, _, ok := v.Combined(); ok {
		c.Human, c.Combined = whole.Human, whole.V
		if whole.Range != nil {
			c.Lo, c.Hi = &whole.Range.Lo, &whole.Range.Hi
		}
	}
	return a.store.SetCombined(ctx, application, c)
}

// Combined puts ratings and the score of record together, for the whole and by value, in the values' order; ok is
// false while there is no score. What was rated is the attempt the panel met: the first that was handed in.
func (v ApplicationView) Combined() (whole hiring.Combined, values map[string]hiring.Combined, ok bool) {
	at := slices.IndexFunc(v.Attempts, AttemptView.Submitted)
	if at < 0 || v.Attempts[at].Score == nil || len(v.Ratings) == 0 {
		return whole, nil, false
	}
	score := v.Attempts[at].Score
	values = map[string]hiring.Combined{}
	var parts []hiring.ValueParts
	for _, f := range score.Values {
		p := hiring.ValueParts{Weight: f.Weight, Fit: numberOf(f.Fit), Range: rangeOf(f.Lo90Hi90)}
		p.Value, _ = uuid.Parse(f.Value)
		p.Human, p.Raters = hiring.HumanScore(v.ratingsOf(p.Value))
		parts = append(parts, p)
		values[f.Value] = v.Requisition.Policy.Combine(p)
	}
	return v.Requisition.Policy.CombineWhole(parts, rangeOf(score.Overall.Lo90Hi90)), values, true
}

// ratingsOf returns the ratings of a value's answers.
func (v ApplicationView) ratingsOf(value uuid.UUID) []hiring.Rating {
	var out []hiring.Rating
	for _, r := range v.Ratings {
		if slices.ContainsFunc(v.Asked, func(q hiring.AssessmentQuestion) bool { return q.ID == r.QuestionVersionID && q.ValueID == value }) {
			out = append(out, r)
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

func rangeOf(i scoring.Interval) *hiring.Range {
	if !i.Defined() {
		return nil
	}
	return &hiring.Range{Lo: i.Lo, Hi: i.Hi}
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
