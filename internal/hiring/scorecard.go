package hiring

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Recommendation is an interviewer's overall word on a candidate.
type Recommendation string

// The five levels, and the choice to leave it open.
const (
	DefinitelyNot Recommendation = "definitely_not"
	No            Recommendation = "no"
	Mixed         Recommendation = "mixed"
	Yes           Recommendation = "yes"
	Definitely    Recommendation = "definitely"
	NoDecision    Recommendation = "no_decision"
)

// Recommendations lists the recommendations in the order in which menus show them.
func Recommendations() []Recommendation {
	return []Recommendation{DefinitelyNot, No, Mixed, Yes, Definitely, NoDecision}
}

// ParseRecommendation reads a recommendation; false for anything else.
func ParseRecommendation(s string) (Recommendation, bool) {
	for _, r := range Recommendations() {
		if s == string(r) {
			return r, true
		}
	}
	return "", false
}

// Scorecard is one panelist's record of one interview. Submitting it locks it.
type Scorecard struct {
	ID             uuid.UUID
	InterviewID    uuid.UUID
	PanelistID     uuid.UUID
	Recommendation Recommendation
	Summary        string
	StartedAt      time.Time
	SubmittedAt    *time.Time
	SavedAt        time.Time
	Version        int // counts saves of the recommendation and the summary
	Lines          []ScorecardLine
}

// Submitted tells whether the scorecard is in, and locked.
func (s Scorecard) Submitted() bool { return s.SubmittedAt != nil }

// Late tells whether the scorecard was handed in when it was no longer waited for.
func (s Scorecard) Late(i Interview) bool { return s.Submitted() && i.WindowClosed(*s.SubmittedAt) }

// Line returns the line of a subject, blank when nothing has been saved.
func (s Scorecard) Line(of Subject, id uuid.UUID) ScorecardLine {
	for _, l := range s.Lines {
		if l.Subject == of && l.SubjectID == id {
			return l
		}
	}
	return ScorecardLine{ScorecardID: s.ID, Subject: of, SubjectID: id}
}

// AskedValues returns the values an interview says something about: those of its questions, each once, in their order.
func AskedValues(questions []AssessmentQuestion) []uuid.UUID {
	var out []uuid.UUID
	for _, q := range questions {
		if !slices.Contains(out, q.ValueID) {
			out = append(out, q.ValueID)
		}
	}
	return out
}

// Subject is what a line of a scorecard is about.
type Subject string

// ParseSubject reads a subject; false for anything else.
func ParseSubject(s string) (Subject, bool) {
	switch x := Subject(s); x {
	case OfQuestion, OfValue:
		return x, true
	}
	return "", false
}

// The subjects: one answer, or a value over all its answers.
const (
	OfQuestion Subject = "question" // SubjectID is a question version
	OfValue    Subject = "value"
)

// ScorecardLine is what an interviewer wrote and rated of one question or one value. Version counts its saves; a save
// says which version it was made from, so that two devices never overwrite each other silently.
type ScorecardLine struct {
	ScorecardID uuid.UUID
	Subject     Subject
	SubjectID   uuid.UUID
	Body        ScorecardBody
	Version     int
	SavedAt     time.Time
}

// ScorecardBody is the content of a line.
type ScorecardBody struct {
	Level      int    `json:"level,omitempty"`     // 1 … RatingLevels; 0: not rated
	NotRated   bool   `json:"not_rated,omitempty"` // N/A, which is not the same as a low level
	WhyNot     string `json:"why_not,omitempty"`   // the reason for N/A
	Evidence   string `json:"evidence,omitempty"`  // what the candidate said or did that shows the level
	Notes      string `json:"notes,omitempty"`     // what was said; of a question only
	ProbesUsed []int  `json:"probes,omitempty"`    // which scripted probes were used, from 0
}

// Limits of what an interviewer writes to one question.
const (
	MaxNotes   = MaxTextAnswer
	MaxSummary = 5000
	MaxWhyNot  = 500
)

// For returns the body as a line of that subject is stored: N/A has no level, a value has neither notes nor probes, and
// line ends are made alike, so that the same line is always stored alike.
func (b ScorecardBody) For(of Subject) ScorecardBody {
	alike := func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
	b.WhyNot, b.Evidence, b.Notes = alike(b.WhyNot), alike(b.Evidence), alike(b.Notes)
	if b.NotRated {
		b.Level = 0
	}
	if of == OfValue || len(b.ProbesUsed) == 0 {
		b.ProbesUsed = nil
	}
	if of == OfValue {
		b.Notes = ""
	}
	return b
}

