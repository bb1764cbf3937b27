package seed_test

import (
	"slices"
	"testing"

	"touchstone/internal/scoring"
	"touchstone/seed"
)

// defined is one of the demo's benchmarks as the engine sees it, with keys and addresses in place of ids.
func defined(t *testing.T, d seed.Demo, b seed.DemoBenchmark) scoring.Definition {
	t.Helper()
	d.Company.Questions, d.Top, d.Comparison = b.Questions, b.Top, b.Comparison
	return demoDefinition(t, d)
}

// TestTheThreeBenchmarksOfTheDemoDeserveThreeVerdicts is what somebody new to HR must be able to read from the health
// pages: one to use, one that does not tell top reps from others, one that may show a manager's style.
func TestTheThreeBenchmarksOfTheDemoDeserveThreeVerdicts(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	if len(d.Further) != 2 {
		t.Fatalf("%d further benchmarks", len(d.Further))
	}
	for _, tc := range []struct {
		name  string
		def   scoring.Definition
		level scoring.Level
		first string
	}{
		{d.Company.Benchmark.Name, demoDefinition(t, d), scoring.Ready, ""},
		{d.Further[0].Benchmark.Name, defined(t, d, d.Further[0]), scoring.DoNotUse, scoring.DoesNotSeparate},
		{d.Further[1].Benchmark.Name, defined(t, d, d.Further[1]), scoring.NotYet, scoring.SingleManager},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			b, err := scoring.Build(tc.def)
			if err != nil {
				t.Fatal(err)
			}
			h := b.Health()
			v := h.Verdict()
			first := ""
			if len(v.Reasons) > 0 {
				first = v.Reasons[0].Code
			}
			if v.Level != tc.level || first != tc.first {
				t.Errorf("%s because of %q, want %s because of %q; AUC %+v", v.Level, first, tc.level, tc.first, h.Overall.Separation)
			}
		})
	}
}

// TestOneManagerIsAllThatSpeaksAgainstTheThird: everything else about it is as good as the first.
func TestOneManagerIsAllThatSpeaksAgainstTheThird(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	def := defined(t, d, d.Further[1])
	for i := range def.Exemplars {
		def.Exemplars[i].Manager = []string{"Tariq Benn", "Hannah Osgood", "Moira Dunlop"}[i%3]
	}
	b, err := scoring.Build(def)
	if err != nil {
		t.Fatal(err)
	}
	if v := b.Health().Verdict(); v.Level != scoring.Ready {
		t.Errorf("with three managers it is %s: %v", v.Level, v.Reasons)
	}
}

func TestPeopleOfTheFurtherBenchmarksArePlainlyFictional(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, b := range demoData(t).Further {
		for _, p := range slices.Concat(b.Top, b.Comparison) {
			if seen[p.Email] || len(p.Answers) != len(b.Questions) || p.Manager == "" || p.Team == "" {
				t.Errorf("%s: twice, or something is missing", p.Email)
			}
			seen[p.Email] = true
		}
	}
}
