package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// Draft is a benchmark as it would be published now.
type Draft struct {
	Definition scoring.Definition
	Health     scoring.Health
	Newest     *hiring.BenchmarkVersion // what was published last, or nil
	Themes     []hiring.ThemeRecord     // with what HR made of them
	renamed    bool                     // HR has made something else of the themes since
}

// Changed tells whether the draft is anything else than what was published last.
func (d Draft) Changed() bool {
	return d.Newest == nil || d.Newest.Hash != d.Health.Hash || d.renamed
}

// Publishable tells whether enough top reps have answered, and there is anything new to publish.
func (d Draft) Publishable() bool { return d.Enough() && d.Changed() }

// Enough tells whether enough top reps have answered for a benchmark.
func (d Draft) Enough() bool {
	return d.Health.Exemplars >= hiring.FewestExemplars && len(d.Definition.Questions) > 0
}

// Next is the number the next version gets.
func (d Draft) Next() int {
	if d.Newest == nil {
		return 1
	}
	return d.Newest.Number + 1
}

// DraftOf returns a benchmark as it would be published now, with its health. Building it takes a while with many
// reps, so the health is kept until an answer, a question or a group changes.
func (a *App) DraftOf(ctx context.Context, benchmark uuid.UUID) (Draft, error) {
	d, err := a.draftOf(ctx, benchmark)
	return d, told(err)
}

// draftOf is DraftOf; while the representation cannot be asked, its error is unanswered.
func (a *App) draftOf(ctx context.Context, benchmark uuid.UUID) (Draft, error) {
	d, err := a.Definition(ctx, benchmark)
	if err != nil {
		return Draft{}, err
	}
	out := Draft{Definition: d}
	newest, err := a.store.NewestBenchmarkVersion(ctx, benchmark)
	switch {
	case err == nil:
		out.Newest = &newest
	case hiring.KindOf(err) != hiring.NotFound:
		return out, err
	}
	id := uuid.NewSHA1(benchmark, []byte(d.Hash()))
	b := a.drafts.entry(id)
	b.once.Do(func() {
		bench, err := a.build(context.WithoutCancel(ctx), d) // others wait for it who have not gone away
		if b.err = err; err == nil {
			b.health = bench.Health()
		}
		debug.FreeOSMemory() // building leaves several times more behind than is kept
	})
	if b.err != nil {
		a.drafts.forget(id)
		return out, b.err
	}
	out.Health = b.health
	return out, a.addThemes(ctx, benchmark, &out)
}

// Definition gathers what a benchmark is made of: its questions that are not excluded, and the answers handed in by
// top and comparison reps. A single excluded answer counts as not offered, as does a question that came after
// somebody had handed in; leaving a question blank is an answer too.
func (a *App) Definition(ctx context.Context, benchmark uuid.UUID) (scoring.Definition, error) {
	d := scoring.Definition{Engine: scoring.Engine}
	b, err := a.store.Benchmark(ctx, benchmark)
	if err != nil {
		return d, err
	}
	questions, err := a.store.BenchmarkQuestions(ctx, benchmark)
	if err != nil {
		return d, err
	}
	values, err := a.valuesByID(ctx)
	if err != nil {
		return d, err
	}
	var asked []hiring.BenchmarkQuestion
	for _, q := range questions {
		if !q.Excluded() {
			asked = append(asked, q)
			d.Questions = append(d.Questions, scoredQuestion(q, values[q.ValueID], b.TextLength))
		}
	}
	if d.Representation, err = a.representationNow(ctx); err != nil {
		return d, err
	}
	given, err := a.GivenAnswers(ctx, benchmark)
	if err != nil {
		return d, err
	}
	for _, g := range given {
		r := g.respondent(asked)
		if g.Incumbent.Group == hiring.TopRep {
			d.Exemplars = append(d.Exemplars, r)
		} else {
			d.Comparison = append(d.Comparison, r)
		}
	}
	return d, nil
}

func (a *App) valuesByID(ctx context.Context) (map[uuid.UUID]hiring.Value, error) {
	values, err := a.store.AllValues(ctx)
	by := make(map[uuid.UUID]hiring.Value, len(values))
	for _, v := range values {
		by[v.ID] = v
	}
	return by, err
}

// scoredQuestion is a question as the engine sees it. Its prompt comes with what else a respondent could copy: help,
// and the value's own words.
func scoredQuestion(q hiring.BenchmarkQuestion, v hiring.Value, length hiring.LengthPolicy) scoring.Question {
	out := scoring.Question{
		ID: q.ID.String(), Value: q.ValueID.String(), Kind: q.Kind, Lo: q.Lo, Hi: q.Hi, Mode: q.Mode, Prompt: hiring.Words{},
	}
	if q.Kind == hiring.Text {
		out.Length = length
	}
	for _, o := range q.Options {
		out.Options = append(out.Options, o.Key)
	}
	for _, l := range hiring.Languages() {
		parts := []string{q.Prompt[l], q.Help[l], v.Name[l], v.Meaning[l], v.Action[l]}
		for _, b := range v.Behaviors {
			parts = append(parts, b[l])
		}
		if s := strings.TrimSpace(strings.Join(parts, "\n")); s != "" {
			out.Prompt[l] = s
		}
	}
	return out
}

// Given is what one top or comparison rep has handed in.
type Given struct {
	Incumbent hiring.Incumbent
	Attempt   hiring.Attempt
	Answers   map[uuid.UUID]hiring.AnswerBody      // by question version
	Excluded  map[uuid.UUID]hiring.AnswerExclusion // likewise
}

