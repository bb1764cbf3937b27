package hiring

import "github.com/google/uuid"

// Limits of the evidence a rater gives: a short quote or one line.
const (
	MinEvidence = 3
	MaxEvidence = 1000
)

// Blindness is why somebody may not see names, scores, others' ratings and decisions of a candidate yet.
type Blindness struct {
	Unrated  bool        // the phase and their own ratings hold back scores, others' ratings and decisions
	Nameless bool        // and the name
	Held     bool        // of those, nothing is left for them to rate: what is hidden comes with a later phase
	Awaited  []uuid.UUID // interviews with the candidate, on the panel of which they are and whose own scorecard is not in
}

// CanSeeScores is the rule of blind first: whoever is on a requisition's panel or on that of an interview, whatever
// else they may be, sees no score of a candidate there, no other's rating and no decision before their own ratings of
// that candidate, and their own scorecards, are in.
func (b Blindness) CanSeeScores() bool { return !b.Unrated && len(b.Awaited) == 0 }

// OwnRatings is how somebody's own ratings of a candidate stand.
type OwnRatings struct {
	In   bool // all that was asked of them is handed in or abstained from, or there is nothing to rate
	Left int  // answers of the candidate that still wait for them
}

// BlindnessOf is a user's blindness to a candidate of a requisition, given how their own ratings of the candidate stand
// and which scorecards of theirs are not in. The requisition's phase has the say (see Phase): whoever is on the panel
// and was given nothing of a candidate to rate sees no more of them than somebody who has still to rate.
func BlindnessOf(user uuid.UUID, r Requisition, own OwnRatings, awaited []uuid.UUID) Blindness {
	b := Blindness{Unrated: !r.Gives(user, SeeScores, own.In), Nameless: !r.Gives(user, SeeNames, own.In), Awaited: awaited}
	b.Held = b.Unrated && (own.Left == 0 || !r.Gives(user, RateAnswers, false))
	return b
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
