package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// Judgment is a benchmark version's health as it reads today, with the verdict that follows.
type Judgment struct {
	Health  scoring.Health
	Aged    []scoring.Warning // what time and candidates have added to the frozen warnings
	Verdict scoring.Verdict
}

// JudgmentOf reads a published version's health and adds what changes with time: its age, its position, who has left,
// and how its values hold together over the newest candidates.
func (a *App) JudgmentOf(ctx context.Context, v hiring.BenchmarkVersion) (Judgment, error) {
	out, err := a.judgedByTime(ctx, v)
	if err != nil {
		return out, err
	}
	together, err := a.consistencyOf(ctx, v)
	if err != nil {
		return out, err
	}
	for _, c := range together {
		for i, x := range out.Health.Values {
			if x.Value == c.Value {
				out.Aged = append(out.Aged, c.newTo(x.Warnings)...)
				out.Health.Values[i].Consistency = &c.Consistency
			}
		}
	}
	out.Verdict = out.Health.Verdict(out.Aged...)
	return out, nil
}

// judgedByTime is the judgment without the candidates.
func (a *App) judgedByTime(ctx context.Context, v hiring.BenchmarkVersion) (Judgment, error) {
	var out Judgment
	if err := json.Unmarshal(v.Health, &out.Health); err != nil {
		return out, fmt.Errorf("benchmark version %s: %w", v.ID, err)
	}
	c, err := a.currencyOf(ctx, v, out.Health)
	out.Aged = c.Warnings()
	out.Verdict = out.Health.Verdict(out.Aged...)
	return out, err
}

// monthHours is the mean length of a month in hours.
const monthHours = 365.2425 * 24 / 12

// currencyOf is what time has done to a version.
func (a *App) currencyOf(ctx context.Context, v hiring.BenchmarkVersion, h scoring.Health) (scoring.Currency, error) {
	c := scoring.Currency{Months: a.Now().Sub(v.PublishedAt).Hours() / monthHours, Exemplars: len(h.Overall.Top)}
	b, err := a.store.Benchmark(ctx, v.BenchmarkID)
	if err != nil {
		return c, err
	}
	if b.PositionID != nil {
		entries, err := a.store.AuditEntries(ctx, store.AuditFilter{Object: "position", ObjectID: b.PositionID.String(), Limit: 1})
		if err != nil {
			return c, err
		}
		c.Changed = len(entries) > 0 && entries[0].Action == "position.changed" && entries[0].At.After(v.PublishedAt)
	}
	people, err := a.store.Incumbents(ctx, v.BenchmarkID)
	if err != nil {
		return c, err
	}
	still := map[string]bool{}
	for _, p := range people {
		still[p.ID.String()] = p.Group == hiring.TopRep && p.ErasedAt == nil
	}
	for _, d := range h.Overall.Top {
		if !still[d.Respondent] {
			c.Left++
		}
	}
	return c, nil
}

// consistency is a value's consistency over reps and candidates.
type consistency struct{ scoring.Consistency }

// newTo returns its warnings that are not yet among those frozen.
func (c consistency) newTo(frozen []scoring.Warning) []scoring.Warning {
	for _, w := range frozen {
		if w.Code == scoring.LowAlpha || w.Code == scoring.ModestAlpha {
			return nil
		}
	}
	return c.Warnings()
}

// consistencyOf works out how a version's values hold together over its reps and the newest candidates; nothing when
// no candidate was scored, or when the version was made for an earlier engine.
func (a *App) consistencyOf(ctx context.Context, v hiring.BenchmarkVersion) ([]consistency, error) {
	if v.Engine != scoring.Engine {
		return nil, nil
	}
	results, err := a.NewestResults(ctx, v.ID)
	if err != nil || len(results) == 0 {
		return nil, err
	}
	b, err := a.builtBenchmark(ctx, v.ID)
	if err != nil {
		return nil, told(err)
	}
	var out []consistency
	for _, c := range b.Consistency(results) {
		out = append(out, consistency{c})
	}
	return out, nil
}

// ListVerdict is how a benchmark is judged in the list.
type ListVerdict struct {
	scoring.Verdict
	Unread bool // a draft's texts cannot be read now: the service that reads them does not answer
}

// Verdicts judges every benchmark in a word: by its newest version when it has one, else by its draft. Drafts are built
// once and kept until something changes.
func (a *App) Verdicts(ctx context.Context, all []store.ListedBenchmark) (map[uuid.UUID]ListVerdict, error) {
	out := map[uuid.UUID]ListVerdict{}
	newest, err := a.store.NewestHealths(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range newest {
		j, err := a.judgedByTime(ctx, v)
		if err != nil {
			return nil, err
		}
		out[v.BenchmarkID] = ListVerdict{Verdict: j.Verdict}
	}
	for _, b := range all {
		if _, published := out[b.ID]; published || b.Submitted == 0 {
			continue
		}
		draft, err := a.draftOf(ctx, b.ID)
		switch {
		case errors.As(err, new(unanswered)):
			out[b.ID] = ListVerdict{Unread: true}
		case err != nil:
			return nil, err
		default:
			out[b.ID] = ListVerdict{Verdict: draft.Health.Verdict()}
		}
	}
	return out, nil
}
