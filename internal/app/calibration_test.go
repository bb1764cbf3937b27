package app_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// calibrated is a round with an agreed practice set of levels 1, 2, 4, 5 and a requisition that asks about its value.
type calibrated struct {
	scoredRound
	hr    hiring.User
	panel []hiring.User
	set   hiring.CalibrationSet
}

func newCalibrated(t *testing.T, s *store.Store) calibrated {
	t.Helper()
	c := calibrated{scoredRound: newScoredRoundIn(t, s, nil)}
	c.hr = scoringUser(t, s, "hr", hiring.HR)
	c.panel = []hiring.User{scoringUser(t, s, "first panelist", hiring.Recruiter), scoringUser(t, s, "second panelist", hiring.Interviewer)}
	c.Reps(c.hr)
	c.set = c.Calibration(c.hr, c.panel, 1, 2, 4, 5)
	return c
}

// TestAPassIsComparedWithTheAgreedLevels: all 4 beside 1, 2, 4, 5 differ by 3, 2, 0, −1: mean 1, without signs 1.5.
func TestAPassIsComparedWithTheAgreedLevels(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		c, ctx := newCalibrated(t, s), context.Background()
		pass := c.Practise(c.rater, c.set.ID, 4)
		d := app.DeviationOf(c.set, pass)
		if d.N != 4 || d.Mean.Value != 1 || d.Absolute.Value != 1.5 || d.Habit != app.FewToTell {
			t.Errorf("got %+v", d)
		}
		again := c.Practise(c.rater, c.set.ID, 3)
		sheet, err := c.app.CalibrationSheet(ctx, c.rater.ID, c.set.ID)
		ok(t, err)
		if got := sheet.Finished(); len(got) != 2 || got[0].ID != pass.ID || got[1].ID != again.ID {
			t.Errorf("passes %+v", got)
		}
		isKind(t, c.app.RateCalibration(ctx, c.rater.ID, c.set.ID, 1, hiring.CalibrationRating{Level: 1, Evidence: "later"}), hiring.Conflict)
		isKind(t, c.app.StartCalibration(ctx, c.panel[0].ID, c.set.ID), hiring.Conflict)
	})
}

func isKind(t *testing.T, err error, want hiring.ErrorKind) {
	t.Helper()
	if hiring.KindOf(err) != want {
		t.Errorf("error %v, want kind %d", err, want)
	}
}

// TestAGroupIsShownFromThreePeopleOn, from each one's newest pass: 4, 4 and 2 beside 1, 2, 4, 5 are +1, +1, −1 on
// average, and 1.5, 1.5, 1.5 + … without signs (2: 1, 0, −2, −3, which is 1.5).
func TestAGroupIsShownFromThreePeopleOn(t *testing.T) {
	t.Parallel()
	c, ctx := newCalibrated(t, testkit.Store(t)), context.Background()
	c.Practise(c.rater, c.set.ID, 1)
	c.Practise(c.rater, c.set.ID, 4)
	c.Practise(c.owner, c.set.ID, 4)
	w, err := c.app.CalibrationWork(ctx, c.set.ID)
	ok(t, err)
	if w.Group.Shown || w.Group.ByAnswer != nil || w.Group.People != 2 || len(w.Practice) != 2 || w.Practice[0].Passes != 2 {
		t.Errorf("of two people: %+v, practised %+v", w.Group, w.Practice)
	}
	c.Practise(scoringUser(t, c.store, "third", hiring.Interviewer), c.set.ID, 2)
	w, err = c.app.CalibrationWork(ctx, c.set.ID)
	ok(t, err)
	if !w.Group.Shown || math.Abs(w.Group.Mean.Value-1./3) > 1e-12 || w.Group.Absolute.Value != 1.5 {
		t.Errorf("of three people: %+v", w.Group)
	}
	for _, x := range c.set.Answers {
		agreed, _ := x.Level()
		if got, want := w.Group.ByAnswer[x.ID].Value, 10./3-float64(agreed.Level); math.Abs(got-want) > 1e-12 {
			t.Errorf("level %d: %v, want %v", agreed.Level, got, want)
		}
	}
}

