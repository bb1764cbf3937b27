package seed_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/seed"
)

// TestTheDemosInterviewerLearnsFromPractice: three quarters of a point too kind at first, like the panel afterwards.
func TestTheDemosInterviewerLearnsFromPractice(t *testing.T) {
	t.Parallel()
	c := demoData(t).Calibration
	var set hiring.CalibrationSet
	passes := make([]hiring.CalibrationPass, 2)
	for _, x := range c.Answers {
		id := uuid.New()
		set.Answers = append(set.Answers, hiring.CalibrationAnswer{ID: id, Agreed: []hiring.AgreedRating{{Level: x.Level}}})
		for i, given := range x.Practice {
			passes[i].Ratings = append(passes[i].Ratings, hiring.CalibrationRating{AnswerID: id, Level: given.Level})
		}
	}
	first, second := app.DeviationOf(set, passes[0]), app.DeviationOf(set, passes[1])
	if first.Mean.Value != .75 || first.Habit != app.MoreLenient || second.Mean.Value != .25 || second.Habit != app.LikeThePanel {
		t.Errorf("first %+v, second %+v", first, second)
	}
}

func TestTheDemosPracticeSetIsMadeOfItsReps(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	reps := slices.Concat(d.Top, d.Comparison)
	apart := false
	for _, x := range d.Calibration.Answers {
		i := slices.IndexFunc(reps, func(p seed.DemoPerson) bool { return p.Email == x.Email })
		if i < 0 || reps[i].Language != d.Calibration.Language || reps[i].Answers[d.Calibration.Question].Text == "" || len(x.Panel) != 2 || len(x.Practice) != 2 {
			t.Errorf("%s: no such answer, or not two of each", x.Email)
			continue
		}
		apart = apart || max(x.Panel[0].Level, x.Panel[1].Level)-min(x.Panel[0].Level, x.Panel[1].Level) >= hiring.CalibrationApart
	}
	if !apart {
		t.Error("the panel has nothing to talk about")
	}
}
