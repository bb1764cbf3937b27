package agree

import (
	"cmp"
	"math"
	"slices"
	"time"

	"touchstone/internal/stats"
)

// Ratings are collected one by one; names keep the order in which they first appear.
type Ratings struct {
	candidates, questions, raters names
	values                        names
	valueOf                       map[int32]int32 // by question, where it is known
	rows                          []rating
	seen                          map[[3]int32]int // the line of a rater's rating of an answer
}

type rating struct {
	candidate, question, rater int32
	value                      float64
	at                         int64 // when it was given, in milliseconds; noTime where that is not known
}

const noTime = math.MinInt64

type names struct {
	list []string
	at   map[string]int32
}

func (n *names) number(name string) int32 {
	if i, known := n.at[name]; known {
		return i
	}
	if n.at == nil {
		n.at = map[string]int32{}
	}
	i := int32(len(n.list))
	n.list = append(n.list, name)
	n.at[name] = i
	return i
}

// Given is a rating as it comes in.
type Given struct {
	Candidate, Question, Rater string
	Rating                     float64
	Value                      string    // what the question asks about; "" where that is not known
	At                         time.Time // when it was given; zero where that is not known
	Line                       int
}

// Add takes in a rater's rating of a candidate's answer to a question, of which neither value nor time is known.
func (r *Ratings) Add(candidate, question, rater string, value float64, line int) (earlier int, ok bool) {
	return r.Take(Given{Candidate: candidate, Question: question, Rater: rater, Rating: value, Line: line})
}

// Take takes in a rating. A rater rates an answer once: for a second rating it returns the line of the first one, and
// keeps that.
func (r *Ratings) Take(g Given) (earlier int, ok bool) {
	row := rating{r.candidates.number(g.Candidate), r.questions.number(g.Question), r.raters.number(g.Rater), g.Rating, noTime}
	if !g.At.IsZero() {
		row.at = g.At.UnixMilli()
	}
	key := [3]int32{row.candidate, row.question, row.rater}
	if r.seen == nil {
		r.seen = map[[3]int32]int{}
	}
	if earlier, twice := r.seen[key]; twice {
		return earlier, false
	}
	r.seen[key] = g.Line
	r.rows = append(r.rows, row)
	if g.Value != "" {
		if r.valueOf == nil {
			r.valueOf = map[int32]int32{}
		}
		r.valueOf[row.question] = r.values.number(g.Value)
	}
	return 0, true
}

// valued tells whether the value of every question is known.
func (r *Ratings) valued() bool { return len(r.valueOf) == len(r.questions.list) }

// Empty tells whether there is no rating yet.
func (r *Ratings) Empty() bool { return len(r.rows) == 0 }

// Scale is the range of a rating.
type Scale struct {
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
	Given bool    `json:"given"` // stated, not taken from the ratings
}

// usual is the scale of behavioural anchors.
const (
	usualLo = 1
	usualHi = 5
)

// scaleOf is the usual scale, wider where ratings lie beyond it.
func (r *Ratings) scaleOf() Scale {
	s := Scale{Lo: usualLo, Hi: usualHi}
	for _, row := range r.rows {
		s.Lo, s.Hi = min(s.Lo, math.Floor(row.value)), max(s.Hi, math.Ceil(row.value))
	}
	return s
}

// arranged returns the same ratings by name: candidates, questions, raters and rows in alphabetical order. Sums are
// then taken in one order, whatever the order of the file, and no last digit depends on it.
func (r *Ratings) arranged() *Ratings {
	out := &Ratings{rows: slices.Clone(r.rows), seen: r.seen}
	to := func(from names) (sorted names, at []int32) {
		at = make([]int32, len(from.list))
		for _, name := range slices.Sorted(slices.Values(from.list)) {
			at[from.at[name]] = sorted.number(name)
		}
		return sorted, at
	}
	var candidate, question, rater, value []int32
	out.candidates, candidate = to(r.candidates)
	out.questions, question = to(r.questions)
	out.raters, rater = to(r.raters)
	out.values, value = to(r.values)
	out.valueOf = make(map[int32]int32, len(r.valueOf))
	for q, v := range r.valueOf {
		out.valueOf[question[q]] = value[v]
	}
	for i, row := range out.rows {
		out.rows[i] = rating{candidate[row.candidate], question[row.question], rater[row.rater], row.value, row.at}
	}
	slices.SortFunc(out.rows, func(a, b rating) int {
		return cmp.Or(cmp.Compare(a.candidate, b.candidate), cmp.Compare(a.question, b.question), cmp.Compare(a.rater, b.rater))
	})
	return out
}

// set is some of the ratings by target: a candidate's answer to a question.
type set struct {
	targets []stats.Target // grouped by candidate; in the order in which they first appear
	raters  []int          // those who rated any, in order
	n       int
}

// sets returns all ratings together, and those of each question.
func (r *Ratings) sets() (all set, byQuestion []set) {
	byQuestion = make([]set, len(r.questions.list))
	place := map[[2]int32][2]int{} // of an answer: its target in all, and in its question
	for _, row := range r.rows {
		q := &byQuestion[row.question]
		key := [2]int32{row.candidate, row.question}
		at, known := place[key]
		if !known {
			at = [2]int{len(all.targets), len(q.targets)}
			place[key] = at
			all.targets = append(all.targets, stats.Target{Group: int(row.candidate)})
			q.targets = append(q.targets, stats.Target{Group: int(row.candidate)})
		}
		given := stats.Given{Rater: int(row.rater), Value: row.value}
		for i, s := range []*set{&all, q} {
			s.targets[at[i]].Ratings = append(s.targets[at[i]].Ratings, given)
			s.n++
		}
	}
	all.findRaters()
	for i := range byQuestion {
		byQuestion[i].findRaters()
	}
	return all, byQuestion
}

func (s *set) findRaters() {
	for _, t := range s.targets {
		for _, g := range t.Ratings {
			s.raters = append(s.raters, g.Rater)
		}
	}
	slices.Sort(s.raters)
	s.raters = slices.Clip(slices.Compact(s.raters))
}

// crossed tells whether every rater of the set rated every target.
func (s set) crossed() bool { return s.n == len(s.targets)*len(s.raters) }

// matrix is targets by raters; only for a crossed set.
func (s set) matrix() [][]float64 {
	out := make([][]float64, len(s.targets))
	for i, t := range s.targets {
		out[i] = make([]float64, len(s.raters))
		for _, g := range t.Ratings {
			at, _ := slices.BinarySearch(s.raters, g.Rater)
			out[i][at] = g.Value
		}
	}
	return out
}

// units are the ratings of each target, whoever gave them.
func (s set) units() [][]float64 {
	out := make([][]float64, len(s.targets))
	for i, t := range s.targets {
		for _, g := range t.Ratings {
			out[i] = append(out[i], g.Value)
		}
	}
	return out
}