func TestThePanelIsBlindUntilAllOfItIsIn(t *testing.T) {
	t.Parallel()
	c, ctx := newCalibrated(t, testkit.Store(t)), context.Background()
	set, err := c.app.CreateCalibration(ctx, c.hr.ID, hiring.CalibrationSet{Name: "Second", BenchmarkID: c.Benchmark, ValueID: c.Honesty, Language: hiring.English})
	ok(t, err)
	choices, err := c.app.CalibrationChoices(ctx, set)
	ok(t, err)
	keys := []string{choices[0].Key(), choices[1].Key(), choices[2].Key(), choices[3].Key()}
	isKind(t, c.app.ChooseCalibration(ctx, c.hr.ID, set.ID, keys, false), hiring.Invalid)
	isKind(t, c.app.ChooseCalibration(ctx, c.hr.ID, set.ID, keys[:3], true), hiring.Invalid)
	ok(t, c.app.ChooseCalibration(ctx, c.hr.ID, set.ID, keys, true))
	isKind(t, c.app.SetCalibrationPanel(ctx, c.hr.ID, set.ID, []uuid.UUID{c.hr.ID}), hiring.Invalid)
	ok(t, c.app.SetCalibrationPanel(ctx, c.hr.ID, set.ID, []uuid.UUID{c.hr.ID, c.rater.ID}))
	c.Practise(c.hr, set.ID, 5)
	w, err := c.app.CalibrationWork(ctx, set.ID)
	ok(t, err)
	if w.PanelIn() || w.ByPanel != nil || !slices.Equal(w.Waiting, []uuid.UUID{c.rater.ID}) {
		t.Errorf("one of two is in: %+v", w)
	}
	isKind(t, c.app.RecordAgreed(ctx, c.hr.ID, set.ID, w.Answers[0].ID, 4, "too early"), hiring.Conflict)
	isKind(t, c.app.SetCalibrationPanel(ctx, c.hr.ID, set.ID, []uuid.UUID{c.owner.ID, c.rater.ID}), hiring.Invalid)
	isKind(t, c.app.ChooseCalibration(ctx, c.hr.ID, set.ID, keys, true), hiring.Conflict)
	c.Practise(c.rater, set.ID, 2)
	isKind(t, c.app.ReleaseCalibration(ctx, c.hr.ID, set.ID), hiring.Conflict)
	for _, x := range w.Answers {
		ok(t, c.app.RecordAgreed(ctx, c.hr.ID, set.ID, x.ID, 4, "agreed"))
	}
	ok(t, c.app.RecordAgreed(ctx, c.hr.ID, set.ID, w.Answers[0].ID, 3, "seen again"))
	w, err = c.app.CalibrationWork(ctx, set.ID)
	ok(t, err)
	levels, apart := w.Levels(w.Answers[0].ID)
	slices.Sort(levels) // people put on a panel at once stand in the order of their ids, which are drawn
	if diff := cmp.Diff([]int{2, 5}, levels); diff != "" || apart != 3 || len(w.Answers[0].Agreed) != 2 {
		t.Errorf("%s apart %d, %+v", diff, apart, w.Answers[0].Agreed)
	}
	ok(t, c.app.ReleaseCalibration(ctx, c.hr.ID, set.ID))
}

// TestNoNameIsLeftInACalibrationAnswer: not the writer's in small letters, nor a colleague's or a manager's.
func TestNoNameIsLeftInACalibrationAnswer(t *testing.T) {
	t.Parallel()
	c := newCalibrated(t, testkit.Store(t))
	for _, x := range c.set.Answers {
		for _, name := range testkit.RepNames() {
			for _, part := range strings.Fields(strings.ToLower(name)) {
				if strings.Contains(strings.ToLower(x.Text), part) {
					t.Errorf("%q is left in %q", part, x.Text)
				}
			}
		}
		if !strings.Contains(x.Text, "[…]") || !strings.Contains(x.Text, " the ") {
			t.Errorf("of the rest too little is left: %q", x.Text)
		}
	}
}

