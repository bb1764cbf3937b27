package scoring

import (
	"math"
	"strconv"
	"testing"

	"touchstone/internal/hiring"
)

func TestAWorkedAnswerIsWhatTheEngineScores(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		d := company(seed, 6, 14, 8)
		for i := range d.Questions {
			if seed%2 == 0 && d.Questions[i].Kind == hiring.Numeric {
				d.Questions[i].Mode = hiring.AtLeast
			}
		}
		b := built(t, d)
		worked := 0
		for _, q := range d.Questions {
			w, ok := Work(d, q.ID)
			if !ok {
				continue
			}
			worked++
			for _, p := range w.Points {
				r := Respondent{ID: "c", Group: Candidate, Language: hiring.English, Answers: map[string]hiring.AnswerBody{q.ID: picks(p.Point)}}
				if q.Kind == hiring.Numeric {
					n, err := strconv.Atoi(p.Point)
					if err != nil {
						t.Fatal(err)
					}
					r.Answers[q.ID] = number(n)
				}
				for _, s := range b.Score(r, Policy{Weights: map[string]float64{q.Value: 1}}, nil).Answers {
					if s.Question == q.ID && (math.Abs(s.Alignment.Value-p.A) > 1e-12 || math.Abs(s.Score.Value-p.S) > 1e-12) {
						t.Errorf("seed %d, %s %s: worked s %.4f a %.4f, scored s %.4f a %.4f", seed, q.Kind, p.Point, p.S, p.A, s.Score.Value, s.Alignment.Value)
					}
				}
				if alone := p.P / w.Best; w.Mode != hiring.AtLeast && math.Abs(alone-p.S) > 1e-12 {
					t.Errorf("seed %d, %s %s: p / max p is %.4f, s %.4f", seed, q.Kind, p.Point, alone, p.S)
				}
			}
		}
		if worked == 0 {
			t.Errorf("seed %d: nothing is worked out", seed)
		}
	}
}

func TestOnlyScalesAndSingleChoicesAreWorkedOut(t *testing.T) {
	t.Parallel()
	d, _ := agreed(2)
	d.Questions = append(d.Questions, choiceQuestion("rank", hiring.Ranking, 3))
	for _, id := range []string{"rank", "none of these"} {
		if _, ok := Work(d, id); ok {
			t.Errorf("%s is worked out", id)
		}
	}
}

func TestIncumbentsAlignmentsAreThoseTheHealthIsMadeOf(t *testing.T) {
	t.Parallel()
	b := built(t, company(3, 5, 12, 9))
	people := b.Incumbents()
	if len(people) != 21 || people[0].Group != Exemplar || people[12].Group != Comparison {
		t.Fatalf("%d people", len(people))
	}
	for i, h := range b.Health().Questions {
		var mean, want float64
		n := 0
		for _, p := range people[:12] {
			if !math.IsNaN(p.A[i]) {
				mean, n = mean+p.A[i], n+1
			}
		}
		for _, a := range h.LeaveOneOut {
			want += a
		}
		if n == 0 || math.Abs(mean-want) > 1e-9 {
			t.Errorf("%s: alignments sum to %.6f over %d, the health's to %.6f over %d", h.Kind, mean, n, want, len(h.LeaveOneOut))
		}
	}
}
