package hiring

// Bands cuts applications sorted by fit, highest first, into runs that cannot be told apart: a run goes on as long
// as its members' fits are like that of its first member with an interval. Where there is no interval nothing shows
// a difference, and the run goes on. Those without a fit form the last run.
func Bands(sorted []Application) [][]Application {
	var out [][]Application
	for _, a := range sorted {
		if last := len(out) - 1; last >= 0 && joins(out[last], a) {
			out[last] = append(out[last], a)
			continue
		}
		out = append(out, []Application{a})
	}
	return out
}

// joins tells whether an application belongs to a run, of which it would be the last.
func joins(run []Application, a Application) bool {
	if a.Fit == nil || run[0].Fit == nil {
		return a.Fit == nil && run[0].Fit == nil
	}
	if _, ok := a.StandardError(); !ok {
		return true
	}
	for _, first := range run {
		if _, ok := first.StandardError(); ok {
			return *first.Fit == *a.Fit || first.LikeFit(a)
		}
	}
	return true
}
