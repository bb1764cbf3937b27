package server

import (
	"net/http"
	"net/url"
	"strconv"

	"touchstone/internal/hiring"
)

// valueRoutes are the pages of the company's values: HR edits, recruiters read.
func (s *Server) valueRoutes() []route {
	hr := staff(hiring.HR)
	return []route{
		{http.MethodGet, "/values", staff(hiring.HR, hiring.Recruiter), s.valueList},
		{http.MethodPost, "/values", hr, s.valueAdd},
		{http.MethodGet, "/values/new", hr, s.valueNew},
		{http.MethodGet, "/values/library", hr, s.libraryShow},
		{http.MethodPost, "/values/library", hr, s.libraryAdopt},
		{http.MethodGet, "/values/:id", staff(hiring.HR, hiring.Recruiter), s.valueShow},
		{http.MethodPost, "/values/:id", hr, s.valueSave},
		{http.MethodGet, "/values/:id/edit", hr, s.valueEdit},
		{http.MethodPost, "/values/:id/move", hr, s.valueMove},
		{http.MethodPost, "/values/:id/retire", hr, s.valueRetire},
		{http.MethodPost, "/values/:id/restore", hr, s.valueRestore},
	}
}

// listedValue is a value in the list, with what it asks.
type listedValue struct {
	hiring.Value
	Questions int
	Kinds     []hiring.Kind // the kinds of its questions, each once
	Nudged    bool          // its action statement does not say what to do
}

type valuesPage struct {
	Page
	Values  []listedValue
	Retired []hiring.Value
	TooMany bool
}

func (valuesPage) template() (layout, name string) { return "staff", "values" }

func (s *Server) valueList(c *request) error {
	ctx := c.Request().Context()
	values, err := s.app.Store().AllValues(ctx)
	if err != nil {
		return err
	}
	questions, err := s.app.Store().Questions(ctx)
	if err != nil {
		return err
	}
	page := valuesPage{Page: c.page("value.title").in("values")}
	for _, v := range values {
		if v.Retired() {
			page.Retired = append(page.Retired, v)
		} else {
			page.Values = append(page.Values, listValue(v, questions))
		}
	}
	page.TooMany = hiring.TooManyValues(len(page.Values))
	return c.render(http.StatusOK, page)
}

func listValue(v hiring.Value, questions []hiring.Question) listedValue {
	out := listedValue{Value: v, Nudged: len(v.ActionNudges()) > 0}
	has := map[hiring.Kind]bool{}
	for _, q := range questions {
		if q.ValueID == v.ID {
			out.Questions++
			has[q.Current.Kind] = true
		}
	}
	for _, k := range hiring.Kinds() {
		if has[k] {
			out.Kinds = append(out.Kinds, k)
		}
	}
	return out
}

// valuePage is one value with its questions.
type valuePage struct {
	Page
	Value              hiring.Value
	Questions, Retired []hiring.Question
}

func (valuePage) template() (layout, name string) { return "staff", "value" }

// Kinds lists the kinds of question that can be added.
func (valuePage) Kinds() []hiring.Kind { return hiring.Kinds() }

// Missing lists the languages a question cannot be asked in.
func (valuePage) Missing(q hiring.Question) []hiring.Language { return unworded(q.Current.Wording) }

func unworded(w hiring.Wording) []hiring.Language {
	var out []hiring.Language
	for _, l := range hiring.Languages() {
		if !w.WordedIn(l) {
			out = append(out, l)
		}
	}
	return out
}

// value reads the value a path names.
func (s *Server) value(c *request) (hiring.Value, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Value{}, err
	}
	return s.app.Store().Value(c.Request().Context(), id)
}

func (s *Server) valueShow(c *request) error {
	v, err := s.value(c)
	if err != nil {
		return err
	}
	questions, err := s.app.Store().QuestionsOf(c.Request().Context(), v.ID)
	if err != nil {
		return err
	}
	page := valuePage{Page: c.rawPage(v.Name.In(c.words.Language)).in("values"), Value: v}
	for _, q := range questions {
		if q.Retired() {
			page.Retired = append(page.Retired, q)
		} else {
			page.Questions = append(page.Questions, q)
		}
	}
	return c.render(http.StatusOK, page)
}

func (s *Server) valueMove(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.MoveValue(c.Request().Context(), c.actor(), id, step(v)); err != nil {
		return err
	}
	return c.seeOther("/values#v-" + id.String())
}

// step reads which way something is moved: one up, or else one down.
func step(v url.Values) int {
	if v.Get("by") == "-1" {
		return -1
	}
	return 1
}

func (s *Server) valueRetire(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.RetireValue(c.Request().Context(), c.actor(), id, formVersion(v)); err != nil {
		return err
	}
	c.flash("value.was_retired")
	return c.seeOther("/values")
}

func (s *Server) valueRestore(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.RestoreValue(c.Request().Context(), c.actor(), id, formVersion(v)); err != nil {
		return err
	}
	c.flash("value.was_restored")
	return c.seeOther("/values/" + id.String())
}

// versionField is the hidden field every edit carries.
func versionField(version int) url.Values { return url.Values{"version": {strconv.Itoa(version)}} }
