package report_test

import (
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/report"
)

// summaryOf returns the keys that the summary of a manual lists.
func summaryOf(in report.Input) (keys []string) {
	for _, b := range section(report.NewManual(in), "summary").Blocks {
		for _, x := range b.List {
			if k, ok := x.(report.Key); ok {
				keys = append(keys, k.Name)
			}
		}
		if b.Table != nil || b.Formula != "" {
			keys = append(keys, "a table or formula")
		}
	}
	return keys
}

func TestTheSummaryNamesThreeLimitsThoseOfTheVerdictFirst(t *testing.T) {
	t.Parallel()
	in := input(t, 12, 12)
	if keys := summaryOf(in); !slices.Contains(keys, "manual.summary.no_study") || !slices.Contains(keys, "manual.summary.languages") {
		t.Errorf("limits of a sound version: %v", keys)
	}
	in.Judged.Reasons = []string{"one", "two", "three", "four"}
	keys := summaryOf(in)
	if slices.Contains(keys, "manual.summary.no_study") {
		t.Errorf("the verdict's reasons do not come first: %v", keys)
	}
	if slices.Contains(keys, "a table or formula") {
		t.Error("the summary is not in words")
	}
}

func TestComparisonRepsWhoWroteInALanguageAreCountedAlsoWhereTooFewTopRepsDid(t *testing.T) {
	t.Parallel()
	in := input(t, 12, 12)
	question := in.Questions[4].ID.String()
	for i := range in.Health.Questions {
		if in.Health.Questions[i].Question == question {
			in.Health.Questions[i].ComparisonA = nil // as where nothing could be compared
		}
	}
	for _, b := range section(report.NewManual(in), "text").Blocks {
		if b.Table == nil || len(b.Table.Columns) != 9 {
			continue
		}
		for _, row := range b.Table.Rows {
			if row[1] == report.Text(report.Tongue(hiring.English)) && row[3] != report.Text(report.Count(12)) {
				t.Errorf("comparison reps who wrote: %v, want 12", row[3])
			}
		}
		return
	}
	t.Error("no table of texts")
}
