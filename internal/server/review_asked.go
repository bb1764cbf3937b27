package server

import (
	"net/url"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// reviewsAsked asks for the reviews that one count of the page is made of; its zero value for all that change a score.
type reviewsAsked struct {
	kind string // "question" or "person", whose id it is; "" for everybody's of every question
	id   uuid.UUID
	act  hiring.ReviewAct // "" for all
	any  bool             // of nobody alone: those that accept a score as well
}

// anyAct asks for what was made of scores, whatever it was.
const anyAct = "any"

// reviewsAskedOf reads an address; what is none asks for nothing. Who did what is for HR alone.
func reviewsAskedOf(v url.Values, persons bool) (out reviewsAsked) {
	for _, kind := range []string{"question", "person"} {
		if id, err := uuid.Parse(v.Get(kind)); err == nil && (persons || kind != "person") {
			out.kind, out.id = kind, id
		}
	}
	if act := hiring.ReviewAct(v.Get("act")); slices.Contains(hiring.ReviewActs(), act) {
		out.act = act
	}
	out.any = out.kind == "" && v.Get("act") == anyAct
	return out
}

// whose asks for everything that was made of the question's scores, or by the person.
func (x reviewsAsked) whose() (f store.ReviewFilter) {
	switch x.kind {
	case "question":
		f.Question = x.id
	case "person":
		f.By = x.id
	}
	return f
}

// filter asks for them.
func (x reviewsAsked) filter() store.ReviewFilter {
	f := x.whose()
	switch {
	case x.act != "":
		f.Acts = []hiring.ReviewAct{x.act}
	case x.kind == "" && !x.any:
		f.Acts = []hiring.ReviewAct{hiring.Adjust, hiring.Void}
	}
	return f
}

// Asked says whose reviews are listed, and of which act, or "" for all that change a score.
func (p reviewRatesPage) Asked() string {
	name := ""
	switch {
	case p.asked.any:
		return p.T("review_rate.list_all")
	case p.asked.kind == "" && p.asked.act == "":
		return ""
	case p.asked.kind == "":
		return p.T("review.was." + string(p.asked.act))
	}
	name = p.T("rater.unknown")
	if at := slices.IndexFunc(p.Groups, func(g rateGroup) bool { return g.ID == p.asked.kind }); at >= 0 {
		for _, l := range p.Groups[at].Lines {
			if l.ID == p.asked.id.String() {
				name = l.Name
			}
		}
	}
	if p.asked.act == "" {
		return name
	}
	return name + " · " + p.T("review.was."+string(p.asked.act))
}

// Listed is where the reviews stand that a count of a line is made of, or "" where nobody may list them: of one
// requisition on its own page, and of the whole company by requisition first.
func (p reviewRatesPage) Listed(kind string, l rateLine, act string, n int) string {
	switch {
	case n == 0:
		return ""
	case p.Requisition != nil && kind == "":
		return p.requisitionReviews(p.Requisition.ID.String(), act)
	case kind == "requisition":
		return p.requisitionReviews(l.ID, act)
	case kind == "":
		return "#by-requisition"
	case p.Requisition == nil:
		return pathWith("/reviews", url.Values{kind: {l.ID}}) + "#by-requisition"
	}
	v := url.Values{kind: {l.ID}}
	if act != "" {
		v.Set("act", act)
	}
	return pathWith(reviewRatesPath(p.Requisition.ID.String()), v) + "#changed"
}

// requisitionReviews is where the reviews of a requisition stand that the page asks for, or everybody's: of one act, or
// of all. "" for whoever opens no requisition.
func (p reviewRatesPage) requisitionReviews(id, act string) string {
	if p.Requisition == nil && !p.User.Is(hiring.HR) {
		return ""
	}
	v := url.Values{}
	switch {
	case act != "":
		v.Set("act", act)
	case p.asked.kind == "" || p.Requisition != nil:
		v.Set("act", anyAct)
	}
	if p.Requisition == nil && p.asked.kind != "" {
		v.Set(p.asked.kind, p.asked.id.String())
	}
	return pathWith(reviewRatesPath(id), v) + "#changed"
}

// reviewRatesPath is the page of a requisition's changed scores.
func reviewRatesPath(requisition string) string { return "/requisitions/" + requisition + "/reviews" }

// Counts are what was made of all scores that were looked at, each with the list of those.
func (p reviewRatesPage) Counts() []reportCount {
	var out []reportCount
	for _, x := range []struct {
		act hiring.ReviewAct
		n   int
	}{{hiring.Accept, p.All.Accepted}, {hiring.Adjust, p.All.Adjusted}, {hiring.Void, p.All.Voided}} {
		out = append(out, reportCount{N: x.n, Label: p.T("review_rate.counts."+string(x.act), "Count", x.n), Href: p.Listed("", *p.All, string(x.act), x.n)})
	}
	return out
}
