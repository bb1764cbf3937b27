package server

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// pipelineCame asks for those whom a count of the report is made of, wherever they stand now: who has come to a point, was
// decided about in one way, began in one language, has a fit in one bin, or has none for one reason; and for those who
// wait until their questionnaire opens.
type pipelineCame struct {
	reached  store.Reach
	decision hiring.Outcome
	begun    hiring.Language
	bin      string // where the bin begins, as a number; "" for none
	noFit    string // the code of the reason
	notice   bool   // whose questionnaire has not opened yet
}

// reasonCode is how the reasons are written for which there is no fit.
var reasonCode = regexp.MustCompile(`^[a-z_]{1,40}$`)

// pipelineCameOf reads an address; what is none of what there is asks for nothing.
func pipelineCameOf(v url.Values) pipelineCame {
	var out pipelineCame
	if x := store.Reach(v.Get("reached")); slices.Contains(store.Reaches(), x) {
		out.reached = x
	}
	if x := hiring.Outcome(v.Get("decision")); slices.Contains(hiring.Outcomes(), x) {
		out.decision = x
	}
	if x := hiring.Language(v.Get("begun")); slices.Contains(hiring.Languages(), x) {
		out.begun = x
	}
	if n, err := strconv.Atoi(v.Get("fit_from")); err == nil && n >= 0 && n <= store.LastFitBin && n%store.FitBinWidth == 0 {
		out.bin = strconv.Itoa(n)
	}
	if x := v.Get("no_fit"); reasonCode.MatchString(x) {
		out.noFit = x
	}
	out.notice = v.Get("notice") == "1"
	return out
}

// narrow asks a filter for them.
func (x pipelineCame) narrow(f *store.PipelineFilter) {
	f.Reached, f.Decision, f.Begun, f.NoFit, f.InNotice = x.reached, x.decision, x.begun, x.noFit, x.notice
	if n, err := strconv.Atoi(x.bin); err == nil {
		f.FitBin = &n
	}
}

// values writes it as an address has it.
func (x pipelineCame) values() url.Values {
	v := url.Values{}
	if x.notice {
		v.Set("notice", "1")
	}
	for name, s := range map[string]string{
		"reached": string(x.reached), "decision": string(x.decision), "begun": string(x.begun), "fit_from": x.bin, "no_fit": x.noFit,
	} {
		if s != "" {
			v.Set(name, s)
		}
	}
	return v
}

// text says how many they are, and of whom it is said. An address that asks for several things at once, which no page
// offers, is told by the first; all of them are asked for.
func (x pipelineCame) text(p Page, n int) string {
	switch {
	case x.reached != "" && x.decision != "":
		return p.T("requisition.came.both", "Count", n, "Step", p.T("report.step."+string(x.reached)), "Decision", p.T("report.step."+string(x.decision)))
	case x.reached != "":
		return p.T("requisition.came.reached", "Count", n, "Step", p.T("report.step."+string(x.reached)))
	case x.decision != "":
		return p.T("requisition.came.decision", "Count", n, "Decision", p.T("report.step."+string(x.decision)))
	case x.begun != "":
		return p.T("requisition.came.begun", "Count", n, "Language", p.OwnName(x.begun))
	case x.notice:
		return p.T("requisition.came.notice", "Count", n)
	case x.bin != "":
		return p.T("requisition.came.fit", "Count", n, "Range", binText(x.bin))
	}
	return p.T("requisition.came.no_fit", "Count", n, "Reason", p.reason(x.noFit))
}

// binText says a bin of fits by where it begins.
func binText(from string) string {
	n, _ := strconv.Atoi(from)
	return from + "–" + strconv.Itoa(n+store.FitBinWidth)
}
