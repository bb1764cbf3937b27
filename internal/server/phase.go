package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// phaseRoutes are the phases of a requisition: whoever has to do with it sees who may do what when; the owner and HR
// move it.
func (s *Server) phaseRoutes() []route {
	return []route{
		{http.MethodGet, "/requisitions/:id/phase", staff(hiring.HR).orOwn(onRequisition, hiring.Recruiter, hiring.Interviewer), s.phaseShow},
		{http.MethodPost, "/requisitions/:id/phase", staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter), s.phaseChange},
	}
}

// phasePage shows where a requisition stands, who may see and do what in each phase, and leads on.
type phasePage struct {
	Page
	Form        Form
	Requisition hiring.Requisition
	Manages     bool
	Next        *phaseMove
	Open        []phaseOpen // what is still under way
	Strands     []phaseOpen // whose ratings, saved and not handed in, count no more once rating ends
	Stranded    int         // how many these are
	Groups      []phaseGroup
	History     []phaseLine
}

func (phasePage) template() (layout, name string) { return "staff", "phase" }

// phaseStep is a phase on the way through all of them.
type phaseStep struct {
	Label, What   string
	Done, Current bool
}

// phaseOpen says of one kind of work that it is still under way, and leads to those it counts: to the list of them, or to
// each.
type phaseOpen struct {
	Text, Href string
	Each       []phaseOpen
	More       int // beyond those named
}

// phaseMove is what going to a phase opens and closes, for whom.
type phaseMove struct {
	To             hiring.Phase
	Label          string
	Opens, Closes  []phaseRights
	Waits, Changes bool // something is still under way; something changes
	Ends           bool // rating ends
}

// phaseGroup is one seat's rows of the table of rights.
type phaseGroup struct {
	Seat string
	Rows []phaseRow
}

// phaseRow is one right in every phase.
type phaseRow struct {
	Right string
	Cells []phaseCell
}

// phaseCell is when a phase gives the right.
type phaseCell struct {
	Phase, Text string
	Current     bool
	Given       bool
}

// phaseLine is one change.
type phaseLine struct {
	Phase, By, Reason string
	At                time.Time
}

// phaseSteps lists the phases with where a requisition stands.
func (p Page) phaseSteps(now hiring.Phase) []phaseStep {
	var out []phaseStep
	at := slices.Index(hiring.Phases(), now)
	for i, phase := range hiring.Phases() {
		out = append(out, phaseStep{Label: p.T("phase." + string(phase)), What: p.T("phase." + string(phase) + ".what"), Done: i < at, Current: i == at})
	}
	return out
}

// Steps lists the phases.
func (p phasePage) Steps() []phaseStep { return p.phaseSteps(p.Requisition.Phase) }

// Phase is the one the requisition is in.
func (p phasePage) Phase() string { return p.T("phase." + string(p.Requisition.Phase)) }

// Others offers the phases that are not the next one: further on, or back.
func (p phasePage) Others() []Choice {
	var out []Choice
	for i, phase := range p.Requisition.Phase.Later() {
		if i > 0 {
			out = append(out, Choice{Value: string(phase), Label: p.T("phase.on_to", "Phase", p.T("phase."+string(phase)))})
		}
	}
	for _, phase := range p.Requisition.Phase.Earlier() {
		out = append(out, Choice{Value: string(phase), Label: p.T("phase.back_to", "Phase", p.T("phase."+string(phase)))})
	}
	return out
}

// EndsElsewhere tells whether one of the other phases ends rating.
func (p phasePage) EndsElsewhere() bool {
	return slices.ContainsFunc(p.Others(), func(c Choice) bool { return p.Requisition.Phase.EndsRating(hiring.Phase(c.Value)) })
}

// Elsewhere tells whether the form that leads to another phase than the next was sent.
func (p phasePage) Elsewhere() bool {
	return len(p.Form.Problems) > 0 && (p.Next == nil || p.Form.Values.Get("phase") != string(p.Next.To))
}

