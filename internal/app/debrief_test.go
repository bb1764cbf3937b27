package app_test

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// interviewed is a scored candidate with an interview by three: a user who rates nothing else, a recruiter who owns
// nothing, and a guest.
type interviewed struct {
	scoredRound
	application hiring.Application
	interview   hiring.Interview
	panel       []hiring.Panelist
	one, two    hiring.User
	people      hiring.User // HR
}

func newInterviewed(t *testing.T, s *store.Store, change func(*hiring.Requisition)) *interviewed {
	t.Helper()
	r := newScoredRoundIn(t, s, change)
	x := &interviewed{scoredRound: r, application: r.Candidate("Ada Lovelace")}
	x.one, x.two = scoringUser(t, s, "one", hiring.Interviewer), scoringUser(t, s, "two", hiring.Recruiter)
	x.people = r.hr(t)
	r.Submit(x.application, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(context.Background())
	x.interview, x.panel = x.meeting(t, x.one.ID, x.two.ID)
	return x
}

// meeting is an interview with the candidate by users, and by a guest.
func (x *interviewed) meeting(t *testing.T, users ...uuid.UUID) (hiring.Interview, []hiring.Panelist) {
	t.Helper()
	i := hiring.Interview{
		ID: uuid.New(), ApplicationID: x.application.ID, RequisitionID: x.Requisition.ID, StartsAt: morning().Add(-time.Hour), Minutes: 60,
		TimeZone: "Europe/Madrid", Language: hiring.English, ClosesAt: morning().Add(time.Hour), CreatedBy: x.owner.ID, CreatedAt: morning(),
	}
	ok(t, x.store.AddInterview(context.Background(), i))
	var panel []hiring.Panelist
	for _, u := range users {
		panel = append(panel, hiring.Panelist{ID: uuid.New(), InterviewID: i.ID, UserID: &u, Name: "U", Email: u.String(), Language: hiring.English, AddedAt: morning()})
	}
	panel = append(panel, hiring.Panelist{ID: uuid.New(), InterviewID: i.ID, Name: "Guest", Email: "guest@else.test", Language: hiring.English, AddedAt: morning().Add(time.Second)})
	ok(t, x.store.AddPanelists(context.Background(), panel))
	return i, panel
}

// handsIn is a scorecard with these levels of topics (0: N/A), handed in.
func (x *interviewed) handsIn(t *testing.T, p hiring.Panelist, levels map[hiring.Topic]int) {
	t.Helper()
	x.writes(t, p, levels, true)
}

func (x *interviewed) writes(t *testing.T, p hiring.Panelist, levels map[hiring.Topic]int, in bool) {
	t.Helper()
	at := morning()
	card := hiring.Scorecard{ID: uuid.New(), InterviewID: p.InterviewID, PanelistID: p.ID, Recommendation: hiring.Yes, Summary: "Summary of " + p.Name, StartedAt: at, SavedAt: at}
	if in {
		card.SubmittedAt = &at
	}
	for topic, level := range levels {
		card.Lines = append(card.Lines, hiring.ScorecardLine{Subject: topic.Of, SubjectID: topic.ID, Body: hiring.ScorecardBody{
			Level: level, NotRated: level == 0, Evidence: "evidence of " + p.Email, Notes: "notes of " + p.Email,
		}})
	}
	ok(t, x.app.PutScorecard(context.Background(), x.application.ID, card))
}

func (x *interviewed) question(n int) hiring.Topic {
	return hiring.Topic{Of: hiring.OfQuestion, ID: x.Questions[n].ID}
}

func (x *interviewed) value(id uuid.UUID) hiring.Topic {
	return hiring.Topic{Of: hiring.OfValue, ID: id}
}

// sees tells whether a user finds the debrief of an interview.
func (x *interviewed) sees(t *testing.T, u hiring.User, interview uuid.UUID) bool {
	t.Helper()
	_, err := x.app.Debrief(context.Background(), u, interview)
	if err != nil && hiring.KindOf(err) != hiring.NotFound {
		t.Fatal(err)
	}
	return err == nil
}

func TestTheDebriefOpensOnceOnesOwnScorecardIsIn(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x, ctx := newInterviewed(t, s, nil), context.Background()
		elsewhere := scoringUser(t, s, "elsewhere", hiring.Recruiter)
		x.writes(t, x.panel[2], map[hiring.Topic]int{x.question(0): 5}, false)
		x.handsIn(t, x.panel[0], map[hiring.Topic]int{x.question(0): 2})
		for _, c := range []struct {
			name string
			user hiring.User
			want bool
		}{
			{"whose own is in", x.one, true}, {"whose own is not in", x.two, false}, {"HR", x.people, true}, {"the owner", x.owner, true},
			{"a recruiter of another round", elsewhere, false}, {"who rates the written answers only", x.rater, false},
		} {
			if got := x.sees(t, c.user, x.interview.ID); got != c.want {
				t.Errorf("%s finds the debrief: %v, want %v", c.name, got, c.want)
			}
		}
		d, err := x.app.Debrief(ctx, x.one, x.interview.ID)
		ok(t, err)
		if len(d.Cards) != 1 || len(d.Waiting) != 2 || d.Complete || d.Scores != nil {
			t.Errorf("%d cards, %d waiting, complete %v, scores %v", len(d.Cards), len(d.Waiting), d.Complete, d.Scores != nil)
		}
		if all, _ := json.Marshal(d); strings.Contains(string(all), "evidence of guest") {
			t.Error("what somebody has written so far is in the debrief")
		}
		x.handsIn(t, x.panel[1], map[hiring.Topic]int{x.question(0): 4})
		if d, err = x.app.Debrief(ctx, x.two, x.interview.ID); err != nil || len(d.Cards) != 2 {
			t.Errorf("%d cards, %v once the second is in", len(d.Cards), err)
		}
		if _, err := x.app.GuestDebrief(ctx, x.panel[2]); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("the guest, whose own is not in: %v, want not found", err)
		}
	})
}

