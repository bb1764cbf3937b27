package server

import (
	"net/url"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// interviewPage is one interview: when, where, with whom, and what can be done about it.
type interviewPage struct {
	Page
	app.InterviewView
	Form     Form
	Base     string // the address that everything of this interview begins with: a guest's is the personal link
	When     string
	Closes   string // until when scorecards are waited for
	Distance string // today, in 3 days; or "" once it is long over
	Candid   string // what the candidate is called
	Mail     bool
	Open     bool // takes place, and its window is open: things can be changed
	Held     bool // a scorecard is in
	Started  bool
	people   []hiring.User // who could still be on the panel
}

func (interviewPage) template() (layout, name string) { return "staff", "interview" }

// interviewPageOf builds the page for whoever looks at it.
func interviewPageOf(c *request, v app.InterviewView, base string) interviewPage {
	p := interviewPage{InterviewView: v, Base: base, Mail: c.s.app.MailOn()}
	p.Candid = v.Candidate
	if p.Candid == "" {
		p.Candid = c.words.T("interview.erased")
	}
	p.Page = c.rawPage(c.words.T("interview.with", "Candidate", p.Candid)).in("interviews")
	p.When, p.Closes = p.when(v.Interview), p.words.DateTime(app.InZone(v.Interview, v.ClosesAt))
	p.Distance = p.distance(v.Interview, c.now())
	p.Open = !v.Cancelled() && !v.WindowClosed(c.now())
	p.Started = !c.now().Before(v.StartsAt)
	for _, m := range v.Panel {
		p.Held = p.Held || m.Card == store.CardIn
	}
	return p
}

// when says when an interview is held, where it is held.
func (p Page) when(i hiring.Interview) string { return app.When(p.words, i) }

// distance says how far an interview is from now, in the days of the place where it is held.
func (p Page) distance(i hiring.Interview, now time.Time) string {
	start := app.InZone(i, i.StartsAt)
	today, day := startOfDay(now.In(start.Location())), startOfDay(start)
	days := int((day.Sub(today) + 12*time.Hour) / (24 * time.Hour)) // days of 23 and 25 hours count as days
	switch {
	case day.Before(today):
		return ""
	case !now.Before(i.StartsAt) && now.Before(i.EndsAt()):
		return p.T("interview.distance.now")
	case days == 0:
		return p.T("interview.distance.today")
	case days == 1:
		return p.T("interview.distance.tomorrow")
	}
	return p.T("interview.distance.days", "Count", days)
}

// CanScore tells whether the viewer's scorecard may be opened: its own place on the panel, and the interview stands.
func (p interviewPage) CanScore() bool {
	return p.Mine != nil && !p.Cancelled() && (p.Open || p.MyCard != store.CardNone)
}

// People offers who could still be put on the panel.
func (p interviewPage) People() Field {
	choices := []Choice{{Value: "", Label: p.T("panelist.choose")}}
	for _, u := range p.people {
		choices = append(choices, Choice{Value: u.ID.String(), Label: u.Name})
	}
	return p.Form.Choose("person", "panelist.person", choices)
}

// renderInterview shows an interview to a user; what was typed and what was wrong is kept.
func (s *Server) renderInterview(c *request, status int, v url.Values, ps hiring.Problems) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	view, err := s.app.ViewInterview(c.Request().Context(), *c.user, id)
	if err != nil {
		return err
	}
	page := interviewPageOf(c, view, interviewPath(id))
	page.Form = newForm(page.Page, v, ps)
	if page.Manages && page.Open {
		users, err := s.app.Store().Users(c.Request().Context())
		if err != nil {
			return err
		}
		on := map[string]bool{}
		for _, m := range view.Panel {
			on[m.Email] = true
		}
		for _, u := range users {
			if u.CanRate() && !on[u.Email] {
				page.people = append(page.people, u)
			}
		}
	}
	return c.render(status, page)
}
