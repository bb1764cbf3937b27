package scoring

import (
	"math"

	"touchstone/internal/stats"
)

// leastForReliability is how many candidates a reliability is known from before it says anything about one of them.
const leastForReliability = 30

// Reliability is what is known of a score among candidates: of a value's fit or of the whole.
type Reliability struct {
	R          float64 // r_xx
	Mean, SD   float64 // of the candidates' scores
	Candidates int     // it is known from
}

// Precision is how sure a fit is by both ways of §4.4: (a) resampling, (b) the reliability among candidates.
type Precision struct {
	Resampled Figure          // (a) the standard error the 90 % interval stands for
	SEM       Figure          // (b) SD·√(1−r_xx), r_xx within 0..1; undefined under thirty candidates
	SE        Figure          // the larger of both, which is what is shown
	SED       Figure          // √2·SE: of the difference of two such fits when nothing is paired
	Interval  Interval        // the fit ± 1.645·SE within 0..100; the resampled interval where that is the wider
	True      stats.TrueScore // Kelley's estimate from (b), 90 %
}

// PrecisionOf is §4.4: the larger of (a) and (b).
func PrecisionOf(f ValueFit, r Reliability) Precision {
	p := Precision{Resampled: f.StandardError(), SEM: Figure{Undefined: stats.TooFew}, Interval: f.Lo90Hi90}
	p.True = stats.Kelley(math.NaN(), 0, 0, 0, .90)
	if !f.Fit.Defined() {
		none := Figure{Undefined: f.Fit.Undefined}
		p.SEM, p.SE, p.SED = none, none, none
		return p
	}
	if r.Candidates >= leastForReliability {
		p.SEM = Figure(stats.NewMeasurementError(r.SD, r.R, .90).SEM)
		p.True = stats.Kelley(f.Fit.Value, r.Mean, r.SD, r.R, .90)
	}
	p.SE = larger(p.Resampled, p.SEM)
	p.SED = p.SE
	if !p.SE.Defined() {
		return p
	}
	p.SED.Value *= math.Sqrt2
	if !p.Resampled.Defined() || p.SE.Value > p.Resampled.Value {
		half := halfWidth90 * p.SE.Value
		p.Interval = Interval{Lo: max(0, f.Fit.Value-half), Hi: min(100, f.Fit.Value+half)}
	}
	return p
}

// larger is the larger of two figures, or the one that is defined.
func larger(a, b Figure) Figure {
	if !a.Defined() || b.Defined() && b.Value > a.Value {
		return b
	}
	return a
}

// WholeReliability is the reliability of the weighted whole from those of its values and the correlations among them
// (Mosier 1943, §4.4): what PrecisionOf needs for the overall fit. Undefined when a part is known from fewer than
// thirty candidates.
func WholeReliability(weights []float64, parts []Reliability, correlation [][]float64) (Reliability, Figure) {
	var out Reliability
	sds, rs := make([]float64, len(parts)), make([]float64, len(parts))
	all := 0.0
	for _, w := range weights {
		all += w
	}
	normal := make([]float64, len(weights))
	for i, p := range parts {
		if p.Candidates < leastForReliability {
			return out, Figure{Undefined: stats.TooFew}
		}
		if i < len(weights) && all > 0 {
			normal[i] = weights[i] / all
			out.Mean += normal[i] * p.Mean
		}
		if out.Candidates == 0 || p.Candidates < out.Candidates {
			out.Candidates = p.Candidates
		}
		sds[i], rs[i] = p.SD, p.R
	}
	c := stats.MosierComposite(normal, sds, rs, correlation)
	out.SD, out.R = c.SD.Value, c.Reliability.Value
	return out, Figure(c.Reliability)
}

// Bands cuts fits, highest first, into bands from the top: a band holds everybody who cannot be told from its first,
// |x1−x2| < 1.96·SED, and the next begins with the first who can (Cascio, Outtz, Zedeck & Goldstein 1991). Where
// nothing is known of a difference, nothing sets them apart; those without a fit form the last band. sem as in
// Compare. It returns places in the list.
func Bands(highestFirst []ValueFit, sem Figure) [][]int {
	var out [][]int
	for i, f := range highestFirst {
		if last := len(out) - 1; last >= 0 {
			top := highestFirst[out[last][0]]
			if top.Fit.Defined() == f.Fit.Defined() && !Compare(top, f, sem).Distinct {
				out[last] = append(out[last], i)
				continue
			}
		}
		out = append(out, []int{i})
	}
	return out
}
