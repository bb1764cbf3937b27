package server

import (
	"net/http"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// homePage is what waits for the person who signed in.
type homePage struct {
	Page
	app.Waiting
}

func (homePage) template() (layout, name string) { return "staff", "home" }

// homePlace is somewhere to go when nothing waits.
type homePlace struct{ Nav }

// Lead is the key of the sentence that says what is there.
func (p homePlace) Lead() string { return "home.place." + strings.TrimPrefix(p.Key, "nav.") }

// Places lists where the user can go.
func (p homePage) Places() []homePlace {
	var out []homePlace
	for _, n := range p.Navigation() {
		if !n.Current {
			out = append(out, homePlace{n})
		}
	}
	return out
}

// ListsRequisitions tells whether there is a list of all requisitions to go to.
func (p homePage) ListsRequisitions() bool { return p.User.Is(hiring.HR, hiring.Recruiter) }

// ComingRows lists the user's coming interviews.
func (p homePage) ComingRows() []interviewRow { return p.interviewRows(p.Coming) }

// CardRows lists the interviews that wait for the user's scorecard.
func (p homePage) CardRows() []interviewRow { return p.interviewRows(p.Cards) }

func (s *Server) homeShow(c *request) error {
	w, err := s.app.WaitingFor(c.Request().Context(), *c.user)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, homePage{Page: c.page("home.title").in("home"), Waiting: w})
}
