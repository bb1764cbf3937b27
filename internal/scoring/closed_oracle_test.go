package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/testkit/oracle"
)

func answerNumeric(t *testing.T, c oracle.Case) map[string]any {
	s, answers := numericScale(t, c)
	var a hiring.AnswerBody
	x := c.Number("x")
	if !math.IsNaN(x) {
		a = number(whole(t, x))
	}
	v, err := s.encode(a)
	if err != nil {
		return map[string]any{"error": err}
	}
	similarity, alignment, k := aligned(s, answers, v)
	tally := s.tally(answers)
	raw := c.List("exemplars")
	out := rejectedNumeric(x, raw, s.question, c.NumberOr("hmin", 1))
	out["n"], out["mean"], out["sd"], out["median"] = int(tally.n), stats.Mean(raw), stats.SD(raw), stats.Median(raw)
	out["fixed_h"] = max(float64(s.question.Hi-s.question.Lo)/numericBandwidth, leastBandwidth)
	out["score_kernel"], out["alignment_chance_corrected"] = similarity, alignment
	out["expected_random"], out["rwg_uniform"] = expectation(k), s.agreement(tally)
	out["mid_percentile"] = stats.Percentile(x, raw)
	return out
}

// rejectedNumeric computes the alternatives that §1.1 rejects because they reward the gap between two camps: a kernel
// whose bandwidth follows the data (1.06·s·n^−1/5, at least hmin), the mean distance to the exemplars, the distance
// to their mean, and a normal curve around that mean with the spread drawn towards 1 as by four more exemplars.
func rejectedNumeric(x float64, exemplars []float64, q Question, hmin float64) map[string]any {
	lo, hi, n := float64(q.Lo), float64(q.Hi), float64(len(exemplars))
	keys := []string{
		"bandwidth", "kernel_raw", "kernel_max_on_grid", "score_kernel_silverman", "mad_distance",
		"score_expected_agreement", "d_mean", "score_linear_distance", "sd_regularised", "score_gaussian",
	}
	out := map[string]any{}
	if n == 0 || math.IsNaN(x) {
		for _, key := range keys {
			out[key] = Figure{Undefined: string(NoExemplars)}
		}
		return out
	}
	s2 := 0.0
	if n > 1 {
		s2 = stats.Variance(exemplars).Value
	}
	h := max(hmin, 1.06*math.Sqrt(s2)*math.Pow(n, -.2))
	density := func(at float64) (f float64) {
		for _, e := range exemplars {
			f += math.Exp(-(at-e)*(at-e)/(2*h*h)) / n
		}
		return f
	}
	top := 0.0
	for at := lo; at <= hi; at++ {
		top = max(top, density(at))
	}
	distance, mean := 0.0, stats.Mean(exemplars).Value
	for _, e := range exemplars {
		distance += math.Abs(x-e) / n
	}
	spread := math.Sqrt(((n-1)*s2 + 4) / (n + 3))
	out["bandwidth"], out["kernel_raw"], out["kernel_max_on_grid"] = h, density(x), top
	out["score_kernel_silverman"] = density(x) / top
	out["mad_distance"], out["score_expected_agreement"] = distance, 1-distance/(hi-lo)
	out["d_mean"], out["score_linear_distance"] = x-mean, 1-math.Abs(x-mean)/max(mean-lo, hi-mean)
	out["sd_regularised"], out["score_gaussian"] = spread, math.Exp(-(x-mean)*(x-mean)/(2*spread*spread))
	return out
}

func answerNumericAtLeast(t *testing.T, c oracle.Case) map[string]any {
	s, answers := numericScale(t, c)
	if !c.Has("mode") {
		s.question.Mode = hiring.AtLeast
	}
	var a hiring.AnswerBody
	if x := c.Number("x"); !math.IsNaN(x) {
		a = number(whole(t, x))
	}
	v, err := s.encode(a)
	if err != nil {
		return map[string]any{"error": err}
	}
	similarity, alignment, k := aligned(s, answers, v)
	threshold := Figure{Undefined: k.reason}
	if len(answers) > 0 {
		_, at := s.density(s.tally(answers), make([]float64, s.size))
		threshold = Figure{Value: float64(s.question.Lo + at)}
	}
	return map[string]any{
		"threshold": threshold, "score": similarity, "expected_random": expectation(k),
		"alignment_chance_corrected": alignment,
	}
}

func answerSingleChoice(t *testing.T, c oracle.Case) map[string]any {
	counts, pick := c.List("exemplar_counts"), c.Number("pick_index")
	s, all := singleTally(counts)
	k := s.newKey(all, make([]float64, s.size))
	reason := k.reason
	var v vector
	if math.IsNaN(pick) {
		reason = string(Blank)
	} else {
		var err error
		if v, err = s.encode(picks(optionKey(whole(t, pick)))); err != nil {
			return map[string]any{"error": err}
		}
	}
	out := singleAlternatives(counts, pick, all.n)
	out["consensus"], out["normalised_entropy"] = s.agreement(all), stats.Evenness(counts)
	out["score_proportion_over_max"], out["expected_random"] = Figure{Undefined: reason}, Figure{Undefined: reason}
	out["alignment_chance_corrected"] = Figure{Undefined: reason}
	switch a, ok := s.align(&k, v); {
	case ok:
		out["score_proportion_over_max"], out["expected_random"] = k.similarity(a), k.e0
		out["alignment_chance_corrected"] = a
	case reason == NoConsensus: // a uniform key: every answer is as good as any, and as good as random answering
		out["score_proportion_over_max"], out["expected_random"] = 1.0, 1.0
	}
	return out
}

