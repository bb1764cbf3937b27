package report_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/report"
	"touchstone/internal/scoring"
	"touchstone/internal/simulate"
)

// required are a summary and the sections of measurement.md §7, in its order; the worked example stands apart from the formulas.
var required = []string{
	"summary", "purpose", "job", "values", "items", "exemplars", "administration", "scoring", "worked", "reliability", "agreement", "text",
	"combination", "interpretation", "validity", "fairness", "accommodations", "security", "data", "history", "maintenance",
}

func en(s string) hiring.Words { return hiring.Words{hiring.English: s} }

// input is a benchmark of so many top reps and comparison reps, with two scales, two choices and a text of one value.
func input(t *testing.T, top, comparison int) report.Input {
	t.Helper()
	value, at := uuid.UUID{1}, time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	in := report.Input{
		Organization: hiring.Organization{Name: "Alder", Language: hiring.English}, Benchmark: hiring.Benchmark{Name: "Care"},
		Values: []hiring.Value{{ID: value, Name: en("Honesty")}}, Running: scoring.Engine,
	}
	options := []hiring.Option{{Key: "a", Label: en("Own up")}, {Key: "b", Label: en("Wait")}, {Key: "c", Label: en("Hide")}}
	for i, k := range []hiring.Kind{hiring.Numeric, hiring.Single, hiring.Numeric, hiring.Single, hiring.Text} {
		q := hiring.QuestionVersion{ID: uuid.UUID{2, byte(i)}, Number: 1, CreatedAt: at, Wording: hiring.Wording{Kind: k, Prompt: en(fmt.Sprintf("Question %d?", i)), Lo: 1, Hi: 10, Mode: hiring.IdealPoint, Options: options}}
		in.Questions = append(in.Questions, q)
		s := scoring.Question{ID: q.ID.String(), Value: value.String(), Kind: k, Prompt: q.Prompt}
		switch k {
		case hiring.Numeric:
			s.Lo, s.Hi, s.Mode = 1, 10, hiring.IdealPoint
		case hiring.Single:
			s.Options = []string{"a", "b", "c"}
		}
		in.Definition.Questions = append(in.Definition.Questions, s)
	}
	in.Definition.Engine = scoring.Engine
	for i := range top {
		in.Definition.Exemplars = append(in.Definition.Exemplars, person(in, fmt.Sprintf("top%d", i), 8+i%2, "aaab"[i%4:i%4+1], "I rang the customer and said that the mistake was mine."))
	}
	for i := range comparison {
		in.Definition.Comparison = append(in.Definition.Comparison, person(in, fmt.Sprintf("typ%d", i), 2+i%8, "abc"[i%3:i%3+1], "Somebody else dealt with the form while I was at lunch."))
	}
	b, err := scoring.Build(in.Definition)
	if err != nil {
		t.Fatal(err)
	}
	in.Health, in.Incumbents = b.Health(), b.Incumbents()
	in.Version = hiring.BenchmarkVersion{Number: 1, Hash: b.Hash(), Engine: scoring.Engine, Criterion: "CSAT", PublishedAt: at}
	in.Versions = []hiring.BenchmarkVersion{in.Version}
	return in
}

func person(in report.Input, id string, number int, pick, text string) scoring.Respondent {
	r := scoring.Respondent{ID: id, Language: hiring.English, Mode: "link", Answers: map[string]hiring.AnswerBody{}}
	for i, q := range in.Definition.Questions {
		n := max(1, min(10, number-i%2))
		r.Answers[q.ID] = map[hiring.Kind]hiring.AnswerBody{
			hiring.Numeric: {Number: &n}, hiring.Single: {Picks: []string{pick}}, hiring.Text: {Text: text + " It was case " + id + "."},
		}[q.Kind]
	}
	return r
}

func section(m report.Manual, id string) report.Section {
	return m.Sections[slices.IndexFunc(m.Sections, func(s report.Section) bool { return s.ID == id })]
}

// says lists the keys that a section says, and those of what it says is missing.
func says(s report.Section) (said, missing []string) {
	for _, b := range s.Blocks {
		if k, ok := b.Text.(report.Key); ok {
			said = append(said, k.Name)
		}
		if k, ok := b.Missing.(report.Key); ok {
			missing = append(missing, k.Name)
		}
	}
	return said, missing
}

