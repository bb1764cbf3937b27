package app_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

const ownedUp = "A bill went to the wrong family. I rang the customer, said that the mistake was mine and called again in the evening to hear how it had gone."

// scoredRound is a round whose owner is a recruiter, with the store behind it.
type scoredRound struct {
	*testkit.Round
	app   *app.App
	store *store.Store
	owner hiring.User
	rater hiring.User
}

func newScoredRound(t *testing.T, change func(*hiring.Requisition)) scoredRound {
	t.Helper()
	return newScoredRoundIn(t, testkit.Store(t), change)
}

func newScoredRoundIn(t *testing.T, s *store.Store, change func(*hiring.Requisition)) scoredRound {
	t.Helper()
	a := companyIn(s)
	r := scoredRound{app: a, store: s, owner: scoringUser(t, s, "owner", hiring.Recruiter), rater: scoringUser(t, s, "rater", hiring.Interviewer)}
	r.Round = testkit.NewRound(t, a, r.owner, 12, func(rq *hiring.Requisition) {
		rq.Panel = []uuid.UUID{r.rater.ID}
		if change != nil {
			change(rq)
		}
	})
	return r
}

func scoringUser(t *testing.T, s *store.Store, name string, role hiring.Role) hiring.User {
	t.Helper()
	u := hiring.User{
		ID: uuid.New(), Email: name + "@example.org", Name: "The " + name, Language: hiring.English, PasswordHash: "none",
		Roles: []hiring.Role{role}, CreatedAt: morning(),
	}
	ok(t, s.CreateUser(context.Background(), u))
	return u
}

func (r scoredRound) result(t *testing.T, attempt uuid.UUID, application uuid.UUID) scoring.Result {
	t.Helper()
	scores, err := r.store.Scores(context.Background(), application)
	ok(t, err)
	at := slices.IndexFunc(scores, func(s hiring.StoredScore) bool { return s.AttemptID == attempt })
	if at < 0 {
		t.Fatalf("attempt %s has no score among %d", attempt, len(scores))
	}
	var out scoring.Result
	ok(t, json.Unmarshal(scores[at].Result, &out))
	return out
}

func TestASubmittedAttemptIsScoredFromTheOutboxOnce(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada Lovelace")
	attempt := r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	first, err := r.store.Scores(ctx, a.ID)
	ok(t, err)
	ok(t, r.store.Enqueue(ctx, "score", "again", []byte(attempt.ID.String()), morning()))
	r.app.WorkAll(ctx)
	second, err := r.store.Scores(ctx, a.ID)
	ok(t, err)
	if len(first) != 1 {
		t.Fatalf("%d scores, want 1", len(first))
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("a second run changed the score (-first +second):\n%s", diff)
	}
	got, err := r.store.Application(ctx, a.ID)
	ok(t, err)
	if got.Stage != hiring.Scored || got.Fit == nil || got.FitLo == nil || got.Coverage == nil {
		t.Errorf("stage %s, fit %v, interval from %v, coverage %v: want scored with all of them", got.Stage, got.Fit, got.FitLo, got.Coverage)
	}
	computed := 0
	for _, act := range acts(t, r.store, a.ID) {
		if act == "score.computed" {
			computed++
		}
	}
	if computed != 1 {
		t.Errorf("%d entries score.computed, want 1", computed)
	}
}

func TestABlankAnswerEarnsNothingAndAWaivedOneIsLeftOut(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	bodies := r.Bodies(ownedUp, 8, "a", "ab", "abc")
	bodies[2] = hiring.AnswerBody{}
	blank, waived := r.Candidate("Blank"), r.Candidate("Waived")
	ok(t, r.store.Waive(ctx, waived.ID, []uuid.UUID{r.Questions[2].ID}, r.owner.ID, morning()))
	first := r.Submit(blank, bodies)
	second := r.Submit(waived, slices.Delete(slices.Clone(bodies), 2, 3)[:2])
	r.app.WorkAll(ctx)
	status := func(attempt hiring.Attempt, application uuid.UUID) scoring.Status {
		return r.result(t, attempt.ID, application).Answers[2].Status
	}
	if got := status(first, blank.ID); got != scoring.Blank {
		t.Errorf("an answer left blank has status %s", got)
	}
	if got := status(second, waived.ID); got != scoring.NotOffered {
		t.Errorf("a waived question has status %s, want it left out of both sums", got)
	}
}

func TestADecidedApplicationNeverGoesBackToScored(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Early")
	_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Hold, Reasons: because(hiring.Hold), Reason: "On holiday until June."})
	ok(t, err)
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	got, err := r.store.Application(ctx, a.ID)
	ok(t, err)
	if got.Stage != hiring.Decided || got.Fit == nil || got.ReceivedAt == nil {
		t.Errorf("stage %s, fit %v, received %v: want decided, with a fit, and received", got.Stage, got.Fit, got.ReceivedAt)
	}
}

