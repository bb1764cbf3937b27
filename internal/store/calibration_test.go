package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// practice is a stored set of two answers by two people, with a panel of two.
type practice struct {
	*testing.T
	s     *store.Store
	set   hiring.CalibrationSet
	users []hiring.User
}

func newPractice(t *testing.T, s *store.Store) practice {
	t.Helper()
	ctx, b := context.Background(), newBench(t, s, 1)
	p := practice{T: t, s: s}
	for range 3 {
		u := user(uuid.NewString() + "@example.org")
		must(t, s.CreateUser(ctx, u))
		p.users = append(p.users, u)
	}
	values := need(s.Values(ctx))(t)
	set := hiring.CalibrationSet{
		ID: uuid.New(), BenchmarkID: b.id, ValueID: values[0].ID, Language: hiring.Turkish, Name: "First", CreatedBy: p.users[0].ID, CreatedAt: noon(),
	}
	must(t, s.AddCalibrationSet(ctx, set))
	must(t, s.SetCalibrationPanel(ctx, set.ID, []uuid.UUID{p.users[0].ID, p.users[1].ID}, noon()))
	var answers []hiring.CalibrationAnswer
	for _, text := range []string{"I rang […] at once.", "The rules say no."} {
		answers = append(answers, hiring.CalibrationAnswer{
			ID: uuid.Must(uuid.NewV7()), SetID: set.ID, AttemptID: b.attempt(t, s).ID, Question: hiring.QuestionVersion{ID: b.questions[0]}, Text: text,
			ConfirmedBy: p.users[0].ID, ConfirmedAt: noon(),
		})
	}
	must(t, s.ChooseCalibrationAnswers(ctx, set.ID, answers))
	p.set = need(s.CalibrationSet(ctx, set.ID))(t)
	return p
}

func TestACalibrationSetComesBackWithPanelAnswersAndAgreements(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		p, ctx := newPractice(t, s), context.Background()
		if len(p.set.Panel) != 2 || len(p.set.Answers) != 2 || p.set.Version != 1 || p.set.State() != hiring.CalibrationOpen {
			t.Fatalf("stored %+v", p.set)
		}
		x := p.set.Answers[0]
		for i, level := range []int{2, 3} {
			must(t, s.AddAgreedRating(ctx, hiring.AgreedRating{
				ID: uuid.New(), AnswerID: x.ID, Number: i + 1, Level: level, Reason: "owns it", RecordedBy: p.users[0].ID, RecordedAt: noon(),
			}))
		}
		again := hiring.AgreedRating{ID: uuid.New(), AnswerID: x.ID, Number: 2, Level: 5, Reason: "no", RecordedBy: p.users[1].ID, RecordedAt: noon()}
		wantKey(t, s.AddAgreedRating(ctx, again), hiring.Conflict, "error.changed_meanwhile")
		got, _ := need(s.CalibrationSet(ctx, p.set.ID))(t).Answer(x.ID)
		if newest, _ := got.Level(); newest.Level != 3 || len(got.Agreed) != 2 || got.Agreed[0].Level != 2 {
			t.Errorf("agreed %+v, want 2 and then 3", got.Agreed)
		}
		when := noon()
		set := p.set
		set.AgreedAt = &when
		must(t, s.UpdateCalibrationSet(ctx, set))
		wantKey(t, s.UpdateCalibrationSet(ctx, set), hiring.Conflict, "error.changed_meanwhile")
		if all := need(s.CalibrationSets(ctx))(t); len(all) != 1 || all[0].State() != hiring.CalibrationAgreed {
			t.Errorf("listed %+v", all)
		}
	})
}

func TestACalibrationPassIsChangedUntilItIsFinished(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		p, ctx := newPractice(t, s), context.Background()
		pass := hiring.CalibrationPass{ID: uuid.New(), SetID: p.set.ID, UserID: p.users[2].ID, Purpose: hiring.CalibrationPractice, StartedAt: noon()}
		must(t, s.StartCalibrationPass(ctx, pass))
		second := pass
		second.ID = uuid.New()
		wantKey(t, s.StartCalibrationPass(ctx, second), hiring.Conflict, "error.duplicate")
		given := hiring.CalibrationRating{AnswerID: p.set.Answers[0].ID, Level: 2, Evidence: "at once", RatedAt: noon()}
		must(t, s.SaveCalibrationRating(ctx, pass.ID, given))
		given.Level, given.Evidence = 4, "rang at once"
		must(t, s.SaveCalibrationRating(ctx, pass.ID, given))
		got := need(s.CalibrationPass(ctx, pass.ID))(t)
		if diff := cmp.Diff([]hiring.CalibrationRating{given}, got.Ratings); diff != "" {
			t.Error(diff)
		}
		must(t, s.FinishCalibrationPass(ctx, pass.ID, noon()))
		wantKey(t, s.SaveCalibrationRating(ctx, pass.ID, given), hiring.Conflict, "calibration.locked")
		wantKey(t, s.FinishCalibrationPass(ctx, pass.ID, noon()), hiring.Conflict, "calibration.locked")
		must(t, s.StartCalibrationPass(ctx, second))
		if all := need(s.CalibrationPassesOf(ctx, p.users[2].ID))(t); len(all) != 2 || !all[0].Finished() && !all[1].Finished() {
			t.Errorf("passes %+v", all)
		}
	})
}

