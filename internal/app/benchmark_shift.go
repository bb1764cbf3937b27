package app

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
	"touchstone/internal/store"
)

// leastShift is how many people a group needs before its mean stands beside another's.
const leastShift = 10

// Shift is how people of one kind answered one numeric question beside people of another: applicants beside
// incumbents, because applicants rate themselves higher (Birkeland et al. 2006), or interview beside link, because
// speech and writing differ. G is Hedges' g of the first against the second.
type Shift struct {
	Question      string
	First, Second ShiftGroup
	G             stats.Figure
	Interval      stats.Interval // 95 %, noncentral t
}

// ShiftGroup is one side of a shift.
type ShiftGroup struct {
	N    int
	Mean float64
}

// Shifts are the shifts of one version's numeric questions.
type Shifts struct {
	Applicants []Shift // against the incumbents, once ten applicants have answered
	Modes      []Shift // interview against link, of whoever has at least ten in both
}

// sums are a group's answers to one question, as a count, a sum and a sum of squares.
type sums struct{ n, sum, squares float64 }

func (s *sums) add(x float64) { s.n, s.sum, s.squares = s.n+1, s.sum+x, s.squares+x*x }

func (s *sums) join(t sums) { s.n, s.sum, s.squares = s.n+t.n, s.sum+t.sum, s.squares+t.squares }

// modeSums are the sums of one question and one kind of people; an imported file is writing, like a link.
type modeSums struct{ written, spoken sums }

func (b *modeSums) of(mode string) *sums {
	if mode == string(hiring.ByInterview) {
		return &b.spoken
	}
	return &b.written
}

func (b modeSums) all() sums {
	out := b.written
	out.join(b.spoken)
	return out
}

// ShiftsOf compares applicants with incumbents, and interviews with links, on a version's numeric questions.
func (a *App) ShiftsOf(ctx context.Context, v hiring.BenchmarkVersion) (Shifts, error) {
	var d scoring.Definition
	if err := json.Unmarshal(v.Definition, &d); err != nil {
		return Shifts{}, fmt.Errorf("benchmark version %s: %w", v.ID, err)
	}
	var ids []uuid.UUID
	for _, q := range d.Questions {
		if id, err := uuid.Parse(q.ID); err == nil && q.Kind == hiring.Numeric {
			ids = append(ids, id)
		}
	}
	given, err := a.store.NumericSumsOf(ctx, v.ID, ids)
	if err != nil {
		return Shifts{}, err
	}
	var out Shifts
	for _, id := range ids {
		out.compare(id.String(), incumbentSums(d, id.String()), applicantSums(given, id))
	}
	return out, nil
}

func incumbentSums(d scoring.Definition, question string) modeSums {
	var out modeSums
	for _, group := range [][]scoring.Respondent{d.Exemplars, d.Comparison} {
		for _, r := range group {
			if n := r.Answers[question].Number; n != nil {
				out.of(r.Mode).add(float64(*n))
			}
		}
	}
	return out
}

func applicantSums(given []store.NumericSums, question uuid.UUID) modeSums {
	var out modeSums
	for _, g := range given {
		if g.Question == question {
			out.of(string(g.Mode)).join(sums{float64(g.N), g.Sum, g.Squares})
		}
	}
	return out
}

func (s *Shifts) compare(question string, incumbents, applicants modeSums) {
	if applicants.all().n >= leastShift && incumbents.all().n >= 2 {
		s.Applicants = append(s.Applicants, shiftOf(question, applicants.all(), incumbents.all()))
	}
	for _, people := range []modeSums{applicants, incumbents} { // never mixed: that would be the other shift again
		if people.spoken.n >= leastShift && people.written.n >= leastShift {
			s.Modes = append(s.Modes, shiftOf(question, people.spoken, people.written))
			return
		}
	}
}

func shiftOf(question string, first, second sums) Shift {
	e := stats.HedgesG(first.values(), second.values())
	return Shift{Question: question, First: first.group(), Second: second.group(), G: e.G, Interval: e.GInterval}
}

func (s sums) group() ShiftGroup { return ShiftGroup{N: int(s.n), Mean: s.sum / s.n} }

// values are so many numbers with the same mean and spread: an effect knows no more of its groups than that.
func (s sums) values() []float64 {
	mean := s.sum / s.n
	out := make([]float64, int(s.n))
	pairs := len(out) / 2
	far := 0.0
	if pairs > 0 {
		far = math.Sqrt(max(0, s.squares-s.n*mean*mean) / float64(2*pairs))
	}
	for i := range out {
		switch {
		case i < pairs:
			out[i] = mean - far
		case i < 2*pairs:
			out[i] = mean + far
		default:
			out[i] = mean
		}
	}
	return out
}
