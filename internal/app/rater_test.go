package app_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/agree"
	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// ratedRound is a requisition whose ratings lie in the database as rows.
type ratedRound struct {
	t           *testing.T
	db          *sql.DB
	store       *store.Store
	app         *app.App
	hr          hiring.User
	requisition uuid.UUID
	of          hiring.RatingSource
	candidates  map[string]uuid.UUID
	questions   map[string]uuid.UUID
	values      map[string]uuid.UUID
	raters      map[string]uuid.UUID
	cards       map[[2]string]uuid.UUID // by candidate and rater
	began       time.Time
}

// newRatedRound opens one in a file, so that rows can be written beside the store: levels of the oracles, which reach
// up to 18, are no levels that a person could give.
func newRatedRound(t *testing.T, of hiring.RatingSource) *ratedRound {
	t.Helper()
	s, path := testkit.FileStore(t)
	ctx := context.Background()
	r := &ratedRound{
		t: t, db: testkit.Raw(t, path), store: s, app: app.New(s, app.Config{}), of: of, candidates: map[string]uuid.UUID{},
		questions: map[string]uuid.UUID{}, values: map[string]uuid.UUID{}, raters: map[string]uuid.UUID{}, cards: map[[2]string]uuid.UUID{},
		began: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC),
	}
	r.hr = hiring.User{ID: uuid.New(), Email: "hr@example.org", Name: "Hale", Language: hiring.English, PasswordHash: "x", Roles: []hiring.Role{hiring.HR}, CreatedAt: r.began}
	ok(t, s.CreateUser(ctx, r.hr))
	position := hiring.Position{ID: uuid.New(), Name: "Desk", Level: hiring.Frontline, CreatedAt: r.began}
	ok(t, s.CreatePosition(ctx, position))
	q := hiring.Requisition{ID: uuid.New(), Name: "R", PositionID: position.ID, OwnerID: r.hr.ID, LinkDays: 14, Languages: hiring.Languages(), CreatedAt: r.began}
	ok(t, s.CreateRequisition(ctx, q))
	r.requisition = q.ID
	r.db.SetMaxOpenConns(1)
	r.exec(`PRAGMA ignore_check_constraints = ON`)
	r.exec(`PRAGMA foreign_keys = OFF`)
	return r
}

func (r *ratedRound) exec(statement string, args ...any) {
	r.t.Helper()
	if _, err := r.db.Exec(statement, args...); err != nil {
		r.t.Fatalf("%s: %v", statement, err)
	}
}

// rate writes one level as a row, with what it hangs on.
func (r *ratedRound) rate(candidate, question, value, rater string, level float64) {
	r.t.Helper()
	if level != math.Trunc(level) {
		r.t.Fatalf("%v is no level", level)
	}
	r.known(candidate, question, value, rater)
	at := r.began.Add(time.Duration(len(r.cards)) * time.Minute).UnixMilli()
	if r.of == hiring.RatedAnswers {
		r.exec(`INSERT INTO ratings VALUES (?, ?, ?, ?, ?, 'x', ?)`, uuid.New(), r.candidates[candidate], r.questions[question], r.raters[rater], level, at)
		return
	}
	card, begun := r.cards[[2]string{candidate, rater}]
	if !begun {
		card = uuid.New()
		r.cards[[2]string{candidate, rater}] = card
		panelist := uuid.New()
		r.exec(`INSERT INTO panelists (id, interview_id, user_id, name, email, language, added_at) VALUES (?, ?, ?, ?, ?, 'en', 0)`,
			panelist, r.candidates[candidate], r.raters[rater], rater, rater)
		r.exec(`INSERT INTO scorecards (id, interview_id, panelist_id, started_at, submitted_at, saved_at) VALUES (?, ?, ?, 0, ?, 0)`,
			card, r.candidates[candidate], panelist, at)
	}
	body, err := json.Marshal(hiring.ScorecardBody{Level: int(level), Evidence: "said so", Notes: "more was said"})
	ok(r.t, err)
	r.exec(`INSERT INTO scorecard_lines (scorecard_id, subject, subject_id, body, saved_at) VALUES (?, 'question', ?, ?, 0)`, card, r.questions[question], string(body))
	r.exec(`INSERT OR IGNORE INTO scorecard_lines (scorecard_id, subject, subject_id, body, saved_at) VALUES (?, 'value', ?, '{"level":1}', 0)`, card, r.values[value])
	r.exec(`INSERT INTO scorecard_revisions VALUES (?, ?, 'question', ?, ?, 5, 'talked about', 0)`, uuid.New(), card, r.questions[question], level)
}