func TestAManualHasEverySectionAndNoneIsEmpty(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]report.Input{"a small one": input(t, 3, 0), "a large one": input(t, 20, 20)} {
		m := report.NewManual(in)
		var ids []string
		for _, s := range m.Sections {
			ids = append(ids, s.ID)
			if len(s.Blocks) == 0 {
				t.Errorf("%s: the section %s is empty", name, s.ID)
			}
		}
		if diff := cmp.Diff(required, ids); diff != "" {
			t.Errorf("%s: sections (-want +got)\n%s", name, diff)
		}
	}
}

func TestAManualSaysWhereLengthDoesNotCount(t *testing.T) {
	t.Parallel()
	const sentence = "manual.scoring.text.residual"
	in := input(t, 12, 12)
	if said, _ := says(section(report.NewManual(in), "scoring")); slices.Contains(said, sentence) {
		t.Error("said where length counts")
	}
	in.Definition.Questions[4].Length = hiring.LengthResidual
	if said, _ := says(section(report.NewManual(in), "scoring")); !slices.Contains(said, sentence) {
		t.Errorf("not said where it does not: %v", said)
	}
}

func TestTheSameInputGivesTheSameManual(t *testing.T) {
	t.Parallel()
	one, err := json.Marshal(report.NewManual(input(t, 12, 12)))
	if err != nil {
		t.Fatal(err)
	}
	two, err := json.Marshal(report.NewManual(input(t, 12, 12)))
	if err != nil || string(one) != string(two) {
		t.Errorf("%v\n%s\n%s", err, one, two)
	}
}

func TestAManualNamesNoRep(t *testing.T) {
	t.Parallel()
	in := input(t, 12, 12)
	in.Exemplars = []hiring.Incumbent{{Name: "Secret Person", Email: "secret@example.org", Team: "Secret team", Manager: "Secret manager"}}
	all, err := json.Marshal(report.NewManual(in))
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"Secret", "secret@", "top0", "typ0", "rang the customer"} {
		if strings.Contains(string(all), never) {
			t.Errorf("the manual contains %q", never)
		}
	}
}

func TestReliabilityTakesThirtyPeople(t *testing.T) {
	t.Parallel()
	if _, missing := says(section(report.NewManual(input(t, 12, 12)), "reliability")); !slices.Contains(missing, "manual.reliability.too_few") {
		t.Errorf("with 24 people only %v is missing", missing)
	}
	m := report.NewManual(input(t, 20, 20))
	if _, missing := says(section(m, "reliability")); slices.Contains(missing, "manual.reliability.too_few") {
		t.Errorf("with 40 people α is missing")
	}
	i := slices.IndexFunc(section(m, "reliability").Blocks, func(b report.Block) bool { return b.Table != nil })
	row := section(m, "reliability").Blocks[i].Table.Rows[0]
	if _, ok := row[3].(report.Coefficient); !ok || row[2] != report.Count(40) {
		t.Errorf("the value's row is %v", row)
	}
}

func TestRatersAgreementTakesTenAnswersRatedByTheSamePeople(t *testing.T) {
	t.Parallel()
	in := input(t, 12, 0)
	rate := func(answers int) {
		in.Ratings = nil
		for a := range answers {
			for r := range 2 {
				in.Ratings = append(in.Ratings, hiring.Rating{ApplicationID: uuid.UUID{3, byte(a)}, QuestionVersionID: in.Questions[4].ID, RaterID: uuid.UUID{4, byte(r)}, Level: 1 + (a+r*(a%2))%5})
			}
		}
	}
	rate(9)
	if _, missing := says(section(report.NewManual(in), "reliability")); !slices.Contains(missing, "manual.reliability.no_icc") {
		t.Errorf("with nine answers only %v is missing", missing)
	}
	rate(10)
	if _, missing := says(section(report.NewManual(in), "reliability")); slices.Contains(missing, "manual.reliability.no_icc") {
		t.Error("with ten answers there is no ICC")
	}
}

func TestAnotherEnginesVersionIsNotComputedAnew(t *testing.T) {
	t.Parallel()
	in := input(t, 20, 20)
	in.Version.Engine = "0.9.0"
	for _, id := range []string{"worked", "reliability"} {
		if _, missing := says(section(report.NewManual(in), id)); !slices.Contains(missing, "manual.other_engine") {
			t.Errorf("%s does not say so: %v", id, missing)
		}
	}
}

func TestTheFourAnchorsStandWithTheirSources(t *testing.T) {
	t.Parallel()
	s := section(report.NewManual(input(t, 5, 0)), "validity")
	all, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{"Arthur, Bell, Villado", "JAP 91:786", "McCulloch", "2007, IJSA", "Sackett, Zhang, Berry", "2022, Table 3", "Arthur et al. 2006", "manual.anchor.cloning"} {
		if !strings.Contains(string(all), source) {
			t.Errorf("no %q", source)
		}
	}
}

