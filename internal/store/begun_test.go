package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// wayOf is a round in which two handed in by link, one of them without an answer to the second question, one answered
// the last question without handing in, one stopped before the second, one before the first, and two never began.
func wayOf(t *testing.T, s *store.Store) *openRound {
	t.Helper()
	ctx := context.Background()
	r := newOpenRound(t, s)
	must(t, s.SetRequisitionQuestions(ctx, r.requisition.ID, r.bench.questions))
	text, blank := hiring.AnswerBody{Text: "I said so"}, hiring.AnswerBody{Text: " \n\t"}
	for i, answers := range [][]hiring.AnswerBody{{text, text, text}, {text, blank, text}, {text, text, text}, {text, blank}, {blank}} {
		a, _ := r.invited(fmt.Sprint("began ", i), 3)
		attempt := r.begun(a, i, answers...)
		if i < 2 {
			must(t, s.SubmitAttempt(ctx, attempt.ID, noon().Add(time.Duration(9-i)*time.Hour), "R"))
			must(t, s.SetStage(ctx, a.ID, hiring.Submitted, noon().Add(time.Duration(9-i)*time.Hour)))
		}
	}
	_, opened := r.invited("opened", 3)
	must(t, s.MarkInvitationOpened(ctx, opened.ID, noon().Add(90*time.Minute)))
	r.invited("never", 3)
	newOpenRound(t, s).invited("of another round", 3)
	return r
}

// numbers are those of whom a narrowing asks for, in its order, and what the list says of them.
func (r *openRound) numbers(f store.PipelineFilter) []int {
	r.t.Helper()
	f.Limit = 100
	found := need(r.store.PipelinePage(context.Background(), r.requisition.ID, f))(r.t)
	if n := need(r.store.CountPipeline(context.Background(), r.requisition.ID, f))(r.t); n != len(found.Applications) {
		r.t.Errorf("%+v: counts %d, lists %d", f, n, len(found.Applications))
	}
	return numbersOf(found.Applications)
}

// TestWhatWasDoneAtAQuestionIsDoneByThoseWhoAreCounted: the same as Completion counts, named.
func TestWhatWasDoneAtAQuestionIsDoneByThoseWhoAreCounted(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r := wayOf(t, s)
		for _, tc := range []struct {
			did  store.Did
			at   int
			want []int
		}{
			{store.DidReach, 0, []int{2, 1, 3, 4, 5}}, {store.DidReach, 1, []int{2, 1, 3, 4}}, {store.DidReach, 2, []int{2, 1, 3}},
			{store.DidAnswer, 0, []int{2, 1, 3, 4}}, {store.DidAnswer, 1, []int{1, 3}}, {store.DidAnswer, 2, []int{2, 1, 3}},
			{store.DidLeave, 0, nil}, {store.DidLeave, 1, []int{2}}, {store.DidLeave, 2, nil},
			{store.DidStop, 0, []int{5}}, {store.DidStop, 1, []int{4}}, {store.DidStop, 2, nil},
			{store.DidNotSend, 0, []int{3}}, {store.DidReach, 99, []int{2, 1}},
		} {
			got := r.numbers(store.PipelineFilter{Narrowing: store.Narrowing{Question: &store.AtQuestion{Position: tc.at, Did: tc.did}}})
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s at %d: %s", tc.did, tc.at, diff)
			}
		}
		_, questions, err := s.Completion(context.Background(), store.ExportScope{Requisition: r.requisition.ID})
		must(t, err)
		for i, q := range questions {
			if got := r.numbers(store.PipelineFilter{Narrowing: store.Narrowing{Question: &store.AtQuestion{Position: i, Did: store.DidAnswer}}}); len(got) != q.Answered {
				t.Errorf("question %d: the report counts %d answers, the list holds %v", i, q.Answered, got)
			}
		}
		for begun, want := range map[store.Begun][]int{
			{}: {2, 1, 3, 4, 5}, {HandedIn: true}: {2, 1}, {Language: hiring.Turkish}: {2, 1, 3, 4, 5}, {Language: hiring.English}: nil,
		} {
			if diff := cmp.Diff(want, r.numbers(store.PipelineFilter{Narrowing: store.Narrowing{Begun: &begun}})); diff != "" {
				t.Errorf("%+v: %s", begun, diff)
			}
		}
	})
}

// TestWhoTookLongestOverASpanComesFirst and is exactly who Stretches counts; of those who wait, who has waited longest.
func TestWhoTookLongestOverASpanComesFirst(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r := wayOf(t, s)
		now, yes, no := noon().Add(10*time.Hour), true, false
		for _, tc := range []struct {
			span          store.Span
			over, waiting []int
		}{
			{store.UntilOpened, []int{6}, []int{1, 2, 3, 4, 5, 7}}, {store.UntilStarted, nil, []int{6}},
			{store.UntilSubmitted, []int{1, 2}, []int{3, 4, 5}}, {store.UntilRated, nil, []int{2, 1}}, {store.UntilDecided, nil, []int{2, 1}},
		} {
			over, waiting := 0, 0
			for _, x := range need(s.Stretches(context.Background(), store.ExportScope{Requisition: r.requisition.ID}, tc.span, now))(t) {
				over, waiting = over+x.Ended, waiting+x.Waiting
			}
			if over != len(tc.over) || waiting != len(tc.waiting) {
				t.Errorf("%s: the report counts %d and %d", tc.span, over, waiting)
			}
			ask := func(waiting *bool) []int {
				return r.numbers(store.PipelineFilter{Sort: store.ByLasting, Narrowing: store.Narrowing{Timed: &store.Timed{Span: tc.span, Waiting: waiting, Until: now}}})
			}
			if diff := cmp.Diff(tc.over, ask(&no)); diff != "" {
				t.Errorf("%s, over: %s", tc.span, diff)
			}
			if diff := cmp.Diff(tc.waiting, ask(&yes)); diff != "" {
				t.Errorf("%s, waiting: %s", tc.span, diff)
			}
			if diff := cmp.Diff(append(tc.over, tc.waiting...), ask(nil)); diff != "" {
				t.Errorf("%s: %s", tc.span, diff)
			}
		}
		f := store.PipelineFilter{Sort: store.ByLasting, Limit: 2, Narrowing: store.Narrowing{Timed: &store.Timed{Span: store.UntilSubmitted, Until: now}}}
		page := need(s.PipelinePage(context.Background(), r.requisition.ID, f))(t)
		first := page.Applications[0]
		if got := page.Lasting[first.ID]; first.Number != 1 || got != (store.Lasting{Time: 9 * time.Hour}) {
			t.Errorf("%d took %v", first.Number, got)
		}
		f.From = page.Next
		next := need(s.PipelinePage(context.Background(), r.requisition.ID, f))(t)
		first = next.Applications[0]
		if got := next.Lasting[first.ID]; first.Number != 3 || got != (store.Lasting{Time: 8 * time.Hour, Waiting: true}) {
			t.Errorf("then %d: %v", first.Number, got)
		}
		f = store.PipelineFilter{Blind: []uuid.UUID{first.ID, page.Applications[0].ID}, Narrowing: store.Narrowing{Timed: &store.Timed{Span: store.UntilDecided, Until: now}}}
		if got := r.numbers(f); !cmp.Equal(got, []int{2}) {
			t.Errorf("somebody blind is told of %v", got)
		}
	})
}
