package server

import (
	"cmp"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// defaultLinkDays is how long a link lasts unless somebody says otherwise.
const defaultLinkDays = 14

// requisitionNewPage opens a requisition: what it is called, for which position, with which benchmark.
type requisitionNewPage struct {
	Page
	Form      Form
	positions []hiring.Position
	versions  []store.PublishedVersion
}

func (requisitionNewPage) template() (layout, name string) { return "staff", "requisition-new" }

// HasPositions tells whether there is a position to open a requisition for.
func (p requisitionNewPage) HasPositions() bool { return len(p.positions) > 0 }

// Positions offers the positions.
func (p requisitionNewPage) Positions() []Choice { return positionChoices(p.Page, p.positions) }

// Benchmarks offers the published benchmarks.
func (p requisitionNewPage) Benchmarks() []Choice { return versionChoices(p.Page, p.versions) }

// LanguageChoices offers the languages.
func (p requisitionNewPage) LanguageChoices() []Choice { return requisitionLanguages(p.Page) }

func positionChoices(p Page, positions []hiring.Position) []Choice {
	out := []Choice{{Value: "", Label: p.T("requisition.choose")}}
	for _, x := range positions {
		out = append(out, Choice{Value: x.ID.String(), Label: x.Name})
	}
	return out
}

func versionChoices(p Page, versions []store.PublishedVersion) []Choice {
	out := []Choice{{Value: "", Label: p.T("requisition.benchmark_later")}}
	for _, v := range versions {
		label := p.T("requisition.benchmark_n", "Name", v.Benchmark, "Number", v.Number)
		out = append(out, Choice{Value: v.ID.String(), Label: label})
	}
	return out
}

func requisitionLanguages(p Page) []Choice {
	var out []Choice
	for _, l := range hiring.Languages() {
		out = append(out, Choice{Value: string(l), Label: p.OwnName(l)})
	}
	return out
}

func (s *Server) requisitionNew(c *request) error {
	v := url.Values{}
	published, err := s.app.Store().PublishedVersions(c.Request().Context())
	if err != nil {
		return err
	}
	if id := chosenVersion(published, c.QueryParam("benchmark")); id != "" {
		v.Set("benchmark", id)
	}
	positions, err := s.app.Store().Positions(c.Request().Context())
	if err != nil {
		return err
	}
	if len(positions) == 1 {
		v.Set("position", positions[0].ID.String())
	}
	v.Set("languages", string(c.words.Language))
	return s.renderRequisitionNew(c, http.StatusOK, v, nil)
}

// chosenVersion is the version a new requisition begins with: the one a version's page asks for, unless it was made for
// another engine and scores nobody new, or the only one there is; "" otherwise.
func chosenVersion(published []store.PublishedVersion, asked string) string {
	for _, x := range published {
		if len(published) == 1 || x.ID.String() == asked && x.Engine == scoring.Engine {
			return x.ID.String()
		}
	}
	return ""
}

func (s *Server) renderRequisitionNew(c *request, status int, v url.Values, ps hiring.Problems) error {
	page := requisitionNewPage{Page: c.page("requisition.new").in("requisitions")}
	page.Form = newForm(page.Page, v, ps)
	var err error
	if page.positions, err = s.app.Store().Positions(c.Request().Context()); err != nil {
		return err
	}
	if page.versions, err = s.app.Store().PublishedVersions(c.Request().Context()); err != nil {
		return err
	}
	return c.render(status, page)
}

func (s *Server) requisitionAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	r := readRequisitionHead(v, hiring.Requisition{
		OwnerID: c.user.ID, LinkDays: defaultLinkDays, Policy: hiring.Policy{TextCounts: true, AIUse: hiring.AIDeclared},
	})
	r, err = s.app.OpenRequisition(c.Request().Context(), c.actor(), r)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderRequisitionNew(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("requisition.was_opened")
	return c.seeOther("/requisitions/" + r.ID.String() + "/edit")
}

// readRequisitionHead reads what both forms hold over a requisition.
func readRequisitionHead(v url.Values, r hiring.Requisition) hiring.Requisition {
	r.Name = v.Get("name")
	r.PositionID, _ = uuid.Parse(v.Get("position"))
	r.BenchmarkVersionID = nil
	if v.Get("benchmark") != "" {
		id, _ := uuid.Parse(v.Get("benchmark")) // what is no id is no published version either
		r.BenchmarkVersionID = &id
	}
	r.Languages = nil
	for _, l := range v["languages"] {
		r.Languages = append(r.Languages, hiring.Language(l))
	}
	return r
}

// readRequisition reads the whole edit form over a requisition, and the questions in the order given.
func readRequisition(v url.Values, r hiring.Requisition, loc *time.Location) (hiring.Requisition, []uuid.UUID, hiring.Problems) {
	var ps hiring.Problems
	r = readRequisitionHead(v, r)
	r.Version = formVersion(v)
	r.LinkDays = number(v, "link_days", 1, hiring.MaxLinkDays, &ps)
	r.DecideBy = readDay(v, "decide_by", loc, &ps)
	r.Policy = hiring.Policy{TextCounts: v.Get("text") == "counts", AIUse: v.Get("ai_use")}
	if r.Policy.SecondPerson = v.Get("second_person"); r.Policy.SecondPerson == "none" {
		r.Policy.SecondPerson = hiring.SecondNone
	}
	r.Policy.HumanOne, r.Policy.HumanSeveral = readShare(v, "human_one", &ps), readShare(v, "human_several", &ps)
	if strings.TrimSpace(v.Get("raters_per_answer")) != "" {
		r.Policy.RatersPerAnswer = number(v, "raters_per_answer", 1, hiring.MostRatersPerAnswer, &ps)
	}
	r.Values = nil
	for _, id := range v["value"] {
		if value, err := uuid.Parse(id); err == nil {
			r.Values = append(r.Values, readRequisitionValue(v, value, &ps))
		}
	}
	return r, readQuestions(v), ps
}

func readRequisitionValue(v url.Values, id uuid.UUID, ps *hiring.Problems) hiring.RequisitionValue {
	field := id.String()
	out := hiring.RequisitionValue{ValueID: id, Must: v.Get("must."+field) != ""}
	weight, ok := decimal(v.Get("weight." + field))
	if out.Weight = weight; !ok {
		ps.Add("weight."+field, "problem.out_of_range", "Lo", 1, "Hi", 100)
		out.Weight = 1
	}
	if t := strings.TrimSpace(v.Get("threshold." + field)); t != "" {
		x, ok := decimal(t)
		if out.Threshold = &x; !ok {
			ps.Add("threshold."+field, "problem.out_of_range", "Lo", 0, "Hi", 100)
			out.Threshold = nil
		}
	}
	return out
}

// readShare reads a share in per cent; an empty field is none, and so the default.
func readShare(v url.Values, name string, ps *hiring.Problems) *float64 {
	s := strings.TrimSpace(v.Get(name))
	if s == "" {
		return nil
	}
	x, ok := decimal(s)
	if !ok || x < 0 || x > 100 {
		ps.Add(name, "problem.out_of_range", "Lo", 0, "Hi", 100)
		return nil
	}
	x /= 100
	return &x
}

// decimal reads a number with a decimal point or comma.
func decimal(s string) (float64, bool) {
	x, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(s), ",", ".", 1), 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// readQuestions reads the chosen questions, sorted by the places given to them; without places they keep the order of
// the form.
func readQuestions(v url.Values) []uuid.UUID {
	type placed struct {
		id    uuid.UUID
		place int
	}
	var chosen []placed
	for i, s := range v["questions"] {
		id, err := uuid.Parse(s)
		if err != nil {
			continue
		}
		place, err := strconv.Atoi(strings.TrimSpace(v.Get("order." + s)))
		if err != nil {
			place = i + 1
		}
		chosen = append(chosen, placed{id, place})
	}
	slices.SortStableFunc(chosen, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	var out []uuid.UUID
	for _, p := range chosen {
		out = append(out, p.id)
	}
	return out
}

// day is how browsers write a date field.
const day = "2006-01-02"

func readDay(v url.Values, name string, loc *time.Location, ps *hiring.Problems) *time.Time {
	s := v.Get(name)
	if s == "" {
		return nil
	}
	t, err := time.ParseInLocation(day, s, loc)
	if err != nil {
		ps.Add(name, "requisition.problem.date")
		return nil
	}
	return &t
}
