package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
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
		"ci95_delong_logit": d.DeLongLogit, "wilcox_p_normal_cc": d.Wilcoxon, "warning": d.Warn,
	}
}

func answerRWG(_ *testing.T, c oracle.Case) map[string]any {
	points := int(c.Number("A"))
	out := map[string]any{
		"sigma2_eu": UniformVariance(points), "ad_cutoff_A_over_6": float64(points) / 6,
		"uniform_sigma2_A5": UniformVariance(5), "uniform_sigma2_A7": UniformVariance(7),
		"uniform_sigma2_A10": UniformVariance(10), "slight_skew_sigma2_A5": SkewedVariance(5, SlightSkew),
		"moderate_skew_sigma2_A5": SkewedVariance(5, ModerateSkew), "heavy_skew_sigma2_A5": SkewedVariance(5, HeavySkew),
		"max_variance_A10_population": MaximumVariance(10),
	}
	if !c.Has("raters_by_items") {
		return out
	}
	rows := c.Matrix("raters_by_items")
	var first []float64
	if items := columns(rows); items != nil {
		first = present(items[0])
	}
	agreement := RWG(first, points)
	out["n_raters"], out["variance"] = len(rows), Variance(first)
	out["rwg"], out["rwg_item0"], out["rwg_raw"], out["rwg_truncated"] =
		agreement.Value, agreement.Value, agreement.Raw, agreement.Value
	out["awg"], out["awg_item0"] = AWG(first, 1, float64(points)), AWG(first, 1, float64(points))
	out["ad_mean"], out["ad_mean_item0"] = AverageDeviation(first), AverageDeviation(first)
	out["rwg_j_uniform"], out["ad_mean_all_items"] = RWGBlock(rows, points).Value, MeanAverageDeviation(rows)
	out["warning"] = agreement.Warn
	return out
}

func answerRankCorrelation(_ *testing.T, c oracle.Case) map[string]any {
	if c.Has("raters_by_items") {
		rows := c.Matrix("raters_by_items")
		w := KendallW(rows)
		return map[string]any{
			"kendall_W": w.W, "friedman_chi2": w.Friedman, "df": w.DF, "p": w.P, "mean_ranks": w.MeanRanks,
			"mean_pairwise_spearman": MeanPairwiseSpearman(rows),
		}
	}
	x, y := completePairs(c.Holed("x"), c.Holed("y"))
	tau, foot, r := KendallTau(x, y), SpearmanFootrule(x, y), Correlate(x, y, .95)
	return map[string]any{
		"n": tau.N, "S": tau.S, "tau_a": tau.A, "tau_b": tau.B, "spearman_rho": Spearman(x, y),
		"pearson_r": r.R, "pearson_p": r.P, "pearson_ci95": r.Interval, "tau_b_p_normal": tau.P, "footrule": foot.Distance, "footrule_max": foot.Max,
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

// simplexStops is how far from its goal effectsize's interval may lie: the package looks for both ends at once with a
// simplex, and stops when the two probabilities are right to 1e−8 or so. g_ci95_noncentral_t is the same interval,
// found exactly, and held to the file's tolerance.
const simplexStops = 2e-6

func answerHedgesG(_ *testing.T, c oracle.Case) map[string]any {
	one, two := c.List("group1"), c.List("group2")
	e := HedgesG(one, two)
	return map[string]any{
		"n1": e.N1, "n2": e.N2, "mean1": e.Mean1, "mean2": e.Mean2, "sd_pooled": e.PooledSD, "cohen_d": e.D,
		"J_exact": e.J, "hedges_g": e.G, "mean_difference": e.MeanDifference, "warning": e.Warn,
		"J_approx": e.ApproximateJ, "hedges_g_approx": e.ApproximateG, "d_ci95_noncentral_t": e.DInterval,
		"g_ci95_noncentral_t": e.GInterval, "g_ci95_effectsize_pkg": oracle.Near{Figure: e.GInterval, Abs: simplexStops}, "g_var_borenstein": e.GVariance,
		"g_ci95_normal": e.GNormal, "welch_t": e.Welch.T, "welch_df": e.Welch.DF, "welch_p": e.Welch.P,
		"glass_delta_sd2": e.GlassDelta,
	}
}

func answerCramersV(_ *testing.T, c oracle.Case) map[string]any {
	if !c.Has("table") {
		group, x := completePairs(c.Holed("group01"), c.Holed("x"))
		member := make([]bool, len(group))
		for i, g := range group {
			member[i] = g == 1
		}
		b := CorrelateGroup(member, x)
		return map[string]any{"r_pb": b.R, "p": b.P, "d_from_r": b.D, "warning": b.Warn}
	}
	table := c.Matrix("table")
	v, exact := CramersV(table), FisherFreemanHalton(table)
	return map[string]any{
		"chi2": v.Chi2, "df": v.DF, "p": v.P, "cramers_v": v.CramersV,
		"cramers_v_bias_corrected": v.CramersVUnbiased, "min_expected": v.SmallestExpected,
		"fisher_p": exact.P, "warning": v.Warn,
	}
}

// answerDistributions tells by its input which distribution a case is about.
func answerDistributions(_ *testing.T, c oracle.Case) map[string]any {
	switch {
	case c.Has("p") && c.Has("df"):
		return map[string]any{"q_rows_df_cols_p": table(c.List("df"), c.List("p"), func(df, p float64) float64 {
			return tQuantile(p, df)
		})}
	case c.Has("p"):
		return map[string]any{"q": over(c.List("p"), distuv.UnitNormal.Quantile)}
	case c.Has("ncp"):
		return map[string]any{"p": cube(c.List("df"), c.List("ncp"), c.List("t"), func(df, ncp, t float64) float64 {
			return noncentralT(t, df, ncp)
		})}
	case c.Has("f"):
		return map[string]any{"p": cube(c.List("df1"), c.List("df2"), c.List("f"), func(df1, df2, f float64) float64 {
			return distuv.F{D1: df1, D2: df2}.Survival(f)
		})}
	case c.Has("a"):
		return map[string]any{"p": cube(c.List("a"), c.List("b"), c.List("x"), mathext.RegIncBeta)}
	case c.Has("t"):
		return map[string]any{"p_rows_df": table(c.List("df"), c.List("t"), func(df, t float64) float64 {
			return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.CDF(t)
		})}
	}
	x := c.List("x")
	var q []Figure
	for _, p := range []float64{0, .25, .5, .75, .95} {
		q = append(q, Quantile(x, p))
	}
	return map[string]any{"median": Median(x), "q": q}
}

func over(x []float64, f func(float64) float64) (out []float64) {
	for _, v := range x {
		out = append(out, f(v))
	}
	return out
}

func table(rows, cols []float64, f func(row, col float64) float64) (out [][]float64) {
	for _, r := range rows {
		out = append(out, over(cols, func(c float64) float64 { return f(r, c) }))
	}
	return out
}

// cube goes through a outermost and c innermost.
func cube(a, b, c []float64, f func(a, b, c float64) float64) (out []float64) {
	for _, x := range a {
		for _, row := range table(b, c, func(y, z float64) float64 { return f(x, y, z) }) {
			out = append(out, row...)
		}
	}
	return out
}
