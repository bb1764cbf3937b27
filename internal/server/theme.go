package server

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// themeRoutes are the pages of what top reps' texts share: HR's alone, because they quote top reps of a draft.
func (s *Server) themeRoutes() []route {
	hr := staff(hiring.HR)
	const at = "/benchmarks/:id/questions/:question/themes"
	return []route{
		{http.MethodGet, at, hr, s.themeList},
		{http.MethodPost, at + "/name", hr, s.themeName},
		{http.MethodPost, at + "/merger", hr, s.themeMerge},
		{http.MethodPost, at + "/exclusion", hr, s.themeDrop},
		{http.MethodPost, at + "/inclusion", hr, s.themeRestore},
		{http.MethodPost, at + "/reset", hr, s.themeReset},
	}
}

func themePath(benchmark, question uuid.UUID) string {
	return benchmarkPath(benchmark) + "/questions/" + question.String() + "/themes"
}

// themesPage is the themes of one question.
type themesPage struct {
	Page
	Benchmark hiring.Benchmark
	Question  hiring.BenchmarkQuestion
	Path      string
	Sheets    []themeSheet
	Form      Form // the one that was posted with problems
}

func (themesPage) template() (layout, name string) { return "staff", "theme" }

// themeSheet is the themes in one language, each with its forms.
type themeSheet struct {
	app.ThemeSheet
	Cards   []themeCard
	Dropped []themeCard
	Lost    []lostTheme
}

// themeCard is one theme with what can be done with it.
type themeCard struct {
	app.ThemeView
	ID                  string // on the page
	By                  string // who dropped it
	Name, Other, Reason Field
	Level               Field // of the anchor it is to become
}

// lostTheme is what HR made of a theme that is no longer found.
type lostTheme struct {
	hiring.Theme
	ID string
}

// FirstSentences returns those shown at once.
func (c themeCard) FirstSentences() []hiring.ThemeSentence {
	return c.Sentences[:min(3, len(c.Sentences))]
}

// MoreSentences returns the others.
func (c themeCard) MoreSentences() []hiring.ThemeSentence {
	return c.Sentences[min(3, len(c.Sentences)):]
}

func (s *Server) themeList(c *request) error { return s.renderThemes(c, http.StatusOK, nil, nil) }

