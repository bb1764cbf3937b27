package server

import (
	"net/http"
	"net/url"
	"strconv"

	"touchstone/internal/hiring"
)

// philosophyRoutes are the pages of what the company stands for: everybody reads, HR writes.
func (s *Server) philosophyRoutes() []route {
	return []route{
		{http.MethodGet, "/philosophy", signedIn(), s.philosophyShow},
		{http.MethodGet, "/philosophy/print", signedIn(), s.philosophyPrint},
		{http.MethodGet, "/philosophy/edit", staff(hiring.HR), s.philosophyEdit},
		{http.MethodPost, "/philosophy", staff(hiring.HR), s.philosophySave},
	}
}

// philosophyPage is the company's philosophy, to read or to print.
type philosophyPage struct {
	Page
	Organization hiring.Organization
	Values       []hiring.Value
	Print        bool
}

func (p philosophyPage) template() (layout, name string) {
	if p.Print {
		return "staff", "philosophy-print"
	}
	return "staff", "philosophy"
}

// Written tells whether there is anything to read yet.
func (p philosophyPage) Written() bool {
	o := p.Organization
	return o.Purpose != "" || o.CustomerWish != "" || o.Vision != "" || len(p.Values) > 0
}

// VisionAdvice lists, for who may edit, the checks the vision fails and what makes it hard to act on, as keys.
func (p philosophyPage) VisionAdvice() []string {
	if !p.Can("hr") {
		return nil
	}
	var out []string
	for _, k := range p.Organization.VisionFailed() {
		out = append(out, "philosophy.failed."+k)
	}
	for _, k := range p.Organization.VisionNudges() {
		out = append(out, "philosophy.nudge."+k)
	}
	return out
}

// Lived tells whether some value says how it is lived.
func (p philosophyPage) Lived() bool {
	for _, v := range p.Values {
		if len(v.Behaviors) > 0 {
			return true
		}
	}
	return false
}

func (s *Server) philosophyShow(c *request) error { return s.renderPhilosophy(c, false) }

func (s *Server) philosophyPrint(c *request) error { return s.renderPhilosophy(c, true) }

func (s *Server) renderPhilosophy(c *request, print bool) error {
	ctx := c.Request().Context()
	o, err := s.app.Store().Organization(ctx)
	if err != nil {
		return err
	}
	values, err := s.app.Store().Values(ctx)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, philosophyPage{
		Page: c.page("philosophy.title").in("philosophy"), Organization: o, Values: values, Print: print,
	})
}

// philosophyFormPage is the form HR writes the philosophy in.
type philosophyFormPage struct {
	Page
	Form Form
}

func (philosophyFormPage) template() (layout, name string) { return "staff", "philosophy-edit" }

// LanguageChoices offers the languages by their own names.
func (p philosophyFormPage) LanguageChoices() []Choice {
	var out []Choice
	for _, l := range hiring.Languages() {
		out = append(out, Choice{Value: string(l), Label: p.OwnName(l)})
	}
	return out
}

func (s *Server) philosophyEdit(c *request) error {
	o, err := s.app.Store().Organization(c.Request().Context())
	if err != nil {
		return err
	}
	return s.renderPhilosophyForm(c, http.StatusOK, organizationValues(o), nil)
}

func (s *Server) renderPhilosophyForm(c *request, status int, v url.Values, ps hiring.Problems) error {
	p := c.page("philosophy.edit_title").in("philosophy")
	return c.render(status, philosophyFormPage{Page: p, Form: newForm(p, v, ps)})
}

func (s *Server) philosophySave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	o, err := s.app.Store().Organization(ctx)
	if err != nil {
		return err
	}
	err = s.app.SaveOrganization(ctx, c.actor(), readOrganization(v, o))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderPhilosophyForm(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("philosophy.saved")
	return c.seeOther("/philosophy")
}

// organizationValues writes an organization into the form's fields.
func organizationValues(o hiring.Organization) url.Values {
	v := url.Values{
		"name": {o.Name}, "language": {string(o.Language)}, "purpose": {o.Purpose}, "wish": {o.CustomerWish},
		"vision": {o.Vision}, "note": {o.VisionChecks.Note}, "contact": {o.Contact}, "version": {strconv.Itoa(o.Version)},
	}
	for field, met := range map[string]bool{"simple": o.VisionChecks.Simple, "kind": o.VisionChecks.Kind, "identity": o.VisionChecks.Identity} {
		if met {
			v.Set(field, "1")
		}
	}
	return v
}

// readOrganization reads the form's fields over an organization.
func readOrganization(v url.Values, o hiring.Organization) hiring.Organization {
	o.Name, o.Language, o.Purpose, o.CustomerWish = v.Get("name"), hiring.Language(v.Get("language")), v.Get("purpose"), v.Get("wish")
	o.Vision, o.Contact, o.Version = v.Get("vision"), v.Get("contact"), formVersion(v)
	o.VisionChecks = hiring.VisionChecks{
		Simple: v.Get("simple") != "", Kind: v.Get("kind") != "", Identity: v.Get("identity") != "", Note: v.Get("note"),
	}
	return o
}

// formVersion reads the version an edit was made from; a missing or odd one is 0, which no row has, so the edit is a
// Conflict.
func formVersion(v url.Values) int {
	n, err := strconv.Atoi(v.Get("version"))
	if err != nil {
		return 0
	}
	return n
}
