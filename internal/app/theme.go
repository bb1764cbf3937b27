package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// ThemeView is a theme as HR works on it.
type ThemeView struct {
	hiring.ThemeRecord
	Key  string        // names it in a form: the id of what HR made of it, else its ThemeKey
	Made *hiring.Theme // nil while nobody has done anything with it
}

// Version is what an edit of the theme is made from: 0 while nobody has done anything with it.
func (v ThemeView) Version() int {
	if v.Made == nil {
		return 0
	}
	return v.Made.Version
}

// ThemeSheet is the themes of one question in one language.
type ThemeSheet struct {
	Language hiring.Language
	Of       int // top reps who answered in it
	Themes   []ThemeView
	Lost     []hiring.Theme // what HR made of themes that are no longer found
}

// Kept returns the themes that are not dropped.
func (s ThemeSheet) Kept() []ThemeView {
	return slices.DeleteFunc(slices.Clone(s.Themes), func(v ThemeView) bool { return v.Dropped })
}

// DroppedOnes returns the themes HR left out.
func (s ThemeSheet) DroppedOnes() []ThemeView {
	return slices.DeleteFunc(slices.Clone(s.Themes), func(v ThemeView) bool { return !v.Dropped })
}

// ThemeSheets returns the themes of one question of a benchmark's draft, a sheet for each language in which top reps
// answered it or in which HR once named something.
func (a *App) ThemeSheets(ctx context.Context, benchmark, question uuid.UUID) ([]ThemeSheet, error) {
	if _, err := a.benchmarkQuestion(ctx, benchmark, question); err != nil {
		return nil, err
	}
	d, err := a.DraftOf(ctx, benchmark)
	if err != nil {
		return nil, err
	}
	made, err := a.store.Themes(ctx, benchmark)
	if err != nil {
		return nil, err
	}
	return themeSheets(d.Health, made, question.String()), nil
}

// addThemes adds to a draft what HR made of its themes.
func (a *App) addThemes(ctx context.Context, benchmark uuid.UUID, d *Draft) error {
	made, err := a.store.Themes(ctx, benchmark)
	if err != nil {
		return err
	}
	d.Themes = themeRecords(d.Health, made)
	if d.Newest == nil {
		return nil
	}
	then, err := ReadThemes(d.Newest.Themes)
	d.renamed = !hiring.SameThemes(then, d.Themes)
	return err
}

// ReadThemes reads the themes stored with a published version. One published before there were any has none.
func ReadThemes(stored []byte) ([]hiring.ThemeRecord, error) {
	if len(stored) == 0 {
		return nil, nil
	}
	var out []hiring.ThemeRecord
	if err := json.Unmarshal(stored, &out); err != nil {
		return nil, fmt.Errorf("themes of a version: %w", err)
	}
	return out, nil
}

// themeRecords lists all themes of a benchmark, in the order of its questions.
func themeRecords(h scoring.Health, made []hiring.Theme) []hiring.ThemeRecord {
	var out []hiring.ThemeRecord
	for i, q := range h.Questions {
		if i > 0 && h.Questions[i-1].Question == q.Question {
			continue
		}
		for _, s := range themeSheets(h, made, q.Question) {
			for _, v := range s.Themes {
				out = append(out, v.ThemeRecord)
			}
		}
	}
	return out
}

// themeSheets sets what is found beside what HR made, language by language.
func themeSheets(h scoring.Health, made []hiring.Theme, question string) []ThemeSheet {
	var out []ThemeSheet
	for _, lang := range hiring.Languages() {
		at := slices.IndexFunc(h.Questions, func(q scoring.QuestionHealth) bool {
			return q.Question == question && q.Language == lang
		})
		mine := slices.DeleteFunc(slices.Clone(made), func(t hiring.Theme) bool {
			return t.QuestionVersionID.String() != question || t.Language != lang
		})
		switch {
		case at >= 0:
			out = append(out, themeSheet(h.Questions[at], mine))
		case len(mine) > 0:
			out = append(out, ThemeSheet{Language: lang, Lost: mine})
		}
	}
	return out
}

