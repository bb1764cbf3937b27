package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Rescoring is HR's order to score a requisition's candidates once more, under a newer version of its benchmark. What
// comes of it is a second score beside the first, which stays the score of record; it goes for everybody who hands in
// later too, so that the second scores are of all or of none.
type Rescoring struct {
	ID                 uuid.UUID
	RequisitionID      uuid.UUID
	BenchmarkVersionID uuid.UUID
	Engine             string
	Reason             string
	By                 uuid.UUID
	At                 time.Time
	QueuedAt           *time.Time // when every candidate of that day was in the queue
}

// Newer tells whether a version came after another of the same benchmark: only then can a requisition that compares
// with the other be re-scored under it.
func (v BenchmarkVersion) Newer(than BenchmarkVersion) bool {
	return v.BenchmarkID == than.BenchmarkID && v.Number > than.Number
}
