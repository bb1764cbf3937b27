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
	raw := bounded(1 - s2/UniformVariance(points))
	w := WithinGroup{N: n, Raw: raw, Value: Figure{Value: max(0, raw.Value), Undefined: raw.Undefined}}
	if raw.Value < 0 {
		w.Warn = append(w.Warn, WarnNegative)
	}
	return w
}

// UniformVariance is the variance of uniform random answering on a scale of A points, (A²−1)/12.
func UniformVariance(points int) float64 {
	a := float64(points)
	return (a*a - 1) / 12
}

// MaximumVariance is the largest population variance on a scale of A points, half the group at either end:
// (A²+1)/2 − ((A+1)/2)².
func MaximumVariance(points int) float64 {
	a := float64(points)
	return (a*a+1)/2 - (a+1)*(a+1)/4
}

// Skew is how far answering without agreement leans towards one end of a scale of five points.
type Skew string

// The skewed null distributions of James, Demaree & Wolf (1984).
const (
	SlightSkew   Skew = "slight"
	ModerateSkew Skew = "moderate"
	HeavySkew    Skew = "heavy"
)

// SkewedVariance is the variance of a null distribution that leans towards one end, for a scale of five points: the
// shares of the points are .05 .15 .20 .35 .25 (slight, 1.34), 0 .10 .15 .40 .35 (moderate, .90) and 0 0 .10 .40 .50
// (heavy, .44). Undefined for other scales, for which the shares are not given.
func SkewedVariance(points int, skew Skew) Figure {
	shares := map[Skew][5]float64{
		SlightSkew: {.05, .15, .20, .35, .25}, ModerateSkew: {0, .10, .15, .40, .35}, HeavySkew: {0, 0, .10, .40, .50},
	}
	p, known := shares[skew]
	if points != len(p) || !known {
		return undefined(OutsideRange)
	}
	mean, square := 0.0, 0.0
	for i, share := range p {
		x := float64(i + 1)
		mean += share * x
		square += share * x * x
	}
	return Figure{Value: square - mean*mean}
}

// Block is how far the members of a group agree on a block of parallel items.
type Block struct {
	Items int
	Raw   Figure // the formula as it stands: beyond 0..1 where the group spreads more than the null allows
	Value Figure // r_wg(j): Raw, and 0 where the mean variance exceeds the null's
	Warn  []string
}

// RWGBlock is RWGBlockAgainst uniform random answering on a scale of so many points.
func RWGBlock(ratersByItems [][]float64, points int) Block {
	if points < 2 {
		return Block{Raw: undefined(TooFew), Value: undefined(TooFew)}
	}
	return RWGBlockAgainst(ratersByItems, UniformVariance(points))
}

// RWGBlockAgainst returns the agreement of a group on a block of J parallel items against a null distribution of
// variance σ², r_wg(j) = J(1−s̄²/σ²)/[J(1−s̄²/σ²)+s̄²/σ²], with s̄² the mean item variance (James, Demaree & Wolf 1984).
// It rises with J mechanically, so it is never shown without the items' own r_wg. rows are raters, columns items; a
// missing rating (NaN) is left out of its item. Undefined when an item has fewer than two ratings.
func RWGBlockAgainst(ratersByItems [][]float64, null float64) Block {
	none := func(reason string) Block { return Block{Raw: undefined(reason), Value: undefined(reason)} }
	items := columns(ratersByItems)
	if items == nil && len(ratersByItems) > 1 {
		return none(LengthsDiffer)
	}
	if len(ratersByItems) < 2 || items == nil {
		return none(TooFew)
	}
	if !(null > 0) {
		return none(OutsideRange)
	}
	sum := 0.0
	for _, item := range items {
		v := Variance(present(item))
		if !v.Defined() {
			return none(v.Undefined)
		}
		sum += v.Value
	}
	j := float64(len(items))
	ratio := sum / j / null
	b := Block{Items: len(items), Raw: undefined(OutsideRange)}
	if den := j*(1-ratio) + ratio; den != 0 {
		b.Raw = bounded(j * (1 - ratio) / den)
	}
	if b.Value = b.Raw; ratio > 1 {
		b.Value = Figure{}
		b.Warn = append(b.Warn, WarnNegative)
	}
	return b
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
	return bounded(sum / float64(len(ratings)))
}

// MeanAverageDeviation returns the mean AD_M over the items (columns) of a block; missing ratings (NaN) are left out.
func MeanAverageDeviation(ratersByItems [][]float64) Figure {
	if items := columns(ratersByItems); items != nil {
		return meanOver(items, func(item []float64) Figure { return AverageDeviation(present(item)) })
	}
	if len(ratersByItems) > 1 {
		return undefined(LengthsDiffer)
	}
	return undefined(EmptyGroup)
}

// present returns the observations that are not missing (NaN).
func present(x []float64) []float64 {
	out := make([]float64, 0, len(x))
	for _, v := range x {
		if !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
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
