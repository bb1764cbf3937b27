package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"touchstone/internal/hiring"
)

// questionFormPage is the form of a question, new or known, of one kind.
type questionFormPage struct {
	Page
	Form     Form
	Kind     hiring.Kind
	Value    hiring.Value
	Question *hiring.Question  // nil when it is new
	Answers  int               // to its current wording
	Singles  []hiring.Question // the other single choices of the value, which can be the partner
	Action   string
	Theme    *hiring.ThemeRecord // what top reps share, on its way into the rating scale; nil otherwise
}

func (questionFormPage) template() (layout, name string) { return "staff", "question-edit" }

// Choices tells whether the kind offers options.
func (p questionFormPage) Choices() bool {
	return p.Kind == hiring.Single || p.Kind == hiring.Multiple || p.Kind == hiring.Ranking
}

// NextNumber is the number the edit would get as a new version.
func (p questionFormPage) NextNumber() int { return p.Question.Current.Number + 1 }

// Techniques offers the techniques, with what each does.
func (p questionFormPage) Techniques() []Choice {
	var out []Choice
	for _, t := range hiring.Techniques() {
		out = append(out, Choice{Value: string(t), Label: p.T("technique." + string(t))})
	}
	return out
}

// Modes offers the two readings of a scale.
func (p questionFormPage) Modes() []Choice {
	var out []Choice
	for _, m := range []hiring.ScaleMode{hiring.IdealPoint, hiring.AtLeast} {
		out = append(out, Choice{Value: string(m), Label: p.T("scale_mode." + string(m)), Help: p.T("scale_mode." + string(m) + ".help")})
	}
	return out
}

// Asks offers what a single choice asks for.
func (p questionFormPage) Asks() []Choice {
	return []Choice{
		{Value: "", Label: p.T("question.asks.plain")},
		{Value: hiring.AsksMost, Label: p.T("question.asks.most")},
		{Value: hiring.AsksLeast, Label: p.T("question.asks.least")},
	}
}

// Partners offers the questions that can be the other of a pair. A partner that was never adopted stays on offer, so
// that saving the form does not lose it.
func (p questionFormPage) Partners() []Choice {
	out := []Choice{{Value: "", Label: p.T("question.partner.none")}}
	linked := p.Form.Values.Get("linked_to")
	for _, q := range p.Singles {
		out = append(out, Choice{Value: q.Handle(), Label: q.Current.Prompt.In(p.Lang)})
		if q.Handle() == linked {
			linked = ""
		}
	}
	if linked != "" {
		out = append(out, Choice{Value: linked, Label: p.T("question.partner.absent")})
	}
	return out
}

// Probes makes a field for each probe, and one to spare.
func (p questionFormPage) Probes() []WordsField {
	return rowFields(p.Page, p.Form, "probes", "question.probe_n", 3, hiring.MaxProbes, 2)
}

// Anchors makes a field for each level of the rating scale, the weakest first.
func (p questionFormPage) Anchors() []WordsField {
	return rowFields(p.Page, p.Form, "anchors", "question.level_n", hiring.RatingLevels, hiring.RatingLevels, 3)
}

// optionField is one option's row: its key travels with it, so that answers stay readable.
type optionField struct {
	WordsField
	Name, Key string
}

// Options makes a fixed number of rows; empty ones are ignored.
func (p questionFormPage) Options() []optionField {
	var out []optionField
	for i, w := range rowFields(p.Page, p.Form, "options", "question.option_n", hiring.MaxOptions, hiring.MaxOptions, 2) {
		name := "options." + strconv.Itoa(i) + ".key"
		out = append(out, optionField{WordsField: w, Name: name, Key: p.Form.Values.Get(name)})
	}
	return out
}

// readWording reads the form's fields. Problems are those of fields that hold no number; everything else is the
// wording's own to check.
func readWording(v url.Values, k hiring.Kind) (hiring.Wording, hiring.Problems) {
	w := hiring.Wording{
		Kind: k, Technique: hiring.Technique(v.Get("technique")), Prompt: formWords(v, "prompt"), Help: formWords(v, "help"),
		JobRelated: formWords(v, "job_related"), Probes: readRows(v, "probes", hiring.MaxProbes),
	}
	var ps hiring.Problems
	switch k {
	case hiring.Text:
		for i := range hiring.RatingLevels {
			w.Anchors = append(w.Anchors, formWords(v, "anchors."+strconv.Itoa(i)))
		}
	case hiring.Numeric:
		w.Lo, w.Hi = number(v, "lo", 0, hiring.MaxScale, &ps), number(v, "hi", 0, hiring.MaxScale, &ps)
		w.LowEnd, w.HighEnd, w.ModeReason = formWords(v, "low"), formWords(v, "high"), formWords(v, "mode_reason")
		w.Mode = hiring.ScaleMode(v.Get("mode"))
	default:
		w.Options = readOptions(v)
		w.Asks, w.LinkedTo = v.Get("asks"), v.Get("linked_to")
	}
	return w, ps
}

// readOptions reads the rows of options that say something, and closes the gaps in the form's values.
func readOptions(v url.Values) []hiring.Option {
	var out []hiring.Option
	for i := range hiring.MaxOptions {
		field := "options." + strconv.Itoa(i)
		if w := formWords(v, field); !w.Empty() {
			out = append(out, hiring.Option{Key: v.Get(field + ".key"), Label: w})
		}
		clearWords(v, field)
		v.Del(field + ".key")
	}
	putOptions(v, out)
	return out
}

func putOptions(v url.Values, options []hiring.Option) {
	for i, o := range options {
		field := "options." + strconv.Itoa(i)
		v.Set(field+".key", o.Key)
		putWords(v, field, o.Label)
	}
}

