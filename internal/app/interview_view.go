package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// InterviewView is an interview as one person may see it: when, where and with whom. How far a scorecard has come is
// in it, and nothing of what it says.
type InterviewView struct {
	hiring.Interview
	Requisition hiring.Requisition
	Candidate   string // the name; "" once erased
	Panel       []PanelMember
	Mine        *hiring.Panelist // the viewer's own place on the panel
	MyCard      store.CardState
	Manages     bool // HR, or the requisition's owner
	Application bool // may be led to the application's page: what it calls the candidate there is no secret
	Debrief     bool // there is a scorecard that the viewer may see beside others
	Print       bool // there is one that the viewer may have on paper
	Quality     bool // the viewer rated here, and may see how
}

// PanelMember is a member of a panel, and how far their scorecard has come.
type PanelMember struct {
	hiring.Panelist
	Card store.CardState
}

// ViewInterview returns an interview as a user may see it: HR and the requisition's owner, and members of the panel.
// For everybody else there is none.
func (a *App) ViewInterview(ctx context.Context, user hiring.User, id uuid.UUID) (InterviewView, error) {
	i, err := a.store.Interview(ctx, id)
	if err != nil {
		return InterviewView{}, err
	}
	v, err := a.viewInterview(ctx, i, func(p hiring.Panelist) bool { return p.UserID != nil && *p.UserID == user.ID })
	if err != nil {
		return v, err
	}
	v.Manages = user.Is(hiring.HR) || user.Is(hiring.Recruiter) && v.Requisition.OwnerID == user.ID
	if !v.Manages && v.Mine == nil {
		return InterviewView{}, hiring.Missing("interview")
	}
	v.Print, v.Quality = v.MyCard != store.CardNone, v.MyCard == store.CardIn
	if !v.Manages {
		return v, nil
	}
	// On a panel of written answers one knows a candidate by number until one has rated: the way from the name here to
	// the number there is closed for as long.
	ap, err := a.readApplication(ctx, i.ApplicationID)
	if err != nil {
		return v, err
	}
	blind, err := a.blindTo(ctx, user.ID, ap)
	v.Application = !blind.Nameless
	if sees := blind.CanSeeScores(); v.Mine == nil {
		v.Debrief, v.Print = v.Debrief && sees, v.Debrief && sees
	}
	return v, err
}

// ViewInterviewAs returns an interview as a member of its panel sees it.
func (a *App) ViewInterviewAs(ctx context.Context, p hiring.Panelist, i hiring.Interview) (InterviewView, error) {
	return a.viewInterview(ctx, i, func(x hiring.Panelist) bool { return x.ID == p.ID })
}

func (a *App) viewInterview(ctx context.Context, i hiring.Interview, mine func(hiring.Panelist) bool) (v InterviewView, err error) {
	v.Interview = i
	if v.Requisition, err = a.store.Requisition(ctx, i.RequisitionID); err != nil {
		return v, err
	}
	ap, err := a.store.Application(ctx, i.ApplicationID)
	if err != nil {
		return v, err
	}
	v.Candidate = ap.Name
	panel, err := a.store.Panelists(ctx, i.ID)
	if err != nil {
		return v, err
	}
	cards, err := a.store.CardStates(ctx, i.ID)
	for n, p := range panel {
		v.Panel = append(v.Panel, PanelMember{Panelist: p, Card: cards[p.ID]})
		if mine(p) {
			v.Mine, v.MyCard = &panel[n], cards[p.ID]
		}
	}
	for _, state := range cards {
		v.Debrief = v.Debrief || state == store.CardIn
	}
	v.Debrief = v.Debrief && (v.Mine == nil || v.MyCard == store.CardIn)
	return v, err
}

// PlannedMinutes is how long an interview takes by the guide's plan.
func (a *App) PlannedMinutes(ctx context.Context, application hiring.Application) (int, error) {
	guide, err := a.store.InterviewGuide(ctx, application.RequisitionID)
	if err != nil {
		return 0, err
	}
	assessment, err := a.store.ApplicationAssessment(ctx, application.ID)
	if err != nil {
		return 0, err
	}
	minutes := guide.Minutes.Length(len(guide.Asked(assessment.Questions)))
	return min(max(minutes, hiring.MinInterviewMinutes), hiring.MaxInterviewMinutes), nil
}

// CandidateName is what a user may call an application's candidate: the name, or "" while the user has still to rate
// written answers, which are known by number, and once the candidate is erased.
func (a *App) CandidateName(ctx context.Context, user hiring.User, application uuid.UUID) (string, error) {
	v, err := a.readApplication(ctx, application)
	if err != nil {
		return "", err
	}
	blind, err := a.blindTo(ctx, user.ID, v)
	if blind.Nameless || err != nil {
		return "", err
	}
	return v.Name, nil
}
