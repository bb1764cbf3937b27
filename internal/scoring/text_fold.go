package scoring

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"touchstone/internal/stats"
	"touchstone/internal/text"
)

// nobody is the owner left out of the full fold.
const nobody = -1

// shortestCap is the least number of words similarity reads (§3.4).
const shortestCap = 150

// textDocument is a text of the benchmark and whose it is. Exemplar j is owner j, then come the comparison reps; each
// background text is an owner of its own.
type textDocument struct {
	text    string
	owner   int
	key     bool // an exemplar's answer to this question
	control bool // an exemplar's answer to another question, or a background text
	words   int  // how many it has
	more    int  // how often it is there beside itself, in a population
}

// collect lists the documents: the exemplars' answers first, then the comparison reps', then the controls.
func (m *textModel) collect() []textDocument {
	var out []textDocument
	for j, e := range m.exemplars {
		out = append(out, textDocument{text: e.text, owner: j, key: true})
	}
	for i, c := range m.comparison {
		out = append(out, textDocument{text: c.text, owner: m.comparisonOwner(i)})
	}
	for j, e := range m.exemplars {
		for _, other := range e.others {
			if text.CountWords(other) > 0 {
				out = append(out, textDocument{text: other, owner: j, control: true})
			}
		}
	}
	for b, t := range text.Background(string(m.lang)) {
		out = append(out, textDocument{text: t, owner: m.comparisonOwner(len(m.comparison)) + b, control: true, more: m.more})
	}
	for i := range out {
		out[i].words = text.CountWords(out[i].text)
	}
	return out
}

func (m *textModel) comparisonOwner(i int) int { return len(m.exemplars) + i }

// textFold is the model as it would be without one owner: the view, the length cap and the two reference points.
type textFold struct {
	space    text.Space
	view     text.View
	words    int    // the length cap M
	key      []bool // by exemplar: part of the key
	s0, s1   float64
	reason   string      // why there is no scale, or ""
	rows     [][]float64 // by exemplar: its cosines with the others, itself left out; nil for those not in the key
	sims     []float64   // leave-one-out similarities of the key's exemplars
	controls []float64   // similarities of the controls, each with its own person left out
	line     lengthLine  // what length explains and no similarity keeps; nothing where the question counts length
}

// fold builds the model without one owner. Whoever is scored within it, to find the reference points, is left out
// as well (§3.1).
func (m *textModel) fold(spaces map[int]text.Space, out int) *textFold {
	f := &textFold{words: m.cap(out), key: make([]bool, len(m.exemplars)), rows: make([][]float64, len(m.exemplars))}
	for j := range m.exemplars {
		f.key[j] = j != out && m.counts[j] > 0
	}
	f.space = spaces[f.words]
	if f.space == nil {
		f.space = m.fit(f.words)
		spaces[f.words] = f.space
	}
	f.view = f.space.All()
	if out != nobody {
		f.view = f.view.Without(out)
	}
	m.holdOut(f, out)
	m.residual(f, out)
	f.anchor()
	return f
}

// fit reads every document as far as the cap allows.
func (m *textModel) fit(words int) text.Space {
	documents := make([]text.Document, len(m.documents))
	for i, d := range m.documents {
		documents[i] = text.Document{Text: m.seen(d.text, words), Owner: d.owner, Key: d.key}
		if d.owner >= m.comparisonOwner(len(m.comparison)) {
			documents[i].Text = d.text
		}
	}
	for i, d := range m.documents { // after all others, whose places they must not take
		for range d.more {
			documents = append(documents, documents[i])
		}
	}
	return m.represented.Fit(documents)
}

// seen is what similarity sees of a text: its first words, without what it repeats of the question.
func (m *textModel) seen(answer string, words int) string {
	copied, rest := text.Uncopied(string(m.lang), text.FirstWords(answer, words), m.prompt, copiedRun)
	if copied == 0 {
		return rest
	}
	return strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
}

// holdOut measures exemplars and controls, each person against the fold without that person.
func (m *textModel) holdOut(f *textFold, out int) {
	measured, sims := make([]bool, len(m.documents)), make([]float64, len(m.documents))
	for owner, documents := range m.owned {
		if owner == out {
			continue
		}
		var view text.View // of one person at a time: many views at once are large
		for _, i := range documents {
			d := m.documents[i]
			if !d.key && !d.control || d.key && !f.key[owner] {
				continue
			}
			if view == nil {
				view = f.view.Without(owner)
			}
			cosines := view.Cosines(f.space.Point(i))
			measured[i], sims[i] = true, f.mean(cosines, owner)
			if d.key {
				f.rows[owner] = cosines
			}
		}
	}
	for i, d := range m.documents {
		switch {
		case !measured[i]:
		case d.key:
			f.sims = append(f.sims, sims[i])
		default:
			f.controls = append(f.controls, slices.Repeat(sims[i:i+1], 1+d.more)...)
		}
	}
}

// anchor sets s0, the median control, and s1, the median exemplar (§3.3).
func (f *textFold) anchor() {
	switch {
	case f.reason != "":
		return
	case len(f.sims) < 2:
		f.reason = TooFewExemplars
		return
	case len(f.controls) == 0:
		f.reason = NoConsensus
		return
	}
	f.s0, f.s1 = stats.Median(f.controls).Value, stats.Median(f.sims).Value
	if f.s1 <= f.s0 {
		f.reason = NoConsensus
	}
}

// align places a similarity on the anchored scale: 0 is the median control, 1 the median exemplar.
func (f *textFold) align(sim float64) float64 { return (sim - f.s0) / (f.s1 - f.s0) }

// mean is the mean cosine with the exemplars of the key, one of them left out.
func (f *textFold) mean(cosines []float64, except int) float64 {
	sum, n := 0.0, 0
	for j, in := range f.key {
		if in && j != except {
			sum += cosines[j]
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// cap is M of §3.4: the 90th percentile of the exemplars' lengths in words, rounded up, and never below 150.
func (m *textModel) cap(out int) int {
	var lengths []float64
	for j, n := range m.counts {
		if j != out && n > 0 {
			lengths = append(lengths, float64(n))
		}
	}
	if len(lengths) == 0 {
		return shortestCap
	}
	return max(shortestCap, int(math.Ceil(stats.Quantile(lengths, .9).Value)))
}
