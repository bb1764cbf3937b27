package hiring

import (
	"testing"

	"github.com/google/uuid"
)

func TestWhoIsOnThePanelSeesScoresOnceTheyHaveRated(t *testing.T) {
	t.Parallel()
	rater, other, outside := uuid.New(), uuid.New(), uuid.New()
	r := Requisition{OwnerID: outside, Panel: []uuid.UUID{rater, other}}
	rated := []Rating{{RaterID: rater, Level: 3}}
	for name, c := range map[string]struct {
		user    uuid.UUID
		ratings []Rating
		want    bool
	}{
		"on the panel, nobody has rated":       {rater, nil, false},
		"on the panel, another has rated":      {other, rated, false},
		"on the panel, has rated":              {rater, rated, true},
		"not on the panel, nobody has rated":   {outside, nil, true},
		"not on the panel, somebody has rated": {outside, rated, true},
	} {
		if got := BlindnessOf(c.user, r, c.ratings, nil).CanSeeScores(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	r.Panel = append(r.Panel, outside)
	if BlindnessOf(outside, r, rated, nil).CanSeeScores() {
		t.Error("the owner who joins the panel is blind like everybody on it")
	}
	for _, user := range []uuid.UUID{rater, uuid.New()} {
		if b := BlindnessOf(user, r, rated, []uuid.UUID{uuid.New()}); b.CanSeeScores() || b.Unrated {
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
