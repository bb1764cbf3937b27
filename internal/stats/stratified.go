package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Stratum is a two-by-two table of one requisition or stage.
type Stratum struct {
	Focal, Reference Count
}

// Stratified is the common odds ratio of several two-by-two tables.
type Stratified struct {
	Strata        int    // tables that say something: two people or more, neither margin empty
	OddsRatio     Figure // of the focal group's success
	Interval      Interval
	Chi2, P       Figure // without continuity correction
	Chi2CC, PCC   Figure // with min(½, |Σ(a−E)|)
	LeftOut       int    // tables that say nothing
	SumDifference float64
}

// MantelHaenszel returns the common odds ratio of a success for focal against reference over strata, with the
// interval of Robins, Breslow & Greenland (1986), and the test of Mantel & Haenszel (1959). With a = focal successes,
// b = focal failures, c and d those of the reference, n their sum:
//
//	OR = Σ(ad/n)/Σ(bc/n)
//	χ² = (|Σ(a−E)| − δ)²/ΣV,  E = (a+b)(a+c)/n,  V = (a+b)(c+d)(a+c)(b+d)/(n²(n−1))
//
// δ is 0, or min(½, |Σ(a−E)|) with continuity correction. A stratum with an empty group, or in which everybody or
// nobody succeeds, says nothing about either and is left out and counted. The ratio is undefined when Σ(bc/n) is 0.
func MantelHaenszel(strata []Stratum, level float64) Stratified {
	var sums mantelSums
	out := Stratified{}
	for _, s := range strata {
		if s.Focal.unfit(s.Reference) != "" || !sums.add(s) {
			out.LeftOut++
			continue
		}
		out.Strata++
	}
	out.SumDifference = sums.difference
	if out.Strata == 0 {
		none := undefined(NoContingency)
		out.OddsRatio, out.Chi2, out.P, out.Chi2CC, out.PCC = none, none, none, none, none
		out.Interval = noInterval(NoContingency)
		return out
	}
	out.Chi2, out.P = sums.test(0)
	out.Chi2CC, out.PCC = sums.test(.5)
	out.OddsRatio = quotient(sums.r, sums.s)
	out.Interval = sums.interval(level)
	return out
}

// mantelSums are the sums over strata: R = ad/n, S = bc/n, P = (a+d)/n, Q = (b+c)/n.
type mantelSums struct {
	difference, variance float64
	r, s, pr, psqr, qs   float64
}

func (m *mantelSums) add(t Stratum) bool {
	a, c := float64(t.Focal.X), float64(t.Reference.X)
	n1, n2 := float64(t.Focal.N), float64(t.Reference.N)
	b, d, n := n1-a, n2-c, n1+n2
	if a+c == 0 || b+d == 0 {
		return false
	}
	m.difference += a - n1*(a+c)/n
	m.variance += n1 / n * n2 / n * (a + c) * (b + d) / (n - 1)
	r, s, p, q := a*d/n, b*c/n, (a+d)/n, (b+c)/n
	m.r += r
	m.s += s
	m.pr += p * r
	m.psqr += p*s + q*r
	m.qs += q * s
	return true
}

func (m mantelSums) test(correction float64) (chi2, p Figure) {
	d := math.Abs(m.difference)
	d -= min(correction, d)
	chi2 = Figure{Value: d * d / m.variance}
	return chi2, Figure{Value: distuv.ChiSquared{K: 1}.Survival(chi2.Value)}
}

// interval is exp(ln OR ± z√V), V = ΣPR/2R² + Σ(PS+QR)/2RS + ΣQS/2S².
func (m mantelSums) interval(level float64) Interval {
	switch {
	case !(level > 0 && level < 1):
		return noInterval(OutsideRange)
	case m.r == 0 || m.s == 0:
		return noInterval(NoneSelected)
	}
	v := m.pr/(2*m.r*m.r) + m.psqr/(2*m.r*m.s) + m.qs/(2*m.s*m.s)
	log, half := math.Log(m.r/m.s), normalQuantile(level)*math.Sqrt(v)
	return Interval{Lo: math.Exp(log - half), Hi: math.Exp(log + half), Level: level}
}