func TestWithdrawingTakesEverythingThePersonWroteOut(t *testing.T) {
	t.Parallel()
	c, ctx := newCalibrated(t, testkit.Store(t)), context.Background()
	pass := c.Practise(c.rater, c.set.ID, 4)
	ok(t, c.app.WithdrawCalibration(ctx, c.hr.ID, c.set.ID, c.set.Answers[0].ID))
	set, err := c.store.CalibrationSet(ctx, c.set.ID)
	ok(t, err)
	if len(set.Left()) != 3 || set.Answers[0].Text != "" {
		t.Errorf("left %+v", set.Answers[0])
	}
	if d := app.DeviationOf(set, pass); d.N != 4 {
		t.Errorf("%d answers compared: levels stay as numbers", d.N)
	}
	isKind(t, c.app.BlankCalibration(ctx, c.hr.ID, c.set.ID, c.set.Answers[0].ID, "mine"), hiring.NotFound)
}

// planted are a rater's items of planted answers.
func (c calibrated) planted(t *testing.T, rater uuid.UUID) []app.RatedItem {
	t.Helper()
	ctx := context.Background()
	queues, err := c.app.RatingQueues(ctx, rater, c.Requisition.ID)
	ok(t, err)
	var out []app.RatedItem
	for _, q := range queues {
		items, _, err := c.app.RatedAnswers(ctx, q, -1, 100, append(hiring.OpenItemStates(), hiring.ItemSent)...)
		ok(t, err)
		for _, i := range items {
			if i.PlantID != nil {
				item, err := c.app.RatedItem(ctx, rater, i.RequisitionID, i.QuestionVersionID, i.ID)
				ok(t, err)
				out = append(out, item)
			}
		}
	}
	return out
}

// TestAPlantedAnswerCountsForNobody: it stands among five real ones where that was asked for, and neither the fit of a
// candidate nor the ratings of the requisition know of it.
func TestAPlantedAnswerCountsForNobody(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		c, ctx := newCalibrated(t, s), context.Background()
		isKind(t, c.app.PlantEvery(ctx, c.owner.ID, c.Requisition.ID, 4), hiring.Invalid)
		ok(t, c.app.PlantEvery(ctx, c.owner.ID, c.Requisition.ID, 5))
		var rated []hiring.Application
		for i := range 5 {
			if planted := c.planted(t, c.rater.ID); len(planted) != 0 {
				t.Fatalf("after %d answers: %v", i, planted)
			}
			a := c.Candidate(fmt.Sprint("Ada ", i))
			c.Submit(a, c.Bodies(ownedUp, 8, "a", "ab", "abc"))
			c.app.WorkAll(ctx)
			c.Rate(c.rater.ID, a.ID, 4)
			rated = append(rated, a)
		}
		waiting := c.planted(t, c.rater.ID)
		if len(waiting) != 1 || waiting[0].Queue.Tally.All() != 6 {
			t.Fatalf("after five answers: %+v", waiting)
		}
		plant := waiting[0]
		for _, p := range plant.Pieces {
			if strings.Contains(p.Text, "[…]") {
				t.Errorf("a planted answer shows where names were blanked: %q", p.Text)
			}
		}
		before, ratings := c.application(t, rated[0].ID), c.ratings(t, rated)
		_, err := c.app.RatedItem(ctx, c.owner.ID, plant.RequisitionID, plant.QuestionVersionID, plant.ID)
		isKind(t, err, hiring.NotFound)
		isKind(t, c.app.RateItem(ctx, plant, app.GivenRating{Version: 1, Evidence: "no level"}), hiring.Invalid)
		ok(t, c.app.RateItem(ctx, plant, app.GivenRating{Version: 1, Level: 1, Evidence: "the rules say so"}))
		c.HandIn(c.rater.ID)
		isKind(t, c.app.RateItem(ctx, c.planted(t, c.rater.ID)[0], app.GivenRating{Version: 3, Level: 5, Evidence: "changed my mind"}), hiring.Conflict)
		if diff := cmp.Diff(before, c.application(t, rated[0].ID)); diff != "" || c.ratings(t, rated) != ratings {
			t.Errorf("a planted answer changed a candidate's: %s, %d ratings", diff, c.ratings(t, rated))
		}
		plants, err := s.CalibrationPlants(ctx, c.rater.ID)
		ok(t, err)
		at := slices.IndexFunc(c.set.Answers, func(x hiring.CalibrationAnswer) bool { return x.ID == plants[0].AnswerID })
		agreed, _ := c.set.Answers[at].Level()
		drift, err := c.app.DriftOf(ctx, c.rater.ID)
		ok(t, err)
		if len(drift.Points) != 1 || drift.Points[0].Difference != 1-agreed.Level || drift.Deviation.N != 1 || drift.Moved {
			t.Errorf("drift %+v, agreed %d", drift, agreed.Level)
		}
	})
}

