package stats

import (
	"math"
	"testing"

	"touchstone/internal/testkit/oracle"
)

// fairnessOracles answers for selection rates and what is made of them.
func fairnessOracles() map[string]oracle.Answer {
	return map[string]oracle.Answer{
		"ll144_scoring":   answerScoringRates,
		"ll144_selection": answerSelectionRates,
		"mantel_haenszel": answerMantelHaenszel,
		"p_adjust":        answerAdjust,
		"two_by_two":      answerTwoByTwo,
	}
}

func answerTwoByTwo(t *testing.T, c oracle.Case) map[string]any {
	focal := Count{int(c.Number("focal_selected")), int(c.Number("focal_n"))}
	reference := Count{int(c.Number("reference_selected")), int(c.Number("reference_n"))}
	r := CompareRates(focal, reference, .95)
	return map[string]any{
		"rate_focal": r.FocalRate, "rate_reference": r.ReferenceRate, "impact_ratio": r.ImpactRatio,
		"impact_ratio_ci95_katz_log": r.ImpactRatioInterval, "below_four_fifths": r.BelowFourFifths,
		"z_pooled": r.Z, "p_z_two_sided": r.P, "chi2_pearson": r.Chi2, "rate_difference": r.Difference,
		"newcombe_wilson_ci95": r.DifferenceInterval, "cohen_h": r.CohenH,
		"fisher_two_sided": r.Exact.TwoSided, "fisher_one_sided_focal_lower": r.Exact.Lower,
		"midp_one_sided_focal_lower": r.Exact.MidLower, "midp_two_sided_minlike_half_observed": r.Exact.MidHalf,
		"midp_two_sided_minlike_half_all_ties": r.Exact.MidTies, "midp_two_sided_doubling": r.Exact.MidDouble,
		"odds_ratio_sample": r.OddsRatio, "odds_ratio_cmle": oddsRatioOfR(t, focal, reference, r.Exact.OddsRatio),
		"expected_focal_selected": r.Expected, "shortfall_vs_reference_rate": r.ShortfallFromReference,
		"additional_focal_hires_to_reach_080":                 r.ToFourFifths,
		"flip_flop_ratio_after_moving_one_selection_to_focal": r.Flip.ImpactRatio,
		"flip_flop_reverses_direction":                        r.Flip.Reverses,
	}
}

// oddsRatioOfR is the conditional odds ratio as R's fisher.test prints it: uniroot looks for it, or for its inverse,
// between 0 and 1 and stops at a tolerance of ε^¼, some 1e-4. Ours is the root itself, and must lie that near.
func oddsRatioOfR(t *testing.T, focal, reference Count, ours Figure) Figure {
	if !ours.Defined() || ours.Value == 0 {
		return ours
	}
	h, tolerance := newHypergeometric(focal, reference), math.Pow(epsilon, .25)
	near := func(ours, theirs float64) {
		if math.Abs(ours-theirs) > tolerance {
			t.Errorf("the root is at %v, R stops at %v", ours, theirs)
		}
	}
	switch at := h.mean(1); {
	case at > float64(h.x):
		root := brentZero(func(theta float64) float64 { return h.mean(theta) - float64(h.x) }, 0, 1, tolerance)
		near(ours.Value, root)
		return Figure{Value: root}
	case at < float64(h.x):
		root := brentZero(func(inverse float64) float64 { return h.mean(1/inverse) - float64(h.x) }, epsilon, 1, tolerance)
		near(1/ours.Value, root)
		return Figure{Value: 1 / root}
	}
	return Figure{Value: 1}
}

// answerMantelHaenszel: the odds are those of men.
func answerMantelHaenszel(t *testing.T, c oracle.Case) map[string]any {
	var strata []Stratum
	for _, s := range objects(t, c, "strata") {
		count := func(who string) Count {
			x := int(s.Number(who + "_admit"))
			return Count{x, x + int(s.Number(who+"_reject"))}
		}
		strata = append(strata, Stratum{Focal: count("male"), Reference: count("female")})
	}
	m := MantelHaenszel(strata, .95)
	return map[string]any{
		"mh_chi2_no_cc": m.Chi2, "p_no_cc": m.P, "mh_chi2_cc": m.Chi2CC, "p_cc": m.PCC,
		"common_odds_ratio": m.OddsRatio, "ci95": m.Interval,
	}
}

func answerAdjust(_ *testing.T, c oracle.Case) map[string]any {
	var p []Figure
	for _, v := range c.Holed("p") {
		if math.IsNaN(v) {
			p = append(p, undefined(TooFew))
		} else {
			p = append(p, Figure{Value: v})
		}
	}
	return map[string]any{"holm": Holm(p), "bh": BenjaminiHochberg(p), "bonferroni": Bonferroni(p)}
}

