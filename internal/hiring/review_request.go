package hiring

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// ReviewRequest is a candidate's asking that a person looks again at how they were assessed, or that data about them
// are put right, and what was answered.
type ReviewRequest struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	Kind          ReviewRequestKind
	Message       string
	CreatedAt     time.Time
	DueAt         time.Time // by when an answer was promised
	Outcome       ReviewOutcome
	Answer        string // in the candidate's language
	AnsweredBy    *uuid.UUID
	AnsweredAt    *time.Time
}

// ReviewRequestKind is what a candidate asks for.
type ReviewRequestKind string

// The kinds.
const (
	AskReview     ReviewRequestKind = "review"
	AskCorrection ReviewRequestKind = "correction"
)

// ReviewRequestKinds lists the kinds in the order in which the page shows them.
func ReviewRequestKinds() []ReviewRequestKind { return []ReviewRequestKind{AskReview, AskCorrection} }

// ReviewOutcome is what came of a request.
type ReviewOutcome string

// The outcomes.
const (
	Upheld    ReviewOutcome = "upheld"    // looked at again; the decision stands
	Changed   ReviewOutcome = "changed"   // looked at again, and decided otherwise
	Corrected ReviewOutcome = "corrected" // the data were put right
	Declined  ReviewOutcome = "declined"  // not possible, and why
)

// Outcomes lists what a request of this kind can come to.
func (k ReviewRequestKind) Outcomes() []ReviewOutcome {
	if k == AskCorrection {
		return []ReviewOutcome{Corrected, Declined}
	}
	return []ReviewOutcome{Upheld, Changed, Declined}
}

// Limits of requests: how long one may be, and how many one person may make.
const (
	MaxReviewMessage  = 5000
	MaxReviewRequests = 10
)

// Check names what is wrong with a request: it says what it asks for, in words.
func (r ReviewRequest) Check() Problems {
	var ps Problems
	if !slices.Contains(ReviewRequestKinds(), r.Kind) {
		ps.Add("kind", "problem.required")
	}
	if strings.TrimSpace(r.Message) == "" {
		ps.Add("message", "problem.required")
	}
	return append(ps, CheckText("message", r.Message, MaxReviewMessage)...)
}

// Waits tells whether nobody has answered yet.
func (r ReviewRequest) Waits() bool { return r.AnsweredAt == nil }

// Overdue tells whether the promised day has passed without an answer.
func (r ReviewRequest) Overdue(now time.Time) bool { return r.Waits() && !now.Before(r.DueAt) }

// CheckAnswer names what is wrong with an answer: it says what came of the request, in a few words at least that the person can read. That
// a decision has been changed can only be said once a newer one is recorded; decided is when the current one was.
func (r ReviewRequest) CheckAnswer(decided *time.Time) Problems {
	var ps Problems
	switch {
	case !slices.Contains(r.Kind.Outcomes(), r.Outcome):
		ps.Add("outcome", "problem.required")
	case r.Outcome == Changed && (decided == nil || !decided.After(r.CreatedAt)):
		ps.Add("outcome", "review_request.problem.decide_first")
	}
	if len([]rune(strings.TrimSpace(r.Answer))) < MinReason {
		ps.Add("answer", "review_request.problem.short", "Least", MinReason)
	}
	return append(ps, CheckText("answer", r.Answer, MaxReviewMessage)...)
}

// AnswersReview tells whether a user answers a candidate's request: whoever answers requests for another way to answer
// does, and nobody who rates. A request to look again is not for the person who decided as long as another could take
// it: second is true for that person then. In a firm of one there is no other, and it is better answered than not.
func (r Requisition) AnswersReview(u User, staff []User, q ReviewRequest, decider uuid.UUID) (may, second bool) {
	if !r.AnswersRequests(u, staff) {
		return false, false
	}
	if q.Kind != AskReview || u.ID != decider {
		return true, false
	}
	another := len(r.OthersAnswering(u, staff)) > 0
	return !another, another
}

// OthersAnswering are those of the staff, beside a user, who answer candidates' requests.
func (r Requisition) OthersAnswering(u User, staff []User) []User {
	var out []User
	for _, x := range staff {
		if x.ID != u.ID && r.AnswersRequests(x, staff) {
			out = append(out, x)
		}
	}
	return out
}
