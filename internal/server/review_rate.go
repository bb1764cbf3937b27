package server

import (
	"math"
	"net/http"
	"net/url"

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
	Of          string // of the whole company: whose rates alone these are, or of which question; "" for everybody's
	Groups      []rateGroup
	Few         int
	ByGroup     bool // the reader may see them by group
	asked       reviewsAsked
	Changed     []changedGroup // the reviews asked for of a requisition, by question
	More        bool           // there are more of them
	// For whoever opens no list of requisitions: their names, with the address of what may be read there, and its
	// neighbouring pages.
	Rounds         []Choice
	Previous, Next string
}

func (reviewRatesPage) template() (layout, name string) { return "staff", "review-rates" }

// rateGroup is the rates of one kind.
type rateGroup struct {
	ID, Heading, Help, Column string
	Lines                     []rateLine
}

// rateLine is one rate in words.
type rateLine struct {
	ID, Name, Href                  string
	N, Accepted, Adjusted, Voided   int
	Singly                          int // reviewed one by one: what the rate is of
	AtOnce                          int // of the accepted, with all that were left of a candidate
	Rate, Interval, Move, Direction string
	TooFew                          bool
}

// changedGroup is what was made of the scores of one question.
type changedGroup struct {
	ID, Prompt string
	Lines      []changedLine
}

// changedLine is one of them; it leads to the answer.
type changedLine struct{ Who, Href, Change string }

// fillChanged lists the reviews asked for, of candidates whose scores the reader may see.
func (s *Server) fillChanged(c *request, page *reviewRatesPage, r hiring.Requisition, questions []store.ReviewCount) error {
	list, more, err := s.app.StandingReviews(c.Request().Context(), c.user.ID, r, page.asked.filter())
	if err != nil {
		return err
	}
	page.More = more
	for _, q := range questions {
		g := changedGroup{ID: q.ID.String(), Prompt: q.Name}
		for _, x := range list {
			if x.QuestionVersionID != q.ID {
				continue
			}
			line := changedLine{Who: page.candidateNumber(x.Number), Href: applicationPath(x.ApplicationID) + "#a-" + g.ID, Change: page.T("review.was." + string(x.Act))}
			if x.Act == hiring.Adjust && x.After != nil {
				line.Change = page.T("review_rate.from_to", "Before", page.whole(x.Before), "After", page.whole(*x.After))
			}
			g.Lines = append(g.Lines, line)
		}
		if len(g.Lines) > 0 {
			page.Changed = append(page.Changed, g)
		}
	}
	return nil
}

// reviewRatesOfRequisition shows them for one requisition. Who did what is for HR alone.
func (s *Server) reviewRatesOfRequisition(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	page := reviewRatesPage{Page: c.page("review_rate.title_of", "Name", r.Name).in("requisitions"), Requisition: &r, Few: hiring.FewestForRate}
	page.asked = reviewsAskedOf(c.QueryParams(), c.user.Is(hiring.HR))
	byQuestion, err := s.app.Store().ReviewRates(c.Request().Context(), r.ID, store.RatesByQuestion, store.ReviewFilter{})
	if err != nil {
		return err
	}
	page.sum(byQuestion)
	if err := s.nameQuestions(c, byQuestion); err != nil {
		return err
	}
	page.add("question", byQuestion, nil)
	if err := s.fillChanged(c, &page, r, byQuestion); err != nil {
		return err
	}
	if c.user.Is(hiring.HR) {
		if err := s.ratesByPerson(c, &page, r.ID); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// reviewRatesOfCompany shows them over all requisitions; of one question or one person, by requisition alone.
func (s *Server) reviewRatesOfCompany(c *request) error {
	page := reviewRatesPage{Page: c.page("review_rate.title").in("reviews"), Few: hiring.FewestForRate}
	page.asked = reviewsAskedOf(c.QueryParams(), true)
	page.ByGroup = c.user.SeesGroups()
	page.asked.act = ""
	rounds, err := s.app.Store().ReviewRates(c.Request().Context(), uuid.Nil, store.RatesByRequisition, page.asked.whose())
	if err != nil {
		return err
	}
	page.sum(rounds)
	page.add("requisition", rounds, func(id uuid.UUID) string { return page.requisitionReviews(id.String(), "") })
	if page.asked.kind != "" {
		return s.reviewRatesOfOne(c, page)
	}
	byQuestion, err := s.app.Store().ReviewRates(c.Request().Context(), uuid.Nil, store.RatesByQuestion, store.ReviewFilter{})
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
		if err := s.roundsToRead(c, &page); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// reviewRatesOfOne says whose or what rates these are.
func (s *Server) reviewRatesOfOne(c *request, page reviewRatesPage) error {
	one := store.ReviewCount{ID: page.asked.id}
	switch page.asked.kind {
	case "question":
		some := []store.ReviewCount{one}
		if err := s.nameQuestions(c, some); err != nil {
			return err
		}
		page.Of = some[0].Name
	default:
		names, err := s.app.Store().RaterNames(c.Request().Context(), []uuid.UUID{one.ID})
		if err != nil {
			return err
		}
		page.Of = names[one.ID]
	}
	if page.Of == "" {
		page.Of = page.T("rater.unknown")
	}
	return c.render(http.StatusOK, page)
}

// roundsToRead lists requisitions, page by page, with how their raters agree, beside which report and files lie:
// compliance reads them, and opens no requisition.
func (s *Server) roundsToRead(c *request, page *reviewRatesPage) error {
	f := store.RequisitionFilter{User: c.user.ID, Everybodys: true, Limit: requisitionListSize}
	c.requisitionPlace(&f)
	around, err := s.app.Store().RequisitionPage(c.Request().Context(), f)
	if err != nil {
		return err
	}
	for _, r := range around.List {
		page.Rounds = append(page.Rounds, Choice{Value: "/requisitions/" + r.ID.String() + "/raters", Label: r.Name})
	}
	page.Previous = beyondRequisition("/reviews", url.Values{}, beforeParam, around.Previous)
	page.Next = beyondRequisition("/reviews", url.Values{}, afterParam, around.Next)
	return nil
}

func (s *Server) ratesByPerson(c *request, page *reviewRatesPage, requisition uuid.UUID) error {
	people, err := s.app.Store().ReviewRates(c.Request().Context(), requisition, store.RatesByPerson, store.ReviewFilter{})
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
		line.ID = x.ID.String()
		if href != nil {
			line.Href = href(x.ID)
		}
		g.Lines = append(g.Lines, line)
	}
	p.Groups = append(p.Groups, g)
}

// rateLine writes a rate with Wilson's interval, and by how much and in which direction scores were moved. With fewer
// single reviews than a rate needs only the counts are shown.
func (p Page) rateLine(name string, r hiring.ReviewRate) rateLine {
	out := rateLine{Name: name, N: r.Total(), Singly: r.Singly(), Accepted: r.Accepted, Adjusted: r.Adjusted, Voided: r.Voided, AtOnce: r.AtOnce, TooFew: r.Singly() < hiring.FewestForRate}
	if !out.TooFew {
		share := stats.NewProportion(r.Overridden(), r.Singly(), rateLevel)
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
