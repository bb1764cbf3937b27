package stats

import "math/bits"

// lessProduct tells whether a·b·c < d·e·f without overflow, for c and f below 2³².
func lessProduct(a, b, c, d, e, f uint64) bool {
	lh, lm, ll := product(a, b, c)
	rh, rm, rl := product(d, e, f)
	switch {
	case lh != rh:
		return lh < rh
	case lm != rm:
		return lm < rm
	}
	return ll < rl
}

// product is a·b·c in 192 bits.
func product(a, b, c uint64) (high, middle, low uint64) {
	h, l := bits.Mul64(a, b)
	carry, low := bits.Mul64(l, c)
	high, middle = bits.Mul64(h, c)
	middle, over := bits.Add64(middle, carry, 0)
	return high + over, middle, low
}
