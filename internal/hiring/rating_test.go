package hiring

import (
	"testing"

	"github.com/google/uuid"
)

func TestWhoIsOnThePanelSeesScoresOnceTheyHaveRated(t *testing.T) {
	t.Parallel()
	rater, outside := uuid.New(), uuid.New()
	r := Requisition{OwnerID: outside, Panel: []uuid.UUID{rater}}
	in, open, none := OwnRatings{In: true}, OwnRatings{Left: 2}, OwnRatings{}
	for _, c := range []struct {
		phase      Phase
		user       uuid.UUID
		own        OwnRatings
		sees, held bool
	}{
		{PhaseCollecting, rater, open, false, false},
		{PhaseCollecting, rater, in, true, false},
		{PhaseCollecting, rater, none, false, true}, // was given nothing of this candidate
		{PhaseCollecting, outside, none, true, false},
		{PhaseRating, rater, open, false, false},
		{PhaseRating, rater, in, false, true},
		{PhaseRating, outside, none, true, false},
		{PhaseDiscussion, rater, none, true, false},
		{PhaseDiscussion, rater, open, true, false},
		{PhaseDecision, rater, open, true, false},
		{"", outside, in, false, true}, // a phase nobody knows gives nothing
	} {
		r.Phase = c.phase
		b := BlindnessOf(c.user, r, c.own, nil)
		if b.CanSeeScores() != c.sees || b.Nameless == c.sees || b.Held != c.held {
			t.Errorf("%+v: %+v", c, b)
		}
	}
	r.Phase, r.Panel = PhaseCollecting, append(r.Panel, outside)
	if BlindnessOf(outside, r, open, nil).CanSeeScores() {
		t.Error("the owner who joins the panel is blind like everybody on it")
	}
	for _, user := range []uuid.UUID{rater, uuid.New()} {
		if b := BlindnessOf(user, r, in, []uuid.UUID{uuid.New()}); b.CanSeeScores() || b.Unrated {
			t.Errorf("%+v: whoever interviews sees no score before their own scorecard is in", b)
		}
	}
}

func TestEveryWrittenAnswerIsRatedAndPicksOnlyWhenNothingIsWritten(t *testing.T) {
	t.Parallel()
	text, blank := AssessmentQuestion{QuestionVersion: QuestionVersion{ID: uuid.New(), Wording: Wording{Kind: Text}}}, AssessmentQuestion{QuestionVersion: QuestionVersion{ID: uuid.New(), Wording: Wording{Kind: Text}}}
	scale := AssessmentQuestion{QuestionVersion: QuestionVersion{ID: uuid.New(), Wording: Wording{Kind: Numeric}}}
	four := 4
	answers := map[uuid.UUID]Answer{
		text.ID: {Body: AnswerBody{Text: "I said so."}}, blank.ID: {Body: AnswerBody{Text: "  "}}, scale.ID: {Body: AnswerBody{Number: &four}},
	}
	asked := []AssessmentQuestion{text, blank, scale}
	if got := Ratable(asked, answers); len(got) != 1 || got[0].ID != text.ID {
		t.Errorf("ratable: %v, want the written answer", got)
	}
	delete(answers, text.ID)
	if got := Ratable(asked, answers); len(got) != 1 || got[0].ID != scale.ID {
		t.Errorf("ratable: %v, want the picked answer", got)
	}
	if got := Ratable(asked, nil); len(got) != 0 {
		t.Errorf("ratable: %v, want none", got)
	}
}
