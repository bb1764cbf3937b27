package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Benchmark is the work on a values benchmark: its criterion, its questions, its incumbents. What candidates are
// compared with is a published BenchmarkVersion.
type Benchmark struct {
	ID         uuid.UUID
	Name       string
	PositionID *uuid.UUID
	Criterion  string // the written performance criterion by which incumbents are nominated
	LinkDays   int    // how long incumbents' links last
	CreatedBy  uuid.UUID
	CreatedAt  time.Time
	Version    int
}

// BenchmarkQuestion is a question in a benchmark's assessment; an excluded one stays, with its reason.
type BenchmarkQuestion struct {
	QuestionVersion
	ValueID        uuid.UUID
	Position       int
	ExcludedReason string
	ExcludedBy     *uuid.UUID
	ExcludedAt     *time.Time
}

// Excluded tells whether the question is left out of the benchmark.
func (q BenchmarkQuestion) Excluded() bool { return q.ExcludedAt != nil }

// AnswerExclusion leaves one incumbent's answer to one question out of the benchmark, with a reason.
type AnswerExclusion struct {
	AttemptID         uuid.UUID
	QuestionVersionID uuid.UUID
	Reason            string
	By                uuid.UUID
	At                time.Time
}

// BenchmarkVersion is a published benchmark: frozen, numbered, named by the hash of everything it is made of.
type BenchmarkVersion struct {
	ID          uuid.UUID
	BenchmarkID uuid.UUID
	Number      int
	Hash        string
	Engine      string
	Definition  []byte // JSON of scoring.Definition
	Health      []byte // JSON of scoring.Health, as it was on publishing
	Note        string
	PublishedBy uuid.UUID
	PublishedAt time.Time
}

// FewestExemplars is how many top reps must have answered before a benchmark can be published.
const FewestExemplars = 3