func TestScoresAreShownOnceNobodyIsWaitedFor(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x, ctx := newInterviewed(t, s, nil), context.Background()
		x.handsIn(t, x.panel[0], map[hiring.Topic]int{x.question(0): 2})
		x.handsIn(t, x.panel[1], map[hiring.Topic]int{x.question(0): 3})
		late := app.New(s, app.Config{Now: func() time.Time { return morning().Add(time.Hour) }})
		for name, c := range map[string]struct {
			app  *app.App
			want bool
		}{"in the window": {x.app, false}, "after it": {late, true}} {
			d, err := c.app.Debrief(ctx, x.one, x.interview.ID)
			ok(t, err)
			if got := d.Scores != nil; got != c.want || d.Complete != c.want {
				t.Errorf("%s: scores shown %v, complete %v; want %v", name, got, d.Complete, c.want)
			}
		}
		x.handsIn(t, x.panel[2], map[hiring.Topic]int{x.question(0): 3})
		d, err := x.app.Debrief(ctx, x.people, x.interview.ID)
		ok(t, err)
		if d.Scores == nil || !d.Scores.Shown() {
			t.Fatal("all are in, and no score is shown")
		}
		if g, err := x.app.GuestDebrief(ctx, x.panel[2]); err != nil || !g.Complete || g.Scores != nil || len(g.Cards) != 3 {
			t.Errorf("a guest gets %d cards, scores %v, %v; want three and no scores", len(g.Cards), g.Scores != nil, err)
		}
		entries, err := s.AuditEntries(ctx, store.AuditFilter{ObjectID: x.application.ID.String()})
		ok(t, err)
		if e := entries[0]; e.Action != "application.scores_viewed" || e.Detail["interview"] != x.interview.ID.String() {
			t.Errorf("the newest entry is %s %v, want the view of the scores", e.Action, e.Detail)
		}
	})
}

