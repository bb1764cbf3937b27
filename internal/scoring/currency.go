package scoring

// Currency is what time has done to a published benchmark. It changes from day to day, so that it is worked out when
// somebody looks and is no part of the frozen health.
type Currency struct {
	Months    float64 // since it was published
	Changed   bool    // its position's role profile was changed since
	Left      int     // of its exemplars, who are top reps of the benchmark no longer
	Exemplars int
}

// The limits of a benchmark's age (§2.4, stale).
const (
	leastStale  = 12.0 // months
	mostTurned  = .30  // share of the exemplars who have left
	stalePlaces = 3
)

// Warnings says what has made the benchmark stale, one warning for each cause: its age, a changed position, or more
// than three in ten of its exemplars gone. Which one it is shows in the figures: months, changed, or left and exemplars.
func (c Currency) Warnings() []Warning {
	ws := make([]Warning, 0, stalePlaces)
	if c.Months >= leastStale {
		ws = append(ws, Warning{Code: Stale, Figures: figures{"months": c.Months}})
	}
	if c.Changed {
		ws = append(ws, Warning{Code: Stale, Figures: figures{"changed": 1}})
	}
	if c.Exemplars > 0 && float64(c.Left)/float64(c.Exemplars) > mostTurned+tolerance {
		ws = append(ws, Warning{Code: Stale, Figures: figures{"left": float64(c.Left), "exemplars": float64(c.Exemplars)}})
	}
	if len(ws) == 0 {
		return nil
	}
	return ws
}
