package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
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
		{"two questions", 2, 10, false, FewQuestions},
		{"exemplars of one mind", 4, 10, true, OneMind},
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

// TestAnIntervalWithoutWidthIsNone has a person whose fit is 0 under every resample, for the values and the whole: what
// looks most certain there is only what lies at the end of the scale.
func TestAnIntervalWithoutWidthIsNone(t *testing.T) {
	t.Parallel()
	d, _ := agreed(4)
	worst := respondents("c", 1, d.Questions, func(int, Question) hiring.AnswerBody { return number(1) })[0]
	res := built(t, d).Score(worst, Policy{}, nil)
	for _, f := range append(res.Values, res.Overall) {
		reason := AtTheEnd
		if f.Value == "" {
			reason = NoneHasOne
		}
		if !f.Fit.Defined() || f.Fit.Value != 0 || f.Lo90Hi90.Undefined != reason || f.Asked95.Defined() || f.Resampled != "" {
			t.Errorf("value %q: fit %+v, interval %+v", f.Value, f.Fit, f.Lo90Hi90)
		}
	}
}

// TestTheWholeHasAnIntervalOnlyWhereSomethingCouldVary has values of two questions each, so that none has an interval.
func TestTheWholeHasAnIntervalOnlyWhereSomethingCouldVary(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		questions     int
		pooled        float64
		reason        string
		ofOneQuestion bool
	}{
		{"four questions of two values vary together, and that is said", 4, 4, "", false},
		{"two questions do not", 2, 0, FewQuestions, true},
	} {
		d, _ := agreed(c.questions)
		for i := range d.Questions {
			if d.Questions[i].Value = "first"; c.ofOneQuestion && i == 1 || !c.ofOneQuestion && i > 1 {
				d.Questions[i].Value = "second"
			}
		}
		r := respondents("c", 1, d.Questions, func(int, Question) hiring.AnswerBody { return number(7) })[0]
		res := built(t, d).Score(r, Policy{}, nil)
		for _, f := range res.Values {
			if f.Lo90Hi90.Undefined != FewQuestions {
				t.Errorf("%s: value %q has %+v", c.name, f.Value, f.Lo90Hi90)
			}
		}
		pooled := 0.0
		for _, w := range res.Overall.Warnings {
			if w.Code == PooledQuestions {
				pooled = w.Figures["questions"]
			}
		}
		if res.Overall.Lo90Hi90.Undefined != c.reason || pooled != c.pooled {
			t.Errorf("%s: the whole has %+v, said to rest on %v questions", c.name, res.Overall.Lo90Hi90, pooled)
		}
	}
}

