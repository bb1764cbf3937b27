package server

import (
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// savedViewLine is a view a person has kept.
type savedViewLine struct {
	ID         uuid.UUID
	Name, Href string
	Current    bool
}

// matrixViewForm is what somebody typed as the name of a view, and what is wrong with it; renames is the view it is to
// be the name of, or "" for a new one.
type matrixViewForm struct {
	name, renames string
	problems      hiring.Problems
}

// fillViews lists a person's views as links; each is read like any other address, so that a value that is gone from the
// requisition is no fault.
func (p *matrixPage) fillViews(kept []hiring.SavedView) {
	for _, v := range kept {
		line := savedViewLine{ID: v.ID, Name: v.Name, Href: p.path()}
		if asked, err := url.ParseQuery(v.Query); err == nil {
			q, _ := readMatrix(asked, p.values)
			line.Href, line.Current = pathWith(p.path(), q.values()), q.values().Encode() == p.Query()
		}
		p.Views = append(p.Views, line)
	}
}

// Renamed is what is in the field with a view's name: what was typed there, if that could not be.
func (p matrixPage) Renamed(v savedViewLine) string {
	if p.Renames == v.ID.String() {
		return p.ViewForm.Values.Get("name")
	}
	return v.Name
}

// RenameProblem is what is wrong with the name typed for a view, or "".
func (p matrixPage) RenameProblem(v savedViewLine) string {
	if pr := p.ViewForm.Problems.At("name"); pr != nil && p.Renames == v.ID.String() {
		return p.T(pr.Key, pr.Args...)
	}
	return ""
}

// NewName is the field with the name of a new view.
func (p matrixPage) NewName() Field {
	if p.Renames != "" {
		return newForm(p.Page, nil, nil).Field("name", "matrix.view_name", "required", true)
	}
	return p.ViewForm.Field("name", "matrix.view_name", "required", true)
}

func (s *Server) savedViewAdd(c *request) error {
	r, asked, form, err := s.savedViewForm(c)
	if err != nil {
		return err
	}
	name := form.Get("name")
	_, err = s.app.SaveView(c.Request().Context(), hiring.SavedView{UserID: c.user.ID, RequisitionID: r.ID, Name: name, Query: asked.Encode()})
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderMatrix(c, r, http.StatusUnprocessableEntity, asked, matrixViewForm{name: name, problems: hiring.ProblemsOf(err)})
	}
	if err != nil {
		return err
	}
	c.flash("matrix.view_saved")
	return c.seeOther(pathWith("/requisitions/"+r.ID.String()+"/matrix", asked))
}

func (s *Server) savedViewRename(c *request) error {
	r, asked, form, err := s.savedViewForm(c)
	if err != nil {
		return err
	}
	id, err := c.id("view")
	if err != nil {
		return err
	}
	name := form.Get("name")
	err = s.app.RenameView(c.Request().Context(), c.user.ID, r.ID, id, name)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderMatrix(c, r, http.StatusUnprocessableEntity, asked, matrixViewForm{name: name, renames: id.String(), problems: hiring.ProblemsOf(err)})
	}
	if err != nil {
		return err
	}
	c.flash("matrix.view_renamed")
	return c.seeOther(pathWith("/requisitions/"+r.ID.String()+"/matrix", asked))
}

func (s *Server) savedViewRemove(c *request) error {
	r, asked, _, err := s.savedViewForm(c)
	if err != nil {
		return err
	}
	id, err := c.id("view")
	if err != nil {
		return err
	}
	if err := s.app.DeleteView(c.Request().Context(), c.user.ID, r.ID, id); err != nil {
		return err
	}
	c.flash("matrix.view_removed")
	return c.seeOther(pathWith("/requisitions/"+r.ID.String()+"/matrix", asked))
}

// savedViewForm reads a form about a view: the requisition, and what the matrix asked for that it was sent from, in the
// one form the program writes it in.
func (s *Server) savedViewForm(c *request) (r hiring.Requisition, asked, form url.Values, err error) {
	if r, err = s.requisition(c); err != nil {
		return r, nil, nil, err
	}
	if form, err = c.form(); err != nil {
		return r, nil, nil, err
	}
	values, err := s.app.WeighedValues(c.Request().Context(), r)
	if err != nil {
		return r, nil, nil, err
	}
	typed, err := url.ParseQuery(form.Get("query"))
	if err != nil {
		typed = url.Values{}
	}
	q, _ := readMatrix(typed, values)
	return r, q.values(), form, nil
}
