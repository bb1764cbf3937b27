package seed

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

//go:embed demo
var demoFiles embed.FS

// DemoCompany is the fictional company of the demo, as seed/demo/company.json describes it.
type DemoCompany struct {
	Name         string              `json:"name"`
	Language     hiring.Language     `json:"language"`
	Contact      string              `json:"contact"`
	Purpose      string              `json:"purpose"`
	CustomerWish string              `json:"customer_wish"`
	Vision       string              `json:"vision"`
	VisionChecks hiring.VisionChecks `json:"vision_checks"`
	Values       []string            `json:"values"`    // keys of the library
	Questions    []string            `json:"questions"` // keys of the library
	Users        []DemoUser          `json:"users"`
	Position     DemoPosition        `json:"position"`
	Benchmark    struct {
		Name      string `json:"name"`
		Criterion string `json:"criterion"`
	} `json:"benchmark"`
	Decisions []DemoDecision `json:"decisions"`
	Reviews   []DemoReview   `json:"reviews"`
	Accepted  []string       `json:"accepted"` // by address: the scores that nobody changed are accepted
	Phases    []DemoPhase    `json:"phases"`
}

// DemoDecision is what was decided about a candidate by now.
type DemoDecision struct {
	Email     string                  `json:"email"`
	Outcome   hiring.Outcome          `json:"outcome"`
	Reasons   []hiring.DecisionReason `json:"reasons"`
	Reason    string                  `json:"reason"`
	Departure string                  `json:"departure"`
	By        hiring.Role             `json:"by"` // HR, unless it names another
}

// DemoUser is a person who signs in to the demo.
type DemoUser struct {
	Role     hiring.Role     `json:"role"`
	Name     string          `json:"name"`
	Email    string          `json:"email"`
	Language hiring.Language `json:"language"`
}

// DemoPosition is the demo's position.
type DemoPosition struct {
	Name  string        `json:"name"`
	Level hiring.Level  `json:"level"`
	Needs []hiring.Need `json:"needs"`
}

// DemoPerson is somebody who answers in the demo: an incumbent or a candidate.
type DemoPerson struct {
	Name         string                       `json:"name"`
	Email        string                       `json:"email"`
	Language     hiring.Language              `json:"language"`
	Team         string                       `json:"team"`
	Manager      string                       `json:"manager"`
	TenureMonths int                          `json:"tenure_months"`
	Metrics      map[string]float64           `json:"metrics"`
	Requisition  string                       `json:"requisition"` // of a candidate: care or planning
	Stage        hiring.Stage                 `json:"stage"`       // of a candidate: invited, started or submitted
	Note         string                       `json:"note"`        // what the case shows, for us
	Answers      map[string]hiring.AnswerBody `json:"answers"`     // by key of the question
}

// Demo is everything the demo company is made of.
type Demo struct {
	Company                    DemoCompany
	Top, Comparison, Nominated []DemoPerson
	Candidates                 []DemoPerson
	Further                    []DemoBenchmark
	Calibration                DemoCalibration
	Ratings                    DemoRatings
}

// DemoData reads the demo company.
func DemoData() (Demo, error) {
	var d Demo
	for name, into := range map[string]any{
		"company": &d.Company, "top": &d.Top, "comparison": &d.Comparison, "nominated": &d.Nominated, "candidates": &d.Candidates,
	} {
		data, err := demoFiles.ReadFile("demo/" + name + ".json")
		if err != nil {
			return d, err
		}
		if err := json.Unmarshal(data, into); err != nil {
			return d, fmt.Errorf("seed/demo/%s.json: %w", name, err)
		}
	}
	if err := d.readCalibration(); err != nil {
		return d, err
	}
	if err := d.readRatings(); err != nil {
		return d, err
	}
	return d, d.readFurther()
}

// DemoClock tells the time of the demo's past: it starts some weeks ago and is moved by hand, never past now.
type DemoClock struct{ at time.Time }

// NewDemoClock starts a clock at a moment.
func NewDemoClock(at time.Time) *DemoClock { return &DemoClock{at: at} }

