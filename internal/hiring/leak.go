package hiring

import (
	"strings"
	"time"

	"github.com/google/uuid"
)

// LeakReport is a rater's word that something in an answer gives away who wrote it. Whoever answers for the round hides
// the words from all raters of that answer, which is a Redaction, or dismisses the report with a reason.
type LeakReport struct {
	ID                uuid.UUID
	RequisitionID     uuid.UUID
	QuestionVersionID uuid.UUID
	ApplicationID     *uuid.UUID // nil: of a planted answer
	AttemptID         *uuid.UUID
	AnswerID          *uuid.UUID // the planted answer
	Words             string
	ReportedBy        uuid.UUID
	ReportedAt        time.Time
	Outcome           LeakOutcome
	Reason            string // why it was dismissed
	ClosedBy          *uuid.UUID
	ClosedAt          *time.Time
}

// LeakOutcome is what came of a report.
type LeakOutcome string

// The outcomes; "" while nobody has looked.
const (
	LeakHidden    LeakOutcome = "hidden"
	LeakDismissed LeakOutcome = "dismissed"
)

// Redaction hides words from everybody who rates an answer. The answer stays as it was written.
type Redaction struct {
	ID                uuid.UUID
	AttemptID         *uuid.UUID // the answer: of an attempt to a question, or a planted one
	QuestionVersionID uuid.UUID
	AnswerID          *uuid.UUID
	Words             string
	LeakID            uuid.UUID
	HiddenBy          uuid.UUID
	HiddenAt          time.Time
}

// MaxLeakWords is the most characters of a report: a few words, not the answer.
const MaxLeakWords = 200

// CheckLeak names what is wrong with the words of a report, which must stand in the text the rater sees. Field is words.
func CheckLeak(words string, stands func(words string) bool) Problems {
	ps := CheckText("words", words, MaxLeakWords)
	switch {
	case len(ps) > 0:
	case len([]rune(strings.TrimSpace(words))) < 2:
		ps.Add("words", "problem.required")
	case !stands(words):
		ps.Add("words", "leak.problem.not_in_text")
	}
	return ps
}

// CheckLeakAnswer names what is wrong with how a report is answered: hiding needs words, dismissing a reason. Fields are
// outcome, words and reason.
func CheckLeakAnswer(outcome LeakOutcome, words, reason string, stands func(words string) bool) Problems {
	var ps Problems
	switch outcome {
	case LeakHidden:
		return CheckLeak(words, stands)
	case LeakDismissed:
		return CheckReason("reason", reason)
	}
	ps.Add("outcome", "problem.required")
	return ps
}
