package hiring

import (
	"time"

	"github.com/google/uuid"
)

// FewestForReliability is how many scored candidates the reliability of fits needs (measurement.md §4.4).
const FewestForReliability = 30

// FitReliability is how consistently the questions of a requisition measure its candidates, and by how much a fit may
// be off for that alone.
type FitReliability struct {
	RequisitionID      uuid.UUID
	BenchmarkVersionID uuid.UUID
	Candidates         int
	Reliability        float64 // r_xx, 0..1
	SEM                float64 // standard error of measurement, in points of fit
	ComputedAt         time.Time
}
