package scoring

import (
	"slices"

	"touchstone/internal/stats"
)

// separate returns how far exemplars, each left out, stand above comparison reps on equal footing: the AUC of their
// unclipped alignments with its 95 % interval.
//
// The interval takes people for independent draws. Exemplars are not quite: they share keys. Where everybody is alike its
// two sides leave .5 out as often as they say. Where answers merely scatter, most benchmarks find no consensus without one
// exemplar or another and claim nothing; in the few that agree by luck the AUC lies high (simulated: .68 on average at ten
// a group), so that false claims are at their nominal rate among all such benchmarks and above it among those few.
func separate(top, typical []float64) Separation {
	d := stats.AUC(top, typical, separationLevel)
	s := Separation{
		AUC: Figure(d.AUC), Method: d.Method, Exemplars: len(top), Comparison: len(typical),
		Interval: Interval{Lo: d.Interval.Lo, Hi: d.Interval.Hi, Undefined: d.Interval.Undefined},
	}
	switch {
	case len(typical) == 0:
		s.AUC.Undefined, s.Interval.Undefined = "no_comparison", "no_comparison"
	case len(top) == 0:
		s.AUC.Undefined, s.Interval.Undefined = string(NoExemplars), string(NoExemplars)
	}
	return s
}

// warning says what a separation does not show, or nothing: the gravest that applies of §2.4.
func (s Separation) warning() []Warning {
	f := figures{"exemplars": float64(s.Exemplars), "comparison": float64(s.Comparison)}
	if s.AUC.Defined() {
		f["auc"] = s.AUC.Value
	}
	if s.Interval.Defined() {
		f["lo"], f["hi"] = s.Interval.Lo, s.Interval.Hi
	}
	code := ""
	switch {
	case min(s.Exemplars, s.Comparison) < leastUsable || !s.Interval.Defined():
		code = SeparationUnknown
	case s.Interval.Hi < chance:
		code = Inverted
	case s.Interval.Hi < separationUpper:
		code = DoesNotSeparate
	case s.Interval.Lo <= chance:
		code = SeparationNotShown
	default:
		return nil
	}
	return []Warning{{Code: code, Figures: f}}
}

// selfCheck is how every incumbent stands on some values: exemplars each left out, comparison reps on equal footing
// (the mean over all the keys that the exemplars were held against). Unclipped, and undefined where a candidate's
// would be.
type selfCheck struct {
	top, typical []Figure // A, by incumbent
}

// selfCheck computes A_v of every incumbent for one value.
func (b *Benchmark) selfCheck(v value) selfCheck {
	out := selfCheck{
		top:     make([]Figure, len(b.definition.Exemplars)),
		typical: make([]Figure, len(b.definition.Comparison)),
	}
	parts := make([]part, len(v.items))
	for j := range out.top {
		for p, i := range v.items {
			parts[p] = b.items[i].exemplar(j)
		}
		out.top[j] = combine(parts).a
	}
	for k := range out.typical {
		var folds []Figure
		for j := range out.top {
			for p, i := range v.items {
				parts[p] = b.items[i].comparison(k, j)
			}
			folds = append(folds, combine(parts).a)
		}
		out.typical[k] = meanOf(folds)
	}
	return out
}

// meanOf is the mean of the defined figures; the first reason when none is.
func meanOf(fs []Figure) Figure {
	if len(fs) == 0 {
		return Figure{Undefined: string(NoExemplars)}
	}
	defined := values(fs)
	if len(defined) == 0 {
		return Figure{Undefined: fs[0].Undefined}
	}
	return Figure(stats.Mean(defined))
}

// values returns the defined figures' values, ascending.
func values(fs []Figure) []float64 {
	var out []float64
	for _, f := range fs {
		if f.Defined() {
			out = append(out, f.Value)
		}
	}
	slices.Sort(out)
	return out
}

// averaged is the self-check of the whole: each incumbent's mean over the values that are defined for them.
func averaged(checks []selfCheck, exemplars, comparison int) selfCheck {
	out := selfCheck{top: make([]Figure, exemplars), typical: make([]Figure, comparison)}
	for j := range out.top {
		out.top[j] = meanOf(pluck(checks, func(c selfCheck) Figure { return c.top[j] }))
	}
	for k := range out.typical {
		out.typical[k] = meanOf(pluck(checks, func(c selfCheck) Figure { return c.typical[k] }))
	}
	return out
}

func pluck(checks []selfCheck, of func(selfCheck) Figure) []Figure {
	out := make([]Figure, len(checks))
	for i, c := range checks {
		out[i] = of(c)
	}
	return out
}
