package scoring

// Measured is how often intervals held the truth in simulations (package simulate, closed questions; one value, or the
// whole of four).
type Measured struct {
	Exemplars, Questions int
	Asked                float64 // of the 90 % intervals for the questions asked: the fit under all exemplars
	Beyond               float64 // of those shown: the fit under all exemplars and all questions there could be
}

// leastCovered is the coverage, of a nominal 90 %, below which an interval is said to be narrower than the doubt.
const leastCovered = .87

// MeasuredCoverage returns what simulations found for a value of so many exemplars and questions that count: the row
// of the table that is nearest from below, and the smallest for less. internal/simulate/report.json is where it comes
// from; a test of that package holds the two together.
func MeasuredCoverage(exemplars, questions int) Measured {
	table := measured()
	found := table[0]
	for _, m := range table {
		if m.Exemplars <= max(exemplars, table[0].Exemplars) && m.Questions <= max(questions, table[0].Questions) &&
			m.Exemplars >= found.Exemplars && (m.Exemplars > found.Exemplars || m.Questions >= found.Questions) {
			found = m
		}
	}
	return found
}

// MeasuredCoverageOfTheWhole returns what simulations found for the fit of four values together, four questions each,
// under so many exemplars: the row that is nearest from below, and the first for less.
func MeasuredCoverageOfTheWhole(exemplars int) Measured {
	table := measuredWhole()
	found := table[0]
	for _, m := range table {
		if m.Exemplars <= exemplars {
			found = m
		}
	}
	return found
}

// narrowness warns that the interval of a value, or of the whole, covers less than it says: too few exemplars, or too few
// questions to stand for all that could be asked. The whole of one value is that value.
func (b *Benchmark) narrowness(f *ValueFit, questions int) []Warning {
	if !f.Lo90Hi90.Defined() {
		return nil
	}
	m := MeasuredCoverage(f.Exemplars, questions)
	if f.Value == "" && len(b.values) > 1 {
		m = MeasuredCoverageOfTheWhole(f.Exemplars)
	}
	covered := min(m.Asked, m.Beyond)
	if covered >= leastCovered {
		return nil
	}
	return []Warning{{Code: WiderThanItLooks, Value: f.Value, Figures: figures{
		"coverage": covered, "n": float64(f.Exemplars), "questions": float64(questions),
	}}}
}

// measuredWhole is the table of the whole, by exemplars. It falls short nowhere.
func measuredWhole() []Measured {
	return []Measured{
		{5, 16, 0.90, 0.97},
		{10, 16, 0.92, 0.95},
		{20, 16, 0.91, 0.91},
		{30, 16, 0.91, 0.89},
		{50, 16, 0.92, 0.87},
	}
}

// measured is the table, by exemplars, then questions.
func measured() []Measured {
	return []Measured{
		{5, 3, 0.86, 0.86},
		{5, 4, 0.92, 0.95},
		{5, 6, 0.91, 0.97},
		{5, 12, 0.92, 0.99},
		{5, 20, 0.89, 1.00},
		{10, 3, 0.90, 0.87},
		{10, 4, 0.90, 0.90},
		{10, 6, 0.91, 0.95},
		{10, 12, 0.91, 0.98},
		{10, 20, 0.90, 0.99},
		{20, 3, 0.91, 0.83},
		{20, 4, 0.91, 0.86},
		{20, 6, 0.89, 0.90},
		{20, 12, 0.89, 0.96},
		{20, 20, 0.89, 0.99},
		{30, 3, 0.94, 0.80},
		{30, 4, 0.93, 0.84},
		{30, 6, 0.91, 0.89},
		{30, 12, 0.93, 0.95},
		{30, 20, 0.89, 0.98},
		{50, 3, 0.96, 0.76},
		{50, 4, 0.91, 0.84},
		{50, 6, 0.92, 0.89},
		{50, 12, 0.92, 0.94},
		{50, 20, 0.92, 0.98},
	}
}
