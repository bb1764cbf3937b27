package server

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// matrixSize is how many candidates one page of a matrix shows.
const matrixSize = 50

// matrixRoutes are candidates by value, and a few of them side by side: for HR, and recruiters in their own rounds. An
// interviewer sees no scores in a list anyway.
func (s *Server) matrixRoutes() []route {
	sees := staff(hiring.HR).orOwn(onRequisition, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/requisitions/:id/matrix", sees, s.matrixShow},
		{http.MethodGet, "/requisitions/:id/comparison", sees, s.sideBySideShow},
		{http.MethodPost, "/requisitions/:id/views", sees, s.savedViewAdd},
		{http.MethodPost, "/requisitions/:id/views/:view", sees, s.savedViewRename},
		{http.MethodPost, "/requisitions/:id/views/:view/remove", sees, s.savedViewRemove},
	}
}

// matrixPage is candidates by value.
type matrixPage struct {
	Page
	Requisition hiring.Requisition
	Benchmark   string
	VersionPath string
	Form        Form // the filter
	ViewForm    Form // the name of a view to be saved, or renamed
	Renames     string
	Views       []savedViewLine
	Sight       app.Sight
	Whole       matrixColumn
	Columns     []matrixColumn
	Bands       []matrixBand
	Limits      []matrixLimit
	Reliability *hiring.FitReliability
	Shown       int
	Found, Of   int // how many a filter finds, of how many
	Around      neighbours
	query       matrixQuery
	values      []hiring.Value
}

func (matrixPage) template() (layout, name string) { return "staff", "matrix" }

// matrixColumn is a value, with where the top reps lie on it.
type matrixColumn struct {
	Name, Href string
	Must       bool
	Sorted     bool
	Axis       template.HTML
	Top        string // "62–90", or ""
}

// matrixBand is a run of candidates; with a note where there is something to say of it.
type matrixBand struct {
	Note  string
	Alike bool
	Rows  []matrixRow
}

// matrixLimit is what limits everybody's fits of one value.
type matrixLimit struct {
	Name  string
	Texts []string
}

func (s *Server) matrixShow(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	return s.renderMatrix(c, r, http.StatusOK, c.QueryParams(), matrixViewForm{})
}

// renderMatrix answers with the matrix an address asks for. What cannot be read of it is named at its field, and
// nobody is shown by half a filter.
func (s *Server) renderMatrix(c *request, r hiring.Requisition, status int, v url.Values, named matrixViewForm) error {
	ctx := c.Request().Context()
	page := matrixPage{Page: c.page("matrix.title_of", "Name", r.Name).in("requisitions"), Requisition: r}
	var err error
	if page.values, err = s.app.WeighedValues(ctx, r); err != nil {
		return err
	}
	var ps hiring.Problems
	page.query, ps = readMatrix(v, page.values)
	page.Form = newForm(page.Page, v, ps)
	page.ViewForm, page.Renames = newForm(page.Page, url.Values{"name": {named.name}}, named.problems), named.renames
	kept, err := s.app.Store().SavedViews(ctx, c.user.ID, r.ID)
	if err != nil {
		return err
	}
	page.fillViews(kept)
	if len(ps) > 0 {
		return c.render(http.StatusUnprocessableEntity, page)
	}
	f := page.query.filter()
	f.From, f.Back = c.place(page.query.Sort)
	m, err := s.app.ViewMatrix(ctx, c.user.ID, r, f)
	if err != nil {
		return err
	}
	page.fill(m)
	return c.render(status, page)
}

