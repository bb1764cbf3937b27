package server

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// decisionRoutes are decisions, and what another person makes of one that was proposed.
func (s *Server) decisionRoutes() []route {
	owner := staff(hiring.HR).orOwn(ownsApplication, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/applications/:id/decision", owner, s.decisionShow},
		{http.MethodPost, "/applications/:id/decision", owner, s.decisionMake},
		{http.MethodPost, "/applications/:id/decision/confirmation", owner, s.proposalConfirm},
		{http.MethodPost, "/applications/:id/decision/return", owner, s.proposalReturn},
	}
}

// decisionPage is the form in which a person decides, with what there is to see and the decision that stands.
type decisionPage struct {
	Page
	Form       Form
	ID         uuid.UUID
	Heading    string
	Blind      bool
	Held       bool   // blind, and not for want of the own ratings
	Awaited    string // blind until the scorecard of this interview is in; or ""
	Early      bool   // nothing has been answered yet
	Discuss    []discussedValue
	Seen       []factLine // what there is to see
	Place      *placeView
	Awaits     []string        // interviews and scorecards that are still to come
	Departs    []departureNote // what deciding so would go against
	Current    *decisionLine
	Reopened   *decisionLine // the newest row takes a decision back
	Proposal   *proposalLine // waits for a second person
	Mine       bool          // the viewer proposed it
	Left       string        // how many answers are not in the fit, since too few top reps wrote in their language; or ""
	Confirmers string        // then: the names of those who may confirm it
	Instead    string
	Second     string // when a decision waits for another person, in words; or ""
	NotNow     []string
	outcomes   []hiring.Outcome
	on         hiring.Evidence // what there is to decide on
	reopenForm bool            // what was typed was the reopening
}

func (decisionPage) template() (layout, name string) { return "staff", "decision" }

// Outcomes offers what can be decided in this phase.
func (p decisionPage) Outcomes() Field {
	var choices []Choice
	for _, o := range p.outcomes {
		choices = append(choices, Choice{Value: string(o), Label: p.T("decision.outcome." + string(o)), Help: p.T("decision.outcome." + string(o) + ".help")})
	}
	return p.Form.Choose("outcome", "decision.outcome", choices, "required", true)
}

// CanDecide tells whether there is anything to decide now.
func (p decisionPage) CanDecide() bool { return len(p.outcomes) > 0 && p.Proposal == nil }

// CanReopen tells whether the decision that stands can be taken back now.
func (p decisionPage) CanReopen() bool { return p.Current != nil && p.CanDecide() }

// Reopening tells whether the reopening was what was typed.
func (p decisionPage) Reopening() bool { return p.reopenForm }

// reasonGroups are the names under which the form holds the reasons of each kind of outcome.
func reasonGroup(o hiring.Outcome) string {
	if o.Positive() {
		return "positive"
	}
	return string(o)
}

// ReasonGroups offers the reasons, those of each kind of outcome together.
func (p decisionPage) ReasonGroups() []Field {
	var out []Field
	seen := map[string]bool{}
	for _, o := range p.outcomes {
		group := reasonGroup(o)
		if seen[group] {
			continue
		}
		seen[group] = true
		out = append(out, p.reasons(o))
	}
	return out
}

// ReopenReasons offers the reasons for reopening.
func (p decisionPage) ReopenReasons() Field { return p.reasons(hiring.Reopened) }

// reopenReason and reopenReasons are where the problems of a reopening stand: its fields have the names of the other
// form's, and ids of their own.
const (
	reopenReason  = "reopen.reason"
	reopenReasons = "reopen.reasons"
)

// reopening moves problems to the fields of the reopening, when that is what was typed.
func reopening(typed url.Values, problems hiring.Problems) hiring.Problems {
	if typed.Get("outcome") != string(hiring.Reopened) {
		return problems
	}
	out := slices.Clone(problems)
	for i := range out {
		switch out[i].Field {
		case "reason":
			out[i].Field = reopenReason
		case "reasons":
			out[i].Field = reopenReasons
		}
	}
	return out
}

// Reason is the field for the words of a decision.
func (p decisionPage) Reason() Field {
	form := p.Form
	if p.reopenForm {
		form = newForm(p.Page, nil, nil)
	}
	return form.Field("reason", "decision.reason", "rows", 5, "required", true)
}

// ReopenReason is the field for the words of a reopening.
func (p decisionPage) ReopenReason() Field {
	form := newForm(p.Page, nil, nil)
	if p.reopenForm {
		form = p.Form
	}
	f := form.Field("reason", "decision.reopen.reason", "rows", 3, "required", true)
	f.ID = fieldID(reopenReason)
	if problem := p.Form.Problems.At(reopenReason); problem != nil {
		f.Problem = p.T(problem.Key, problem.Args...)
	}
	return f
}

func (p decisionPage) reasons(o hiring.Outcome) Field {
	var choices []Choice
	for _, r := range hiring.DecisionReasons(o) {
		if !p.on.Supports(r) {
			continue
		}
		choices = append(choices, Choice{Value: string(r), Label: p.T("decision.reasons." + string(r))})
	}
	group := reasonGroup(o)
	f := p.Form.Choose("reasons."+group, "decision.reasons_for."+group, choices)
	if problem := p.Form.Problems.At("reasons"); problem != nil && group == reasonGroup(hiring.Outcome(p.Form.Values.Get("outcome"))) {
		f.Problem, f.ID = p.T(problem.Key), "f-reasons"
	}
	if o == hiring.Reopened {
		f.ID = fieldID(reopenReasons)
		if problem := p.Form.Problems.At(reopenReasons); problem != nil {
			f.Problem = p.T(problem.Key)
		}
	}
	return f
}

