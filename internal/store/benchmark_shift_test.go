package store_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// TestNumericSumsAreThoseOfTheVersionsApplicants: handed in, with a number, in a requisition that uses the version.
func TestNumericSumsAreThoseOfTheVersionsApplicants(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		version := uuid.New()
		must(t, s.AddBenchmarkVersion(ctx, hiring.BenchmarkVersion{ID: version, BenchmarkID: r.bench.id, Number: 1, PublishedBy: r.owner.ID, PublishedAt: noon()}))
		answer := func(name string, mode hiring.AnswerMode, handedIn bool, body hiring.AnswerBody) {
			a := r.apply(name, name+"@example.org")
			attempt := need(s.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: mode, Language: "en", StartedAt: noon()}))(t)
			need(s.SaveAnswer(ctx, hiring.Answer{AttemptID: attempt.ID, QuestionVersionID: r.bench.questions[0], Body: body, SavedAt: noon()}))(t)
			if handedIn {
				must(t, s.SubmitAttempt(ctx, attempt.ID, noon(), "R"))
				must(t, s.SetStage(ctx, a.ID, hiring.Submitted, noon().Add(time.Hour)))
			}
		}
		number := func(n int) hiring.AnswerBody { return hiring.AnswerBody{Number: &n} }
		for i, n := range []int{7, 8, 9} {
			answer(fmt.Sprint("link", i), hiring.ByLink, true, number(n))
		}
		answer("spoken", hiring.ByInterview, true, number(4))
		answer("open", hiring.ByLink, false, number(1))
		answer("blank", hiring.ByLink, true, hiring.AnswerBody{})
		if got := need(s.NumericSumsOf(ctx, version, r.bench.questions))(t); got != nil {
			t.Errorf("a version that no requisition uses has %+v", got)
		}
		must(t, s.Exec(ctx, `UPDATE requisitions SET benchmark_version_id = ? WHERE id = ?`, version, r.requisition.ID))
		want := []store.NumericSums{
			{Question: r.bench.questions[0], Mode: hiring.ByInterview, N: 1, Sum: 4, Squares: 16},
			{Question: r.bench.questions[0], Mode: hiring.ByLink, N: 3, Sum: 24, Squares: 194},
		}
		if diff := cmp.Diff(want, need(s.NumericSumsOf(ctx, version, r.bench.questions))(t)); diff != "" {
			t.Errorf("sums (-want +got)\n%s", diff)
		}
	})
}

// TestAnswersAreCountedByWhatTheySay: handed in, in a requisition that uses the version, somebody who answered alike in
// both modes once.
func TestAnswersAreCountedByWhatTheySay(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		version, question := uuid.New(), r.bench.questions[0]
		must(t, s.AddBenchmarkVersion(ctx, hiring.BenchmarkVersion{ID: version, BenchmarkID: r.bench.id, Number: 1, PublishedBy: r.owner.ID, PublishedAt: noon()}))
		picked := func(option string) hiring.AnswerBody { return hiring.AnswerBody{Picks: []string{option}} }
		answer := func(a hiring.Application, mode hiring.AnswerMode, handedIn bool, body hiring.AnswerBody) {
			attempt := need(s.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: mode, Language: "en", StartedAt: noon()}))(t)
			need(s.SaveAnswer(ctx, hiring.Answer{AttemptID: attempt.ID, QuestionVersionID: question, Body: body, SavedAt: noon()}))(t)
			if handedIn {
				must(t, s.SubmitAttempt(ctx, attempt.ID, noon(), "R"))
			}
		}
		for i, option := range []string{"b", "a", "a"} {
			a := r.apply(fmt.Sprint(i), fmt.Sprint(i, "@example.org"))
			answer(a, hiring.ByLink, true, picked(option))
			if i == 1 {
				answer(a, hiring.ByInterview, true, picked(option))
			}
			must(t, s.SetStage(ctx, a.ID, hiring.Submitted, noon().Add(time.Hour)))
		}
		answer(r.apply("open", "open@example.org"), hiring.ByLink, false, picked("a"))
		if got := need(s.AnswerCountsOf(ctx, version, r.bench.questions))(t); got != nil {
			t.Errorf("a version that no requisition uses has %+v", got)
		}
		must(t, s.Exec(ctx, `UPDATE requisitions SET benchmark_version_id = ? WHERE id = ?`, version, r.requisition.ID))
		want := []store.AnswerCount{{Question: question, Body: picked("a"), N: 2}, {Question: question, Body: picked("b"), N: 1}}
		if diff := cmp.Diff(want, need(s.AnswerCountsOf(ctx, version, r.bench.questions))(t)); diff != "" {
			t.Errorf("counts (-want +got)\n%s", diff)
		}
	})
}

