package stats

import "math"

// Profile is how near a profile of numbers is to another, taken apart.
type Profile struct {
	Items       int
	D2          Figure // Σ(x−k)²
	Elevation   Figure // n(x̄−k̄)²
	Scatter     Figure // (√SS_x−√SS_k)²
	Shape       Figure // 2√(SS_x·SS_k)·(1−r)
	Overall     Figure // r
	Distinctive Figure // r of what remains of both when the norm is taken off
	NormOfX     Figure // r of x with the norm: how far x says what everybody says
	NormOfK     Figure
	Warn        []string
}

// leastForProfile is the number of items below which a correlation of profiles is not shown.
const leastForProfile = 6

// CompareProfiles takes D² = Σ(x−k)² of two profiles apart into elevation, scatter and shape, which add up to it
// (Cronbach & Gleser 1953), and correlates them, overall and as far as they depart from a norm (Furr 2008): answers
// that everybody finds desirable resemble everybody's. Pass no norm to leave the latter undefined. Items missing (NaN)
// in any profile are left out. Fewer than six items carry a warning. The shape of two profiles of which one is flat is
// 0, its correlations are undefined.
func CompareProfiles(x, k, norm []float64) Profile {
	if len(x) != len(k) || norm != nil && len(norm) != len(x) {
		return Profile{}.without(LengthsDiffer)
	}
	x, k, norm = presentItems(x, k, norm)
	p := Profile{Items: len(x)}
	switch {
	case len(x) == 0:
		return p.without(EmptyGroup)
	case !finite(x) || !finite(k) || !finite(norm):
		return p.without(NotFinite)
	}
	if p.Items < leastForProfile {
		p.Warn = append(p.Warn, WarnFewItems)
	}
	n, sx, sk, d2, cross := float64(len(x)), squares(x), squares(k), 0.0, 0.0
	mx, mk := mean(x), mean(k)
	for i := range x {
		d2 += (x[i] - k[i]) * (x[i] - k[i])
		cross += (x[i] - mx) * (k[i] - mk)
	}
	p.D2, p.Elevation = bounded(d2), bounded(n*(mx-mk)*(mx-mk))
	p.Scatter = bounded((math.Sqrt(sx) - math.Sqrt(sk)) * (math.Sqrt(sx) - math.Sqrt(sk)))
	p.Shape = Figure{}
	if sx > 0 && sk > 0 {
		p.Shape = bounded(max(0, 2*(math.Sqrt(sx)*math.Sqrt(sk)-cross)))
	}
	p.Overall = Pearson(x, k)
	p.Distinctive, p.NormOfX, p.NormOfK = undefined(NoNorm), undefined(NoNorm), undefined(NoNorm)
	if norm != nil {
		p.Distinctive = Pearson(minus(x, norm), minus(k, norm))
		p.NormOfX, p.NormOfK = Pearson(x, norm), Pearson(k, norm)
	}
	return p
}

func (p Profile) without(reason string) Profile {
	none := undefined(reason)
	p.D2, p.Elevation, p.Scatter, p.Shape, p.Overall = none, none, none, none, none
	p.Distinctive, p.NormOfX, p.NormOfK = none, none, none
	return p
}

// presentItems leaves out the items that are missing in any of the profiles.
func presentItems(x, k, norm []float64) (px, pk, pnorm []float64) {
	for i := range x {
		if math.IsNaN(x[i]) || math.IsNaN(k[i]) || norm != nil && math.IsNaN(norm[i]) {
			continue
		}
		px, pk = append(px, x[i]), append(pk, k[i])
		if norm != nil {
			pnorm = append(pnorm, norm[i])
		}
	}
	if norm != nil && pnorm == nil {
		pnorm = []float64{}
	}
	return px, pk, pnorm
}

func minus(x, y []float64) []float64 {
	out := make([]float64, len(x))
	for i := range x {
		out[i] = x[i] - y[i]
	}
	return out
}

// ResponseStyle is how a person uses a scale, whatever the questions.
type ResponseStyle struct {
	N        int
	Within   []Figure // by answer: its z within the person
	Extreme  Figure   // share of answers at either end of the scale
	Midpoint Figure   // share at the middle: one point, or none on a scale of an even number of points
	Longest  int      // longest run of the same answer
	SD       Figure
	Warn     []string
}

// Style describes answers on a scale from lo to hi. Missing answers (NaN) are left out, and end no run. Answers that
// are all the same have no z: a straight line.
func Style(answers []float64, lo, hi float64) ResponseStyle {
	x := present(answers)
	s := ResponseStyle{N: len(x), SD: SD(x)}
	s.Within = within(answers, Mean(x), s.SD)
	if len(x) == 0 {
		s.Extreme, s.Midpoint = undefined(EmptyGroup), undefined(EmptyGroup)
		return s
	}
	if !finite(x) {
		s.Extreme, s.Midpoint = undefined(NotFinite), undefined(NotFinite)
		return s
	}
	extreme, middle, run := 0.0, 0.0, 0
	for i, v := range x {
		if v == lo || v == hi {
			extreme++
		}
		if v == (lo+hi)/2 {
			middle++
		}
		if run++; i > 0 && v != x[i-1] {
			run = 1
		}
		s.Longest = max(s.Longest, run)
	}
	n := float64(len(x))
	s.Extreme, s.Midpoint = Figure{Value: extreme / n}, Figure{Value: middle / n}
	if s.SD.Defined() && s.SD.Value == 0 {
		s.Warn = append(s.Warn, WarnStraightline)
	}
	return s
}

// within standardises answers by their own mean and spread.
func within(answers []float64, mean, sd Figure) []Figure {
	out := make([]Figure, len(answers))
	for i, x := range answers {
		switch {
		case math.IsNaN(x):
			out[i] = undefined(EmptyGroup)
		case !sd.Defined():
			out[i] = sd
		case sd.Value == 0:
			out[i] = undefined(NoVariation)
		default:
			out[i] = bounded((x - mean.Value) / sd.Value)
		}
	}
	return out
}
