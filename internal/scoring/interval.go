package scoring

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat/distuv"
)

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
	f.Asked90, f.Asked95 = asked.interval(tails[0], scratch), asked.interval(tails[1], scratch)
	f.Lo90Hi90, f.Lo95Hi95 = both.interval(tails[0], scratch), both.interval(tails[1], scratch)
	f.Lo90Hi90, f.Lo95Hi95 = f.Lo90Hi90.including(f.Asked90), f.Lo95Hi95.including(f.Asked95)
	if len(both.at) == resamples {
		f.Resampled = pack(both)
	}
	f.Warnings = append(f.Warnings, narrowness(f, questions)...)
}

// without says of every interval why there is none.
func (f *ValueFit) without(reason string) {
	none := Interval{Undefined: reason}
	f.Lo90Hi90, f.Lo95Hi95, f.Asked90, f.Asked95, f.Resampled = none, none, none, none, ""
}

// including is the interval, widened to hold another: resampling the questions as well can only add doubt, and where
// chance in two thousand draws says otherwise it is chance.
func (i Interval) including(o Interval) Interval {
	if i.Defined() && o.Defined() {
		i.Lo, i.Hi = min(i.Lo, o.Lo), max(i.Hi, o.Hi)
	}
	return i
}

func (s sample) interval(tail float64, scratch []float64) Interval {
	i := intervalOf(s.at, scratch, tail, s.point)
	if i.Defined() {
		i.Lo, i.Hi = clip(s.scale*i.Lo, 0, 100), clip(s.scale*i.Hi, 0, 100)
	}
	return i
}

// intervalOf is the range between the tails of the resampled fits, reaching further at one end by the bias of
// resampling. A resample repeats some exemplars, which sharpens the key: what is not its mode is worth less, so that
// resampled fits lie on one side of the fit, as the fit itself lies on that side of the truth. Their mean less the fit
// estimates how far (Efron & Tibshirani 1993, chapter 10.2). The end on the other side is moved by as much; the near
// end stays, because an estimate of bias is itself unsure. point is the fit, which the interval always holds. scratch
// is overwritten.
func intervalOf(fits, scratch []float64, tail, point float64) Interval {
	if len(fits) < leastResamples {
		return Interval{Undefined: NotEstimable}
	}
	scratch = scratch[:len(fits)]
	copy(scratch, fits)
	bias := floats.Sum(scratch)/float64(len(scratch)) - point
	lo, hi := quantile(scratch, tail), quantile(scratch, 1-tail)
	return Interval{Lo: min(point, lo, lo-bias), Hi: max(point, hi, hi-bias)}
}

// quantile is the p-quantile (R's type 7) of x, found by selection; x is reordered.
func quantile(x []float64, p float64) float64 {
	h := p * float64(len(x)-1)
	at := int(h)
	lo := selectNth(x, at)
	if at+1 >= len(x) || h == float64(at) {
		return lo
	}
	hi := x[at+1]
	for _, y := range x[at+2:] {
		hi = min(hi, y)
	}
	return lo + (h-float64(at))*(hi-lo)
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
