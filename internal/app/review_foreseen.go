package app

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// muchMoved is by how many points a review must move the whole fit to be announced before it is recorded.
const muchMoved = 5

// Foreseen is what a review would do to the fits, before it is recorded.
type Foreseen struct {
	Lost   []string         // values that would no longer have a fit
	Before scoring.ValueFit // the whole, as it stands now
	After  scoring.ValueFit // as it would stand
}

// Much tells whether a review would do so much that whoever makes it is told first.
func (f Foreseen) Much() bool {
	if len(f.Lost) > 0 || f.Before.Fit.Defined() != f.After.Fit.Defined() {
		return true
	}
	return f.Before.Fit.Defined() && math.Abs(f.After.Fit.Value-f.Before.Fit.Value) >= muchMoved-1e-9
}

// ForeseeReview works out what adjusting or voiding a score would do, and writes nothing. It refuses what ReviewAnswer
// would refuse. Where the fit cannot be worked out now nothing is foreseen: the review is kept, and its fit follows.
func (a *App) ForeseeReview(ctx context.Context, user hiring.User, application uuid.UUID, n NewReview) (Foreseen, error) {
	v, err := a.viewToReview(ctx, user, application)
	if err != nil || n.Act == hiring.Accept {
		return Foreseen{}, err
	}
	r, err := a.newReview(v, user, n)
	if err != nil {
		return Foreseen{}, err
	}
	if seen := v.reviewOf(n.Score, n.Question); (seen == nil) != (n.Instead == nil) || seen != nil && seen.ID != *n.Instead {
		return Foreseen{}, nil // somebody was quicker, which is said when it is recorded
	}
	before, after, err := a.foresee(ctx, r)
	if err != nil {
		a.log.Warn("what a review would do is not known", "score", n.Score, "error", err)
		return Foreseen{}, nil
	}
	return foreseen(before, after), nil
}

// foresee works out the fits of a score as its reviews stand, and as they would with one more.
func (a *App) foresee(ctx context.Context, r hiring.Review) (before, after scoring.Reviewed, err error) {
	stored, err := a.store.Score(ctx, r.ScoreID)
	if err != nil {
		return before, after, err
	}
	overrides, _, _, err := a.overrides(ctx, stored)
	if err != nil {
		return before, after, err
	}
	if len(overrides) > 0 {
		standing, err := a.reviewed(ctx, stored, overrides)
		if err != nil {
			return before, after, err
		}
		before = *standing
	} else {
		var computed scoring.Result
		if err := json.Unmarshal(stored.Result, &computed); err != nil {
			return before, after, fmt.Errorf("score %s: %w", stored.ID, err)
		}
		before.Values, before.Overall = computed.Values, computed.Overall
	}
	overrides[r.QuestionVersionID.String()] = overrideOf(r)
	would, err := a.reviewed(ctx, stored, overrides)
	if err != nil {
		return before, after, err
	}
	return before, *would, nil
}

// foreseen compares the fits before and after a review.
func foreseen(before, after scoring.Reviewed) Foreseen {
	out := Foreseen{Before: before.Overall, After: after.Overall}
	for _, f := range before.Values {
		at := slices.IndexFunc(after.Values, func(x scoring.ValueFit) bool { return x.Value == f.Value })
		if f.Weight > 0 && f.Fit.Defined() && at >= 0 && !after.Values[at].Fit.Defined() {
			out.Lost = append(out.Lost, f.Value)
		}
	}
	return out
}

// overrideOf is a review that changes a score, as the engine reads it.
func overrideOf(r hiring.Review) scoring.Override {
	if r.Act == hiring.Void {
		return scoring.Override{Void: true}
	}
	return scoring.Override{Alignment: *r.After / hiring.MaxPoints}
}
