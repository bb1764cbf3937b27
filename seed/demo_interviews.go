package seed

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// DemoInterview is one interview of the demo: who holds it, and what they wrote.
type DemoInterview struct {
	Email     string          `json:"email"`      // of the candidate
	AfterDays int             `json:"after_days"` // from when it is set
	Hour      int             `json:"hour"`
	Minutes   int             `json:"minutes"`
	Place     string          `json:"place"`
	Video     string          `json:"video"`
	Language  hiring.Language `json:"language"`
	Panel     []DemoPanelist  `json:"panel"`
	Cards     []DemoScorecard `json:"cards"`
}

// DemoPanelist is a user, by address, or a guest, who has a name.
type DemoPanelist struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

// DemoScorecard is what one panelist wrote, by the library's keys of questions and values.
type DemoScorecard struct {
	By             string                          `json:"by"` // address
	Submit         bool                            `json:"submit"`
	Recommendation hiring.Recommendation           `json:"recommendation"`
	Summary        string                          `json:"summary"`
	Questions      map[string]hiring.ScorecardBody `json:"questions"`
	Values         map[string]hiring.ScorecardBody `json:"values"`
}

func demoInterviews() ([]DemoInterview, error) {
	b, err := demoFiles.ReadFile("demo/interviews.json")
	if err != nil {
		return nil, err
	}
	var out []DemoInterview
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, fmt.Errorf("demo interviews: %w", err)
	}
	return out, nil
}

// interviews sets the demo's interviews, the earliest first, and lets those who have held one write what they wrote.
// One lies ahead, one waits for a scorecard, one is ready to be talked over.
func (f *filling) interviews() error {
	all, err := demoInterviews()
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := f.interview(d); err != nil {
			return fmt.Errorf("demo interview of %s: %w", d.Email, err)
		}
	}
	return nil
}

func (f *filling) interview(d DemoInterview) error {
	application, ok := f.received[d.Email]
	if !ok {
		return fmt.Errorf("nobody of that address has submitted")
	}
	day := f.a.Now().UTC().AddDate(0, 0, d.AfterDays)
	set, err := f.a.ScheduleInterview(f.ctx, f.staff[hiring.Recruiter], hiring.Interview{
		ApplicationID: application, StartsAt: time.Date(day.Year(), day.Month(), day.Day(), d.Hour, 0, 0, 0, time.UTC),
		Minutes: d.Minutes, TimeZone: "Europe/London", Place: d.Place, Video: d.Video, Language: d.Language,
	}, f.panelOf(d))
	if err != nil || len(d.Cards) == 0 {
		return err
	}
	f.clock.pass(set.StartsAt.Sub(f.a.Now()))
	panel, err := f.a.Store().Panelists(f.ctx, set.ID)
	if err != nil {
		return err
	}
	for _, card := range d.Cards {
		at := slices.IndexFunc(panel, func(p hiring.Panelist) bool { return p.Email == card.By })
		if at < 0 {
			return fmt.Errorf("%s is not on the panel", card.By)
		}
		if err := f.scorecard(panel[at], set, card); err != nil {
			return fmt.Errorf("scorecard of %s: %w", card.By, err)
		}
	}
	return nil
}

func (f *filling) panelOf(d DemoInterview) []hiring.Panelist {
	var out []hiring.Panelist
	for _, p := range d.Panel {
		member := hiring.Panelist{Name: p.Name, Email: p.Email}
		for _, u := range f.staff {
			if u.Email == p.Email {
				id := u.ID
				member.UserID = &id
			}
		}
		out = append(out, member)
	}
	return out
}

// scorecard writes a scorecard through the verbs of the interview page.
func (f *filling) scorecard(p hiring.Panelist, i hiring.Interview, d DemoScorecard) error {
	if _, err := f.a.BeginScorecard(f.ctx, p, i); err != nil {
		return err
	}
	sheet, err := f.a.ScorecardSheet(f.ctx, p, i)
	if err != nil {
		return err
	}
	keys, err := f.keys()
	if err != nil {
		return err
	}
	save := func(of hiring.Subject, id uuid.UUID, body hiring.ScorecardBody) error {
		f.clock.pass(3 * time.Minute)
		_, err := f.a.SaveLine(f.ctx, p.ID, app.LineSave{Subject: of, SubjectID: id, Body: body})
		return err
	}
	for _, q := range sheet.Questions {
		if body, ok := d.Questions[keys[q.QuestionID]]; ok {
			if err := save(hiring.OfQuestion, q.ID, body); err != nil {
				return err
			}
		}
	}
	for _, v := range sheet.Values {
		if body, ok := d.Values[v.Library]; ok {
			if err := save(hiring.OfValue, v.ID, body); err != nil {
				return err
			}
		}
	}
	if !d.Submit {
		return nil
	}
	if _, err := f.a.SaveOverall(f.ctx, p.ID, app.OverallSave{Version: 1, Recommendation: d.Recommendation, Summary: d.Summary}); err != nil {
		return err
	}
	return f.a.SubmitScorecard(f.ctx, p, i)
}
