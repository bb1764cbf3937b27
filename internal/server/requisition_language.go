package server

import (
	"context"
	"encoding/json"
	"fmt"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// enoughWritten is with how many top reps' texts in a language a comparison is not warned of any more.
const enoughWritten = 5

// writtenLine says how many top reps wrote in a language of the round, and what that means for its candidates.
type writtenLine struct {
	Text string
	Few  bool
}

// health is the report of the version that a requisition is pinned to; nothing without one.
func (s *Server) health(ctx context.Context, r hiring.Requisition) (h scoring.Health, err error) {
	if r.BenchmarkVersionID == nil {
		return h, nil
	}
	version, err := s.app.Store().BenchmarkVersion(ctx, *r.BenchmarkVersionID)
	if err != nil {
		return h, err
	}
	if err := json.Unmarshal(version.Health, &h); err != nil {
		return h, fmt.Errorf("benchmark version %s: %w", version.ID, err)
	}
	return h, nil
}

// written says it for each language of a round. A benchmark that asks for no text leaves nothing to say.
func (p Page) written(h scoring.Health, languages []hiring.Language) []writtenLine {
	texts := false
	for _, q := range h.Questions {
		texts = texts || q.Kind == hiring.Text
	}
	if !texts {
		return nil
	}
	var out []writtenLine
	for _, l := range languages {
		n := wroteIn(h, l)
		key := "requisition.wrote"
		if n < scoring.LeastWritten {
			key = "requisition.wrote_left"
		} else if n < enoughWritten {
			key = "requisition.wrote_few"
		}
		out = append(out, writtenLine{Text: p.T(key, "Language", p.T("language."+string(l)), "Count", n), Few: n < enoughWritten})
	}
	return out
}