// TestErasedCalibrationAnswersLeaveNoWord: of the text, and of what could quote it.
func TestErasedCalibrationAnswersLeaveNoWord(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		p, ctx := newPractice(t, s), context.Background()
		gone, stays := p.set.Answers[0], p.set.Answers[1]
		pass := hiring.CalibrationPass{ID: uuid.New(), SetID: p.set.ID, UserID: p.users[0].ID, Purpose: hiring.CalibrationPanel, StartedAt: noon()}
		must(t, s.StartCalibrationPass(ctx, pass))
		for _, x := range p.set.Answers {
			must(t, s.SaveCalibrationRating(ctx, pass.ID, hiring.CalibrationRating{AnswerID: x.ID, Level: 4, Evidence: "quote", RatedAt: noon()}))
			must(t, s.AddAgreedRating(ctx, hiring.AgreedRating{ID: uuid.New(), AnswerID: x.ID, Number: 1, Level: 4, Reason: "quote", RecordedBy: p.users[0].ID, RecordedAt: noon()}))
		}
		ids := need(s.EraseCalibrationAnswers(ctx, gone.AttemptID, noon()))(t)
		if diff := cmp.Diff([]uuid.UUID{gone.ID}, ids); diff != "" {
			t.Error(diff)
		}
		set, got := need(s.CalibrationSet(ctx, p.set.ID))(t), need(s.CalibrationPass(ctx, pass.ID))(t)
		x, _ := set.Answer(gone.ID)
		r, _ := got.Of(gone.ID)
		if x.Text+x.Agreed[0].Reason+r.Evidence != "" || x.WithdrawnAt == nil || r.Level != 4 || x.Agreed[0].Level != 4 {
			t.Errorf("left of it: %+v, %+v", x, r)
		}
		y, _ := set.Answer(stays.ID)
		other, _ := got.Of(stays.ID)
		if y.Text != stays.Text || y.Agreed[0].Reason != "quote" || other.Evidence != "quote" || len(set.Left()) != 1 {
			t.Errorf("the other's: %+v, %+v", y, other)
		}
		wantKey(t, s.BlankCalibrationAnswer(ctx, gone), hiring.Conflict, "error.changed_meanwhile")
		must(t, s.BlankCalibrationAnswer(ctx, stays))
		wantKey(t, s.BlankCalibrationAnswer(ctx, stays), hiring.Conflict, "error.changed_meanwhile")
	})
}

func TestAUserMeetsAPlantedAnswerOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		p, ctx := newPractice(t, s), context.Background()
		r := newBench(t, s, 1).asking(t, s).ID
		must(t, s.AddPanel(ctx, r, []uuid.UUID{p.users[2].ID}, noon()))
		if meets := need(s.MeetsPlants(ctx, p.users[2].ID))(t); meets {
			t.Error("nobody has asked for practice answers, and they are announced")
		}
		must(t, s.SetPlantEvery(ctx, r, 20, p.users[0].ID, noon()))
		must(t, s.SetPlantEvery(ctx, r, 30, p.users[0].ID, noon()))
		if every, meets := need(s.PlantEvery(ctx, r))(t), need(s.MeetsPlants(ctx, p.users[2].ID))(t); every != 30 || !meets {
			t.Errorf("every %d, announced %v", every, meets)
		}
		plant := hiring.CalibrationPlant{ID: uuid.New(), RequisitionID: r, UserID: p.users[2].ID, AnswerID: p.set.Answers[0].ID, PlantedAt: noon()}
		if first := need(s.AddCalibrationPlant(ctx, plant))(t); !first {
			t.Error("the first is not told as the first")
		}
		twice := plant
		twice.ID = uuid.New()
		if again := need(s.AddCalibrationPlant(ctx, twice))(t); again {
			t.Error("the same answer was planted twice")
		}
		if loose := need(s.UnqueuedPlants(ctx, r))(t); len(loose) != 1 || loose[0].ID != plant.ID {
			t.Errorf("in no queue %+v", loose)
		}
		if text := need(s.PlantedText(ctx, plant.ID))(t); text.AnswerID != plant.AnswerID || text.Body != p.set.Answers[0].Text || text.Language != p.set.Language {
			t.Errorf("its text is %+v", text)
		}
		when := noon()
		plant.RatedAt, plant.Level, plant.Evidence = &when, 3, "at once"
		must(t, s.RateCalibrationPlant(ctx, plant))
		wantKey(t, s.RateCalibrationPlant(ctx, plant), hiring.Conflict, "rating.locked")
		if diff := cmp.Diff([]hiring.CalibrationPlant{plant}, need(s.CalibrationPlants(ctx, p.users[2].ID))(t)); diff != "" {
			t.Error(diff)
		}
		if loose := need(s.UnqueuedPlants(ctx, r))(t); len(loose) != 0 {
			t.Errorf("a rated one waits: %+v", loose)
		}
		must(t, s.SetPlantEvery(ctx, r, 0, p.users[0].ID, noon()))
		if every := need(s.PlantEvery(ctx, r))(t); every != 0 {
			t.Errorf("ended, and still every %d", every)
		}
	})
}
