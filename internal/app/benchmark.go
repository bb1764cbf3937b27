package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// CreateBenchmark begins a benchmark: a name, and in writing how its top reps are chosen.
func (a *App) CreateBenchmark(ctx context.Context, by uuid.UUID, b hiring.Benchmark) (hiring.Benchmark, error) {
	b = trimBenchmark(b)
	if err := b.Check().Err(); err != nil {
		return b, err
	}
	b.ID, b.CreatedBy, b.CreatedAt, b.Version = newID(), by, a.Now(), 1
	return b, a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.CreateBenchmark(ctx, b); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "benchmark.created", "benchmark", b.ID)
	})
}

// ChangeBenchmark stores an edit made from b.Version. Published versions keep what they were made with.
func (a *App) ChangeBenchmark(ctx context.Context, who Actor, b hiring.Benchmark) error {
	b = trimBenchmark(b)
	if err := b.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.UpdateBenchmark(ctx, b); err != nil {
			return err
		}
		return a.audit(ctx, who, "benchmark.changed", "benchmark", b.ID)
	})
}

func trimBenchmark(b hiring.Benchmark) hiring.Benchmark {
	b.Name = strings.Join(strings.Fields(b.Name), " ")
	b.Criterion = strings.TrimSpace(strings.ReplaceAll(b.Criterion, "\r\n", "\n"))
	if b.TextLength == hiring.LengthCapped {
		b.TextLength = "" // what every benchmark has that says nothing
	}
	return b
}

// ChooseQuestions makes the chosen questions, by their ids, those of the benchmark. New ones are pinned to their
// current wording; one taken out must not have answers (it is excluded with a reason instead, then). While nobody
// has begun to answer, the questions stand in the company's order; afterwards new ones come last, because a person
// who is half-way must find the same question under the same number.
func (a *App) ChooseQuestions(ctx context.Context, who Actor, benchmark uuid.UUID, chosen []uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		have, err := a.store.BenchmarkQuestions(ctx, benchmark)
		if err != nil {
			return err
		}
		offered, err := a.store.Questions(ctx)
		if err != nil {
			return err
		}
		kept, err := a.dropQuestions(ctx, who, benchmark, have, offered, chosen)
		if err != nil {
			return err
		}
		if err := a.addQuestions(ctx, who, benchmark, kept, offered, chosen); err != nil {
			return err
		}
		return a.orderQuestions(ctx, benchmark, offered)
	})
}

// dropQuestions removes what is no longer chosen and returns the questions that stay: a retired one does, since it is
// not offered any more and benchmarks that have it keep it.
func (a *App) dropQuestions(ctx context.Context, who Actor, benchmark uuid.UUID, have []hiring.BenchmarkQuestion, offered []hiring.Question, chosen []uuid.UUID) ([]hiring.BenchmarkQuestion, error) {
	var kept []hiring.BenchmarkQuestion
	for _, q := range have {
		retired := !slices.ContainsFunc(offered, func(o hiring.Question) bool { return o.ID == q.QuestionID })
		if retired || q.Excluded() || slices.Contains(chosen, q.QuestionID) {
			kept = append(kept, q)
			continue
		}
		if err := a.store.RemoveBenchmarkQuestion(ctx, benchmark, q.ID); err != nil {
			return nil, err
		}
		if err := a.audit(ctx, who, "benchmark.question_removed", "benchmark", benchmark, "question", q.ID.String()); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

func (a *App) addQuestions(ctx context.Context, who Actor, benchmark uuid.UUID, kept []hiring.BenchmarkQuestion, offered []hiring.Question, chosen []uuid.UUID) error {
	last := 0
	for _, q := range kept {
		last = max(last, q.Position)
	}
	for _, q := range offered {
		there := slices.ContainsFunc(kept, func(k hiring.BenchmarkQuestion) bool { return k.QuestionID == q.ID })
		if there || !slices.Contains(chosen, q.ID) {
			continue
		}
		last++
		if err := a.store.AddBenchmarkQuestion(ctx, benchmark, q.Current.ID, last, a.Now()); err != nil {
			return err
		}
		if err := a.audit(ctx, who, "benchmark.question_added", "benchmark", benchmark, "question", q.Current.ID.String()); err != nil {
			return err
		}
	}
	return nil
}

// orderQuestions puts the questions into the company's order while nobody has answered.
func (a *App) orderQuestions(ctx context.Context, benchmark uuid.UUID, offered []hiring.Question) error {
	counts, err := a.store.CountBenchmarkAnswers(ctx, benchmark)
	if err != nil || len(counts) > 0 {
		return err
	}
	have, err := a.store.BenchmarkQuestions(ctx, benchmark)
	if err != nil {
		return err
	}
	place := func(q hiring.BenchmarkQuestion) int {
		i := slices.IndexFunc(offered, func(o hiring.Question) bool { return o.ID == q.QuestionID })
		if i < 0 {
			return len(offered)
		}
		return i
	}
	slices.SortStableFunc(have, func(x, y hiring.BenchmarkQuestion) int { return place(x) - place(y) })
	for i, q := range have {
		if q.Position == i+1 {
			continue
		}
		if err := a.store.PlaceBenchmarkQuestion(ctx, benchmark, q.ID, i+1); err != nil {
			return err
		}
	}
	return nil
}

// SwitchWording replaces a question's pinned wording by the newest, which only happens while nobody has answered the
// pinned one: answers belong to the wording they were given to.
func (a *App) SwitchWording(ctx context.Context, who Actor, benchmark, version uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		q, err := a.benchmarkQuestion(ctx, benchmark, version)
		if err != nil || !q.Reworded() {
			return err
		}
		if err := a.store.RemoveBenchmarkQuestion(ctx, benchmark, version); err != nil {
			return err
		}
		if err := a.store.AddBenchmarkQuestion(ctx, benchmark, q.CurrentID, q.Position, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, who, "benchmark.wording_switched", "benchmark", benchmark, "from", version.String(), "to", q.CurrentID.String())
	})
}

