package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// rescoringPage is where HR orders a second score for a requisition's candidates, and sees how far it has come.
type rescoringPage struct {
	Page
	Form        Form
	Requisition hiring.Requisition
	Own         store.BenchmarkName
	OtherEngine string // of the requisition's version, when this program cannot score with it
	Engine      string
	Versions    []Choice // under which everybody can be scored again
	Orders      []rescoringLine
	Orderable   bool // the viewer may order
}

func (rescoringPage) template() (layout, name string) { return "staff", "rescorings" }

// rescoringLine is an order and how far it has come.
type rescoringLine struct {
	hiring.Rescoring
	Version  int
	Progress string
	Lacks    string
	Working  bool
}

// rescoringPath is the address of a requisition's second scores.
func rescoringPath(requisition uuid.UUID) string {
	return "/requisitions/" + requisition.String() + "/rescorings"
}

func (s *Server) rescoringList(c *request) error {
	return s.renderRescorings(c, http.StatusOK, nil, nil)
}

func (s *Server) renderRescorings(c *request, status int, v url.Values, ps hiring.Problems) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	if r.BenchmarkVersionID == nil {
		return hiring.Missing("rescoring")
	}
	page := rescoringPage{Page: c.page("rescoring.title").in("requisitions"), Requisition: r, Engine: scoring.Engine, Orderable: c.user.Is(hiring.HR)}
	page.Form = newForm(page.Page, v, ps)
	if page.Own, err = s.app.Store().BenchmarkNameOf(c.Request().Context(), *r.BenchmarkVersionID); err != nil {
		return err
	}
	if page.Own.Engine != scoring.Engine {
		page.OtherEngine = page.Own.Engine
	}
	if err := s.fillRescorings(c, &page); err != nil {
		return err
	}
	return c.render(status, page)
}

// fillRescorings adds the orders, and the versions there is none for yet.
func (s *Server) fillRescorings(c *request, page *rescoringPage) error {
	ctx, st := c.Request().Context(), s.app.Store()
	orders, err := st.Rescorings(ctx, page.Requisition.ID)
	if err != nil {
		return err
	}
	for _, x := range orders {
		b, err := st.BenchmarkNameOf(ctx, x.BenchmarkVersionID)
		if err != nil {
			return err
		}
		counts, err := st.BatchCounts(ctx, x.ID.String(), c.now())
		if err != nil {
			return err
		}
		line := rescoringLine{Rescoring: x, Version: b.Number, Working: counts.Waiting+counts.Running > 0 || x.QueuedAt == nil}
		line.Progress = page.progress(counts, x)
		if line.Lacks, err = s.lacks(c, page.Requisition, x.BenchmarkVersionID); err != nil {
			return err
		}
		page.Orders = append(page.Orders, line)
	}
	may, err := s.app.MayRescoreUnder(ctx, page.Requisition)
	if err != nil {
		return err
	}
	for _, v := range may {
		if slices.ContainsFunc(orders, func(x hiring.Rescoring) bool { return x.BenchmarkVersionID == v.ID && x.Engine == v.Engine }) {
			continue
		}
		choice := Choice{Value: v.ID.String(), Label: page.T("benchmark.version_n", "Number", v.Number), Help: page.T("rescoring.published", "Date", page.Date(v.PublishedAt), "Engine", v.Engine)}
		lacks, err := s.lacks(c, page.Requisition, v.ID)
		if err != nil {
			return err
		}
		choice.Help = strings.TrimSpace(choice.Help + " " + lacks)
		page.Versions = append(page.Versions, choice)
	}
	return nil
}

// progress says how far an order has come.
func (p rescoringPage) progress(n store.JobCounts, x hiring.Rescoring) string {
	all := n.Done + n.Dead + n.Waiting + n.Running + n.Held
	switch {
	case x.QueuedAt == nil:
		return p.T("rescoring.queueing", "Done", n.Done, "Count", all)
	case n.Dead > 0:
		return p.T("rescoring.some_failed", "Done", n.Done, "Total", all, "Count", n.Dead)
	case n.Held > 0:
		return p.T("rescoring.held", "Done", n.Done, "Total", all)
	case n.Done < all:
		return p.T("rescoring.working", "Done", n.Done, "Total", all)
	}
	return p.T("rescoring.done", "Count", all)
}

// lacks names the values of a requisition that a version asks nothing about: they have no second score.
func (s *Server) lacks(c *request, r hiring.Requisition, version uuid.UUID) (string, error) {
	asked, err := s.app.VersionQuestions(c.Request().Context(), version)
	if err != nil {
		return "", err
	}
	values, err := s.app.Store().AllValues(c.Request().Context())
	if err != nil {
		return "", err
	}
	var names []string
	for _, v := range r.Values {
		if slices.ContainsFunc(asked, func(q hiring.AssessmentQuestion) bool { return q.ValueID == v.ValueID }) {
			continue
		}
		if at := slices.IndexFunc(values, func(x hiring.Value) bool { return x.ID == v.ValueID }); at >= 0 {
			names = append(names, values[at].Name.In(c.words.Language))
		}
	}
	if len(names) == 0 {
		return "", nil
	}
	return c.words.T("rescoring.lacks", "Values", strings.Join(names, ", ")), nil
}

func (s *Server) rescoringOrder(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	v, err := c.form()
	if err != nil {
		return err
	}
	version, _ := uuid.Parse(v.Get("under")) // what is no id is no version either
	_, err = s.app.Rescore(c.Request().Context(), c.user.ID, id, version, v.Get("reason"))
	if ps := hiring.ProblemsOf(err); len(ps) > 0 {
		for i := range ps {
			if ps[i].Field == "version" {
				ps[i].Field = "under"
			}
		}
		return s.renderRescorings(c, http.StatusUnprocessableEntity, v, ps)
	}
	if err != nil {
		return err
	}
	c.flash("rescoring.ordered")
	return c.seeOther(rescoringPath(id))
}

// benchmarkRepublish publishes a version again, unchanged, for this program's engine, and leads back to the
// requisition it was done for, or to the new version.
func (s *Server) benchmarkRepublish(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return hiring.Missing("version")
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	v, err := s.app.RepublishBenchmark(c.Request().Context(), c.user.ID, id, n)
	if err != nil {
		return err
	}
	c.flash("benchmark.republished")
	if requisition, err := uuid.Parse(form.Get("for")); err == nil {
		return c.seeOther(rescoringPath(requisition))
	}
	return c.seeOther(benchmarkPath(id) + "/versions/" + strconv.Itoa(v.Number))
}