// ratings counts the ratings of applications.
func (c calibrated) ratings(t *testing.T, of []hiring.Application) (n int) {
	t.Helper()
	for _, a := range of {
		list, err := c.store.Ratings(context.Background(), a.ID)
		ok(t, err)
		n += len(list)
	}
	return n
}

// TestNobodyMeetsPlantedWhatTheyKnow: a panelist, the maker, and who has practised with the set.
func TestNobodyMeetsPlantedWhatTheyKnow(t *testing.T) {
	t.Parallel()
	c, ctx := newCalibrated(t, testkit.Store(t)), context.Background()
	c.Practise(c.rater, c.set.ID, 3)
	ok(t, c.store.AddPanel(ctx, c.Requisition.ID, []uuid.UUID{c.panel[0].ID, c.hr.ID, c.owner.ID}, morning()))
	ok(t, c.app.PlantEvery(ctx, c.owner.ID, c.Requisition.ID, 5))
	for i := range 20 {
		a := c.Candidate(fmt.Sprint("Ada ", i))
		c.Submit(a, c.Bodies(ownedUp, 8, "a", "ab", "abc"))
	}
	for name, u := range map[string]hiring.User{"practised": c.rater, "panelist": c.panel[0], "maker": c.hr} {
		if waiting := c.planted(t, u.ID); len(waiting) != 0 {
			t.Errorf("%s: %v", name, waiting)
		}
	}
	if waiting := c.planted(t, c.owner.ID); len(waiting) == 0 {
		t.Error("who knows nothing of it meets none")
	}
}

// TestAWithdrawnAnswerLeavesEveryQueue: with what was written about it, and the reports of leaks in it.
func TestAWithdrawnAnswerLeavesEveryQueue(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		c, ctx := newCalibrated(t, s), context.Background()
		ok(t, c.app.PlantEvery(ctx, c.owner.ID, c.Requisition.ID, 5))
		for i := range 5 {
			a := c.Candidate(fmt.Sprint("Ada ", i))
			c.Submit(a, c.Bodies(ownedUp, 8, "a", "ab", "abc"))
		}
		plant := c.planted(t, c.rater.ID)[0]
		ok(t, c.app.ReportLeak(ctx, plant, "the"))
		plants, err := s.CalibrationPlants(ctx, c.rater.ID)
		ok(t, err)
		ok(t, c.app.WithdrawCalibration(ctx, c.hr.ID, c.set.ID, plants[0].AnswerID))
		if left := c.planted(t, c.rater.ID); len(left) != 0 {
			t.Errorf("%d planted answers left", len(left))
		}
		leaks, err := c.app.Leaks(ctx, c.Requisition.ID)
		ok(t, err)
		if len(leaks) != 1 || leaks[0].Words != "" || leaks[0].Text != "" {
			t.Errorf("%+v", leaks)
		}
	})
}
