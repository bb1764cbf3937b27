package server

import (
	"net/http"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/store"
)

// raterRoutes show how a requisition's candidates were rated: to HR, to compliance without names, to its owner, and to
// each of those who rate as far as it is about themselves.
func (s *Server) raterRoutes() []route {
	return []route{
		{http.MethodGet, "/requisitions/:id/raters", staff(hiring.HR, hiring.Compliance).orOwn(ratesHere, hiring.Recruiter, hiring.Interviewer), s.raterList},
		{http.MethodGet, "/requisitions/:id/raters/answers", staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter), s.raterAnswers},
	}
}

// ratesHere: the requisition a path names is the user's own, or the user is on its panel or on that of an interview.
func ratesHere(s *Server, c *request) (bool, error) {
	if mine, err := onRequisition(s, c); mine || err != nil {
		return mine, err
	}
	id, err := c.id("id")
	if err != nil {
		return false, missingIsNo(err)
	}
	return s.app.Store().SitsOnPanel(c.Request().Context(), id, c.user.ID)
}

// raterCandidates is how many candidates' means one page shows.
const raterCandidates = 50

// ratersPage says how far raters agree and what each of them can take from it: coaching, without an order of merit.
type ratersPage struct {
	Page
	Requisition hiring.Requisition
	View        hiring.RaterView
	Sources     []raterSource
	Nothing     string   // the state in which there is nothing to show: the second part of a key, or ""
	Basis       string   // what the page rests on, in a sentence
	Verdict     string   // how far two raters agree
	Reliability []string // how reliable that makes a rating, and how many raters are needed
	Limits      []raterLimit
	Questions   []raterQuestion
	Figures     []raterFigure
	Pairs       []raterPair
	Looked      []raterTally
	Cards       []raterCard
	Few         []raterCard // of whom nothing can be said yet
	More        int         // raters beyond those shown
	Candidates  []raterCandidate
	OwnHidden   int        // the viewer's own ratings that are left out as long as they are blind to the candidates
	Left        []leftLine // answers that were left to others, by rater and reason
	LeftAll     int
	LeftNobody  int    // of them, those that nobody rates now
	Adjusted    bool   // the candidates have adjusted means
	Unadjusted  string // why they have none, though severity can be worked out; or ""
	Of          hiring.RatingSource
	raterStretch
	lists bool // the viewer may open the lists of candidates that counts are of
}

func (ratersPage) template() (layout, name string) { return "staff", "raters" }

// raterLimit is what limits the agreement, and what to do; Href leads to the answers it counts, if it counts any.
type raterLimit struct{ Text, Href string }

// raterSource is one place where levels were given.
type raterSource struct {
	Label, Href string
	Current     bool
}

// raterCandidate is what one candidate was given, as it is and adjusted for severity.
type raterCandidate struct {
	Href, Label, Mean, Adjusted string
	Ratings                     int
}