// themeSheet puts the found themes of a question together with what HR made of them; several found ones may be one.
func themeSheet(q scoring.QuestionHealth, made []hiring.Theme) ThemeSheet {
	sheet := ThemeSheet{Language: q.Language, Of: q.N}
	found := make([][]string, len(q.Themes))
	for i, t := range q.Themes {
		for _, s := range t.Sentences {
			found[i] = append(found[i], s.ID)
		}
	}
	place := map[int]int{} // of one of HR's among the sheet's
	people := map[int]map[string]bool{}
	for i, m := range hiring.MatchThemes(made, found) {
		at, known := place[m]
		if m < 0 || !known {
			at = len(sheet.Themes)
			place[m], people[at] = at, map[string]bool{}
			sheet.Themes = append(sheet.Themes, newThemeView(q, found[i], made, m))
		}
		sheet.Themes[at].take(q.Themes[i], people[at])
	}
	for m, t := range made {
		if _, known := place[m]; !known {
			sheet.Lost = append(sheet.Lost, t)
		}
	}
	slices.SortStableFunc(sheet.Themes, func(a, b ThemeView) int { return b.Exemplars - a.Exemplars })
	return sheet
}

func newThemeView(q scoring.QuestionHealth, sentences []string, made []hiring.Theme, m int) ThemeView {
	v := ThemeView{Key: hiring.ThemeKey(sentences), ThemeRecord: hiring.ThemeRecord{Question: q.Question, Language: q.Language, Of: q.N}}
	if m >= 0 {
		t := made[m]
		v.Key, v.Made, v.Name, v.Edited, v.Dropped, v.Reason = t.ID.String(), &t, t.Name, true, t.Dropped(), t.DroppedReason
	}
	return v
}

// take adds a found theme; people are those who express it so far.
func (v *ThemeView) take(t scoring.Theme, people map[string]bool) {
	v.Parts = append(v.Parts, t.ID)
	for _, s := range t.Sentences {
		people[s.ExemplarOf] = true
		if at := slices.IndexFunc(v.Sentences, func(x hiring.ThemeSentence) bool { return x.ID == s.ID }); at >= 0 {
			v.Sentences[at].Reps++
			continue
		}
		v.Sentences = append(v.Sentences, hiring.ThemeSentence{ID: s.ID, Text: s.Text, Reps: 1})
	}
	v.Exemplars = len(people)
}

// ThemeAt names one theme of a benchmark as a form does, with the version an edit was made from.
type ThemeAt struct {
	Benchmark, Question uuid.UUID
	Language            hiring.Language
	Key                 string
	Version             int
}

// NameTheme gives a theme a name.
func (a *App) NameTheme(ctx context.Context, who Actor, at ThemeAt, name string) error {
	name = strings.Join(strings.Fields(name), " ")
	if err := hiring.CheckThemeName(name).Err(); err != nil {
		return err
	}
	return a.changeTheme(ctx, who, at, "benchmark.theme_named", func(t *hiring.Theme) { t.Name = name })
}

// DropTheme leaves a theme out, with a reason: it stays to be seen, and can be taken back.
func (a *App) DropTheme(ctx context.Context, by uuid.UUID, at ThemeAt, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := hiring.CheckReason("reason", reason).Err(); err != nil {
		return err
	}
	now := a.Now()
	return a.changeTheme(ctx, UserActor(by), at, "benchmark.theme_dropped", func(t *hiring.Theme) {
		t.DroppedReason, t.DroppedBy, t.DroppedAt = reason, &by, &now
	})
}

// RestoreTheme takes a dropped theme back.
func (a *App) RestoreTheme(ctx context.Context, who Actor, at ThemeAt) error {
	return a.changeTheme(ctx, who, at, "benchmark.theme_restored", func(t *hiring.Theme) {
		t.DroppedReason, t.DroppedBy, t.DroppedAt = "", nil, nil
	})
}

