package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"touchstone/internal/testkit/oracle"
)

// measurementOracles answers for agreement on items, for rankings and for the separation of groups.
func measurementOracles() map[string]oracle.Answer {
	return map[string]oracle.Answer{
		"auc":                     answerAUC,
		"cramers_v_pointbiserial": answerCramersV,
		"distributions":           answerDistributions,
		"hedges_g":                answerHedgesG,
		"rank_correlation":        answerRankCorrelation,
		"rwg":                     answerRWG,
		"wilson":                  answerWilson,
	}
}

func answerAUC(_ *testing.T, c oracle.Case) map[string]any {
	d := AUC(c.List("positives"), c.List("negatives"), .95)
	return map[string]any{
		"n_pos": d.Positives, "n_neg": d.Negatives, "auc": d.AUC, "U": d.U,
		"se_hanley_mcneil": d.SEHanleyMcNeil, "ci95_hanley_mcneil_clamped": d.HanleyMcNeil,
		"ci95_newcombe2006_method5": d.Newcombe, "se_delong": d.SEDeLong, "ci95_delong_clamped": d.DeLong,
		"warning": d.Warn,
	}
}

func answerRWG(_ *testing.T, c oracle.Case) map[string]any {
	points := int(c.Number("A"))
	out := map[string]any{
		"sigma2_eu": UniformVariance(points), "ad_cutoff_A_over_6": float64(points) / 6,
		"uniform_sigma2_A5": UniformVariance(5), "uniform_sigma2_A7": UniformVariance(7),
		"uniform_sigma2_A10": UniformVariance(10),
	}
	if !c.Has("raters_by_items") {
		return out
	}
	rows := c.Matrix("raters_by_items")
	first := columns(rows)[0]
	agreement := RWG(first, points)
	out["n_raters"], out["variance"] = len(rows), Variance(first)
	out["rwg"], out["rwg_item0"], out["rwg_raw"], out["rwg_truncated"] =
		agreement.Value, agreement.Value, agreement.Raw, agreement.Value
	out["awg"], out["awg_item0"] = AWG(first, 1, float64(points)), AWG(first, 1, float64(points))
	out["ad_mean"], out["ad_mean_item0"] = AverageDeviation(first), AverageDeviation(first)
	out["rwg_j_uniform"] = RWGBlock(rows, points)
	return out
}

func answerRankCorrelation(_ *testing.T, c oracle.Case) map[string]any {
	if c.Has("raters_by_items") {
		w := KendallW(c.Matrix("raters_by_items"))
		return map[string]any{
			"kendall_W": w.W, "friedman_chi2": w.Friedman, "df": w.DF, "p": w.P, "mean_ranks": w.MeanRanks,
		}
	}
	x, y := completePairs(c.Holed("x"), c.Holed("y"))
	tau, foot := KendallTau(x, y), SpearmanFootrule(x, y)
	return map[string]any{
		"n": tau.N, "S": tau.S, "tau_a": tau.A, "tau_b": tau.B, "spearman_rho": Spearman(x, y),
		"pearson_r": Pearson(x, y), "footrule": foot.Distance, "footrule_max": foot.Max,
		"footrule_similarity": foot.Similarity,
	}
}

// completePairs returns the pairs of which neither half is missing.
func completePairs(a, b []float64) (x, y []float64) {
	for i := range min(len(a), len(b)) {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			x = append(x, a[i])
			y = append(y, b[i])
		}
	}
	return x, y
}

func answerWilson(_ *testing.T, c oracle.Case) map[string]any {
	x, n := int(c.Number("x")), int(c.Number("n"))
	p, wide := NewProportion(x, n, .95), NewProportion(x, n, .99)
	return map[string]any{
		"p": p.P, "wilson95": p.Wilson, "clopper_pearson95": p.ClopperPearson, "wilson99": wide.Wilson,
	}
}

func answerHedgesG(_ *testing.T, c oracle.Case) map[string]any {
	one, two := c.List("group1"), c.List("group2")
	e := HedgesG(one, two)
	return map[string]any{
		"n1": e.N1, "n2": e.N2, "mean1": Mean(one), "mean2": Mean(two), "sd_pooled": e.PooledSD, "cohen_d": e.D,
		"J_exact": e.J, "hedges_g": e.G, "mean_difference": e.MeanDifference, "warning": e.Warn,
	}
}

func answerCramersV(_ *testing.T, c oracle.Case) map[string]any {
	if !c.Has("table") {
		return map[string]any{}
	}
	v := CramersV(c.Matrix("table"))
	return map[string]any{
		"chi2": v.Chi2, "df": v.DF, "p": v.P, "cramers_v": v.CramersV,
		"cramers_v_bias_corrected": v.CramersVUnbiased, "min_expected": v.SmallestExpected,
	}
}

func answerDistributions(_ *testing.T, c oracle.Case) map[string]any {
	if !c.Has("df") && c.Has("p") {
		var q []float64
		for _, p := range c.List("p") {
			q = append(q, distuv.UnitNormal.Quantile(p))
		}
		return map[string]any{"q": q}
	}
	x := c.List("x")
	var q []Figure
	for _, p := range []float64{0, .25, .5, .75, .95} {
		q = append(q, Quantile(x, p))
	}
	return map[string]any{"median": Median(x), "q": q}
}

// reliabilityOracles answers for reliability, agreement between raters, and rater effects.
func reliabilityOracles() map[string]oracle.Answer {
	return map[string]oracle.Answer{}
}