func answerSelectionRates(t *testing.T, c oracle.Case) map[string]any {
	var cells []Cell
	for _, s := range objects(t, c, "cells") {
		cells = append(cells, Cell{
			Sex: known(s, "sex"), Race: known(s, "race"), Count: Count{int(s.Number("sel")), int(s.Number("n"))},
		})
	}
	if unknown, ok := c.Input["unknown"].(map[string]any); ok {
		group := c.Group("unknown")
		for key := range unknown {
			cells = append(cells, Cell{Count: Count{N: int(group.Number(key))}})
		}
	}
	if n, ok := c.Input["unknown"].(float64); ok {
		cells = append(cells, Cell{Count: Count{N: int(n)}})
	}
	b := SelectionTables(cells)
	return map[string]any{
		"n_known": b.Known, "n_unknown": b.Unknown, "sex": selectionRows(b.Sex), "race_ethnicity": selectionRows(b.Race),
		"intersectional": selectionRows(b.Intersectional),
	}
}

func selectionRows(rows []Category) []any {
	out := []any{}
	for _, r := range rows {
		out = append(out, map[string]any{
			"category": r.Name, "n": r.N, "selected": r.X, "rate": r.Rate, "share": r.Share,
			"impact_ratio_all": r.ImpactRatio, "under_2pct": r.Under2Percent,
			"impact_ratio_after_exclusion": r.AfterExclusion,
		})
	}
	return out
}

func answerScoringRates(t *testing.T, c oracle.Case) map[string]any {
	if c.Has("categories") {
		return answerPublishedRates(t, c)
	}
	var people []Scored
	for _, s := range objects(t, c, "rows") {
		people = append(people, Scored{Sex: known(s, "sex"), Race: known(s, "race"), Score: s.Number("score")})
	}
	s := ScoringRates(people)
	return map[string]any{
		"median_full_sample": s.Median, "median_known_only": s.MedianKnown, "n_scored": s.Scored,
		"n_unknown": s.Unknown, "n_unscored": s.Unscored, "sex": scoringRows(s.Sex),
		"race_ethnicity": scoringRows(s.Race), "intersectional": scoringRows(s.Intersectional),
	}
}

func scoringRows(rows []Category) []any {
	out := []any{}
	for _, r := range rows {
		out = append(out, map[string]any{
			"category": r.Name, "n": r.N, "above_median": r.X, "scoring_rate": r.Rate, "impact_ratio": r.ImpactRatio,
		})
	}
	return out
}

// answerPublishedRates works from the rule's printed percentages back to counts; sexes and races are two breakdowns of
// one list.
func answerPublishedRates(t *testing.T, c oracle.Case) map[string]any {
	var counts []int
	var cells []Cell
	var names []string
	for _, s := range objects(t, c, "categories") {
		n, name := s.Number("n"), s.Text("category")
		x := int(math.Round(n * s.Number("scoring_rate_pct") / 100))
		counts, names = append(counts, x), append(names, name)
		cell := Cell{Sex: name, Race: "-", Count: Count{x, int(n)}}
		if name != "male" && name != "female" {
			cell.Sex, cell.Race = "-", name
		}
		cells = append(cells, cell)
	}
	ratios := map[string]Figure{}
	sexes, races := SelectionTables(cells[:2]), SelectionTables(cells[2:])
	for _, r := range append(sexes.Sex, races.Race...) {
		ratios[r.Name] = r.ImpactRatio
	}
	var exact, printed []float64
	for _, name := range names {
		exact = append(exact, ratios[name].Value)
		printed = append(printed, math.Round(ratios[name].Value*100)/100)
	}
	return map[string]any{
		"implied_counts_above": counts, "impact_ratio_from_counts": exact, "impact_ratio_2dp_published": printed,
	}
}

// objects returns the objects of a list, each as a case of its own.
func objects(t *testing.T, c oracle.Case, key string) []oracle.Case {
	t.Helper()
	list, ok := c.Input[key].([]any)
	if !ok {
		t.Fatalf("input %s is not a list", key)
	}
	var out []oracle.Case
	for _, v := range list {
		part := c
		if part.Input, ok = v.(map[string]any); !ok {
			t.Fatalf("input %s holds %v", key, v)
		}
		out = append(out, part)
	}
	return out
}

// known is a category, "" when it is unknown.
func known(c oracle.Case, key string) string {
	if name := c.Text(key); name != "unknown" {
		return name
	}
	return ""
}
