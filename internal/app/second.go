package app

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// SecondScore is what a re-scoring made of an application, beside the score of record.
type SecondScore struct {
	hiring.Rescoring
	Benchmark store.BenchmarkName
	Attempts  []SecondAttempt // the link's before the interview's
	Compared  VersionComparison
}

// SecondAttempt is one attempt's second score.
type SecondAttempt struct {
	Mode  hiring.AnswerMode
	First *scoring.Result // the score of record, or nil when there is none
	Score scoring.Result
}

// secondScores reads an application's second scores, with how the versions differ, the newest order first. An order
// that has not come to this application is left out.
func (a *App) secondScores(ctx context.Context, v ApplicationView) ([]SecondScore, error) {
	orders, err := a.store.Rescorings(ctx, v.RequisitionID)
	if err != nil || len(orders) == 0 || v.Requisition.BenchmarkVersionID == nil {
		return nil, err
	}
	scores, err := a.store.Scores(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	var out []SecondScore
	for _, x := range orders {
		second := SecondScore{Rescoring: x}
		for _, t := range v.Attempts {
			result, _, err := recordOf(scores, t.ID, &x.BenchmarkVersionID)
			if err != nil {
				return nil, err
			}
			if result != nil {
				second.Attempts = append(second.Attempts, SecondAttempt{t.Mode, t.Score, *result})
			}
		}
		if len(second.Attempts) == 0 {
			continue
		}
		if err := a.explainSecond(ctx, *v.Requisition.BenchmarkVersionID, &second); err != nil {
			return nil, err
		}
		out = append(out, second)
	}
	return out, nil
}

// explainSecond adds what sets the two versions apart.
func (a *App) explainSecond(ctx context.Context, first uuid.UUID, s *SecondScore) (err error) {
	if s.Benchmark, err = a.store.BenchmarkNameOf(ctx, s.BenchmarkVersionID); err != nil {
		return err
	}
	s.Compared, err = a.CompareVersions(ctx, first, s.BenchmarkVersionID)
	return err
}