// benchmarkQuestion returns one question of a benchmark, or is Missing.
func (a *App) benchmarkQuestion(ctx context.Context, benchmark, version uuid.UUID) (hiring.BenchmarkQuestion, error) {
	questions, err := a.store.BenchmarkQuestions(ctx, benchmark)
	if err != nil {
		return hiring.BenchmarkQuestion{}, err
	}
	i := slices.IndexFunc(questions, func(q hiring.BenchmarkQuestion) bool { return q.ID == version })
	if i < 0 {
		return hiring.BenchmarkQuestion{}, hiring.Missing("question")
	}
	return questions[i], nil
}

// ExcludeQuestion leaves a question out of the benchmark with a reason; its answers stay, and it can be taken back.
func (a *App) ExcludeQuestion(ctx context.Context, by uuid.UUID, benchmark, version uuid.UUID, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := hiring.CheckReason("reason", reason).Err(); err != nil {
		return err
	}
	now := a.Now()
	return a.setQuestionExcluded(ctx, UserActor(by), benchmark, version, reason, &by, &now, "benchmark.question_excluded")
}

// IncludeQuestion takes an excluded question back.
func (a *App) IncludeQuestion(ctx context.Context, who Actor, benchmark, version uuid.UUID) error {
	return a.setQuestionExcluded(ctx, who, benchmark, version, "", nil, nil, "benchmark.question_included")
}

func (a *App) setQuestionExcluded(ctx context.Context, who Actor, benchmark, version uuid.UUID, reason string, by *uuid.UUID, at *time.Time, action string) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.ExcludeBenchmarkQuestion(ctx, benchmark, version, reason, by, at); err != nil {
			return err
		}
		return a.audit(ctx, who, action, "benchmark", benchmark, "question", version.String(), "reason_characters", strconv.Itoa(len([]rune(reason))))
	})
}

// ExcludeAnswer leaves one rep's answer out of the benchmark with a reason; the answer stays where it is.
func (a *App) ExcludeAnswer(ctx context.Context, by uuid.UUID, benchmark, incumbent, version uuid.UUID, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := hiring.CheckReason("reason", reason).Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		attempt, err := a.attemptFor(ctx, benchmark, incumbent)
		if err != nil {
			return err
		}
		e := hiring.AnswerExclusion{AttemptID: attempt.ID, QuestionVersionID: version, Reason: reason, By: by, At: a.Now()}
		if err := a.store.ExcludeAnswer(ctx, benchmark, e); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "benchmark.answer_excluded", "benchmark", benchmark, "question", version.String(), "incumbent", incumbent.String())
	})
}

// IncludeAnswer takes an excluded answer back.
func (a *App) IncludeAnswer(ctx context.Context, who Actor, benchmark, incumbent, version uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		attempt, err := a.attemptFor(ctx, benchmark, incumbent)
		if err != nil {
			return err
		}
		if err := a.store.IncludeAnswer(ctx, benchmark, attempt.ID, version); err != nil {
			return err
		}
		return a.audit(ctx, who, "benchmark.answer_included", "benchmark", benchmark, "question", version.String(), "incumbent", incumbent.String())
	})
}

// attemptFor returns the attempt of an incumbent, who must be one of the benchmark's.
func (a *App) attemptFor(ctx context.Context, benchmark, incumbent uuid.UUID) (hiring.Attempt, error) {
	i, err := a.store.Incumbent(ctx, incumbent)
	if err != nil {
		return hiring.Attempt{}, err
	}
	if i.BenchmarkID != benchmark {
		return hiring.Attempt{}, hiring.Missing("incumbent")
	}
	return a.store.AttemptOfIncumbent(ctx, incumbent)
}
