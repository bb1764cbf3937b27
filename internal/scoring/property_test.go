package scoring

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"touchstone/internal/hiring"
)

// closedQuestion draws a closed question of any kind and size.
func closedQuestion(t *rapid.T) Question {
	kind := rapid.SampledFrom([]hiring.Kind{hiring.Numeric, hiring.Single, hiring.Multiple, hiring.Ranking}).Draw(t, "kind")
	q := choiceQuestion("q", kind, rapid.IntRange(2, 8).Draw(t, "options"))
	if kind == hiring.Numeric {
		q = numericQuestion("q")
		q.Lo = rapid.IntRange(0, 3).Draw(t, "lo")
		q.Hi = q.Lo + rapid.IntRange(2, 20).Draw(t, "points")
		q.Mode = rapid.SampledFrom([]hiring.ScaleMode{hiring.IdealPoint, hiring.AtLeast}).Draw(t, "mode")
	}
	return q
}

// drawnVectors draws n answers to a question.
func drawnVectors(t *rapid.T, s scale, n int) []vector {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	out := make([]vector, n)
	for i := range out {
		var err error
		if out[i], err = s.encode(typicalAnswer(rng, s.question)); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestAlignmentHasItsRange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := newScale(closedQuestion(t))
		answers := drawnVectors(t, s, rapid.IntRange(1, 12).Draw(t, "n"))
		best := -1.0
		for _, v := range append(drawnVectors(t, s, 20), answers...) {
			sim, a, k := aligned(s, answers, v)
			if !a.Defined() {
				continue
			}
			if a.Value > 1+tolerance || sim.Value < 0 || sim.Value > 1 || k.e0 < 0 || k.e0 >= 1 {
				t.Fatalf("a %v, s %v, e0 %v", a.Value, sim.Value, k.e0)
			}
			best = max(best, a.Value)
		}
		if s.question.Kind == hiring.Numeric || s.question.Kind == hiring.Single {
			if _, a, _ := aligned(s, answers, bestAnswer(s, answers)); a.Defined() && (a.Value < 1-1e-6 || best > a.Value+tolerance) {
				t.Fatalf("the most exemplar-like answer earns %v, another %v", a.Value, best)
			}
		}
	})
}

// bestAnswer is the point with the highest alignment.
func bestAnswer(s scale, answers []vector) vector {
	k := s.newKey(s.tally(answers), make([]float64, s.size))
	v := vector{at: make([]float64, s.size)}
	at := 0
	for i := range k.table {
		if k.table[i] > k.table[at] {
			at = i
		}
	}
	v.at[at] = 1
	return v
}

// TestRandomAnsweringEarnsNothing is what makes questions of different kinds comparable: the mean alignment over all
// points of a scale is 0.
func TestRandomAnsweringEarnsNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := newScale(closedQuestion(t))
		if s.question.Kind == hiring.Ranking || s.question.Kind == hiring.Multiple {
			t.Skip("their answers are not points; tested apart")
		}
		k := s.newKey(s.tally(drawnVectors(t, s, rapid.IntRange(1, 12).Draw(t, "n"))), make([]float64, s.size))
		sum := 0.0
		for _, a := range k.table {
			sum += a
		}
		if sum > 1e-6 || sum < -1e-6 {
			t.Fatalf("random answering earns %v", sum/float64(s.size))
		}
	})
}

func TestOrderOfExemplarsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := newScale(closedQuestion(t))
		answers := drawnVectors(t, s, rapid.IntRange(1, 10).Draw(t, "n"))
		before := s.judge(answers, nil, newLuck(1, luckLimit))
		v := drawnVectors(t, s, 1)[0]
		_, a, _ := aligned(s, answers, v)
		slices.Reverse(answers)
		after := s.judge(answers, nil, newLuck(1, luckLimit))
		if _, b, _ := aligned(s, answers, v); a != b || before.c != after.c || before.p != after.p {
			t.Fatalf("a %v then %v, c %v then %v, p %v then %v", a, b, before.c, after.c, before.p, after.p)
		}
	})
}

func TestConsensusHasItsRange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := newScale(closedQuestion(t))
		n := rapid.IntRange(0, 12).Draw(t, "n")
		v := s.judge(drawnVectors(t, s, n), drawnVectors(t, s, n), newLuck(2, luckLimit))
		if v.c < 0 || v.c > 1 || v.p.Defined() && (v.p.Value <= 0 || v.p.Value > 1) {
			t.Fatalf("c %v, p %+v", v.c, v.p)
		}
		if v.c > 0 && slices.ContainsFunc(v.warnings, func(w Warning) bool { return w.Code == NoConsensus || w.Code == Polarised }) {
			t.Fatalf("c %v with %v", v.c, codesOf(v.warnings))
		}
	})
}

// TestNoNumberIsLost builds and scores small companies of every shape. JSON knows neither NaN nor infinity, so what
// can be written has none; fits, coverages and percentiles keep their range.
func TestNoNumberIsLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := company(rapid.Uint64().Draw(t, "company"), rapid.IntRange(0, 9).Draw(t, "questions"),
			rapid.IntRange(0, 7).Draw(t, "exemplars"), rapid.IntRange(0, 4).Draw(t, "comparison"))
		b, err := Build(d)
		if err != nil {
			t.Fatal(err)
		}
		r := applicant(d, rapid.Uint64().Draw(t, "candidate"))
		for _, q := range d.Questions {
			switch rapid.IntRange(0, 5).Draw(t, "answered") {
			case 0:
				r.Answers[q.ID] = hiring.AnswerBody{}
			case 1:
				delete(r.Answers, q.ID)
			}
		}
		res := b.Score(r, Policy{}, nil)
		if _, err := json.Marshal([]any{b.Health(), res}); err != nil {
			t.Fatal(err)
		}
		for _, v := range append(res.Values, res.Overall) {
			for _, f := range []Figure{v.Fit, v.Percentile} {
				if f.Defined() && (f.Value < 0 || f.Value > 100) || !f.Defined() && f.Value != 0 {
					t.Fatalf("value %q: %+v", v.Value, v)
				}
			}
			if v.Coverage.Defined() && (v.Coverage.Value < 0 || v.Coverage.Value > 1+tolerance) {
				t.Fatalf("value %q: coverage %+v", v.Value, v.Coverage)
			}
		}
	})
}