// StrandsTick is the tick without which rating does not end over ratings that are not handed in, for one of two forms.
func (p phasePage) StrandsTick(elsewhere bool) Field {
	f := p.Form
	if elsewhere != p.Elsewhere() {
		f = newForm(p.Page, nil, nil)
	}
	n := strconv.Itoa(p.Stranded)
	out := f.Choose("strands", "phase.strands.tick", []Choice{{Value: n, Label: p.T("phase.strands.known", "Count", p.Stranded)}})
	if elsewhere {
		out.ID += "-elsewhere"
	}
	return out
}

// Path is the address of the page.
func (p phasePage) Path() string { return "/requisitions/" + p.Requisition.ID.String() + "/phase" }

// Version is the requisition's version that a change is made from.
func (p phasePage) Version() string { return strconv.Itoa(p.Requisition.Version) }

func (s *Server) phaseShow(c *request) error { return s.renderPhase(c, http.StatusOK, nil, nil) }

// phaseChange takes the requisition to a phase. Somebody else who was quicker is shown, with what was typed.
func (s *Server) phaseChange(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	n := app.NewPhase{To: hiring.Phase(form.Get("phase")), Reason: form.Get("reason"), Version: formVersion(form)}
	n.Strands, _ = strconv.Atoi(form.Get("strands"))
	err = s.app.ChangePhase(c.Request().Context(), *c.user, id, n)
	if err == nil {
		c.flash("phase.was_changed")
		return c.seeOther("/requisitions/" + id.String() + "/phase")
	}
	problems, status := hiring.ProblemsOf(err), http.StatusUnprocessableEntity
	if isStale(err) {
		who, err := s.changedBy(c, recorded{"requisition", id.String(), []string{"requisition."}})
		if err != nil {
			return err
		}
		problems, status = hiring.Problems{{Field: "phase", Key: "phase.problem.meanwhile", Args: []any{"Who", who}}}, http.StatusConflict
	}
	if len(problems) == 0 {
		return err
	}
	return s.renderPhase(c, status, form, problems)
}

func (s *Server) renderPhase(c *request, status int, typed url.Values, problems hiring.Problems) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	v, err := s.app.ViewPhase(c.Request().Context(), id)
	if err != nil {
		return err
	}
	page := phasePage{
		Page: c.page("phase.title", "Name", v.Name).in("requisitions"), Requisition: v.Requisition,
		Manages: c.user.Is(hiring.HR) || v.OwnerID == c.user.ID && c.user.Is(hiring.Recruiter),
	}
	page.Form = newForm(page.Page, typed, problems)
	page.Groups = page.phaseGroups(v.Phase)
	if page.Manages {
		work, err := s.app.PanelWork(c.Request().Context(), c.user.ID, v.Requisition)
		if err != nil {
			return err
		}
		page.Open = page.openWork(v, !work.Hidden)
		page.strand(v, !work.Hidden)
		page.Next = page.nextPhase(v)
	}
	for _, x := range v.Changes {
		page.History = append(page.History, phaseLine{Phase: page.T("phase." + string(x.Phase)), By: v.Users[x.By], Reason: x.Reason, At: x.At})
	}
	slices.Reverse(page.History)
	return c.render(status, page)
}

// phaseRights is what one seat may do, or may no more.
type phaseRights struct {
	Seat   string
	Rights []string
}

// nextPhase says what going on would change, or nil after the last phase.
func (p phasePage) nextPhase(v app.PhaseView) *phaseMove {
	later := v.Phase.Later()
	if len(later) == 0 {
		return nil
	}
	out := &phaseMove{To: later[0], Label: p.T("phase." + string(later[0])), Waits: v.Open.Anything(), Ends: v.Phase.EndsRating(later[0])}
	for _, x := range v.Phase.Changes(later[0]) {
		list := &out.Opens
		if x.To == hiring.Never {
			list = &out.Closes
		}
		seat := p.T("phase.seat." + string(x.Seat))
		if n := len(*list); n == 0 || (*list)[n-1].Seat != seat {
			*list = append(*list, phaseRights{Seat: seat})
		}
		of := &(*list)[len(*list)-1]
		of.Rights = append(of.Rights, p.T("phase.right."+string(x.Right)))
	}
	out.Changes = len(out.Opens)+len(out.Closes) > 0
	return out
}

