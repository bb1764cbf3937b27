package hiring

// The weight of people's ratings beside an automatic fit unless a requisition sets its own (measurement.md §4.1).
const (
	HumanWeightOne     = .5 // one rater
	HumanWeightSeveral = .7 // two independent raters or more
)

// HumanWeight is ω: how much people's ratings weigh beside the fit, given how many people rated. Nobody's weigh
// nothing.
func (p Policy) HumanWeight(raters int) float64 {
	switch {
	case raters == 0:
		return 0
	case raters == 1 && p.HumanOne != nil:
		return *p.HumanOne
	case raters == 1:
		return HumanWeightOne
	case p.HumanSeveral != nil:
		return *p.HumanSeveral
	}
	return HumanWeightSeveral
}
