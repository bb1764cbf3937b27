package scoring

import (
	"math"

	"touchstone/internal/stats"
)

// The share ω that people's ratings have in a value, unless a requisition's policy says otherwise.
const (
	omegaTwo = .7 // at least two raters, independent of each other
	omegaOne = .5
)

// Ratings are what raters gave the answers to one value's questions, each rater before any discussion.
type Ratings struct {
	Levels  int         // of the rating scale, 1 … Levels
	ByRater [][]float64 // a rater's levels; a rater who gave none is left out
}

// Joint is a value as the machine and people together see it. The parts are always shown beside it, and rated people
// are never sorted together with unrated ones.
type Joint struct {
	Fit      Figure   `json:"fit"`
	Human    Figure   `json:"human"` // H = 100·(mean level − 1)/(levels − 1)
	Value    Figure   `json:"value"` // V = (1−ω)·fit + ω·H
	Omega    float64  `json:"omega"`
	Raters   int      `json:"raters"`
	Lo90Hi90 Interval `json:"interval90"`
	Lo95Hi95 Interval `json:"interval95"`
}

// means returns each rater's mean level as 0..100.
func (r Ratings) means() []float64 {
	var out []float64
	for _, levels := range r.ByRater {
		if m := stats.Mean(levels); m.Defined() {
			out = append(out, 100*(m.Value-1)/float64(r.Levels-1))
		}
	}
	return out
}

// The reasons for which there is no human part.
const (
	NotRated = "not_rated"
	NoScales = "no_rating_scale" // a scale of one level, or a level outside it
)

// TooFewRated is why fit and ratings are not put together for the whole although the whole has a fit: the values that
// were rated carry too little of it to stand for it.
const TooFewRated = "too_few_rated"

// Human is H of §4.1: 100·(mean level−1)/(m−1), each rater weighing the same however many answers they rated.
func (r Ratings) Human() Figure {
	if r.Levels < 2 {
		return Figure{Undefined: NoScales}
	}
	for _, levels := range r.ByRater {
		for _, l := range levels {
			if !(l >= 1 && l <= float64(r.Levels)) {
				return Figure{Undefined: NoScales}
			}
		}
	}
	m := stats.Mean(r.means())
	if !m.Defined() {
		return Figure{Undefined: NotRated}
	}
	return Figure(m)
}

// Join is §4.1's V = (1−ω)·fit + ω·H with the interval of §4.4: the fit's own resamples, and with two raters or more
// the raters drawn anew for each. k raters resampled spread by (k−1)/k of the variance that other raters would have,
// so their deviations are widened by √(k/(k−1)) (Rao & Wu 1988, JASA 83:231). omega outside 0..1 means the default.
// One rater's doubt cannot be seen, and is not in the interval.
func Join(f ValueFit, r Ratings, omega float64, seed uint64) Joint {
	j := Joint{Fit: f.Fit, Human: r.Human(), Omega: omega}
	var means []float64
	if j.Human.Defined() {
		means = r.means()
	}
	j.Raters = len(means)
	if !(omega >= 0 && omega <= 1) {
		j.Omega = omegaOne
		if j.Raters >= 2 {
			j.Omega = omegaTwo
		}
	}
	switch {
	case !j.Human.Defined():
		j.undefined(j.Human.Undefined)
		return j
	case !f.Fit.Defined():
		j.undefined(f.Fit.Undefined)
		return j
	}
	j.Value = Figure{Value: (1-j.Omega)*f.Fit.Value + j.Omega*j.Human.Value}
	j.intervals(f, means, seed)
	return j
}

func (j *Joint) undefined(reason string) {
	j.Value = Figure{Undefined: reason}
	j.Lo90Hi90, j.Lo95Hi95 = Interval{Undefined: reason}, Interval{Undefined: reason}
}

func (j *Joint) intervals(f ValueFit, means []float64, seed uint64) {
	fits := unpack(f.Resampled)
	if fits == nil {
		reason := f.Lo90Hi90.Undefined
		if reason == "" {
			reason = NotEstimable
		}
		j.Lo90Hi90, j.Lo95Hi95 = Interval{Undefined: reason}, Interval{Undefined: reason}
		return
	}
	rng := random(seed, "raters")
	drawn := make([]float64, resamples)
	for b := range drawn {
		h := j.Human.Value
		if k := len(means); k >= 2 {
			sum := 0.0
			for range k {
				sum += means[rng.IntN(k)]
			}
			h += math.Sqrt(float64(k)/float64(k-1)) * (sum/float64(k) - h)
		}
		drawn[b] = clip((1-j.Omega)*fits[b%len(fits)]+j.Omega*h, 0, 100)
	}
	tails := [2]float64{expandedTail(.90, f.Exemplars), expandedTail(.95, f.Exemplars)}
	all := sample{drawn, j.Value.Value, 1}
	j.Lo90Hi90, j.Lo95Hi95 = all.intervals(tails, make([]float64, resamples))
}