// MergeThemes makes one theme of two; the first one's name stays, or else the other's.
func (a *App) MergeThemes(ctx context.Context, who Actor, at ThemeAt, other string) error {
	if other == "" || other == at.Key {
		return hiring.Problems{{Field: "other", Key: "problem.required"}}.Err()
	}
	return a.inTheme(ctx, at, func(ctx context.Context, sheet ThemeSheet, v ThemeView) error {
		i := slices.IndexFunc(sheet.Themes, func(x ThemeView) bool { return x.Key == other && !x.Dropped })
		if i < 0 {
			return hiring.Clash("error.changed_meanwhile")
		}
		o := sheet.Themes[i]
		if o.Made != nil {
			if err := a.store.RemoveTheme(ctx, o.Made.ID, o.Made.Version); err != nil {
				return err
			}
		}
		return a.storeTheme(ctx, who, at, v, "benchmark.theme_merged", func(t *hiring.Theme) {
			t.Covers(o.sentenceIDs())
			if o.Made != nil {
				t.Covers(o.Made.Sentences)
			}
			if t.Name == "" {
				t.Name = o.Name
			}
		})
	})
}

// ResetTheme forgets what HR made of a theme: it is then as it is found, if it is.
func (a *App) ResetTheme(ctx context.Context, who Actor, at ThemeAt) error {
	id, err := uuid.Parse(at.Key)
	if err != nil {
		return hiring.Missing("theme")
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		made, err := a.store.Themes(ctx, at.Benchmark)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(made, func(t hiring.Theme) bool { return t.ID == id && t.QuestionVersionID == at.Question }) {
			return hiring.Missing("theme")
		}
		if err := a.store.RemoveTheme(ctx, id, at.Version); err != nil {
			return err
		}
		return a.audit(ctx, who, "benchmark.theme_reset", "benchmark", at.Benchmark, "question", at.Question.String(), "theme", id.String())
	})
}

// changeTheme changes what HR made of one theme.
func (a *App) changeTheme(ctx context.Context, who Actor, at ThemeAt, action string, change func(*hiring.Theme)) error {
	return a.inTheme(ctx, at, func(ctx context.Context, _ ThemeSheet, v ThemeView) error {
		return a.storeTheme(ctx, who, at, v, action, change)
	})
}

// inTheme finds the theme a form names, and does something with it in one transaction. A theme that is not as it was
// shown is a Conflict: answers came in, or a colleague was quicker.
func (a *App) inTheme(ctx context.Context, at ThemeAt, do func(ctx context.Context, sheet ThemeSheet, v ThemeView) error) error {
	if _, err := a.benchmarkQuestion(ctx, at.Benchmark, at.Question); err != nil {
		return err
	}
	d, err := a.DraftOf(ctx, at.Benchmark) // outside: it may take long to build
	if err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		made, err := a.store.Themes(ctx, at.Benchmark)
		if err != nil {
			return err
		}
		for _, sheet := range themeSheets(d.Health, made, at.Question.String()) {
			i := slices.IndexFunc(sheet.Themes, func(v ThemeView) bool { return v.Key == at.Key })
			if sheet.Language == at.Language && i >= 0 && sheet.Themes[i].Version() == at.Version {
				return do(ctx, sheet, sheet.Themes[i])
			}
		}
		return hiring.Clash("error.changed_meanwhile")
	})
}

// storeTheme applies a change to what HR made of a theme, and ties it to the sentences found now.
func (a *App) storeTheme(ctx context.Context, who Actor, at ThemeAt, v ThemeView, action string, change func(*hiring.Theme)) error {
	t := hiring.Theme{
		ID: newID(), BenchmarkID: at.Benchmark, QuestionVersionID: at.Question, Language: at.Language, FirstFound: v.Key, CreatedAt: a.Now(),
	}
	if v.Made != nil {
		t = *v.Made
	}
	t.Covers(v.sentenceIDs())
	change(&t)
	store := a.store.UpdateTheme
	if v.Made == nil {
		store = a.store.AddTheme
	}
	if err := store(ctx, t); err != nil {
		return err
	}
	return a.audit(ctx, who, action, "benchmark", at.Benchmark, "question", at.Question.String(), "language", string(at.Language),
		"theme", t.ID.String(), "sentences", strconv.Itoa(len(t.Sentences)))
}

func (v ThemeView) sentenceIDs() []string {
	var out []string
	for _, s := range v.Sentences {
		out = append(out, s.ID)
	}
	return out
}
