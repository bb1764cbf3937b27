package server

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// The marks a matrix can show for each value.
const (
	markFit      = "fit"
	markHuman    = "human"
	markCombined = "combined"
)

func matrixMarks() []string { return []string{markFit, markHuman, markCombined} }

// What an address of a matrix says for somebody without a decision, and of ratings.
const (
	undecided = "none"
	ratedYes  = "yes"
	ratedNo   = "no"
	mustLow   = "1" // with a must-have to discuss first
	mustNone  = "0" // scored, and with none
)

// matrixQuery is what the address of a matrix asks for. Whatever an address says that is not among what is offered is
// left out; what a person types is held against its bounds.
type matrixQuery struct {
	Sort                  string // received, number, fit, combined, or the id of a value
	Stage                 hiring.Stage
	Decision              string    // an outcome, or undecided
	Must                  string    // mustLow, mustNone, or ""
	Rated                 string    // ratedYes, ratedNo, or ""
	Of                    uuid.UUID // whose fit Least and Most are about; the zero value for the whole
	Least, Most, Coverage *float64  // per cent
	Columns               []uuid.UUID
	Marks                 []string
}

// readMatrix reads an address; values are those a requisition weighs.
func readMatrix(v url.Values, values []hiring.Value) (matrixQuery, hiring.Problems) {
	isValue := func(s string) (uuid.UUID, bool) {
		at := slices.IndexFunc(values, func(x hiring.Value) bool { return x.ID.String() == s })
		if at < 0 {
			return uuid.Nil, false
		}
		return values[at].ID, true
	}
	q := matrixQuery{Sort: string(store.ByReceived), Stage: pipelineStage(v.Get("stage"))}
	switch s := v.Get("sort"); store.PipelineSort(s) {
	case store.ByNumber, store.ByFit, store.ByCombined:
		q.Sort = s
	default:
		if _, ok := isValue(s); ok {
			q.Sort = s
		}
	}
	if d := v.Get("decision"); d == undecided || slices.Contains(hiring.Outcomes(), hiring.Outcome(d)) {
		q.Decision = d
	}
	if m := v.Get("must"); m == mustLow || m == mustNone {
		q.Must = m
	}
	if r := v.Get("rated"); r == ratedYes || r == ratedNo {
		q.Rated = r
	}
	q.Of, _ = isValue(v.Get("of"))
	for _, x := range values {
		if slices.Contains(v["col"], x.ID.String()) {
			q.Columns = append(q.Columns, x.ID)
		}
	}
	for _, m := range matrixMarks() {
		if slices.Contains(v["show"], m) {
			q.Marks = append(q.Marks, m)
		}
	}
	return q, q.readBounds(v)
}

// readBounds reads what is typed: numbers from 0 to 100, or nothing.
func (q *matrixQuery) readBounds(v url.Values) hiring.Problems {
	var ps hiring.Problems
	for _, f := range []struct {
		name string
		to   **float64
	}{{"least", &q.Least}, {"most", &q.Most}, {"coverage", &q.Coverage}} {
		if v.Get(f.name) == "" {
			continue
		}
		if x, ok := decimal(v.Get(f.name)); ok && x >= 0 && x <= 100 {
			*f.to = &x
		} else {
			ps.Add(f.name, "problem.out_of_range", "Lo", 0, "Hi", 100)
		}
	}
	if q.Least != nil && q.Most != nil && *q.Least > *q.Most {
		ps.Add("most", "matrix.problem.most_under_least")
	}
	return ps
}

// values writes the query as an address has it, each thing in one form, and what is as usual left out.
func (q matrixQuery) values() url.Values {
	v := url.Values{}
	set := func(name, s string) {
		if s != "" {
			v.Set(name, s)
		}
	}
	if q.Sort != string(store.ByReceived) {
		v.Set("sort", q.Sort)
	}
	set("stage", string(q.Stage))
	set("decision", q.Decision)
	set("rated", q.Rated)
	set("must", q.Must)
	if q.Of != uuid.Nil && (q.Least != nil || q.Most != nil) {
		v.Set("of", q.Of.String())
	}
	for name, x := range map[string]*float64{"least": q.Least, "most": q.Most, "coverage": q.Coverage} {
		if x != nil {
			v.Set(name, strconv.FormatFloat(*x, 'f', -1, 64))
		}
	}
	for _, id := range q.Columns {
		v.Add("col", id.String())
	}
	for _, m := range q.Marks {
		v.Add("show", m)
	}
	return v
}

// filter is the query as the store takes it.
func (q matrixQuery) filter() store.PipelineFilter {
	f := store.PipelineFilter{Sort: store.PipelineSort(q.Sort), Stage: q.Stage, Limit: matrixSize}
	if id, err := uuid.Parse(q.Sort); err == nil {
		f.Sort, f.SortValue = store.ByValue, id
	}
	f.MustReview, f.NoMust, f.Value, f.Least, f.Most = q.Must == mustLow, q.Must == mustNone, q.Of, q.Least, q.Most
	if q.Coverage != nil {
		share := *q.Coverage / 100
		f.Coverage = &share
	}
	if q.Rated != "" {
		yes := q.Rated == ratedYes
		f.Rated = &yes
	}
	if q.Decision == undecided {
		f.Undecided = true
	} else {
		f.Decision = hiring.Outcome(q.Decision)
	}
	return f
}

// narrowed tells whether the query asks for fewer than all candidates.
func (q matrixQuery) narrowed() bool {
	return q.Stage != "" || q.Decision != "" || q.Must != "" || q.Rated != "" || q.Least != nil || q.Most != nil || q.Coverage != nil
}

// shows tells whether a mark is shown; where none is chosen the program's and people's stand side by side.
func (q matrixQuery) shows(mark string) bool {
	if len(q.Marks) == 0 {
		return mark != markCombined
	}
	return slices.Contains(q.Marks, mark)
}

// sorted is the same query in another order.
func (q matrixQuery) sorted(by string) matrixQuery {
	q.Sort = by
	return q
}
