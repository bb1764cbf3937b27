package oracle

// The packages that answer oracles.
const (
	Stats   = "stats"
	Scoring = "scoring"
)

// Owners is which package answers for which oracle. Both packages fail on a name that stands neither here nor, for
// the owner, in its table of answers.
func Owners() map[string]string {
	return map[string]string{
		"auc":                           Stats,
		"cleary":                        Stats,
		"combine":                       Scoring,
		"cramers_v_pointbiserial":       Stats,
		"cronbach_alpha":                Stats,
		"distributions":                 Stats,
		"expectancy":                    Stats,
		"fisher_z_ci":                   Stats,
		"hedges_g":                      Stats,
		"icc":                           Stats,
		"item_consensus":                Scoring,
		"kappa":                         Stats,
		"krippendorff_alpha":            Stats,
		"ll144_scoring":                 Stats,
		"ll144_selection":               Stats,
		"loo_selfcheck":                 Scoring,
		"mantel_haenszel":               Stats,
		"omega_total":                   Stats,
		"p_adjust":                      Stats,
		"power":                         Stats,
		"profile_similarity":            Stats,
		"range_restriction_attenuation": Stats,
		"rank_correlation":              Stats,
		"rater_effects":                 Stats,
		"rwg":                           Stats,
		"score_multi_choice":            Scoring,
		"score_numeric":                 Scoring,
		"score_numeric_at_least":        Scoring,
		"score_ranking":                 Scoring,
		"score_single_choice":           Scoring,
		"score_value":                   Scoring,
		"two_by_two":                    Stats,
		"wilson":                        Stats,
	}
}
