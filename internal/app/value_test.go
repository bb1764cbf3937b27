package app_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// hr is who acts in these tests.
func hr() app.Actor { return app.UserActor(uuid.MustParse("00000000-0000-7000-8000-000000000001")) }

// company is the verbs over a fresh store in memory.
func company(t *testing.T) (*app.App, *store.Store) {
	t.Helper()
	s := testkit.Store(t)
	return companyIn(s), s
}

func companyIn(s *store.Store) *app.App {
	return app.New(s, app.Config{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: morning})
}

// morning is when everything here happens.
func morning() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// acts lists the actions the audit holds about an object, oldest first.
func acts(t *testing.T, s *store.Store, id uuid.UUID) []string {
	t.Helper()
	entries, err := s.AuditEntries(context.Background(), store.AuditFilter{ObjectID: id.String()})
	ok(t, err)
	out := []string{}
	for _, e := range entries {
		out = append([]string{e.Action}, out...)
	}
	return out
}

func named(name string) hiring.Value { return hiring.Value{Name: hiring.Words{"en": name}} }

// names lists the values in use by their English names.
func names(t *testing.T, s *store.Store) []string {
	t.Helper()
	values, err := s.Values(context.Background())
	ok(t, err)
	out := []string{}
	for _, v := range values {
		out = append(out, v.Name["en"])
	}
	return out
}

func TestOwnValueIsKeptTidyAndLastInOrder(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	_, err := a.AddValue(ctx, hr(), named("First"))
	ok(t, err)
	v, err := a.AddValue(ctx, hr(), hiring.Value{
		Name: hiring.Words{"en": " Care ", "tr": " "}, Library: "honesty", Behaviors: []hiring.Words{{}, {"en": "Asks "}}, Metrics: []string{"QA", "CSAT", "QA"},
	})
	ok(t, err)
	got, err := s.Value(ctx, v.ID)
	ok(t, err)
	want := hiring.Value{
		ID: v.ID, Name: hiring.Words{"en": "Care"}, Meaning: hiring.Words{}, Action: hiring.Words{}, Behaviors: []hiring.Words{{"en": "Asks"}},
		Metrics: []string{"CSAT", "QA"}, Position: 2, CreatedAt: morning(), Version: 1,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if d := cmp.Diff([]string{"value.added"}, acts(t, s, v.ID)); d != "" {
		t.Error(d)
	}
}

func TestValueWithProblemsIsNotStored(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	_, err := a.AddValue(context.Background(), hr(), hiring.Value{Action: hiring.Words{"en": "Tell the truth"}})
	if ps := hiring.ProblemsOf(err); ps.At("name") == nil {
		t.Errorf("got %v, want a problem at name", err)
	}
	if got := names(t, s); len(got) != 0 {
		t.Errorf("stored %v", got)
	}
}

func TestEditingAValueKeepsItsPlaceAndRefusesALateEdit(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	_, err := a.AddValue(ctx, hr(), named("First"))
	ok(t, err)
	v, err := a.AddValue(ctx, hr(), named("Care"))
	ok(t, err)
	edit := hiring.Value{ID: v.ID, Name: hiring.Words{"en": "Caring"}, Version: 1, Position: 99, Library: "forged"}
	ok(t, a.ChangeValue(ctx, hr(), edit))
	if err := a.ChangeValue(ctx, hr(), edit); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a late edit: got %v, want a conflict", err)
	}
	got, err := s.Value(ctx, v.ID)
	ok(t, err)
	if got.Name["en"] != "Caring" || got.Position != 2 || got.Library != "" || got.Version != 2 {
		t.Errorf("got %+v", got)
	}
	if d := cmp.Diff([]string{"value.added", "value.changed"}, acts(t, s, v.ID)); d != "" {
		t.Errorf("the refused edit left a trace: %s", d)
	}
}

