package scoring

import "slices"

// Override is what a person made of one answer's score: another alignment, or none at all.
type Override struct {
	Void      bool    // the score does not count
	Alignment float64 // 0..1, in place of the computed one; without meaning when Void
}

// Reviewed is the fit of a person whose answers' scores people have looked at. It stands beside the computed result,
// which is never changed.
type Reviewed struct {
	Engine    string     `json:"engine"`
	Benchmark string     `json:"benchmark"`
	Values    []ValueFit `json:"values"`
	Overall   ValueFit   `json:"overall"`
}

// MostlyAdjusted is why a reviewed fit has no interval: people's numbers carry more than half of its weight.
const MostlyAdjusted = "mostly_adjusted"

// mostAdjusted is the share of a fit's weight that people's numbers may have before its interval would be feigned.
const mostAdjusted = .5

// Reviewed computes the fits of a scored person with people's overrides, by question, in place of computed scores:
//
//	A_v = Σ w·c·a' / Σ w·c      a' = the override where there is one, else the computed a
//
// A voided score is treated as an answer that no program read: it is left out of A_v and lowers the coverage, so that
// a value of which too much is voided has no fit (§4.1). An override of an answer that has no computed score changes
// nothing, and so does one that repeats it.
//
// The interval is the computed one's (§4.4a) with the answer's number the same under every resample of the exemplars:
// what a person reads out of an answer does not depend on which top reps were asked. Its weight w·c still varies, and
// the questions are drawn as before. The person's own doubt about the number is in no resample. While people's numbers
// carry the smaller part of the weight, the interval is that of the rest; when they carry more than half,
//
//	Σ_adjusted w·c / Σ w·c > 1/2      (of the whole: each value's share weighed by W_v)
//
// it would show a certainty nobody has measured, and there is none.
//
// scored is the stored result: an answer it left unscored (as near another candidate's, say) stays unscored, whoever
// else has answered since. Without overrides the fits are the stored ones.
func (b *Benchmark) Reviewed(r Respondent, p Policy, scored Result, overrides map[string]Override) Reviewed {
	readings := b.readings(r, p, nil)
	unscored := map[string]Status{}
	for _, a := range scored.Answers {
		if !a.Alignment.Defined() {
			unscored[a.Question] = a.Status
		}
	}
	adjusted := make([]bool, len(readings))
	for i := range readings {
		x := &readings[i]
		if s, was := unscored[x.score.Question]; was && x.part.standing == answered {
			*x = x.unscored(s)
			x.again = nil
		}
		if o, given := overrides[x.score.Question]; given && x.part.standing == answered {
			adjusted[i] = x.override(o)
		}
	}
	out := Reviewed{Engine: Engine, Benchmark: b.hash}
	out.Values, out.Overall = b.fits(readings, p, adjusted)
	if ws := b.otherMode(r); ws != nil {
		out.Overall.Warnings = append(out.Overall.Warnings, ws...)
	}
	return out
}

// override puts a person's judgement in place of an answered reading, and tells whether it is a number of theirs.
func (r *reading) override(o Override) bool {
	if o.Void {
		r.part.standing, r.again = unread, nil
		return false
	}
	a := clip(o.Alignment, 0, 1)
	r.part.a = a
	if again := r.again; again != nil {
		r.again = func(own []float64, sums []float32) (wc, wca []float64) {
			wc, _ = again(own, sums)
			for b, x := range wc {
				own[b] = x * a
			}
			return wc, own
		}
	}
	return true
}

// adjustedShare is Σ_adjusted w·c / Σ w·c over the answers that count in a value.
func adjustedShare(readings []reading, adjusted []bool, counting []int) float64 {
	var theirs, all float64
	for _, i := range counting {
		wc := readings[i].part.entering()
		all += wc
		if adjusted[i] {
			theirs += wc
		}
	}
	if all == 0 {
		return 0
	}
	return theirs / all
}

// adjustedWhole is the share of people's numbers in the whole: each value's by what the value weighs.
func adjustedWhole(values []ValueFit, shares []float64) float64 {
	var theirs, all float64
	for v, f := range values {
		if f.Fit.Defined() {
			all += f.Weight
			theirs += f.Weight * shares[v]
		}
	}
	if all == 0 {
		return 0
	}
	return theirs / all
}

// doubtIf takes the interval of a fit away when more than half of its weight is people's numbers, with what was said
// about how wide it is.
func (f *ValueFit) doubtIf(share float64) {
	if share <= mostAdjusted+tolerance || !f.Fit.Defined() {
		return
	}
	f.without(MostlyAdjusted)
	f.Warnings = slices.DeleteFunc(f.Warnings, func(w Warning) bool {
		return w.Code == WiderThanItLooks || w.Code == PooledQuestions
	})
	f.Review = f.Must && f.low()
}
