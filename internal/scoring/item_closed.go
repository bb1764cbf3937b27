package scoring

import (
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// closedItem is a closed question that has learned from its exemplars, in whatever language they answered it.
type closedItem struct {
	scale
	verdict
	top, typical []entry // by incumbent
	full         key
	folds        []fold // by exemplar: without that exemplar
	languages    map[hiring.Language]int
	loo, compare []float64 // ascending alignments: exemplars left out; comparison reps on equal footing
	n            int       // exemplars who answered
	shown        Evidence  // how they answered
	oneMind      bool      // all of them alike
	bound        bound     // what the agreement of a resample must exceed
	resampled    func() *resampledKey
}

// entry is one incumbent's answer.
type entry struct {
	vector
	offered bool
}

// fold is what some of the exemplars make of a question: a key and the weight it deserves.
type fold struct {
	key
	c float64
}

func newClosedItem(q Question, d Definition, luck *luck, draws func() [][]float32) (*closedItem, error) {
	it := &closedItem{scale: newScale(q), languages: exemplarsBy(d, q)}
	var err error
	if it.top, err = it.entries(d.Exemplars); err != nil {
		return nil, err
	}
	if it.typical, err = it.entries(d.Comparison); err != nil {
		return nil, err
	}
	answers, typical := vectors(it.top), vectors(it.typical)
	all := it.tally(answers)
	it.full = it.newKey(all, make([]float64, it.size))
	it.verdict = it.judge(answers, typical, luck)
	it.n, it.oneMind, it.shown = int(all.n), unanimous(answers), it.evidence()
	if luck == nil {
		return it, nil
	}
	it.bound = luck.least(it.scale, answers, all)
	it.resampled = it.resampler(draws)
	if luck.alone {
		return it, nil
	}
	it.folds = it.leaveOneOut(answers, typical, all, luck)
	it.loo = it.leftOutAlignments()
	it.compare = it.equalFootingAlignments()
	return it, nil
}

func (it *closedItem) entries(people []Respondent) ([]entry, error) {
	out := make([]entry, len(people))
	for i, r := range people {
		was, blank := offered(r, it.question)
		out[i].offered = was
		if !was || blank {
			continue
		}
		var err error
		if out[i].vector, err = it.encode(r.Answers[it.question.ID]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func vectors(entries []entry) []vector {
	out := make([]vector, len(entries))
	for i, e := range entries {
		out[i] = e.vector
	}
	return out
}

// leaveOneOut rebuilds key and weight without each exemplar in turn; an exemplar who gave no answer leaves nothing
// out.
func (it *closedItem) leaveOneOut(answers, typical []vector, all tally, luck *luck) []fold {
	folds := make([]fold, len(answers))
	for j, v := range answers {
		if !v.given() {
			folds[j] = fold{it.full, it.c}
			continue
		}
		rest := slices.Clone(answers)
		rest[j] = vector{}
		all.add(v, -1)
		folds[j] = fold{it.newKey(all, make([]float64, it.size)), it.judge(rest, typical, luck).c}
		all.add(v, 1)
	}
	return folds
}

func (it *closedItem) leftOutAlignments() []float64 {
	var out []float64
	for j, e := range it.top {
		if a, ok := it.align(&it.folds[j].key, e.vector); ok {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return out
}

// equalFootingAlignments holds each comparison rep against every key that the exemplars were held against, and
// takes the mean: a key with one exemplar fewer is a little less sharp for everybody.
func (it *closedItem) equalFootingAlignments() []float64 {
	var out []float64
	for _, e := range it.typical {
		var as []float64
		for j, t := range it.top {
			if a, ok := it.align(&it.folds[j].key, e.vector); ok && t.given() {
				as = append(as, a)
			}
		}
		if m := stats.Mean(as); m.Defined() {
			out = append(out, m.Value)
		}
	}
	slices.Sort(out)
	return out
}

func (it *closedItem) asked() Question { return it.question }

func (it *closedItem) exemplar(j int) part { return it.inFold(it.top[j], &it.folds[j]) }

func (it *closedItem) comparison(k, j int) part { return it.inFold(it.typical[k], &it.folds[j]) }

func (it *closedItem) inFold(e entry, f *fold) part {
	p := part{weight: it.question.Weight, c: f.c}
	switch {
	case !e.offered:
		p.standing = leftOut
	case !e.given():
		p.standing = skipped
	default:
		p.standing = unread
		if a, ok := it.align(&f.key, e.vector); ok {
			p.standing, p.a = answered, a
		}
	}
	return p
}

// halved is ½ when everybody gives the exemplars' answer, else 1.
func (it *closedItem) halved() float64 {
	for _, w := range it.warnings {
		if w.Code == UniversalAnswer {
			return .5
		}
	}
	return 1
}