// known makes what a rating hangs on, once: an application (its interview has its id), a question, a user.
func (r *ratedRound) known(candidate, question, value, rater string) {
	if _, there := r.candidates[candidate]; !there {
		id := uuid.New()
		r.candidates[candidate] = id
		n := len(r.candidates)
		r.exec(`INSERT INTO applications (id, requisition_id, candidate_id, number, email, language, stage, created_at, received_at, raters)
VALUES (?, ?, 'x', ?, ?, 'en', 'submitted', 0, 0, 1)`, id, r.requisition, n, candidate)
		r.exec(`INSERT INTO interviews (id, application_id, requisition_id, starts_at, minutes, time_zone, language, closes_at, created_by, created_at)
VALUES (?, ?, ?, ?, 60, 'UTC', 'en', 0, 'x', 0)`, id, id, r.requisition, n)
	}
	if _, there := r.values[value]; !there {
		r.values[value] = uuid.New()
	}
	if _, there := r.questions[question]; !there {
		id := uuid.New()
		r.questions[question] = id
		r.exec(`INSERT INTO questions (id, value_id, position, current_id, created_at) VALUES (?, ?, 0, ?, 0)`, id, r.values[value], id)
		r.exec(`INSERT INTO question_versions VALUES (?, ?, 1, 'text', '{"prompt":{"en":"Well?"}}', 0)`, id, id)
	}
	if _, there := r.raters[rater]; !there {
		r.raters[rater] = uuid.New()
		r.exec(`INSERT INTO users (id, email, name, language, password_hash, created_at) VALUES (?, ?, ?, 'en', 'x', 0)`, r.raters[rater], rater, rater)
	}
}

// quality is what the page shows to HR.
func (r *ratedRound) quality() app.RaterQuality {
	r.t.Helper()
	q, err := r.app.RaterQuality(context.Background(), r.hr, r.requisition, r.of)
	ok(r.t, err)
	if q.Of != r.of || q.Cut {
		r.t.Fatalf("the page is about %s, cut %v", q.Of, q.Cut)
	}
	return q
}

func (r *ratedRound) rater(q app.RaterQuality, name string) agree.Rater {
	r.t.Helper()
	for _, x := range q.Report.Raters {
		if x.Name == r.raters[name].String() {
			if q.Names[r.raters[name]] != name {
				r.t.Errorf("rater %s is called %q", name, q.Names[r.raters[name]])
			}
			return x
		}
	}
	r.t.Fatalf("no rater %s", name)
	return agree.Rater{}
}

// oracleCase is one case of an oracle, read for itself: this package owns none of them.
type oracleCase struct {
	ID       string
	Input    map[string]any
	Expected map[string]any
}

func oracleCases(t *testing.T, name string) []oracleCase {
	t.Helper()
	raw, err := os.ReadFile("../testkit/oracle/testdata/" + name + ".json")
	ok(t, err)
	var file struct{ Cases []oracleCase }
	ok(t, json.Unmarshal(raw, &file))
	return file.Cases
}

