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

// begun starts a candidate's attempt by link some hours after noon and answers the first questions.
func (r *openRound) begun(a hiring.Application, hours int, bodies ...hiring.AnswerBody) hiring.Attempt {
	r.t.Helper()
	ctx := context.Background()
	asked := need(r.store.RequisitionQuestions(ctx, r.requisition.ID))(r.t)
	attempt := hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByLink, Language: hiring.Turkish, StartedAt: noon().Add(time.Duration(hours) * time.Hour)}
	need(r.store.StartAttempt(ctx, attempt))(r.t)
	for i, b := range bodies {
		need(r.store.SaveAnswer(ctx, hiring.Answer{AttemptID: attempt.ID, QuestionVersionID: asked[i], Body: b, SavedAt: noon()}))(r.t)
	}
	return attempt
}

// TestAReportCountsHowFarPeopleCame on both databases: the funnel, how long each stretch took, where people stopped.
func TestAReportCountsHowFarPeopleCame(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		must(t, s.SetRequisitionQuestions(ctx, r.requisition.ID, r.bench.questions))
		text := hiring.AnswerBody{Text: "I said so"}
		scope := store.ExportScope{Requisition: r.requisition.ID, Reader: uuid.New()}
		r.invited("never", 3)
		_, inv := r.invited("opened", 3)
		must(t, s.MarkInvitationOpened(ctx, inv.ID, noon().Add(90*time.Minute)))
		stopped, _ := r.invited("stopped", 3)
		r.begun(stopped, 2, text, hiring.AnswerBody{Text: " \n\t"})
		blank, _ := r.invited("blank", 3)
		r.begun(blank, 2)
		done, _ := r.invited("done", 3)
		attempt := r.begun(done, 3, text, hiring.AnswerBody{}, text)
		must(t, s.SubmitAttempt(ctx, attempt.ID, noon().Add(5*time.Hour), "R"))
		r.received(done, 5, 97.5)
		must(t, s.Exec(ctx, `UPDATE applications SET must_review = 1 WHERE id = ?`, done.ID))
		must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: done.ID, Outcome: hiring.Hold, Reason: "later", By: r.owner.ID, At: noon().Add(100 * time.Hour)}, nil))
		none := r.apply("None", "none@example.org")
		r.received(none, 6, -1)
		must(t, s.SetFit(ctx, none.ID, store.FitColumns{Undefined: "too_small"}))

		f := need(s.Funnel(ctx, scope, noon()))(t)
		if want := (store.Funnel{Invited: 6, Opened: 4, Started: 3, Submitted: 2, Scored: 2, Hold: 1}); f != want {
			t.Errorf("%+v, want %+v", f, want)
		}
		counted := map[store.Reach]int{store.ReachedOpened: f.Opened, store.ReachedStarted: f.Started, store.ReachedSubmitted: f.Submitted,
			store.ReachedScored: f.Scored, store.ReachedRated: f.Rated, store.ReachedInterviewed: f.Interviewed, store.ReachedDecided: f.Decided()}
		for _, x := range store.Reaches() {
			at := store.PipelineFilter{Narrowing: store.Narrowing{Reached: x, At: noon()}, Limit: 100}
			list := need(s.Pipeline(ctx, r.requisition.ID, at))(t)
			if n := need(s.CountPipeline(ctx, r.requisition.ID, at))(t); n != counted[x] || len(list) != n {
				t.Errorf("%s: the report counts %d, the list holds %d and says %d", x, counted[x], len(list), n)
			}
			at.Blind = []uuid.UUID{done.ID, none.ID} // whoever is blind to them still knows that they handed in, and no more
			blind := need(s.CountPipeline(ctx, r.requisition.ID, at))(t)
			told := x == store.ReachedOpened || x == store.ReachedStarted || x == store.ReachedSubmitted
			if told && blind != counted[x] || !told && blind != 0 {
				t.Errorf("%s: the blind count %d of %d", x, blind, counted[x])
			}
		}
		holds := func(what string, n store.Narrowing, want int, secret bool) {
			t.Helper()
			at := store.PipelineFilter{Narrowing: n, Limit: 100}
			if got := need(s.CountPipeline(ctx, r.requisition.ID, at))(t); got != want || want == 0 {
				t.Errorf("%s: the report counts %d, the list holds %d", what, want, got)
			}
			at.Blind = []uuid.UUID{done.ID, none.ID}
			if got := need(s.CountPipeline(ctx, r.requisition.ID, at))(t); secret && got != 0 || !secret && got != want {
				t.Errorf("%s: the blind count %d of %d", what, got, want)
			}
		}
		for _, b := range need(s.FitBins(ctx, scope))(t) {
			holds(fmt.Sprint("fits from ", b.From), store.Narrowing{FitBin: &b.From}, b.N, true)
		}
		for reason, n := range need(s.UndefinedFits(ctx, scope))(t) {
			holds(reason, store.Narrowing{NoFit: reason}, n, true)
		}
		flagged := need(s.FlaggedOutcomes(ctx, scope))(t)
		for low, of := range flagged {
			for o, want := range of {
				at := store.PipelineFilter{Narrowing: store.Narrowing{MustReview: low, NoMust: !low, Decision: o, Undecided: o == ""}, Limit: 100}
				if n := need(s.CountPipeline(ctx, r.requisition.ID, at))(t); n != want || n == 0 {
					t.Errorf("a must-have low: %t, %q: the report counts %d, the list holds %d", low, o, want, n)
				}
			}
		}
		languages, _, err := s.Completion(ctx, scope)
		must(t, err)
		for lang, n := range languages {
			holds(string(lang), store.Narrowing{Begun: &store.Begun{Language: lang}}, n[0], false)
			holds(string(lang)+", handed in", store.Narrowing{Begun: &store.Begun{Language: lang, HandedIn: true}}, n[1], false)
		}
		now := noon().Add(10 * time.Hour)
		for span, want := range map[store.Span][]store.Stretch{
			store.UntilOpened:    {{Took: 90 * time.Minute, Ended: 1}, {Took: 10 * time.Hour, Waiting: 4}},
			store.UntilSubmitted: {{Took: 2 * time.Hour, Ended: 1}, {Took: 8 * time.Hour, Waiting: 2}},
			store.UntilRated:     {{Took: 4 * time.Hour, Waiting: 1}, {Took: 5 * time.Hour, Waiting: 1}},
			store.UntilDecided:   {{Took: 4 * time.Hour, Waiting: 1}, {Took: 95 * time.Hour, Ended: 1}},
		} {
			if diff := cmp.Diff(want, need(s.Stretches(ctx, scope, span, now))(t)); diff != "" {
				t.Errorf("%s: %s", span, diff)
			}
		}
		if diff := cmp.Diff([]store.FitBin{{From: 95, N: 1}}, need(s.FitBins(ctx, scope))(t)); diff != "" {
			t.Error(diff)
		}
		if got := need(s.UndefinedFits(ctx, scope))(t); got["too_small"] != 1 || len(got) != 1 {
			t.Errorf("%v", got)
		}
		if got := need(s.FlaggedOutcomes(ctx, scope))(t); got[true][hiring.Hold] != 1 || got[false][""] != 1 {
			t.Errorf("%v", got)
		}
		languages, questions, err := s.Completion(ctx, scope)
		must(t, err)
		if languages[hiring.Turkish] != [2]int{3, 1} {
			t.Errorf("%v", languages)
		}
		asked := r.bench.questions
		want := []store.QuestionTally{
			{Question: asked[0], Answered: 2, AnsweredAndIn: 1, LastOfUnsubmitted: 1, FirstOfUnsubmitted: 1}, {Question: asked[1]}, {Question: asked[2], Answered: 1, AnsweredAndIn: 1},
		}
		if diff := cmp.Diff(want, questions); diff != "" {
			t.Error(diff)
		}
		scope.Reader, scope.OwnFirst = r.owner.ID, true // on the panel, and has rated nobody
		if f := need(s.Funnel(ctx, scope, noon()))(t); f != (store.Funnel{}) {
			t.Errorf("the blind are told %+v", f)
		}
	})
}

