package server

import (
	"net/http"
	"net/url"

	"touchstone/internal/hiring"
)

func (s *Server) accountRoutes() []route {
	return []route{
		{http.MethodGet, "/sign-in", public(), s.signInShow},
		{http.MethodPost, "/sign-in", public(), s.signIn},
		{http.MethodPost, "/sign-out", public(), s.signOut},
		{http.MethodGet, "/setup/:token", public(), s.setupShow},
		{http.MethodPost, "/setup/:token", public(), s.setUp},
		{http.MethodGet, "/account", signedIn(), s.accountShow},
		{http.MethodPost, "/account", signedIn(), s.accountSave},
		{http.MethodPost, "/account/password", signedIn(), s.accountPassword},
	}
}

type signInPage struct {
	Page
	Form Form
	Next string
}

func (signInPage) template() (layout, name string) { return "plain", "sign-in" }

func (s *Server) signInShow(c *request) error {
	if c.user != nil {
		return c.seeOther(safeNext(c.QueryParam("next")))
	}
	p := c.page("account.sign_in")
	return c.render(http.StatusOK, signInPage{Page: p, Form: newForm(p, nil, nil), Next: c.QueryParam("next")})
}

func (s *Server) signIn(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	email, next := v.Get("email"), v.Get("next")
	fail := func(status int, ps hiring.Problems) error {
		p := c.page("account.sign_in")
		return c.render(status, signInPage{Page: p, Form: newForm(p, url.Values{"email": {email}}, ps), Next: next})
	}
	if !s.throttle.allow(c.now(), c.RealIP(), email) {
		return fail(http.StatusTooManyRequests, hiring.Problems{{Field: "email", Key: "problem.too_many_tries"}})
	}
	ctx := c.Request().Context()
	u, err := s.app.SignIn(ctx, email, v.Get("password"))
	if hiring.KindOf(err) == hiring.Invalid {
		return fail(http.StatusUnprocessableEntity, hiring.Problems{{Field: "email", Key: "problem.sign_in"}})
	}
	if err != nil {
		return err
	}
	if err := s.begin(c, u); err != nil {
		return err
	}
	return c.seeOther(safeNext(next))
}

// begin starts a session for a user under a new token.
func (s *Server) begin(c *request, u hiring.User) error {
	ctx := c.Request().Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.remember(ctx, u)
	return nil
}

func (s *Server) signOut(c *request) error {
	if err := s.sessions.Destroy(c.Request().Context()); err != nil {
		return err
	}
	return c.seeOther("/sign-in")
}

type setupPage struct {
	Page
	Form Form
}

func (setupPage) template() (layout, name string) { return "plain", "setup" }

func (s *Server) setupShow(c *request) error {
	if err := s.app.CheckSetup(c.Request().Context(), c.Param("token")); err != nil {
		return err
	}
	p := c.page("account.setup")
	return c.render(http.StatusOK, setupPage{Page: p, Form: newForm(p, url.Values{"language": {string(p.Lang)}}, nil)})
}

func (s *Server) setUp(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	u := hiring.User{Name: v.Get("name"), Email: v.Get("email"), Language: hiring.Language(v.Get("language"))}
	u, err = s.app.SetUp(c.Request().Context(), c.Param("token"), hiring.Organization{Name: v.Get("organization")}, u, v.Get("password"))
	if hiring.KindOf(err) == hiring.Invalid {
		v.Del("password")
		p := c.page("account.setup")
		return c.render(http.StatusUnprocessableEntity, setupPage{Page: p, Form: newForm(p, v, hiring.ProblemsOf(err))})
	}
	if err != nil {
		return err
	}
	if err := s.begin(c, u); err != nil {
		return err
	}
	return c.seeOther("/")
}

type accountPage struct {
	Page
	Form, Password Form
}

func (accountPage) template() (layout, name string) { return "staff", "account" }

func (s *Server) accountShow(c *request) error {
	return s.renderAccount(c, http.StatusOK, nil, nil, nil)
}

func (s *Server) renderAccount(c *request, status int, v url.Values, ps, passwordProblems hiring.Problems) error {
	p := c.page("account.title")
	if v == nil {
		v = url.Values{"name": {c.user.Name}, "language": {string(c.user.Language)}}
	}
	return c.render(status, accountPage{Page: p, Form: newForm(p, v, ps), Password: newForm(p, nil, passwordProblems)})
}

func (s *Server) accountSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	u := *c.user
	u.Name, u.Language = v.Get("name"), hiring.Language(v.Get("language"))
	err = s.app.ChangeUser(c.Request().Context(), c.actor(), u)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderAccount(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err), nil)
	}
	if err != nil {
		return err
	}
	c.flash("account.saved")
	return c.seeOther("/account")
}

// accountPassword changes one's own password. The session goes on under a new token; all others end.
func (s *Server) accountPassword(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	if !s.throttle.allow(c.now(), c.RealIP(), c.user.Email) {
		many := hiring.Problems{{Field: "current", Key: "problem.too_many_tries"}}
		return s.renderAccount(c, http.StatusTooManyRequests, nil, nil, many)
	}
	ctx := c.Request().Context()
	if _, err := s.app.CheckPassword(ctx, c.user.Email, v.Get("current")); err != nil {
		if hiring.KindOf(err) != hiring.Invalid {
			return err
		}
		return s.renderAccount(c, http.StatusUnprocessableEntity, nil, nil, hiring.Problems{{Field: "current", Key: "problem.wrong_password"}})
	}
	err = s.app.ResetPassword(ctx, c.actor(), c.user.ID, v.Get("password"))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderAccount(c, http.StatusUnprocessableEntity, nil, nil, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	u, err := s.app.User(ctx, c.user.ID)
	if err != nil {
		return err
	}
	if err := s.begin(c, u); err != nil {
		return err
	}
	c.flash("account.password_changed")
	return c.seeOther("/account")
}

// LanguageChoices offers the interface's languages.
func (p Page) LanguageChoices() []Choice {
	var out []Choice
	for _, l := range hiring.Languages() {
		out = append(out, Choice{Value: string(l), Label: p.OwnName(l)})
	}
	return out
}
