package hiring

import (
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
