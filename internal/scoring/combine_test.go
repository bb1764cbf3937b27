package scoring

import (
	"testing"

	"touchstone/internal/stats"
)

func TestOracleScoreValue(t *testing.T) {
	t.Parallel()
	testOracle(t, "score_value", nil, func(t *testing.T, c oracleCase) map[string]any {
		as, cs := list(c.Input["item_alignment"]), list(c.Input["item_consensus_weight"])
		var parts []part
		for i := range as {
			parts = append(parts, part{standing: answered, weight: 1, c: cs[i], a: as[i]})
		}
		sum := combine(parts)
		return map[string]any{
			"value_alignment": sum.a, "value_fit_0_100": fitOf(sum.a), "coverage": sum.coverage,
			"n_items": sum.answered,
		}
	})
}

func TestOracleCombine(t *testing.T) {
	t.Parallel()
	later := []string{"band_width", "in_top_band"} // banding comes with the reliability of scores
	testOracle(t, "combine", later, func(t *testing.T, c oracleCase) map[string]any {
		if scores, ok := c.Input["exemplar_scores"]; ok {
			return map[string]any{"percentile": Figure(stats.Percentile(c.Input["x"].(float64), list(scores)))}
		}
		if _, ok := c.Input["weights"]; !ok {
			return map[string]any{}
		}
		scores, weights := list(c.Input["value_scores_0_100"]), list(c.Input["weights"])
		var values []weighted
		used := 0
		for i := range scores {
			values = append(values, weighted{weights[i], Figure{Value: scores[i]}, Figure{Value: 1}})
			if weights[i] > 0 {
				used++
			}
		}
		score, coverage := overall(values)
		return map[string]any{"overall": score, "coverage": coverage, "n_used": used}
	})
}

func TestCombineRules(t *testing.T) {
	t.Parallel()
	full := part{standing: answered, weight: 1, c: .8, a: .9}
	with := func(p part, s standing) part { p.standing = s; return p }
	weak := part{standing: answered, weight: 1, c: .15, a: 1}
	for _, tc := range []struct {
		name     string
		parts    []part
		a        Figure
		coverage Figure
	}{
		{"nothing asked", nil, Figure{Undefined: NothingAsked}, Figure{Undefined: NothingAsked}},
		{"one answered", []part{full}, Figure{Value: .9}, Figure{Value: 1}},
		{"a blank counts as random answering", []part{full, full, full, with(full, skipped)}, Figure{Value: .675}, Figure{Value: .75}},
		{"an unread answer lowers only the coverage", []part{full, full, full, with(full, unread)}, Figure{Value: .9}, Figure{Value: .75}},
		{"not offered is in neither sum", []part{full, with(full, leftOut)}, Figure{Value: .9}, Figure{Value: 1}},
		{"under three fifths is too little", []part{full, with(full, skipped)}, Figure{Undefined: Insufficient}, Figure{Value: .5}},
		{"all blank is not a zero", []part{with(full, skipped)}, Figure{Undefined: Insufficient}, Figure{Value: 0}},
		{"weak questions do not add up", []part{weak, weak, weak, weak}, Figure{Undefined: NoConsensus}, Figure{Undefined: NoConsensus}},
		{"weight 0 takes no part", []part{full, {standing: answered, c: 1, a: -1}}, Figure{Value: .9}, Figure{Value: 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := combine(tc.parts)
			compareFigure(t, "a", got.a, tc.a)
			compareFigure(t, "coverage", got.coverage, tc.coverage)
		})
	}
}

func compareFigure(t *testing.T, name string, got, want Figure) {
	t.Helper()
	if got.Undefined != want.Undefined || got.Value-want.Value > tolerance || want.Value-got.Value > tolerance {
		t.Errorf("%s = %+v, want %+v", name, got, want)
	}
}

// TestUnprovenTextStillCounts pins the edge of the rule: questions that all carry exactly .20 make a value, however
// many they are and however their sum rounds.
func TestUnprovenTextStillCounts(t *testing.T) {
	t.Parallel()
	var parts []part
	for n := 1; n <= 30; n++ {
		parts = append(parts, part{standing: answered, weight: 1, c: unprovenTextWeight, a: .5})
		if got := combine(parts); !got.a.Defined() {
			t.Errorf("%d questions of weight .20: %s", n, got.a.Undefined)
		}
	}
}

func TestOverallLeavesOutWhatHasNoScore(t *testing.T) {
	t.Parallel()
	score, coverage := overall([]weighted{
		{.5, Figure{Value: 80}, Figure{Value: 1}},
		{.5, Figure{Undefined: Insufficient}, Figure{Value: .4}},
	})
	compareFigure(t, "score", score, Figure{Value: 80})
	compareFigure(t, "coverage", coverage, Figure{Value: .5})

	score, _ = overall([]weighted{{1, Figure{Undefined: Insufficient}, Figure{}}})
	compareFigure(t, "score", score, Figure{Undefined: Insufficient})
}
