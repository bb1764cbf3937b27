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

// DemoRatings is the demo's panel at work: two more raters beside the interviewer, and what the three of them gave to
// the answers to one question. Two have handed theirs in, the third has drafts; everything else waits.
type DemoRatings struct {
	Raters      []DemoUser   `json:"raters"`
	Requisition string       `json:"requisition"`
	Question    string       `json:"question"` // key of the library
	Ratings     []DemoRating `json:"ratings"`
	HandIn      []string     `json:"hand_in"` // addresses of who has handed in
	Leak        DemoLeak     `json:"leak"`
}

// DemoRating is what raters, by address, gave to one candidate's answer.
type DemoRating struct {
	Email string                     `json:"email"` // of the candidate
	By    map[string]DemoCalibrating `json:"by"`
}

// DemoLeak is what a rater reported as giving somebody away; nobody has answered yet.
type DemoLeak struct {
	Email string `json:"email"` // of the candidate
	By    string `json:"by"`
	Words string `json:"words"`
}

// readRatings reads the demo's ratings.
func (d *Demo) readRatings() error {
	data, err := demoFiles.ReadFile("demo/ratings.json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &d.Ratings); err != nil {
		return fmt.Errorf("seed/demo/ratings.json: %w", err)
	}
	return nil
}

// ratings lets the panel rate one question across candidates: blind, before anybody of them has met one.
func (f *filling) ratings() error {
	d := f.demo.Ratings
	for _, rated := range d.Ratings {
		var who []string
		for email := range rated.By {
			who = append(who, email)
		}
		slices.Sort(who)
		for _, email := range who {
			f.clock.pass(3 * time.Minute)
			item, err := f.ratedItem(email, rated.Email)
			if err != nil {
				return err
			}
			given := app.GivenRating{Version: item.Version, Level: rated.By[email].Level, Evidence: rated.By[email].Evidence}
			if err := f.a.RateItem(f.ctx, item, given); err != nil {
				return fmt.Errorf("demo rating of %s by %s: %w", rated.Email, email, err)
			}
		}
	}
	item, err := f.ratedItem(d.Leak.By, d.Leak.Email)
	if err != nil {
		return err
	}
	if err := f.a.ReportLeak(f.ctx, item, d.Leak.Words); err != nil {
		return fmt.Errorf("demo leak: %w", err)
	}
	for _, email := range d.HandIn {
		queue, err := f.a.RatingQueue(f.ctx, f.panel[email].ID, f.rounds[d.Requisition].ID, item.QuestionVersionID)
		if err != nil {
			return err
		}
		if _, err := f.a.HandIn(f.ctx, queue); err != nil {
			return fmt.Errorf("demo ratings of %s: %w", email, err)
		}
	}
	return nil
}

// ratedItem is a candidate's answer to the rated question in a rater's queue.
func (f *filling) ratedItem(rater, candidate string) (app.RatedItem, error) {
	keys, err := f.keys()
	if err != nil {
		return app.RatedItem{}, err
	}
	user, requisition := f.panel[rater].ID, f.rounds[f.demo.Ratings.Requisition].ID
	queues, err := f.a.RatingQueues(f.ctx, user, requisition)
	if err != nil {
		return app.RatedItem{}, err
	}
	items, err := f.a.Store().ItemsOf(f.ctx, f.received[candidate], user)
	if err != nil {
		return app.RatedItem{}, err
	}
	for _, q := range queues {
		for _, i := range items {
			if i.QuestionVersionID == q.Question.ID && keys[q.Question.QuestionID] == f.demo.Ratings.Question {
				return f.a.RatedItem(f.ctx, user, requisition, q.Question.ID, i.ID)
			}
		}
	}
	return app.RatedItem{}, fmt.Errorf("demo ratings: nothing of %s waits for %s", candidate, rater)
}

// addRaters lets the demo's further raters in; they sign in like the interviewer.
func (f *filling) addRaters(password func() string) error {
	f.panel = map[string]hiring.User{f.staff[hiring.Interviewer].Email: f.staff[hiring.Interviewer]}
	for _, u := range f.demo.Ratings.Raters {
		secret := password()
		added, err := f.a.AddUser(f.ctx, app.System(), hiring.User{Name: u.Name, Email: u.Email, Language: u.Language, Roles: []hiring.Role{u.Role}}, secret)
		if err != nil {
			return fmt.Errorf("demo rater %s: %w", u.Email, err)
		}
		f.panel[u.Email] = added
		f.open.Logins = append(f.open.Logins, DemoLogin{u.Role, u.Email, secret})
	}
	return nil
}

// panelIDs are the ids of the demo's panel.
func (f *filling) panelIDs() []uuid.UUID {
	var out []uuid.UUID
	for _, u := range f.panel {
		out = append(out, u.ID)
	}
	slices.SortFunc(out, func(x, y uuid.UUID) int { return slices.Compare(x[:], y[:]) })
	return out
}
