package hiring

import (
	"time"

	"github.com/google/uuid"
)

// InterviewGuide is how every candidate of a requisition is interviewed: the same questions in the same order. It is
// fixed by the first interview that is held by it.
type InterviewGuide struct {
	RequisitionID uuid.UUID
	Questions     []uuid.UUID // question versions, in order; none: every text question of the requisition
	Opening       Words       // what is said first; empty: the program's own words
	Closing       Words       // what is said last, after the candidate's own questions
	Avoid         Words       // what not to ask here, beside what nobody may ask
	Minutes       GuideMinutes
	ShowsAnswers  bool     // interviewers see the questionnaire's answers before their own scorecard is in; scores never
	Practices     []string // keys of the components of structure the company says it keeps to, such as training
	FrozenAt      *time.Time
	CreatedAt     time.Time
	Version       int
}

// GuideMinutes is the plan of an interview's time.
type GuideMinutes struct {
	Opening   int `json:"opening"`
	Question  int `json:"question"` // each
	Candidate int `json:"candidate"`
	Closing   int `json:"closing"`
}

// DefaultGuide is the guide of a requisition for which nobody has written one.
func DefaultGuide(requisition uuid.UUID) InterviewGuide {
	return InterviewGuide{
		RequisitionID: requisition, Opening: Words{}, Closing: Words{}, Avoid: Words{},
		Minutes: GuideMinutes{Opening: 5, Question: 8, Candidate: 10, Closing: 5},
	}
}

// Frozen tells whether an interview has been held by the guide, after which it does not change.
func (g InterviewGuide) Frozen() bool { return g.FrozenAt != nil }

// Asked returns the questions the guide asks, in its order, out of the requisition's own.
func (g InterviewGuide) Asked(assessment []AssessmentQuestion) []AssessmentQuestion {
	var out []AssessmentQuestion
	if len(g.Questions) == 0 {
		for _, q := range assessment {
			if q.Kind == Text && !q.Waived {
				out = append(out, q)
			}
		}
		return out
	}
	for _, id := range g.Questions {
		for _, q := range assessment {
			if q.ID == id && !q.Waived {
				out = append(out, q)
			}
		}
	}
	return out
}

// Length is how long an interview of so many questions takes by the plan, in minutes.
func (m GuideMinutes) Length(questions int) int {
	return m.Opening + questions*m.Question + m.Candidate + m.Closing
}
