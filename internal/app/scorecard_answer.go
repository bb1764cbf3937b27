package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// InterviewNotes are the notes of one scorecard that is in, which can become the candidate's spoken answers.
type InterviewNotes struct {
	Scorecard uuid.UUID
	Panelist  string // "" when no longer on the panel
	Interview hiring.Interview
	Notes     map[uuid.UUID]string // by question version
}

// InterviewNotes returns the notes on an application's interviews that a user may see: of scorecards that are in, and,
// for whoever sits on one of its panels or rates the written answers, only once all that comes first is in.
func (a *App) InterviewNotes(ctx context.Context, user uuid.UUID, application uuid.UUID) ([]InterviewNotes, error) {
	v, err := a.readApplication(ctx, application)
	if err != nil {
		return nil, err
	}
	switch blind, err := a.blindTo(ctx, user, v); {
	case err != nil:
		return nil, err
	case len(blind.Awaited) > 0:
		return nil, hiring.Clash("scorecard.answers.own_first")
	case blind.Unrated:
		return nil, hiring.Clash("scorecard.answers.ratings_first")
	}
	interviews, err := a.store.InterviewsOf(ctx, application)
	if err != nil {
		return nil, err
	}
	var out []InterviewNotes
	for _, i := range interviews {
		notes, err := a.notesOf(ctx, i)
		if err != nil {
			return nil, err
		}
		out = append(out, notes...)
	}
	return out, nil
}

// notesOf returns the notes of an interview's scorecards that are in and hold any.
func (a *App) notesOf(ctx context.Context, i hiring.Interview) ([]InterviewNotes, error) {
	cards, err := a.store.Scorecards(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	panel, err := a.store.Panelists(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	var out []InterviewNotes
	for _, c := range cards {
		n := InterviewNotes{Scorecard: c.ID, Interview: i, Notes: map[uuid.UUID]string{}}
		if at := slices.IndexFunc(panel, func(p hiring.Panelist) bool { return p.ID == c.PanelistID }); at >= 0 {
			n.Panelist = panel[at].Name
		}
		for _, l := range c.Lines {
			if l.Subject == hiring.OfQuestion && strings.TrimSpace(l.Body.Notes) != "" {
				n.Notes[l.SubjectID] = l.Body.Notes
			}
		}
		if c.Submitted() && len(n.Notes) > 0 {
			out = append(out, n)
		}
	}
	return out, nil
}

// NotesToAnswers makes the notes of one scorecard the candidate's spoken answers to the text questions, in the language
// of that interview, once the candidate has agreed to it. They are an attempt in mode interview, not yet handed in: the
// closed questions can still be asked aloud. Where spoken answers have been begun nothing is overwritten.
func (a *App) NotesToAnswers(ctx context.Context, user uuid.UUID, application, scorecard uuid.UUID, agreed bool) error {
	all, err := a.InterviewNotes(ctx, user, application)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(n InterviewNotes) bool { return n.Scorecard == scorecard })
	if at < 0 {
		return hiring.Problems{{Field: "scorecard", Key: "scorecard.answers.problem.choose"}}.Err()
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		s, err := a.SpokenAnswers(ctx, user, application)
		if err != nil {
			return err
		}
		if s.Attempt != nil {
			return hiring.Clash("scorecard.answers.exist")
		}
		if err := a.StartSpoken(ctx, user, application, all[at].Interview.Language, agreed); err != nil {
			return err
		}
		if s, err = a.SpokenAnswers(ctx, user, application); err != nil {
			return err
		}
		filled := 0
		for n, q := range s.Questions {
			if notes := all[at].Notes[q.ID]; q.Kind == hiring.Text && notes != "" {
				if _, err := a.SaveSpoken(ctx, s, n+1, 0, hiring.AnswerBody{Text: notes}); err != nil {
					return err
				}
				filled++
			}
		}
		return a.audit(ctx, UserActor(user), "attempt.filled_from_notes", "attempt", s.Attempt.ID,
			"scorecard", scorecard.String(), "answers", strconv.Itoa(filled))
	})
}
