package scoring

import (
	"testing"

	"touchstone/internal/hiring"
)

func TestIntervalIsNotEstimable(t *testing.T) {
	t.Parallel()
	answer := func(n int) func(int, Question) hiring.AnswerBody {
		return func(int, Question) hiring.AnswerBody { return number(n) }
	}
	for _, tc := range []struct {
		name      string
		questions int
		exemplars int
		unanimous bool
		reason    string
	}{
		{"enough of everything", 4, 10, false, ""},
		{"two questions", 2, 10, false, NotEstimable},
		{"exemplars of one mind", 4, 10, true, NotEstimable},
		{"four exemplars", 4, 4, false, GradeTooSmall},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, _ := agreed(tc.questions)
			if tc.unanimous {
				d.Exemplars = respondents("top", tc.exemplars, d.Questions, answer(8))
			}
			d.Exemplars = d.Exemplars[:tc.exemplars]
			r := respondents("c", 1, d.Questions, answer(7))[0]
			v := built(t, d).Score(r, Policy{}, nil).Values[0]
			if v.Lo90Hi90.Undefined != tc.reason || v.Lo95Hi95.Undefined != tc.reason {
				t.Errorf("interval %+v, want reason %q", v.Lo90Hi90, tc.reason)
			}
		})
	}
}

// TestFewExemplarsOfAQuestionGiveNoInterval has a benchmark large enough, of which only four answered the value.
func TestFewExemplarsOfAQuestionGiveNoInterval(t *testing.T) {
	t.Parallel()
	d, r := agreed(4)
	for i := 4; i < len(d.Exemplars); i++ {
		d.Exemplars[i].Answers = nil
	}
	v := built(t, d).Score(r, Policy{}, nil).Values[0]
	if v.Lo90Hi90.Undefined != TooFewExemplars || !v.Fit.Defined() {
		t.Errorf("fit %+v, interval %+v", v.Fit, v.Lo90Hi90)
	}
}

func TestIntervalsHoldTheFitAndNest(t *testing.T) {
	t.Parallel()
	d := company(1, 12, 12, 10)
	b := built(t, d)
	wide := 0
	for seed := range uint64(20) {
		res := b.Score(applicant(d, seed), Policy{}, nil)
		for _, v := range append(res.Values, res.Overall) {
			if !v.Lo90Hi90.Defined() {
				t.Errorf("value %q: %s", v.Value, v.Lo90Hi90.Undefined)
				continue
			}
			if v.Lo95Hi95.Lo > v.Lo90Hi90.Lo || v.Lo90Hi90.Lo > v.Fit.Value || v.Fit.Value > v.Lo90Hi90.Hi || v.Lo90Hi90.Hi > v.Lo95Hi95.Hi {
				t.Errorf("value %q: fit %v in %+v in %+v", v.Value, v.Fit.Value, v.Lo90Hi90, v.Lo95Hi95)
			}
			if v.Lo90Hi90.Hi > v.Lo90Hi90.Lo {
				wide++
			}
		}
	}
	if wide < 60 {
		t.Errorf("only %d of 80 intervals have a width", wide)
	}
}

// TestIntervalNarrowsWithExemplars: four times the exemplars, asked the same questions, must say the same more surely.
func TestIntervalNarrowsWithExemplars(t *testing.T) {
	t.Parallel()
	width := func(n int) float64 {
		d, _ := agreed(1)
		d.Exemplars = respondents("top", n, d.Questions, func(i int, _ Question) hiring.AnswerBody {
			return number([]int{5, 6, 7, 8, 6}[i%5])
		})
		it := built(t, d).items[0]
		r := respondents("c", 1, d.Questions, func(int, Question) hiring.AnswerBody { return number(5) })[0]
		again := it.read(r, nil).again
		var as []float64
		for b := range resamples {
			if _, a, ok := again(b); ok {
				as = append(as, a)
			}
		}
		i := percentileInterval(as, .90, as[0])
		return i.Hi - i.Lo
	}
	few, many := width(10), width(40)
	if !(many < .75*few) {
		t.Errorf("width %v with 40 exemplars, %v with 10", many, few)
	}
}

func TestStrataKeepSmallValuesTogether(t *testing.T) {
	t.Parallel()
	got := strata([][]int{{0, 1, 2}, {3}, {4, 5}, {6, 7, 8, 9}})
	if len(got) != 3 || len(got[0]) != 3 || len(got[1]) != 4 || len(got[2]) != 3 {
		t.Errorf("strata %v", got)
	}
	if got := strata([][]int{{0}, {1}}); got != nil {
		t.Errorf("two single questions were put together: %v", got)
	}
}