// TestTheWholeDoesNotBorrowCertaintyFromItsValues has one value at the end of the scale and one of a single question.
func TestTheWholeDoesNotBorrowCertaintyFromItsValues(t *testing.T) {
	t.Parallel()
	d, _ := agreed(4)
	for i := range d.Questions {
		if d.Questions[i].Value = "end"; i == 3 {
			d.Questions[i].Value = "single"
		}
	}
	r := respondents("c", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody {
		if q.Value == "end" {
			return number(1)
		}
		return number(8)
	})[0]
	res := built(t, d).Score(r, Policy{}, nil)
	if f := res.Overall; !f.Fit.Defined() || f.Lo90Hi90.Undefined != NoneHasOne || f.Resampled != "" || len(f.Warnings) > 0 {
		t.Errorf("the whole: %+v", f)
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
			if v.Lo90Hi90.Undefined == AtTheEnd && (v.Fit.Value == 0 || v.Fit.Value == 100) {
				continue
			}
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
		wc, wca := it.read(r, nil).again(make([]float64, resamples), nil)
		a := make([]float64, resamples)
		for b := range a {
			a[b] = wca[b] / wc[b]
		}
		i, _ := sample{a, a[0], 1}.intervals([2]float64{.05, .025}, make([]float64, resamples))
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

// TestResampledKeysAreTheKeysOfTheResamples holds the rows of resampled keys, kind by kind, against keys built from
// the resampled exemplars one by one.
func TestResampledKeysAreTheKeysOfTheResamples(t *testing.T) {
	t.Parallel()
	d := company(3, 8, 10, 0)
	b := built(t, d)
	draws := drawExemplars(b.seed, 10)()
	r := applicant(d, 5)
	for _, it := range b.items {
		it := it.(*closedItem)
		v, err := it.encode(r.Answers[it.question.ID])
		if err != nil {
			t.Fatal(err)
		}
		c, a := it.under(v)(make([]float64, resamples), nil)
		for i := range 200 {
			sum := tally{sum: make([]float64, it.size)}
			for j, e := range it.top {
				sum.add(e.vector, float64(draws[j][i]))
			}
			k := it.newKey(sum, make([]float64, it.size))
			want, ok := it.align(&k, v)
			if c[i] > 0 && (!ok || math.Abs(a[i]/c[i]-want) > 1e-12) {
				t.Errorf("%s, resample %d: %v, want %v, %v", it.question.Kind, i, a[i]/c[i], want, ok)
			}
			if c[i] > 0 != (ok && it.counts(it.agreement(sum), sum, it.bound)) {
				t.Errorf("%s, resample %d: weight %v, alignment defined %v", it.question.Kind, i, c[i], ok)
			}
		}
	}
}

func TestQuantileIsThatOfSortedNumbers(t *testing.T) {
	t.Parallel()
	rng := steady()
	for range 300 {
		x := make([]float64, 1+rng.IntN(40))
		for i := range x {
			x[i] = float64(rng.IntN(12))
		}
		p := rng.Float64()
		want := stats.QuantileSorted(slices.Sorted(slices.Values(x)), p)
		if got := quantile(slices.Clone(x), p*float64(len(x)-1)); math.Abs(got-want) > 1e-12 {
			t.Fatalf("quantile %v of %v is %v, want %v", p, x, got, want)
		}
	}
}

// TestExpandedTail holds the tails for 95 % against Φ(−t·√(n/(n−1))) with t from a table (2.7764, 2.2622, 2.0930,
// 1.9842) and Φ from another.
func TestExpandedTail(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]float64{5: .0010, 10: .0086, 20: .0159, 100: .0231} {
		if got := expandedTail(.95, n); math.Abs(got-want) > .0002 {
			t.Errorf("n = %d: %.4f, want %.4f", n, got, want)
		}
	}
}

// TestIntervalsAreThoseOfSortedFits: selecting the four ends one after the other gives what sorting would.
func TestIntervalsAreThoseOfSortedFits(t *testing.T) {
	t.Parallel()
	rng := steady()
	for range 50 {
		x := make([]float64, leastResamples+rng.IntN(1000))
		sum := 0.0
		for i := range x {
			x[i] = math.Round(20*rng.NormFloat64()) / 100
			sum += x[i]
		}
		point := .1 * rng.NormFloat64()
		bias := sum/float64(len(x)) - point
		tails := [2]float64{.05 * rng.Float64(), 0}
		tails[1] = tails[0] * rng.Float64()
		got := [2]Interval{}
		got[0], got[1] = sample{x, point, 1}.intervals(tails, make([]float64, len(x)))
		sorted := slices.Sorted(slices.Values(x))
		for i, tail := range tails {
			lo, hi := stats.QuantileSorted(sorted, tail), stats.QuantileSorted(sorted, 1-tail)
			lo, hi = max(0, min(point, lo, lo-bias)), max(0, point, hi, hi-bias)
			if math.Abs(got[i].Lo-lo) > 1e-9 || math.Abs(got[i].Hi-hi) > 1e-9 {
				t.Fatalf("tail %v: %+v, want %v to %v", tail, got[i], lo, hi)
			}
		}
	}
}
