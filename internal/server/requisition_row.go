package server

import (
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// pipelineRow is a candidate in the pipeline, as far as the viewer may know.
type pipelineRow struct {
	Number     int
	Label      string // the name, or "Candidate 17" while the viewer is blind
	Href       string // "" when there is nothing to see yet
	Language   hiring.Language
	Stage      hiring.Stage
	Lasted     string // "took 3 days" of the span asked for, or ""
	Notice     string // that the questionnaire opens later, and when; or ""
	Received   *time.Time
	Fit        string // "68 (57–77)", or ""
	Uncompared int    // written answers that are not in the fit
	Spoken     bool   // the fit is of answers typed in during a conversation
	Reviewed   string // the fit as people reviewed it, or ""
	Combined   string // fit and ratings together, or ""
	Apart      bool   // there are both, and they are not put together
	WhyNot     string // why there is no fit
	Discuss    bool   // a must-have is clearly low
	Decision   hiring.Outcome
	Blind      bool   // the viewer rates first
	Rate       bool   // and can do so now
	Rated      bool   // the viewer's own ratings are in
	Awaited    string // the page of the interview whose scorecard comes first, or ""
	Choose     string // the application's id, for laying it side by side with others; "" while the viewer is blind
}

// row says of an application what the viewer may know: as long as the requisition's phase and the own ratings hold it
// back from somebody on the panel, neither name nor score nor decision; on the panel of an interview, and before the
// scorecard is in, the name alone; an interviewer never more than the number.
func (p requisitionPage) row(a hiring.Application) pipelineRow {
	row := pipelineRow{
		Number: a.Number, Label: p.T("requisition.candidate_n", "Number", a.Number), Language: a.Language,
		Stage: a.Stage, Received: a.ReceivedAt,
	}
	own := hiring.OwnRatings{In: p.own.In[a.ID]}
	if hiring.BlindnessOf(p.User.ID, p.Requisition, own, nil).Unrated || p.RatesOnly {
		row.Blind, row.Rate, row.Rated = true, p.own.Open[a.ID], own.In
		if row.Stage == hiring.Decided || row.Stage == hiring.Scored {
			row.Stage = hiring.Submitted
		}
		return row
	}
	if x, blind := p.awaited[a.ID]; blind {
		row.Blind, row.Label, row.Href, row.Awaited = true, a.Name, "/applications/"+a.ID.String(), interviewPath(x.InterviewID)
		return row
	}
	if l, timed := p.lasted[a.ID]; timed {
		row.Lasted = p.T("requisition.lasted."+strconv.FormatBool(!l.Waiting), "Time", p.lasting(l.Time.Truncate(time.Minute).Minutes()))
	}
	row.Label, row.Href, row.Decision, row.Discuss = a.Name, "/applications/"+a.ID.String(), a.Decision, a.MustReview
	row.Choose = a.ID.String()
	if a.Stage == hiring.Invited {
		row.Notice = p.notice(p.notices[a.ID], p.server.app.Now())
	}
	row.Fit, row.WhyNot = p.fit(a)
	row.Uncompared = a.Uncompared
	row.Spoken, row.Combined, row.Reviewed = a.FitMode == hiring.ByInterview, p.combined(a), p.reviewedFit(a)
	row.Apart = p.apart(a)
	return row
}

// fit writes a fit with its 90 % interval, or says why there is none.
func (p requisitionPage) fit(a hiring.Application) (fit, whyNot string) {
	switch {
	case a.Fit != nil && a.FitLo != nil && a.FitHi != nil:
		return fmt.Sprintf("%s (%s)", p.whole(*a.Fit), p.span(*a.FitLo, *a.FitHi)), ""
	case a.Fit != nil:
		return p.T("requisition.fit_about", "Fit", p.whole(*a.Fit)), ""
	case a.ReceivedAt == nil:
		return "", ""
	case a.FitUndefined == "" && p.Scores.OtherEngine != "" && p.Scores.Shown == uuid.Nil:
		return "", p.T("requisition.no_fit.other_engine")
	case a.FitUndefined == "":
		return "", p.T("requisition.no_fit.waiting")
	}
	return "", p.noFit(a.FitUndefined)
}
