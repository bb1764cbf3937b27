package server

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// pipelineCame asks for those whom a count of the report or of a phase is made of, wherever they stand now: who has come
// to a point, was decided about in one way, began by link, did something at one question, is over a stretch of the way
// or waits in it, has a fit in one bin, or has none for one reason; whom a rater has rated, of whom answers wait for a rater, or a
// decision for a second person; and those whose questionnaire has not opened yet.
type pipelineCame struct {
	reached  store.Reach
	decision hiring.Outcome
	begun    hiring.Language // or anyLanguage
	sent     bool            // of those who began, only who handed in
	did      store.Did
	question int // from 1, at which they did it; 0 of store.DidNotSend
	span     store.Span
	over     string    // "no" for who waits in the span, "yes" for who is over it, "" for both
	toRate   uuid.UUID // the rater
	ratedBy  uuid.UUID // likewise
	cardBy   uuid.UUID // the interviewer whose scorecard is in
	proposed bool      // a decision
	bin      string    // where the bin begins, as a number; "" for none
	noFit    string    // the code of the reason
	notice   bool      // whose questionnaire has not opened yet
}

// anyLanguage asks for who has begun in whatever language.
const anyLanguage hiring.Language = "any"

// mostQuestion is the last question that an address may ask for.
const mostQuestion = 1000

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
	if x := hiring.Language(v.Get("begun")); x == anyLanguage || slices.Contains(hiring.Languages(), x) {
		out.begun, out.sent = x, v.Get("sent") == "yes"
	}
	n, err := strconv.Atoi(v.Get("question"))
	switch x := store.Did(v.Get("did")); {
	case x == store.DidNotSend:
		out.did = x
	case err == nil && n > 0 && n <= mostQuestion && slices.Contains(store.Dids(), x):
		out.did, out.question = x, n
	}
	if x := store.Span(v.Get("span")); slices.Contains(store.Spans(), x) {
		out.span = x
		if over := v.Get("over"); over == "yes" || over == "no" {
			out.over = over
		}
	}
	out.toRate, _ = uuid.Parse(v.Get("to_rate")) // what is no id is nobody
	out.ratedBy, _ = uuid.Parse(v.Get("rated_by"))
	out.cardBy, _ = uuid.Parse(v.Get("interviewed_by"))
	out.proposed = v.Get("proposed") == "yes"
	if n, err := strconv.Atoi(v.Get("fit_from")); err == nil && n >= 0 && n <= store.LastFitBin && n%store.FitBinWidth == 0 {
		out.bin = strconv.Itoa(n)
	}
	if x := v.Get("no_fit"); reasonCode.MatchString(x) {
		out.noFit = x
	}
	out.notice = v.Get("notice") == "1"
	return out
}

// narrow asks a filter for them; nobody waits on in a requisition beyond until.
func (x pipelineCame) narrow(f *store.PipelineFilter, until time.Time) {
	f.Reached, f.Decision, f.NoFit, f.ToRate, f.RatedBy, f.Proposed = x.reached, x.decision, x.noFit, x.toRate, x.ratedBy, x.proposed
	f.InNotice, f.CardBy = x.notice, x.cardBy
	if x.begun != "" {
		f.Begun = &store.Begun{HandedIn: x.sent}
		if x.begun != anyLanguage {
			f.Begun.Language = x.begun
		}
	}
	if x.did != "" {
		f.Question = &store.AtQuestion{Position: x.question - 1, Did: x.did}
	}
	if x.span != "" {
		f.Timed = &store.Timed{Span: x.span, Until: until}
		if waits := x.over == "no"; x.over != "" {
			f.Timed.Waiting = &waits
		}
	}
	if n, err := strconv.Atoi(x.bin); err == nil {
		f.FitBin = &n
	}
}

// order is the order in which they are shown unless another is asked for: of a span, who took longest comes first.
func (x pipelineCame) order() store.PipelineSort {
	if x.span != "" {
		return store.ByLasting
	}
	return store.ByReceived
}

// values writes it as an address has it.
func (x pipelineCame) values() url.Values {
	v := url.Values{}
	if x.notice {
		v.Set("notice", "1")
	}
	for name, s := range map[string]string{
		"reached": string(x.reached), "decision": string(x.decision), "begun": string(x.begun), "did": string(x.did),
		"span": string(x.span), "over": x.over, "fit_from": x.bin, "no_fit": x.noFit,
	} {
		if s != "" {
			v.Set(name, s)
		}
	}
	if x.sent {
		v.Set("sent", "yes")
	}
	if x.question > 0 {
		v.Set("question", strconv.Itoa(x.question))
	}
	if x.toRate != uuid.Nil {
		v.Set("to_rate", x.toRate.String())
	}
	if x.ratedBy != uuid.Nil {
		v.Set("rated_by", x.ratedBy.String())
	}
	if x.cardBy != uuid.Nil {
		v.Set("interviewed_by", x.cardBy.String())
	}
	if x.proposed {
		v.Set("proposed", "yes")
	}
	return v
}

// text says how many they are, and of whom it is said; rater is the name of toRate, ratedBy or cardBy. An address that asks for several things at once, which no page
// offers, is told by the first; all of them are asked for.
func (x pipelineCame) text(p Page, n int, rater string) string {
	switch {
	case x.reached != "" && x.decision != "":
		return p.T("requisition.came.both", "Count", n, "Step", p.T("report.step."+string(x.reached)), "Decision", p.T("report.step."+string(x.decision)))
	case x.reached != "":
		return p.T("requisition.came.reached", "Count", n, "Step", p.T("report.step."+string(x.reached)))
	case x.decision != "":
		return p.T("requisition.came.decision", "Count", n, "Decision", p.T("report.step."+string(x.decision)))
	case x.begun == anyLanguage && x.sent:
		return p.T("requisition.came.sent_any", "Count", n)
	case x.begun == anyLanguage:
		return p.T("requisition.came.begun_any", "Count", n)
	case x.begun != "" && x.sent:
		return p.T("requisition.came.sent", "Count", n, "Language", p.OwnName(x.begun))
	case x.begun != "":
		return p.T("requisition.came.begun", "Count", n, "Language", p.OwnName(x.begun))
	case x.notice:
		return p.T("requisition.came.notice", "Count", n)
	case x.did == store.DidNotSend:
		return p.T("requisition.came.unsent", "Count", n)
	case x.did != "":
		return p.T("requisition.came.question."+string(x.did), "Count", n, "Number", x.question)
	case x.span != "":
		return p.T("requisition.came.span_"+cmp.Or(x.over, "any"), "Count", n, "Span", p.T("report.span."+string(x.span)))
	case x.toRate != uuid.Nil:
		return p.T("phase.open.ratings", "Count", n, "Name", rater)
	case x.ratedBy != uuid.Nil:
		return p.T("requisition.came.rated_by", "Count", n, "Name", rater)
	case x.cardBy != uuid.Nil:
		return p.T("requisition.came.interviewed_by", "Count", n, "Name", rater)
	case x.proposed:
		return p.T("phase.open.proposals", "Count", n)
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
