package store_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// bench is a benchmark whose questions somebody can answer, and nothing more.
type bench struct {
	id        uuid.UUID
	questions []uuid.UUID // versions
}

// newBench stores a benchmark with n questions, straight into the tables.
func newBench(t testing.TB, s *store.Store, n int) bench {
	t.Helper()
	ctx := context.Background()
	u := user("owner-" + uuid.NewString() + "@example.org")
	must(t, s.CreateUser(ctx, u))
	b, value := bench{id: uuid.New()}, uuid.New()
	must(t, s.Exec(ctx, `INSERT INTO benchmarks (id, name, created_by, created_at) VALUES (?, 'b', ?, 0)`, b.id, u.ID))
	must(t, s.Exec(ctx, `INSERT INTO company_values (id, name, meaning, action, behaviors, metrics, position, created_at)
VALUES (?, '{}', '{}', '{}', '[]', '[]', 0, 0)`, value))
	for i := range n {
		question, version := uuid.New(), uuid.Must(uuid.NewV7())
		must(t, s.Exec(ctx, `INSERT INTO questions (id, value_id, current_id, position, created_at) VALUES (?, ?, ?, ?, 0)`,
			question, value, version, i))
		must(t, s.Exec(ctx, `INSERT INTO question_versions (id, question_id, number, kind, wording, created_at)
VALUES (?, ?, 1, 'text', '{}', 0)`, version, question))
		b.questions = append(b.questions, version)
	}
	return b
}

// incumbent stores somebody who can be asked.
func (b bench) incumbent(t testing.TB, s *store.Store) uuid.UUID {
	t.Helper()
	id := uuid.New()
	must(t, s.Exec(context.Background(), `INSERT INTO incumbents (id, benchmark_id, name, email, language, created_at)
VALUES (?, ?, 'n', ?, 'en', 0)`, id, b.id, fmt.Sprintf("%s@example.org", id)))
	return id
}

// attempt stores an attempt of a new incumbent.
func (b bench) attempt(t testing.TB, s *store.Store) hiring.Attempt {
	t.Helper()
	incumbent := b.incumbent(t, s)
	return need(s.StartAttempt(context.Background(), hiring.Attempt{
		ID: uuid.New(), IncumbentID: &incumbent, Mode: hiring.ByLink, Language: hiring.English, StartedAt: noon(),
	}))(t)
}