// rows are a matrix of an oracle, NaN where a value is missing.
func rows(v any) [][]float64 {
	var out [][]float64
	list, _ := v.([]any)
	for _, row := range list {
		var cells []float64
		for _, x := range row.([]any) {
			number, there := x.(float64)
			if !there {
				number = math.NaN()
			}
			cells = append(cells, number)
		}
		out = append(out, cells)
	}
	return out
}

// near compares what the page has with what an oracle expects, which may be that there is no number.
func near(t *testing.T, what string, got agree.Estimate, want any) {
	t.Helper()
	number, defined := want.(float64)
	switch {
	case !defined && got.Value != nil:
		t.Errorf("%s = %v, want none: %v", what, *got.Value, want)
	case defined && got.Value == nil:
		t.Errorf("%s is undefined (%s), want %v", what, got.Undefined, number)
	case defined && math.Abs(*got.Value-number) > 1e-7*(1+math.Abs(number)):
		t.Errorf("%s = %v, want %v", what, *got.Value, number)
	}
}

// bothSources runs a test with levels given to written answers, and with levels of scorecards.
func bothSources(t *testing.T, test func(t *testing.T, of hiring.RatingSource)) {
	t.Parallel()
	for _, of := range hiring.RatingSources() {
		t.Run(string(of), func(t *testing.T) { test(t, of) })
	}
}

// TestOracleICCOnTheRatersPage holds the intraclass correlations of the page against R's (Shrout & Fleiss 1979; Bliese & Halverson 1996).
func TestOracleICCOnTheRatersPage(t *testing.T) {
	bothSources(t, func(t *testing.T, of hiring.RatingSource) {
		for _, c := range oracleCases(t, "icc") {
			r := newRatedRound(t, of)
			if values, oneWay := c.Input["value"].([]any); oneWay {
				given := map[any]int{}
				for i, group := range c.Input["group"].([]any) {
					given[group]++
					r.rate(fmt.Sprint(group), "q", "v", fmt.Sprint("r", given[group]), values[i].(float64))
				}
				all := r.quality().Report.All
				near(t, c.ID+": ICC(1,1)", all.One.Estimate, c.Expected["icc1_with_n0"])
				near(t, c.ID+": ICC(1,k)", all.Mean.Estimate, c.Expected["icc2_multilevel_pkg"])
				continue
			}
			for i, row := range rows(c.Input["matrix"]) {
				for j, x := range row {
					r.rate(fmt.Sprint("c", i), "q", "v", fmt.Sprint("r", j), x)
				}
			}
			all := r.quality().Report.All
			for i, key := range []string{"icc_1_1", "icc_2_1_absolute", "icc_3_1_consistency", "icc_1_k", "icc_2_k_absolute", "icc_3_k_consistency"} {
				expected, asked := c.Expected[key]
				if !asked {
					continue
				}
				want, parts := expected.(map[string]any)
				if !parts {
					want = map[string]any{"icc": expected}
				}
				near(t, c.ID+": "+key, all.Forms[i].Estimate, want["icc"])
				if lo, there := want["lo95"].(float64); there && all.Forms[i].Lo != nil {
					near(t, c.ID+": lower end of "+key, agree.Estimate{Value: all.Forms[i].Lo}, lo)
					near(t, c.ID+": upper end of "+key, agree.Estimate{Value: all.Forms[i].Hi}, want["hi95"])
				}
			}
		}
	})
}

