package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// GiveExperience counts what a candidate says of the questionnaire. There is no entry in the audit: its time would tell
// whose it was. What is kept is the requisition, the month and the language, and counts.
func (a *App) GiveExperience(ctx context.Context, q Questionnaire, e hiring.Experience) error {
	if q.State != hiring.LinkSubmitted || !q.Candidate() {
		return hiring.Missing("link")
	}
	e.Comment = tidyText(e.Comment)
	if err := e.Check().Err(); err != nil {
		return err
	}
	month := a.Now().In(a.cfg.Location).Format("2006-01")
	return a.store.AddExperience(ctx, q.Invitation.ID, *q.RequisitionID, month, q.Attempt.Language, e)
}

// ExperienceFigure is what may be told of one question.
type ExperienceFigure struct {
	N        int
	Counts   [hiring.ExperienceSteps]int
	Mean     stats.Figure
	Interval stats.Interval // 95 %
	Few      bool           // fewer than LeastExperiences answered: nothing is told
}

// ExperienceView is what HR and the owner may see of a requisition's experiences.
type ExperienceView struct {
	Forms    int
	Figures  [hiring.ExperienceQuestions]ExperienceFigure
	Comments []string
}

// ExperienceOf returns what has been published of a requisition's experiences: how often each answer was given, the
// mean with its interval, and comments in no order.
func (a *App) ExperienceOf(ctx context.Context, requisition uuid.UUID) (ExperienceView, error) {
	r, err := a.store.ExperienceReport(ctx, requisition)
	v := ExperienceView{Forms: r.Forms, Comments: r.Comments}
	for i := range v.Figures {
		v.Figures[i] = experienceFigure(r.ExperienceCounts, i)
	}
	return v, err
}

func experienceFigure(c hiring.ExperienceCounts, i int) ExperienceFigure {
	if c.N(i) < hiring.LeastExperiences {
		return ExperienceFigure{N: c.N(i), Few: true}
	}
	var x []float64
	for step, n := range c.Answers[i] {
		for range n {
			x = append(x, float64(step+1))
		}
	}
	out := ExperienceFigure{N: len(x), Counts: c.Answers[i], Mean: stats.Mean(x), Interval: stats.MeanInterval(x, .95)}
	out.Interval.Lo, out.Interval.Hi = max(out.Interval.Lo, 1), min(out.Interval.Hi, hiring.ExperienceSteps)
	return out
}
