package stats

import (
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestOracleAUC(t *testing.T) {
	t.Parallel()
	later := []string{"ci95_delong_logit", "wilcox_p_normal_cc"}
	testOracle(t, "auc", later, func(c oracleCase) map[string]any {
		d := AUC(list(c.Input["positives"]), list(c.Input["negatives"]), .95)
		return map[string]any{
			"n_pos": d.Positives, "n_neg": d.Negatives, "auc": d.AUC, "U": d.U,
			"se_hanley_mcneil": d.SEHanleyMcNeil, "ci95_hanley_mcneil_clamped": d.HanleyMcNeil,
			"ci95_newcombe2006_method5": d.Newcombe, "se_delong": d.SEDeLong, "ci95_delong_clamped": d.DeLong,
		}
	})
}

func TestOracleRWG(t *testing.T) {
	t.Parallel()
	later := []string{
		"slight_skew_sigma2_A5", "moderate_skew_sigma2_A5", "heavy_skew_sigma2_A5", "max_variance_A10_population",
		"ad_mean_all_items",
	}
	testOracle(t, "rwg", later, func(c oracleCase) map[string]any {
		points := int(c.Input["A"].(float64))
		out := map[string]any{
			"sigma2_eu": UniformVariance(points), "ad_cutoff_A_over_6": float64(points) / 6,
			"uniform_sigma2_A5": UniformVariance(5), "uniform_sigma2_A7": UniformVariance(7),
			"uniform_sigma2_A10": UniformVariance(10),
		}
		ratings, ok := c.Input["raters_by_items"]
		if !ok {
			return out
		}
		rows := matrix(ratings)
		first := columns(rows)[0]
		agreement := RWG(first, points)
		out["n_raters"], out["variance"] = len(rows), Variance(first)
		out["rwg"], out["rwg_item0"], out["rwg_raw"], out["rwg_truncated"] =
			agreement.Value, agreement.Value, agreement.Raw, agreement.Value
		out["awg"], out["awg_item0"] = AWG(first, 1, float64(points)), AWG(first, 1, float64(points))
		out["ad_mean"], out["ad_mean_item0"] = AverageDeviation(first), AverageDeviation(first)
		out["rwg_j_uniform"] = RWGBlock(rows, points)
		return out
	})
}

func TestOracleRankCorrelation(t *testing.T) {
	t.Parallel()
	later := []string{"tau_b_p_normal", "pearson_p", "pearson_ci95", "mean_pairwise_spearman"}
	testOracle(t, "rank_correlation", later, func(c oracleCase) map[string]any {
		if rows, ok := c.Input["raters_by_items"]; ok {
			w := KendallW(matrix(rows))
			return map[string]any{
				"kendall_W": w.W, "friedman_chi2": w.Friedman, "df": w.DF, "p": w.P, "mean_ranks": w.MeanRanks,
			}
		}
		x, y := completePairs(c.Input["x"], c.Input["y"])
		tau, foot := KendallTau(x, y), SpearmanFootrule(x, y)
		return map[string]any{
			"n": tau.N, "S": tau.S, "tau_a": tau.A, "tau_b": tau.B, "spearman_rho": Spearman(x, y),
			"pearson_r": Pearson(x, y), "footrule": foot.Distance, "footrule_max": foot.Max,
			"footrule_similarity": foot.Similarity,
		}
	})
}

func TestOracleWilson(t *testing.T) {
	t.Parallel()
	testOracle(t, "wilson", nil, func(c oracleCase) map[string]any {
		x, n := int(c.Input["x"].(float64)), int(c.Input["n"].(float64))
		p := NewProportion(x, n, .95)
		return map[string]any{
			"p": p.P, "wilson95": p.Wilson, "clopper_pearson95": p.ClopperPearson,
			"wilson99": NewProportion(x, n, .99).Wilson,
		}
	})
}

func TestOracleHedgesG(t *testing.T) {
	t.Parallel()
	later := []string{
		"J_approx", "hedges_g_approx", "d_ci95_noncentral_t", "g_ci95_noncentral_t", "g_ci95_effectsize_pkg",
		"g_var_borenstein", "g_ci95_normal", "welch_t", "welch_df", "welch_p", "glass_delta_sd2",
	}
	testOracle(t, "hedges_g", later, func(c oracleCase) map[string]any {
		one, two := list(c.Input["group1"]), list(c.Input["group2"])
		e := HedgesG(one, two)
		return map[string]any{
			"n1": e.N1, "n2": e.N2, "mean1": Mean(one), "mean2": Mean(two), "sd_pooled": e.PooledSD, "cohen_d": e.D,
			"J_exact": e.J, "hedges_g": e.G, "mean_difference": e.MeanDifference,
		}
	})
}

func TestOracleCramersV(t *testing.T) {
	t.Parallel()
	later := []string{"fisher_p", "r_pb", "d_from_r", "pointbiserial_mtcars_am_mpg.p"}
	testOracle(t, "cramers_v_pointbiserial", later, func(c oracleCase) map[string]any {
		table, ok := c.Input["table"]
		if !ok {
			return map[string]any{}
		}
		v := CramersV(matrix(table))
		return map[string]any{
			"chi2": v.Chi2, "df": v.DF, "p": v.P, "cramers_v": v.CramersV,
			"cramers_v_bias_corrected": v.CramersVUnbiased, "min_expected": v.SmallestExpected,
		}
	})
}

func TestOracleDistributions(t *testing.T) {
	t.Parallel()
	later := []string{"q_rows_df_cols_p", "p", "p_rows_df"}
	testOracle(t, "distributions", later, func(c oracleCase) map[string]any {
		switch c.ID {
		case "normal_quantile":
			var q []float64
			for _, p := range list(c.Input["p"]) {
				q = append(q, distuv.UnitNormal.Quantile(p))
			}
			return map[string]any{"q": q}
		case "median_and_quantiles_type7":
			x := list(c.Input["x"])
			var q []float64
			for _, p := range []float64{0, .25, .5, .75, .95} {
				q = append(q, Quantile(x, p).Value)
			}
			return map[string]any{"median": Median(x), "q": q}
		}
		return map[string]any{}
	})
}