func TestACopyOfAnotherCandidatesTextIsNotScored(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	one, two := r.Candidate("One"), r.Candidate("Two")
	r.Submit(one, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	copied := r.Submit(two, r.Bodies(ownedUp, 7, "b", "a", "bac"))
	r.app.WorkAll(ctx)
	if got := r.result(t, copied.ID, two.ID).Answers[0].Status; got != scoring.NearDuplicate {
		t.Errorf("status %s, want %s", got, scoring.NearDuplicate)
	}
}

func TestEvidenceOnlyKeepsTextsOutOfTheFit(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, func(rq *hiring.Requisition) { rq.Policy.TextCounts = false }), context.Background()
	a := r.Candidate("Ada")
	attempt := r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	text := r.result(t, attempt.ID, a.ID).Answers[0]
	if text.Weight != 0 || len(text.Evidence.Matches) == 0 {
		t.Errorf("weight %v with %d matches: want 0, and the evidence still there", text.Weight, len(text.Evidence.Matches))
	}
}

// speak types a candidate's spoken answers and hands them in.
func (r scoredRound) speak(t *testing.T, a hiring.Application, bodies []hiring.AnswerBody) hiring.Attempt {
	t.Helper()
	ctx := context.Background()
	ok(t, r.app.StartSpoken(ctx, r.owner.ID, a.ID, hiring.English, true))
	for i, body := range bodies {
		s, err := r.app.SpokenAnswers(ctx, r.owner.ID, a.ID)
		ok(t, err)
		_, err = r.app.SaveSpoken(ctx, s, i+1, 0, body)
		ok(t, err)
	}
	ok(t, r.app.SubmitSpoken(ctx, r.owner.ID, a.ID))
	attempt, err := r.store.AttemptOfApplication(ctx, a.ID, hiring.ByInterview)
	ok(t, err)
	return attempt
}

func TestSpokenAnswersAreScoredApartAndTheLinkStandsFirst(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Both ways")
	spoken := r.speak(t, a, r.Bodies("It was busy and somebody else had to deal with the form, so I went home and waited for the rules to say something.", 2, "c", "c", "cba"))
	r.app.WorkAll(ctx)
	before, err := r.store.Application(ctx, a.ID)
	ok(t, err)
	if before.Fit == nil {
		t.Fatalf("the interview's fit stands while there is no other; it is undefined: %s", before.FitUndefined)
	}
	written := r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	after, err := r.store.Application(ctx, a.ID)
	ok(t, err)
	link, interview := r.result(t, written.ID, a.ID), r.result(t, spoken.ID, a.ID)
	if link.Mode != "link" || interview.Mode != "interview" {
		t.Errorf("modes %q and %q", link.Mode, interview.Mode)
	}
	if after.Fit == nil || *after.Fit != link.Overall.Fit.Value || *after.Fit == *before.Fit {
		t.Errorf("fit %v after %v, want the link's %v", after.Fit, *before.Fit, link.Overall.Fit.Value)
	}
	v, err := r.app.ViewApplication(ctx, r.owner, a.ID)
	ok(t, err)
	if len(v.Attempts) != 2 || v.Attempts[0].Mode != hiring.ByLink || v.Attempts[0].Answers[r.Questions[0].ID].Body.Text != ownedUp {
		t.Errorf("want the link's attempt first, with its own answers")
	}
}

func TestSpokenAnswersNeedTheCandidatesAgreement(t *testing.T) {
	t.Parallel()
	r := newScoredRound(t, nil)
	a := r.Candidate("Ada")
	err := r.app.StartSpoken(context.Background(), r.owner.ID, a.ID, hiring.English, false)
	if hiring.ProblemsOf(err).At("agreed") == nil {
		t.Errorf("error %v, want a problem at agreed", err)
	}
}

func TestWhoRatesSeesNothingBeforeAndCannotRateTwice(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada Lovelace")
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	v, err := r.app.ViewApplication(ctx, r.rater, a.ID)
	ok(t, err)
	if all, _ := json.Marshal(v); !v.Blind || strings.Contains(string(all), "Lovelace") || strings.Contains(string(all), "mistake was mine") {
		t.Errorf("a rater's view before rating: %s", all)
	}
	r.Draft(r.rater.ID, a.ID, 4)
	if v, err = r.app.ViewApplication(ctx, r.rater, a.ID); err != nil || !v.Blind {
		t.Errorf("a draft shows the scores: %v", err)
	}
	r.HandIn(r.rater.ID)
	item := r.item(t, r.rater.ID, a.ID, 0)
	for what, err := range map[string]error{
		"rating":     r.app.RateItem(ctx, item, app.GivenRating{Version: item.Version, Level: 1, Evidence: "changed my mind"}),
		"abstaining": r.app.Abstain(ctx, item, hiring.KnowsPerson, ""),
	} {
		if hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("%s after handing in: %v, want a conflict", what, err)
		}
	}
	v, err = r.app.ViewApplication(ctx, r.rater, a.ID)
	ok(t, err)
	if v.Blind || !v.Shown() {
		t.Errorf("blind %v, scores shown %v: want the scores once rated", v.Blind, v.Shown())
	}
}

