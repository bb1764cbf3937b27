package app

import (
	"context"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// builtVersion is a benchmark ready to score with, and the vectors it reads texts by when its representation is
// outside the program.
type builtVersion struct {
	*scoring.Benchmark
	recall *recall // nil: what is built in
}

// build builds a definition. One that names a representation outside needs it to answer, unless it answered for these
// texts before; otherwise the error is unanswered.
func (a *App) build(ctx context.Context, d scoring.Definition) (*builtVersion, error) {
	if d.Representation == "" {
		b, err := scoring.Build(d)
		return &builtVersion{Benchmark: b}, err
	}
	out := &builtVersion{recall: newRecall(d.Representation)}
	err := a.withVectors(ctx, out.recall, "", func() (err error) {
		out.Benchmark, err = scoring.BuildWith(d, out.recall)
		return err
	})
	return out, err
}

// scoreWith holds an attempt against a benchmark.
func (a *App) scoreWith(ctx context.Context, b *builtVersion, t hiring.Attempt, r scoring.Respondent, p scoring.Policy, peers scoring.Peers) (scoring.Result, error) {
	if b.recall == nil {
		return b.Score(r, p, peers), nil
	}
	var result scoring.Result
	err := a.withVectors(ctx, b.recall, t.ID.String(), func() error {
		result = b.Score(r, p, peers)
		return nil
	})
	return result, err
}

// reviewWith computes an attempt's fits with people's overrides in place of computed scores.
func (a *App) reviewWith(ctx context.Context, b *builtVersion, r scoring.Respondent, p scoring.Policy, scored scoring.Result, o map[string]scoring.Override) (scoring.Reviewed, error) {
	if b.recall == nil {
		return b.Reviewed(r, p, scored, o), nil
	}
	var out scoring.Reviewed
	err := a.withVectors(ctx, b.recall, r.ID, func() error {
		out = b.Reviewed(r, p, scored, o)
		return nil
	})
	return out, err
}
