package stats

import "slices"

// Metric is how far two values are taken to differ.
type Metric string

// The metrics of Krippendorff's alpha.
const (
	Nominal       Metric = "nominal"  // 1 when they differ
	Ordinal       Metric = "ordinal"  // by the number of values between them, midranks squared
	IntervalScale Metric = "interval" // (c−k)²
	RatioScale    Metric = "ratio"    // ((c−k)/(c+k))²
)

// Krippendorff is the agreement of raters on units, with any number of ratings missing.
type Krippendorff struct {
	Units    int // with at least two ratings
	Pairable int // ratings in them
	Alpha    Figure
}

// KrippendorffAlpha returns α = 1 − D_o/D_e of raters (rows) by units (columns), NaN where a rating is missing
// (Krippendorff 2011, the coincidence-matrix form):
//
//	D_o = (1/n) Σ_u Σ_{i≠j} δ²(x_ui, x_uj)/(m_u−1),   D_e = (1/(n(n−1))) Σ_c Σ_k n_c n_k δ²(c, k),
//
// over the units with m_u ≥ 2 ratings and the n ratings in them, n_c of which are c. The ordinal metric
// (Σ_{g=c..k} n_g − (n_c+n_k)/2)² is the interval metric of midranks, and is computed so. Undefined when no unit has
// two ratings and when all ratings are the same (D_e = 0: unanimity says nothing about what disagreement would look
// like); the ratio metric also for negative ratings.
func KrippendorffAlpha(ratersByUnits [][]float64, metric Metric) Krippendorff {
	units := columns(ratersByUnits)
	if units == nil && len(ratersByUnits) > 1 {
		return Krippendorff{Alpha: undefined(LengthsDiffer)}
	}
	return AlphaOfUnits(units, metric)
}

// AlphaOfUnits is KrippendorffAlpha of the ratings of each unit, in any order: who rated is of no matter to it.
func AlphaOfUnits(units [][]float64, metric Metric) Krippendorff {
	var kept [][]float64
	var k Krippendorff
	for _, u := range units {
		if u = present(u); len(u) > 1 {
			kept = append(kept, u)
			k.Pairable += len(u)
		}
	}
	k.Units = len(kept)
	all := slices.Concat(kept...)
	switch {
	case k.Units == 0:
		k.Alpha = undefined(TooFew)
	case !finite(all):
		k.Alpha = undefined(NotFinite)
	case constant(all):
		k.Alpha = undefined(NoVariation)
	case metric == RatioScale && slices.Min(all) < 0:
		k.Alpha = undefined(OutsideRange)
	default:
		k.Alpha = alphaByMetric(kept, all, metric)
	}
	return k
}

func alphaByMetric(units [][]float64, all []float64, metric Metric) Figure {
	switch metric {
	case Nominal:
		return alphaNominal(units, all)
	case Ordinal:
		return alphaInterval(ranked(units, all), AverageRanks(all))
	case IntervalScale:
		return alphaInterval(units, all)
	case RatioScale:
		return alphaRatio(units, all)
	}
	return undefined(OutsideRange)
}

// alphaInterval uses Σ_{i≠j}(x_i−x_j)² = 2mΣ(x−x̄)².
func alphaInterval(units [][]float64, all []float64) Figure {
	observed := 0.0
	for _, u := range units {
		m := float64(len(u))
		observed += m / (m - 1) * squares(u)
	}
	n := float64(len(all))
	return bounded(1 - observed*(n-1)/(n*squares(all)))
}

// ranked puts in the place of each rating its midrank among all.
func ranked(units [][]float64, all []float64) [][]float64 {
	ranks := AverageRanks(all)
	out := make([][]float64, len(units))
	for i, u := range units {
		out[i], ranks = ranks[:len(u)], ranks[len(u):]
	}
	return out
}

func alphaNominal(units [][]float64, all []float64) Figure {
	observed := 0.0
	for _, u := range units {
		m := float64(len(u))
		observed += (m*m - sumOfSquares(tieGroups(u))) / (m - 1)
	}
	n := float64(len(all))
	return bounded(1 - observed*(n-1)/(n*n-sumOfSquares(tieGroups(all))))
}

func sumOfSquares(x []float64) (sum float64) {
	for _, v := range x {
		sum += v * v
	}
	return sum
}

func alphaRatio(units [][]float64, all []float64) Figure {
	observed := 0.0
	for _, u := range units {
		observed += ratioDistances(u) / float64(len(u)-1)
	}
	return bounded(1 - observed*float64(len(all)-1)/ratioDistances(all))
}

// ratioDistances is Σ_{i≠j}((x_i−x_j)/(x_i+x_j))², by different values.
func ratioDistances(x []float64) float64 {
	counts, values := tieGroups(x), slices.Clone(x)
	slices.Sort(values)
	values = slices.Compact(values)
	sum := 0.0
	for i, a := range values {
		for j, b := range values[:i] {
			d := (a - b) / (a + b)
			sum += 2 * counts[i] * counts[j] * d * d
		}
	}
	return sum
}