func TestWhatHappenedAfterPublishingIsNotInTheVersion(t *testing.T) {
	t.Parallel()
	in := input(t, 5, 0)
	later, before := in.Version.PublishedAt.Add(time.Hour), in.Version.PublishedAt.Add(-time.Hour)
	in.Excluded = []hiring.BenchmarkQuestion{{QuestionVersion: in.Questions[0], ExcludedAt: &later, ExcludedReason: "too late"}, {QuestionVersion: in.Questions[1], ExcludedAt: &before, ExcludedReason: "in time"}}
	in.Entries = []hiring.AuditEntry{{Action: "benchmark.changed", At: later}}
	all, err := json.Marshal(section(report.NewManual(in), "items"))
	if err != nil {
		t.Fatal(err)
	}
	if s := string(all); strings.Contains(s, "too late") || !strings.Contains(s, "in time") || strings.Contains(s, "benchmark.changed") {
		t.Error(s)
	}
}

func TestTheEvaluationStandsBesideWhatItMustBeHeldAgainst(t *testing.T) {
	t.Parallel()
	in := input(t, 12, 12)
	top, length := .62, .46
	in.Evaluation = &report.Evaluation{Engine: "2.0.0", Date: "2026-11-29", Sets: map[string]report.EvaluationSet{"b": {Questions: 3, Top: &top}, "a": {Questions: 2, Length: &length}}}
	s := section(report.NewManual(in), "text")
	i := slices.IndexFunc(s.Blocks, func(b report.Block) bool {
		return b.Table != nil && b.Table.Caption.(report.Key).Name == "manual.text.evaluation_table"
	})
	if i < 0 {
		t.Fatal("no table of the evaluation")
	}
	var columns []string
	for _, c := range s.Blocks[i].Table.Columns {
		columns = append(columns, strings.TrimPrefix(c.Key, "manual.column."))
	}
	for _, must := range []string{"random", "length", "supervised"} {
		if !slices.Contains(columns, must) {
			t.Errorf("no %s among %v", must, columns)
		}
	}
	rows := s.Blocks[i].Table.Rows
	if rows[0][0] != report.Plain("a") || rows[0][2] != (report.Nothing{}) || rows[1][2] != report.Coefficient(.62) {
		t.Errorf("rows %v", rows)
	}
}

func TestWhatIsNoAnswerIsPrintedByKindAndLanguage(t *testing.T) {
	t.Parallel()
	in := input(t, 12, 12)
	kept, err := report.KeptNegatives()
	if err != nil || kept.Engine != scoring.Engine {
		t.Fatalf("kept: engine %s, %v", kept.Engine, err)
	}
	in.Negatives = &kept
	s := section(report.NewManual(in), "text")
	i := slices.IndexFunc(s.Blocks, func(b report.Block) bool {
		return b.Table != nil && b.Table.Caption.(report.Key).Name == "manual.negative.table"
	})
	if i < 0 {
		t.Fatal("no table")
	}
	rows := s.Blocks[i].Table.Rows
	if want := 8 * len(hiring.Languages()); len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	for _, r := range rows {
		if r[4] != report.Text(report.Count(0)) {
			t.Errorf("scored, and not below the exemplars' 25th percentile: %v", r)
		}
	}
}

func TestTheSimulationIsPrintedOrSaidToBeMissing(t *testing.T) {
	t.Parallel()
	in := input(t, 5, 0)
	in.Simulation = &simulate.Report{}
	if _, missing := says(section(report.NewManual(in), "interpretation")); !slices.Contains(missing, "manual.simulation.none") {
		t.Errorf("missing: %v", missing)
	}
	in.Simulation = &simulate.Report{Engine: "1.0.0", Date: "2026-11-29", Coverage: []simulate.Coverage{{Exemplars: 20, Questions: 6, Asked90: simulate.Rate{Share: .893, SE: .006, Of: 900}}}}
	s := section(report.NewManual(in), "interpretation")
	if _, missing := says(s); !slices.Contains(missing, "manual.simulation.other_engine") || slices.Contains(missing, "manual.simulation.none") {
		t.Errorf("missing: %v", missing)
	}
	all, err := json.Marshal(s)
	if err != nil || !strings.Contains(string(all), "89.3") {
		t.Errorf("%v: %s", err, all)
	}
}
