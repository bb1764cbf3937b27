package seed_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/seed"
)

var update = flag.Bool("update", false, "write the golden files anew")

func demoData(t *testing.T) seed.Demo {
	t.Helper()
	d, err := seed.DemoData()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheDemoHasTheCompanyItPromises(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	if len(d.Top) != 12 || len(d.Comparison) != 12 || len(d.Candidates) != 40 || len(d.Nominated) < 1 {
		t.Errorf("%d top, %d comparison, %d candidates, %d nominated", len(d.Top), len(d.Comparison), len(d.Candidates), len(d.Nominated))
	}
	stages, languages := map[hiring.Stage]int{}, map[hiring.Language]int{}
	for _, c := range d.Candidates {
		stages[c.Stage]++
		languages[c.Language]++
	}
	for _, s := range []hiring.Stage{hiring.Invited, hiring.Started, hiring.Submitted} {
		if stages[s] == 0 {
			t.Errorf("nobody is %s", s)
		}
	}
	for _, l := range hiring.Languages() {
		if languages[l] == 0 {
			t.Errorf("nobody answers in %s", l)
		}
	}
}

func TestNoTextOfTheDemoRepeats(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	seen := map[string]string{}
	people := slices.Concat(d.Top, d.Comparison, d.Candidates)
	for _, b := range d.Further {
		people = slices.Concat(people, b.Top, b.Comparison)
	}
	for _, p := range people {
		for key, a := range p.Answers {
			if a.Text == "" {
				continue
			}
			if first, twice := seen[a.Text]; twice {
				t.Errorf("%s repeats a text of %s at %s", p.Email, first, key)
			}
			seen[a.Text] = p.Email
		}
	}
}

// demoDefinition is the demo's benchmark with keys and addresses in place of ids, which are new at every start.
func demoDefinition(t *testing.T, d seed.Demo) scoring.Definition {
	t.Helper()
	library, err := seed.Library()
	if err != nil {
		t.Fatal(err)
	}
	def := scoring.Definition{Engine: scoring.Engine}
	for _, v := range library {
		for _, q := range v.Questions {
			if slices.Contains(d.Company.Questions, q.Key) {
				def.Questions = append(def.Questions, demoQuestion(v.Value.Library, q))
			}
		}
	}
	for _, p := range d.Top {
		def.Exemplars = append(def.Exemplars, demoRespondent(p, scoring.Exemplar, d))
	}
	for _, p := range d.Comparison {
		def.Comparison = append(def.Comparison, demoRespondent(p, scoring.Comparison, d))
	}
	return def
}

func demoQuestion(value string, q hiring.LibraryQuestion) scoring.Question {
	out := scoring.Question{ID: q.Key, Value: value, Kind: q.Kind, Lo: q.Lo, Hi: q.Hi, Mode: q.Mode, Prompt: q.Prompt}
	for _, o := range q.Options {
		out.Options = append(out.Options, o.Key)
	}
	return out
}

// demoRespondent offers everybody every question: what is not answered is blank.
func demoRespondent(p seed.DemoPerson, g scoring.Group, d seed.Demo) scoring.Respondent {
	r := scoring.Respondent{ID: p.Email, Group: g, Language: p.Language, Manager: p.Manager, Team: p.Team, Mode: "link", Answers: map[string]hiring.AnswerBody{}}
	for _, key := range d.Company.Questions {
		r.Answers[key] = p.Answers[key]
	}
	return r
}

// TestScoresOfTheDemo shows any change of the algorithm in the diff. When the change is meant, count scoring.Engine up
// and run go test ./seed -run TestScoresOfTheDemo -update.
func TestScoresOfTheDemo(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	bench, err := scoring.Build(demoDefinition(t, d))
	if err != nil {
		t.Fatal(err)
	}
	policy := scoring.Policy{Text: scoring.TextCounts, Weights: map[string]float64{}, Must: map[string]bool{"honesty": true, "listening": true}}
	for _, v := range d.Company.Values {
		policy.Weights[v] = 1
	}
	var out strings.Builder
	h := bench.Health()
	fmt.Fprintf(&out, "engine %s benchmark %s grade %s AUC %s\n", h.Engine, h.Hash, h.Grade, figure(h.Overall.Separation.AUC))
	for _, w := range h.Warnings {
		fmt.Fprintf(&out, "  %s %s %s %s\n", w.Code, w.Value, w.Question, w.Language)
	}
	for _, c := range d.Candidates {
		if c.Stage == hiring.Submitted {
			r := bench.Score(demoRespondent(c, scoring.Candidate, d), policy, scoring.Peers{})
			fmt.Fprintf(&out, "%s %s coverage %s\n", c.Email, fit(r.Overall), figure(r.Overall.Coverage))
			for _, v := range r.Values {
				fmt.Fprintf(&out, "  %-13s %s\n", v.Value, fit(v))
			}
			for _, a := range r.Answers {
				fmt.Fprintf(&out, "    %-31s %s %s\n", a.Question, figure(a.Alignment), a.Status)
			}
		}
	}
	const golden = "testdata/demo_scores.txt"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("the demo's scores have changed:\n%s", diff)
	}
}

func figure(f scoring.Figure) string {
	if !f.Defined() {
		return f.Undefined
	}
	return fmt.Sprintf("%.4f", f.Value)
}

func fit(f scoring.ValueFit) string {
	if !f.Fit.Defined() {
		return f.Fit.Undefined
	}
	if !f.Lo90Hi90.Defined() {
		return fmt.Sprintf("%.2f (%s)", f.Fit.Value, f.Lo90Hi90.Undefined)
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)", f.Fit.Value, f.Lo90Hi90.Lo, f.Lo90Hi90.Hi)
}

// Every fit of the demo's candidates is the sum that the application's page shows of it.
func TestFitsOfTheDemoAddUpFromTheirAnswers(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	bench, err := scoring.Build(demoDefinition(t, d))
	if err != nil {
		t.Fatal(err)
	}
	for _, policy := range []scoring.Policy{{Text: scoring.TextCounts}, {Text: scoring.EvidenceOnly, Weights: map[string]float64{"honesty": 2, "listening": 1}}} {
		values, wholes := 0, 0
		for _, c := range d.Candidates {
			if c.Stage != hiring.Submitted {
				continue
			}
			r := bench.Score(demoRespondent(c, scoring.Candidate, d), policy, scoring.Peers{})
			for _, f := range r.Values {
				if m, ok := r.MakingOf(f, nil); ok != f.Fit.Defined() {
					t.Errorf("%s, %s: fit %+v, made of %+v", c.Email, f.Value, f.Fit, m)
				} else if ok {
					values++
				}
			}
			if m, ok := scoring.MakingOfWhole(r.Values, r.Overall); ok != r.Overall.Fit.Defined() {
				t.Errorf("%s: fit %+v, made of %+v", c.Email, r.Overall.Fit, m)
			} else if ok {
				wholes++
			}
		}
		if values < 20 || wholes < 10 {
			t.Errorf("only %d fits of values and %d of the whole were added up", values, wholes)
		}
	}
}