// strand names whose ratings are saved and not handed in; lists tells whether the reader may open the candidates' lists.
func (p *phasePage) strand(v app.PhaseView, lists bool) {
	for _, x := range v.Open.Ratings {
		if x.Saved == 0 {
			continue
		}
		line := phaseOpen{Text: p.T("phase.strands.who", "Name", x.Name, "Count", x.Saved)}
		switch {
		case x.Rater == p.User.ID:
			line.Href = "/ratings"
		case lists:
			line.Href = pathWith("/requisitions/"+v.ID.String(), pipelineCame{toRate: x.Rater}.values())
		}
		p.Strands, p.Stranded = append(p.Strands, line), p.Stranded+x.Saved
	}
}

// openWork puts what is still under way into sentences; lists tells whether the reader may open the lists of candidates
// that it counts.
func (p Page) openWork(v app.PhaseView, lists bool) []phaseOpen {
	var out []phaseOpen
	add := func(n int, text string, address url.Values) {
		line := phaseOpen{Text: text}
		if lists && len(address) > 0 {
			line.Href = pathWith("/requisitions/"+v.ID.String(), address)
		}
		if n > 0 {
			out = append(out, line)
		}
	}
	w := v.Open
	for _, x := range w.Ratings {
		over := ""
		if v.Phase.Leave(hiring.SeatPanel, hiring.RateAnswers) == hiring.Never {
			over = ".over"
		}
		text := p.T("phase.open.ratings"+over, "Name", x.Name, "Count", x.Count)
		if x.Saved > 0 {
			text += " " + p.T("phase.open.saved"+over, "Count", x.Saved)
		}
		add(x.Count, text, pipelineCame{toRate: x.Rater}.values())
	}
	if w.Cards > 0 {
		line := phaseOpen{Text: p.T("phase.open.cards", "Count", w.Cards), More: w.Cards - len(v.Cards)}
		for _, x := range v.Cards {
			line.Each = append(line.Each, phaseOpen{Text: p.T("phase.open.card", "Name", x.Name, "Number", x.Number), Href: interviewPath(x.InterviewID)})
		}
		out = append(out, line)
	}
	add(w.Started, p.T("phase.open.started", "Count", w.Started), url.Values{"stage": {string(hiring.Started)}})
	add(w.Invited, p.T("phase.open.invited", "Count", w.Invited), url.Values{"stage": {string(hiring.Invited)}})
	add(w.Proposals, p.T("phase.open.proposals", "Count", w.Proposals), pipelineCame{proposed: true}.values())
	add(w.Undecided, p.T("phase.open.undecided", "Count", w.Undecided), url.Values{"stage": {string(hiring.Scored)}})
	return out
}

// phaseGroups writes the table of rights, one group of rows for each seat.
func (p Page) phaseGroups(now hiring.Phase) []phaseGroup {
	var out []phaseGroup
	for _, seat := range hiring.Seats() {
		g := phaseGroup{Seat: p.T("phase.seat." + string(seat))}
		for _, right := range hiring.Rights() {
			row := phaseRow{Right: p.T("phase.right." + string(right))}
			for _, phase := range hiring.Phases() {
				leave := phase.Leave(seat, right)
				row.Cells = append(row.Cells, phaseCell{
					Phase: p.T("phase." + string(phase)), Text: p.T("phase.leave." + string(leave)), Current: phase == now, Given: leave != hiring.Never,
				})
			}
			g.Rows = append(g.Rows, row)
		}
		out = append(out, g)
	}
	return out
}
