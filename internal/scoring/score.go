package scoring

import (
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// Score holds one person's answers against the benchmark: every answer, every value and the whole, with intervals.
// The same person and policy give the same result, to the last bit.
func (b *Benchmark) Score(r Respondent, p Policy, peers Peers) Result {
	res := Result{Engine: Engine, Benchmark: b.hash, Mode: r.Mode, Flags: b.style(r)}
	readings := b.readings(r, p, peers)
	res.Answers = make([]AnswerScore, 0, len(b.items))
	for i := range readings {
		readings[i].score.Weight = readings[i].part.entering()
		res.Answers = append(res.Answers, readings[i].score)
	}
	res.Values, res.Overall = b.fits(readings, p, nil)
	if ws := b.otherMode(r); ws != nil {
		res.Overall.Warnings = append(res.Overall.Warnings, ws...)
	}
	return res
}

// readings holds every answer against its question. A text that is evidence only weighs nothing.
func (b *Benchmark) readings(r Respondent, p Policy, peers Peers) []reading {
	out := make([]reading, len(b.items))
	for i, it := range b.items {
		out[i] = it.read(r, peers[it.asked().ID])
		if p.Text == EvidenceOnly && it.asked().Kind == hiring.Text {
			out[i].part.weight = 0
		}
	}
	return out
}

// fits combines readings into the fit of every value and of the whole; adjusted says which of the readings a person put
// in place of a computed one, nil that none is.
func (b *Benchmark) fits(readings []reading, p Policy, adjusted []bool) (values []ValueFit, whole ValueFit) {
	boot := b.bootstrap(readings, p)
	w := b.workspace()
	defer b.workspaces.Put(w)
	if !b.population {
		boot.run(b.seed, w)
	}
	shares := make([]float64, len(b.values))
	for v := range b.values {
		f := b.valueFit(v, boot, p, w.quantiles)
		if adjusted != nil {
			shares[v] = adjustedShare(readings, adjusted, boot.counting[v])
			f.doubtIf(shares[v])
		}
		values = append(values, f)
	}
	whole = b.wholeFit(values, boot, w.quantiles)
	if adjusted != nil {
		whole.doubtIf(adjustedWhole(values, shares))
	}
	return values, whole
}

// entering is w·c as it entered the fit: 0 for what did not.
func (p part) entering() float64 {
	if p.standing == answered || p.standing == skipped {
		return p.weight * p.c
	}
	return 0
}

// bootstrap sets the resampling up: which answers count for which value, and what each value weighs.
func (b *Benchmark) bootstrap(readings []reading, p Policy) *bootstrap {
	s := &bootstrap{
		readings: readings,
		counting: make([][]int, len(b.values)),
		values:   make([][]int, len(b.values)),
		weights:  make([]float64, len(b.values)),
		asked:    resampling{values: make([][]float64, len(b.values))},
		both:     resampling{values: make([][]float64, len(b.values))},
	}
	for v, val := range b.values {
		var parts []part
		for _, i := range val.items {
			p := readings[i].part
			parts = append(parts, p)
			if p.entering() > 0 {
				s.counting[v] = append(s.counting[v], i)
			}
			if p.weight > 0 && readings[i].again != nil {
				s.values[v] = append(s.values[v], i)
			}
		}
		if combine(parts).a.Defined() {
			s.weights[v] = b.weight(p, v)
		} else {
			s.counting[v], s.values[v] = nil, nil
		}
	}
	return s
}

// weight is W_v, normalised over the values that the policy and the benchmark share. Without any weights in the
// policy all values weigh the same.
func (b *Benchmark) weight(p Policy, v int) float64 {
	if len(p.Weights) == 0 {
		return 1 / float64(len(b.values))
	}
	sum := 0.0
	for _, val := range b.values {
		sum += max(0, p.Weights[val.name])
	}
	if sum == 0 {
		return 0
	}
	return max(0, p.Weights[b.values[v].name]) / sum
}

// valueFit is §4.1, §4.3 and §4.4 for one value.
func (b *Benchmark) valueFit(v int, boot *bootstrap, p Policy, scratch []float64) ValueFit {
	val, readings := b.values[v], boot.readings
	var parts []part
	textOnly := true
	for _, i := range val.items {
		parts = append(parts, readings[i].part)
		textOnly = textOnly && b.items[i].asked().Kind == hiring.Text
	}
	sum := combine(parts)
	switch {
	case p.Text == EvidenceOnly && textOnly:
		sum.a, sum.coverage = Figure{Undefined: string(EvidenceOnly)}, Figure{Undefined: string(EvidenceOnly)}
	case sum.a.Undefined == NothingAsked:
		reason := whyNothing(readings, val.items)
		sum.a, sum.coverage = Figure{Undefined: reason}, Figure{Undefined: reason}
	}
	out := ValueFit{
		Value: val.name, Fit: fitOf(sum.a), Coverage: sum.coverage, Answered: sum.answered, Offered: sum.offered,
		Exemplars: mostExemplars(readings, val.items), Must: p.Must[val.name], Weight: b.weight(p, v),
	}
	out.warnOfLittle(sum)
	asked, both := boot.asked.values[v], boot.both.values[v]
	reason := b.whyNoInterval(out.Fit, readings, boot.counting[v], out.Exemplars, both)
	b.intervals(&out, sample{asked, sum.a.Value, 100}, sample{both, sum.a.Value, 100}, reason, len(boot.counting[v]), scratch)
	out.Percentile = out.Fit
	if out.Fit.Defined() {
		out.Percentile = percentile(out.Fit.Value, val.top)
	}
	out.Threshold = threshold(p, val)
	out.Review = out.Must && out.low()
	b.hideIfTooSmall(&out)
	return out
}

// whyNothing says why no answer of a value could enter: nobody to compare it with, another language, or nothing
// asked.
func whyNothing(readings []reading, items []int) string {
	for _, i := range items {
		if s := readings[i].score.Status; s == NoExemplars || s == OtherLanguage {
			return string(s)
		}
	}
	return NothingAsked
}

// warnOfLittle adds the warnings about what the fit rests on.
func (f *ValueFit) warnOfLittle(sum combined) {
	if f.Exemplars < leastToShow && f.Offered > 0 {
		f.Warnings = append(f.Warnings, tooFew(f.Exemplars))
	}
	if sum.coverage.Defined() && sum.a.Defined() && sum.coverage.Value < completeCoverage-tolerance {
		f.Warnings = append(f.Warnings, Warning{Code: Incomplete, Figures: figures{"coverage": sum.coverage.Value}})
	}
	for i := range f.Warnings {
		f.Warnings[i].Value = f.Value
	}
}

// mostExemplars is the largest number of exemplars any of the answers was held against.
func mostExemplars(readings []reading, items []int) int {
	n := 0
	for _, i := range items {
		n = max(n, readings[i].score.Exemplars)
	}
	return n
}

// whyNoInterval says why resampling would show a certainty that is not there, or "".
func (b *Benchmark) whyNoInterval(fit Figure, readings []reading, items []int, exemplars int, resampled []float64) string {
	switch {
	case b.population:
		return NotEstimable
	case !fit.Defined():
		return fit.Undefined
	case exemplars < leastToShow:
		return TooFewExemplars
	case len(items) < leastItems:
		return FewQuestions
	case !slices.ContainsFunc(items, func(i int) bool { return !readings[i].unanimous }):
		return OneMind
	case !varies(resampled):
		return NotEstimable
	}
	return ""
}

// threshold is what a must-have value is held against: the policy's, else the exemplars' own lower quartile.
func threshold(p Policy, v value) Figure {
	if t, ok := p.Thresholds[v.name]; ok {
		return Figure{Value: t}
	}
	return lowerQuarter(v.top)
}

// DefaultThreshold is what a must-have value is held against when a requisition says nothing else, and on how many
// exemplars, each scored without their own answers, it rests.
func (h ValueHealth) DefaultThreshold() (threshold Figure, n int) {
	top := fits(h.Top)
	return lowerQuarter(top), len(top)
}

func lowerQuarter(top []float64) Figure {
	if len(top) == 0 {
		return Figure{Undefined: string(NoExemplars)}
	}
	return Figure{Value: stats.QuantileSorted(top, thresholdPercentile)}
}

// skippedTooMuch tells whether the values left undefined because too little of them was answered weigh so much that
// the rest no longer stands for the whole: what holds for one value (§4.1) holds for all of them, or leaving one's
// weakest values out would pay.
func skippedTooMuch(values []ValueFit) bool {
	var answered, all float64
	for _, f := range values {
		if f.Fit.Defined() {
			answered += f.Weight
		}
		if f.Fit.Defined() || f.Fit.Undefined == Insufficient {
			all += f.Weight
		}
	}
	return all > 0 && answered/all < leastCoverage-tolerance
}

// wholeFit is §4.2.
func (b *Benchmark) wholeFit(values []ValueFit, boot *bootstrap, scratch []float64) ValueFit {
	var parts []weighted
	var items []int
	out := ValueFit{Weight: 1, Threshold: Figure{Undefined: "not_must"}}
	for v, f := range values {
		parts = append(parts, weighted{f.Weight, f.Fit, f.Coverage})
		out.Exemplars = max(out.Exemplars, f.Exemplars)
		if f.Weight > 0 {
			out.Answered += f.Answered
			out.Offered += f.Offered
			items = append(items, boot.counting[v]...)
		}
	}
	out.Fit, out.Coverage = overall(parts)
	if skippedTooMuch(values) {
		out.Fit = Figure{Undefined: Insufficient}
	}
	reason := b.whyNoInterval(out.Fit, boot.readings, items, out.Exemplars, boot.both.whole)
	pooled := 0
	if reason == "" {
		pooled, reason = pool(values, boot.counting)
	}
	b.intervals(&out, sample{boot.asked.overall, out.Fit.Value, 1}, sample{boot.both.overall, out.Fit.Value, 1}, reason, len(items), scratch)
	out.Percentile = out.Fit
	if out.Fit.Defined() {
		out.Percentile = percentile(out.Fit.Value, fits(b.health.Overall.Top))
	}
	if out.Coverage.Defined() && out.Coverage.Value < completeCoverage-tolerance {
		out.Warnings = append(out.Warnings, Warning{Code: Incomplete, Figures: figures{"coverage": out.Coverage.Value}})
	}
	if pooled > 0 && out.Lo90Hi90.Defined() {
		out.Warnings = append(out.Warnings, Warning{Code: PooledQuestions, Figures: figures{"questions": float64(pooled)}})
	}
	b.hideIfTooSmall(&out)
	return out
}

// low tells whether the upper limit of a fit is under its threshold. Where no interval can be estimated the fit itself
// is held against it: the doubt is larger then, not smaller.
func (f ValueFit) low() bool {
	if !f.Fit.Defined() || !f.Threshold.Defined() {
		return false
	}
	upper := f.Fit.Value
	if f.Lo90Hi90.Defined() {
		upper = f.Lo90Hi90.Hi
	}
	return upper < f.Threshold.Value
}

// hideIfTooSmall takes every figure of a fit away when the benchmark is too small to show a candidate's score (§2.2).
// The answers keep theirs.
func (b *Benchmark) hideIfTooSmall(f *ValueFit) {
	if len(b.definition.Exemplars) >= leastToShow {
		return
	}
	f.Fit, f.Percentile = Figure{Undefined: GradeTooSmall}, Figure{Undefined: GradeTooSmall}
	f.without(GradeTooSmall)
	f.Review = false
}

// pool says what the whole's interval rests on when no value has one of its own: the questions of the values with fewer
// than three, which are then resampled together (strata) if there are three of them. Otherwise the whole has no interval
// either, which reason says. While a value has one both are zero.
func pool(values []ValueFit, counting [][]int) (pooled int, reason string) {
	for v, x := range values {
		if x.Weight == 0 || !x.Fit.Defined() {
			continue
		}
		if x.Lo90Hi90.Defined() {
			return 0, ""
		}
		if len(counting[v]) < leastItems {
			pooled += len(counting[v])
		}
	}
	if pooled < leastItems {
		return 0, NoneHasOne
	}
	return pooled, ""
}

// otherMode warns when the person spoke and every exemplar wrote, or the other way round.
func (b *Benchmark) otherMode(r Respondent) []Warning {
	n := spoken(b.definition.Exemplars)
	if len(b.definition.Exemplars) == 0 {
		return nil
	}
	if said := r.Mode == ModeInterview; said && n == 0 || !said && n == len(b.definition.Exemplars) {
		return []Warning{{Code: MixedModes, Figures: figures{
			"spoken": float64(n), "written": float64(len(b.definition.Exemplars) - n),
		}}}
	}
	return nil
}