// TestWhoIsBlindAnswersNoProposal: a second person confirms what they have weighed themselves, not what they may not see.
func TestWhoIsBlindAnswersNoProposal(t *testing.T) {
	t.Parallel()
	r, ctx := newScoredRound(t, func(rq *hiring.Requisition) { rq.Panel, rq.Policy.SecondPerson = nil, hiring.SecondAll }), context.Background()
	hr := scoringUser(t, r.store, "hr", hiring.HR)
	a := r.scoredCandidate(t, "Ada", ownedUp, 8, "a", "ab", "abc")
	d, err := r.decide(hiring.Hire, a, "")
	ok(t, err)
	if !d.Proposed {
		t.Fatal("nothing waits for a second person: the test tests nothing")
	}
	x := &interviewed{scoredRound: r, application: hiring.Application{ID: a.ID}}
	_, seats := x.meeting(t, hr.ID)
	confirms := func() error { return r.app.ConfirmProposal(ctx, hr, a.ID, d.ID) }
	wantClash(t, confirms(), "decision.scorecard_first")
	wantClash(t, r.app.ReturnProposal(ctx, hr, a.ID, d.ID, "Please wait for the others."), "decision.scorecard_first")
	x.handsIn(t, seats[0], nil)
	ok(t, confirms())
}

func TestWhoInterviewsSeesNothingOfTheCandidateBeforeTheirOwnScorecardIsIn(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x, ctx := newInterviewed(t, s, func(r *hiring.Requisition) { r.Panel = nil }), context.Background()
		second, seats := x.meeting(t, x.people.ID, x.owner.ID)
		blind := func(u hiring.User) bool {
			t.Helper()
			v, err := x.app.ViewApplication(ctx, u, x.application.ID)
			ok(t, err)
			if all, _ := json.Marshal(v); v.Blind && (v.Name != "Ada Lovelace" || strings.Contains(string(all), "mistake was mine") || v.Fit != nil || v.Stage != "") {
				t.Errorf("%s sees %s", u.Name, all)
			}
			return v.Blind
		}
		if !blind(x.people) || !blind(x.owner) {
			t.Error("whoever is to hand in a scorecard sees scores, HR and the owner included")
		}
		_, err := x.app.Decide(ctx, x.people, x.application.ID, app.NewDecision{Outcome: hiring.Hire, Reason: "because of what was said"})
		wantClash(t, err, "decision.scorecard_first")
		if x.sees(t, x.people, x.interview.ID) {
			t.Error("HR reads another panel's scorecards before their own of this candidate is in")
		}
		due, err := s.DueFor(ctx, x.people.ID, true)
		ok(t, err)
		if len(due.Decide) != 0 {
			t.Errorf("home asks for a decision %v before the scorecard", due.Decide)
		}
		x.handsIn(t, seats[0], map[hiring.Topic]int{x.question(0): 4})
		if blind(x.people) || !blind(x.owner) {
			t.Error("who has handed in sees scores, and nobody else of the panel")
		}
		cancelled := morning()
		second.Version, second.CancelledAt = 1, &cancelled
		ok(t, s.UpdateInterview(ctx, second))
		if blind(x.owner) {
			t.Error("a cancelled interview blinds nobody")
		}
		if due, err = s.DueFor(ctx, x.owner.ID, false); err != nil || len(due.Decide) != 1 {
			t.Errorf("home asks for %v, %v; want the decision", due.Decide, err)
		}
	})
}

func TestWhoInterviewsReadsTheQuestionnaireOnlyWhereTheGuideShowsIt(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x, ctx := newInterviewed(t, s, nil), context.Background()
		_, seats := x.meeting(t, x.rater.ID)
		items, err := s.ItemsOf(ctx, x.application.ID, x.rater.ID)
		ok(t, err)
		read := func() error {
			_, err := x.app.RatedItem(ctx, x.rater.ID, x.Requisition.ID, items[0].QuestionVersionID, items[0].ID)
			return err
		}
		wantClash(t, read(), "rating.scorecard_first")
		waiting := func() int {
			t.Helper()
			queues, err := x.app.RatingQueues(ctx, x.rater.ID, uuid.Nil)
			ok(t, err)
			due, err := s.DueFor(ctx, x.rater.ID, false)
			ok(t, err)
			if len(queues) != len(due.Rate) || len(queues) > 0 && queues[0].Tally.Left() != due.Rate[0].Count {
				t.Errorf("%v in the list and %v on the first page", queues, due.Rate)
			}
			return len(queues)
		}
		if n := waiting(); n != 0 {
			t.Errorf("%d to rate before the scorecard", n)
		}
		guide := hiring.DefaultGuide(x.Requisition.ID)
		guide.ShowsAnswers = true
		ok(t, x.app.SaveGuide(ctx, app.UserActor(x.owner.ID), guide))
		if err := read(); err != nil || waiting() != 1 {
			t.Errorf("where the guide shows the answers: %v", err)
		}
		guide.ShowsAnswers, guide.Version = false, 1
		ok(t, x.app.SaveGuide(ctx, app.UserActor(x.owner.ID), guide))
		x.handsIn(t, seats[0], map[hiring.Topic]int{x.question(0): 4})
		if err := read(); err != nil || waiting() != 1 {
			t.Errorf("once the scorecard is in: %v", err)
		}
	})
}

