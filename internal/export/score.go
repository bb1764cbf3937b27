package export

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/sheet"
	"touchstone/internal/store"
)

// scored is a stored score, read.
type scored struct {
	store.ExportedScore
	of     store.ExportedApplication
	result scoring.Result
	record bool // made with the version the requisition is pinned to
}

// ofScore are the columns that say which score a row is of.
func ofScore[R any](of func(R) scored) []column[R] {
	return append(ofCandidate(func(r R) store.ExportedApplication { return of(r).of }), []column[R]{
		{Column{Name: "score_id", Type: ID, Holds: Key}, func(r R) sheet.Cell { return of(r).ID.String() }},
		{Column{Name: "mode", Type: Code, Range: modes()}, func(r R) sheet.Cell { return string(of(r).Mode) }},
		{Column{Name: "benchmark_version", Type: Whole, Range: "1…"}, func(r R) sheet.Cell { return of(r).Version }},
		{Column{Name: "benchmark_hash", Type: Text}, func(r R) sheet.Cell { return of(r).result.Benchmark }},
		{Column{Name: "engine", Type: Text}, func(r R) sheet.Cell { return of(r).Engine }},
		{Column{Name: "of_record", Type: YesNo}, func(r R) sheet.Cell { return of(r).record }},
		{Column{Name: "scored_at", Type: Time, Unit: "utc"}, func(r R) sheet.Cell { return of(r).CreatedAt }},
	}...)
}

// scoresOf reads every score of some applications: of record and second ones.
func (s *Source) scoresOf(ctx context.Context, as []store.ExportedApplication) ([]scored, error) {
	ids, of := idsOf(as)
	found, err := s.store.ExportedScores(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]scored, len(found))
	for i, x := range found {
		out[i] = scored{ExportedScore: x, of: of[x.ApplicationID], record: s.pinned != nil && *s.pinned == x.BenchmarkVersionID}
		if err := json.Unmarshal(x.Result, &out[i].result); err != nil {
			return nil, fmt.Errorf("score %s: %w", x.ID, err)
		}
	}
	return out, nil
}

// answerReasons are why a figure of an answer can be undefined.
func answerReasons() []string {
	out := []string{scoring.NoConsensus, scoring.TooFewExemplars}
	for _, s := range answerStatuses() {
		if s != scoring.OK {
			out = append(out, string(s))
		}
	}
	return out
}

func answerStatuses() []scoring.Status {
	return []scoring.Status{
		scoring.OK, scoring.Blank, scoring.NotOffered, scoring.Waived, scoring.TooShort, scoring.OffTopic, scoring.CopiedQuestion,
		scoring.NearDuplicate, scoring.OtherLanguage, scoring.Gibberish, scoring.NoExemplars, scoring.NoScale, scoring.Invalid, scoring.Unclear,
	}
}

func answerScores() Table {
	type row struct {
		scored
		scoring.AnswerScore
		q hiring.AssessmentQuestion
		s *Source
	}
	columns := append(ofScore(func(r row) scored { return r.scored }),
		ofQuestion(func(r row) hiring.AssessmentQuestion { return r.q }, func(r row, w hiring.Words) string { return r.s.say(w) })...)
	columns = append(columns,
		column[row]{Column{Name: "language", Type: Code, Range: oneOf(hiring.Languages()...)}, func(r row) sheet.Cell { return string(r.AnswerScore.Language) }},
		column[row]{Column{Name: "status", Type: Code, Range: oneOf(answerStatuses()...)}, func(r row) sheet.Cell { return string(r.Status) }})
	columns = append(columns, figure(Column{Name: "alignment", Type: Decimal}, answerReasons(), func(r row) (float64, string) { return shown(r.Alignment) })...)
	columns = append(columns, figure(Column{Name: "score", Type: Decimal, Range: "0…1"}, answerReasons(), func(r row) (float64, string) { return shown(r.Score) })...)
	columns = append(columns, figure(Column{Name: "percentile", Type: Decimal, Range: "0…100"}, answerReasons(), func(r row) (float64, string) { return shown(r.Percentile) })...)
	columns = append(columns, []column[row]{
		{Column{Name: "weight", Type: Decimal, Range: "0…"}, func(r row) sheet.Cell { return r.Weight }},
		{Column{Name: "consensus", Type: Decimal, Range: "0…1"}, func(r row) sheet.Cell { return r.Consensus }},
		{Column{Name: "exemplars", Type: Whole, Unit: "people", Range: "0…"}, func(r row) sheet.Cell { return r.Exemplars }},
		{Column{Name: "words", Type: Whole, Unit: "words", Range: "0…"}, func(r row) sheet.Cell { return r.Evidence.Words }},
		{Column{Name: "words_read", Type: Whole, Unit: "words", Range: "0…"}, func(r row) sheet.Cell { return r.Evidence.Read }},
		{Column{Name: "flags", Type: Codes, Range: oneOf(answerStatuses()...)}, func(r row) sheet.Cell { return joined(r.Flags) }},
		{Column{Name: "warnings", Type: Codes}, func(r row) sheet.Cell { return warnings(r.Warnings) }},
	}...)
	return table[row]{"answer_scores", columns, func(ctx context.Context, s *Source, as []store.ExportedApplication) ([]row, error) {
		scores, err := s.scoresOf(ctx, as)
		var rows []row
		for _, x := range scores {
			for _, a := range x.result.Answers {
				q, err := s.scoredQuestion(ctx, a)
				if err != nil {
					return nil, err
				}
				rows = append(rows, row{x, a, q, s})
			}
		}
		return rows, err
	}}
}