// fill puts what was found on the page.
func (p *matrixPage) fill(m app.Matrix) {
	p.Sight, p.Reliability, p.Shown = m.Sight, m.Reliability, len(m.Applications)
	p.Around, p.Found, p.Of = neighbours{m.Previous, m.Next}, m.Found, m.Of
	if m.Benchmark.Name != "" {
		p.Benchmark = p.T("requisition.benchmark_n", "Name", m.Benchmark.Name, "Number", m.Benchmark.Number)
		p.VersionPath = versionPath(m.Benchmark)
	}
	w := p.writer(m)
	p.Whole = p.column(matrixValue{name: p.T("matrix.whole"), top: w.top}, string(store.ByFit))
	for _, x := range w.columns {
		p.Columns = append(p.Columns, p.column(x, x.id.String()))
		if len(x.limits) > 0 {
			p.Limits = append(p.Limits, matrixLimit{Name: x.name, Texts: x.limits})
		}
	}
	for i, run := range p.runs(m) {
		b := matrixBand{}
		switch store.PipelineSort(p.query.Sort) {
		case store.ByFit:
			b.Note, b.Alike = p.bandNote(run, i == 0), len(run) > 1 && run[0].Fit != nil
		case store.ByCombined:
			b.Note = p.ratedNote(run)
		}
		for _, a := range run {
			b.Rows = append(b.Rows, w.row(a))
		}
		p.Bands = append(p.Bands, b)
	}
}

// runs cuts the candidates where the order does.
func (p *matrixPage) runs(m app.Matrix) [][]hiring.Application {
	switch {
	case len(m.Applications) == 0:
		return nil
	case p.query.Sort == string(store.ByFit):
		return hiring.Bands(m.Applications, app.Likeness(m.Reliability))
	case p.query.Sort == string(store.ByCombined):
		return ratedApart(m.Applications)
	}
	return [][]hiring.Application{m.Applications}
}

// column writes a column's head, which leads to the order by it.
func (p *matrixPage) column(x matrixValue, by string) matrixColumn {
	out := matrixColumn{Name: x.name, Must: x.must, Href: p.Sorted(by), Sorted: p.query.Sort == by, Axis: Raw(chart.CellAxis(x.top))}
	if x.top.N > 0 {
		out.Top = p.bandText(x.top)
	}
	return out
}

// path is the matrix's address without anything asked for.
func (p matrixPage) path() string { return "/requisitions/" + p.Requisition.ID.String() + "/matrix" }

// Sorted is the first page in another order.
func (p matrixPage) Sorted(by string) string { return pathWith(p.path(), p.query.sorted(by).values()) }

// Sort is the order shown: its name, or "value".
func (p matrixPage) Sort() string {
	if _, err := uuid.Parse(p.query.Sort); err == nil {
		return string(store.ByValue)
	}
	return p.query.Sort
}

// SortValue is the name of the value that is sorted by, or "".
func (p matrixPage) SortValue() string {
	at := slices.IndexFunc(p.values, func(v hiring.Value) bool { return v.ID.String() == p.query.Sort })
	if at < 0 {
		return ""
	}
	return p.Say(p.values[at].Name)
}

// Narrowed tells whether fewer than all candidates are asked for.
func (p matrixPage) Narrowed() bool { return p.query.narrowed() }

// Clear is the address without the filter.
func (p matrixPage) Clear() string {
	return pathWith(p.path(), matrixQuery{Sort: p.query.Sort, Columns: p.query.Columns, Marks: p.query.Marks}.values())
}

// Query is what the address asks for, for a view to be saved.
func (p matrixPage) Query() string { return p.query.values().Encode() }

// Previous is the address of the page before this one, or "".
func (p matrixPage) Previous() string { return p.Around.previous(p.Sorted(p.query.Sort), p.query.Sort) }

// Next is the address of the page after this one, or "".
func (p matrixPage) Next() string { return p.Around.next(p.Sorted(p.query.Sort), p.query.Sort) }

// Shows tells whether a mark is shown, for the legend.
func (p matrixPage) Shows(mark string) bool { return p.query.shows(mark) }

// Key draws a mark, for the legend.
func (p matrixPage) Key(mark string) template.HTML { return Raw(chart.CellKey(mark)) }

// Most is how many can be laid side by side.
func (matrixPage) Most() int { return app.MostBeside }
