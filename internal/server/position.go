package server

import (
	"net/http"
	"net/url"
	"strconv"

	"touchstone/internal/hiring"
)

// positionRoutes are the kinds of work the company hires for: HR writes them, recruiters read them.
func (s *Server) positionRoutes() []route {
	hr := staff(hiring.HR)
	return []route{
		{http.MethodGet, "/positions", staff(hiring.HR, hiring.Recruiter), s.positionList},
		{http.MethodGet, "/positions/new", hr, s.positionNew},
		{http.MethodPost, "/positions", hr, s.positionAdd},
		{http.MethodGet, "/positions/:id/edit", hr, s.positionEdit},
		{http.MethodPost, "/positions/:id", hr, s.positionSave},
	}
}

type positionsPage struct {
	Page
	Positions []hiring.Position
}

func (positionsPage) template() (layout, name string) { return "staff", "positions" }

// Group is the needs of one kind, with the key of its heading.
type positionNeeds struct {
	Key   string
	Needs []hiring.Need
}

// Groups sorts a role profile's needs: must before nice, and hard skills before soft ones.
func (positionsPage) Groups(p hiring.Position) []positionNeeds {
	var out []positionNeeds
	for _, must := range []bool{true, false} {
		g := positionNeeds{Key: "position.nice"}
		if must {
			g.Key = "position.must"
		}
		for _, hard := range []bool{true, false} {
			for _, n := range p.Profile.Needs {
				if n.Must == must && n.Hard == hard {
					g.Needs = append(g.Needs, n)
				}
			}
		}
		if len(g.Needs) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (s *Server) positionList(c *request) error {
	positions, err := s.app.Store().Positions(c.Request().Context())
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, positionsPage{Page: c.page("position.title").in("requisitions"), Positions: positions})
}

// positionFormPage is the form of a position, new or known.
type positionFormPage struct {
	Page
	Form   Form
	Action string
}

func (positionFormPage) template() (layout, name string) { return "staff", "position-edit" }

// Levels offers the levels.
func (p positionFormPage) Levels() []Choice {
	var out []Choice
	for _, l := range []hiring.Level{hiring.Frontline, hiring.Manager} {
		out = append(out, Choice{Value: string(l), Label: p.T("position.level." + string(l))})
	}
	return out
}

// positionNeedRow is the three fields of one need.
type positionNeedRow struct{ Text, Hard, Must Field }

// spareNeeds is how many empty rows the form offers at least.
const spareNeeds = 3

// Needs makes a row of fields for each need, and some to spare.
func (p positionFormPage) Needs() []positionNeedRow {
	filled := 0
	for i := range hiring.MaxNeeds {
		if p.Form.Values.Get(needField(i, "text")) != "" {
			filled = i + 1
		}
	}
	var out []positionNeedRow
	for i := range min(filled+spareNeeds, hiring.MaxNeeds) {
		hard := []Choice{{Value: "1", Label: p.T("position.hard")}, {Value: "0", Label: p.T("position.soft")}}
		must := []Choice{{Value: "1", Label: p.T("position.must")}, {Value: "0", Label: p.T("position.nice")}}
		out = append(out, positionNeedRow{
			Text: p.Form.Field(needField(i, "text"), "position.need"),
			Hard: p.Form.Choose(needField(i, "hard"), "position.kind", hard),
			Must: p.Form.Choose(needField(i, "must"), "position.how", must),
		})
	}
	return out
}

func needField(i int, name string) string { return "needs." + strconv.Itoa(i) + "." + name }

func readPosition(v url.Values, p hiring.Position) hiring.Position {
	p.Name, p.Level, p.Version = v.Get("name"), hiring.Level(v.Get("level")), formVersion(v)
	p.Profile.Needs = nil
	for i := range hiring.MaxNeeds {
		p.Profile.Needs = append(p.Profile.Needs, hiring.Need{
			Text: v.Get(needField(i, "text")), Hard: v.Get(needField(i, "hard")) == "1", Must: v.Get(needField(i, "must")) == "1",
		})
	}
	return p.Trimmed()
}

// positionValues writes a position into the form's fields; rows come out without gaps.
func positionValues(p hiring.Position) url.Values {
	v := versionField(p.Version)
	v.Set("name", p.Name)
	v.Set("level", string(p.Level))
	for i, n := range p.Profile.Needs {
		v.Set(needField(i, "text"), n.Text)
		v.Set(needField(i, "hard"), formFlag(n.Hard))
		v.Set(needField(i, "must"), formFlag(n.Must))
	}
	return v
}

func formFlag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

func (s *Server) positionNew(c *request) error {
	return s.renderPositionForm(c, http.StatusOK, hiring.Position{Level: hiring.Frontline}, nil)
}

// renderPositionForm shows a position as it stands, or as it was typed, with what is wrong.
func (s *Server) renderPositionForm(c *request, status int, p hiring.Position, ps hiring.Problems) error {
	page := positionFormPage{Page: c.page("position.new").in("requisitions"), Action: "/positions"}
	if p.Version > 0 {
		page.Page, page.Action = c.page("position.edit").in("requisitions"), "/positions/"+p.ID.String()
	}
	page.Form = newForm(page.Page, positionValues(p), ps)
	return c.render(status, page)
}

func (s *Server) positionAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	p := readPosition(v, hiring.Position{})
	p.Version = 0
	_, err = s.app.AddPosition(c.Request().Context(), c.actor(), p)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderPositionForm(c, http.StatusUnprocessableEntity, p, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("position.was_saved")
	return c.seeOther("/positions")
}

// position reads the position a path names.
func (s *Server) position(c *request) (hiring.Position, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Position{}, err
	}
	return s.app.Store().Position(c.Request().Context(), id)
}

func (s *Server) positionEdit(c *request) error {
	p, err := s.position(c)
	if err != nil {
		return err
	}
	return s.renderPositionForm(c, http.StatusOK, p, nil)
}

func (s *Server) positionSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	p, err := s.position(c)
	if err != nil {
		return err
	}
	p = readPosition(v, p)
	err = s.app.ChangePosition(c.Request().Context(), c.actor(), p)
	if hiring.KindOf(err) == hiring.Invalid {
		p.Version = max(p.Version, 1)
		return s.renderPositionForm(c, http.StatusUnprocessableEntity, p, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("position.was_saved")
	return c.seeOther("/positions")
}
