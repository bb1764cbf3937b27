package hiring

import (
	"time"

	"github.com/google/uuid"
)

// GivenLevel is a level somebody gave for an answer, as it was before any discussion: all that the quality of ratings
// is judged by.
type GivenLevel struct {
	ApplicationID     uuid.UUID
	Number            int // of the application
	QuestionVersionID uuid.UUID
	ValueID           uuid.UUID
	RaterID           uuid.UUID // a user, or a guest of an interview
	Level             int       // 1 … RatingLevels
	At                time.Time
}

// RatingSource is where levels were given: written answers and answers in an interview are not rated in the same way,
// and are never mixed.
type RatingSource string

// The sources.
const (
	RatedAnswers    RatingSource = "answers"
	RatedInterviews RatingSource = "interviews"
)

// RatingSources lists the sources in the order in which they are shown.
func RatingSources() []RatingSource { return []RatingSource{RatedAnswers, RatedInterviews} }

// ParseRatingSource reads a source; false for anything else.
func ParseRatingSource(s string) (RatingSource, bool) {
	for _, x := range RatingSources() {
		if s == string(x) {
			return x, true
		}
	}
	return "", false
}

// RaterView is how much somebody sees of the quality of a requisition's ratings. What is said of oneself, everybody sees.
type RaterView struct {
	Agreement  bool // of all raters together
	Everybody  bool // what is said of each rater
	Candidates bool // candidates' means, raw and adjusted
}

// RaterViewOf is the rule: coaching is HR's; whoever owns the requisition sees how far its raters agree and what that
// means for candidates; compliance sees the whole without anybody's name; a rater sees the own ratings.
func RaterViewOf(u User, r Requisition) RaterView {
	owns := u.Is(Recruiter) && r.OwnerID == u.ID
	return RaterView{
		Agreement:  u.Is(HR, Compliance) || owns,
		Everybody:  u.Is(HR),
		Candidates: u.Is(HR) || owns,
	}
}