// TestLevelsOfScorecardsEnterTheFit: honesty has the text and the numeric question, speed the other three; H is
// 100·(mean of the raters' means − 1)/4.
func TestLevelsOfScorecardsEnterTheFit(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x, ctx := newInterviewed(t, s, nil), context.Background()
		x.handsIn(t, x.panel[0], map[hiring.Topic]int{x.question(0): 4, x.question(1): 0, x.question(2): 2, x.value(x.Honesty): 1, x.value(x.Speed): 5})
		one := x.applied(t)
		x.handsIn(t, x.panel[2], map[hiring.Topic]int{x.question(0): 2, x.question(2): 0, x.value(x.Honesty): 5, x.value(x.Speed): 4})
		two := x.applied(t)
		v, err := x.app.ViewApplication(ctx, x.people, x.application.ID)
		ok(t, err)
		whole, values, there := v.Combined()
		if !there {
			t.Fatal("nothing is put together")
		}
		fits := map[string]float64{}
		for _, f := range v.Attempts[0].Score.Values {
			fits[f.Value] = f.Fit.Value
		}
		honesty, speed := x.Honesty.String(), x.Speed.String()
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"honesty, of levels 4 and 2", values[honesty].Human.Value, 50},
			{"speed, of level 2 and, where no question was rated, the value's own 4", values[speed].Human.Value, 50},
			{"ω of two raters", whole.Omega, .7},
			{"together", whole.Value.Value, .3*(2*fits[honesty]+fits[speed])/3 + .7*50},
			{"together in the pipeline", *two.Combined, whole.Value.Value},
			{"with one rater", *one.Combined, .5*(2*fits[honesty]+fits[speed])/3 + .5*(2*75+25)/3},
		} {
			if math.Abs(c.got-c.want) > 1e-9 {
				t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
			}
		}
		if two.Raters != 2 || whole.Raters != 2 || !whole.Lo90Hi90.Defined() || whole.Lo90Hi90 == v.Attempts[0].Score.Overall.Lo90Hi90 {
			t.Errorf("%d raters, %d in the interval %v; want two, one of them a guest", two.Raters, whole.Raters, whole.Lo90Hi90)
		}
		x.Rate(x.rater.ID, x.application.ID, 5)
		if three := x.applied(t); three.Raters != 3 || math.Abs(*three.Human-(2*(75+25+100)/3.0+50)/3) > 1e-9 {
			t.Errorf("%d raters, %v with ratings of written answers beside them", three.Raters, *three.Human)
		}
	})
}

func (x *interviewed) applied(t *testing.T) hiring.Application {
	t.Helper()
	return x.scoredRound.application(t, x.application.ID)
}

