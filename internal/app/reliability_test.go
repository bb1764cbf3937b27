package app_test

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

func shownFit(x float64, half float64) hiring.Application {
	lo, hi := x-half, x+half
	return hiring.Application{Fit: &x, FitLo: &lo, FitHi: &hi}
}

func TestTwoFitsAreAlikeWithinTheErrorOfTheirDifference(t *testing.T) {
	t.Parallel()
	// Both intervals are 2·1.645·5 wide, so both standard errors are 5 and that of the difference 5·√2 = 7.07;
	// 1.96 times that is 13.86.
	like := app.Likeness(nil)
	for d, want := range map[float64]bool{0: true, 13.8: true, -13.8: true, 13.9: false, -13.9: false} {
		if got, known := like(shownFit(50, 1.645*5), shownFit(50+d, 1.645*5)); got != want || !known {
			t.Errorf("difference %v: alike %v, known %v, want %v", d, got, known, want)
		}
	}
	x := 50.0
	if _, known := like(shownFit(50, 8), hiring.Application{Fit: &x}); known {
		t.Error("without an interval nothing can be said")
	}
}

func TestTheLargerOfTwoErrorsCounts(t *testing.T) {
	t.Parallel()
	// SEM 10: SED 14.14, and 1.96 times that is 27.7.
	like := app.Likeness(&hiring.FitReliability{SEM: 10})
	for d, want := range map[float64]bool{27.6: true, 27.8: false} {
		if got, _ := like(shownFit(20, 3), shownFit(20+d, 3)); got != want {
			t.Errorf("difference %v: alike %v, want %v", d, got, want)
		}
	}
	if got, _ := app.Likeness(&hiring.FitReliability{SEM: .1})(shownFit(20, 1.645*5), shownFit(33, 1.645*5)); !got {
		t.Error("a small error of measurement made the interval's error smaller")
	}
}

// TestReliabilityIsKnownFromThirtyCandidates puts results into the store whose two values have two questions each that
// agree perfectly: α is 1 in both, so r_xx is 1 and the error of measurement 0; one question turned round makes it less.
func TestReliabilityIsKnownFromThirtyCandidates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		candidates int
		noise      float64
		known      bool
		check      func(hiring.FitReliability) bool
	}{
		{"29 are too few", 29, 0, false, nil},
		{"30 that agree perfectly", 30, 0, true, func(r hiring.FitReliability) bool { return math.Abs(r.Reliability-1) < 1e-9 && r.SEM < 1e-6 }},
		{"30 that agree less", 30, .3, true, func(r hiring.FitReliability) bool {
			return r.Reliability > 0 && r.Reliability < .99 && r.SEM > 1 && r.Candidates == 30
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, ctx := newScoredRound(t, nil), context.Background()
			r.pour(t, c.candidates, c.noise)
			ok(t, r.store.Enqueue(ctx, "reliability", "reliability", []byte(r.Requisition.ID.String()), morning()))
			r.app.WorkAll(ctx)
			got, err := r.app.Reliability(ctx, r.Requisition)
			ok(t, err)
			if (got != nil) != c.known || got != nil && !c.check(*got) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// pour stores candidates with results made up: answers 0…1 in step, every second question off by noise to and fro.
func (r scoredRound) pour(t *testing.T, n int, noise float64) {
	t.Helper()
	ctx := context.Background()
	for i := range n {
		ap := r.Candidate("Somebody")
		at, err := r.store.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), ApplicationID: &ap.ID, Mode: hiring.ByLink, Language: hiring.English, StartedAt: morning()})
		ok(t, err)
		ok(t, r.store.SubmitAttempt(ctx, at.ID, morning(), "r"))
		ok(t, r.store.SetStage(ctx, ap.ID, hiring.Submitted, morning()))
		body, err := json.Marshal(madeUp(r, float64(i)/float64(n), noise*float64(i%3-1)))
		ok(t, err)
		_, err = r.store.AddScore(ctx, hiring.StoredScore{
			ID: uuid.New(), ApplicationID: ap.ID, AttemptID: at.ID, BenchmarkVersionID: *r.Requisition.BenchmarkVersionID,
			Engine: scoring.Engine, Result: body, CreatedAt: morning(),
		})
		ok(t, err)
	}
}

func madeUp(r scoredRound, a, off float64) scoring.Result {
	var out scoring.Result
	for _, v := range []string{r.Honesty.String(), r.Speed.String()} {
		out.Values = append(out.Values, scoring.ValueFit{Value: v, Fit: scoring.Figure{Value: 100 * a}})
		for k := range 2 {
			out.Answers = append(out.Answers, scoring.AnswerScore{Value: v, Status: scoring.OK, Weight: 1, Alignment: scoring.Figure{Value: a + off*float64(k)}})
		}
	}
	return out
}