// TestAReportCountsTheAnswerASubmissionWaitedFor on both databases: what an attempt keeps of its answers is read after
// the save it waited for.
func TestAReportCountsTheAnswerASubmissionWaitedFor(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		r := newOpenRound(t, s)
		must(t, s.SetRequisitionQuestions(context.Background(), r.requisition.ID, r.bench.questions))
		ada, _ := r.invited("ada", 3)
		attempt := r.begun(ada, 2)
		submitted := make(chan error, 1)
		must(t, s.Tx(context.Background(), func(ctx context.Context) error {
			a := hiring.Answer{AttemptID: attempt.ID, QuestionVersionID: r.bench.questions[1], Body: hiring.AnswerBody{Text: "said"}, SavedAt: noon()}
			need(s.SaveAnswer(ctx, a))(t)
			go func() { submitted <- s.SubmitAttempt(context.Background(), attempt.ID, noon(), "R") }()
			time.Sleep(200 * time.Millisecond) // until it waits
			return nil
		}))
		must(t, <-submitted)
		_, questions, err := s.Completion(context.Background(), store.ExportScope{Requisition: r.requisition.ID, Reader: uuid.New()})
		must(t, err)
		if questions[0].AnsweredAndIn != 0 || questions[1].AnsweredAndIn != 1 {
			t.Errorf("%+v, want the second answered", questions)
		}
	})
}
