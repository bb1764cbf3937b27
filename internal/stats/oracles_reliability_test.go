package stats

import (
	"fmt"
	"testing"

	"touchstone/internal/testkit/oracle"
)

// reliabilityOracles answers for reliability, agreement between raters, profiles and rater effects.
func reliabilityOracles() map[string]oracle.Answer {
	return map[string]oracle.Answer{
		"cronbach_alpha":     answerAlpha,
		"icc":                answerICC,
		"kappa":              answerKappa,
		"krippendorff_alpha": answerKrippendorff,
		"omega_total":        answerOmega,
		"profile_similarity": answerProfile,
		"rater_effects":      answerRaterEffects,
	}
}

func answerAlpha(_ *testing.T, c oracle.Case) map[string]any {
	a := CronbachAlpha(c.Matrix("matrix"), .95)
	return map[string]any{
		"n_rows": a.Rows, "n_complete": a.Complete, "k": a.Items, "alpha_listwise": a.Value,
		"alpha_pairwise_cov": a.Pairwise, "alpha_standardized_pairwise": a.Standardized,
		"alpha_standardized": a.Standardized, "mean_interitem_r_pairwise": a.MeanR, "feldt_ci95_listwise": a.Interval,
		"alpha_if_item_deleted_listwise": a.IfDeleted, "item_rest_r_listwise": a.ItemRest, "sem_listwise": a.SEM,
		"warning": a.Warn,
	}
}

func answerOmega(_ *testing.T, c oracle.Case) map[string]any {
	o := OmegaTotal(c.Matrix("matrix"))
	return map[string]any{
		"loadings": o.Loadings, "uniquenesses": o.Uniquenesses, "omega_total": o.Value, "warning": o.Warn,
	}
}

func answerICC(_ *testing.T, c oracle.Case) map[string]any {
	if c.Has("value") {
		return answerOneWay(c)
	}
	i := Intraclasses(c.Matrix("matrix"), .95)
	out := map[string]any{
		"n_targets": i.Anova.Targets, "k_raters": i.Anova.Raters,
		"icc_1_1": intraclass(i.One), "icc_2_1_absolute": intraclass(i.Two), "icc_3_1_consistency": intraclass(i.Three),
		"icc_1_k": intraclass(i.OneMean), "icc_2_k_absolute": intraclass(i.TwoMean),
		"icc_3_k_consistency": intraclass(i.ThreeMean),
		"gstudy": map[string]any{
			"var_person": i.Components.Target, "var_rater": i.Components.Rater, "var_residual": i.Components.Residual,
		},
		"warning": i.Warn,
	}
	squares := map[string]float64{
		"ms_between": i.Anova.MSBetween, "ms_within": i.Anova.MSWithin, "ms_judges": i.Anova.MSRaters,
		"ms_error": i.Anova.MSError,
	}
	for key, ms := range squares {
		out[key] = Figure{Value: ms, Undefined: i.Anova.Undefined}
	}
	return out
}

func intraclass(i ICC) oracle.Object {
	parts := map[string]any{"type": i.Form, "icc": i.Value, "F": i.F, "df1": i.DF1, "df2": i.DF2, "p": i.P}
	parts["lo95"], parts["hi95"] = Figure{Value: i.Interval.Lo, Undefined: i.Interval.Undefined},
		Figure{Value: i.Interval.Hi, Undefined: i.Interval.Undefined}
	return oracle.Object{Figure: i.Value, Parts: parts}
}

func answerOneWay(c oracle.Case) map[string]any {
	values, names := c.Holed("value"), c.Holed("group")
	at := map[float64]int{}
	var groups [][]float64
	for i, name := range names {
		if _, known := at[name]; !known {
			at[name] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[name]] = append(groups[at[name]], values[i])
	}
	w := Unbalanced(groups, .95)
	return map[string]any{
		"ms_between": w.MSBetween, "ms_within": w.MSWithin, "icc1_multilevel_pkg": w.ByMeanSize,
		"icc2_multilevel_pkg": w.Mean.Value, "n0_harmonic_like": w.N0, "icc1_with_n0": w.Single.Value, "warning": w.Warn,
	}
}

