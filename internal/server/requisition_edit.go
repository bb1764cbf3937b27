package server

import (
	"cmp"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// requisitionEditPage is everything that decides how candidates are asked and compared, and who rates them.
type requisitionEditPage struct {
	Page
	Form        Form
	Requisition hiring.Requisition
	Panel, Free []hiring.User // on the panel; could be
	positions   []hiring.Position
	versions    []store.PublishedVersion
	offered     []hiring.AssessmentQuestion
	health      scoring.Health // of the version chosen
}

// Written says, for each language of the round, how many top reps wrote in it.
func (p requisitionEditPage) Written() []writtenLine {
	return p.written(p.health, p.Requisition.Languages)
}

// usualThreshold is what a must-have value is held against when nothing else is said, with where it comes from; or "".
func (p requisitionEditPage) usualThreshold(value string) string {
	for _, h := range p.health.Values {
		if h.Value != value {
			continue
		}
		if t, n := h.DefaultThreshold(); t.Defined() {
			return p.T("requisition.threshold_usual", "Threshold", p.whole(t.Value), "Count", n)
		}
	}
	return ""
}

func (requisitionEditPage) template() (layout, name string) { return "staff", "requisition-edit" }

// Positions offers the positions.
func (p requisitionEditPage) Positions() []Choice { return positionChoices(p.Page, p.positions) }

// Benchmarks offers the published benchmarks.
func (p requisitionEditPage) Benchmarks() []Choice { return versionChoices(p.Page, p.versions) }

// LanguageChoices offers the languages.
func (p requisitionEditPage) LanguageChoices() []Choice { return requisitionLanguages(p.Page) }

// TextChoices offers what automatic reading of texts does.
func (p requisitionEditPage) TextChoices() []Choice {
	return []Choice{
		{Value: "counts", Label: p.T("requisition.text.counts"), Help: p.T("requisition.text.counts.help")},
		{Value: "evidence", Label: p.T("requisition.text.evidence"), Help: p.T("requisition.text.evidence.help")},
	}
}

// AIChoices offers what candidates are told about writing tools.
func (p requisitionEditPage) AIChoices() []Choice {
	var out []Choice
	for _, use := range []string{hiring.AIAllowed, hiring.AIDeclared, hiring.AINotAllowed} {
		out = append(out, Choice{Value: use, Label: p.T("requisition.ai." + use)})
	}
	return out
}

// SecondChoices offers which decisions wait for a second person. The empty one is written out, so that it can be chosen.
func (p requisitionEditPage) SecondChoices() []Choice {
	var out []Choice
	for _, x := range []string{"none", hiring.SecondDepartures, hiring.SecondAll} {
		out = append(out, Choice{Value: x, Label: p.T("requisition.second_person." + x)})
	}
	return out
}

// PanelChoices offers who could still be on the panel.
func (p requisitionEditPage) PanelChoices() []Choice {
	var out []Choice
	for _, u := range p.Free {
		out = append(out, Choice{Value: u.ID.String(), Label: u.Name})
	}
	return out
}

// requisitionValueRow is one value with its fields.
type requisitionValueRow struct {
	ID                      uuid.UUID
	Name                    hiring.Words
	Must, Weight, Threshold Field
	Usual                   string // the threshold that holds while the field is empty, or ""
}

// ValueRows makes the fields of each value the offered questions are about.
func (p requisitionEditPage) ValueRows() []requisitionValueRow {
	var out []requisitionValueRow
	for _, q := range p.offered {
		if slices.ContainsFunc(out, func(r requisitionValueRow) bool { return r.ID == q.ValueID }) {
			continue
		}
		id := q.ValueID.String()
		out = append(out, requisitionValueRow{
			ID: q.ValueID, Name: q.ValueName,
			Must:      p.Form.Field("must."+id, "requisition.must"),
			Weight:    p.Form.Field("weight."+id, "requisition.weight"),
			Threshold: p.Form.Field("threshold."+id, "requisition.threshold"),
			Usual:     p.usualThreshold(id),
		})
	}
	return out
}

// requisitionQuestionRow is one question that can be asked, with its fields.
type requisitionQuestionRow struct {
	hiring.AssessmentQuestion
	Chosen  bool
	Order   Field
	Missing []hiring.Language // it is not worded in these
}

// QuestionRows makes a row for each question the benchmark was made with: the chosen ones first, in their order.
func (p requisitionEditPage) QuestionRows() []requisitionQuestionRow {
	var chosen, others []requisitionQuestionRow
	for _, q := range p.offered {
		row := requisitionQuestionRow{
			AssessmentQuestion: q, Chosen: slices.Contains(p.Form.Values["questions"], q.ID.String()),
			Order: p.Form.Field("order."+q.ID.String(), "requisition.order", "type", "number"), Missing: unworded(q.Wording),
		}
		if row.Chosen {
			chosen = append(chosen, row)
		} else {
			others = append(others, row)
		}
	}
	slices.SortStableFunc(chosen, func(a, b requisitionQuestionRow) int { return orderOf(a.Order) - orderOf(b.Order) })
	return append(chosen, others...)
}

func orderOf(f Field) int {
	n, _ := strconv.Atoi(f.Value)
	return n
}

func (s *Server) requisitionEdit(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	questions, err := s.app.Store().RequisitionQuestions(c.Request().Context(), r.ID)
	if err != nil {
		return err
	}
	return s.renderRequisitionEdit(c, http.StatusOK, r, s.requisitionValues(r, questions), nil)
}

// requisitionValues writes a requisition into the form's fields.
func (s *Server) requisitionValues(r hiring.Requisition, questions []uuid.UUID) url.Values {
	v := versionField(r.Version)
	v.Set("name", r.Name)
	v.Set("position", r.PositionID.String())
	if r.BenchmarkVersionID != nil {
		v.Set("benchmark", r.BenchmarkVersionID.String())
	}
	for _, l := range r.Languages {
		v.Add("languages", string(l))
	}
	v.Set("link_days", strconv.Itoa(r.LinkDays))
	if r.DecideBy != nil {
		v.Set("decide_by", r.DecideBy.In(s.cfg.Location).Format(day))
	}
	v.Set("text", "evidence")
	if r.Policy.TextCounts {
		v.Set("text", "counts")
	}
	v.Set("ai_use", r.Policy.AIUse)
	if n := r.Policy.RatersPerAnswer; n > 0 {
		v.Set("raters_per_answer", strconv.Itoa(n))
	}
	v.Set("second_person", cmp.Or(r.Policy.SecondPerson, "none"))
	for name, omega := range map[string]*float64{"human_one": r.Policy.HumanOne, "human_several": r.Policy.HumanSeveral} {
		if omega != nil {
			v.Set(name, strconv.FormatFloat(math.Round(1e4**omega)/100, 'f', -1, 64))
		}
	}
	for _, x := range r.Values {
		id := x.ValueID.String()
		v.Set("must."+id, formFlag(x.Must))
		v.Set("weight."+id, strconv.FormatFloat(x.Weight, 'f', -1, 64))
		if x.Threshold != nil {
			v.Set("threshold."+id, strconv.FormatFloat(*x.Threshold, 'f', -1, 64))
		}
	}
	for i, q := range questions {
		v.Add("questions", q.String())
		v.Set("order."+q.String(), strconv.Itoa(i+1))
	}
	return v
}

func (s *Server) renderRequisitionEdit(c *request, status int, r hiring.Requisition, v url.Values, ps hiring.Problems) error {
	ctx, st := c.Request().Context(), s.app.Store()
	page := requisitionEditPage{Page: c.page("requisition.edit", "Name", r.Name).in("requisitions"), Requisition: r}
	page.Form = newForm(page.Page, v, ps)
	var err error
	if page.positions, err = st.Positions(ctx); err != nil {
		return err
	}
	if page.versions, err = st.PublishedVersions(ctx); err != nil {
		return err
	}
	if r.BenchmarkVersionID != nil {
		if page.offered, err = s.app.VersionQuestions(ctx, *r.BenchmarkVersionID); err != nil {
			return err
		}
	}
	if page.health, err = s.health(ctx, r); err != nil {
		return err
	}
	users, err := st.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if r.OnPanel(u.ID) {
			page.Panel = append(page.Panel, u)
		} else if u.CanRate() {
			page.Free = append(page.Free, u)
		}
	}
	return c.render(status, page)
}

