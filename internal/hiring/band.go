package hiring

// Likeness tells whether the fits of two applications cannot be told apart; known is false when nothing shows it
// either way.
type Likeness func(a, b Application) (alike, known bool)

// Bands cuts applications sorted by fit, highest first, into runs that cannot be told apart: a band is as wide as what
// can be told from its top, so a run goes on as long as its members' fits are like that of its first of whom that is
// known. Where nothing shows a difference the run goes on. Those without a fit form the last run.
func Bands(sorted []Application, like Likeness) [][]Application {
	var out [][]Application
	for _, a := range sorted {
		if last := len(out) - 1; last >= 0 && joins(out[last], a, like) {
			out[last] = append(out[last], a)
			continue
		}
		out = append(out, []Application{a})
	}
	return out
}

// joins tells whether an application belongs to a run, of which it would be the last.
func joins(run []Application, a Application, like Likeness) bool {
	if a.Fit == nil || run[0].Fit == nil {
		return a.Fit == nil && run[0].Fit == nil
	}
	for _, first := range run {
		if alike, known := like(first, a); known {
			return *first.Fit == *a.Fit || alike
		}
	}
	return true
}
