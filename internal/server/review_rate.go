package server

import (
	"math"
	"net/http"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/stats"
	"touchstone/internal/store"
)

// reviewRatesPage shows how often people changed computed scores: by question, by requisition and, for coaching, by
// person.
type reviewRatesPage struct {
	Page
	Requisition *hiring.Requisition // nil: of the whole company
	All         *rateLine
	Groups      []rateGroup
	Few         int
	Rounds      []Choice // for whoever opens no list of requisitions: names, with the address of what may be read there
}

func (reviewRatesPage) template() (layout, name string) { return "staff", "review-rates" }

// rateGroup is the rates of one kind.
type rateGroup struct {
	ID, Heading, Help, Column string
	Lines                     []rateLine
}

// rateLine is one rate in words.
type rateLine struct {
	Name, Href                      string
	N, Accepted, Adjusted, Voided   int
	Rate, Interval, Move, Direction string
	TooFew                          bool
}

// reviewRatesOfRequisition shows them for one requisition. Who did what is for HR alone.
func (s *Server) reviewRatesOfRequisition(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	page := reviewRatesPage{Page: c.page("review_rate.title_of", "Name", r.Name).in("requisitions"), Requisition: &r, Few: hiring.FewestForRate}
	byQuestion, err := s.app.Store().ReviewRates(c.Request().Context(), r.ID, store.RatesByQuestion)
	if err != nil {
		return err
	}
	page.sum(byQuestion)
	if err := s.nameQuestions(c, byQuestion); err != nil {
		return err
	}
	page.add("question", byQuestion, nil)
	if c.user.Is(hiring.HR) {
		if err := s.ratesByPerson(c, &page, r.ID); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// reviewRatesOfCompany shows them over all requisitions.
func (s *Server) reviewRatesOfCompany(c *request) error {
	page := reviewRatesPage{Page: c.page("review_rate.title").in("reviews"), Few: hiring.FewestForRate}
	rounds, err := s.app.Store().ReviewRates(c.Request().Context(), uuid.Nil, store.RatesByRequisition)
	if err != nil {
		return err
	}
	page.sum(rounds)
	page.add("requisition", rounds, func(id uuid.UUID) string {
		if !c.user.Is(hiring.HR) {
			return ""
		}
		return "/requisitions/" + id.String() + "/reviews"
	})
	byQuestion, err := s.app.Store().ReviewRates(c.Request().Context(), uuid.Nil, store.RatesByQuestion)
	if err != nil {
		return err
	}
	if err := s.nameQuestions(c, byQuestion); err != nil {
		return err
	}
	page.add("question", byQuestion, nil)
	if err := s.ratesByPerson(c, &page, uuid.Nil); err != nil {
		return err
	}
	if !c.user.Is(hiring.HR, hiring.Recruiter) {
		if page.Rounds, err = s.roundsToRead(c); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// roundsToRead lists every requisition with how its raters agree, beside which its report and files lie: compliance
// reads them, and opens no requisition.
func (s *Server) roundsToRead(c *request) ([]Choice, error) {
	all, err := s.app.Store().Requisitions(c.Request().Context(), c.user.ID, true)
	var out []Choice
	for _, r := range all {
		out = append(out, Choice{Value: "/requisitions/" + r.ID.String() + "/raters", Label: r.Name})
	}
	return out, err
}

func (s *Server) ratesByPerson(c *request, page *reviewRatesPage, requisition uuid.UUID) error {
	people, err := s.app.Store().ReviewRates(c.Request().Context(), requisition, store.RatesByPerson)
	if err != nil {
		return err
	}
	i18n.Sort(c.words, people, func(x store.ReviewCount) string { return x.Name }) // in no order of rates
	page.add("person", people, nil)
	return nil
}

// nameQuestions gives the counts by question their prompts.
func (s *Server) nameQuestions(c *request, counts []store.ReviewCount) error {
	var ids []uuid.UUID
	for _, x := range counts {
		ids = append(ids, x.ID)
	}
	prompts, err := s.app.Store().Prompts(c.Request().Context(), ids)
	if err != nil {
		return err
	}
	for i := range counts {
		counts[i].Name = prompts[counts[i].ID].In(c.words.Language)
	}
	return nil
}

// sum sets the rate of everything.
func (p *reviewRatesPage) sum(counts []store.ReviewCount) {
	var all hiring.ReviewRate
	for _, x := range counts {
		all = all.Add(x.ReviewRate)
	}
	if all.Total() > 0 {
		line := p.rateLine("", all)
		p.All = &line
	}
}

// add adds a group of rates.
func (p *reviewRatesPage) add(kind string, counts []store.ReviewCount, href func(uuid.UUID) string) {
	if len(counts) == 0 {
		return
	}
	g := rateGroup{ID: kind, Heading: p.T("review_rate.by." + kind), Help: p.T("review_rate.by." + kind + ".help"), Column: p.T("review_rate.column." + kind)}
	for _, x := range counts {
		line := p.rateLine(x.Name, x.ReviewRate)
		if href != nil {
			line.Href = href(x.ID)
		}
		g.Lines = append(g.Lines, line)
	}
	p.Groups = append(p.Groups, g)
}

// rateLine writes a rate with Wilson's interval, and by how much and in which direction scores were moved. With fewer
// reviews than a rate needs only the counts are shown.
func (p Page) rateLine(name string, r hiring.ReviewRate) rateLine {
	out := rateLine{Name: name, N: r.Total(), Accepted: r.Accepted, Adjusted: r.Adjusted, Voided: r.Voided, TooFew: r.Total() < hiring.FewestForRate}
	if !out.TooFew {
		share := stats.NewProportion(r.Overridden(), r.Total(), rateLevel)
		out.Rate = p.Percent(share.P.Value)
		out.Interval = p.T("review_rate.interval", "Lo", p.Percent(share.Wilson.Lo), "Hi", p.Percent(share.Wilson.Hi))
	}
	if mean, ok := r.MeanMove(); ok {
		out.Move = p.signed(mean)
		out.Direction = p.T("review_rate.direction", "Up", r.Up, "Down", r.Down)
	}
	return out
}

// rateLevel is the level of the interval of a rate.
const rateLevel = .95

// signed writes points with their sign.
func (p Page) signed(x float64) string {
	x = math.Round(x)
	switch {
	case x > 0:
		return "+" + p.Num(x, 0)
	case x < 0:
		return "−" + p.Num(-x, 0)
	}
	return p.Num(0, 0)
}