func TestOracleKappaOnTheRatersPage(t *testing.T) {
	bothSources(t, func(t *testing.T, of hiring.RatingSource) {
		for _, c := range oracleCases(t, "kappa") {
			r, n := newRatedRound(t, of), 0
			for i, row := range rows(c.Input["table_rows_rater1_cols_rater2"]) {
				for j, count := range row {
					for range int(count) {
						n++
						r.rate(fmt.Sprint("c", n), "q", "v", "one", float64(i+1))
						r.rate(fmt.Sprint("c", n), "q", "v", "two", float64(j+1))
					}
				}
			}
			p := r.quality().Report.Pairs[0]
			near(t, c.ID+": kappa", p.Plain, c.Expected["kappa"])
			near(t, c.ID+": linear", p.Linear, c.Expected["kappa_linear"])
			near(t, c.ID+": quadratic", p.Quadratic, c.Expected["kappa_quadratic"])
			near(t, c.ID+": observed", p.Exact, c.Expected["observed_agreement"])
			if ci, there := c.Expected["ci95_quadratic"].([]any); there && p.Quadratic.Lo != nil {
				near(t, c.ID+": lower end", agree.Estimate{Value: p.Quadratic.Lo}, ci[0])
				near(t, c.ID+": upper end", agree.Estimate{Value: p.Quadratic.Hi}, ci[1])
			}
		}
	})
}

func TestOracleKrippendorffOnTheRatersPage(t *testing.T) {
	bothSources(t, func(t *testing.T, of hiring.RatingSource) {
		for _, c := range oracleCases(t, "krippendorff_alpha") {
			r := newRatedRound(t, of)
			for i, row := range rows(c.Input["raters_by_units"]) {
				for j, x := range row {
					if !math.IsNaN(x) {
						r.rate(fmt.Sprint("c", j), "q", "v", fmt.Sprint("r", i), x)
					}
				}
			}
			all := r.quality().Report.All
			near(t, c.ID+": ordinal", all.Ordinal.Estimate, c.Expected["ordinal"])
			near(t, c.ID+": interval", all.Interval.Estimate, c.Expected["interval"])
		}
	})
}

func TestOracleRaterEffectsOnTheRatersPage(t *testing.T) {
	bothSources(t, func(t *testing.T, of hiring.RatingSource) {
		for _, c := range oracleCases(t, "rater_effects") {
			r := newRatedRound(t, of)
			if _, halo := c.Input["rater0"]; halo {
				for k := range 2 {
					for i, row := range rows(c.Input[fmt.Sprint("rater", k)]) {
						for v, x := range row {
							r.rate(fmt.Sprint("c", i), fmt.Sprint("q", v), fmt.Sprint("v", v), fmt.Sprint("r", k), x)
						}
					}
				}
				q := r.quality()
				for k := range 2 {
					x := r.rater(q, fmt.Sprint("r", k))
					near(t, c.ID+": r", x.HaloR, c.Expected["mean_interdimension_r"].([]any)[k])
					near(t, c.ID+": spread", x.HaloSD, c.Expected["mean_within_candidate_sd"].([]any)[k])
					if got := x.Check(agree.Halo).State == agree.Found; got != (k == 0) {
						t.Errorf("%s: halo of rater %d is %v", c.ID, k, got)
					}
				}
				continue
			}
			for i, row := range rows(c.Input["ratings_candidates_by_raters"]) {
				for j, x := range row {
					r.rate(fmt.Sprint("c", i), "q", "v", fmt.Sprint("r", j), x)
				}
			}
			q := r.quality()
			for j, want := range c.Expected["severity_effect"].([]any) {
				x := r.rater(q, fmt.Sprint("r", j))
				near(t, c.ID+": severity", x.Severity, want)
				near(t, c.ID+": spread", x.SD, c.Expected["rater_sd"].([]any)[j])
				near(t, c.ID+": rest correlation", x.Rest, c.Expected["rest_correlation"].([]any)[j])
			}
			for i, want := range c.Expected["adjusted_candidate_means"].([]any) {
				at := slices.IndexFunc(q.Report.People, func(p agree.Candidate) bool { return p.Name == r.candidates[fmt.Sprint("c", i)].String() })
				near(t, c.ID+": adjusted mean", q.Report.People[at].Adjusted, want)
				if q.Numbers[q.Report.People[at].Name] != i+1 {
					t.Errorf("%s: candidate %d has number %d", c.ID, i, q.Numbers[q.Report.People[at].Name])
				}
			}
		}
	})
}
