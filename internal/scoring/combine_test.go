package scoring

import (
	"math"
	"testing"

	"touchstone/internal/stats"
	"touchstone/internal/testkit/oracle"
)

func answerValue(_ *testing.T, c oracle.Case) map[string]any {
	as, cs := c.Holed("item_alignment"), c.Holed("item_consensus_weight")
	var parts []part
	for i := range as {
		p := part{standing: answered, weight: 1, c: cs[i], a: as[i]}
		if math.IsNaN(as[i]) { // a missing alignment lowers the coverage, no more
			p.standing, p.a = unread, 0
		}
		if math.IsNaN(cs[i]) {
			p.c = 0
		}
		parts = append(parts, p)
	}
	sum := combine(parts)
	return map[string]any{
		"value_alignment": sum.a, "value_fit_0_100": fitOf(sum.a), "coverage": sum.coverage, "n_items": sum.answered,
	}
}

func answerCombine(_ *testing.T, c oracle.Case) map[string]any {
	switch {
	case c.Has("exemplar_scores"):
		return map[string]any{"percentile": stats.Percentile(c.Number("x"), c.List("exemplar_scores"))}
	case c.Has("sem"):
		band := stats.TopBand(c.Holed("scores"), c.Number("sem"))
		return map[string]any{"band_width": band.Width, "in_top_band": band.Within}
	}
	scores, weights := c.Holed("value_scores_0_100"), c.Holed("weights")
	var values []weighted
	used := 0
	for i, x := range scores {
		v := weighted{weights[i], Figure{Value: x}, Figure{Value: 1}}
		if math.IsNaN(x) {
			v.score, v.coverage = Figure{Undefined: Insufficient}, Figure{}
		} else if weights[i] > 0 {
			used++
		}
		values = append(values, v)
	}
	score, coverage := overall(values)
	return map[string]any{"overall": score, "coverage": coverage, "n_used": used}
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
