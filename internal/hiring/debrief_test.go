package hiring

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// card is a scorecard with these levels of topics; 0 is N/A.
func card(levels map[Topic]int) Scorecard {
	s := Scorecard{ID: uuid.New()}
	for t, level := range levels {
		s.Lines = append(s.Lines, ScorecardLine{Subject: t.Of, SubjectID: t.ID, Body: ScorecardBody{Level: level, NotRated: level == 0}})
	}
	return s
}

func TestTheLargestDifferenceStandsFirstOnTheAgenda(t *testing.T) {
	t.Parallel()
	one, two, three := Topic{OfQuestion, uuid.New()}, Topic{OfQuestion, uuid.New()}, Topic{OfQuestion, uuid.New()}
	alone, value := Topic{OfQuestion, uuid.New()}, Topic{OfValue, uuid.New()}
	cards := []Scorecard{
		card(map[Topic]int{one: 3, two: 1, three: 2, alone: 1, value: 5}),
		card(map[Topic]int{one: 2, two: 4, three: 4, alone: 0, value: 3}),
		card(map[Topic]int{one: 3, two: 3, three: 3}),
	}
	topics := []Topic{one, two, three, alone, value}
	if diff := cmp.Diff([]Topic{two, three, value}, Agenda(topics, cards)); diff != "" {
		t.Errorf("the agenda (-want +got):\n%s", diff)
	}
	for topic, want := range map[Topic]Spread{two: {3, 1, 4}, alone: {1, 1, 1}, {OfValue, uuid.New()}: {}} {
		if got := SpreadOf(topic, cards); got != want {
			t.Errorf("spread %+v, want %+v", got, want)
		}
	}
	if !SpreadOf(Topic{OfValue, uuid.New()}, cards).Gap() || SpreadOf(alone, cards).Gap() {
		t.Error("a gap is what nobody rated, and only that")
	}
}

func TestAValuesOwnLevelCountsOnlyWhereNoneOfItsQuestionsWasRated(t *testing.T) {
	t.Parallel()
	honesty, speed, never := uuid.New(), uuid.New(), uuid.New()
	ask := func(value uuid.UUID) AssessmentQuestion {
		return AssessmentQuestion{QuestionVersion: QuestionVersion{ID: uuid.New()}, ValueID: value}
	}
	a, b, c := ask(honesty), ask(honesty), ask(speed)
	s := card(map[Topic]int{
		{OfQuestion, a.ID}: 4, {OfQuestion, b.ID}: 0, {OfQuestion, c.ID}: 0,
		{OfValue, honesty}: 1, {OfValue, speed}: 2, {OfValue, never}: 0,
	})
	want := []ValueLevel{{honesty, 4}, {speed, 2}}
	if diff := cmp.Diff(want, s.ValueLevels([]AssessmentQuestion{a, b, c})); diff != "" {
		t.Errorf("the levels of values (-want +got):\n%s", diff)
	}
}

func TestAChangedLevelNeedsAnotherLevelAndAReason(t *testing.T) {
	t.Parallel()
	id := uuid.New()
	good := ScorecardRevision{SubjectID: id, Before: 4, After: 3, Reason: "Only the second half was their own work."}
	if ps := good.Check(); len(ps) != 0 {
		t.Errorf("problems %v of a change with a reason", ps)
	}
	for name, c := range map[string]struct {
		change func(*ScorecardRevision)
		field  string
	}{
		"the same level": {func(r *ScorecardRevision) { r.After = 4 }, "level."},
		"off the scale":  {func(r *ScorecardRevision) { r.After = 6 }, "level."},
		"no level":       {func(r *ScorecardRevision) { r.After = 0 }, "level."},
		"no reason":      {func(r *ScorecardRevision) { r.Reason = "" }, "reason."},
		"too long":       {func(r *ScorecardRevision) { r.Reason = strings.Repeat("a", MaxReason+1) }, "reason."},
	} {
		r := good
		c.change(&r)
		if ps := r.Check(); len(ps) != 1 || ps[0].Field != c.field+id.String() {
			t.Errorf("%s: problems %v, want one at %s", name, ps, c.field)
		}
	}
	topic := Topic{OfQuestion, id}
	good.Subject = OfQuestion
	if got := LevelNow(4, topic, []ScorecardRevision{good, {Subject: OfQuestion, SubjectID: id, After: 2}, {Subject: OfValue, SubjectID: id, After: 5}}); got != 2 {
		t.Errorf("the level now is %d, want that of the last change, 2", got)
	}
	if got := LevelNow(4, topic, nil); got != 4 {
		t.Errorf("the level now is %d without a change, want 4", got)
	}
}
