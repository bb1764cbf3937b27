package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Candidate is a person who applies.
type Candidate struct {
	ID        uuid.UUID
	Name      string
	Email     string // lower case
	CreatedAt time.Time
	ErasedAt  *time.Time
}

// Stage is how far an application has come.
type Stage string

// The stages, in order.
const (
	Invited   Stage = "invited"
	Started   Stage = "started"
	Submitted Stage = "submitted"
	Scored    Stage = "scored"
	Decided   Stage = "decided"
)

// Stages lists the stages in order.
func Stages() []Stage { return []Stage{Invited, Started, Submitted, Scored, Decided} }

// Application is a candidate's candidacy for one requisition.
type Application struct {
	ID            uuid.UUID
	RequisitionID uuid.UUID
	CandidateID   uuid.UUID
	Number        int // within the requisition: "Candidate 17"
	Name          string
	Email         string
	Language      Language
	Stage         Stage
	CreatedAt     time.Time
	ReceivedAt    *time.Time // when the answers came in
	Fit           *float64   // of the score of record of the link attempt, else of the interview attempt
	FitLo, FitHi  *float64   // 90 % interval
	FitUndefined  string     // why there is no fit
	Coverage      *float64
	FitExemplars  int        // how many top reps the fit rests on
	Uncompared    int        // written answers that are not in the fit, but left to people for their language
	FitResampled  string     // the fit under some resamples, as scoring packs them; or ""
	FitMode       AnswerMode // the mode of the attempt the fit is of, or ""
	MustReview    bool
	Raters        int      // how many people have rated
	Human         *float64 // what their ratings say, 0..100
	Combined      *float64 // fit and ratings together
	CombinedLo    *float64 // 90 % interval
	CombinedHi    *float64
	Decision      Outcome // the current decision, or ""
	Version       int

	Reviews           int      // how many answers' scores people have looked at
	ReviewedFit       *float64 // the fit as they left it, where an adjusted or voided score changed it
	ReviewedLo        *float64 // 90 % interval
	ReviewedHi        *float64
	ReviewedUndefined string // why there is no reviewed fit although scores were changed
	ReviewedResampled string // the reviewed fit under some resamples; or ""

	CombinedValues int // values with a fit that were rated, once somebody has rated,
	CombinedOf     int // of so many with a fit
}

// Blinded is what is left of an application for somebody whose own scorecard comes first: no score, no ratings, no
// decision, and no stage that tells of them.
func (a Application) Blinded() Application {
	b := Application{
		ID: a.ID, RequisitionID: a.RequisitionID, CandidateID: a.CandidateID, Number: a.Number, Name: a.Name, Email: a.Email,
		Language: a.Language, Stage: a.Stage, CreatedAt: a.CreatedAt, ReceivedAt: a.ReceivedAt, Version: a.Version,
	}
	if b.Stage == Scored || b.Stage == Decided {
		b.Stage = Submitted
	}
	return b
}

// Rating is a rater's level for one answer, with the evidence for it.
type Rating struct {
	ID                uuid.UUID
	ApplicationID     uuid.UUID
	QuestionVersionID uuid.UUID
	RaterID           uuid.UUID
	Level             int // 1 … RatingLevels
	Evidence          string
	CreatedAt         time.Time
}

// StoredScore is a computed result as it was stored; a score is added, never overwritten.
type StoredScore struct {
	ID                 uuid.UUID
	ApplicationID      uuid.UUID
	AttemptID          uuid.UUID
	BenchmarkVersionID uuid.UUID
	Engine             string
	Result             []byte // JSON of scoring.Result
	CreatedAt          time.Time
}
