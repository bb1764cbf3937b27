package hiring

// Bands cuts applications sorted by fit, highest first, into runs that cannot be told apart: a run goes on as long
// as its members' fits are like that of its first. Those without a fit form the last run.
func Bands(sorted []Application) [][]Application {
	var out [][]Application
	for _, a := range sorted {
		if last := len(out) - 1; last >= 0 && out[last][0].bandedWith(a) {
			out[last] = append(out[last], a)
			continue
		}
		out = append(out, []Application{a})
	}
	return out
}

// bandedWith tells whether an application belongs to the run another one begins.
func (a Application) bandedWith(next Application) bool {
	if a.Fit == nil || next.Fit == nil {
		return a.Fit == nil && next.Fit == nil
	}
	return *a.Fit == *next.Fit || a.LikeFit(next)
}
