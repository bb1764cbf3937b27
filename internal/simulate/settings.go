package simulate

// How people of a simulated company differ.
const (
	managers        = 4
	teams           = 3
	adherenceSpread = .20 // to either side of a group's mean
	exemplarMean    = .80 // adherence of the exemplars
	comparisonMean  = .30 // and of the comparison reps
	populationSize  = 2000
	universe        = 40 // questions a value could be asked with, of which a benchmark asks a few
)

// Settings are the size of a simulation. The same settings give the same report.
type Settings struct {
	Seed       uint64 `json:"seed"`
	Companies  int    `json:"companies"`  // companies a study draws
	Candidates int    `json:"candidates"` // candidates each of them meets
}

// Quick takes a few minutes, Full as long as it takes to know a rate of 90 % to about one point.
func Quick() Settings { return Settings{Seed: 1, Companies: 20, Candidates: 8} }

// Full is the size of the report that is kept.
func Full() Settings { return Settings{Seed: 1, Companies: 160, Candidates: 10} }

// Sizes of benchmarks that studies go through.
func exemplarCounts() []int { return []int{5, 10, 20, 30, 50} }
func questionCounts() []int { return []int{3, 4, 6, 12, 20} }