func (s *Server) requisitionSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	stands, err := s.requisition(c)
	if err != nil {
		return err
	}
	r, questions, ps := readRequisition(v, stands, s.cfg.Location)
	if changedVersion(stands, r) {
		questions = nil // another benchmark asks its own questions: all of them, until some are chosen
	} else if r.BenchmarkVersionID != nil && len(questions) == 0 {
		ps.Add("questions", "requisition.problem.no_questions")
	}
	if len(ps) > 0 {
		ps = append(ps, r.Check()...)
	} else {
		err = s.app.ChangeRequisition(c.Request().Context(), c.actor(), r, questions)
		ps = hiring.ProblemsOf(err)
	}
	if len(ps) > 0 {
		return s.renderRequisitionEdit(c, http.StatusUnprocessableEntity, stands, v, ps)
	}
	if err != nil {
		return err
	}
	c.flash("requisition.was_saved")
	if changedVersion(stands, r) {
		return c.seeOther("/requisitions/" + r.ID.String() + "/edit")
	}
	return c.seeOther("/requisitions/" + r.ID.String())
}

// changedVersion tells whether an edit chose another benchmark version.
func changedVersion(a, b hiring.Requisition) bool {
	if a.BenchmarkVersionID == nil || b.BenchmarkVersionID == nil {
		return a.BenchmarkVersionID != b.BenchmarkVersionID
	}
	return *a.BenchmarkVersionID != *b.BenchmarkVersionID
}
