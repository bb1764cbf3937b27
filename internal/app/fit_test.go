package app_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// fits are an application's by value.
func (r scoredRound) fits(t *testing.T, application uuid.UUID) map[uuid.UUID]hiring.Fit {
	t.Helper()
	all, err := r.store.FitsOf(context.Background(), []uuid.UUID{application})
	ok(t, err)
	out := map[uuid.UUID]hiring.Fit{}
	for _, f := range all[application] {
		out[f.ValueID] = f
	}
	return out
}

// TestFitsByValueSayWhatTheScoreOfRecordSays, and what the ratings do; a second score leaves them alone.
func TestFitsByValueSayWhatTheScoreOfRecordSays(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r, ctx := newScoredRoundIn(t, s, nil), context.Background()
		a := r.Candidate("Ada")
		attempt := r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
		r.app.WorkAll(ctx)
		r.sameAsRecord(t, a, attempt)
		if f := r.fits(t, a.ID)[r.Honesty]; f.Raters != 0 || f.Human != nil || !f.Must {
			t.Errorf("before anybody rated: %+v", f)
		}
		r.Rate(r.rater.ID, a.ID, 4)
		got := r.fits(t, a.ID)
		if f := got[r.Honesty]; f.Raters != 1 || f.Human == nil || *f.Human != 75 || f.Combined == nil || *f.Combined != (*f.Fit+75)/2 {
			t.Errorf("rated 4 of 5 by one: %+v", f)
		}
		if f := got[r.Speed]; f.Raters != 0 || f.Combined != nil || f.Fit == nil {
			t.Errorf("a value nobody rated: %+v", f)
		}
		hr := r.hr(t)
		version := r.Publish(hr, 2, testkit.WithoutQuestion(4))
		_, err := r.app.Rescore(ctx, hr.ID, r.Requisition.ID, version, "to see what changes")
		ok(t, err)
		r.app.WorkAll(ctx)
		if diff := cmp.Diff(got, r.fits(t, a.ID)); diff != "" {
			t.Errorf("a second score changed the fits of record: %s", diff)
		}
	})
}

// sameAsRecord holds the fits kept by value against the score they are of.
func (r scoredRound) sameAsRecord(t *testing.T, a hiring.Application, attempt hiring.Attempt) {
	t.Helper()
	fits, record := r.fits(t, a.ID), r.result(t, attempt.ID, a.ID)
	if len(fits) != len(record.Values) || len(fits) != 2 {
		t.Fatalf("%d fits of %d values", len(fits), len(record.Values))
	}
	for _, v := range record.Values {
		f := fits[uuid.MustParse(v.Value)]
		same := func(x *float64, want scoring.Figure) bool {
			return want.Defined() == (x != nil) && (x == nil || *x == want.Value)
		}
		if !same(f.Fit, v.Fit) || !same(f.Coverage, v.Coverage) || f.Weight != v.Weight || f.Exemplars != v.Exemplars || f.Answered != v.Answered {
			t.Errorf("%+v, the score has %+v", f, v)
		}
		if v.Lo90Hi90.Defined() && (f.Lo == nil || *f.Lo != v.Lo90Hi90.Lo || *f.Hi != v.Lo90Hi90.Hi) {
			t.Errorf("from %v to %v, the score has %+v", f.Lo, f.Hi, v.Lo90Hi90)
		}
		if len(v.Warnings) > 0 && len(f.Warnings) == 0 {
			t.Errorf("no warning is kept of %v", v.Warnings)
		}
	}
}

// TestFitsOfBeforeAreFilledInByAJob, some at a time, as scoring them now would have stored them.
func TestFitsOfBeforeAreFilledInByAJob(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	want := map[uuid.UUID]map[uuid.UUID]hiring.Fit{}
	left := map[uuid.UUID]int{}
	for i := range 3 {
		a := r.Candidate(fmt.Sprint("Ada ", i))
		language := hiring.English
		if i == 2 {
			language = hiring.Turkish
		}
		r.SubmitIn(language, a, r.Bodies(fmt.Sprint(ownedUp, i), 8-i, "a", "ab", "abc"))
		r.app.WorkAll(ctx)
		if i == 1 {
			r.Rate(r.rater.ID, a.ID, 5)
		}
		want[a.ID], left[a.ID] = r.fits(t, a.ID), i/2
	}
	silent := r.Candidate("Silent")
	for id := range want {
		ok(t, r.store.SetFits(ctx, id, nil))
		ok(t, r.store.SetFit(ctx, id, store.FitColumns{Mode: hiring.ByLink}))
	}
	ok(t, r.store.Enqueue(ctx, "fits-again", "fits-again:test", fmt.Appendf(nil, `{"requisition":"%s","after":0}`, r.Requisition.ID), morning()))
	r.app.WorkAll(ctx)
	for id := range want {
		if diff := cmp.Diff(want[id], r.fits(t, id)); diff != "" || len(want[id]) != 2 {
			t.Errorf("(-scored +filled in) %s", diff)
		}
		a, err := r.store.Application(ctx, id)
		if ok(t, err); a.Fit == nil || a.Uncompared != left[id] {
			t.Errorf("fit %v, %d answers not compared, want %d", a.Fit, a.Uncompared, left[id])
		}
	}
	if left := r.fits(t, silent.ID); len(left) != 0 {
		t.Errorf("somebody who has not answered has fits: %v", left)
	}
}
