package server

import (
	"net/http"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// questionRoutes are the pages of profile questions: HR edits, recruiters read.
func (s *Server) questionRoutes() []route {
	hr := staff(hiring.HR)
	return []route{
		{http.MethodGet, "/values/:id/questions/new", hr, s.questionNew},
		{http.MethodPost, "/values/:id/questions", hr, s.questionAdd},
		{http.MethodGet, "/questions/:id", staff(hiring.HR, hiring.Recruiter), s.questionShow},
		{http.MethodPost, "/questions/:id", hr, s.questionSave},
		{http.MethodGet, "/questions/:id/edit", hr, s.questionEdit},
		{http.MethodPost, "/questions/:id/move", hr, s.questionMove},
		{http.MethodPost, "/questions/:id/retire", hr, s.questionRetire},
		{http.MethodPost, "/questions/:id/restore", hr, s.questionRestore},
	}
}

// preview is a question as a respondent sees it in one language.
type preview struct {
	hiring.Wording
	Lang   hiring.Language
	Value  string // the value's name, as it stands above the question
	Worded bool
}

// Points lists the answers a numeric scale offers.
func (p preview) Points() []int {
	var out []int
	for n := p.Lo; n <= p.Hi; n++ {
		out = append(out, n)
	}
	return out
}

// Say returns a text in the preview's language, or nothing: a respondent gets no other.
func (p preview) Say(w hiring.Words) string { return w[p.Lang] }

// versionLine is one wording in the list of versions.
type versionLine struct {
	hiring.QuestionVersion
	Answers int
	Current bool
}

// questionPage is one question with all there is to know about it.
type questionPage struct {
	Page
	Question hiring.Question
	Value    hiring.Value
	Partner  *hiring.Question // the other of a most/least pair
	Previews []preview
	Lint     []hiring.Finding
	Missing  []hiring.Language
	Versions []versionLine
}

func (questionPage) template() (layout, name string) { return "staff", "question" }

// question reads the question a path names, with its value.
func (s *Server) question(c *request) (hiring.Question, hiring.Value, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Question{}, hiring.Value{}, err
	}
	q, err := s.app.Store().Question(c.Request().Context(), id)
	if err != nil {
		return q, hiring.Value{}, err
	}
	v, err := s.app.Store().Value(c.Request().Context(), q.ValueID)
	return q, v, err
}

func (s *Server) questionShow(c *request) error {
	q, v, err := s.question(c)
	if err != nil {
		return err
	}
	page := questionPage{
		Page: c.rawPage(q.Current.Prompt.In(c.words.Language)).in("values"), Question: q, Value: v,
		Lint: q.Current.Lint(), Missing: unworded(q.Current.Wording),
	}
	for _, l := range pageLanguageFirst(c.words.Language) {
		page.Previews = append(page.Previews, preview{Wording: q.Current.Wording, Lang: l, Value: v.Name.In(l), Worded: q.Current.WordedIn(l)})
	}
	if page.Versions, err = s.versionLines(c, q); err != nil {
		return err
	}
	if page.Partner, err = s.partner(c, q); err != nil {
		return err
	}
	return c.render(http.StatusOK, page)
}

func pageLanguageFirst(first hiring.Language) []hiring.Language {
	out := []hiring.Language{first}
	for _, l := range hiring.Languages() {
		if l != first {
			out = append(out, l)
		}
	}
	return out
}

func (s *Server) versionLines(c *request, q hiring.Question) ([]versionLine, error) {
	ctx := c.Request().Context()
	versions, err := s.app.Store().QuestionVersions(ctx, q.ID)
	if err != nil {
		return nil, err
	}
	counts, err := s.app.Store().CountAnswers(ctx, q.ID)
	if err != nil {
		return nil, err
	}
	var out []versionLine
	for _, v := range versions {
		out = append(out, versionLine{QuestionVersion: v, Answers: counts[v.ID], Current: v.ID == q.Current.ID})
	}
	return out, nil
}

// partner finds the other question of a most/least pair, whichever of the two holds the link; nil when it was never
// adopted.
func (s *Server) partner(c *request, q hiring.Question) (*hiring.Question, error) {
	if q.Current.Kind != hiring.Single || q.Current.Asks == "" {
		return nil, nil
	}
	all, err := s.app.Store().QuestionsOf(c.Request().Context(), q.ValueID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(x hiring.Question) bool {
		return x.ID != q.ID && (x.Handle() == q.Current.LinkedTo || x.Current.LinkedTo == q.Handle())
	})
	if i < 0 {
		return nil, nil
	}
	return &all[i], nil
}

func (s *Server) questionMove(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	q, value, err := s.question(c)
	if err != nil {
		return err
	}
	if err := s.app.MoveQuestion(c.Request().Context(), c.actor(), q.ID, step(v)); err != nil {
		return err
	}
	return c.seeOther(valuePath(value.ID) + "#q-" + q.ID.String())
}

func valuePath(id uuid.UUID) string { return "/values/" + id.String() }

func (s *Server) questionRetire(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	q, value, err := s.question(c)
	if err != nil {
		return err
	}
	if err := s.app.RetireQuestion(c.Request().Context(), c.actor(), q.ID, formVersion(v)); err != nil {
		return err
	}
	c.flash("question.was_retired")
	return c.seeOther(valuePath(value.ID))
}

func (s *Server) questionRestore(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	q, _, err := s.question(c)
	if err != nil {
		return err
	}
	if err := s.app.RestoreQuestion(c.Request().Context(), c.actor(), q.ID, formVersion(v)); err != nil {
		return err
	}
	c.flash("question.was_restored")
	return c.seeOther("/questions/" + q.ID.String())
}