func TestARaterIsToldOfNobodyAlikeWhomTheyHaveNotRated(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a, b := r.Candidate("Ada"), r.Candidate("Bo")
	for _, c := range []hiring.Application{a, b} {
		r.Submit(c, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	}
	r.app.WorkAll(ctx)
	alike := func(u hiring.User) int {
		v, err := r.app.ViewApplication(ctx, u, a.ID)
		ok(t, err)
		return len(v.Alike)
	}
	r.Rate(r.rater.ID, a.ID, 4)
	if n := alike(r.owner); n != 1 {
		t.Fatalf("%d alike for whoever does not rate, want 1", n)
	}
	if n := alike(r.rater); n != 0 {
		t.Errorf("a rater is told of %d alike before rating them", n)
	}
	r.Rate(r.rater.ID, b.ID, 4)
	if n := alike(r.rater); n != 1 {
		t.Errorf("%d alike once both are rated, want 1", n)
	}
}

// TestWhoInterviewsSomebodyIsNotToldWhomTheyAreLike: the fit of the one who is seen would be that of the other.
func TestWhoInterviewsSomebodyIsNotToldWhomTheyAreLike(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x, ctx := newInterviewed(t, s, func(r *hiring.Requisition) { r.Panel = nil }), context.Background()
		b := x.Candidate("Bo")
		x.Submit(b, x.Bodies(ownedUp, 8, "a", "ab", "abc"))
		x.app.WorkAll(ctx)
		alike := func(u hiring.User) int {
			v, err := x.app.ViewApplication(ctx, u, b.ID)
			ok(t, err)
			return len(v.Alike)
		}
		if n := alike(x.people); n != 1 {
			t.Fatalf("%d alike for HR on no panel, want 1", n)
		}
		_, seats := x.meeting(t, x.people.ID)
		if n := alike(x.people); n != 0 {
			t.Errorf("HR is told of %d alike whom they have still to interview", n)
		}
		x.handsIn(t, seats[0], nil)
		if n := alike(x.people); n != 1 {
			t.Errorf("%d alike once the scorecard is in, want 1", n)
		}
	})
}

func TestARatingNeedsALevelAndItsEvidence(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada")
	if queues, err := r.app.RatingQueues(ctx, r.rater.ID, uuid.Nil); err != nil || len(queues) > 0 {
		t.Errorf("before anything is handed in: %v, %v", queues, err)
	}
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	item := r.item(t, r.rater.ID, a.ID, 0)
	err := r.app.RateItem(ctx, item, app.GivenRating{Version: item.Version, Level: 6, Evidence: " "})
	ps := hiring.ProblemsOf(err)
	if len(ps) != 2 || ps.At("level") == nil || ps.At("evidence") == nil {
		t.Errorf("problems %v, want one at the level and one at the evidence", ps)
	}
	for _, u := range []hiring.User{r.owner, scoringUser(t, r.store, "another", hiring.HR)} {
		if _, err := r.app.RatedItem(ctx, u.ID, r.Requisition.ID, r.Questions[0].ID, item.ID); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("somebody whose item it is not: %v, want not found", err)
		}
		if _, err := r.app.RatingQueue(ctx, u.ID, r.Requisition.ID, r.Questions[0].ID); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("somebody without a queue: %v, want not found", err)
		}
	}
}

// item is a rater's item of an application's n-th question.
func (r scoredRound) item(t *testing.T, rater, application uuid.UUID, n int) app.RatedItem {
	t.Helper()
	items, err := r.store.ItemsOf(context.Background(), application, rater)
	ok(t, err)
	i := slices.IndexFunc(items, func(x hiring.RatingItem) bool { return x.QuestionVersionID == r.Questions[n].ID })
	if i < 0 {
		t.Fatalf("no item of question %d among %d", n, len(items))
	}
	out, err := r.app.RatedItem(context.Background(), rater, r.Requisition.ID, r.Questions[n].ID, items[i].ID)
	ok(t, err)
	return out
}

func TestNobodyStaysBlindWhereThereIsNothingToRate(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Silent")
	blind := func() bool {
		v, err := r.app.ViewApplication(ctx, r.rater, a.ID)
		ok(t, err)
		return v.Blind
	}
	if !blind() {
		t.Error("before anything is handed in, a rater sees the application")
	}
	r.Submit(a, nil)
	if blind() {
		t.Error("everything was left blank: what is there to rate first?")
	}
}

func TestEveryViewOfScoresIsAudited(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, nil), context.Background()
	a := r.Candidate("Ada")
	views := func() (n int) {
		for _, act := range acts(t, r.store, a.ID) {
			if act == "application.scores_viewed" {
				n++
			}
		}
		return n
	}
	look := func(u hiring.User) {
		_, err := r.app.ViewApplication(ctx, u, a.ID)
		ok(t, err)
	}
	look(r.owner) // nothing is scored yet
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	look(r.rater) // sees none
	if got := views(); got != 0 {
		t.Fatalf("%d views of scores that nobody saw", got)
	}
	look(r.owner)
	look(r.owner)
	if got := views(); got != 2 {
		t.Errorf("%d entries after two views", got)
	}
}
