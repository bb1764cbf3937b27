package store

import "touchstone/internal/hiring"

// Begun asks for the applications of those who have begun by link, as Completion counts them.
type Begun struct {
	Language hiring.Language // "" for any
	HandedIn bool            // only those who have handed in
}

// condition is that of an application.
func (b Begun) condition() condition {
	sql, args := "t.application_id = applications.id AND t.mode = 'link'", []any(nil)
	if b.Language != "" {
		sql, args = sql+" AND t.language = ?", append(args, b.Language)
	}
	if b.HandedIn {
		sql += " AND t.submitted_at IS NOT NULL"
	}
	return where("EXISTS (SELECT 1 FROM attempts t WHERE "+sql+")", args...)
}

// AtQuestion asks for the applications of those who did something at one question of their attempt by link.
type AtQuestion struct {
	Position int // in the requisition's order, from 0; of DidNotSend it says nothing
	Did      Did
}

// Did is what somebody did at a question.
type Did string

// What can be done at a question; Completion counts the same.
const (
	DidReach  Did = "reached"  // handed in, or answered the one before
	DidAnswer Did = "answered" // not blank, handed in or not
	DidLeave  Did = "blank"    // handed in without an answer to it
	DidStop   Did = "stopped"  // not handed in, and nothing answered from here on
	// DidNotSend is to have answered the last question without handing in.
	DidNotSend Did = "unsent"
)

// Dids lists what can be done at each question.
func Dids() []Did { return []Did{DidReach, DidAnswer, DidLeave, DidStop} }

// condition is that of an application.
func (x AtQuestion) condition() condition {
	const (
		answers = `FROM requisition_questions x JOIN answers n ON n.question_version_id = x.question_version_id
JOIN question_versions v ON v.id = x.question_version_id
WHERE n.attempt_id = t.id AND x.requisition_id = applications.requisition_id AND (` + answeredBody + `)`
		furthest = "COALESCE((SELECT MAX(x.position) " + answers + "), -1)"
		last     = "(SELECT MAX(y.position) FROM requisition_questions y WHERE y.requisition_id = applications.requisition_id)"
		// Who handed in is asked by what the attempt kept, as keepAnswered has it.
		kept     = "t.submitted_at IS NOT NULL AND SUBSTR(t.answered, ?, 1)"
		answered = "(" + kept + " = '1' OR t.submitted_at IS NULL AND EXISTS (SELECT 1 " + answers + " AND x.position = ?))"
	)
	var sql string
	var args []any
	switch x.Did {
	case DidReach:
		sql, args = "(t.submitted_at IS NOT NULL OR "+furthest+" >= ?)", []any{x.Position - 1}
	case DidAnswer:
		sql, args = answered, []any{x.Position + 1, x.Position}
	case DidLeave:
		sql, args = kept+" <> '1'", []any{x.Position + 1}
	case DidStop:
		sql, args = "t.submitted_at IS NULL AND "+furthest+" = ?", []any{x.Position - 1}
	case DidNotSend:
		sql, args = "t.submitted_at IS NULL AND "+furthest+" = "+last, nil
	}
	return where("EXISTS (SELECT 1 FROM attempts t WHERE t.application_id = applications.id AND t.mode = 'link' AND "+sql+")", args...)
}
