package testkit

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/encode/remote"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// AnotherEngine is an engine that is not this program's.
const AnotherEngine = "0.9.0"

// define gathers what the round's benchmark is made of.
func (r *Round) define(exemplars int) {
	d := scoring.Definition{Engine: scoring.Engine}
	for i, q := range r.Questions {
		sq := scoring.Question{ID: q.ID.String(), Value: r.valueOf(i).String(), Kind: q.Kind, Lo: q.Lo, Hi: q.Hi, Mode: q.Mode, Weight: 1, Prompt: q.Prompt}
		for _, o := range q.Options {
			sq.Options = append(sq.Options, o.Key)
		}
		d.Questions = append(d.Questions, sq)
	}
	for i, s := range Told()[:exemplars] {
		d.Exemplars = append(d.Exemplars, r.incumbent(fmt.Sprintf("top%02d", i), scoring.Exemplar, s, 7+i%3, string("aaab"[i%4]), []string{"ab", "abc", "a"}[i%3], []string{"abc", "acb"}[i/8]))
	}
	for i := range 8 {
		s := fmt.Sprintf("Mistakes number %d happen in every office and the rules say who pays. I passed the form on and waited for somebody to answer it, as usual.", i)
		d.Comparison = append(d.Comparison, r.incumbent(fmt.Sprintf("typ%02d", i), scoring.Comparison, s, 2+i, string(rune('a'+i%3)), "c", "cba"))
	}
	r.definition = d
}

// Change is how a version differs from the one before.
type Change func(*scoring.Definition)

// WithoutQuestion leaves a question out.
func WithoutQuestion(i int) Change {
	return func(d *scoring.Definition) { d.Questions = slices.Delete(slices.Clone(d.Questions), i, i+1) }
}

// WithoutExemplar leaves the first exemplar out.
func WithoutExemplar() Change {
	return func(d *scoring.Definition) { d.Exemplars = d.Exemplars[1:] }
}

// Reword gives a question another wording, which has the answers of the one before.
func (r *Round) Reword(i int) Change {
	r.t.Helper()
	v := r.Questions[i]
	old := v.ID.String()
	v.ID, v.Number = uuid.New(), v.Number+1
	v.Prompt = said("In other words: " + v.Prompt[hiring.English])
	r.must(r.App.Store().AddQuestionVersion(context.Background(), v, 1))
	return func(d *scoring.Definition) {
		d.Questions = slices.Clone(d.Questions)
		d.Questions[i].ID = v.ID.String()
		for _, people := range [][]scoring.Respondent{d.Exemplars, d.Comparison} {
			for _, p := range people {
				p.Answers[v.ID.String()] = p.Answers[old]
			}
		}
	}
}

// Publish stores a version of the round's benchmark, straight into the store.
func (r *Round) Publish(by hiring.User, number int, changes ...Change) uuid.UUID {
	r.t.Helper()
	d := r.definition
	d.Seed = uint64(number - 1) // so that an unchanged version has a hash of its own
	for _, change := range changes {
		change(&d)
	}
	built := r.build(&d)
	definition, err := json.Marshal(d)
	r.must(err)
	health, err := json.Marshal(built.Health())
	r.must(err)
	v := hiring.BenchmarkVersion{
		ID: uuid.New(), BenchmarkID: r.Benchmark, Number: number, Hash: built.Hash(), Engine: scoring.Engine, Definition: definition,
		Health: health, PublishedBy: by.ID, PublishedAt: r.App.Now(),
	}
	r.must(r.App.Store().AddBenchmarkVersion(context.Background(), v))
	return v.ID
}

// build builds a definition, by the representation that is in use if there is one.
func (r *Round) build(d *scoring.Definition) *scoring.Benchmark {
	r.t.Helper()
	used, err := r.App.Store().Representation(context.Background())
	if hiring.KindOf(err) == hiring.NotFound {
		built, err := scoring.Build(*d)
		r.must(err)
		return built
	}
	r.must(err)
	d.Representation = used.Key
	built, err := scoring.BuildWith(*d, asks{r, remote.New(remote.Endpoint{URL: used.URL, Model: used.Model, Size: used.Size}, "")})
	r.must(err)
	return built
}

// asks is an encoder that asks a service about one text after the other.
type asks struct {
	r      *Round
	client *remote.Client
}

func (a asks) ID() string { return a.client.Endpoint().ID() }

func (a asks) Encode(text string) []float32 {
	v, err := a.client.Vectors(context.Background(), []string{text})
	a.r.must(err)
	return v[0]
}

// MadeByAnotherEngine turns everything published and scored in a database into the work of another engine, as an older
// program would have left it behind. Whoever has read the database before must begin anew.
func (r *Round) MadeByAnotherEngine(db *sql.DB) {
	r.t.Helper()
	was, is := `"engine":"`+scoring.Engine+`"`, `"engine":"`+AnotherEngine+`"`
	for _, change := range []string{
		`UPDATE benchmark_versions SET engine = '%[3]s', definition = REPLACE(definition, '%[1]s', '%[2]s'), health = REPLACE(health, '%[1]s', '%[2]s')`,
		`UPDATE scores SET engine = '%[3]s', result = REPLACE(result, '%[1]s', '%[2]s')`,
	} {
		_, err := db.ExecContext(context.Background(), fmt.Sprintf(change, was, is, AnotherEngine))
		r.must(err)
	}
}
