package hiring_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// TestWhoKnowsTheLevelsHasNothingToPractise: the panel rates while a set is open, the others once it is agreed.
func TestWhoKnowsTheLevelsHasNothingToPractise(t *testing.T) {
	t.Parallel()
	maker, panelist, recorder, rater, now := uuid.New(), uuid.New(), uuid.New(), uuid.New(), time.Unix(0, 0)
	open := hiring.CalibrationSet{CreatedBy: maker, Panel: []uuid.UUID{panelist}, Answers: []hiring.CalibrationAnswer{
		{ID: uuid.New(), Agreed: []hiring.AgreedRating{{RecordedBy: recorder}}},
	}}
	agreed, retired, gone := open, open, open
	agreed.AgreedAt, retired.AgreedAt, retired.RetiredAt = &now, &now, &now
	gone.AgreedAt, gone.Answers = &now, []hiring.CalibrationAnswer{{WithdrawnAt: &now}}
	for _, x := range []struct {
		name string
		set  hiring.CalibrationSet
		user uuid.UUID
		want hiring.CalibrationPurpose
	}{
		{"panelist, open", open, panelist, hiring.CalibrationPanel}, {"rater, open", open, rater, ""}, {"maker, open", open, maker, ""},
		{"rater, agreed", agreed, rater, hiring.CalibrationPractice}, {"panelist, agreed", agreed, panelist, ""},
		{"maker, agreed", agreed, maker, ""}, {"recorder, agreed", agreed, recorder, ""}, {"rater, retired", retired, rater, ""},
		{"rater, all withdrawn", gone, rater, ""},
	} {
		if got, may := x.set.Purpose(x.user); got != x.want || may != (x.want != "") {
			t.Errorf("%s: %q %v, want %q", x.name, got, may, x.want)
		}
	}
}

func TestOnlyWhatStandsInATextIsBlanked(t *testing.T) {
	t.Parallel()
	words, ps := hiring.WordsToBlank(" the blue van \n\nLeeds\r\n", "We drove the blue van to Leeds.")
	if diff := cmp.Diff([]string{"the blue van", "Leeds"}, words); diff != "" || len(ps) > 0 {
		t.Error(diff, ps)
	}
	for typed, key := range map[string]string{"York": "calibration.problem.not_in_text", " \n": "problem.required", "\x00": "problem.control_characters"} {
		if _, ps := hiring.WordsToBlank(typed, "Leeds"); ps.At("words") == nil || ps.At("words").Key != key {
			t.Errorf("%q: %v, want %s", typed, ps, key)
		}
	}
}

func TestOnePlantForEverySoManyAnswersGivenToRate(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		every, given, planted int
		want                  bool
	}{
		{0, 100, 0, false}, {20, 19, 0, false}, {20, 20, 0, true}, {20, 39, 1, false}, {20, 40, 1, true}, {20, 60, 1, true},
	} {
		if got := hiring.PlantDue(x.every, x.given, x.planted); got != x.want {
			t.Errorf("%+v: %v", x, got)
		}
	}
}

func TestEveryPassHasAnOrderOfItsOwn(t *testing.T) {
	t.Parallel()
	var answers []hiring.CalibrationAnswer
	for range 8 {
		answers = append(answers, hiring.CalibrationAnswer{ID: uuid.New()})
	}
	first, second := uuid.New(), uuid.New()
	same := func(a, b hiring.CalibrationAnswer) bool { return a.ID == b.ID }
	once := hiring.ShuffledAnswers(answers, first)
	if !slices.EqualFunc(once, hiring.ShuffledAnswers(hiring.ShuffledAnswers(answers, second), first), same) {
		t.Error("the order of one pass depends on how the answers came")
	}
	for i := 0; i < 20 && slices.EqualFunc(once, hiring.ShuffledAnswers(answers, second), same); i++ {
		if second = uuid.New(); i == 19 {
			t.Error("twenty passes have one order")
		}
	}
}

func TestALevelNeedsAReason(t *testing.T) {
	t.Parallel()
	if ps := hiring.CheckAgreed(0, "x"); ps.At("level") == nil || ps.At("reason") == nil {
		t.Errorf("%v", ps)
	}
	if ps := (hiring.CalibrationRating{Level: 6}).Check(); ps.At("level") == nil || ps.At("evidence") == nil {
		t.Errorf("%v", ps)
	}
	if ps := (hiring.CalibrationRating{Level: 5, Evidence: "rang at once"}).Check(); len(ps) > 0 {
		t.Errorf("%v", ps)
	}
}
