package app_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// themed is a benchmark whose text question has themes, with the sheet of its English answers.
type themed struct {
	*care
	question uuid.UUID
}

func newThemed(t *testing.T) themed {
	t.Helper()
	c := newCare(t)
	c.imported(t, 6, 2)
	x := themed{c, c.questions[2].ID}
	if n := len(x.sheet(t).Themes); n != 2 {
		t.Fatalf("%d themes in the fixture, want 2", n)
	}
	return x
}

func (x themed) sheet(t *testing.T) app.ThemeSheet {
	t.Helper()
	sheets, err := x.app.ThemeSheets(context.Background(), x.benchmark.ID, x.question)
	ok(t, err)
	if len(sheets) != 1 || sheets[0].Language != hiring.English {
		t.Fatalf("sheets %+v", sheets)
	}
	return sheets[0]
}

func (x themed) at(v app.ThemeView) app.ThemeAt {
	return app.ThemeAt{Benchmark: x.benchmark.ID, Question: x.question, Language: hiring.English, Key: v.Key, Version: v.Version()}
}

func TestANamedThemeIsPublishedWithTheNextVersion(t *testing.T) {
	t.Parallel()
	x, ctx := newThemed(t), context.Background()
	first, err := x.app.PublishBenchmark(ctx, x.owner, x.benchmark.ID, x.draft(t).Health.Hash, "to try it out")
	ok(t, err)
	if x.draft(t).Changed() {
		t.Error("a draft is changed that was just published")
	}
	ok(t, x.app.NameTheme(ctx, hr(), x.at(x.sheet(t).Themes[0]), "  Listens  first "))
	d := x.draft(t)
	if !d.Changed() || d.Health.Hash != first.Hash {
		t.Errorf("changed %v, hash %s, was %s", d.Changed(), d.Health.Hash, first.Hash)
	}
	second, err := x.app.PublishBenchmark(ctx, x.owner, x.benchmark.ID, d.Health.Hash, "to try it out")
	ok(t, err)
	records, err := app.ReadThemes(second.Themes)
	ok(t, err)
	if second.Hash != first.Hash || second.Number != 2 || len(records) != 2 || records[0].Name != "Listens first" || records[0].Exemplars != 6 {
		t.Errorf("number %d, themes %+v", second.Number, records)
	}
}

func TestAThemeIsEditedOnlyAsItWasShown(t *testing.T) {
	t.Parallel()
	x, ctx := newThemed(t), context.Background()
	shown := x.sheet(t).Themes[0]
	ok(t, x.app.NameTheme(ctx, hr(), x.at(shown), "Listens"))
	for name, at := range map[string]app.ThemeAt{"before a colleague's": x.at(shown), "of an older version": {
		Benchmark: x.benchmark.ID, Question: x.question, Language: hiring.English, Key: x.sheet(t).Themes[0].Key, Version: 7,
	}} {
		if err := x.app.NameTheme(ctx, hr(), at, "Hears"); hiring.KindOf(err) != hiring.Conflict {
			t.Errorf("an edit %s: %v", name, err)
		}
	}
	if err := x.app.NameTheme(ctx, hr(), x.at(x.sheet(t).Themes[0]), " "); hiring.KindOf(err) != hiring.Invalid {
		t.Errorf("an empty name: %v", err)
	}
	elsewhere := x.at(x.sheet(t).Themes[0])
	elsewhere.Question = uuid.New()
	if err := x.app.NameTheme(ctx, hr(), elsewhere, "Hears"); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("another benchmark's question: %v", err)
	}
}

func TestMergedThemesAreOneUntilThatIsUndone(t *testing.T) {
	t.Parallel()
	x, ctx := newThemed(t), context.Background()
	ok(t, x.app.NameTheme(ctx, hr(), x.at(x.sheet(t).Themes[1]), "Calls back"))
	s := x.sheet(t)
	ok(t, x.app.MergeThemes(ctx, hr(), x.at(s.Themes[0]), s.Themes[1].Key))
	s = x.sheet(t)
	if len(s.Themes) != 1 || s.Themes[0].Name != "Calls back" || len(s.Themes[0].Parts) != 2 || s.Themes[0].Exemplars != 6 || len(s.Lost) != 0 {
		t.Fatalf("merged: %+v", s)
	}
	if err := x.app.MergeThemes(ctx, hr(), x.at(s.Themes[0]), s.Themes[0].Key); hiring.KindOf(err) != hiring.Invalid {
		t.Errorf("a theme merged with itself: %v", err)
	}
	ok(t, x.app.ResetTheme(ctx, hr(), x.at(s.Themes[0])))
	if s = x.sheet(t); len(s.Themes) != 2 || s.Themes[0].Name != "" {
		t.Errorf("undone: %+v", s)
	}
	if err := x.app.ResetTheme(ctx, hr(), x.at(s.Themes[0])); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("nothing left to undo: %v", err)
	}
}

func TestADroppedThemeKeepsItsReasonAndComesBack(t *testing.T) {
	t.Parallel()
	x, ctx := newThemed(t), context.Background()
	if err := x.app.DropTheme(ctx, x.owner, x.at(x.sheet(t).Themes[0]), "no"); hiring.KindOf(err) != hiring.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	ok(t, x.app.DropTheme(ctx, x.owner, x.at(x.sheet(t).Themes[0]), "everybody says that"))
	s := x.sheet(t)
	if d := s.DroppedOnes(); len(d) != 1 || d[0].Reason != "everybody says that" || len(s.Kept()) != 1 {
		t.Fatalf("dropped: %+v", s)
	}
	ok(t, x.app.RestoreTheme(ctx, hr(), x.at(s.DroppedOnes()[0])))
	if s = x.sheet(t); len(s.Kept()) != 2 {
		t.Errorf("restored: %+v", s)
	}
	want := []string{"benchmark.theme_dropped", "benchmark.theme_restored"}
	got := acts(t, x.store, x.benchmark.ID)
	if len(got) < 2 || got[len(got)-2] != want[0] || got[len(got)-1] != want[1] {
		t.Errorf("audit %v", got)
	}
}

func TestAThemeWhoseSentencesAreGoneIsNoLongerFoundAndComesBackWithThem(t *testing.T) {
	t.Parallel()
	x, ctx := newThemed(t), context.Background()
	ok(t, x.app.NameTheme(ctx, hr(), x.at(x.sheet(t).Themes[0]), "Listens"))
	given, err := x.app.GivenAnswers(ctx, x.benchmark.ID)
	ok(t, err)
	var left []uuid.UUID
	for _, g := range given {
		if g.Incumbent.Group == hiring.TopRep && len(left) < 5 {
			left = append(left, g.Incumbent.ID)
			ok(t, x.app.ExcludeAnswer(ctx, x.owner, x.benchmark.ID, g.Incumbent.ID, x.question, "copied from a colleague"))
		}
	}
	if s := x.sheet(t); len(s.Themes) != 0 || len(s.Lost) != 1 || s.Lost[0].Name != "Listens" {
		t.Fatalf("one rep shares with nobody: %+v", s)
	}
	for _, id := range left {
		ok(t, x.app.IncludeAnswer(ctx, hr(), x.benchmark.ID, id, x.question))
	}
	if s := x.sheet(t); len(s.Lost) != 0 || s.Themes[0].Name != "Listens" {
		t.Errorf("back: %+v", s)
	}
}
