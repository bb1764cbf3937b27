package app_test

import (
	"context"
	"database/sql"
	"io"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// single is a single choice with options as given: key, label, key, label …
func single(prompt string, options ...string) hiring.Wording {
	w := hiring.Wording{Kind: hiring.Single, Technique: hiring.Judgment, Prompt: hiring.Words{"en": prompt}}
	for i := 0; i+1 < len(options); i += 2 {
		w.Options = append(w.Options, hiring.Option{Key: options[i], Label: hiring.Words{"en": options[i+1]}})
	}
	return w
}

// optionsOf lists a wording's options as key and label.
func optionsOf(w hiring.Wording) []string {
	out := []string{}
	for _, o := range w.Options {
		out = append(out, o.Key+" "+o.Label["en"])
	}
	return out
}

func TestNewQuestionIsVersionOneWithItsOwnOptionKeys(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	v, err := a.AddValue(ctx, hr(), named("Care"))
	ok(t, err)
	q, err := a.AddQuestion(ctx, hr(), v.ID, single("What first?", "", "Ask", "", "", "", "Act"))
	ok(t, err)
	got, err := s.Question(ctx, q.ID)
	ok(t, err)
	if d := cmp.Diff([]string{"a Ask", "b Act"}, optionsOf(got.Current.Wording)); d != "" {
		t.Error(d)
	}
	if got.Current.Number != 1 || got.Position != 1 || got.Version != 1 {
		t.Errorf("got %+v", got)
	}
	if _, err := a.AddQuestion(ctx, hr(), uuid.New(), single("What?", "", "x", "", "y")); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("a question of no value: got %v, want not found", err)
	}
	if _, err := a.AddQuestion(ctx, hr(), v.ID, single("What?", "", "x")); hiring.ProblemsOf(err).At("options") == nil {
		t.Errorf("one option: got %v, want a problem at options", err)
	}
}

func TestUnansweredWordingIsChangedInPlace(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	v, err := a.AddValue(ctx, hr(), named("Care"))
	ok(t, err)
	q, err := a.AddQuestion(ctx, hr(), v.ID, single("What frist?", "", "Ask", "", "Act", "", "Wait"))
	ok(t, err)
	edited, err := a.ChangeWording(ctx, hr(), q.ID, 1, single("What first?", "a", "Ask", "b", "", "c", "Wait a little", "", "Think"))
	ok(t, err)
	if edited.Current.ID != q.Current.ID || edited.Current.Number != 1 || edited.Version != 2 {
		t.Errorf("got %+v", edited)
	}
	if d := cmp.Diff([]string{"a Ask", "c Wait a little", "d Think"}, optionsOf(edited.Current.Wording)); d != "" {
		t.Errorf("a dropped option's key came back: %s", d)
	}
	if _, err := a.ChangeWording(ctx, hr(), q.ID, 1, single("Late?", "a", "Ask", "b", "Act")); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a late edit: got %v, want a conflict", err)
	}
	same, err := a.ChangeWording(ctx, hr(), q.ID, 2, edited.Current.Wording)
	ok(t, err)
	if same.Version != 2 {
		t.Errorf("saving without a change made version %d", same.Version)
	}
	if d := cmp.Diff([]string{"question.added", "question.corrected"}, acts(t, s, q.ID)); d != "" {
		t.Error(d)
	}
}

// answered is a company with a question somebody has answered, on a file so that the test can put the answer there.
func answered(t *testing.T) (*app.App, *store.Store, hiring.Question) {
	t.Helper()
	s, path := testkit.FileStore(t)
	a := app.New(s, app.Config{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: morning})
	ctx := context.Background()
	v, err := a.AddValue(ctx, hr(), named("Care"))
	ok(t, err)
	q, err := a.AddQuestion(ctx, hr(), v.ID, single("What first?", "", "Ask", "", "Act"))
	ok(t, err)
	db, err := sql.Open("sqlite3", path)
	ok(t, err)
	defer func() { ok(t, db.Close()) }()
	for _, statement := range []string{
		`INSERT INTO users (id, email, name, language, password_hash, created_at) VALUES ('u', 'u@example.org', 'U', 'en', 'x', 0)`,
		`INSERT INTO benchmarks (id, name, created_by, created_at) VALUES ('b', 'B', 'u', 0)`,
		`INSERT INTO incumbents (id, benchmark_id, name, email, language, created_at) VALUES ('i', 'b', 'I', 'i@example.org', 'en', 0)`,
		`INSERT INTO attempts (id, incumbent_id, mode, language, started_at) VALUES ('t', 'i', 'link', 'en', 0)`,
	} {
		_, err := db.Exec(statement)
		ok(t, err)
	}
	_, err = db.Exec(`INSERT INTO answers (attempt_id, question_version_id, body, saved_at) VALUES ('t', ?, '{"picks":["a"]}', 0)`, q.Current.ID.String())
	ok(t, err)
	return a, s, q
}

