package app

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/redact"
)

// ReportLeak tells whoever answers for the round that words of an answer give away whose it is. The audit holds that
// something was reported, not what.
func (a *App) ReportLeak(ctx context.Context, i RatedItem, words string) error {
	words = strings.Join(strings.Fields(words), " ")
	if err := hiring.CheckLeak(words, i.Stands).Err(); err != nil {
		return err
	}
	l := hiring.LeakReport{
		ID: newID(), RequisitionID: i.RequisitionID, QuestionVersionID: i.QuestionVersionID, ApplicationID: i.ApplicationID,
		AttemptID: i.AttemptID, Words: words, ReportedBy: i.RaterID, ReportedAt: a.Now(),
	}
	if i.PlantID != nil {
		planted, err := a.store.PlantedText(ctx, *i.PlantID)
		if err != nil {
			return err
		}
		l.AnswerID = &planted.AnswerID
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.AddLeak(ctx, l); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(i.RaterID), "leak.reported", "leak_report", l.ID, "requisition", i.RequisitionID.String())
	})
}

// LeakView is a report with what it is about.
type LeakView struct {
	hiring.LeakReport
	Prompt   hiring.Words
	Language hiring.Language
	Text     string // the answer as it was written
	Number   int    // of the application, or 0 for a planted answer
	By       string // who reported
}

// mostLeaks is how many reports a page shows at once; those that wait come first.
const mostLeaks = 100

// Leaks lists the reports of a requisition.
func (a *App) Leaks(ctx context.Context, requisition uuid.UUID) ([]LeakView, error) {
	list, err := a.store.Leaks(ctx, requisition, mostLeaks)
	if err != nil {
		return nil, err
	}
	var out []LeakView
	var people []uuid.UUID
	for _, l := range list {
		v, err := a.leakView(ctx, l)
		if err != nil {
			return nil, err
		}
		out, people = append(out, v), append(people, l.ReportedBy)
	}
	names, err := a.store.NamesOfUsers(ctx, people)
	for i := range out {
		out[i].By = names[out[i].ReportedBy]
	}
	return out, err
}

// leakView reads what a report is about. A planted answer that was withdrawn has no text any more.
func (a *App) leakView(ctx context.Context, l hiring.LeakReport) (LeakView, error) {
	v := LeakView{LeakReport: l}
	question, err := a.store.QuestionVersion(ctx, l.QuestionVersionID)
	if err != nil {
		return v, err
	}
	v.Prompt = question.Prompt
	if l.AnswerID != nil {
		v.Text, v.Language, err = a.store.CalibrationText(ctx, *l.AnswerID)
		return v, err
	}
	attempt, err := a.store.Attempt(ctx, *l.AttemptID)
	if err != nil {
		return v, err
	}
	ap, err := a.store.Application(ctx, *l.ApplicationID)
	if err != nil {
		return v, err
	}
	body, err := a.answerBody(ctx, attempt.ID, l.QuestionVersionID)
	v.Language, v.Number, v.Text = attempt.Language, ap.Number, body.Text
	return v, err
}

// LeakAnswer is what comes of a report: words to hide, which may be fewer or more than were reported, or a reason why
// nothing is hidden.
type LeakAnswer struct {
	Outcome hiring.LeakOutcome
	Words   string
	Reason  string
}

// AnswerLeak hides words from everybody who rates the answer, or dismisses the report. The audit holds neither.
func (a *App) AnswerLeak(ctx context.Context, by, requisition, leak uuid.UUID, n LeakAnswer) error {
	l, err := a.store.Leak(ctx, leak)
	if err != nil || l.RequisitionID != requisition {
		return orMissing(err)
	}
	v, err := a.leakView(ctx, l)
	if err != nil {
		return err
	}
	n.Words, n.Reason = strings.Join(strings.Fields(n.Words), " "), strings.TrimSpace(n.Reason)
	stands := func(words string) bool { return redact.Holds(v.Text, words) }
	if err := hiring.CheckLeakAnswer(n.Outcome, n.Words, n.Reason, stands).Err(); err != nil {
		return err
	}
	now := a.Now()
	l.Outcome, l.ClosedBy, l.ClosedAt = n.Outcome, &by, &now
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if n.Outcome == hiring.LeakDismissed {
			l.Reason = n.Reason
		} else if err := a.store.AddRedaction(ctx, hiring.Redaction{
			ID: newID(), AttemptID: l.AttemptID, QuestionVersionID: l.QuestionVersionID, AnswerID: l.AnswerID,
			Words: n.Words, LeakID: l.ID, HiddenBy: by, HiddenAt: now,
		}); err != nil {
			return err
		}
		if err := a.store.CloseLeak(ctx, l); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "leak."+string(n.Outcome), "leak_report", l.ID, "requisition", requisition.String())
	})
}
