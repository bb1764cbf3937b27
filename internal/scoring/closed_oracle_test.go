package scoring

import (
	"cmp"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// numericScale is the scale of an oracle's case and its exemplars' answers.
func numericScale(t *testing.T, c oracleCase) (scale, []vector) {
	t.Helper()
	q := numericQuestion("q")
	if lo, ok := c.Input["lo"]; ok {
		q.Lo, q.Hi = int(lo.(float64)), int(c.Input["hi"].(float64))
	}
	if mode, ok := c.Input["mode"]; ok {
		q.Mode = hiring.ScaleMode(mode.(string))
	}
	s := newScale(q)
	var answers []vector
	for _, e := range list(c.Input["exemplars"]) {
		answers = append(answers, encoded(t, s, number(int(e))))
	}
	return s, answers
}

func encoded(t *testing.T, s scale, a hiring.AnswerBody) vector {
	t.Helper()
	v, err := s.encode(a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// aligned returns s and a of an answer held against the exemplars' answers.
func aligned(s scale, answers []vector, v vector) (similarity, alignment Figure, k key) {
	k = s.newKey(s.tally(answers), make([]float64, s.size))
	a, ok := s.align(&k, v)
	if !ok {
		reason := cmp.Or(k.reason, string(Blank))
		return Figure{Undefined: reason}, Figure{Undefined: reason}, k
	}
	return Figure{Value: k.similarity(a)}, Figure{Value: a}, k
}

func TestOracleScoreNumeric(t *testing.T) {
	t.Parallel()
	rejected := []string{ // alternatives that §1.1 rejects: they reward the gap between two camps
		"bandwidth", "kernel_raw", "kernel_max_on_grid", "score_kernel_silverman", "mad_distance",
		"score_expected_agreement", "d_mean", "score_linear_distance", "sd_regularised", "score_gaussian",
		"fixed_h",
	}
	testOracle(t, "score_numeric", rejected, func(t *testing.T, c oracleCase) map[string]any {
		s, answers := numericScale(t, c)
		var a hiring.AnswerBody
		if x, ok := c.Input["x"].(float64); ok {
			a = number(int(x))
		}
		v, err := s.encode(a)
		if err != nil {
			return map[string]any{"error": "reject at input validation"}
		}
		similarity, alignment, k := aligned(s, answers, v)
		tally := s.tally(answers)
		mean, sd := s.meanAndSD(tally)
		raw := list(c.Input["exemplars"])
		out := map[string]any{
			"n": int(tally.n), "mean": mean, "sd": sd, "median": Figure(stats.Median(raw)),
			"score_kernel": similarity, "expected_random": k.e0, "alignment_chance_corrected": alignment,
			"rwg_uniform": Figure(s.agreement(tally)),
		}
		if a.Number != nil {
			out["mid_percentile"] = Figure(stats.Percentile(float64(*a.Number), raw))
		}
		return out
	})
}

func TestOracleScoreNumericAtLeast(t *testing.T) {
	t.Parallel()
	testOracle(t, "score_numeric_at_least", nil, func(t *testing.T, c oracleCase) map[string]any {
		s, answers := numericScale(t, c)
		similarity, alignment, k := aligned(s, answers, encoded(t, s, number(int(c.Input["x"].(float64)))))
		_, at := s.density(s.tally(answers), make([]float64, s.size))
		return map[string]any{
			"threshold": s.question.Lo + at, "score": similarity, "expected_random": k.e0,
			"alignment_chance_corrected": alignment,
		}
	})
}

// singleTally is the tally of a single choice whose options were picked so often.
func singleTally(counts []float64) (scale, tally) {
	s := newScale(choiceQuestion("q", hiring.Single, len(counts)))
	n := 0.0
	for _, c := range counts {
		n += c
	}
	return s, tally{n: n, sum: counts}
}

func TestOracleScoreSingleChoice(t *testing.T) {
	t.Parallel()
	others := []string{ // mode scoring and log ratios are sensitivity analyses, not scores
		"raw_proportion", "smoothed", "score_proportion", "score_mode01", "score_mode_tie_shared",
		"normalised_entropy", "log_ratio_vs_uniform",
	}
	testOracle(t, "score_single_choice", others, func(t *testing.T, c oracleCase) map[string]any {
		s, all := singleTally(list(c.Input["exemplar_counts"]))
		k := s.newKey(all, make([]float64, s.size))
		a, ok := s.align(&k, encoded(t, s, picks(optionKey(int(c.Input["pick_index"].(float64))))))
		out := map[string]any{"consensus": Figure(s.agreement(all))}
		if all.n > 0 {
			out["modal_share"] = modalShare(all)
		}
		if !ok {
			none := Figure{Undefined: k.reason}
			out["alignment_chance_corrected"] = none
			if all.n == 0 {
				out["score_proportion_over_max"] = none
			}
			if k.reason == NoConsensus { // a uniform key: every answer is as good as any
				out["score_proportion_over_max"], out["expected_random"] = 1.0, 1.0
			}
			return out
		}
		out["score_proportion_over_max"], out["expected_random"] = k.similarity(a), k.e0
		out["alignment_chance_corrected"] = Figure{Value: a}
		return out
	})
}

// multipleAnswers reads rows of 0 and 1.
func multipleAnswers(rows any) (scale, []vector) {
	var answers []vector
	for _, row := range rows.([]any) {
		answers = append(answers, vector{at: list(row)})
	}
	return newScale(choiceQuestion("q", hiring.Multiple, len(answers[0].at))), answers
}

func TestOracleScoreMultiChoice(t *testing.T) {
	t.Parallel()
	others := []string{ // reported alternatives; the coefficients are kept divided by J_best, and the fallback is tested apart
		"coef_c", "J", "J_best", "mean_jaccard", "jaccard_to_majority", "simple_matching", "weights",
	}
	testOracle(t, "score_multi_choice", others, func(t *testing.T, c oracleCase) map[string]any {
		s, answers := multipleAnswers(c.Input["exemplar_selections"])
		v := vector{at: list(c.Input["pick"])}
		similarity, alignment, _ := aligned(s, answers, v)
		all := s.tally(answers)
		out := map[string]any{"score_balanced": similarity, "alignment_chance_corrected": alignment}
		fallback := agreementKey(all, make([]float64, s.size))
		a, ok := s.align(&fallback, v)
		out["score_weighted_agreement"] = Figure{Undefined: fallback.reason}
		if ok {
			out["score_weighted_agreement"] = Figure{Value: fallback.similarity(a)}
		}
		var shares []float64
		for _, count := range all.sum {
			shares = append(shares, endorsement(count, all.n))
		}
		out["endorsement_smoothed"] = shares
		return out
	})
}

// rankedAnswers reads rows of ranks, by option.
func rankedAnswers(rows any) (scale, []vector) {
	var answers []vector
	for _, row := range rows.([]any) {
		ranks := list(row)
		answers = append(answers, vector{at: ranks, ties: stats.TieSum(ranks)})
	}
	return newScale(choiceQuestion("q", hiring.Ranking, len(answers[0].at))), answers
}

func TestOracleScoreRanking(t *testing.T) {
	t.Parallel()
	others := []string{ // alternatives that §1.4 only stores; stats has them
		"spearman_to_mean_ranks", "mean_tau_to_each", "mean_footrule", "footrule_max", "score_footrule",
		"mean_kendall_distance", "score_kendall_mean",
	}
	testOracle(t, "score_ranking", others, func(t *testing.T, c oracleCase) map[string]any {
		s, answers := rankedAnswers(c.Input["exemplar_ranks"])
		similarity, alignment, k := aligned(s, answers, vector{at: list(c.Input["candidate_ranks"])})
		all := s.tally(answers)
		means := slices.Clone(all.sum)
		for i := range means {
			means[i] /= all.n
		}
		return map[string]any{
			"mean_ranks": means, "tau_b_to_mean_ranks": alignment, "score_tau_b_mean_ranks": similarity,
			"expected_random": k.e0, "alignment_chance_corrected": alignment, "kendall_W": Figure(s.agreement(all)),
		}
	})
}

func TestOracleItemConsensus(t *testing.T) {
	t.Parallel()
	testOracle(t, "item_consensus", nil, func(t *testing.T, c oracleCase) map[string]any {
		s, all := consensusCase(t, c)
		agreement := s.agreement(all)
		out := map[string]any{"rwg_raw": Figure(agreement), "c": Figure{Undefined: agreement.Undefined}}
		if agreement.Defined() {
			out["c"] = clampedConsensus(agreement)
		}
		if s.question.Kind == hiring.Numeric && agreement.Value < 0 {
			var v verdict
			v.agreed = agreement
			s.judgeAgreement(&v, all, luckLimit)
			out["flag"] = v.warnings[0].Code
		}
		return out
	})
}

func consensusCase(t *testing.T, c oracleCase) (scale, tally) {
	t.Helper()
	if rows, ok := c.Input["exemplar_selections"]; ok {
		s, answers := multipleAnswers(rows)
		return s, s.tally(answers)
	}
	if rows, ok := c.Input["exemplar_ranks"]; ok {
		s, answers := rankedAnswers(rows)
		return s, s.tally(answers)
	}
	if counts, ok := c.Input["counts"]; ok {
		return singleTally(list(counts))
	}
	s, answers := numericScale(t, c)
	return s, s.tally(answers)
}
