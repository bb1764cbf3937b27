package stats

import (
	"math"
	"sort"
)

// tieTolerance is how far apart, relatively, two probabilities of a hypergeometric may lie and still count as equal.
const tieTolerance = 1e-7

// maxExact is the largest group for which exact tests are computed: their cost grows with its square root, and beyond
// it the normal test says the same.
const maxExact = 1 << 24

// Exact is Fisher's exact test of a two-by-two table with its mid-p variants. Lower means that the focal group has as
// few successes as observed, or fewer.
type Exact struct {
	TwoSided  Figure // sum of all tables no likelier than the observed one (Fisher 1935; Irwin 1935)
	Lower     Figure // one-sided: P(X ≤ x)
	Upper     Figure // one-sided: P(X ≥ x)
	MidLower  Figure // Lancaster's mid-p (1961): P(X < x) + ½P(X = x)
	MidUpper  Figure // P(X > x) + ½P(X = x)
	MidDouble Figure // 2·min(MidLower, MidUpper), at most 1: the one Touchstone decides by
	MidHalf   Figure // TwoSided − ½P(X = x)
	MidTies   Figure // tables less likely than the observed one, plus half of those as likely, itself included
	OddsRatio Figure // conditional maximum likelihood; 0 at the lower end of the support
}

// FisherExact tests whether the odds of success differ between focal and reference, given both margins. With all
// margins fixed the successes X of the focal group follow a hypergeometric distribution; three conventions of a
// two-sided mid-p exist and all are returned. The odds ratio maximises the conditional likelihood, that is E(X|θ) = x
// for Fisher's noncentral hypergeometric; at the lower end of the support it is 0 (also when the support is that one
// point), at the upper end it would be infinite and is undefined. Undefined for an empty group.
func FisherExact(focal, reference Count) Exact {
	if reason := focal.unfit(reference); reason != "" {
		return noExact(reason)
	}
	if max(focal.N, reference.N) > maxExact {
		return noExact(TooMany)
	}
	h := newHypergeometric(focal, reference)
	d := h.around(1)
	at := d.of(h.x)
	below, above, rarer, ties := 0.0, 0.0, 0.0, 0.0
	for i, w := range d.weights {
		switch k := d.first + i; {
		case k < h.x:
			below += w
		case k > h.x:
			above += w
		}
		switch {
		case w < at*(1-tieTolerance):
			rarer += w
		case w <= at*(1+tieTolerance):
			ties += w
		}
	}
	lower, upper := below+at/2, above+at/2
	return Exact{
		TwoSided: probability(rarer + ties), Lower: probability(below + at), Upper: probability(above + at),
		MidLower: probability(lower), MidUpper: probability(upper), MidDouble: probability(2 * min(lower, upper)),
		MidHalf: probability(rarer + ties - at/2), MidTies: probability(rarer + ties/2), OddsRatio: h.oddsRatio(),
	}
}

func noExact(reason string) Exact {
	none := undefined(reason)
	return Exact{none, none, none, none, none, none, none, none, none}
}

// probability is a sum of probabilities, which rounding may have carried past 0 or 1.
func probability(p float64) Figure { return Figure{Value: clamp(p, 0, 1)} }

// hypergeometric is the distribution of the focal group's successes with all margins fixed.
type hypergeometric struct {
	x, n1, n2, m int // observed, group sizes, successes of both
	lo, hi       int // the support
}

func newHypergeometric(focal, reference Count) hypergeometric {
	m := focal.X + reference.X
	return hypergeometric{
		x: focal.X, n1: focal.N, n2: reference.N, m: m, lo: max(0, m-reference.N), hi: min(focal.N, m),
	}
}

// ratio is P(k+1)/P(k) for the odds ratio theta.
func (h hypergeometric) ratio(k int, theta float64) float64 {
	return theta * float64(h.n1-k) / float64(k+1) * float64(h.m-k) / float64(h.n2-h.m+k+1)
}

// window holds the probabilities of a stretch of the support, the rest of which is below what a float64 holds.
type window struct {
	first   int
	weights []float64
}

func (w window) of(k int) float64 {
	if i := k - w.first; i >= 0 && i < len(w.weights) {
		return w.weights[i]
	}
	return 0
}

// around returns the distribution for an odds ratio, by the ratio of neighbours outwards from the mode: the ratio
// falls with k, so the mode is where it passes 1, and nothing overflows.
func (h hypergeometric) around(theta float64) window {
	mode := h.lo + sort.Search(h.hi-h.lo, func(i int) bool { return h.ratio(h.lo+i, theta) < 1 })
	var down, up []float64
	for k, w := mode-1, 1.0; k >= h.lo; k-- {
		if w /= h.ratio(k, theta); w == 0 {
			break
		}
		down = append(down, w)
	}
	for k, w := mode, 1.0; k < h.hi; k++ {
		if w *= h.ratio(k, theta); w == 0 {
			break
		}
		up = append(up, w)
	}
	out := window{first: mode - len(down), weights: make([]float64, 0, len(down)+1+len(up))}
	for i := len(down) - 1; i >= 0; i-- {
		out.weights = append(out.weights, down[i])
	}
	out.weights = append(append(out.weights, 1), up...)
	sum := 0.0
	for _, w := range out.weights {
		sum += w
	}
	for i := range out.weights {
		out.weights[i] /= sum
	}
	return out
}

// oddsRatio solves E(X|θ) = x for θ on a logarithmic scale; the mean rises with θ.
func (h hypergeometric) oddsRatio() Figure {
	switch h.x {
	case h.lo:
		return Figure{}
	case h.hi:
		return undefined(Infinite)
	}
	excess := func(logTheta float64) float64 { return h.mean(math.Exp(logTheta)) - float64(h.x) }
	lo, hi := -1.0, 1.0
	for excess(lo) > 0 {
		lo *= 2
	}
	for excess(hi) < 0 {
		hi *= 2
	}
	return Figure{Value: math.Exp(brentZero(excess, lo, hi, 0))}
}

// mean is E(X|θ).
func (h hypergeometric) mean(theta float64) float64 {
	switch {
	case theta == 0:
		return float64(h.lo)
	case math.IsInf(theta, 1):
		return float64(h.hi)
	}
	w := h.around(theta)
	sum := 0.0
	for i, p := range w.weights {
		sum += p * float64(i)
	}
	return float64(w.first) + sum
}
