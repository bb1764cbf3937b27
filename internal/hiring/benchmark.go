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
	TextLength LengthPolicy
	CreatedBy  uuid.UUID
	CreatedAt  time.Time
	Version    int
}

// LengthPolicy says what becomes of the length of texts when they are compared: similarity rises with it, and so do
// people's ratings.
type LengthPolicy string

// The policies of length. Whoever says nothing means LengthCapped.
const (
	LengthCapped   LengthPolicy = "capped"   // similarity sees at most the first words of a text
	LengthResidual LengthPolicy = "residual" // of these, it counts only what their number does not explain
)

// Limits of a benchmark.
const (
	MaxBenchmarkName = 200
	MaxCriterion     = 2000
)

// Check: a benchmark has a name, and says in writing how its top reps are chosen.
func (b Benchmark) Check() Problems {
	var ps Problems
	if b.Name == "" {
		ps.Add("name", "problem.required")
	}
	ps = append(ps, CheckText("name", b.Name, MaxBenchmarkName)...)
	if b.Criterion == "" {
		ps.Add("criterion", "problem.required")
	}
	ps = append(ps, CheckText("criterion", b.Criterion, MaxCriterion)...)
	if b.LinkDays < 1 || b.LinkDays > MaxLinkDays {
		ps.Add("link_days", "problem.out_of_range", "Lo", 1, "Hi", MaxLinkDays)
	}
	if b.TextLength != "" && b.TextLength != LengthCapped && b.TextLength != LengthResidual {
		ps.Add("text_length", "problem.unknown_option")
	}
	return ps
}

// BenchmarkQuestion is a question in a benchmark's assessment; an excluded one stays, with its reason.
type BenchmarkQuestion struct {
	QuestionVersion
	ValueID        uuid.UUID
	ValueName      Words
	Key            string    // the question's library key, or ""
	CurrentID      uuid.UUID // the question's newest wording
	Position       int
	AddedAt        time.Time
	ExcludedReason string
	ExcludedBy     *uuid.UUID
	ExcludedAt     *time.Time
}

// Excluded tells whether the question is left out of the benchmark.
func (q BenchmarkQuestion) Excluded() bool { return q.ExcludedAt != nil }

// Reworded tells whether a newer wording than the benchmark's exists.
func (q BenchmarkQuestion) Reworded() bool { return q.CurrentID != q.ID }

// Handle is how an answer file names the question: the library's key, or q and the last eight digits of its id (the
// letter keeps spreadsheets from reading a number).
func (q BenchmarkQuestion) Handle() string {
	if q.Key != "" {
		return q.Key
	}
	id := q.QuestionID.String()
	return "q" + id[len(id)-8:]
}

// MetBy tells whether somebody who handed in at a time had met the question, and so could have answered it.
func (q BenchmarkQuestion) MetBy(submitted time.Time) bool { return !q.AddedAt.After(submitted) }

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
	Themes      []byte // JSON of the ThemeRecords, as HR had named them then; they change no score and are not hashed
	Criterion   string // by which its top reps were nominated, as it read then
	Note        string
	PublishedBy uuid.UUID
	PublishedAt time.Time
	Republishes *uuid.UUID // the version it holds unchanged, for a newer engine
}

// FewestExemplars is how many top reps must have answered before a benchmark can be published.
const FewestExemplars = 3
