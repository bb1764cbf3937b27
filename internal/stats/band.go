package stats

import "math"

// bandWidth is the convention's C, in standard errors of a difference.
const bandWidth = 1.96

// Band is the set of scores that cannot be told from the best one.
type Band struct {
	Width  Figure // 1.96·SED, SED = SEM·√2
	Within []bool // by score: no further below the best than the width
}

// TopBand returns the fixed band from the top score, 1.96·SEM·√2 wide (Cascio, Outtz, Zedeck & Goldstein 1991).
// Undefined without scores or for a negative SEM; a score that is missing (NaN) lies in no band.
func TopBand(scores []float64, sem float64) Band {
	b := Band{Within: make([]bool, len(scores))}
	top := math.Inf(-1)
	for _, s := range scores {
		if s > top {
			top = s
		}
	}
	switch {
	case math.IsInf(top, -1):
		b.Width = undefined(EmptyGroup)
		return b
	case math.IsInf(top, 1) || math.IsInf(sem, 0):
		b.Width = undefined(NotFinite)
		return b
	case !(sem >= 0):
		b.Width = undefined(OutsideRange)
		return b
	}
	b.Width = bounded(bandWidth * sem * math.Sqrt2)
	for i, s := range scores {
		b.Within[i] = b.Width.Defined() && top-s <= b.Width.Value
	}
	return b
}
