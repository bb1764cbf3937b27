package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// oracleCases reads the cases of an oracle from the project's test data.
func oracleCases(t *testing.T, name string) map[string]oracleCase {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "internal", "testkit", "oracle", "testdata", name+".json"))
	ok(t, err)
	var file struct{ Cases []oracleCase }
	ok(t, json.Unmarshal(raw, &file))
	out := map[string]oracleCase{}
	for _, c := range file.Cases {
		out[c.ID] = c
	}
	return out
}

type oracleCase struct {
	ID              string
	Input, Expected map[string]any
}

// impactOf writes applicants to a file and returns what the command makes of it, as a machine reads it.
func impactOf(t *testing.T, header string, rows []string) map[string]any {
	t.Helper()
	file := written(t, "applicants.csv", header+"\n"+strings.Join(rows, "\n")+"\n")
	var report struct{ Stages []map[string]any }
	ok(t, json.Unmarshal([]byte(done(t, "impact", "-applicants", file, "-json")), &report))
	if len(report.Stages) != 1 {
		t.Fatalf("%d stages", len(report.Stages))
	}
	return report.Stages[0]
}

// agrees holds what the command printed against what an oracle expects: null is undefined, an interval is two numbers.
func agrees(t *testing.T, what string, got, want any) {
	t.Helper()
	parts, _ := got.(map[string]any)
	switch want := want.(type) {
	case nil:
		if reason, _ := parts["undefined"].(string); reason == "" {
			t.Errorf("%s = %v, want undefined", what, got)
		}
	case []any:
		agrees(t, what+" lo", parts["lo"], want[0])
		agrees(t, what+" hi", parts["hi"], want[1])
	case float64:
		if x, is := got.(float64); !is || math.Abs(x-want) > 1e-9+1e-8*math.Abs(want) {
			t.Errorf("%s = %v, want %v", what, got, want)
		}
	default:
		if got != want {
			t.Errorf("%s = %v, want %v", what, got, want)
		}
	}
}

// agreesByKey compares the named keys: ours, then the oracle's.
func agreesByKey(t *testing.T, what string, got, want any, keys ...string) {
	t.Helper()
	mine, theirs := got.(map[string]any), want.(map[string]any)
	for i := 0; i < len(keys); i += 2 {
		if _, asked := theirs[keys[i+1]]; !asked {
			t.Fatalf("%s: the oracle has no %s", what, keys[i+1])
		}
		agrees(t, what+" "+keys[i], mine[keys[i]], theirs[keys[i+1]])
	}
}

func whole(v any) int { return int(v.(float64)) }

// groupRows writes n rows with one group text, of whom the first x are selected.
func groupRows(rows []string, x, n int, format string, groups ...any) []string {
	for i := range n {
		selected := 0
		if i < x {
			selected = 1
		}
		rows = append(rows, fmt.Sprintf("a%d,s,%d,,", len(rows), selected)+fmt.Sprintf(format, groups...))
	}
	return rows
}

// TestImpactTellsTwoByTwo: the cases of which the higher rate is that of the reference group, as the command chooses it.
func TestImpactTellsTwoByTwo(t *testing.T) {
	t.Parallel()
	told := 0
	for id, c := range oracleCases(t, "two_by_two") {
		x1, n1 := whole(c.Input["focal_selected"]), whole(c.Input["focal_n"])
		x2, n2 := whole(c.Input["reference_selected"]), whole(c.Input["reference_n"])
		if x1*n2 > x2*n1 {
			continue
		}
		told++
		rows := groupRows(groupRows(nil, x1, n1, "focal"), x2, n2, "reference")
		b := impactOf(t, "applicant,stage,selected,score,group:sex", rows)["breakdowns"].([]any)[0].(map[string]any)
		categories := b["categories"].([]any)
		focal := categories[0].(map[string]any)
		agrees(t, id+" reference", b["reference"], "reference")
		agrees(t, id+" rate", focal["rate"], c.Expected["rate_focal"])
		agreesByKey(t, id, focal["comparison"], c.Expected, "impact_ratio", "impact_ratio", "impact_ratio_interval", "impact_ratio_ci95_katz_log",
			"below_four_fifths", "below_four_fifths", "z", "z_pooled", "z_p", "p_z_two_sided", "difference", "rate_difference",
			"difference_interval", "newcombe_wilson_ci95", "cohen_h", "cohen_h", "fisher_p", "fisher_two_sided", "mid_p", "midp_two_sided_doubling",
			"flip_flop", "flip_flop_reverses_direction")
	}
	if told < 4 {
		t.Errorf("only %d cases", told)
	}
}

// TestImpactTellsMantelHaenszel: departments as requisitions. The command's odds are those of the group with the
// lower rate, women, so that they are the oracle's inverted.
func TestImpactTellsMantelHaenszel(t *testing.T) {
	t.Parallel()
	for id, c := range oracleCases(t, "mantel_haenszel") {
		var rows []string
		for _, s := range c.Input["strata"].([]any) {
			s := s.(map[string]any)
			for _, who := range []string{"male", "female"} {
				x := whole(s[who+"_admit"])
				rows = groupRows(rows, x, x+whole(s[who+"_reject"]), "%v,%s", s["stratum"], who)
			}
		}
		b := impactOf(t, "applicant,stage,selected,score,requisition,group:sex", rows)["breakdowns"].([]any)[0].(map[string]any)
		women := b["strata"].([]any)[0].(map[string]any)
		agrees(t, id+" stratified by", b["stratified_by"], "requisition")
		agreesByKey(t, id, women, c.Expected, "chi2", "mh_chi2_no_cc", "p", "p_no_cc")
		agrees(t, id+" odds ratio", women["odds_ratio"], 1/c.Expected["common_odds_ratio"].(float64))
		ci := c.Expected["ci95"].([]any)
		agrees(t, id+" interval", women["interval"], []any{1 / ci[1].(float64), 1 / ci[0].(float64)})
	}
}

