package hiring

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// Value is one thing the company stands for, with how it is lived.
type Value struct {
	ID        uuid.UUID
	Library   string // the starter library's key, or "" when written here
	Name      Words
	Meaning   Words
	Action    Words   // action statement: starts with a verb
	Behaviors []Words // what can be seen and heard
	Metrics   []string
	Position  int
	CreatedAt time.Time
	RetiredAt *time.Time
	Version   int
}

// Retired tells whether the value has been put away; what was answered about it stays.
func (v Value) Retired() bool { return v.RetiredAt != nil }

// Metrics lists the customer-service metrics a value can move.
func Metrics() []string {
	return []string{"CSAT", "NPS", "FCR", "FRT", "AHT", "CRR", "CES", "QA", "AOV"}
}

// FewValues is how many values a company is nudged to stay at or under.
const FewValues = 5

// TooManyValues tells whether a company with n values in use should be nudged: about five can be remembered, and
// what nobody remembers nobody lives.
func TooManyValues(n int) bool { return n > FewValues }

// Limits of what may be typed into a value.
const (
	MaxValueName = 60
	MaxMeaning   = 400
	MaxAction    = 140
	MaxBehavior  = 240
	MaxBehaviors = 8
)

// Check names what is wrong with a value: it needs a name; the rest may come later.
func (v Value) Check() Problems {
	var ps Problems
	if v.Name.Empty() {
		ps.Add("name", "problem.required")
	}
	ps = append(ps, checkWords("name", v.Name, MaxValueName)...)
	ps = append(ps, checkWords("meaning", v.Meaning, MaxMeaning)...)
	ps = append(ps, checkWords("action", v.Action, MaxAction)...)
	if len(v.Behaviors) > MaxBehaviors {
		ps.Add("behaviors", "problem.too_many", "Most", MaxBehaviors)
	}
	for i, b := range v.Behaviors {
		ps = append(ps, checkWords("behaviors."+strconv.Itoa(i), b, MaxBehavior)...)
	}
	for _, m := range v.Metrics {
		if !slices.Contains(Metrics(), m) {
			ps.Add("metrics", "problem.unknown_option")
		}
	}
	return ps
}

// checkWords checks a text in each language; the field of one is NAME.LANGUAGE.
func checkWords(field string, w Words, most int) Problems {
	var ps Problems
	for _, l := range Languages() {
		ps = append(ps, CheckText(field+"."+string(l), w[l], most)...)
	}
	return ps
}

// ActionNudges lists the languages in which the action statement does not seem to say what to do. It is advice: a
// value with such a statement is saved all the same.
func (v Value) ActionNudges() []Language {
	var out []Language
	for _, l := range Languages() {
		if v.Action.Has(l) && !StartsWithVerb(l, v.Action[l]) {
			out = append(out, l)
		}
	}
	return out
}
