package server

import (
	"net/http"
	"net/url"

	"touchstone/internal/hiring"
)

type peoplePage struct {
	Page
	People []hiring.User
}

func (peoplePage) template() (layout, name string) { return "staff", "people" }

func (s *Server) peopleList(c *request) error {
	users, err := s.app.Store().Users(c.Request().Context())
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, peoplePage{Page: c.page("people.title").in("people"), People: users})
}

type personPage struct {
	Page
	Form, Password Form
	Person         hiring.User
	New            bool
	Action         string
}

func (personPage) template() (layout, name string) { return "staff", "person" }

// Roles offers the roles with what each may do.
func (p personPage) Roles() []Choice {
	var out []Choice
	for _, r := range hiring.Roles() {
		out = append(out, Choice{Value: string(r), Label: p.T("role." + string(r)), Help: p.T("role." + string(r) + ".help")})
	}
	return out
}

func (s *Server) personNew(c *request) error {
	return s.renderPersonNew(c, http.StatusOK, url.Values{"language": {string(c.words.Language)}}, nil)
}

func (s *Server) renderPersonNew(c *request, status int, v url.Values, ps hiring.Problems) error {
	v.Del("password")
	p := c.page("people.add").in("people")
	return c.render(status, personPage{Page: p, Form: newForm(p, v, ps), New: true, Action: "/people"})
}

func (s *Server) personAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	u := hiring.User{Name: v.Get("name"), Email: v.Get("email"), Language: hiring.Language(v.Get("language")), Roles: formRoles(v)}
	_, err = s.app.AddUser(c.Request().Context(), c.actor(), u, v.Get("password"))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderPersonNew(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("people.added")
	return c.seeOther("/people")
}

// formRoles reads the known roles among those posted.
func formRoles(v url.Values) []hiring.Role {
	var out []hiring.Role
	for _, r := range hiring.Roles() {
		for _, posted := range v["roles"] {
			if posted == string(r) {
				out = append(out, r)
			}
		}
	}
	return out
}

func (s *Server) personShow(c *request) error {
	u, err := s.person(c)
	if err != nil {
		return err
	}
	v := url.Values{"name": {u.Name}, "email": {u.Email}, "language": {string(u.Language)}}
	for _, r := range u.Roles {
		v.Add("roles", string(r))
	}
	if u.DisabledAt != nil {
		v.Set("disabled", "1")
	}
	return s.renderPerson(c, http.StatusOK, u, v, nil, nil)
}

func (s *Server) person(c *request) (hiring.User, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.User{}, err
	}
	return s.app.User(c.Request().Context(), id)
}

func (s *Server) renderPerson(c *request, status int, u hiring.User, v url.Values, ps, password hiring.Problems) error {
	p := c.rawPage(u.Name).in("people")
	page := personPage{Page: p, Form: newForm(p, v, ps), Password: newForm(p, nil, password), Person: u, Action: "/people/" + u.ID.String()}
	return c.render(status, page)
}

func (s *Server) personSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	u, err := s.person(c)
	if err != nil {
		return err
	}
	was := u
	u.Name, u.Language, u.Roles = v.Get("name"), hiring.Language(v.Get("language")), formRoles(v)
	now := c.now()
	switch {
	case v.Get("disabled") == "":
		u.DisabledAt = nil
	case u.DisabledAt == nil:
		u.DisabledAt = &now
	}
	err = s.app.ChangeUser(c.Request().Context(), c.actor(), u)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderPerson(c, http.StatusUnprocessableEntity, was, v, hiring.ProblemsOf(err), nil)
	}
	if err != nil {
		return err
	}
	c.flash("people.saved")
	return c.seeOther("/people")
}

func (s *Server) personPassword(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	u, err := s.person(c)
	if err != nil {
		return err
	}
	err = s.app.ResetPassword(c.Request().Context(), c.actor(), u.ID, v.Get("password"))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderPerson(c, http.StatusUnprocessableEntity, u, url.Values{"name": {u.Name}}, nil, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("people.saved")
	return c.seeOther("/people")
}
