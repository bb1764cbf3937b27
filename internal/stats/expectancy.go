package stats

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
)

// beyond is where the tail of a normal is less than a float64 holds.
const beyond = 40

// BinormalUpper returns P(X > h, Y > k) of a standard bivariate normal with correlation r, by integrating Plackett's
// (1954) derivative in the correlation from 0 to r:
//
//	Φ(−h)Φ(−k) + 1/2π ∫ exp(−(h²+k²−2hk·sin θ)/2cos²θ) dθ,  θ from 0 to asin r.
func BinormalUpper(h, k, r float64) Figure {
	if math.IsNaN(h) || math.IsNaN(k) || !(r >= -1 && r <= 1) {
		return undefined(OutsideRange)
	}
	h, k = clamp(h, -beyond, beyond), clamp(k, -beyond, beyond)
	ph, pk := distuv.UnitNormal.Survival(h), distuv.UnitNormal.Survival(k)
	switch {
	case r == 1:
		return probability(min(ph, pk))
	case r == -1:
		return probability(ph + pk - 1)
	}
	density := func(theta float64) float64 {
		s, c := math.Sincos(theta)
		return math.Exp(-(h*h + k*k - 2*h*k*s) / (2 * c * c))
	}
	return probability(ph*pk + integrate(density, math.Asin(r))/(2*math.Pi))
}

// integrate integrates from 0 to a limit within ±π/2, in panels that shrink towards ±π/2, where the integrand turns
// sharply.
func integrate(f func(float64) float64, limit float64) float64 {
	sum, from := 0.0, 0.0
	for step := .5; from < math.Abs(limit); step /= 2 {
		to := math.Pi / 2 * (1 - step)
		if step < 1e-12 {
			to = math.Pi / 2
		}
		to = min(to, math.Abs(limit))
		sum += quad.Fixed(func(x float64) float64 { return f(math.Copysign(x, limit)) }, from, to, 30, nil, 0)
		from = to
	}
	return math.Copysign(sum, limit) * sign(math.Abs(limit))
}

// Success is the share of successes among the selected, and what selecting gains over not selecting.
type Success struct {
	Rate, Gain Figure
}

// TaylorRussell returns the share of successes among those selected, if predictor and criterion were bivariate normal
// with correlation r, for a base rate of success and a selection ratio (Taylor & Russell 1939):
// P(X > x_SR, Y > y_BR)/SR. Undefined for a selection ratio of 0.
func TaylorRussell(baseRate, selectionRatio, r float64) Success {
	if !(baseRate >= 0 && baseRate <= 1) || !(selectionRatio > 0 && selectionRatio <= 1) || !(r >= -1 && r <= 1) {
		return Success{Rate: undefined(OutsideRange), Gain: undefined(OutsideRange)}
	}
	p := BinormalUpper(upperPoint(selectionRatio), upperPoint(baseRate), r)
	rate := probability(p.Value / selectionRatio)
	return Success{Rate: rate, Gain: Figure{Value: rate.Value - baseRate}}
}

// upperPoint is the point above which a share p of a standard normal lies.
func upperPoint(p float64) float64 { return -distuv.UnitNormal.Quantile(p) }

// TheoreticalExpectancy returns the share of successes in each of equally large bins of the predictor, lowest first,
// if predictor and criterion were bivariate normal with correlation r (Lawshe, Bolda, Brune & Auclair 1958). Empty for
// no bin or values outside their range.
func TheoreticalExpectancy(baseRate, r float64, bins int) []Figure {
	if bins < 1 || !(baseRate >= 0 && baseRate <= 1) || !(r >= -1 && r <= 1) {
		return nil
	}
	out := make([]Figure, bins)
	y, above := upperPoint(baseRate), 0.0
	for i := bins - 1; i >= 0; i-- {
		share := float64(bins-i) / float64(bins)
		joint := BinormalUpper(upperPoint(share), y, r).Value
		out[i] = probability((joint - above) * float64(bins))
		above = joint
	}
	return out
}

// Expectancy is how often people succeed in bins of a score.
type Expectancy struct {
	N     int
	Bins  []ExpectancyBin // lowest scores first
	Trend Trend
}

// ExpectancyBin is one bin of scores.
type ExpectancyBin struct {
	Count
	Rate    Figure
	Wilson  Interval
	Lowest  Figure // score in the bin
	Highest Figure
}

// Trend is the test of Cochran (1954) and Armitage (1955) for success rates that rise with the bins.
type Trend struct {
	Z, P Figure // two-sided
}

// ExpectancyTable sorts people into bins by their scores, by mid-rank: bin min(bins, ⌊(rank−½)/n·bins⌋+1), so that
// tied scores always share a bin, and returns the share of successes in each with Wilson's interval, and the trend.
// Empty when scores and successes differ in number or a score is not finite.
func ExpectancyTable(scores []float64, success []bool, bins int, level float64) Expectancy {
	e := Expectancy{N: len(scores), Trend: Trend{Z: undefined(EmptyGroup), P: undefined(EmptyGroup)}}
	if len(scores) != len(success) || bins < 1 || !finite(scores) {
		return Expectancy{Trend: Trend{Z: undefined(LengthsDiffer), P: undefined(LengthsDiffer)}}
	}
	e.Bins = make([]ExpectancyBin, bins)
	for i, rank := range AverageRanks(scores) {
		at := min(bins-1, int((rank-.5)/float64(len(scores))*float64(bins)))
		e.Bins[at].add(scores[i], success[i])
	}
	counts := make([]Count, bins)
	for i := range e.Bins {
		b := &e.Bins[i]
		counts[i] = b.Count
		p := NewProportion(b.X, b.N, level)
		b.Rate, b.Wilson = p.P, p.Wilson
		if b.N == 0 {
			b.Lowest, b.Highest = undefined(EmptyGroup), undefined(EmptyGroup)
		}
	}
	if e.N > 0 {
		e.Trend = CochranArmitage(counts)
	}
	return e
}

func (b *ExpectancyBin) add(score float64, success bool) {
	if b.N == 0 {
		b.Lowest, b.Highest = Figure{Value: score}, Figure{Value: score}
	}
	b.Lowest.Value, b.Highest.Value = min(b.Lowest.Value, score), max(b.Highest.Value, score)
	b.N++
	if success {
		b.X++
	}
}

// CochranArmitage tests whether success rates rise or fall along ordered groups, with the group's position as its
// score t:
//
//	z = Σt(x − n·p̄) / √(p̄(1−p̄)(Σn·t² − (Σn·t)²/N))
//
// Undefined below two groups with people, and when everybody or nobody succeeds.
func CochranArmitage(groups []Count) Trend {
	var x, n, nt, mean float64
	filled := 0
	for t, g := range groups {
		if g.N < 0 || g.X < 0 || g.X > g.N {
			return Trend{Z: undefined(OutsideRange), P: undefined(OutsideRange)}
		}
		x, n, nt = x+float64(g.X), n+float64(g.N), nt+float64(g.N)*float64(t)
		if g.N > 0 {
			filled++
		}
	}
	if filled < 2 || x == 0 || x == n {
		return Trend{Z: undefined(NoVariation), P: undefined(NoVariation)}
	}
	p := x / n
	mean = nt / n
	sum, spread := 0.0, 0.0
	for t, g := range groups {
		d := float64(t) - mean
		sum += d * float64(g.X)
		spread += d * d * float64(g.N)
	}
	z := sum / math.Sqrt(p*(1-p)*spread)
	return Trend{Z: Figure{Value: z}, P: twoSided(z)}
}