func TestMovingAValueStopsAtTheEndsAndPassesRetiredOnes(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	id := map[string]uuid.UUID{}
	for _, n := range []string{"A", "B", "C"} {
		v, err := a.AddValue(ctx, hr(), named(n))
		ok(t, err)
		id[n] = v.ID
	}
	ok(t, a.RetireValue(ctx, hr(), id["B"], 1))
	for _, step := range []struct {
		move string
		by   int
		want []string
	}{
		{"C", -1, []string{"C", "A"}}, {"C", -1, []string{"C", "A"}}, {"C", 1, []string{"A", "C"}}, {"C", 1, []string{"A", "C"}},
	} {
		ok(t, a.MoveValue(ctx, hr(), id[step.move], step.by))
		if d := cmp.Diff(step.want, names(t, s)); d != "" {
			t.Errorf("%s by %d: %s", step.move, step.by, d)
		}
	}
	if err := a.MoveValue(ctx, hr(), id["B"], 1); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("moving a retired value: got %v, want not found", err)
	}
	ok(t, a.RestoreValue(ctx, hr(), id["B"], 2))
	if d := cmp.Diff([]string{"A", "C", "B"}, names(t, s)); d != "" {
		t.Errorf("restored: %s", d)
	}
	if d := cmp.Diff([]string{"value.added", "value.retired", "value.restored"}, acts(t, s, id["B"])); d != "" {
		t.Error(d)
	}
}

// starter is a library value with two questions.
func starter() hiring.LibraryValue {
	question := func(key string) hiring.LibraryQuestion {
		return hiring.LibraryQuestion{Key: key, Wording: hiring.Wording{
			Kind: hiring.Text, Technique: hiring.PastBehavior, Prompt: hiring.Words{"en": key},
		}}
	}
	v := named("Honesty")
	v.Library = "honesty"
	return hiring.LibraryValue{Value: v, Questions: []hiring.LibraryQuestion{question("honesty-one"), question("honesty-two")}}
}

// keys lists a value's questions by their library keys, in order.
func keys(t *testing.T, s *store.Store, value uuid.UUID) []string {
	t.Helper()
	qs, err := s.QuestionsOf(context.Background(), value)
	ok(t, err)
	out := []string{}
	for _, q := range qs {
		out = append(out, q.Key)
	}
	return out
}

func TestAdoptingTakesTheChosenQuestionsAndLaterOnlyAddsTheMissing(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	adopt := func(questions ...string) (int, int) {
		t.Helper()
		values, n, err := a.AdoptLibrary(ctx, hr(), []hiring.LibraryValue{starter().With(questions)})
		ok(t, err)
		return values, n
	}
	if v, n := adopt("honesty-two"); v != 1 || n != 1 {
		t.Errorf("first: %d values, %d questions", v, n)
	}
	values, err := s.Values(ctx)
	ok(t, err)
	id := values[0].ID
	ok(t, a.ChangeValue(ctx, hr(), hiring.Value{ID: id, Name: hiring.Words{"en": "Our honesty"}, Version: 1}))
	if v, n := adopt("honesty-one", "honesty-two"); v != 0 || n != 1 {
		t.Errorf("again: %d values, %d questions", v, n)
	}
	if d := cmp.Diff([]string{"Our honesty"}, names(t, s)); d != "" {
		t.Errorf("adopting again changed the company's own words: %s", d)
	}
	if d := cmp.Diff([]string{"honesty-two", "honesty-one"}, keys(t, s, id)); d != "" {
		t.Error(d)
	}
	qs, err := s.QuestionsOf(ctx, id)
	ok(t, err)
	ok(t, a.RetireQuestion(ctx, hr(), qs[0].ID, 1))
	if v, n := adopt("honesty-one", "honesty-two"); v != 0 || n != 1 {
		t.Errorf("after retiring a question: %d values, %d questions", v, n)
	}
	if d := cmp.Diff([]string{"question.added", "question.retired", "question.restored"}, acts(t, s, qs[0].ID)); d != "" {
		t.Error(d)
	}
	ok(t, a.RetireValue(ctx, hr(), id, 2))
	if v, n := adopt(); v != 1 || n != 0 {
		t.Errorf("after retiring: %d values, %d questions", v, n)
	}
	if d := cmp.Diff([]string{"value.adopted", "value.changed", "value.retired", "value.restored"}, acts(t, s, id)); d != "" {
		t.Error(d)
	}
}