func TestALevelChangedInTheDebriefStandsBesideTheScore(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x, ctx := newInterviewed(t, s, nil), context.Background()
		x.handsIn(t, x.panel[0], map[hiring.Topic]int{x.question(0): 4, x.question(1): 0})
		change := app.NewRevision{Topic: x.question(0), Level: 2, Reason: "The second half was a colleague's work."}
		who := app.UserActor(x.one.ID)
		wantClash(t, x.app.ReviseScorecard(ctx, who, x.panel[0], change), "debrief.problem.waiting")
		x.handsIn(t, x.panel[1], map[hiring.Topic]int{x.question(0): 2})
		x.handsIn(t, x.panel[2], map[hiring.Topic]int{x.question(0): 2})
		before := x.applied(t)
		bare := change
		bare.Reason = " "
		wantProblem(t, x.app.ReviseScorecard(ctx, who, x.panel[0], bare), "reason."+x.Questions[0].ID.String(), "problem.reason_short")
		for _, topic := range []hiring.Topic{x.question(1), x.question(3), x.value(x.Speed)} {
			other := change
			other.Topic = topic
			if err := x.app.ReviseScorecard(ctx, who, x.panel[0], other); hiring.KindOf(err) != hiring.NotFound {
				t.Errorf("what was not rated is changed: %v", err)
			}
		}
		errs := make([]error, 3)
		var wait sync.WaitGroup
		for i := range errs {
			wait.Go(func() { errs[i] = x.app.ReviseScorecard(ctx, who, x.panel[0], change) })
		}
		wait.Wait()
		kept := 0
		for _, err := range errs {
			if err == nil {
				kept++
			} else {
				wantClash(t, err, "error.changed_meanwhile")
			}
		}
		d, err := x.app.Debrief(ctx, x.people, x.interview.ID)
		ok(t, err)
		card := d.Cards[slices.IndexFunc(d.Cards, func(c app.DebriefCard) bool { return c.PanelistID == x.panel[0].ID })]
		changes := card.Changes(x.question(0))
		if kept != 1 || len(changes) != 1 || changes[0].Before != 4 || changes[0].After != 2 || card.Line(hiring.OfQuestion, x.Questions[0].ID).Rated() != 4 {
			t.Errorf("%d kept, changes %+v; want one from 4 to 2, and the 4 still there", kept, changes)
		}
		after := x.applied(t)
		v, err := x.app.ViewApplication(ctx, x.people, x.application.ID)
		ok(t, err)
		whole, _, _ := v.Combined()
		if *before.Combined != *after.Combined || whole.Human.Value != *before.Human {
			t.Errorf("the score went from %v to %v with a change after the discussion", *before.Combined, *after.Combined)
		}
		back := app.NewRevision{Topic: x.question(0), Level: 3, Reason: "On second thoughts it was shared work.", Seen: 1}
		ok(t, x.app.ReviseScorecard(ctx, who, x.panel[0], back))
		entries, err := s.AuditEntries(ctx, store.AuditFilter{ObjectID: card.ID.String()})
		ok(t, err)
		if all, _ := json.Marshal(entries); len(entries) != 2 || strings.Contains(string(all), "colleague") {
			t.Errorf("the audit holds %s, want two changes and no reason", all)
		}
	})
}

// TestHandingInPutsFitAndRatingsTogether at once: nobody waits for a job.
func TestHandingInPutsFitAndRatingsTogether(t *testing.T) {
	t.Parallel()
	x, ctx := newInterviewed(t, testkit.Store(t), nil), context.Background()
	p := x.panel[0]
	_, err := x.app.BeginScorecard(ctx, p, x.interview)
	ok(t, err)
	for _, topic := range []hiring.Topic{x.question(0), x.value(x.Honesty)} {
		body := hiring.ScorecardBody{Level: 4, Evidence: "the mistake was mine"}
		_, err := x.app.SaveLine(ctx, p.ID, app.LineSave{Subject: topic.Of, SubjectID: topic.ID, Body: body})
		ok(t, err)
	}
	_, err = x.app.SaveOverall(ctx, p.ID, app.OverallSave{Version: 1, Recommendation: hiring.Yes})
	ok(t, err)
	if before := x.applied(t); before.Raters != 0 {
		t.Fatalf("%d raters before anything is in", before.Raters)
	}
	ok(t, x.app.SubmitScorecard(ctx, p, x.interview))
	if after := x.applied(t); after.Raters != 1 || after.Human == nil || *after.Human != 75 {
		t.Errorf("%d raters, ratings %v; want one and 75", after.Raters, after.Human)
	}
}
