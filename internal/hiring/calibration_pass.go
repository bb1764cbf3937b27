package hiring

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// CalibrationPurpose is why somebody rates a calibration set.
type CalibrationPurpose string

// The purposes.
const (
	CalibrationPanel    CalibrationPurpose = "panel"    // to find the levels
	CalibrationPractice CalibrationPurpose = "practice" // to compare one's own with them
)

// CalibrationPass is one user's way through a set.
type CalibrationPass struct {
	ID         uuid.UUID
	SetID      uuid.UUID
	UserID     uuid.UUID
	Purpose    CalibrationPurpose
	StartedAt  time.Time
	FinishedAt *time.Time
	Ratings    []CalibrationRating
}

// Finished tells whether the pass is complete, and locked.
func (p CalibrationPass) Finished() bool { return p.FinishedAt != nil }

// Of returns what was given to an answer, and whether anything was.
func (p CalibrationPass) Of(answer uuid.UUID) (CalibrationRating, bool) {
	i := slices.IndexFunc(p.Ratings, func(r CalibrationRating) bool { return r.AnswerID == answer })
	if i < 0 {
		return CalibrationRating{}, false
	}
	return p.Ratings[i], true
}

// Missing returns the numbers, from 1, of those answers nothing was given to yet.
func (p CalibrationPass) Missing(answers []CalibrationAnswer) []int {
	var out []int
	for i, a := range answers {
		if _, given := p.Of(a.ID); !given {
			out = append(out, i+1)
		}
	}
	return out
}

// CalibrationRating is what somebody gave to one calibration answer, with the evidence for it.
type CalibrationRating struct {
	AnswerID uuid.UUID
	Level    int
	Evidence string
	RatedAt  time.Time
}

// Check names what is wrong with it. Fields are level and evidence.
func (r CalibrationRating) Check() Problems { return checkLevel(r.Level, r.Evidence, "evidence") }

// CalibrationPlant is one calibration answer put among what a user rates of a requisition.
type CalibrationPlant struct {
	ID            uuid.UUID
	RequisitionID uuid.UUID
	UserID        uuid.UUID
	AnswerID      uuid.UUID
	PlantedAt     time.Time
	RatedAt       *time.Time
	Level         int
	Evidence      string
}

// Limits of how often one is planted, and what is usual (measurement specification, §5).
const (
	LeastPlantEvery = 5
	MostPlantEvery  = 200
	UsualPlantEvery = 20
)

// PlantDue tells whether a user who was given so many real answers of a requisition to rate is to be given one more
// planted one: one for every so many.
func PlantDue(every, given, planted int) bool { return every > 0 && given/every > planted }
