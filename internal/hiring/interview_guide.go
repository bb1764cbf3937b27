package hiring

import (
	"slices"
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

// Fits tells whether an interview of so many questions is short enough to be held.
func (m GuideMinutes) Fits(questions int) bool { return m.Length(questions) <= MaxInterviewMinutes }

// Limits of what a guide says and plans.
const (
	MaxGuideWords = 2000
	MaxPart       = 120 // minutes of one part of an interview
)

// The practices only the company itself can keep to: it says so in the guide, and the program cannot see it.
const (
	PracticeNoDocuments  = "no_documents"  // interviewers see no CV and no test result beforehand
	PracticeSamePanel    = "same_panel"    // the same interviewers meet all candidates
	PracticeNoDiscussion = "no_discussion" // nobody speaks about a candidate between interviews
	PracticeTraining     = "training"      // every interviewer has been trained
)

// Practices lists the practices in the order in which a guide asks about them.
func Practices() []string {
	return []string{PracticeNoDocuments, PracticeSamePanel, PracticeNoDiscussion, PracticeTraining}
}

// Keeps tells whether the company says it keeps to a practice.
func (g InterviewGuide) Keeps(practice string) bool { return slices.Contains(g.Practices, practice) }

// Trimmed returns the guide as it is stored: without surrounding space, and what is listed listed once, practices in
// their usual order.
func (g InterviewGuide) Trimmed() InterviewGuide {
	g.Opening, g.Closing, g.Avoid = g.Opening.Trimmed(), g.Closing.Trimmed(), g.Avoid.Trimmed()
	var kept []string
	for _, p := range Practices() {
		if g.Keeps(p) {
			kept = append(kept, p)
		}
	}
	var asked []uuid.UUID
	for _, id := range g.Questions {
		if !slices.Contains(asked, id) {
			asked = append(asked, id)
		}
	}
	g.Questions, g.Practices = asked, kept
	return g
}

// Check names what is wrong with a guide for a requisition that asks these questions. Only text questions are asked
// aloud and rated; the others are for the questionnaire. Fields are questions, opening.LANGUAGE, closing.LANGUAGE,
// avoid.LANGUAGE, practices and minutes.opening, .question, .candidate, .closing.
func (g InterviewGuide) Check(assessment []AssessmentQuestion) Problems {
	var ps Problems
	for _, id := range g.Questions {
		if !slices.ContainsFunc(assessment, func(q AssessmentQuestion) bool { return q.ID == id && q.Kind == Text }) {
			ps.Add("questions", "problem.unknown_option")
			break
		}
	}
	ps = append(ps, g.Minutes.check()...)
	if asked := len(g.Asked(assessment)); len(ps) == 0 && !g.Minutes.Fits(asked) {
		ps.Add("minutes.question", "interview_guide.problem.too_long", "Most", MaxInterviewMinutes)
	}
	ps = append(ps, checkWords("opening", g.Opening, MaxGuideWords)...)
	ps = append(ps, checkWords("avoid", g.Avoid, MaxGuideWords)...)
	ps = append(ps, checkWords("closing", g.Closing, MaxGuideWords)...)
	for _, p := range g.Practices {
		if !slices.Contains(Practices(), p) {
			ps.Add("practices", "problem.unknown_option")
			break
		}
	}
	return ps
}

// check: every part has a length, and the candidate's own questions always have a place.
func (m GuideMinutes) check() Problems {
	var ps Problems
	for _, part := range []struct {
		field   string
		minutes int
	}{{"opening", m.Opening}, {"question", m.Question}, {"candidate", m.Candidate}, {"closing", m.Closing}} {
		if part.minutes < 1 || part.minutes > MaxPart {
			ps.Add("minutes."+part.field, "problem.out_of_range", "Lo", 1, "Hi", MaxPart)
		}
	}
	return ps
}

// Fixed returns the guide as the first interview held by it fixes it: its questions are named one by one, so that it
// stays the same whatever becomes of the requisition. A guide none of whose questions is asked any more asks them all.
func (g InterviewGuide) Fixed(assessment []AssessmentQuestion, now time.Time) InterviewGuide {
	asked := g.Asked(assessment)
	if len(asked) == 0 {
		asked = DefaultGuide(g.RequisitionID).Asked(assessment)
	}
	g.Questions = nil
	for _, q := range asked {
		g.Questions = append(g.Questions, q.ID)
	}
	g.FrozenAt = &now
	return g
}