// However many have applied, a page reads as much: what is judged by candidates is judged by the newest.
func TestOnlyTheNewestApplicantsOfAVersionAreRead(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		version := uuid.New()
		must(t, s.AddBenchmarkVersion(ctx, hiring.BenchmarkVersion{ID: version, BenchmarkID: r.bench.id, Number: 1, PublishedBy: r.owner.ID, PublishedAt: noon()}))
		must(t, s.Exec(ctx, `UPDATE requisitions SET benchmark_version_id = ? WHERE id = ?`, version, r.requisition.ID))
		var newest []uuid.UUID
		for i := range 4 {
			a := r.apply(fmt.Sprint(i), fmt.Sprint(i, "@example.org"))
			attempt := need(s.StartAttempt(ctx, hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByLink, Language: "en", StartedAt: noon()}))(t)
			must(t, s.SubmitAttempt(ctx, attempt.ID, noon(), "R"))
			must(t, s.SetStage(ctx, a.ID, hiring.Submitted, noon().Add(time.Duration(i)*time.Hour)))
			need(s.AddScore(ctx, hiring.StoredScore{ID: uuid.New(), ApplicationID: a.ID, AttemptID: attempt.ID, BenchmarkVersionID: version, Engine: "1", Result: []byte("{}"), CreatedAt: noon()}))(t)
			must(t, s.AddRatings(ctx, []hiring.Rating{{ApplicationID: a.ID, QuestionVersionID: r.bench.questions[0], RaterID: r.owner.ID, ID: uuid.New(), Level: 3, CreatedAt: noon()}}))
			newest = append([]uuid.UUID{a.ID}, newest...)
		}
		var scored, rated []uuid.UUID
		for _, x := range need(s.NewestResults(ctx, version, 2))(t) {
			scored = append(scored, x.ApplicationID)
		}
		for _, x := range need(s.NewestRatings(ctx, version, 2))(t) {
			rated = append(rated, x.ApplicationID)
		}
		byID := func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) }
		want := slices.SortedFunc(slices.Values(newest[:2]), byID)
		if diff := cmp.Diff([][]uuid.UUID{want, want}, [][]uuid.UUID{slices.SortedFunc(slices.Values(scored), byID), slices.SortedFunc(slices.Values(rated), byID)}); diff != "" {
			t.Errorf("scores and ratings of (-want +got)\n%s", diff)
		}
	})
}

func TestNewestHealthsAreOnePerBenchmark(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		want := map[uuid.UUID]string{}
		for _, versions := range []int{0, 1, 3} {
			b := newBenchmark(t, s, fmt.Sprint("b", versions))
			for n := 1; n <= versions; n++ {
				must(t, s.AddBenchmarkVersion(ctx, hiring.BenchmarkVersion{
					ID: uuid.New(), BenchmarkID: b.ID, Number: n, Definition: []byte("{}"), Health: fmt.Appendf(nil, `{"exemplars":%d}`, n),
					PublishedBy: b.CreatedBy, PublishedAt: noon(),
				}))
				want[b.ID] = fmt.Sprintf(`{"exemplars":%d}`, n)
			}
		}
		got := map[uuid.UUID]string{}
		for _, v := range need(s.NewestHealths(ctx))(t) {
			got[v.BenchmarkID] = string(v.Health)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("healths (-want +got)\n%s", diff)
		}
	})
}
