package hiring

import (
	"slices"
	"strings"
)

// SelfIdentification is what a candidate says of themselves, voluntarily, so that a company can see whether its hiring
// is fair to groups of people. Nobody who hires can read it, alone or joined to anything.
type SelfIdentification struct {
	Form     string   `json:"form"`               // the country's form: CountryUS or CountryOther
	Sex      string   `json:"sex,omitempty"`      // of SelfSexes, or ""
	Describe string   `json:"describe,omitempty"` // in their own words
	Groups   []string `json:"groups,omitempty"`   // CountryUS: of SelfGroups
	Age      string   `json:"age,omitempty"`      // CountryOther: of SelfAges
}

// PreferNotToSay is an answer like any other, and stands first.
const PreferNotToSay = "prefer_not"

// MaxSelfDescription is the most characters of one's own words.
const MaxSelfDescription = 100

// SelfSexes lists what the question for sex offers: in the US the two of EEO-1, elsewhere another as well.
func SelfSexes(form string) []string {
	if form == CountryUS {
		return []string{PreferNotToSay, "female", "male"}
	}
	return []string{PreferNotToSay, "woman", "man", "another"}
}

// SelfGroups lists the seven groups of EEO-1, of which any number can be chosen.
func SelfGroups() []string {
	return []string{PreferNotToSay, "hispanic", "white", "black", "pacific", "asian", "native", "two_or_more"}
}

// SelfAges lists the age groups.
func SelfAges() []string { return []string{PreferNotToSay, "under_30", "30_49", "50_and_over"} }

// Check names what is wrong with a form: something unknown, both an answer and preferring not to give one, or nothing
// at all.
func (s SelfIdentification) Check() Problems {
	ps := CheckText("describe", s.Describe, MaxSelfDescription)
	if s.Sex != "" && !slices.Contains(SelfSexes(s.Form), s.Sex) {
		ps.Add("sex", "problem.unknown_option")
	}
	for _, g := range s.Groups {
		if s.Form != CountryUS || !slices.Contains(SelfGroups(), g) {
			ps.Add("groups", "problem.unknown_option")
			break
		}
	}
	if len(s.Groups) > 1 && slices.Contains(s.Groups, PreferNotToSay) {
		ps.Add("groups", "self_identification.problem.both")
	}
	if s.Age != "" && (s.Form != CountryOther || !slices.Contains(SelfAges(), s.Age)) {
		ps.Add("age", "problem.unknown_option")
	}
	if s.Sex == "" && s.Age == "" && len(s.Groups) == 0 && strings.TrimSpace(s.Describe) == "" {
		ps.Add("sex", "self_identification.problem.nothing")
	}
	return ps
}