// raterList shows the page. Seeing candidates' means is audited.
func (s *Server) raterList(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	of, _ := hiring.ParseRatingSource(c.QueryParam("of"))
	q, err := s.app.RaterQuality(c.Request().Context(), *c.user, id, of)
	if err != nil {
		return err
	}
	page := ratersPage{
		Page: c.page("rater.title").in("requisitions"), Requisition: q.Requisition, View: q.View, Of: q.Of,
		raterStretch: raterStretch{From: pipelineFrom(c.QueryParam("from")), Next: -1},
	}
	if q.View.Everybody {
		work, err := s.app.PanelWork(c.Request().Context(), c.user.ID, q.Requisition)
		if err != nil {
			return err
		}
		page.lists = !work.Hidden
	}
	page.OwnHidden = q.OwnHidden
	page.fill(q)
	if q.Of != hiring.RatedInterviews { // in an interview nobody leaves an answer to another
		page.addLeft(q.Left)
	}
	if n := len(page.Candidates); n > 0 {
		if err := s.app.NoteRatersViewed(c.Request().Context(), c.actor(), id, q.Of, n); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// path is the page's address about one source.
func (p ratersPage) path(of hiring.RatingSource) string {
	return "/requisitions/" + p.Requisition.ID.String() + "/raters?of=" + string(of)
}

// Further is the address of more candidates.
func (p ratersPage) Further(from int) string {
	return p.path(p.Of) + "&from=" + strconv.Itoa(from) + "#candidates"
}

// raterStretch is the part of a list that one page shows.
type raterStretch struct{ From, Next, end int } // Next is −1 where there is no more

// stretchOf is the part that begins at a place of a list of so many.
func stretchOf(from, of int) raterStretch {
	out := raterStretch{From: min(from, of), Next: -1}
	if out.end = min(of, out.From+raterCandidates); out.end < of {
		out.Next = out.end
	}
	return out
}

// Previous is where the part before begins, or −1.
func (p raterStretch) Previous() int {
	if p.From == 0 {
		return -1
	}
	return max(0, p.From-raterCandidates)
}

// OpensRequisition tells whether the viewer may open the requisition's own page.
func (p ratersPage) OpensRequisition() bool {
	owns := p.User.Is(hiring.Recruiter) && p.Requisition.OwnerID == p.User.ID
	return p.User.Is(hiring.HR) || owns || p.Requisition.OnPanel(p.User.ID) && p.User.Is(hiring.Recruiter, hiring.Interviewer)
}

// fill puts what is known into words, as far as the viewer may see it.
func (p *ratersPage) fill(q app.RaterQuality) {
	if len(q.Sources) > 1 {
		for _, of := range q.Sources {
			p.Sources = append(p.Sources, raterSource{p.T("rater.of." + string(of)), p.path(of), of == q.Of})
		}
	}
	own := p.addCards(q)
	switch {
	case len(q.Sources) == 0:
		p.Nothing = "rated"
	case q.Given == 0:
		p.Nothing = "known"
	case !p.View.Agreement && !own:
		p.Nothing = "own"
	}
	if p.Nothing != "" {
		return
	}
	if p.View.Agreement {
		p.addAgreement(q)
	}
	if p.View.Everybody {
		p.addPairs(q)
	}
	if p.View.Candidates {
		p.addCandidates(q)
	}
}

// leftLine is how many answers a rater has left to others, and why.
type leftLine struct {
	Name, Reason string
	Count        int
}

// addLeft lists the answers that were left to others.
func (p *ratersPage) addLeft(left store.LeftToOthers) {
	p.LeftNobody = left.Nobody
	for _, x := range left.By {
		line := leftLine{Name: x.Name, Count: x.Count}
		line.Reason = p.T("rater.left." + string(x.Reason))
		if x.Reason == hiring.CannotRead {
			line.Reason = p.T("rater.left.cannot_read", "Language", p.Named(x.Language))
		}
		p.Left, p.LeftAll = append(p.Left, line), p.LeftAll+x.Count
	}
}

// addCandidates lists a stretch of the candidates, by number: never by what they were given.
func (p *ratersPage) addCandidates(q app.RaterQuality) {
	all := peopleByNumber(q)
	p.raterStretch = stretchOf(p.From, len(all))
	few := severitiesUnknown(q)
	for _, x := range all[p.From:p.end] {
		row := raterCandidate{
			Href: "/applications/" + x.Name, Label: p.T("requisition.candidate_n", "Number", q.Numbers[x.Name]), Ratings: x.Ratings,
			Mean: "–", Adjusted: "–",
		}
		if x.Mean.Value != nil {
			row.Mean = p.Num(*x.Mean.Value, 1)
		}
		if x.Adjusted.Value != nil && few > 0 {
			p.Unadjusted = p.T("rater.candidates.few", "Need", stats.SevereShared, "Count", few)
		} else if x.Adjusted.Value != nil {
			row.Adjusted, p.Adjusted = p.Num(min(hiring.RatingLevels, max(1, *x.Adjusted.Value)), 1), true // the model knows no ends of the scale
		}
		p.Candidates = append(p.Candidates, row)
	}
}

// severitiesUnknown counts the raters whose severity rests on too few shared candidates to be said, and so to adjust by.
func severitiesUnknown(q app.RaterQuality) (n int) {
	for _, x := range q.Report.Raters {
		if x.Shared < stats.SevereShared {
			n++
		}
	}
	return n
}
