package stats

import (
	"testing"

	"touchstone/internal/testkit/oracle"
)

// validityOracles answers for correlations with an outcome, their corrections and what they are worth.
func validityOracles() map[string]oracle.Answer {
	return map[string]oracle.Answer{
		"cleary":                        answerCleary,
		"expectancy":                    answerExpectancy,
		"fisher_z_ci":                   answerFisherZ,
		"power":                         answerPower,
		"range_restriction_attenuation": answerCorrections,
	}
}

func answerFisherZ(_ *testing.T, c oracle.Case) map[string]any {
	if c.Has("r1") {
		d := CompareCorrelations(c.Number("r1"), int(c.Number("n1")), c.Number("r2"), int(c.Number("n2")))
		return map[string]any{"z": d.Z, "p": d.P}
	}
	var r, r90 Correlation
	if c.Has("x") {
		x, y := completePairs(c.Holed("x"), c.Holed("y"))
		r, r90 = Correlate(x, y, .95), Correlate(x, y, .9)
	} else {
		r, r90 = FisherZ(c.Number("r"), int(c.Number("n")), .95), FisherZ(c.Number("r"), int(c.Number("n")), .9)
	}
	return map[string]any{
		"r": r.R, "n": r.N, "fisher_z": r.Z, "se_z": r.SE, "ci95": r.Interval, "ci90": r90.Interval, "t": r.T, "p": r.P,
	}
}

// answerCorrections answers whichever statistics the input suffices for.
func answerCorrections(_ *testing.T, c oracle.Case) map[string]any {
	out, warnings := map[string]any{}, []string{}
	correct := func(key string, by Corrected) {
		out[key] = by.R
		warnings = append(warnings, by.Warn...)
	}
	if c.Has("u_sd_restricted_over_unrestricted") {
		correct("r_corrected_case2", ThorndikeII(c.Number("r_restricted"), c.Number("u_sd_restricted_over_unrestricted")))
	}
	if c.Has("ryy") {
		correct("r_operational", Attenuation(c.Number("r"), 1, c.Number("ryy")))
		full := Attenuation(c.Number("r"), c.NumberOr("rxx", 1), c.Number("ryy"))
		correct("r_true", full)
		out["r_true_raw"] = full.R
	}
	if c.Has("ryy_restricted") {
		s := OperationalValidity(c.Number("r"), c.Number("ryy_restricted"), c.Number("u"))
		correct("step1", s.Criterion)
		correct("step2", s.Range)
	}
	if c.Has("m") {
		var reliabilities []Figure
		for _, m := range c.Holed("m") {
			reliabilities = append(reliabilities, SpearmanBrown(c.Number("r"), m))
		}
		out["r_m"], out["raters_needed_for_.80"] = reliabilities, PartsFor(c.Number("r"), .8)
	}
	if c.Has("weights") {
		m := MosierComposite(c.Holed("weights"), c.Holed("sd"), c.Holed("rxx"), c.Matrix("cor"))
		out["composite_sd"], out["composite_reliability"], out["composite_sem"] = m.SD, m.Reliability, m.SEM
	} else if c.Has("sd") {
		e := NewMeasurementError(c.Number("sd"), c.Number("rxx"), .95)
		out["sem"], out["sed"], out["band_width_95"] = e.SEM, e.SED, e.Band
		warnings = append(warnings, e.Warn...)
		if c.Has("x") {
			k := Kelley(c.Number("x"), c.NumberOr("mean", 0), c.Number("sd"), c.Number("rxx"), .95)
			out["ci95_observed"], out["kelley_true_score"] = k.Observed, k.Estimate
			out["see_true"], out["ci95_true"] = k.SE, k.Interval
		}
	}
	out["warning"] = warnings
	return out
}

