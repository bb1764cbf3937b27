package export

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/sheet"
	"touchstone/internal/store"
)

// ofQuestion are the columns that say which question a row is about.
func ofQuestion[R any](of func(R) hiring.AssessmentQuestion, say func(R, hiring.Words) string) []column[R] {
	return []column[R]{
		{Column{Name: "value_id", Type: ID}, func(r R) sheet.Cell { return of(r).ValueID.String() }},
		{Column{Name: "value", Type: Text}, func(r R) sheet.Cell { return say(r, of(r).ValueName) }},
		{Column{Name: "question_version_id", Type: ID}, func(r R) sheet.Cell { return of(r).ID.String() }},
		{Column{Name: "question", Type: Text}, func(r R) sheet.Cell { return say(r, of(r).Prompt) }},
		{Column{Name: "kind", Type: Code, Range: oneOf(hiring.Kinds()...)}, func(r R) sheet.Cell { return string(of(r).Kind) }},
	}
}

// answerRow is an answer, or a question that was left blank.
type answerRow struct {
	of      store.ExportedApplication
	attempt store.ExportedAttempt
	q       hiring.AssessmentQuestion
	answer  *hiring.Answer
	waived  bool
	s       *Source
}

// blank says why there is no answer; "" where there is one.
func (r answerRow) blank() string {
	switch {
	case r.answer != nil && !r.answer.Body.Blank(r.q.Kind):
		return ""
	case r.waived:
		return string(scoring.Waived)
	}
	return string(scoring.Blank)
}

// body is what was answered.
func (r answerRow) body() hiring.AnswerBody {
	if r.answer == nil {
		return hiring.AnswerBody{}
	}
	return r.answer.Body
}

func answers() Table {
	type row = answerRow
	columns := append(ofCandidate(func(r row) store.ExportedApplication { return r.of }), []column[row]{
		{Column{Name: "attempt_id", Type: ID, Holds: Key}, func(r row) sheet.Cell { return r.attempt.ID.String() }},
		{Column{Name: "mode", Type: Code, Range: modes()}, func(r row) sheet.Cell { return string(r.attempt.Mode) }},
		{Column{Name: "language", Type: Code, Range: oneOf(hiring.Languages()...)}, func(r row) sheet.Cell { return string(r.attempt.Language) }},
		{Column{Name: "started_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.attempt.StartedAt }},
		{Column{Name: "submitted_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.attempt.SubmittedAt) }},
	}...)
	columns = append(columns, ofQuestion(func(r row) hiring.AssessmentQuestion { return r.q }, func(r row, w hiring.Words) string { return r.s.say(w) })...)
	columns = append(columns, []column[row]{
		{Column{Name: "answered", Type: YesNo}, func(r row) sheet.Cell { return r.blank() == "" }},
		{why("answer", string(scoring.Blank), string(scoring.Waived)), func(r row) sheet.Cell { return r.blank() }},
		{Column{Name: "text", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.body().Text }},
		{Column{Name: "picked_number", Type: Whole, Holds: Words}, func(r row) sheet.Cell {
			if n := r.body().Number; n != nil {
				return *n
			}
			return nil
		}},
		{Column{Name: "picks", Type: Codes, Holds: Words}, func(r row) sheet.Cell { return strings.Join(r.body().Picks, "|") }},
		{Column{Name: "characters", Type: Whole, Unit: "characters", Range: "0…20000"}, func(r row) sheet.Cell { return utf8.RuneCountInString(r.body().Text) }},
		{Column{Name: "saved_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell {
			if r.answer == nil {
				return nil
			}
			return r.answer.SavedAt
		}},
	}...)
	return table[row]{"answers", columns, answerRows}
}

// answerRows are, for every attempt that was handed in, the questions of the requisition in their order, and then
// whatever else was answered.
func answerRows(ctx context.Context, s *Source, as []store.ExportedApplication) ([]answerRow, error) {
	ids, of := idsOf(as)
	attempts, err := s.store.ExportedAttempts(ctx, ids)
	var rows []answerRow
	for _, t := range attempts {
		questions := slices.Clone(s.asked)
		for _, id := range sortedKeys(t.Answers) {
			if slices.ContainsFunc(questions, func(q hiring.AssessmentQuestion) bool { return q.ID == id }) {
				continue
			}
			q, err := s.question(ctx, id)
			if err != nil {
				return nil, err
			}
			questions = append(questions, q)
		}
		for _, q := range questions {
			r := answerRow{of: of[t.Application], attempt: t, q: q, waived: t.Waived[q.ID], s: s}
			if a, ok := t.Answers[q.ID]; ok {
				r.answer = &a
			}
			rows = append(rows, r)
		}
	}
	return rows, err
}

func sortedKeys[V any](m map[uuid.UUID]V) []uuid.UUID {
	out := make([]uuid.UUID, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return out
}

func ratings() Table {
	type row struct {
		hiring.Rating
		of store.ExportedApplication
		q  hiring.AssessmentQuestion
		s  *Source
	}
	columns := append(ofCandidate(func(r row) store.ExportedApplication { return r.of }),
		ofQuestion(func(r row) hiring.AssessmentQuestion { return r.q }, func(r row, w hiring.Words) string { return r.s.say(w) })...)
	columns = append(columns, []column[row]{
		{Column{Name: "rating_id", Type: ID, Holds: Key}, func(r row) sheet.Cell { return r.ID.String() }},
		{Column{Name: "rater_id", Type: ID, Holds: Key}, func(r row) sheet.Cell { return r.RaterID.String() }},
		{Column{Name: "rater", Type: Text, Holds: People}, func(r row) sheet.Cell { return r.s.users[r.RaterID] }},
		{Column{Name: "level", Type: Whole, Unit: "level", Range: "1…5"}, func(r row) sheet.Cell { return r.Level }},
		{Column{Name: "evidence", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.Evidence }},
		{Column{Name: "rated_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.CreatedAt }},
	}...)
	return table[row]{"ratings", columns, func(ctx context.Context, s *Source, as []store.ExportedApplication) ([]row, error) {
		ids, of := idsOf(as)
		found, err := s.store.ExportedRatings(ctx, ids)
		rows := make([]row, len(found))
		for i, x := range found {
			q, err := s.question(ctx, x.QuestionVersionID)
			if err != nil {
				return nil, err
			}
			rows[i] = row{x, of[x.ApplicationID], q, s}
		}
		return rows, err
	}}
}