// decisionShow shows the form.
func (s *Server) decisionShow(c *request) error {
	v, err := s.decisionView(c)
	if err != nil {
		return err
	}
	return s.renderDecision(c, http.StatusOK, v, nil, nil)
}

// decisionMake records a decision, in place of the one that was shown, or proposes it.
func (s *Server) decisionMake(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	made, err := s.app.DecideOrPropose(c.Request().Context(), *c.user, id, readDecision(form))
	if err == nil {
		c.flash(decidedFlash(made))
		return c.seeOther(applicationPath(id))
	}
	return s.decisionAgain(c, err, form, "decision.problem.decided_meanwhile")
}

// decidedFlash says what became of a decision.
func decidedFlash(d app.Decided) string {
	switch {
	case d.Proposed:
		return "decision.was_proposed"
	case d.Outcome == hiring.Reopened:
		return "decision.was_reopened"
	}
	return "decision.made"
}

// proposalAnswered explains that a proposal no longer waits: somebody was quicker.
const proposalAnswered = "decision.problem.proposal_answered"

// decisionAgain shows the page once more with what was wrong, or with who was quicker.
func (s *Server) decisionAgain(c *request, err error, form url.Values, meanwhile string) error {
	problems, status := hiring.ProblemsOf(err), http.StatusUnprocessableEntity
	if len(problems) == 0 {
		if !isStale(err) && !isKey(err, proposalAnswered) {
			return err
		}
		status = http.StatusConflict
	}
	v, viewErr := s.decisionView(c)
	if viewErr != nil {
		return errors.Join(err, viewErr)
	}
	if status == http.StatusConflict {
		problems = hiring.Problems{{Field: "outcome", Key: meanwhile, Args: []any{"Who", c.decidedLast(v)}}}
	}
	return s.renderDecision(c, status, v, form, problems)
}

// decidedLast says who made, or confirmed, the decision that stands.
func (c *request) decidedLast(v app.ApplicationView) string {
	for _, d := range v.Decisions {
		if d.SupersededAt != nil {
			continue
		}
		by := d.By
		if d.ConfirmedBy != nil {
			by = *d.ConfirmedBy
		}
		return c.byWhom(by, v.Users[by], d.At)
	}
	return c.byWhom(uuid.Nil, "", time.Time{})
}

// readDecision reads the form; of the reasons those that belong to the outcome.
func readDecision(v url.Values) app.NewDecision {
	n := app.NewDecision{Outcome: hiring.Outcome(v.Get("outcome")), Reason: v.Get("reason"), Departure: v.Get("departure")}
	for _, r := range v["reasons."+reasonGroup(n.Outcome)] {
		n.Reasons = append(n.Reasons, hiring.DecisionReason(r))
	}
	if instead, err := uuid.Parse(v.Get("instead")); err == nil {
		n.Instead = &instead
	}
	return n
}

// proposalConfirm makes the proposal that was shown a decision.
func (s *Server) proposalConfirm(c *request) error {
	return s.answerProposal(c, "decision.was_confirmed", func(id, proposal uuid.UUID, _ url.Values) error {
		return s.app.ConfirmProposal(c.Request().Context(), *c.user, id, proposal)
	})
}

// proposalReturn gives it back, or takes it back.
func (s *Server) proposalReturn(c *request) error {
	return s.answerProposal(c, "decision.was_returned", func(id, proposal uuid.UUID, form url.Values) error {
		return s.app.ReturnProposal(c.Request().Context(), *c.user, id, proposal, form.Get("answer"))
	})
}

func (s *Server) answerProposal(c *request, done string, answer func(id, proposal uuid.UUID, form url.Values) error) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	proposal, _ := uuid.Parse(form.Get("proposal")) // what is no id waits no more
	if err := answer(id, proposal, form); err != nil {
		if isKey(err, proposalAnswered) {
			form.Set("reason", form.Get("answer")) // what was typed to return it is kept, where there is nothing to return
		}
		return s.decisionAgain(c, err, form, "decision.problem.answered_meanwhile")
	}
	c.flash(done)
	return c.seeOther(applicationPath(id))
}

func (s *Server) decisionView(c *request) (app.ApplicationView, error) {
	id, err := c.id("id")
	if err != nil {
		return app.ApplicationView{}, err
	}
	return s.app.ViewApplication(c.Request().Context(), *c.user, id)
}

// nameSecond names those who may confirm the viewer's proposal.
func (s *Server) nameSecond(c *request, p *decisionPage, r hiring.Requisition) error {
	others, err := s.app.SecondPersons(c.Request().Context(), r, c.user.ID)
	var names []string
	for _, u := range others {
		names = append(names, u.Name)
	}
	p.Confirmers = p.firstNamed(names)
	return err
}

func (s *Server) renderDecision(c *request, status int, v app.ApplicationView, typed url.Values, problems hiring.Problems) error {
	shown := applicationPageOf(c, v)
	page := decisionPage{
		Page: c.page("decision.title", "Name", shown.Heading).in("requisitions"), ID: v.ID, Heading: shown.Heading,
		Blind: v.Blind, Held: shown.Held, Awaited: shown.Interview, Early: !v.Shown(), Current: shown.Current, Proposal: shown.Proposal,
	}
	page.Form = newForm(page.Page, typed, reopening(typed, problems))
	if !v.Blind {
		w, err := s.app.Weigh(c.Request().Context(), *c.user, v)
		if err != nil {
			return err
		}
		if record, scored := v.OnRecord(); scored {
			page.Left = page.leftAnswers(record)
			page.Discuss = page.discussed(v, record) // the same that the decision would go against, and no other attempt's
		}
		page.weigh(v, w)
		if page.Mine {
			if err := s.nameSecond(c, &page, v.Requisition); err != nil {
				return err
			}
		}
	}
	return c.render(status, page)
}