func answerPower(_ *testing.T, c oracle.Case) map[string]any {
	switch {
	case c.Has("half_width"):
		return map[string]any{"n_min": NForHalfWidth(c.Number("r"), c.Number("half_width"), .95).N}
	case c.Has("p1"):
		return map[string]any{
			"power": PowerOfProportions(c.Number("p1"), c.Number("p2"), int(c.Number("n_each")), .05),
		}
	case c.Has("d"):
		return map[string]any{
			"power": PowerOfD(c.Number("d"), c.Number("n_each"), .05), "n_for_80": NForD(c.Number("d"), .8, .05).N,
		}
	}
	var exact, ceiling []any
	for _, r := range c.Holed("r") {
		n := NForCorrelation(r, c.NumberOr("power", .8), c.NumberOr("alpha", .05))
		exact = append(exact, n.N)
		if n.N.Defined() {
			ceiling = append(ceiling, n.Ceiling)
		} else {
			ceiling = append(ceiling, n.N)
		}
	}
	return map[string]any{"n_fisher_unrounded": exact, "n_ceiling": ceiling}
}

func answerExpectancy(_ *testing.T, c oracle.Case) map[string]any {
	switch {
	case c.Has("selection_ratio"):
		s := TaylorRussell(c.Number("base_rate"), c.Number("selection_ratio"), c.Number("r"))
		return map[string]any{"success_rate_selected": s.Rate, "gain": s.Gain}
	case c.Has("r"):
		quintiles := [][]Figure{}
		for _, r := range c.Holed("r") {
			quintiles = append(quintiles, TheoreticalExpectancy(c.NumberOr("base_rate", .5), r, 5))
		}
		return map[string]any{"p_success_by_quintile_low_to_high": quintiles}
	}
	scores, outcomes := completePairs(c.Holed("score"), c.Holed("success01"))
	success := make([]bool, len(outcomes))
	for i, y := range outcomes {
		success[i] = y != 0
	}
	var n, successes []int
	var rates []Figure
	for _, b := range ExpectancyTable(scores, success, 5, .95).Bins {
		n, successes, rates = append(n, b.N), append(successes, b.X), append(rates, b.Rate)
	}
	return map[string]any{"n": n, "successes": successes, "rate": rates}
}

func answerCleary(_ *testing.T, c oracle.Case) map[string]any {
	group := make([]bool, 0)
	for _, g := range c.Holed("g") {
		group = append(group, g != 0)
	}
	p := Cleary(c.Holed("x"), c.Holed("y"), group)
	out := map[string]any{
		"x_mean": p.MeanX, "r2": []Figure{p.Common.R2, p.Intercepts.R2, p.Slopes.R2}, "status": p.Status,
		"model1_coef": estimates(p.Common), "model2_coef": estimates(p.Intercepts),
		"model3": oracle.Undefined(p.Slopes.Undefined), "model3_coef_se_t_p": oracle.Undefined(p.Slopes.Undefined),
		"step_intercept": stepParts(p.InterceptStep), "step_slope": stepParts(p.SlopeStep), "omnibus": stepParts(p.Omnibus),
		"mean_residual_common_line": map[string]any{"g0": p.Groups[0].MeanResidual, "g1": p.Groups[1].MeanResidual},
	}
	var within []any
	for g, l := range p.Groups {
		within = append(within, map[string]any{
			"group": g, "n": l.N, "intercept": l.Intercept, "slope": l.Slope, "r": l.R, "see": l.SEE,
		})
	}
	out["within"] = within
	terms, table := []string{}, [][]Figure{}
	for _, k := range p.Slopes.Coefficients {
		terms, table = append(terms, k.Term), append(table, []Figure{k.Estimate, k.SE, k.T, k.P})
	}
	out["model3_terms"] = terms
	if p.Slopes.Defined() {
		out["model3"], out["model3_coef_se_t_p"] = table, table
	}
	return out
}

func estimates(r Regression) any {
	if !r.Defined() {
		return oracle.Undefined(r.Undefined)
	}
	var out []Figure
	for _, k := range r.Coefficients {
		out = append(out, k.Estimate)
	}
	return out
}

func stepParts(s StepTest) oracle.Object {
	return oracle.Object{Figure: s.F, Parts: map[string]any{"F": s.F, "df1": s.DF1, "df2": s.DF2, "p": s.P}}
}