// TestImpactTellsTheSelectionTables of New York City's rule.
func TestImpactTellsTheSelectionTables(t *testing.T) {
	t.Parallel()
	for id, c := range oracleCases(t, "ll144_selection") {
		var rows []string
		for _, s := range c.Input["cells"].([]any) {
			s := s.(map[string]any)
			rows = groupRows(rows, whole(s["sel"]), whole(s["n"]), "%v,%v", s["sex"], s["race"])
		}
		tables := impactOf(t, "applicant,stage,selected,score,group:sex,group:race_ethnicity", rows)["ll144_selection"].(map[string]any)
		for mine, theirs := range map[string]string{"first": "sex", "second": "race_ethnicity", "intersectional": "intersectional"} {
			got, want := tables[mine].([]any), c.Expected[theirs].([]any)
			if len(got) != len(want) {
				t.Fatalf("%s: %d rows by %s, want %d", id, len(got), theirs, len(want))
			}
			for i := range want {
				what := fmt.Sprintf("%s %s[%d]", id, theirs, i)
				agreesByKey(t, what, got[i], want[i], "category", "category", "n", "n", "favorable", "selected", "rate", "rate", "impact_ratio", "impact_ratio_all")
				excluded, _ := got[i].(map[string]any)["under_2_percent"].(bool)
				agrees(t, what+" under 2 %", excluded, want[i].(map[string]any)["under_2pct"])
				agreesByKey(t, what, got[i], want[i], "impact_ratio_without_categories_under_2_percent", "impact_ratio_after_exclusion")
			}
		}
	}
}

// TestImpactTellsTheScoringTables of the same rule: the median is that of all, and only a score above it counts.
func TestImpactTellsTheScoringTables(t *testing.T) {
	t.Parallel()
	told := 0
	for id, c := range oracleCases(t, "ll144_scoring") {
		people, is := c.Input["rows"].([]any)
		if !is { // the rule's printed percentages have no people
			continue
		}
		told++
		var rows []string
		for i, p := range people {
			p := p.(map[string]any)
			score := ""
			if s, has := p["score"].(float64); has {
				score = fmt.Sprint(s)
			}
			rows = append(rows, fmt.Sprintf("a%d,s,,%s,%v,%v", i, score, p["sex"], p["race"]))
		}
		tables := impactOf(t, "applicant,stage,selected,score,group:sex,group:race_ethnicity", rows)["ll144_scoring"].(map[string]any)
		agreesByKey(t, id, tables, c.Expected, "median", "median_full_sample", "scored", "n_scored", "unknown", "n_unknown", "unscored", "n_unscored")
		for mine, theirs := range map[string]string{"first": "sex", "second": "race_ethnicity", "intersectional": "intersectional"} {
			got := map[any]any{}
			for _, r := range tables[mine].([]any) {
				got[r.(map[string]any)["category"]] = r
			}
			for i, want := range c.Expected[theirs].([]any) {
				r, has := got[want.(map[string]any)["category"]]
				if !has {
					t.Fatalf("%s: no row of %v", id, want)
				}
				agreesByKey(t, fmt.Sprintf("%s %s[%d]", id, theirs, i), r, want, "n", "n", "favorable", "above_median", "rate", "scoring_rate", "impact_ratio", "impact_ratio")
			}
		}
	}
	if told < 2 {
		t.Errorf("only %d cases", told)
	}
}

// TestImpactTellsHedgesG: the oracle's groups as scores; the second is the one selected from more often.
func TestImpactTellsHedgesG(t *testing.T) {
	t.Parallel()
	told := 0
	for id, c := range oracleCases(t, "hedges_g") {
		first, second := c.Input["group1"].([]any), c.Input["group2"].([]any)
		if min(len(first), len(second)) < 5 {
			continue
		}
		told++
		var rows []string
		for _, x := range first {
			rows = append(rows, fmt.Sprintf("a%d,s,0,%v,first", len(rows), x))
		}
		for _, x := range second {
			rows = append(rows, fmt.Sprintf("a%d,s,1,%v,second", len(rows), x))
		}
		scores := impactOf(t, "applicant,stage,selected,score,group:team", rows)["breakdowns"].([]any)[0].(map[string]any)["scores"].(map[string]any)
		row := scores["categories"].([]any)[0].(map[string]any)
		agrees(t, id+" reference", scores["reference"], "second")
		agreesByKey(t, id, row, c.Expected, "n", "n1", "mean", "mean1")
		agreesByKey(t, id, row["difference"], c.Expected, "hedges_g", "hedges_g", "g_interval", "g_ci95_noncentral_t")
	}
	if told < 2 {
		t.Errorf("only %d cases", told)
	}
}
