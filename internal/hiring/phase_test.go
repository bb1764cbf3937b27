package hiring_test

import (
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func TestAPhaseNamesEveryRightOfEverySeat(t *testing.T) {
	t.Parallel()
	given := map[hiring.Leave]int{}
	for _, p := range hiring.Phases() {
		for _, s := range hiring.Seats() {
			for _, r := range hiring.Rights() {
				given[p.Leave(s, r)]++
			}
		}
	}
	if n := len(hiring.Phases()) * len(hiring.Seats()) * len(hiring.Rights()); given[hiring.Never]+given[hiring.AfterOwn]+given[hiring.Always] != n || given[hiring.AfterOwn] == 0 {
		t.Errorf("leaves: %v of %d", given, n)
	}
	if l := hiring.Phase("").Leave(hiring.SeatManager, hiring.SeeAnswers); l != hiring.Never {
		t.Errorf("no phase gives %q", l)
	}
}

func TestWhoRatesSeesNoScoreWhileARoundIsRated(t *testing.T) {
	t.Parallel()
	rater, manager := uuid.New(), uuid.New()
	r := hiring.Requisition{Phase: hiring.PhaseRating, Panel: []uuid.UUID{rater}}
	for _, right := range []hiring.Right{hiring.SeeNames, hiring.SeeScores, hiring.ReviewScores, hiring.MayDecline, hiring.MayAdvance, hiring.Release} {
		if r.Gives(rater, right, true) {
			t.Errorf("a rater has %s while others still rate", right)
		}
	}
	if !r.Gives(rater, hiring.RateAnswers, false) || !r.Gives(manager, hiring.SeeScores, false) || r.Gives(manager, hiring.MayAdvance, false) {
		t.Error("rating phase: raters rate, managers see, nobody is advanced")
	}
	r.Phase = hiring.PhaseCollecting
	if r.Gives(rater, hiring.SeeScores, false) || !r.Gives(rater, hiring.SeeScores, true) {
		t.Error("where people are taken as they come, a score is seen once one's own ratings are in")
	}
}

func TestGoingBackAPhaseNeedsAReason(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to hiring.Phase
		reason   string
		field    string
	}{
		{hiring.PhaseCollecting, hiring.PhaseRating, "", ""},
		{hiring.PhaseCollecting, hiring.PhaseDecision, "", ""},
		{hiring.PhaseRating, hiring.PhaseCollecting, "", "reason"},
		{hiring.PhaseDecision, hiring.PhaseCollecting, "Two late answers are to be rated.", ""},
		{hiring.PhaseRating, hiring.PhaseRating, "Once more, with feeling.", "phase"},
		{hiring.PhaseRating, "party", "", "phase"},
		{hiring.PhaseRating, hiring.PhaseDiscussion, "a\x00b", "reason"},
	} {
		r := hiring.Requisition{Phase: c.from}
		got := ""
		for _, p := range r.CheckPhase(c.to, c.reason) {
			got += p.Field
		}
		if got != c.field {
			t.Errorf("%s to %s: problem at %q, want %q", c.from, c.to, got, c.field)
		}
	}
}

func TestAChangeOfPhaseSaysWhatChangesForWhom(t *testing.T) {
	t.Parallel()
	changes := hiring.PhaseRating.Changes(hiring.PhaseDiscussion)
	opened, closed := 0, 0
	for _, c := range changes {
		if c.From == c.To {
			t.Errorf("%+v is no change", c)
		}
		if c.To == hiring.Never {
			closed++
		} else if c.From == hiring.Never {
			opened++
		}
	}
	if opened == 0 || closed == 0 || len(hiring.PhaseRating.Changes(hiring.PhaseRating)) != 0 {
		t.Errorf("%+v", changes)
	}
	if n := len(hiring.PhaseRating.Later()); n != 2 || len(hiring.PhaseCollecting.Earlier()) != 0 || len(hiring.PhaseDecision.Later()) != 0 {
		t.Errorf("%d phases are later than rating", n)
	}
}