// singleAlternatives are the figures of §1.2 that lead to the score or are reported beside it.
func singleAlternatives(counts []float64, pick, n float64) map[string]any {
	keys := []string{
		"raw_proportion", "smoothed", "score_proportion", "score_mode01", "score_mode_tie_shared", "modal_share",
		"log_ratio_vs_uniform",
	}
	out := map[string]any{}
	if n == 0 || math.IsNaN(pick) {
		for _, key := range keys {
			out[key] = Figure{Undefined: string(NoExemplars)}
		}
		return out
	}
	k := float64(len(counts))
	var smoothed []float64
	for _, count := range counts {
		smoothed = append(smoothed, (count+smoothing)/(n+smoothing*k))
	}
	mode := stats.ModeScore(counts, int(pick))
	out["raw_proportion"], out["smoothed"] = counts[int(pick)]/n, smoothed
	out["score_proportion"], out["log_ratio_vs_uniform"] = smoothed[int(pick)], math.Log(smoothed[int(pick)]*k)
	out["score_mode01"], out["score_mode_tie_shared"] = mode.Score, mode.Shared
	out["modal_share"] = slices.Max(counts) / n
	return out
}

func answerMultiChoice(_ *testing.T, c oracle.Case) map[string]any {
	s, answers := multipleAnswers(c)
	v := selection(c.Holed("pick"))
	similarity, alignment, _ := aligned(s, answers, v)
	all := s.tally(answers)
	out := map[string]any{"score_balanced": similarity, "alignment_chance_corrected": alignment}
	fallback := agreementKey(all, make([]float64, s.size))
	a, ok := s.align(&fallback, v)
	out["score_weighted_agreement"] = Figure{Undefined: fallback.reason}
	if ok {
		out["score_weighted_agreement"] = Figure{Value: fallback.similarity(a)}
	}
	var shares, weights, majority []float64
	for _, count := range all.sum {
		share := endorsement(count, all.n)
		shares, weights = append(shares, share), append(weights, math.Abs(2*share-1))
		most := 0.0
		if count > all.n/2 {
			most = 1
		}
		majority = append(majority, most)
	}
	coefficients := balanced(shares)
	var j, best float64
	for k, c := range coefficients {
		if v.given() {
			j += v.at[k] * c
		}
		best += max(c, 0)
	}
	out["endorsement_smoothed"], out["weights"] = shares, weights
	out["coef_c"], out["J"], out["J_best"] = coefficients, j, best
	if !v.given() {
		out["J"] = Figure{Undefined: string(Blank)}
	}
	out["mean_jaccard"] = stats.MeanJaccard(v.at, c.Matrix("exemplar_selections"))
	out["jaccard_to_majority"], out["simple_matching"] = stats.Jaccard(v.at, majority), stats.SimpleMatching(v.at, majority)
	return out
}

// balanced is c_k = p_k/P − (1−p_k)/Q, worked out apart from the engine, which keeps it divided by its best sum.
func balanced(shares []float64) []float64 {
	p := 0.0
	for _, share := range shares {
		p += share
	}
	out := make([]float64, len(shares))
	for k, share := range shares {
		out[k] = share/p - (1-share)/(float64(len(shares))-p)
	}
	return out
}

func answerRanking(_ *testing.T, c oracle.Case) map[string]any {
	s, answers := rankedAnswers(c)
	candidate := rankedAnswer(c.Holed("candidate_ranks"))
	similarity, alignment, k := aligned(s, answers, candidate)
	all := s.tally(answers)
	means := slices.Clone(all.sum)
	for i := range means {
		means[i] /= all.n
	}
	var rankings [][]float64
	for _, a := range answers {
		rankings = append(rankings, a.at)
	}
	likeness := stats.CompareRanking(candidate.at, rankings)
	return map[string]any{
		"mean_ranks": means, "tau_b_to_mean_ranks": alignment, "score_tau_b_mean_ranks": similarity,
		"expected_random": expectation(k), "alignment_chance_corrected": alignment, "kendall_W": s.agreement(all),
		"spearman_to_mean_ranks": likeness.SpearmanToMean, "mean_tau_to_each": likeness.MeanTau,
		"mean_footrule": likeness.MeanFootrule, "footrule_max": likeness.FootruleMax,
		"score_footrule": likeness.FootruleSimilarity, "mean_kendall_distance": likeness.MeanKendallDistance,
		"score_kendall_mean": likeness.KendallSimilarity,
	}
}