// GivenAnswers returns what the top and comparison reps of a benchmark have handed in, in the incumbents' order.
func (a *App) GivenAnswers(ctx context.Context, benchmark uuid.UUID) ([]Given, error) {
	people, err := a.store.Incumbents(ctx, benchmark)
	if err != nil {
		return nil, err
	}
	var ids []uuid.UUID
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	attempts, err := a.store.AttemptsOfIncumbents(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []Given
	var submitted []uuid.UUID
	for _, p := range people {
		t, ok := attempts[p.ID]
		if ok && t.SubmittedAt != nil && p.Group != hiring.NoGroup && p.ErasedAt == nil {
			out = append(out, Given{Incumbent: p, Attempt: t, Answers: map[uuid.UUID]hiring.AnswerBody{}, Excluded: map[uuid.UUID]hiring.AnswerExclusion{}})
			submitted = append(submitted, t.ID)
		}
	}
	return out, a.fillGiven(ctx, benchmark, out, submitted)
}

func (a *App) fillGiven(ctx context.Context, benchmark uuid.UUID, given []Given, attempts []uuid.UUID) error {
	answers, err := a.store.AnswersOf(ctx, attempts)
	if err != nil {
		return err
	}
	exclusions, err := a.store.AnswerExclusions(ctx, benchmark)
	if err != nil {
		return err
	}
	for _, g := range given {
		for _, x := range answers[g.Attempt.ID] {
			g.Answers[x.QuestionVersionID] = x.Body
		}
		for _, e := range exclusions {
			if e.AttemptID == g.Attempt.ID {
				g.Excluded[e.QuestionVersionID] = e
			}
		}
	}
	return nil
}

// respondent says to the engine what somebody handed in. Managers and teams are told apart, not named: a frozen
// definition outlives the people in it.
func (g Given) respondent(asked []hiring.BenchmarkQuestion) scoring.Respondent {
	r := scoring.Respondent{
		ID: g.Incumbent.ID.String(), Language: g.Attempt.Language, Mode: string(g.Attempt.Mode),
		Manager: pseudonym(g.Incumbent.BenchmarkID, g.Incumbent.Manager), Team: pseudonym(g.Incumbent.BenchmarkID, g.Incumbent.Team),
		Answers: map[string]hiring.AnswerBody{},
	}
	for _, q := range asked {
		if _, out := g.Excluded[q.ID]; out {
			continue
		}
		body, answered := g.Answers[q.ID]
		if answered || g.Attempt.Mode == hiring.ByLink && q.MetBy(*g.Attempt.SubmittedAt) {
			r.Answers[q.ID.String()] = body
		}
	}
	return r
}

// pseudonym tells names apart without keeping them; nobody is nobody.
func pseudonym(salt uuid.UUID, name string) string {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	if name == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(salt.String() + name))
	return hex.EncodeToString(sum[:6])
}

// PublishBenchmark freezes the draft whose hash was seen: definition, health and hash under the next number. It
// refuses under three top reps, when nothing changed since the last version, and when the draft is no longer the one
// that was seen, because an answer came in meanwhile. A draft that should not be used, or not yet, is published only
// with a written reason, which the version keeps as its note.
func (a *App) PublishBenchmark(ctx context.Context, by uuid.UUID, benchmark uuid.UUID, seen, note string) (hiring.BenchmarkVersion, error) {
	note = strings.TrimSpace(note)
	if err := hiring.CheckText("note", note, hiring.MaxNote).Err(); err != nil {
		return hiring.BenchmarkVersion{}, err
	}
	b, err := a.store.Benchmark(ctx, benchmark)
	if err != nil {
		return hiring.BenchmarkVersion{}, err
	}
	d, err := a.DraftOf(ctx, benchmark)
	if err != nil {
		return hiring.BenchmarkVersion{}, err
	}
	switch {
	case !d.Enough():
		return hiring.BenchmarkVersion{}, hiring.Clash("benchmark.error.too_few", "Least", hiring.FewestExemplars)
	case d.Health.Hash != seen:
		return hiring.BenchmarkVersion{}, hiring.Clash("benchmark.error.changed")
	case !d.Changed():
		return hiring.BenchmarkVersion{}, hiring.Clash("benchmark.error.unchanged")
	}
	verdict := d.Health.Verdict()
	if err := reasonFor(verdict, note).Err(); err != nil {
		return hiring.BenchmarkVersion{}, err
	}
	v := hiring.BenchmarkVersion{
		ID: newID(), BenchmarkID: benchmark, Number: d.Next(), Hash: d.Health.Hash, Engine: scoring.Engine, Criterion: b.Criterion, Note: note,
		PublishedBy: by, PublishedAt: a.Now(),
	}
	if v.Definition, err = json.Marshal(d.Definition); err != nil {
		return v, err
	}
	if v.Health, err = json.Marshal(d.Health); err != nil {
		return v, err
	}
	if v.Themes, err = json.Marshal(d.Themes); err != nil {
		return v, err
	}
	return v, a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.AddBenchmarkVersion(ctx, v); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "benchmark.published", "benchmark", benchmark,
			"version", v.ID.String(), "number", strconv.Itoa(v.Number), "hash", v.Hash, "exemplars", strconv.Itoa(d.Health.Exemplars),
			"verdict", string(verdict.Level), "note_characters", strconv.Itoa(len([]rune(note))))
	})
}

// reasonFor asks for a reason in writing where a draft is to be published that should not be used, or not yet.
func reasonFor(v scoring.Verdict, note string) hiring.Problems {
	if v.Level == scoring.Ready || v.Level == scoring.WithCare {
		return nil
	}
	return hiring.CheckReason("note", note)
}
