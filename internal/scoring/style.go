package scoring

import "touchstone/internal/hiring"

// style flags response styles on the numeric questions (§1.5): the same number in a long run, or mostly the ends of
// the scale. A flag tells the reader to look; it never changes a score.
func (b *Benchmark) style(r Respondent) []Warning {
	var last, run, longest, ends, n int
	for _, q := range b.definition.Questions {
		a := r.Answers[q.ID]
		if q.Kind != hiring.Numeric || a.Number == nil {
			continue
		}
		if n > 0 && *a.Number == last {
			run++
		} else {
			run = 1
		}
		last = *a.Number
		longest = max(longest, run)
		if *a.Number == q.Lo || *a.Number == q.Hi {
			ends++
		}
		n++
	}
	var ws []Warning
	if longest >= longString {
		ws = append(ws, Warning{Code: Straightline, Figures: figures{"run": float64(longest), "questions": float64(n)}})
	}
	if n >= extremeItems && float64(ends) >= extremeShare*float64(n) {
		ws = append(ws, Warning{Code: Extreme, Figures: figures{
			"share": float64(ends) / float64(n), "questions": float64(n),
		}})
	}
	return ws
}
