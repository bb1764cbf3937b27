package simulate

// How people of a simulated company differ.
const (
	managers        = 4
	teams           = 3
	adherenceSpread = .20 // to either side of a group's mean
	exemplarMean    = .80 // adherence of the exemplars
	comparisonMean  = .30 // and of the comparison reps
)
