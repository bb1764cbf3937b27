package seed

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/web"
)

// DemoAfterwards is what happened in the demo after decisions: what was explained, what was asked for and how it felt.
type DemoAfterwards struct {
	Explanations []struct {
		Email string `json:"email"`
		Note  string `json:"note"`
	} `json:"explanations"`
	Requests []struct {
		Email   string                   `json:"email"`
		Kind    hiring.ReviewRequestKind `json:"kind"`
		Message string                   `json:"message"`
	} `json:"requests"`
	Experiences []struct {
		Email   string                          `json:"email"`
		Answers [hiring.ExperienceQuestions]int `json:"answers"`
		Comment string                          `json:"comment"`
	} `json:"experiences"`
}

func demoAfterwards() (out DemoAfterwards, err error) {
	b, err := demoFiles.ReadFile("demo/afterwards.json")
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(b, &out); err != nil {
		return out, fmt.Errorf("demo afterwards: %w", err)
	}
	return out, nil
}

// explained releases an explanation, lets its reader ask for a second look, and lets some say how it felt.
func (f *filling) explained() error {
	all, err := demoAfterwards()
	if err != nil {
		return err
	}
	for _, e := range all.Explanations {
		if err := f.explain(e.Email, e.Note); err != nil {
			return fmt.Errorf("demo explanation for %s: %w", e.Email, err)
		}
	}
	for _, r := range all.Requests {
		q, url, err := f.record(r.Email)
		if err == nil {
			f.open.ExplainedURL = url + "/explanation"
			err = f.a.AskReview(f.ctx, q, r.Kind, r.Message)
		}
		if err != nil {
			return fmt.Errorf("demo request of %s: %w", r.Email, err)
		}
	}
	for _, e := range all.Experiences {
		q, _, err := f.record(e.Email)
		if err == nil {
			err = f.a.GiveExperience(f.ctx, q, hiring.Experience{Answers: e.Answers, Comment: e.Comment})
		}
		if err != nil {
			return fmt.Errorf("demo experience of %s: %w", e.Email, err)
		}
	}
	return nil
}

// explain releases an explanation as HR does: shown first, then released as it was shown.
func (f *filling) explain(email, note string) error {
	words, err := i18n.Load(web.Files, "words")
	if err != nil {
		return err
	}
	f.clock.pass(15 * time.Minute)
	id, hr := f.received[email], f.staff[hiring.HR]
	d, err := f.a.DraftExplanation(f.ctx, hr, id, words, nil)
	if err != nil {
		return err
	}
	choice := d.Choice
	choice.Note = note
	if d, err = f.a.DraftExplanation(f.ctx, hr, id, words, &choice); err != nil {
		return err
	}
	_, err = f.a.ReleaseExplanation(f.ctx, hr, id, words, choice, d.Content.Sum())
	return err
}

// record opens a further link of somebody who has submitted.
func (f *filling) record(email string) (app.Questionnaire, string, error) {
	f.clock.pass(5 * time.Minute)
	inv, err := f.a.Store().InvitationOfApplication(f.ctx, f.received[email])
	if err != nil {
		return app.Questionnaire{}, "", err
	}
	url, err := f.a.IssueLink(f.ctx, app.System(), inv.ID)
	if err != nil {
		return app.Questionnaire{}, "", err
	}
	q, err := f.a.OpenRecord(f.ctx, url[strings.LastIndex(url, "/")+1:])
	return q, url, err
}
