package scoring

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// textItem is a text question. It exists once per language: texts are compared within a language only.
type textItem struct {
	question  Question
	languages []*textLanguage // in the order of hiring.Languages
	top       []textEntry     // by exemplar
	typical   []textEntry     // by comparison rep
}

// textLanguage is a text question in one language.
type textLanguage struct {
	code          hiring.Language
	model         *textModel
	exemplars     []int // the exemplars who answered, as indices into the definition
	comparison    []int
	loo, typical  []textOutcome
	controls      []float64
	c             float64
	separation    Separation
	warnings      []Warning
	ascending     []float64 // leave-one-out alignments
	typicalSorted []float64
	proven        bool // weight earned by comparison, not by default
	without       []float64
	// by exemplar and by comparison rep, then resample: how often each was drawn
	draws, drawsOfTypical func() [][]float32
	scales                func() *resampledScale // what is the same for every text and slow to find
}

// resampledScale turns the summed cosines of a text into its alignment under each resample: a = sum·gain − base.
type resampledScale struct {
	wc         []float64 // the weight, 0 where the resample leaves no scale
	gain, base []float64
	none       []float64 // nothing but 0
}

// textEntry is where an incumbent's answer is found: in which language, at which place, and how it was offered.
type textEntry struct {
	offered, blank bool
	language       *textLanguage // nil when there is no exemplar in the person's language
	place          int
}

func newTextItem(q Question, d Definition, draws, comparison func() [][]float32) *textItem {
	it := &textItem{question: q, top: entriesOf(q, d.Exemplars), typical: entriesOf(q, d.Comparison)}
	for _, code := range languagesOf(d.Exemplars) {
		l := &textLanguage{code: code}
		var top, typical []textAnswer
		top, l.exemplars = it.answers(d, d.Exemplars, it.top, code)
		typical, l.comparison = it.answers(d, d.Comparison, it.typical, code)
		if len(top) == 0 {
			continue
		}
		l.model = d.textModel(q, code, top, typical)
		l.learn()
		l.draws, l.drawsOfTypical = subset(draws, l.exemplars), subset(comparison, l.comparison)
		l.scales = once(l.resampledScales)
		it.languages = append(it.languages, l)
		place(it.top, l.exemplars, l)
		place(it.typical, l.comparison, l)
	}
	return it
}

func entriesOf(q Question, people []Respondent) []textEntry {
	out := make([]textEntry, len(people))
	for i, r := range people {
		out[i].offered, out[i].blank = offered(r, q)
	}
	return out
}

func place(entries []textEntry, people []int, l *textLanguage) {
	for p, i := range people {
		entries[i].language, entries[i].place = l, p
	}
}

// answers returns the texts that one group wrote in a language, and who wrote them.
func (it *textItem) answers(d Definition, people []Respondent, entries []textEntry, code hiring.Language) (texts []textAnswer, who []int) {
	for i, r := range people {
		if r.Language != code || !entries[i].offered || entries[i].blank {
			continue
		}
		who = append(who, i)
		texts = append(texts, textAnswer{
			respondent: r.ID, text: r.Answers[it.question.ID].Text, others: otherTexts(d, r, it.question.ID),
		})
	}
	return texts, who
}

// otherTexts returns a person's answers to the other text questions, in the questions' order.
func otherTexts(d Definition, r Respondent, but string) []string {
	var out []string
	for _, q := range d.Questions {
		if a := r.Answers[q.ID]; q.Kind == hiring.Text && q.ID != but && !a.Blank(q.Kind) {
			out = append(out, a.Text)
		}
	}
	return out
}

// languagesOf returns the languages people answered in, Touchstone's own first and in their order.
func languagesOf(people []Respondent) []hiring.Language {
	seen := map[hiring.Language]bool{}
	var others []hiring.Language
	for _, r := range people {
		if !seen[r.Language] {
			seen[r.Language] = true
			if !slices.Contains(hiring.Languages(), r.Language) {
				others = append(others, r.Language)
			}
		}
	}
	var out []hiring.Language
	for _, l := range hiring.Languages() {
		if seen[l] {
			out = append(out, l)
		}
	}
	slices.Sort(others)
	return append(out, others...)
}

// learn asks the model everything the benchmark needs to know of it.
func (l *textLanguage) learn() {
	l.loo, l.typical, l.controls = l.model.leaveOneOut(), l.model.typical(), l.model.controls()
	l.c, l.separation, l.warnings = l.model.consensus()
	l.ascending = slices.Sorted(slices.Values(alignmentsWithout(l.loo, -1)))
	l.typicalSorted = slices.Sorted(slices.Values(alignmentsWithout(l.typical, -1)))
	l.proven = min(len(l.ascending), len(l.typicalSorted)) >= leastUsable
	l.without = make([]float64, len(l.exemplars))
	for p := range l.without {
		l.without[p] = l.earned(p, -1)
	}
}

// alignmentsWithout returns the defined alignments, leaving out the one at place but.
func alignmentsWithout(outcomes []textOutcome, but int) []float64 {
	var out []float64
	for i, o := range outcomes {
		if i != but && o.scored() {
			out = append(out, o.alignment.Value)
		}
	}
	return out
}

func (o textOutcome) scored() bool {
	return (o.status == OK || o.status == OffTopic) && o.alignment.Defined()
}

