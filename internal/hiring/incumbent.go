package hiring

import (
	"strings"
	"time"

	"github.com/google/uuid"
)

// RepGroup is what an incumbent is to a benchmark.
type RepGroup string

// The groups: a top rep's answers make the benchmark, a comparison rep's test it; NoGroup takes no part.
const (
	NoGroup       RepGroup = ""
	TopRep        RepGroup = "top"
	ComparisonRep RepGroup = "comparison"
)

// ParseRepGroup returns the group a form or file names, and whether there is one.
func ParseRepGroup(s string) (RepGroup, bool) {
	switch g := RepGroup(strings.ToLower(strings.TrimSpace(s))); g {
	case NoGroup, TopRep, ComparisonRep:
		return g, true
	case "none":
		return NoGroup, true
	}
	return NoGroup, false
}

// Incumbent is an employee nominated for a benchmark.
type Incumbent struct {
	ID           uuid.UUID
	BenchmarkID  uuid.UUID
	Name         string
	Email        string // lower case
	Team         string
	Manager      string
	TenureMonths *int
	Metrics      map[string]float64 // by the name of the file's column
	Proposed     RepGroup           // by the program
	Group        RepGroup           // by a person
	GroupReason  string             // why the group is not the proposed one
	Language     Language
	CreatedAt    time.Time
	ErasedAt     *time.Time
	Version      int
}

// Limits of what is told about an incumbent.
const (
	MaxTenureMonths = 720
	MaxMetrics      = 30
	MaxTeamName     = 200
)

// Check names what is wrong with what is told about an incumbent, apart from name and address.
func (i Incumbent) Check() Problems {
	var ps Problems
	ps = append(ps, CheckText("team", i.Team, MaxTeamName)...)
	ps = append(ps, CheckText("manager", i.Manager, MaxTeamName)...)
	if i.TenureMonths != nil && (*i.TenureMonths < 0 || *i.TenureMonths > MaxTenureMonths) {
		ps.Add("tenure", "problem.out_of_range", "Lo", 0, "Hi", MaxTenureMonths)
	}
	if _, ok := ParseLanguage(string(i.Language)); !ok {
		ps.Add("language", "problem.required")
	}
	if len(i.Metrics) > MaxMetrics {
		ps.Add("metrics", "problem.too_many", "Most", MaxMetrics)
	}
	return ps
}

// NeedsReason tells whether putting the incumbent into a group goes against what was proposed, or changes what a
// person had decided.
func (i Incumbent) NeedsReason(g RepGroup) bool {
	return g != i.Group && (i.Proposed != NoGroup || i.Group != NoGroup) && g != i.Proposed
}
