package server

import (
	"net/url"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// pipelineCame asks for those who have come to a point, or were decided about in one way, wherever they stand now: whom
// a count of the report is made of.
type pipelineCame struct {
	reached  store.Reach
	decision hiring.Outcome
}

// pipelineCameOf reads an address; what is none of what there is asks for nothing.
func pipelineCameOf(reached, decision string) pipelineCame {
	var out pipelineCame
	if slices.Contains(store.Reaches(), store.Reach(reached)) {
		out.reached = store.Reach(reached)
	}
	if slices.Contains(hiring.Outcomes(), hiring.Outcome(decision)) {
		out.decision = hiring.Outcome(decision)
	}
	return out
}

// values writes it as an address has it.
func (x pipelineCame) values() url.Values {
	v := url.Values{}
	if x.reached != "" {
		v.Set("reached", string(x.reached))
	}
	if x.decision != "" {
		v.Set("decision", string(x.decision))
	}
	return v
}

// text says how many they are, and of whom it is said.
func (x pipelineCame) text(p Page, n int) string {
	switch {
	case x.reached != "" && x.decision != "":
		return p.T("requisition.came.both", "Count", n, "Step", p.T("report.step."+string(x.reached)), "Decision", p.T("report.step."+string(x.decision)))
	case x.reached != "":
		return p.T("requisition.came.reached", "Count", n, "Step", p.T("report.step."+string(x.reached)))
	}
	return p.T("requisition.came.decision", "Count", n, "Decision", p.T("report.step."+string(x.decision)))
}
