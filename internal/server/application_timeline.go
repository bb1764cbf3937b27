package server

import (
	"slices"
	"time"

	"touchstone/internal/app"
)

// fillTimeline lists what happened, oldest first.
func (p *applicationPage) fillTimeline(v app.ApplicationView) {
	add := func(at *time.Time, key string, args ...any) {
		if at != nil {
			p.Timeline = append(p.Timeline, timelineLine{Text: p.T("application.timeline."+key, args...), At: *at})
		}
	}
	if i := v.Invitation; i != nil {
		if name := nameOf(v, i.CreatedBy); name != "" {
			add(&i.CreatedAt, "invited_by", "Name", name)
		} else {
			add(&i.CreatedAt, "invited")
		}
		add(i.OpenedAt, "opened")
		add(i.RevokedAt, "revoked")
	}
	for _, a := range v.Attempts {
		mode := p.T("application.mode." + string(a.Mode))
		add(&a.StartedAt, "started", "Language", p.OwnName(a.Language), "Mode", mode)
		if a.SubmittedAt != nil {
			add(a.SubmittedAt, "submitted", "Duration", p.duration(a.SubmittedAt.Sub(a.StartedAt)))
		}
		if a.Score != nil {
			add(&a.ScoredAt, "scored", "Engine", a.Score.Engine)
		}
	}
	for _, i := range v.Interviews {
		add(&i.CreatedAt, "interview_scheduled", "When", p.when(i))
		add(i.CancelledAt, "interview_cancelled")
		if end := i.EndsAt(); !i.Cancelled() && end.Before(p.server.app.Now()) {
			add(&end, "interview_held")
		}
	}
	for _, d := range v.Decisions {
		add(&d.At, "decided", "Outcome", p.T("decision.outcome."+string(d.Outcome)), "Name", v.Users[d.By])
	}
	slices.SortStableFunc(p.Timeline, func(x, y timelineLine) int { return x.At.Compare(y.At) })
}

// duration writes how long something took, in the unit a person would say it in.
func (p Page) duration(d time.Duration) string {
	switch minutes := int(d.Round(time.Minute).Minutes()); {
	case minutes < 120:
		return p.T("application.minutes", "Count", max(1, minutes))
	case minutes < 48*60:
		return p.T("application.hours", "Count", (minutes+30)/60)
	default:
		return p.T("application.days", "Count", (minutes+12*60)/(24*60))
	}
}
