package server

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// The words of an address that choose candidates: an application's id, any number of times, and one more by number.
const (
	chosenParam = "a"
	addParam    = "add"
)

// sideBySidePage is a few candidates of one requisition beside one another.
type sideBySidePage struct {
	Page
	Requisition  hiring.Requisition
	Benchmark    string
	VersionPath  string
	OnlyEvidence bool // written answers are evidence, and enter no fit
	Form         Form
	Chosen       []string // the ids chosen, seen or not: for adding one more
	Sides        []besideHead
	Hidden       string // who is left out until the viewer has rated, or ""
	Charts       []besideChart
	Values       []besideValue
}

func (sideBySidePage) template() (layout, name string) { return "staff", "side-by-side" }

// besideHead is one candidate.
type besideHead struct {
	ID            uuid.UUID
	Number        int
	Label, Href   string
	Without       string // the address without this candidate, or "" where too few would be left
	Language      hiring.Language
	Stage         hiring.Stage
	Decision      hiring.Outcome
	Combined      string
	Reviewed      string // the fit as people reviewed it, or ""
	Taken         string // the values that reviews left it without, or ""
	Uncompared    int    // written answers that are in no fit
	Discuss       []discussedValue
	Warnings      int
	Mode, NotSeen string
}

// besideChart is the fits of all of them, of the whole or one value, on one scale.
type besideChart struct {
	Name, Must string
	Chart      template.HTML
	Rows       []streakLine
	Said       []string // who can be told apart from whom, in words
}

// besideValue is a value with its questions.
type besideValue struct {
	ID, Name  string
	Questions []besideQuestion
}

// besideQuestion is a question with everybody's answer.
type besideQuestion struct {
	Prompt string
	Sides  []besideAnswer
}

// besideAnswer is one candidate's answer; one who has not handed in, or was not asked, has none.
type besideAnswer struct {
	Label, Href string
	Waived      bool
	NotAsked    bool
	Answers     []scoredAnswer // one for each way in which the candidate answered
}

// chosenIDs reads whom an address chooses: ids, each once. What is no id chooses nobody.
func chosenIDs(v url.Values) (ids []uuid.UUID, bad bool) {
	for _, s := range v[chosenParam] {
		id, err := uuid.Parse(s)
		if err != nil {
			bad = true
		} else if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, bad
}

// readChosen reads whom an address chooses, and checks how many.
func (s *Server) readChosen(c *request, r hiring.Requisition, v url.Values) ([]uuid.UUID, hiring.Problems, error) {
	ids, bad := chosenIDs(v)
	var ps hiring.Problems
	if text := strings.TrimSpace(v.Get(addParam)); text != "" {
		n, err := strconv.ParseUint(text, 10, 31)
		var more hiring.Application
		if err == nil {
			more, err = s.app.Store().ApplicationByNumber(c.Request().Context(), r.ID, int(n))
		}
		switch {
		case err == nil && !slices.Contains(ids, more.ID):
			ids = append(ids, more.ID)
		case err != nil && hiring.KindOf(err) != 0 && hiring.KindOf(err) != hiring.NotFound:
			return nil, nil, err
		case err != nil:
			ps.Add(addParam, "side_by_side.problem.no_number")
		}
	}
	if bad || len(ids) < app.FewestBeside || len(ids) > app.MostBeside {
		ps.Add(addParam, "side_by_side.problem.how_many", "Least", app.FewestBeside, "Most", app.MostBeside)
	}
	return ids, ps, nil
}

func (s *Server) sideBySideShow(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	v := c.QueryParams()
	ids, ps, err := s.readChosen(c, r, v)
	if err != nil {
		return err
	}
	page := sideBySidePage{Page: c.page("side_by_side.title_of", "Name", r.Name).in("requisitions"), Requisition: r, OnlyEvidence: !r.Policy.TextCounts}
	if page.Form = newForm(page.Page, v, ps); len(ps) > 0 {
		page.Chosen = idStrings(ids[:min(len(ids), app.MostBeside)])
		return c.render(http.StatusUnprocessableEntity, page)
	}
	found, err := s.app.CompareApplications(c.Request().Context(), c.user.ID, r, ids)
	if err != nil {
		return err
	}
	page.Form.Values.Del(addParam)
	page.Chosen = idStrings(ids)
	page.fill(found)
	return c.render(http.StatusOK, page)
}

// AddField is the field for one more candidate.
func (p sideBySidePage) AddField() Field { return p.Form.Field(addParam, "side_by_side.add") }

// Full tells whether nobody can be added.
func (p sideBySidePage) Full() bool { return len(p.Chosen) >= app.MostBeside }

// without is the address without one of those chosen, or "".
func (p sideBySidePage) without(id uuid.UUID) string {
	if len(p.Chosen) <= app.FewestBeside {
		return ""
	}
	left := slices.DeleteFunc(slices.Clone(p.Chosen), func(s string) bool { return s == id.String() })
	return pathWith("/requisitions/"+p.Requisition.ID.String()+"/comparison", url.Values{chosenParam: left})
}