// scoredQuestion is the question an answer's score names.
func (s *Source) scoredQuestion(ctx context.Context, a scoring.AnswerScore) (hiring.AssessmentQuestion, error) {
	id, err := uuid.Parse(a.Question)
	if err != nil {
		return hiring.AssessmentQuestion{}, fmt.Errorf("a score names question %q: %w", a.Question, err)
	}
	return s.question(ctx, id)
}

// shown is a figure of the engine.
func shown(f scoring.Figure) (float64, string) { return f.Value, f.Undefined }

func joined(codes []scoring.Status) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return strings.Join(out, "|")
}

// warnings are the codes of warnings, each once.
func warnings(ws []scoring.Warning) string {
	var out []string
	for _, w := range ws {
		if !slices.Contains(out, w.Code) {
			out = append(out, w.Code)
		}
	}
	return strings.Join(out, "|")
}

// fitRow is the fit of a value, or of the whole.
type fitRow struct {
	scored
	scoring.ValueFit
	value string
}

func valueFits() Table {
	type row = fitRow
	columns := append(ofScore(func(r row) scored { return r.scored }), []column[row]{
		{Column{Name: "of", Type: Code, Range: oneOf("value", "whole")}, func(r row) sheet.Cell {
			if r.Value == "" {
				return "whole"
			}
			return "value"
		}},
		{Column{Name: "value_id", Type: ID}, func(r row) sheet.Cell { return r.Value }},
		{Column{Name: "value", Type: Text}, func(r row) sheet.Cell { return r.value }},
	}...)
	points := func(name string) Column { return Column{Name: name, Type: Decimal, Unit: "points", Range: "0…100"} }
	columns = append(columns, figure(points("fit"), fitReasons(), func(r row) (float64, string) { return shown(r.Fit) })...)
	columns = append(columns, limits("90", func(r row) scoring.Interval { return r.Lo90Hi90 })...)
	columns = append(columns, limits("95", func(r row) scoring.Interval { return r.Lo95Hi95 })...)
	columns = append(columns, figure(Column{Name: "percentile", Type: Decimal, Range: "0…100"}, append(fitReasons(), answerReasons()...), func(r row) (float64, string) { return shown(r.Percentile) })...)
	columns = append(columns, figure(Column{Name: "coverage", Type: Decimal, Unit: "share", Range: "0…1"}, append(fitReasons(), answerReasons()...), func(r row) (float64, string) { return shown(r.Coverage) })...)
	columns = append(columns, []column[row]{
		{Column{Name: "answered", Type: Whole, Unit: "answers", Range: "0…"}, func(r row) sheet.Cell { return r.Answered }},
		{Column{Name: "offered", Type: Whole, Unit: "answers", Range: "0…"}, func(r row) sheet.Cell { return r.Offered }},
		{Column{Name: "exemplars", Type: Whole, Unit: "people", Range: "0…"}, func(r row) sheet.Cell { return r.Exemplars }},
		{Column{Name: "weight", Type: Decimal, Unit: "share", Range: "0…1"}, func(r row) sheet.Cell { return r.Weight }},
		{Column{Name: "must", Type: YesNo}, func(r row) sheet.Cell { return r.Must }},
	}...)
	columns = append(columns, figure(points("threshold"), append(fitReasons(), "not_must"), func(r row) (float64, string) { return shown(r.threshold()) })...)
	columns = append(columns,
		column[row]{Column{Name: "must_review", Type: YesNo}, func(r row) sheet.Cell { return r.Review }},
		column[row]{Column{Name: "warnings", Type: Codes}, func(r row) sheet.Cell { return warnings(r.Warnings) }})
	return table[row]{"value_fits", columns, fitRows}
}

// threshold is what a must-have is held against; of what is none there is no threshold, whatever was stored.
func (r fitRow) threshold() scoring.Figure {
	if !r.Must {
		return scoring.Figure{Undefined: "not_must"}
	}
	return r.Threshold
}

// limits are the two ends of an interval of a fit and why it is not there.
func limits(level string, of func(fitRow) scoring.Interval) []column[fitRow] {
	end := func(name string, pick func(scoring.Interval) float64) column[fitRow] {
		return column[fitRow]{Column{Name: name + level, Type: Decimal, Unit: "points", Range: "0…100"}, func(r fitRow) sheet.Cell {
			if i := of(r); i.Defined() {
				return pick(i)
			}
			return nil
		}}
	}
	return []column[fitRow]{
		end("lo", func(i scoring.Interval) float64 { return i.Lo }),
		end("hi", func(i scoring.Interval) float64 { return i.Hi }),
		{why("interval"+level, intervalReasons()...), func(r fitRow) sheet.Cell { return of(r).Undefined }},
	}
}

// fitRows are the whole of every score and then its values.
func fitRows(ctx context.Context, s *Source, as []store.ExportedApplication) ([]fitRow, error) {
	scores, err := s.scoresOf(ctx, as)
	var rows []fitRow
	for _, x := range scores {
		rows = append(rows, fitRow{x, x.result.Overall, ""})
		for _, f := range x.result.Values {
			id, err := uuid.Parse(f.Value)
			if err != nil {
				return nil, fmt.Errorf("score %s names value %q: %w", x.ID, f.Value, err)
			}
			rows = append(rows, fitRow{x, f, s.say(s.values[id].Name)})
		}
	}
	return rows, err
}
