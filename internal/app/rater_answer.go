package app

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/agree"
	"touchstone/internal/hiring"
)

// RatedAnswer is a candidate's answer to a question with the levels that raters gave it.
type RatedAnswer struct {
	Application uuid.UUID
	Number      int    // of the application
	Question    string // the version's id
	Levels      map[string]int
}

// Spread is how many points lie between the lowest of the levels and the highest.
func (x RatedAnswer) Spread() int {
	lo, hi := hiring.RatingLevels, 1
	for _, level := range x.Levels {
		lo, hi = min(lo, level), max(hi, level)
	}
	return max(0, hi-lo)
}

// Apart tells whether the levels lie so far apart that raters should talk about them.
func (x RatedAnswer) Apart() bool { return x.Spread() >= agree.Apart }

// RatedAnswers asks for some of the answers that the quality of ratings is judged by; its zero value for all.
type RatedAnswers struct {
	Question string   // the version's id
	Apart    bool     // whose levels lie two points apart or more
	Once     bool     // which one person alone rated
	Raters   []string // which all of these rated, by id
	Level    int      // at which the first of Raters rated it, or anybody where none is named
}

// takes tells whether an answer is asked for.
func (f RatedAnswers) takes(x RatedAnswer) bool {
	if f.Question != "" && x.Question != f.Question || f.Apart && !x.Apart() || f.Once && len(x.Levels) != 1 {
		return false
	}
	for _, rater := range f.Raters {
		if x.Levels[rater] == 0 {
			return false
		}
	}
	switch {
	case f.Level == 0:
		return true
	case len(f.Raters) > 0:
		return x.Levels[f.Raters[0]] == f.Level
	}
	for _, level := range x.Levels {
		if level == f.Level {
			return true
		}
	}
	return false
}

// RatedAnswers are the answers that the report's counts are of, in the order of candidates' numbers, then of questions.
func (q RaterQuality) RatedAnswers(f RatedAnswers) []RatedAnswer {
	type answer struct {
		application uuid.UUID
		question    string
	}
	at := map[answer]int{}
	var all []RatedAnswer
	for _, g := range q.given { // the earliest first, as the report takes them in
		key := answer{g.ApplicationID, g.QuestionVersionID.String()}
		i, known := at[key]
		if !known {
			i = len(all)
			at[key], all = i, append(all, RatedAnswer{g.ApplicationID, g.Number, key.question, map[string]int{}})
		}
		if rater := g.RaterID.String(); all[i].Levels[rater] == 0 {
			all[i].Levels[rater] = g.Level
		}
	}
	all = slices.DeleteFunc(all, func(x RatedAnswer) bool { return !f.takes(x) })
	slices.SortFunc(all, func(x, y RatedAnswer) int {
		if x.Number != y.Number {
			return x.Number - y.Number
		}
		if x, y := q.Order[x.Question], q.Order[y.Question]; x != y {
			return x - y
		}
		return strings.Compare(x.Question, y.Question)
	})
	return all
}
