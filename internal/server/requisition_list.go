package server

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// requisitionListSize is how many requisitions one page of their list shows.
const requisitionListSize = 50

// requisitionsPage lists requisitions, those under way first.
type requisitionsPage struct {
	Page
	List      []store.RequisitionSummary
	Form      Form // the filter
	Found     int  // on all pages
	All       int  // without the filter
	Positions []hiring.Position
	state     store.RequisitionState
	position  uuid.UUID
	around    store.RequisitionPage
}

func (requisitionsPage) template() (layout, name string) { return "staff", "requisitions" }

// Stages lists the stages, for the columns of the list.
func (requisitionsPage) Stages() []hiring.Stage { return hiring.Stages() }

// Narrowed tells whether fewer than all are asked for.
func (p requisitionsPage) Narrowed() bool { return p.state != "" || p.position != uuid.Nil }

// StateField offers the states.
func (p requisitionsPage) StateField() Field {
	choices := []Choice{{Label: p.T("requisition.state.all")}}
	for _, s := range store.RequisitionStates() {
		choices = append(choices, Choice{Value: string(s), Label: p.T("requisition.state." + string(s))})
	}
	return p.Form.Choose("state", "requisition.state", choices)
}

// PositionField offers the positions.
func (p requisitionsPage) PositionField() Field {
	choices := []Choice{{Label: p.T("requisition.position.all")}}
	for _, x := range p.Positions {
		choices = append(choices, Choice{Value: x.ID.String(), Label: x.Name})
	}
	return p.Form.Choose("position", "requisition.position", choices)
}

// Link is the first page with the same filter.
func (p requisitionsPage) Link() string { return pathWith("/requisitions", p.values()) }

func (p requisitionsPage) values() url.Values {
	v := url.Values{}
	if p.state != "" {
		v.Set("state", string(p.state))
	}
	if p.position != uuid.Nil {
		v.Set("position", p.position.String())
	}
	return v
}

// Previous is the address of the page before this one, or "".
func (p requisitionsPage) Previous() string { return p.beyond(beforeParam, p.around.Previous) }

// Next is the address of the page after this one, or "".
func (p requisitionsPage) Next() string { return p.beyond(afterParam, p.around.Next) }

func (p requisitionsPage) beyond(name string, at *store.RequisitionPlace) string {
	return beyondRequisition("/requisitions", p.values(), name, at)
}

// beyondRequisition is the address of the page of requisitions that lies beyond a place, or "" when there is none.
func beyondRequisition(path string, v url.Values, name string, at *store.RequisitionPlace) string {
	if at == nil {
		return ""
	}
	v.Set(name, at.String())
	return pathWith(path, v)
}

// requisitionFilter reads an address; what is no state, position or place asks for nothing.
func (p *requisitionsPage) read(v url.Values) {
	if s := store.RequisitionState(v.Get("state")); slices.Contains(store.RequisitionStates(), s) {
		p.state = s
	}
	if at := slices.IndexFunc(p.Positions, func(x hiring.Position) bool { return x.ID.String() == v.Get("position") }); at >= 0 {
		p.position = p.Positions[at].ID
	}
	p.Form = newForm(p.Page, v, nil)
}

// requisitionPlace reads where the page that an address asks for begins or ends.
func (c *request) requisitionPlace(f *store.RequisitionFilter) {
	for _, name := range []string{afterParam, beforeParam} {
		if at, ok := store.ParseRequisitionPlace(c.QueryParam(name)); ok {
			f.From, f.Back = at, name == beforeParam
			return
		}
	}
}

func (s *Server) requisitionList(c *request) error {
	ctx, st := c.Request().Context(), s.app.Store()
	page := requisitionsPage{Page: c.page("requisition.title").in("requisitions")}
	var err error
	if page.Positions, err = st.Positions(ctx); err != nil {
		return err
	}
	page.read(c.QueryParams())
	f := store.RequisitionFilter{User: c.user.ID, Everybodys: c.user.Is(hiring.HR), Limit: requisitionListSize}
	if page.All, err = st.CountRequisitions(ctx, f); err != nil {
		return err
	}
	f.State, f.Position = page.state, page.position
	if page.Found, err = st.CountRequisitions(ctx, f); err != nil {
		return err
	}
	c.requisitionPlace(&f)
	if page.around, err = st.RequisitionPage(ctx, f); err != nil {
		return err
	}
	page.List = page.around.List
	return c.render(http.StatusOK, page)
}