func TestAnsweredWordingBecomesANewVersion(t *testing.T) {
	t.Parallel()
	a, s, q := answered(t)
	ctx := context.Background()
	edited, err := a.ChangeWording(ctx, hr(), q.ID, 1, single("What do you do first?", "a", "Ask", "b", "Act"))
	ok(t, err)
	if edited.Current.Number != 2 || edited.Current.ID == q.Current.ID {
		t.Errorf("got %+v", edited.Current)
	}
	versions, err := s.QuestionVersions(ctx, q.ID)
	ok(t, err)
	if len(versions) != 2 || versions[1].Prompt["en"] != "What first?" {
		t.Fatalf("the answered wording changed: %+v", versions)
	}
	again, err := a.ChangeWording(ctx, hr(), q.ID, 2, single("What do you do at first?", "a", "Ask", "b", "Act"))
	ok(t, err)
	if again.Current.Number != 2 || again.Current.ID != edited.Current.ID {
		t.Errorf("nobody has answered version 2, yet it was not changed in place: %+v", again.Current)
	}
	if d := cmp.Diff([]string{"question.added", "question.reworded", "question.corrected"}, acts(t, s, q.ID)); d != "" {
		t.Error(d)
	}
}

func TestKindOfAQuestionNeverChanges(t *testing.T) {
	t.Parallel()
	a, _ := company(t)
	ctx := context.Background()
	v, err := a.AddValue(ctx, hr(), named("Care"))
	ok(t, err)
	q, err := a.AddQuestion(ctx, hr(), v.ID, single("What first?", "", "Ask", "", "Act"))
	ok(t, err)
	w := single("What next?", "a", "Ask", "b", "Act")
	w.Kind = hiring.Text
	edited, err := a.ChangeWording(ctx, hr(), q.ID, 1, w)
	ok(t, err)
	if edited.Current.Kind != hiring.Single || len(edited.Current.Options) != 2 {
		t.Errorf("got %+v", edited.Current)
	}
}

func TestMostAndLeastPairIsTwoSingleChoicesOfOneValue(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	v, err := a.AddValue(ctx, hr(), named("Care"))
	ok(t, err)
	most := single("What are you most likely to do?", "", "Ask", "", "Act")
	most.Asks = hiring.AsksMost
	first, err := a.AddQuestion(ctx, hr(), v.ID, most)
	ok(t, err)
	least := single("And least likely?", "", "Ask", "", "Act")
	least.Asks, least.LinkedTo = hiring.AsksLeast, first.Handle()
	second, err := a.AddQuestion(ctx, hr(), v.ID, least)
	ok(t, err)
	if got, err := s.Question(ctx, second.ID); err != nil || got.Current.LinkedTo != first.ID.String() {
		t.Errorf("linked to %q, %v", got.Current.LinkedTo, err)
	}
	other, err := a.AddValue(ctx, hr(), named("Speed"))
	ok(t, err)
	if _, err := a.AddQuestion(ctx, hr(), other.ID, least); hiring.ProblemsOf(err).At("linked_to") == nil {
		t.Errorf("a partner of another value: got %v, want a problem at linked_to", err)
	}
	self := least
	self.LinkedTo = second.Handle()
	if _, err := a.ChangeWording(ctx, hr(), second.ID, 1, self); hiring.ProblemsOf(err).At("linked_to") == nil {
		t.Errorf("its own partner: got %v, want a problem at linked_to", err)
	}
}

func TestQuestionsAreMovedRetiredAndRestored(t *testing.T) {
	t.Parallel()
	a, s := company(t)
	ctx := context.Background()
	_, _, err := a.AdoptLibrary(ctx, hr(), []hiring.LibraryValue{starter()})
	ok(t, err)
	values, err := s.Values(ctx)
	ok(t, err)
	qs, err := s.QuestionsOf(ctx, values[0].ID)
	ok(t, err)
	one, two := qs[0].ID, qs[1].ID
	ok(t, a.MoveQuestion(ctx, hr(), two, -1))
	if d := cmp.Diff([]string{"honesty-two", "honesty-one"}, keys(t, s, values[0].ID)); d != "" {
		t.Errorf("moved: %s", d)
	}
	ok(t, a.RetireQuestion(ctx, hr(), two, 1))
	if err := a.MoveQuestion(ctx, hr(), two, 1); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("moving a retired question: got %v, want not found", err)
	}
	if d := cmp.Diff([]string{"honesty-one", "honesty-two"}, keys(t, s, values[0].ID)); d != "" {
		t.Errorf("retired: %s", d)
	}
	if err := a.RestoreQuestion(ctx, hr(), two, 1); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a late restore: got %v, want a conflict", err)
	}
	ok(t, a.RestoreQuestion(ctx, hr(), two, 2))
	ok(t, a.MoveQuestion(ctx, hr(), one, -5))
	if d := cmp.Diff([]string{"honesty-one", "honesty-two"}, keys(t, s, values[0].ID)); d != "" {
		t.Errorf("restored and moved past the end: %s", d)
	}
	if d := cmp.Diff([]string{"question.added", "question.moved", "question.retired", "question.restored"}, acts(t, s, two)); d != "" {
		t.Error(d)
	}
}
