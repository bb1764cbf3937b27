package scoring

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Resamples is how often a fit is worked out anew for its interval.
const Resamples = resamples

// expandedTail is the share of the resampled fits that is cut off at each end for an interval of a level, when n
// exemplars were resampled:
//
//	Φ(−√(n/(n−1)) · t_{n−1, (1+level)/2})
//
// A plain percentile interval, which cuts (1−level)/2, is too narrow for small n: resampling spreads by (n−1)/n of the
// variance that sampling has, and its tails are the normal curve's, not Student's. Cutting off less puts both right
// (Hesterberg 2015, The American Statistician 69:371, section 4; Efron & Tibshirani 1993, chapter 12.5). At n = 30 a
// 90 % interval cuts 4.2 % at each end, at n = 10 2.7 %.
func expandedTail(level float64, n int) float64 {
	if n < 2 {
		return (1 - level) / 2
	}
	f := float64(n)
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: f - 1}.Quantile((1 + level) / 2)
	return distuv.UnitNormal.CDF(-t * math.Sqrt(f/(f-1)))
}

// tails are the expanded tails of 90 and 95 % by number of exemplars.
func tailsUpTo(n int) [][2]float64 {
	out := make([][2]float64, n+1)
	for i := range out {
		out[i] = [2]float64{expandedTail(.90, i), expandedTail(.95, i)}
	}
	return out
}

// sample is the fits under all resamples, and the fit itself, times scale in 0..100.
type sample struct {
	at    []float64
	point float64
	scale float64
}

// intervals sets all four intervals of a fit, or why there are none, and what else resampling says of it.
func (b *Benchmark) intervals(f *ValueFit, asked, both sample, reason string, questions int, scratch []float64) {
	if reason != "" {
		f.without(reason)
		return
	}
	tails := b.tails[f.Exemplars]
	f.Asked90, f.Asked95 = asked.intervals(tails, scratch)
	f.Lo90Hi90, f.Lo95Hi95 = both.intervals(tails, scratch)
	f.Lo90Hi90, f.Lo95Hi95 = f.Lo90Hi90.including(f.Asked90), f.Lo95Hi95.including(f.Asked95)
	if f.Lo90Hi90.pointlike() {
		f.without(AtTheEnd)
		return
	}
	if len(both.at) == resamples {
		f.Resampled = pack(both)
	}
	f.Warnings = append(f.Warnings, b.narrowness(f, questions)...)
}

// without says of every interval why there is none.
func (f *ValueFit) without(reason string) {
	none := Interval{Undefined: reason}
	f.Lo90Hi90, f.Lo95Hi95, f.Asked90, f.Asked95, f.Resampled = none, none, none, none, ""
}

// pointlike tells whether an interval has no width: every resample was clipped at the same end of the scale. It would
// look like certainty, and is none (§4.4).
func (i Interval) pointlike() bool { return i.Defined() && i.Hi-i.Lo < tolerance }

// including is the interval, widened to hold another: resampling the questions as well can only add doubt, and where
// chance in two thousand draws says otherwise it is chance.
func (i Interval) including(o Interval) Interval {
	if i.Defined() && o.Defined() {
		i.Lo, i.Hi = min(i.Lo, o.Lo), max(i.Hi, o.Hi)
	}
	return i
}

// intervals returns the 90 and the 95 % interval: the range between the tails of the resampled fits, reaching further at
// one end by the bias of resampling. A resample repeats some exemplars, which sharpens the key: what is not its mode is
// worth less, so that resampled fits lie on one side of the fit, as the fit itself lies on that side of the truth.
// Their mean less the fit estimates how far (Efron & Tibshirani 1993, chapter 10.2). The end on the other side is moved
// by as much; the near end stays, because an estimate of bias is itself unsure. The fit itself is always inside.
// scratch is overwritten.
func (s sample) intervals(tails [2]float64, scratch []float64) (at90, at95 Interval) {
	if len(s.at) < leastResamples {
		return Interval{Undefined: NotEstimable}, Interval{Undefined: NotEstimable}
	}
	mean, sd := stat.PopMeanStdDev(s.at, nil)
	last := float64(len(s.at) - 1)
	below, above := tailsOf(s.at, mean-nearTail*sd, mean+nearTail*sd, scratch)
	if h := tails[0] * last; int(h)+1 >= len(below) || int(h)+1 >= len(above) {
		copy(scratch, s.at) // tails heavier than any seen: look everywhere
		below = scratch[:len(s.at)]
		above = below
	}
	from := float64(len(s.at) - len(above))
	lo90, lo95 := quantile(below, tails[0]*last), quantile(below, tails[1]*last)
	hi90, hi95 := quantile(above, (1-tails[0])*last-from), quantile(above, (1-tails[1])*last-from)
	return s.between(lo90, hi90, mean-s.point), s.between(lo95, hi95, mean-s.point)
}

// nearTail is how many standard deviations from the mean the values begin among which the tails are looked for: with
// normal resamples eleven in a hundred on either side, and the ends of intervals lie further out.
const nearTail = 1.2

// tailsOf collects the values up to lo and those from hi on in the two ends of scratch.
func tailsOf(x []float64, lo, hi float64, scratch []float64) (below, above []float64) {
	if !(lo < hi) {
		return nil, nil
	}
	n, m := 0, len(scratch)
	for _, v := range x {
		if v <= lo {
			scratch[n] = v
			n++
		} else if v >= hi {
			m--
			scratch[m] = v
		}
	}
	return scratch[:n], scratch[m:]
}

func (s sample) between(lo, hi, bias float64) Interval {
	return Interval{
		Lo: clip(s.scale*min(s.point, lo, lo-bias), 0, 100),
		Hi: clip(s.scale*max(s.point, hi, hi-bias), 0, 100),
	}
}

// quantile is the value at place h, which may lie between two, of x in ascending order (R's type 7 for h = p·(n−1)),
// found by selection: x is reordered, nothing larger in front of place ⌊h⌋ and nothing smaller behind it.
func quantile(x []float64, h float64) float64 {
	at := int(h)
	lo := selectNth(x, at)
	if at+1 >= len(x) || h == float64(at) {
		return lo
	}
	next := at + 1
	for i := next + 1; i < len(x); i++ {
		if x[i] < x[next] {
			next = i
		}
	}
	x[at+1], x[next] = x[next], x[at+1]
	return lo + (h-float64(at))*(x[at+1]-lo)
}

// selectNth puts the n-th smallest of x in its place, nothing larger before it and nothing smaller after it (Hoare's
// algorithm 65, the median of three as pivot), and returns it.
func selectNth(x []float64, n int) float64 {
	lo, hi := 0, len(x)-1
	for lo < hi {
		pivot := max(min(x[lo], x[hi]), min(max(x[lo], x[hi]), x[(lo+hi)/2]))
		i, j := lo, hi
		for i <= j {
			for x[i] < pivot {
				i++
			}
			for x[j] > pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			hi = j
		case n >= i:
			lo = i
		default:
			return x[n]
		}
	}
	return x[n]
}
