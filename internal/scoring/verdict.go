package scoring

import (
	"cmp"
	"slices"
)

// Level says how far a benchmark may be relied on.
type Level string

// The levels of a verdict, from the best on.
const (
	Ready    Level = "ready"      // top reps agree, stand above comparison reps and come from several managers
	WithCare Level = "with_care"  // the same, but a part of it is weak: read what, and mend it in the next version
	NotYet   Level = "not_yet"    // nothing speaks against it; what would speak for it is missing
	DoNotUse Level = "do_not_use" // it was looked at, and it does not tell top reps from others
)

// Verdict is a benchmark's health in a word, with the reasons that keep it from being ready, gravest first: the first
// is what to mend first. A benchmark that is ready has none.
type Verdict struct {
	Level   Level     `json:"level"`
	Reasons []Warning `json:"reasons,omitempty"`
}

// Verdict judges a benchmark by measurement.md §2.2 to §2.4. Whether the whole separates decides first: what does not
// separate, or stands upside down, is not to be used; what is not known to separate, has too few exemplars to show a
// score, or comes from one manager, is not to be used yet. What is weak in a part, or comes mostly from one manager, only
// asks for care. also are the warnings that change with time and so are not part of a stored health.
func (h Health) Verdict(also ...Warning) Verdict {
	if h.Exemplars < leastToShow {
		return Verdict{Level: NotYet, Reasons: []Warning{tooFew(h.Exemplars)}}
	}
	out := Verdict{Level: Ready}
	var graded []gradedReason
	for _, w := range worstFirst(slices.Concat(h.verdictWarnings(), also)) {
		if level := w.level(); level != Ready {
			graded = append(graded, gradedReason{w, level})
		}
	}
	slices.SortStableFunc(graded, func(a, b gradedReason) int { return -cmp.Compare(a.level.rank(), b.level.rank()) })
	for i, g := range graded {
		if i == 0 {
			out.Level = g.level
		}
		out.Reasons = append(out.Reasons, g.Warning)
	}
	return out
}

// verdictWarnings are the warnings about the whole and the values, and that nobody recorded who leads the top reps:
// §2.2 asks for two managers or teams, and what is not known is not there.
func (h Health) verdictWarnings() []Warning {
	ws := slices.Clone(h.Overall.Warnings)
	for _, v := range h.Values {
		ws = append(ws, v.Warnings...)
	}
	if h.Managers == 0 && h.Teams == 0 {
		ws = append(ws, Warning{Code: ManagersUnknown, Figures: figures{"exemplars": float64(h.Exemplars)}})
	}
	return ws
}

// gradedReason is a warning with the level it holds a benchmark down to.
type gradedReason struct {
	Warning
	level Level
}

// rank orders levels from ready on.
func (l Level) rank() int { return slices.Index([]Level{Ready, WithCare, NotYet, DoNotUse}, l) }

// staleForGood is from how many months on a benchmark is too old to go on with; from leastStale on it asks for care.
const staleForGood = 18.0

// level is what a warning holds the whole benchmark down to; Ready when it only informs. A low α does not: it moves with
// every candidate, and asks to read a value's questions one by one, not to use another benchmark.
func (w Warning) level() Level {
	if w.Question != "" || w.Person != "" {
		return Ready
	}
	if w.Value != "" {
		switch w.Code {
		case NoConsensus, Inverted, DoesNotSeparate, TooFewExemplars:
			return WithCare
		}
		return Ready
	}
	switch w.Code {
	case Inverted, DoesNotSeparate, NoConsensus:
		return DoNotUse
	case TooFewExemplars, SeparationUnknown, SeparationNotShown, SingleManager:
		return NotYet
	case Stale:
		if w.Figures["months"] >= staleForGood {
			return NotYet
		}
		return WithCare
	case ManagersUnknown, DominatingManager:
		return WithCare
	}
	return Ready
}