// wordingValues writes a question's wording into the form's fields.
func wordingValues(q hiring.Question) url.Values {
	w, v := q.Current.Wording, versionField(q.Version)
	for name, words := range map[string]hiring.Words{
		"prompt": w.Prompt, "help": w.Help, "job_related": w.JobRelated, "low": w.LowEnd, "high": w.HighEnd, "mode_reason": w.ModeReason,
	} {
		putWords(v, name, words)
	}
	for name, s := range map[string]string{
		"technique": string(w.Technique), "mode": string(w.Mode), "asks": w.Asks, "linked_to": w.LinkedTo,
		"lo": strconv.Itoa(w.Lo), "hi": strconv.Itoa(w.Hi),
	} {
		v.Set(name, s)
	}
	for i, p := range w.Probes {
		putWords(v, "probes."+strconv.Itoa(i), p)
	}
	for i, a := range w.Anchors {
		putWords(v, "anchors."+strconv.Itoa(i), a)
	}
	putOptions(v, w.Options)
	return v
}

// newWordingValues is what the form of a new question begins with.
func newWordingValues(k hiring.Kind) url.Values {
	technique := map[hiring.Kind]hiring.Technique{
		hiring.Text: hiring.PastBehavior, hiring.Numeric: hiring.SelfRating, hiring.Single: hiring.Judgment,
		hiring.Multiple: hiring.Judgment, hiring.Ranking: hiring.Priorities,
	}[k]
	return url.Values{"technique": {string(technique)}, "lo": {"1"}, "hi": {"10"}, "mode": {string(hiring.IdealPoint)}}
}

func (s *Server) questionNew(c *request) error {
	value, err := s.value(c)
	if err != nil {
		return err
	}
	k := hiring.Kind(c.QueryParam("kind"))
	if !slices.Contains(hiring.Kinds(), k) {
		return hiring.Missing("kind")
	}
	page := questionFormPage{Page: c.page("question.new." + string(k)), Kind: k, Value: value, Action: valuePath(value.ID) + "/questions"}
	return s.renderQuestionForm(c, http.StatusOK, page, newWordingValues(k), nil)
}

func (s *Server) renderQuestionForm(c *request, status int, page questionFormPage, v url.Values, ps hiring.Problems) error {
	all, err := s.app.Store().QuestionsOf(c.Request().Context(), page.Value.ID)
	if err != nil {
		return err
	}
	for _, q := range all {
		if q.Current.Kind == hiring.Single && !q.Retired() && (page.Question == nil || q.ID != page.Question.ID) {
			page.Singles = append(page.Singles, q)
		}
	}
	page.Page = page.in("values")
	page.Form = newForm(page.Page, v, ps)
	return c.render(status, page)
}

func (s *Server) questionAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	value, err := s.value(c)
	if err != nil {
		return err
	}
	k := hiring.Kind(v.Get("kind"))
	if !slices.Contains(hiring.Kinds(), k) {
		return hiring.Missing("kind")
	}
	w, ps := readWording(v, k)
	var q hiring.Question
	if err = ps.Err(); err == nil {
		q, err = s.app.AddQuestion(c.Request().Context(), c.actor(), value.ID, w)
	}
	if hiring.KindOf(err) == hiring.Invalid {
		page := questionFormPage{Page: c.page("question.new." + string(k)), Kind: k, Value: value, Action: valuePath(value.ID) + "/questions"}
		return s.renderQuestionForm(c, http.StatusUnprocessableEntity, page, v, allProblems(ps, w, err))
	}
	if err != nil {
		return err
	}
	c.flash("question.was_added")
	return c.seeOther("/questions/" + q.ID.String())
}

// allProblems names everything wrong at once: fields that hold no number, and what else the wording would be told.
func allProblems(ps hiring.Problems, w hiring.Wording, err error) hiring.Problems {
	if len(ps) == 0 {
		return hiring.ProblemsOf(err)
	}
	for _, p := range w.Trimmed().WithOptionKeys(nil).Check() {
		if ps.At(p.Field) == nil {
			ps = append(ps, p)
		}
	}
	return ps
}

// knownQuestionForm begins the form of a question that exists.
func (s *Server) knownQuestionForm(c *request) (questionFormPage, error) {
	q, value, err := s.question(c)
	if err != nil {
		return questionFormPage{}, err
	}
	counts, err := s.app.Store().CountAnswers(c.Request().Context(), q.ID)
	return questionFormPage{
		Page: c.page("question.edit"), Kind: q.Current.Kind, Value: value, Question: &q, Answers: counts[q.Current.ID],
		Action: "/questions/" + q.ID.String(),
	}, err
}

func (s *Server) questionEdit(c *request) error {
	page, err := s.knownQuestionForm(c)
	if err != nil {
		return err
	}
	v := wordingValues(*page.Question)
	if page.Theme, err = s.themeAnchor(c, *page.Question, v); err != nil {
		return err
	}
	return s.renderQuestionForm(c, http.StatusOK, page, v, nil)
}

func (s *Server) questionSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	page, err := s.knownQuestionForm(c)
	if err != nil {
		return err
	}
	w, ps := readWording(v, page.Kind)
	if err = ps.Err(); err == nil {
		_, err = s.app.ChangeWording(c.Request().Context(), c.actor(), page.Question.ID, formVersion(v), w)
	}
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderQuestionForm(c, http.StatusUnprocessableEntity, page, v, allProblems(ps, w, err))
	}
	if err != nil {
		return err
	}
	c.flash("question.was_saved")
	return c.seeOther(page.Action)
}
