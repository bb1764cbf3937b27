package stats

import "math"

// brentZero finds where f changes sign between a and b by the method of Brent (1973, Algorithms for Minimization without
// Derivatives, ch. 4): inverse quadratic or linear interpolation, bisection where that does not converge. It stops
// when the root is known to within tolerance, plus what a float64 resolves. f(a) and f(b) must differ in sign.
func brentZero(f func(float64) float64, a, b, tolerance float64) float64 {
	s := bracket{last: point{a, f(a)}, best: point{b, f(b)}}
	s.other = s.last
	if s.last.f == 0 {
		return a
	}
	for range 1000 {
		if math.Abs(s.other.f) < math.Abs(s.best.f) {
			s.last, s.best, s.other = s.best, s.other, s.best
		}
		least := 2*epsilon*math.Abs(s.best.x) + tolerance/2
		if math.Abs(s.other.x-s.best.x)/2 <= least || s.best.f == 0 {
			break
		}
		s.advance(f, s.step(least), least)
	}
	return s.best.x
}

// epsilon is the distance from 1 to the next float64.
const epsilon = 0x1p-52

type point struct{ x, f float64 }

// bracket is where the search stands: the best point and, on the other side of the root, other; last is the best of
// the step before; moved is how far that step went.
type bracket struct {
	last, best, other point
}

// step is how far to go from the best point: interpolated when the last step was long enough and brought f down, and
// the interpolation stays well inside the bracket and less than halves what the last step was; else half the bracket.
func (s bracket) step(least float64) float64 {
	width, moved := s.other.x-s.best.x, s.best.x-s.last.x
	if math.Abs(moved) < least || math.Abs(s.last.f) <= math.Abs(s.best.f) {
		return width / 2
	}
	p, q := s.interpolate(width)
	if p > 0 {
		q = -q
	} else {
		p = -p
	}
	if p < .75*width*q-math.Abs(least*q)/2 && p < math.Abs(moved*q/2) {
		return p / q
	}
	return width / 2
}

// interpolate returns the step as p/q: linear through two points, inverse quadratic through three.
func (s bracket) interpolate(width float64) (p, q float64) {
	toLast := s.best.f / s.last.f
	if s.last.x == s.other.x {
		return width * toLast, 1 - toLast
	}
	r, toOther := s.last.f/s.other.f, s.best.f/s.other.f
	p = toLast * (width*r*(r-toOther) - (s.best.x-s.last.x)*(toOther-1))
	return p, (r - 1) * (toOther - 1) * (toLast - 1)
}

// advance moves the best point by at least the smallest step, and keeps the root bracketed.
func (s *bracket) advance(f func(float64) float64, step, least float64) {
	if math.Abs(step) < least {
		step = math.Copysign(least, step)
	}
	s.last = s.best
	s.best.x += step
	s.best.f = f(s.best.x)
	if s.best.f > 0 == (s.other.f > 0) && s.best.f < 0 == (s.other.f < 0) {
		s.other = s.last
	}
}
