package hiring

import (
	"strings"

	"github.com/google/uuid"
)

// Limits of the evidence a rater gives: a short quote or one line.
const (
	MinEvidence = 3
	MaxEvidence = 1000
)

// Blindness is why somebody may not see scores, others' ratings and decisions of a candidate yet.
type Blindness struct {
	Unrated bool        // on the requisition's panel, without own ratings: not even the name is shown
	Awaited []uuid.UUID // interviews with the candidate, on the panel of which they are and whose own scorecard is not in
}

// CanSeeScores is the rule of blind first: whoever is on a requisition's panel or on that of an interview, whatever
// else they may be, sees no score of a candidate there, no other's rating and no decision before their own ratings of
// that candidate, and their own scorecards, are in.
func (b Blindness) CanSeeScores() bool { return !b.Unrated && len(b.Awaited) == 0 }

// BlindnessOf is a user's blindness to a candidate of a requisition, of whom these ratings were given and these
// scorecards of the user's are not in. Ratings are sent all at once, so one is enough to know.
func BlindnessOf(user uuid.UUID, r Requisition, ratings []Rating, awaited []uuid.UUID) Blindness {
	return Blindness{Unrated: r.OnPanel(user) && !HasRated(user, ratings), Awaited: awaited}
}

// HasRated tells whether a user's ratings are among these.
func HasRated(user uuid.UUID, ratings []Rating) bool {
	for _, x := range ratings {
		if x.RaterID == user {
			return true
		}
	}
	return false
}

// Ratable returns the questions whose answers a panel rates: every text that was answered. When nothing was written,
// what was picked is rated, so that nobody on the panel stays blind for ever.
func Ratable(asked []AssessmentQuestion, answers map[uuid.UUID]Answer) []AssessmentQuestion {
	var written, answered []AssessmentQuestion
	for _, q := range asked {
		if answers[q.ID].Body.Blank(q.Kind) {
			continue
		}
		answered = append(answered, q)
		if q.Kind == Text {
			written = append(written, q)
		}
	}
	if len(written) > 0 {
		return written
	}
	return answered
}

// CheckRatings names what is wrong with one rater's ratings: every answer gets a level and the evidence for it.
// Fields are level.QUESTION and evidence.QUESTION.
func CheckRatings(questions []AssessmentQuestion, given map[uuid.UUID]Rating) Problems {
	var ps Problems
	for _, q := range questions {
		r, id := given[q.ID], q.ID.String()
		if r.Level < 1 || r.Level > RatingLevels {
			ps.Add("level."+id, "rating.problem.level", "Lo", 1, "Hi", RatingLevels)
		}
		if len([]rune(strings.TrimSpace(r.Evidence))) < MinEvidence {
			ps.Add("evidence."+id, "rating.problem.evidence")
		}
		ps = append(ps, CheckText("evidence."+id, r.Evidence, MaxEvidence)...)
	}
	return ps
}
