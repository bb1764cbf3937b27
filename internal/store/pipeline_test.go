package store_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// place is a place as an address names it.
func place(t *testing.T, run int, key float64, number int) *store.Place {
	t.Helper()
	p, ok := store.ParsePlace(fmt.Sprintf("%d.%016x.%d", run, math.Float64bits(key), number))
	if !ok {
		t.Fatalf("%d %g %d is no place", run, key, number)
	}
	return p
}

// crowd is a round of candidates at every stage, many of whom stand alike in every order: equal times, equal fits.
func crowd(t *testing.T, s *store.Store) (r *openRound, rescoring uuid.UUID, all []hiring.Application) {
	t.Helper()
	ctx := context.Background()
	r = newOpenRound(t, s)
	order := hiring.Rescoring{ID: uuid.New(), RequisitionID: r.requisition.ID, BenchmarkVersionID: r.version(2).ID, Engine: "1", Reason: "because", By: r.owner.ID, At: noon()}
	must(t, s.AddRescoring(ctx, order))
	for i := range 37 {
		a := r.apply(fmt.Sprint(i), fmt.Sprintf("%d@x.org", i))
		fit := float64(i%5) * 20.1
		if i%4 > 0 {
			must(t, s.SetStage(ctx, a.ID, hiring.Submitted, noon().Add(time.Duration(i%3)*time.Minute)))
		}
		if i%4 > 1 {
			must(t, s.SetFit(ctx, a.ID, store.FitColumns{Fit: &fit, MustReview: i%3 == 0, Coverage: &fit}))
			must(t, s.SetFits(ctx, a.ID, []hiring.Fit{{ValueID: r.value, Fit: &fit}}))
			must(t, s.SetRescoredFit(ctx, order.ID, a.ID, store.FitColumns{Fit: &fit}, noon()))
			must(t, s.SetStage(ctx, a.ID, hiring.Scored, noon()))
		}
		if i%7 == 3 {
			must(t, s.SetCombined(ctx, a.ID, store.CombinedColumns{Raters: 1, Combined: &fit}))
			must(t, s.SetStage(ctx, a.ID, hiring.Decided, noon()))
		}
		all = append(all, need(s.Application(ctx, a.ID))(t))
	}
	newOpenRound(t, s).apply("of another round", "0@x.org")
	return r, order.ID, all
}

func numbersOf(as []hiring.Application) (out []int) {
	for _, a := range as {
		out = append(out, a.Number)
	}
	return out
}

// everyFilter has each order, whole and narrowed, of record and re-scored, with and without somebody unseen.
func everyFilter(r *openRound, rescoring uuid.UUID, blind []uuid.UUID) map[string]store.PipelineFilter {
	rated, low := true, 20.0
	out := map[string]store.PipelineFilter{}
	for _, sort := range []store.PipelineSort{store.ByReceived, store.ByNumber, store.ByFit, store.ByStage, store.ByCombined, store.ByValue} {
		for name, f := range map[string]store.PipelineFilter{
			"all": {}, "blind": {Blind: blind}, "submitted": {Stage: hiring.Submitted}, "submitted, blind": {Stage: hiring.Submitted, Blind: blind},
			"to discuss": {Narrowing: store.Narrowing{MustReview: true}}, "rated": {Narrowing: store.Narrowing{Rated: &rated}},
			"of a value": {Narrowing: store.Narrowing{Value: r.value, Least: &low}}, "without": {Narrowing: store.Narrowing{Without: blind}},
			"re-scored": {Rescoring: rescoring}, "re-scored, blind": {Rescoring: rescoring, Blind: blind},
		} {
			if f.Sort, f.SortValue = sort, r.value; sort != store.ByValue || f.Rescoring == uuid.Nil {
				out[string(sort)+" "+name] = f
			}
		}
	}
	return out
}

// TestPagesMeetEverybodyOnceForwardAndBack: the pages of an order, put together, are the order, whatever their length.
func TestPagesMeetEverybodyOnceForwardAndBack(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r, rescoring, all := crowd(t, s)
		for name, f := range everyFilter(r, rescoring, []uuid.UUID{all[3].ID, all[10].ID}) {
			f.Limit = 100
			want := numbersOf(need(s.Pipeline(ctx, r.requisition.ID, f))(t))
			if strings.HasSuffix(name, " all") && len(want) != len(all) {
				t.Errorf("%s: %d candidates, want %d", name, len(want), len(all))
			}
			for _, size := range []int{1, 4, 36, 37} {
				f.Limit = size
				var there, back []int
				var last store.PipelinePage
				for f.From, f.Back = nil, false; ; f.From = last.Next {
					if last = need(s.PipelinePage(ctx, r.requisition.ID, f))(t); len(there) == 0 && last.Previous != nil {
						t.Errorf("%s: something comes before the first page", name)
					}
					there = append(there, numbersOf(last.Applications)...)
					if last.Next == nil || len(there) > len(all) {
						break
					}
				}
				for f.Back = true; ; f.From = last.Previous {
					if back = slices.Concat(numbersOf(last.Applications), back); last.Previous == nil {
						break
					}
					f.From = last.Previous
					last = need(s.PipelinePage(ctx, r.requisition.ID, f))(t)
				}
				if diff := cmp.Diff(want, there); diff != "" {
					t.Errorf("%s, pages of %d: %s", name, size, diff)
				}
				if len(back) > len(want) { // the first page is always full, and may meet some again
					back = slices.Concat(back[:size], back[len(back)-(len(want)-size):])
				}
				if diff := cmp.Diff(want, back); diff != "" {
					t.Errorf("%s, pages of %d, back: %s", name, size, diff)
				}
			}
		}
	})
}

func TestWhoComesMeanwhileMovesNobodyToAnotherPage(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		for i := range 6 {
			r.received(r.apply(fmt.Sprint(i), fmt.Sprintf("%d@x.org", i)), 0, float64(90-i))
		}
		f := store.PipelineFilter{Sort: store.ByFit, Limit: 2}
		first := need(s.PipelinePage(ctx, r.requisition.ID, f))(t)
		r.received(r.apply("new", "new@x.org"), 0, 99)
		f.From = first.Next
		second := need(s.PipelinePage(ctx, r.requisition.ID, f))(t)
		if diff := cmp.Diff([]int{3, 4}, numbersOf(second.Applications)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOnlyAPlaceIsReadAsOne(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "0", "0.0.0", "9.0000000000000000.1", "0.7ff8000000000001.1", "0.7ff0000000000000.1", "0.0000000000000000.-1", "-1.0000000000000000.1",
		"0.0000000000000000.99999999999", "0.0000000000000000.1.1", "0.00000000000000zz.1", "0.0000000000000000.1;--", "0.+000000000000000.1", strings.Repeat("0", 41),
	} {
		if p, ok := store.ParsePlace(s); ok {
			t.Errorf("%q was read as %v", s, p)
		}
	}
	if p := place(t, 1, 40.2, 7); p.String() != fmt.Sprintf("1.%016x.7", math.Float64bits(40.2)) {
		t.Errorf("%s", p)
	}
}