// earned is the weight of §3.5 recomputed for a fold: without the exemplar and the comparison rep at the given
// places (−1: nobody), because the score that a person is about to get must not have earned its own weight. The rule
// by which it is earned stays that of the whole group.
func (l *textLanguage) earned(exemplar, comparison int) float64 {
	if l.c == 0 {
		return 0
	}
	top := alignmentsWithout(l.loo, exemplar)
	if !l.proven {
		return unproven(top, l.controls)
	}
	typical := alignmentsWithout(l.typical, comparison)
	auc := stats.Area(top, typical)
	return earnedBy(auc.Value, min(len(top), len(typical)))
}

// unproven is the weight of §3.5 where too few have answered to earn one: something when the exemplars stand above the
// controls, else nothing.
func unproven(top, controls []float64) float64 {
	if above := stats.AUC(top, controls, unprovenTextLevel).Interval; above.Defined() && above.Lo > chance {
		return unprovenTextWeight
	}
	return 0
}

// earnedBy is the weight of §3.5: what separation earns, shrunk by the size of the smaller group.
func earnedBy(auc float64, n int) float64 {
	return clip(2*auc-1, 0, 1) * float64(n) / (float64(n) + textShrinkage)
}

// subset narrows the shared draws to the people who answered in one language.
func subset(draws func() [][]float32, people []int) func() [][]float32 {
	return once(func() [][]float32 {
		all := draws()
		out := make([][]float32, len(people))
		for p, i := range people {
			out[p] = all[i]
		}
		return out
	})
}

// resampledScales asks the model for s1 of every resample, and for the weight the question would have earned from it;
// s0 is kept. With other people on either side the question would have weighed otherwise beside the others, and an
// interval that did not know it would be too narrow. A weight given and not earned stays.
func (l *textLanguage) resampledScales() *resampledScale {
	all := rows(4)
	out := &resampledScale{wc: all[0], gain: all[1], base: all[2], none: all[3]}
	draws, against, s0 := l.draws(), l.drawsOfTypical(), l.model.full.s0
	counts, typical := make([]int, len(l.exemplars)), make([]int, len(l.comparison))
	for b := range resamples {
		drawn := drawnIn(b, draws, counts)
		s1, sims, ok := l.model.resampledTop(counts)
		if !ok || s1 <= s0 {
			continue
		}
		c := l.c
		if l.proven && l.c > 0 {
			drawnIn(b, against, typical)
			c = earnedBy(l.model.resampledArea(sims, counts, typical), min(len(l.ascending), len(l.typicalSorted)))
		}
		out.wc[b], out.gain[b], out.base[b] = l.model.question.Weight*c, 1/(float64(drawn)*(s1-s0)), s0/(s1-s0)
	}
	return out
}

// drawnIn sets counts to how often each was drawn in resample b, and returns their sum.
func drawnIn(b int, draws [][]float32, counts []int) (sum int) {
	for p, times := range draws {
		counts[p] = int(times[b])
		sum += counts[p]
	}
	return sum
}

// resampled is the model's own resampled for all resamples at once: exemplar by exemplar, its cosine times how often
// it was drawn, and then the scale. The sums are kept in 32 bits, whose rounding (1 in 10⁷) is far below what a
// resample can tell.
func (l *textLanguage) resampled(cosines []float64) func([]float64, []float32) (wc, wca []float64) {
	return func(own []float64, sums []float32) (wc, wca []float64) {
		s := l.scales()
		clear(sums)
		for p, times := range l.draws() {
			blas32.Axpy(float32(cosines[p]), blas32.Vector{N: len(times), Inc: 1, Data: times}, blas32.Vector{N: len(sums), Inc: 1, Data: sums})
		}
		for b, sum := range sums {
			own[b] = s.wc[b] * clip(float64(sum)*s.gain[b]-s.base[b], -1, 1)
		}
		return s.wc, own
	}
}

// blankUnder is a text left blank: it counts a = 0 wherever the question has a scale.
func (l *textLanguage) blankUnder([]float64, []float32) (wc, wca []float64) {
	s := l.scales()
	return s.wc, s.none
}

func (it *textItem) asked() Question { return it.question }

func (it *textItem) exemplar(j int) part {
	e := it.top[j]
	p := it.standing(e)
	if e.language != nil {
		p.c = e.language.without[e.place]
		p.take(e.language.loo, e.place)
	}
	return p
}

func (it *textItem) comparison(k, j int) part {
	e := it.typical[k]
	p := it.standing(e)
	if l := e.language; l != nil {
		leftOut := -1
		if it.top[j].language == l {
			leftOut = it.top[j].place
		}
		p.c = l.earned(leftOut, e.place)
		p.take(l.typical, e.place)
	}
	return p
}

func (it *textItem) standing(e textEntry) part {
	p := part{weight: it.question.Weight, standing: leftOut}
	if e.offered && e.blank {
		p.standing = skipped
	}
	return p
}

// take reads an incumbent's alignment from the model's outcomes.
func (p *part) take(outcomes []textOutcome, at int) {
	p.standing = unread
	if at < len(outcomes) && outcomes[at].scored() {
		p.standing, p.a = answered, clip(outcomes[at].alignment.Value, -1, 1)
	}
}