func answerKappa(_ *testing.T, c oracle.Case) map[string]any {
	table := c.Matrix("table_rows_rater1_cols_rater2")
	plain, linear := CohenKappa(table, Unweighted, .95), CohenKappa(table, Linear, .95)
	quadratic := CohenKappa(table, Quadratic, .95)
	return map[string]any{
		"kappa": plain.Value, "kappa_linear": linear.Value, "kappa_quadratic": quadratic.Value,
		"se_kappa": plain.SE, "se_linear": linear.SE, "se_quadratic": quadratic.SE,
		"ci95_kappa": plain.Interval, "ci95_linear": linear.Interval, "ci95_quadratic": quadratic.Interval,
		"observed_agreement": plain.Observed, "expected_agreement": plain.Expected, "warning": plain.Warn,
	}
}

func answerKrippendorff(_ *testing.T, c oracle.Case) map[string]any {
	rows := c.Matrix("raters_by_units")
	out := map[string]any{"n_pairable_values": KrippendorffAlpha(rows, Nominal).Pairable}
	for _, metric := range []Metric{Nominal, Ordinal, IntervalScale, RatioScale} {
		out[string(metric)] = KrippendorffAlpha(rows, metric).Alpha
	}
	return out
}

func answerProfile(_ *testing.T, c oracle.Case) map[string]any {
	x, k := c.Holed("candidate"), c.Holed("exemplar_mean")
	var norm []float64
	if c.Has("normative_mean") {
		norm = c.Holed("normative_mean")
	}
	p, s := CompareProfiles(x, k, norm), Style(x, c.NumberOr("lo", 1), c.NumberOr("hi", 10))
	return map[string]any{
		"D2": p.D2, "elevation": p.Elevation, "scatter": p.Scatter, "shape": p.Shape,
		"sum_check":         Figure{Value: p.Elevation.Value + p.Scatter.Value + p.Shape.Value, Undefined: p.D2.Undefined},
		"overall_profile_r": p.Overall, "distinctive_profile_r": p.Distinctive, "normativeness_candidate": p.NormOfX,
		"normativeness_exemplar": p.NormOfK, "candidate_within_z": straight(s), "extreme_response_share": s.Extreme,
		"midpoint_share": s.Midpoint, "warning": append(p.Warn, s.Warn...),
	}
}

// straight is z by answer, or one undefined figure for a straight line.
func straight(s ResponseStyle) any {
	if !s.SD.Defined() || s.SD.Value == 0 {
		return oracle.Undefined(NoVariation)
	}
	return s.Within
}

func answerRaterEffects(_ *testing.T, c oracle.Case) map[string]any {
	if c.Has("rater0") {
		var r, sd []Figure
		var warnings []string
		for i := 0; c.Has(fmt.Sprint("rater", i)); i++ {
			h := HaloOf(c.Matrix(fmt.Sprint("rater", i)))
			r, sd, warnings = append(r, h.MeanR), append(sd, h.MeanSD), append(warnings, h.Warn...)
		}
		return map[string]any{"mean_interdimension_r": r, "mean_within_candidate_sd": sd, "warning": warnings}
	}
	e := Severity(c.Matrix("ratings_candidates_by_raters"), 1, 5, .95)
	var severity, sd, rest []Figure
	var warnings []string
	for _, r := range e.Raters {
		severity, sd, rest = append(severity, r.Severity), append(sd, r.SD), append(rest, r.Rest)
		warnings = append(warnings, r.Warn...)
	}
	return map[string]any{
		"grand_mean": e.GrandMean, "severity_effect": severity, "adjusted_candidate_means": e.Targets,
		"rater_sd": sd, "rest_correlation": rest, "warning": warnings,
	}
}
