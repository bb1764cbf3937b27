package server

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"touchstone/internal/hiring"
)

// access says who may use a route. The zero value lets nobody in.
type access struct {
	public bool          // anybody: sign-in, static files
	link   bool          // whoever holds a questionnaire link; the handler resolves the token
	roles  []hiring.Role // signed in, with one of these
	own    []hiring.Role // signed in, with one of these, and the thing is theirs by owns
	owns   ownership
}

// ownership tells whether what a route's parameters name is the user's own.
type ownership func(s *Server, c *request) (bool, error)

// route is one line of the route table.
type route struct {
	method, path string
	access       access
	handle       func(*request) error
}

func public() access                    { return access{public: true} }
func link() access                      { return access{link: true} }
func staff(roles ...hiring.Role) access { return access{roles: roles} }
func signedIn() access                  { return access{roles: hiring.Roles()} }
func (a access) orOwn(owns ownership, roles ...hiring.Role) access {
	a.own, a.owns = roles, owns
	return a
}

// mount adds the routes, each behind its guard.
func (s *Server) mount(routes []route) error {
	s.pages = pagesOf(routes)
	for _, r := range routes {
		s.echo.Add(r.method, r.path, s.guarded(r))
	}
	return nil
}

// guarded lets a request through to the handler only when the route's access says so. What one may not see is not
// found; who has not signed in is asked to.
func (s *Server) guarded(r route) echo.HandlerFunc {
	return func(ec echo.Context) error {
		if r.access.public && r.method == http.MethodGet && isStatic(r.path) {
			return r.handle(&request{Context: ec, s: s, words: s.words.For(hiring.English)})
		}
		return s.withSession(ec, func(c *request) error {
			ok, err := s.allowed(r.access, c)
			if err != nil {
				return err
			}
			if ok {
				return s.told(c, r, r.handle(c))
			}
			if c.user == nil {
				return c.askToSignIn()
			}
			return hiring.Missing("page")
		})
	}
}

// allowed is the whole of the rule: it returns true only where a clause says so.
func (s *Server) allowed(a access, c *request) (bool, error) {
	switch {
	case a.public, a.link:
		return true, nil
	case c.user == nil:
		return false, nil
	case c.user.Is(a.roles...):
		return true, nil
	case a.owns != nil && slices.ContainsFunc(a.own, func(r hiring.Role) bool { return c.user.Is(r) }):
		return a.owns(s, c)
	}
	return false, nil
}