func (s *Server) renderThemes(c *request, status int, typed url.Values, ps hiring.Problems) error {
	page := themesPage{Page: c.page("theme.title").in("benchmarks")}
	_, id, err := c.ids("id", "question")
	if err != nil {
		return err
	}
	if page.Benchmark, err = s.benchmark(c); err != nil {
		return err
	}
	ctx := c.Request().Context()
	have, err := s.app.Store().BenchmarkQuestions(ctx, page.Benchmark.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(have, func(q hiring.BenchmarkQuestion) bool { return q.ID == id })
	if at < 0 || have[at].Kind != hiring.Text {
		return hiring.Missing("question")
	}
	page.Question, page.Path = have[at], themePath(page.Benchmark.ID, id)
	page.Form = newForm(page.Page, typed, ps)
	sheets, err := s.app.ThemeSheets(ctx, page.Benchmark.ID, id)
	if err != nil {
		return err
	}
	for _, sheet := range sheets {
		made, err := s.themeSheet(ctx, page, sheet)
		if err != nil {
			return err
		}
		page.Sheets = append(page.Sheets, made)
	}
	return c.render(status, page)
}

// themeSheet makes the cards of one language.
func (s *Server) themeSheet(ctx context.Context, p themesPage, sheet app.ThemeSheet) (themeSheet, error) {
	out := themeSheet{ThemeSheet: sheet}
	others := sheet.Kept()
	for i, v := range sheet.Themes {
		card := p.card(v, others, "t-"+string(sheet.Language)+"-"+strconv.Itoa(i))
		if !v.Dropped {
			out.Cards = append(out.Cards, card)
			continue
		}
		if by := v.Made.DroppedBy; by != nil {
			u, err := s.app.User(ctx, *by)
			if err != nil {
				return out, err
			}
			card.By = u.Name
		}
		out.Dropped = append(out.Dropped, card)
	}
	for i, t := range sheet.Lost {
		out.Lost = append(out.Lost, lostTheme{Theme: t, ID: "l-" + string(sheet.Language) + "-" + strconv.Itoa(i)})
	}
	return out, nil
}

// card makes a theme's forms; what was typed into the one with problems stays in it.
func (p themesPage) card(v app.ThemeView, others []app.ThemeView, id string) themeCard {
	values, ps := url.Values{"name": {v.Name}}, hiring.Problems(nil)
	if p.Form.Values.Get("theme") == v.Key && len(p.Form.Problems) > 0 {
		values, ps = p.Form.Values, p.Form.Problems
	}
	form := newForm(p.Page, values, ps)
	out := themeCard{ThemeView: v, ID: id}
	choices := []Choice{{Label: p.T("theme.merge.choose")}}
	for _, o := range others {
		if o.Key != v.Key {
			choices = append(choices, Choice{Value: o.Key, Label: p.themeLabel(o.ThemeRecord)})
		}
	}
	levels := []Choice{}
	for n := 1; n <= hiring.RatingLevels; n++ {
		levels = append(levels, Choice{Value: strconv.Itoa(n), Label: p.T("question.level_n", "Number", n), Checked: n == hiring.RatingLevels})
	}
	out.Name = form.Field("name", "theme.name")
	out.Other = form.Choose("other", "theme.merge.with", choices)
	out.Reason = form.Field("reason", "common.reason", "rows", 2)
	out.Level = form.Field("level", "theme.anchor.level", "choices", levels)
	for _, f := range []*Field{&out.Name, &out.Other, &out.Reason, &out.Level} {
		f.ID = id + f.ID
	}
	return out
}

// themeLabel names a theme in a list: HR's name, or the beginning of its first sentence.
func (p Page) themeLabel(t hiring.ThemeRecord) string {
	if t.Name != "" || len(t.Sentences) == 0 {
		return t.Name
	}
	const most = 70
	text := []rune(t.Sentences[0].Text)
	if len(text) <= most {
		return "“" + string(text) + "”"
	}
	return "“" + string(text[:most]) + "…”"
}

// themeAt reads which theme a form is about.
func themeAt(c *request) (app.ThemeAt, url.Values, error) {
	benchmark, question, err := c.ids("id", "question")
	if err != nil {
		return app.ThemeAt{}, nil, err
	}
	v, err := c.form()
	return app.ThemeAt{
		Benchmark: benchmark, Question: question, Language: hiring.Language(v.Get("language")), Key: v.Get("theme"), Version: formVersion(v),
	}, v, err
}

// themeChange reads a form, lets the app do what it asks for, and goes back to the list.
func (s *Server) themeChange(c *request, flash string, do func(ctx context.Context, at app.ThemeAt, v url.Values) error) error {
	at, v, err := themeAt(c)
	if err != nil {
		return err
	}
	err = do(c.Request().Context(), at, v)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderThemes(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash(flash)
	return c.seeOther(themePath(at.Benchmark, at.Question))
}

func (s *Server) themeName(c *request) error {
	return s.themeChange(c, "theme.was_named", func(ctx context.Context, at app.ThemeAt, v url.Values) error {
		return s.app.NameTheme(ctx, c.actor(), at, v.Get("name"))
	})
}

func (s *Server) themeMerge(c *request) error {
	return s.themeChange(c, "theme.was_merged", func(ctx context.Context, at app.ThemeAt, v url.Values) error {
		return s.app.MergeThemes(ctx, c.actor(), at, v.Get("other"))
	})
}

func (s *Server) themeDrop(c *request) error {
	return s.themeChange(c, "theme.was_dropped", func(ctx context.Context, at app.ThemeAt, v url.Values) error {
		return s.app.DropTheme(ctx, c.user.ID, at, v.Get("reason"))
	})
}

func (s *Server) themeRestore(c *request) error {
	return s.themeChange(c, "theme.was_restored", func(ctx context.Context, at app.ThemeAt, _ url.Values) error {
		return s.app.RestoreTheme(ctx, c.actor(), at)
	})
}

func (s *Server) themeReset(c *request) error {
	return s.themeChange(c, "theme.was_reset", func(ctx context.Context, at app.ThemeAt, _ url.Values) error {
		return s.app.ResetTheme(ctx, c.actor(), at)
	})
}