// Begun tells whether anything has been written, rated or ticked.
func (b ScorecardBody) Begun() bool { return !b.Same(ScorecardBody{}) }

// Complete tells whether the line lacks nothing before the scorecard can be handed in.
func (l ScorecardLine) Complete() bool { return len(l.checkComplete()) == 0 }

// Same tells whether two lines say the same.
func (b ScorecardBody) Same(c ScorecardBody) bool {
	return b.Level == c.Level && b.NotRated == c.NotRated && b.WhyNot == c.WhyNot && b.Evidence == c.Evidence &&
		b.Notes == c.Notes && slices.Equal(b.ProbesUsed, c.ProbesUsed)
}

// CheckLine names what is wrong with a line as it is saved while somebody types: only what could not be kept. Fields
// are level, why_not, evidence, notes and probes.
func CheckLine(b ScorecardBody, probes int) Problems {
	var ps Problems
	if b.Level < 0 || b.Level > RatingLevels {
		ps.Add("level", "rating.problem.level", "Lo", 1, "Hi", RatingLevels)
	}
	ps = append(ps, CheckText("why_not", b.WhyNot, MaxWhyNot)...)
	ps = append(ps, CheckText("evidence", b.Evidence, MaxEvidence)...)
	ps = append(ps, CheckText("notes", b.Notes, MaxNotes)...)
	for i, p := range b.ProbesUsed {
		if p < 0 || p >= probes || i > 0 && b.ProbesUsed[i-1] >= p {
			ps.Add("probes", "problem.unknown_option")
			break
		}
	}
	return ps
}

// CheckSubmission names what a scorecard still lacks before it can be handed in: every question and every value has a
// level with the evidence for it, or a reason why it was not rated, and there is an overall word, which may be that
// there is none. Fields are level.ID, why_not.ID, evidence.ID and recommendation.
func (s Scorecard) CheckSubmission(questions []AssessmentQuestion, values []uuid.UUID) Problems {
	var ps Problems
	for _, q := range questions {
		ps = append(ps, s.Line(OfQuestion, q.ID).checkComplete()...)
	}
	for _, v := range values {
		ps = append(ps, s.Line(OfValue, v).checkComplete()...)
	}
	if _, ok := ParseRecommendation(string(s.Recommendation)); !ok {
		ps.Add("recommendation", "scorecard.problem.recommendation")
	}
	return ps
}

func (l ScorecardLine) checkComplete() Problems {
	var ps Problems
	id, b := l.SubjectID.String(), l.Body
	switch {
	case b.NotRated && len([]rune(strings.TrimSpace(b.WhyNot))) < MinEvidence:
		ps.Add("why_not."+id, "scorecard.problem.why_not")
	case b.NotRated:
	case b.Level == 0:
		ps.Add("level."+id, "scorecard.problem.level")
	case len([]rune(strings.TrimSpace(b.Evidence))) < MinEvidence:
		ps.Add("evidence."+id, "rating.problem.evidence")
	}
	return ps
}

// ScorecardRevision is a level changed in the debrief. What was rated before the discussion stays, and is the score.
type ScorecardRevision struct {
	ID          uuid.UUID
	ScorecardID uuid.UUID
	Subject     Subject
	SubjectID   uuid.UUID
	Before      int
	After       int
	Reason      string
	CreatedAt   time.Time
}

// CanSeeOthers is the rule of independent ratings: an interviewer sees another's scorecard only once both are in;
// whoever is not on the panel sees those that are in.
func CanSeeOthers(mine *Scorecard, onPanel bool) bool {
	return !onPanel || mine != nil && mine.Submitted()
}

// AllIn tells whether nobody's scorecard is waited for any more: all are in, or the window has closed with at least
// one in. Only then is the automatic alignment shown beside them.
func AllIn(i Interview, panel []Panelist, cards []Scorecard, now time.Time) bool {
	submitted := map[uuid.UUID]bool{}
	for _, c := range cards {
		if c.Submitted() {
			submitted[c.PanelistID] = true
		}
	}
	waiting := 0
	for _, p := range panel {
		if p.RemovedAt == nil && !submitted[p.ID] {
			waiting++
		}
	}
	return len(submitted) > 0 && (waiting == 0 || i.WindowClosed(now))
}
