package store_test

import (
	"context"
	"database/sql"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// people is how many type at once in the benchmarks.
const people = 200

// saved is a body of the length of a typical answer.
func saved() string { return strings.Repeat("I called the customer back. ", 15) }

// typing stores an answer of each of the people, and returns whose they are and the file.
func typing(b *testing.B) (s *store.Store, attempts []uuid.UUID, question uuid.UUID, path string) {
	b.Helper()
	s, path = testkit.FileStore(b)
	bn := newBench(b, s, 1)
	for range people {
		a := bn.attempt(b, s)
		need(s.SaveAnswer(context.Background(), hiring.Answer{AttemptID: a.ID, QuestionVersionID: bn.questions[0], Body: text(saved()), SavedAt: noon()}))(b)
		attempts = append(attempts, a.ID)
	}
	return s, attempts, bn.questions[0], path
}

// byEach runs save in people goroutines at once, numbered from 0.
func byEach(b *testing.B, save func(person int) error) {
	b.Helper()
	b.SetParallelism((people + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0))
	var next atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		person := int(next.Add(1)-1) % people
		for pb.Next() {
			if err := save(person); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "saves/s")
}

// BenchmarkSaveAnswer saves answers of 200 people at once at synchronous=FULL, each save acknowledged after its
// commit. Compare with BenchmarkRawUpdate.
func BenchmarkSaveAnswer(b *testing.B) {
	s, attempts, question, _ := typing(b)
	answers := make([]hiring.Answer, people)
	for i, id := range attempts {
		answers[i] = hiring.Answer{AttemptID: id, QuestionVersionID: question, Body: text(saved()), Version: 1, SavedAt: noon()}
	}
	byEach(b, func(person int) (err error) {
		answers[person], err = s.SaveAnswer(context.Background(), answers[person])
		return err
	})
}

// BenchmarkRawUpdate is the measure to compare with: the same row of the same file updated by a bare prepared
// statement at the same durability, each in a transaction of its own.
func BenchmarkRawUpdate(b *testing.B) {
	_, attempts, question, path := typing(b)
	db := need(sql.Open("sqlite3", "file:"+path+"?_synchronous=FULL&_busy_timeout=5000&_txlock=immediate"))(b)
	defer func() { must(b, db.Close()) }()
	db.SetMaxOpenConns(1)
	update := need(db.Prepare(`UPDATE answers SET body = ?, saved_at = ?, version = version + 1 WHERE attempt_id = ? AND question_version_id = ?`))(b)
	body := `{"text":"` + saved() + `"}`
	byEach(b, func(person int) error {
		_, err := update.Exec(body, noon().UnixMilli(), attempts[person].String(), question.String())
		return err
	})
}
