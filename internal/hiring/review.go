package hiring

import (
	"math"
	"slices"
	"time"

	"github.com/google/uuid"
)

// ReviewAct is what a person makes of a computed score.
type ReviewAct string

// The acts: leave it, put another number in its place, or let it not count.
const (
	Accept ReviewAct = "accept"
	Adjust ReviewAct = "adjust"
	Void   ReviewAct = "void"
)

// ReviewActs lists the acts in the order in which a page shows them.
func ReviewActs() []ReviewAct { return []ReviewAct{Accept, Adjust, Void} }

// ReviewReason is why a score was changed, in a word that is counted.
type ReviewReason string

// The reasons for changing a score.
const (
	SaysMore      ReviewReason = "says_more"     // than the comparison found
	SaysLess      ReviewReason = "says_less"     // than its words suggest
	Misread       ReviewReason = "misread"       // the program took it for something else
	Misunderstood ReviewReason = "misunderstood" // the person answered another question
	NotJob        ReviewReason = "not_job"       // it was scored for, or for lack of, what has nothing to do with the job
	Technical     ReviewReason = "technical"     // cut off, garbled, typed in wrongly
	NotOwn        ReviewReason = "not_own"       // copied from elsewhere
)

// ReviewReasons lists the reasons in the order in which a page shows them.
func ReviewReasons() []ReviewReason {
	return []ReviewReason{SaysMore, SaysLess, Misread, Misunderstood, NotJob, Technical, NotOwn}
}

// MaxPoints is the scale of an answer's score as people read it: 0 as at random, 100 as top reps answer.
const MaxPoints = 100

// Review is what a person made of one answer's computed score, when and why. The score stays as it is; only the newest
// review of it is current, earlier ones are kept.
type Review struct {
	ID                uuid.UUID
	ApplicationID     uuid.UUID
	ScoreID           uuid.UUID // the score of record whose answer it is
	QuestionVersionID uuid.UUID
	Act               ReviewAct
	Before            float64  // the computed points, 0..100
	After             *float64 // of Adjust
	Reason            ReviewReason
	Words             string
	AtOnce            bool // accepted with all that were left of the candidate
	By                uuid.UUID
	At                time.Time
	SupersededAt      *time.Time
}

// Points is an alignment as people read and adjust it: 100·a, between 0 and 100.
func Points(alignment float64) float64 { return MaxPoints * min(1, max(0, alignment)) }

// Check names what is wrong with a review: an adjustment has a whole number on the scale that differs from the computed
// one, and whoever changes a score says why, as a reason of the list and in words. Accepting needs neither.
func (r Review) Check() Problems {
	var ps Problems
	switch r.Act {
	case Accept:
		return CheckText("words", r.Words, MaxReason)
	case Adjust:
		switch {
		case r.After == nil || !(*r.After >= 0 && *r.After <= MaxPoints) || *r.After != math.Trunc(*r.After):
			ps.Add("points", "review.problem.points", "Lo", 0, "Hi", MaxPoints)
		case *r.After == math.Round(r.Before):
			ps.Add("points", "review.problem.same")
		}
	case Void:
	default:
		ps.Add("act", "problem.required")
		return ps
	}
	up := r.Act == Adjust && r.After != nil && *r.After > math.Round(r.Before)
	down := r.Act == Adjust && r.After != nil && *r.After < math.Round(r.Before)
	switch {
	case !slices.Contains(ReviewReasons(), r.Reason):
		ps.Add("reason", "review.problem.reason")
	case r.Act == Void && (r.Reason == SaysMore || r.Reason == SaysLess), up && r.Reason == SaysLess, down && r.Reason == SaysMore:
		ps.Add("reason", "review.problem.reason_way")
	}
	return append(ps, CheckReason("words", r.Words)...)
}

// Changes tells whether the review changes the score.
func (r Review) Changes() bool { return r.Act == Adjust || r.Act == Void }

// FewestForRate is how many reviews, made one by one, a person or a question needs before a rate of overrides is shown: with fewer its
// interval covers nearly everything.
const FewestForRate = 10

// ReviewRate is how often computed scores were accepted and changed.
type ReviewRate struct {
	Accepted, Adjusted, Voided int
	AtOnce                     int     // of the accepted, with all that were left of a candidate: in no rate
	Up, Down                   int     // adjustments, by direction
	Moved                      float64 // Σ(after − before) over the adjustments
}

// Total is how many reviews there are.
func (r ReviewRate) Total() int { return r.Accepted + r.Adjusted + r.Voided }

// Singly is how many of them were looked at one by one: what a rate is of.
func (r ReviewRate) Singly() int { return r.Total() - r.AtOnce }

// Overridden is how many of them changed the score.
func (r ReviewRate) Overridden() int { return r.Adjusted + r.Voided }

// MeanMove is by how many points adjustments moved scores on average; ok is false without any.
func (r ReviewRate) MeanMove() (points float64, ok bool) {
	if r.Adjusted == 0 {
		return 0, false
	}
	return r.Moved / float64(r.Adjusted), true
}

// Add is two rates taken together.
func (r ReviewRate) Add(o ReviewRate) ReviewRate {
	return ReviewRate{
		r.Accepted + o.Accepted, r.Adjusted + o.Adjusted, r.Voided + o.Voided, r.AtOnce + o.AtOnce, r.Up + o.Up, r.Down + o.Down, r.Moved + o.Moved,
	}
}