// Now is the clock's time.
func (c *DemoClock) Now() time.Time { return c.at }

// pass moves the clock.
func (c *DemoClock) pass(d time.Duration) { c.at = c.at.Add(d) }

// DemoAge is how long ago the demo company began: its past lasts that long.
const DemoAge = 28 * 24 * time.Hour

// DemoLogin is what the demo prints for one of its users.
type DemoLogin struct {
	Role            hiring.Role
	Email, Password string
}

// DemoOpen is what somebody can try at once.
type DemoOpen struct {
	Logins                   []DemoLogin
	CandidateURL, RepURL     string
	ExplainedURL             string // what a candidate reads after the decision
	Benchmark, Care, Planned uuid.UUID
	Further                  []uuid.UUID // benchmarks
}

// FillDemo fills an empty store with the demo company through the verbs people use; the clock must be the app's.
// password gives each user's.
func FillDemo(ctx context.Context, a *app.App, clock *DemoClock, password func() string) (DemoOpen, error) {
	d, err := DemoData()
	if err != nil {
		return DemoOpen{}, err
	}
	f := filling{ctx: ctx, a: a, clock: clock, demo: d, received: map[string]uuid.UUID{}}
	for _, step := range []func() error{
		func() error { return f.people(password) }, func() error { return f.addRaters(password) }, f.philosophy, f.benchmark, f.further, f.reps, f.publish, f.calibration, f.requisitions, f.practise(0), f.candidates,
		f.practise(1), f.ratings, f.reviews, f.afterwards, f.interviews, f.phases, f.explained,
	} {
		if err := step(); err != nil {
			return f.open, err
		}
	}
	return f.open, nil
}

// filling is a demo company under construction.
type filling struct {
	ctx      context.Context
	a        *app.App
	clock    *DemoClock
	demo     Demo
	open     DemoOpen
	staff    map[hiring.Role]hiring.User
	bench    hiring.Benchmark
	rounds   map[string]hiring.Requisition
	received map[string]uuid.UUID   // applications by the candidate's address
	panel    map[string]hiring.User // raters by their address

	practice   uuid.UUID                           // the practice set
	calibrated map[uuid.UUID]DemoCalibrationAnswer // whose answer is whose, by the answer in the set
}

// who is who does what in the demo.
func (f *filling) who(r hiring.Role) app.Actor { return app.UserActor(f.staff[r].ID) }

func (f *filling) people(password func() string) error {
	c := f.demo.Company
	org := hiring.Organization{ID: uuid.Must(uuid.NewV7()), Name: c.Name, Language: c.Language, Contact: c.Contact, CreatedAt: f.a.Now()}
	if err := f.a.Store().CreateOrganization(f.ctx, org); err != nil {
		return err
	}
	f.staff = map[hiring.Role]hiring.User{}
	for _, u := range c.Users {
		secret := password()
		added, err := f.a.AddUser(f.ctx, app.System(), hiring.User{Name: u.Name, Email: u.Email, Language: u.Language, Roles: []hiring.Role{u.Role}}, secret)
		if err != nil {
			return fmt.Errorf("demo user %s: %w", u.Email, err)
		}
		f.staff[u.Role] = added
		f.open.Logins = append(f.open.Logins, DemoLogin{u.Role, u.Email, secret})
	}
	return nil
}

func (f *filling) philosophy() error {
	c := f.demo.Company
	org, err := f.a.Store().Organization(f.ctx)
	if err != nil {
		return err
	}
	org.Purpose, org.CustomerWish, org.Vision, org.VisionChecks = c.Purpose, c.CustomerWish, c.Vision, c.VisionChecks
	if err := f.a.SaveOrganization(f.ctx, f.who(hiring.HR), org); err != nil {
		return err
	}
	all, err := Library()
	if err != nil {
		return err
	}
	var chosen []hiring.LibraryValue
	for _, v := range all {
		if slices.Contains(c.Values, v.Value.Library) {
			chosen = append(chosen, v)
		}
	}
	_, _, err = f.a.AdoptLibrary(f.ctx, f.who(hiring.HR), chosen)
	return err
}

