package stats

import "math"

// WithinGroup is how far the members of one group agree on one item.
type WithinGroup struct {
	N     int
	Raw   Figure // 1 − S²/σ², negative when the group spreads more than random answering would
	Value Figure // Raw, truncated at 0
	Warn  []string
}

// RWG returns the within-group agreement of ratings on a scale of so many points, r_wg = 1 − S²/σ²_EU, with S² the
// unbiased variance and σ²_EU = (A²−1)/12 the variance of uniform random answering on A points (James, Demaree &
// Wolf 1984). Undefined below two ratings. A negative value is kept in Raw and truncated in Value.
func RWG(ratings []float64, points int) WithinGroup {
	v := Variance(ratings)
	if !v.Defined() {
		return WithinGroup{N: len(ratings), Raw: v, Value: v}
	}
	return RWGOfVariance(v.Value, len(ratings), points)
}

// RWGOfVariance is RWG for a group of n whose unbiased variance is already known.
func RWGOfVariance(s2 float64, n, points int) WithinGroup {
	if n < 2 || points < 2 {
		return WithinGroup{N: n, Raw: undefined(TooFew), Value: undefined(TooFew)}
	}
	raw := 1 - s2/UniformVariance(points)
	w := WithinGroup{N: n, Raw: Figure{Value: raw}, Value: Figure{Value: max(0, raw)}}
	if raw < 0 {
		w.Warn = append(w.Warn, WarnNegative)
	}
	return w
}

// UniformVariance is the variance of uniform random answering on a scale of A points, (A²−1)/12.
func UniformVariance(points int) float64 {
	a := float64(points)
	return (a*a - 1) / 12
}

// RWGBlock returns the agreement of a group on a block of J parallel items, r_wg(j) = J(1−s̄²/σ²)/[J(1−s̄²/σ²)+s̄²/σ²],
// with s̄² the mean item variance (James, Demaree & Wolf 1984). It rises with J mechanically, so it is never shown
// without the items' own r_wg. rows are raters, columns items.
func RWGBlock(ratersByItems [][]float64, points int) Figure {
	if len(ratersByItems) < 2 || points < 2 {
		return undefined(TooFew)
	}
	items := columns(ratersByItems)
	if items == nil {
		return undefined(LengthsDiffer)
	}
	sum := 0.0
	for _, item := range items {
		v := Variance(item)
		if !v.Defined() {
			return v
		}
		sum += v.Value
	}
	j := float64(len(items))
	ratio := sum / j / UniformVariance(points)
	den := j*(1-ratio) + ratio
	if den == 0 {
		return undefined(OutsideRange)
	}
	return Figure{Value: j * (1 - ratio) / den}
}

// AWG returns a_wg = 1 − 2S²/{[(H+L)M − M² − HL]·n/(n−1)}, agreement against the largest variance a mean M allows
// (Brown & Hauenstein 2005). It is defined only for (L(n−1)+H)/n ≤ M ≤ (H(n−1)+L)/n, and is 1 for unanimous ratings,
// a mean at an end of the scale among them.
func AWG(ratings []float64, lo, hi float64) Figure {
	n := float64(len(ratings))
	v := Variance(ratings)
	if !v.Defined() {
		return v
	}
	m := mean(ratings)
	if v.Value == 0 {
		return Figure{Value: 1}
	}
	if m < (lo*(n-1)+hi)/n || m > (hi*(n-1)+lo)/n {
		return undefined(OutsideRange)
	}
	return Figure{Value: 1 - 2*v.Value/(((hi+lo)*m-m*m-hi*lo)*n/(n-1))}
}

// AverageDeviation returns AD_M, the mean absolute deviation from the group's mean (Burke, Finkelstein & Dusig 1999);
// the usual cut-off is a sixth of the number of points.
func AverageDeviation(ratings []float64) Figure {
	m := Mean(ratings)
	if !m.Defined() {
		return m
	}
	sum := 0.0
	for _, r := range ratings {
		sum += math.Abs(r - m.Value)
	}
	return Figure{Value: sum / float64(len(ratings))}
}

// columns turns rows into columns; nil when the rows differ in length or are empty.
func columns(rows [][]float64) [][]float64 {
	if len(rows) == 0 || len(rows[0]) == 0 {
		return nil
	}
	out := make([][]float64, len(rows[0]))
	for _, row := range rows {
		if len(row) != len(out) {
			return nil
		}
		for j, v := range row {
			out[j] = append(out[j], v)
		}
	}
	return out
}
