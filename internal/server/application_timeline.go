package server

import (
	"slices"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
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
		add(i.NoticeAt, "notice")
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
	p.addActs(v, add)
	slices.SortStableFunc(p.Timeline, func(x, y timelineLine) int { return x.At.Compare(y.At) })
}

// addActs adds what people did with the scores: reviews, proposals and decisions, and the phases in between.
func (p *applicationPage) addActs(v app.ApplicationView, add func(at *time.Time, key string, args ...any)) {
	for _, c := range v.Phases {
		if c.At.After(v.CreatedAt) {
			p.Timeline = append(p.Timeline, timelineLine{Text: p.T("phase.timeline", "Phase", p.T("phase."+string(c.Phase)), "Name", v.Users[c.By]), At: c.At})
		}
	}
	for _, group := range reviewsTogether(v.Reviews) {
		r := group[0]
		if len(group) > 1 {
			add(&r.At, "accepted", "Count", len(group), "Name", v.Users[r.By])
			continue
		}
		add(&r.At, "reviewed_"+string(r.Act), "Question", p.Say(v.Question(r.QuestionVersionID).Prompt), "Name", v.Users[r.By])
	}
	for _, x := range v.Proposals {
		outcome := p.T("decision.outcome." + string(x.Outcome))
		add(&x.At, "proposed", "Outcome", outcome, "Name", v.Users[x.By])
		if x.AnsweredAt != nil && x.State != hiring.Confirmed {
			add(x.AnsweredAt, string(x.State), "Name", v.Users[*x.AnsweredBy])
		}
	}
	for _, d := range v.Decisions {
		name := v.Users[d.By]
		if d.ConfirmedBy != nil {
			name = p.T("application.timeline.with", "Name", name, "Second", v.Users[*d.ConfirmedBy])
		}
		add(&d.At, "decided", "Outcome", p.T("decision.outcome."+string(d.Outcome)), "Name", name)
	}
	for _, x := range v.Explained {
		add(&x.ReleasedAt, "explained", "Name", v.Users[x.ReleasedBy])
	}
	for _, x := range v.Requests {
		add(&x.CreatedAt, "asked_"+string(x.Kind))
		if x.AnsweredBy != nil {
			add(x.AnsweredAt, "answered_"+string(x.Kind), "Name", v.Users[*x.AnsweredBy])
		}
	}
}

// reviewsTogether puts the scores together that one person accepted in one act.
func reviewsTogether(reviews []hiring.Review) [][]hiring.Review {
	var out [][]hiring.Review
	for _, r := range reviews {
		if last := len(out) - 1; last >= 0 && r.Act == hiring.Accept {
			if x := out[last][0]; x.Act == hiring.Accept && x.By == r.By && x.At.Equal(r.At) {
				out[last] = append(out[last], r)
				continue
			}
		}
		out = append(out, []hiring.Review{r})
	}
	return out
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