func (f *filling) benchmark() (err error) {
	f.clock.pass(26 * time.Hour)
	c := f.demo.Company
	f.bench, err = f.begin(c.Position, c.Benchmark.Name, c.Benchmark.Criterion, c.Questions)
	return err
}

// reps nominates everybody with their metrics, proposes the groups from CSAT and QA, and lets them answer by link.
func (f *filling) reps() error {
	hr := f.who(hiring.HR)
	answers := map[string]DemoPerson{}
	for _, g := range []struct {
		group  hiring.RepGroup
		people []DemoPerson
	}{{hiring.TopRep, f.demo.Top}, {hiring.ComparisonRep, f.demo.Comparison}, {hiring.TopRep, f.demo.Nominated}} {
		for _, p := range g.people {
			if len(p.Answers) > 0 {
				answers[p.Email] = p
			}
			if err := f.nominate(p, g.group); err != nil {
				return err
			}
		}
	}
	f.clock.pass(3 * time.Hour)
	links, err := f.a.InviteIncumbents(f.ctx, hr, f.bench.ID, nil)
	if err != nil {
		return err
	}
	slices.SortFunc(links, func(x, y app.RepLink) int { return strings.Compare(x.Email, y.Email) })
	for _, l := range links {
		p, ok := answers[l.Email]
		if !ok {
			f.open.RepURL = l.URL
			continue
		}
		f.clock.pass(97 * time.Minute)
		if err := f.answer(l.URL, p, true); err != nil {
			return fmt.Errorf("demo rep %s: %w", p.Email, err)
		}
	}
	return nil
}

func (f *filling) nominate(p DemoPerson, group hiring.RepGroup) error {
	tenure := p.TenureMonths
	_, err := f.a.NominateIncumbent(f.ctx, f.who(hiring.HR), hiring.Incumbent{
		BenchmarkID: f.bench.ID, Name: p.Name, Email: p.Email, Team: p.Team, Manager: p.Manager, TenureMonths: &tenure,
		Metrics: p.Metrics, Language: p.Language, Group: group, Proposed: group,
	})
	if err != nil {
		return fmt.Errorf("demo rep %s: %w", p.Email, err)
	}
	return nil
}

// answer goes through a questionnaire by its link: start, an answer to each question there is one for, submit.
func (f *filling) answer(url string, p DemoPerson, submit bool) error {
	token := url[strings.LastIndex(url, "/")+1:]
	q, err := f.a.OpenLink(f.ctx, token)
	if err != nil {
		return err
	}
	if err := f.a.NoteOpened(f.ctx, q); err != nil {
		return err
	}
	if _, err := f.a.StartAttempt(f.ctx, q, app.AttemptStart{Language: p.Language, Consent: true, Credit: len(p.Name)%2 == 0}); err != nil {
		return err
	}
	keys, err := f.keys()
	if err != nil {
		return err
	}
	for n, asked := range q.Questions {
		body, ok := p.Answers[keys[asked.QuestionID]]
		if !ok {
			continue
		}
		f.clock.pass(2*time.Minute + time.Duration(len(body.Text))*200*time.Millisecond)
		if _, err := f.a.SaveAnswer(f.ctx, token, app.AnswerSave{Number: n + 1, Body: body}); err != nil {
			return fmt.Errorf("%s: %w", keys[asked.QuestionID], err)
		}
	}
	if !submit {
		return nil
	}
	if q, err = f.a.OpenLink(f.ctx, token); err != nil {
		return err
	}
	_, err = f.a.SubmitAttempt(f.ctx, q)
	return err
}

// keys returns the library's key of each question.
func (f *filling) keys() (map[uuid.UUID]string, error) {
	questions, err := f.a.Store().Questions(f.ctx)
	out := map[uuid.UUID]string{}
	for _, q := range questions {
		out[q.ID] = q.Key
	}
	return out, err
}
