package seed

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// DemoReview is what HR made of one computed score, by the library's key of the question.
type DemoReview struct {
	Email    string              `json:"email"`
	Question string              `json:"question"`
	Act      hiring.ReviewAct    `json:"act"`
	Points   *float64            `json:"points"`
	Reason   hiring.ReviewReason `json:"reason"`
	Words    string              `json:"words"`
}

// DemoPhase is a phase that a round has come into by now.
type DemoPhase struct {
	Requisition string       `json:"requisition"`
	Phase       hiring.Phase `json:"phase"`
	Reason      string       `json:"reason"`
}

// reviews records what HR made of some scores.
func (f *filling) reviews() error {
	keys, err := f.keys()
	if err != nil {
		return err
	}
	for _, d := range f.demo.Company.Reviews {
		f.clock.pass(20 * time.Minute)
		if err := f.review(d, keys); err != nil {
			return fmt.Errorf("demo review of %s: %w", d.Email, err)
		}
	}
	for _, email := range f.demo.Company.Accepted {
		f.clock.pass(20 * time.Minute)
		id, ok := f.received[email]
		if !ok {
			return fmt.Errorf("demo reviews: %s has not submitted", email)
		}
		if _, err := f.a.AcceptRemaining(f.ctx, f.staff[hiring.HR], id); err != nil {
			return fmt.Errorf("demo reviews of %s: %w", email, err)
		}
	}
	return nil
}

func (f *filling) review(d DemoReview, keys map[uuid.UUID]string) error {
	id, ok := f.received[d.Email]
	if !ok {
		return fmt.Errorf("nobody of that address has submitted")
	}
	v, err := f.a.ViewApplication(f.ctx, f.staff[hiring.HR], id)
	if err != nil {
		return err
	}
	for _, t := range v.Reviewable() {
		if keys[v.Question(t.Question).QuestionID] != d.Question {
			continue
		}
		_, err := f.a.ReviewAnswer(f.ctx, f.staff[hiring.HR], id, app.NewReview{
			Score: t.Score, Question: t.Question, Act: d.Act, Points: d.Points, Reason: d.Reason, Words: d.Words,
		})
		return err
	}
	return fmt.Errorf("no computed score of %s", d.Question)
}

// phases takes the rounds to where they stand by now.
func (f *filling) phases() error {
	for _, d := range f.demo.Company.Phases {
		f.clock.pass(3 * time.Hour)
		r, err := f.a.Store().Requisition(f.ctx, f.rounds[d.Requisition].ID)
		if err != nil {
			return err
		}
		if err := f.a.ChangePhase(f.ctx, f.staff[hiring.Recruiter], r.ID, app.NewPhase{To: d.Phase, Reason: d.Reason, Version: r.Version}); err != nil {
			return fmt.Errorf("demo phase of %s: %w", r.Name, err)
		}
	}
	return nil
}
