package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Proportion is a share of successes with its intervals.
type Proportion struct {
	X, N           int
	P              Figure
	Wilson         Interval
	ClopperPearson Interval
}

// NewProportion returns x/n with Wilson's (1927) score interval and the exact interval of Clopper & Pearson (1934) at
// a level. Undefined for n = 0.
func NewProportion(x, n int, level float64) Proportion {
	p := Proportion{X: x, N: n}
	reason := ""
	switch {
	case n <= 0:
		reason = EmptyGroup
	case x < 0 || x > n || !(level > 0 && level < 1):
		reason = OutsideRange
	}
	if reason != "" {
		p.P, p.Wilson, p.ClopperPearson = undefined(reason), noInterval(reason), noInterval(reason)
		return p
	}
	p.P = Figure{Value: float64(x) / float64(n)}
	p.Wilson = wilson(float64(x), float64(n), level)
	p.ClopperPearson = clopperPearson(float64(x), float64(n), level)
	return p
}

// wilson is (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
func wilson(x, n, level float64) Interval {
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	p, z2 := x/n, z*z
	centre := (p + z2/(2*n)) / (1 + z2/n)
	half := z * math.Sqrt(p*(1-p)/n+z2/(4*n*n)) / (1 + z2/n)
	return Interval{Lo: max(0, centre-half), Hi: min(1, centre+half), Level: level}
}

// clopperPearson inverts the binomial test through quantiles of the beta distribution.
func clopperPearson(x, n, level float64) Interval {
	tail := (1 - level) / 2
	i := Interval{Lo: 0, Hi: 1, Level: level}
	if x > 0 {
		i.Lo = distuv.Beta{Alpha: x, Beta: n - x + 1}.Quantile(tail)
	}
	if x < n {
		i.Hi = distuv.Beta{Alpha: x + 1, Beta: n - x}.Quantile(1 - tail)
	}
	return i
}
