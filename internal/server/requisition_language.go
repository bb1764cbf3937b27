package server

import (
	"context"
	"encoding/json"
	"fmt"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// unheard names the languages of a requisition in which too few top reps wrote for a candidate's texts to be compared.
// A benchmark that asks for no text leaves nobody out.
func (s *Server) unheard(ctx context.Context, r hiring.Requisition) ([]hiring.Language, error) {
	if r.BenchmarkVersionID == nil {
		return nil, nil
	}
	version, err := s.app.Store().BenchmarkVersion(ctx, *r.BenchmarkVersionID)
	if err != nil {
		return nil, err
	}
	var h scoring.Health
	if err := json.Unmarshal(version.Health, &h); err != nil {
		return nil, fmt.Errorf("benchmark version %s: %w", version.ID, err)
	}
	return unheardIn(h, r.Languages), nil
}

func unheardIn(h scoring.Health, languages []hiring.Language) []hiring.Language {
	texts, heard := false, map[hiring.Language]bool{}
	for _, q := range h.Questions {
		if q.Language != "" {
			texts = true
			heard[q.Language] = heard[q.Language] || q.N >= leastWritten
		}
	}
	var out []hiring.Language
	for _, l := range languages {
		if texts && !heard[l] {
			out = append(out, l)
		}
	}
	return out
}
