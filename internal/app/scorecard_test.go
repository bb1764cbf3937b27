package app_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// carding is an interview whose rater writes a scorecard.
type carding struct {
	*interviewing
	interview hiring.Interview
	rater     hiring.Panelist
	guest     hiring.Panelist
	questions []hiring.AssessmentQuestion
}

func newCarding(t *testing.T) *carding {
	t.Helper()
	c := &carding{interviewing: newInterviewing(t, newOpening(t, nil))}
	i, panel := c.scheduled()
	c.interview, c.rater, c.guest = i, panel[0], panel[1]
	sheet, err := c.app.ScorecardSheet(context.Background(), c.rater, i)
	ok(t, err)
	c.questions = sheet.Questions
	return c
}

// fill writes everything a scorecard needs.
func (c *carding) fill(p hiring.Panelist) {
	c.t.Helper()
	ctx, body := context.Background(), hiring.ScorecardBody{Level: 4, Evidence: "“mine”", Notes: "notes"}
	for _, q := range c.questions {
		_, err := c.app.SaveLine(ctx, p.ID, app.LineSave{Subject: hiring.OfQuestion, SubjectID: q.ID, Body: body})
		ok(c.t, err)
	}
	for _, v := range hiring.AskedValues(c.questions) {
		_, err := c.app.SaveLine(ctx, p.ID, app.LineSave{Subject: hiring.OfValue, SubjectID: v, Body: body})
		ok(c.t, err)
	}
	_, err := c.app.SaveOverall(ctx, p.ID, app.OverallSave{Version: 1, Recommendation: hiring.NoDecision})
	ok(c.t, err)
}

func (c *carding) card(p hiring.Panelist) hiring.Scorecard {
	c.t.Helper()
	card, err := c.app.Store().ScorecardOf(context.Background(), p.ID)
	ok(c.t, err)
	return card
}

func TestScorecardIsBegunOnceAndFixesTheGuide(t *testing.T) {
	t.Parallel()
	c, ctx := newCarding(t), context.Background()
	if g, err := c.app.Guide(ctx, c.requisition.ID); err != nil || g.Frozen() {
		t.Fatalf("before: frozen %v, %v", g.Frozen(), err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := c.app.BeginScorecard(ctx, c.guest, c.interview); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	card := c.card(c.guest)
	if got := c.actions(card.ID); got != "scorecard.begun" {
		t.Errorf("audit: %s", got)
	}
	if g, err := c.app.Guide(ctx, c.requisition.ID); err != nil || !g.Frozen() || len(g.Questions) != len(c.questions) {
		t.Errorf("after: %+v, %v", g, err)
	}
	if !card.StartedAt.Equal(c.now) {
		t.Errorf("the clock counts from %v", card.StartedAt)
	}
}

func TestScorecardWithoutABeginningTakesNothing(t *testing.T) {
	t.Parallel()
	c, ctx := newCarding(t), context.Background()
	_, err := c.app.SaveLine(ctx, c.rater.ID, app.LineSave{Subject: hiring.OfQuestion, SubjectID: c.questions[0].ID})
	wantClash(t, err, "scorecard.not_begun")
	_, err = c.app.SaveOverall(ctx, c.rater.ID, app.OverallSave{Version: 1})
	wantClash(t, err, "scorecard.not_begun")
	wantClash(t, c.app.SubmitScorecard(ctx, c.rater, c.interview), "scorecard.not_begun")
	c.interview.CancelledAt = &c.now
	_, err = c.app.BeginScorecard(ctx, c.rater, c.interview)
	wantClash(t, err, "scorecard.cancelled")
	_, err = c.app.SaveLine(ctx, uuid.New(), app.LineSave{Subject: hiring.OfValue, SubjectID: uuid.New()})
	wantClash(t, err, "scorecard.not_begun")
}

func TestScorecardIsHandedInWholeOnceAndLocked(t *testing.T) {
	t.Parallel()
	c, ctx := newCarding(t), context.Background()
	_, err := c.app.BeginScorecard(ctx, c.rater, c.interview)
	ok(t, err)
	err = c.app.SubmitScorecard(ctx, c.rater, c.interview)
	if want := len(c.questions) + len(hiring.AskedValues(c.questions)) + 1; len(hiring.ProblemsOf(err)) != want {
		t.Errorf("an empty scorecard: %v, want %d problems", err, want)
	}
	if c.card(c.rater).Submitted() {
		t.Fatal("an empty scorecard was locked")
	}
	c.fill(c.rater)
	for range 2 {
		ok(t, c.app.SubmitScorecard(ctx, c.rater, c.interview))
	}
	card := c.card(c.rater)
	if !card.Submitted() || card.Late(c.interview) {
		t.Errorf("submitted %v, late %v", card.SubmittedAt, card.Late(c.interview))
	}
	if got := c.actions(card.ID); got != "scorecard.begun scorecard.submitted" {
		t.Errorf("audit: %s", got)
	}
	line, err := c.app.SaveLine(ctx, c.rater.ID, app.LineSave{Subject: hiring.OfQuestion, SubjectID: c.questions[0].ID, Version: 1, Body: hiring.ScorecardBody{Level: 1}})
	wantClash(t, err, "scorecard.locked")
	if line.Body.Level != 4 {
		t.Errorf("level %d stands, want what was handed in", line.Body.Level)
	}
}

func TestScorecardAfterTheWindowIsLateAndStillCounts(t *testing.T) {
	t.Parallel()
	c, ctx := newCarding(t), context.Background()
	_, err := c.app.BeginScorecard(ctx, c.rater, c.interview)
	ok(t, err)
	c.now = c.interview.ClosesAt.Add(time.Hour)
	c.fill(c.rater)
	ok(t, c.app.SubmitScorecard(ctx, c.rater, c.interview))
	if card := c.card(c.rater); !card.Late(c.interview) {
		t.Errorf("handed in at %v, the window closed at %v, and not late", card.SubmittedAt, c.interview.ClosesAt)
	}
}

// TestCancelledInterviewKeepsWhatIsWritten: who was writing when it was cancelled loses no word, and hands nothing in.
func TestCancelledInterviewKeepsWhatIsWritten(t *testing.T) {
	t.Parallel()
	c, ctx := newCarding(t), context.Background()
	_, err := c.app.BeginScorecard(ctx, c.rater, c.interview)
	ok(t, err)
	c.interview.CancelledAt = &c.now
	c.fill(c.rater)
	wantClash(t, c.app.SubmitScorecard(ctx, c.rater, c.interview), "scorecard.cancelled")
}
