package text

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Whether words stand in an order is judged against the text itself: neighbouring words tell of each other ("of" is
// followed by "the", not by "was"; "then" begins a clause, "it" ends one), and shuffling destroys that. The order of a
// text is
//
//	z = (g − mean(g of shuffles)) / sd(g of shuffles),   g = Σ ln(P(b after a) / P(b))
//
// over neighbours a, b, by word class: function words are classes of their own, other words are classed by their last
// one, two and three letters, the sum taken over the three; what follows a punctuation mark follows a pause. P is counted in the shipped texts of the language and
// in texts of the kind to be judged. The shuffles leave each mark with its word, so that a text that was shuffled has
// z about 0, whatever it is about and however clumsy it was; one that was written has more, the more the longer it is.
const (
	orderShuffles = 60
	orderSeed     = 0x746f756368
	orderSmooth   = 8 // observations the prior P(b) counts for
)

// The limits of order: what comes near them is let pass.
const (
	orderLeastWords = 25  // below, chance and order cannot be told apart
	orderRise       = .08 // z a text must reach, for each word more than that
	orderMost       = 2.3 // and the most it must reach: one shuffled text in a hundred does
	orderKnows      = 500 // words of its own kind of text from which a model is trusted with these limits, else with half
	orderSpread     = 5.
	orderDrift      = 1.5
	glances         = 6
	listLeastWords  = 15
	listClause      = 1.8 // words per clause under which a text is a list of keywords; sentences have five and more
)

// lacksOrder tells whether a text's words stand in no better order than chance gives them, or make no sentence at all.
// Most texts are settled by the model of the shipped texts; what it leaves in doubt is judged by the one of the kind.
func lacksOrder(lang, text string, known []*word, kind func() *orderModel) bool {
	sequence := classesOf(lang, text)
	words, pauses := len(known), 0
	for _, c := range sequence {
		if c.pause {
			pauses++
		}
	}
	if words >= listLeastWords && (float64(words) < listClause*float64(pauses) || onlyContent(lang, known)) {
		return true
	}
	if words < orderLeastWords {
		return false
	}
	if shipped := shippedOrder()[lang]; shipped != nil && shipped.plainlyOrdered(sequence, orderLimit(words)) {
		return false
	}
	return kind().lacks(sequence)
}

// orderLimit is the z that a text of so many words must reach.
func orderLimit(words int) float64 {
	return min(orderMost, orderRise*float64(words-orderLeastWords))
}

// lacks tells whether words that are enough to tell stand in no better order than chance gives them.
func (m *orderModel) lacks(sequence []classed) bool {
	limit := orderLimit(len(sequence))
	if m.own < orderKnows {
		limit /= 2
	}
	if m.plainlyOrdered(sequence, limit) {
		return false
	}
	z, ok := m.order(sequence)
	return ok && z < limit
}

// onlyContent tells whether not one word carries grammar: no language makes a few sentences without.
func onlyContent(lang string, words []*word) bool {
	own := slices.Index(Languages(), lang)
	return own < 0 || !slices.ContainsFunc(words, func(w *word) bool { return w.function[own] })
}

// order returns z. ok is false when shuffling changes nothing.
func (m *orderModel) order(sequence []classed) (z float64, ok bool) {
	observed := m.gain(sequence)
	shuffled := slices.Clone(sequence)
	random := rand.New(rand.NewPCG(orderSeed, uint64(len(sequence))))
	sum, squares := 0.0, 0.0
	for range orderShuffles {
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		g := m.gain(shuffled)
		sum += g
		squares += g * g
	}
	mean := sum / orderShuffles
	sd := math.Sqrt(max(0, squares/orderShuffles-mean*mean))
	if sd < 1e-9 {
		return 0, false
	}
	return (observed - mean) / sd, true
}

// shippedOrder holds the models of the shipped texts alone: what they find ordered is, and there is one for all
// questions.
var shippedOrder = sync.OnceValue(func() map[string]*orderModel {
	out := map[string]*orderModel{}
	for _, lang := range Languages() {
		out[lang] = newOrderModel(lang, nil)
	}
	return out
})

// plainlyOrdered tells whether z is above the limit, as most texts' is by far, without all the shuffles. Among pairs of
// shipped texts of every language the standard deviation of g over shuffles is at most 4.95 for the root of the words,
// and its mean below −1.7 a word. What these bounds do not settle a few shuffles may: their mean is off by less than two
// of its standard errors.
func (m *orderModel) plainlyOrdered(sequence []classed, limit float64) bool {
	words, observed := float64(len(sequence)), m.gain(sequence)
	spread := orderSpread * math.Sqrt(words)
	if observed > limit*spread-orderDrift*words {
		return true
	}
	if m.own == 0 {
		return false // the model of all texts of a language: another one shuffles
	}
	shuffled := slices.Clone(sequence)
	random := rand.New(rand.NewPCG(orderSeed, uint64(len(sequence))))
	sum := 0.0
	for range glances {
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		sum += m.gain(shuffled)
	}
	return observed-sum/glances > (limit+2/math.Sqrt(glances))*spread
}

// endings is by how many different lengths of ending words are classed: one letter, two and three.
const endings = 3

// classes of a word, by the length of ending; the zero classes are what stands before the first word of a clause.
type classes [endings]int

// classed is a word's classes, and whether a punctuation mark follows the word.
type classed struct {
	classes
	pause bool
}

// orderModel counts word classes and their neighbours; classes are hashes.
type orderModel struct {
	single, pairs map[int]float64
	total         float64
	own           int       // words of texts of the kind to be judged
	met, unmet    gainTable // what gain adds up: by pair that occurs, and by first of a pair that does not
}

func (m *orderModel) gain(sequence []classed) float64 {
	g, before := 0.0, classes{}
	for _, c := range sequence {
		for i, class := range c.classes {
			g += m.pointwise(before[i], class)
		}
		before = c.next()
	}
	return g
}

// next is what the following word follows.
func (c classed) next() classes {
	if c.pause {
		return classes{}
	}
	return c.classes
}

// pointwise is ln(P(b after a) / P(b)), with the prior P(b) counting as much as orderSmooth observations.
func (m *orderModel) pointwise(a, b int) float64 {
	if g, found := m.met.find(pairClass(a, b)); found {
		return g
	}
	g, _ := m.unmet.find(a)
	return g
}

// learn works pointwise out for all that was counted; a pair is told apart by its hash alone.
func (m *orderModel) learn(sequences [][]classed) {
	m.met, m.unmet = newGainTable(len(m.pairs)), newGainTable(len(m.single))
	for a, n := range m.single {
		m.unmet.set(a, math.Log(orderSmooth/(n+orderSmooth)))
	}
	for _, sequence := range sequences {
		before := classes{}
		for _, c := range sequence {
			for i, b := range c.classes {
				a := before[i]
				prior := (m.single[b] + 1) / (m.total + 1)
				m.met.set(pairClass(a, b), math.Log((m.pairs[pairClass(a, b)]/prior+orderSmooth)/(m.single[a]+orderSmooth)))
			}
			before = c.next()
		}
	}
	m.single, m.pairs = nil, nil
}

// gainTable finds a number by a class or a pair of classes: a hash table without removal, because a text is looked up
// word by word and nothing else of the screen costs as much. Its room is a power of two, at most half taken.
type gainTable struct {
	keys   []int
	values []float64
	taken  []bool
}

func newGainTable(n int) gainTable {
	size := 8
	for size < 2*n {
		size *= 2
	}
	return gainTable{make([]int, size), make([]float64, size), make([]bool, size)}
}

// at is where a key stands, or the free place where it would.
func (t gainTable) at(key int) int {
	mask := len(t.keys) - 1
	i := int(uint64(key)*0x9e3779b97f4a7c15>>20) & mask
	for t.taken[i] && t.keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}

func (t gainTable) set(key int, value float64) {
	i := t.at(key)
	t.keys[i], t.values[i], t.taken[i] = key, value, true
}

func (t gainTable) find(key int) (float64, bool) {
	i := t.at(key)
	return t.values[i], t.taken[i]
}

func pairClass(a, b int) int { return a*1_000_003 + b }

// newOrderModel counts in the shipped texts of a language and in the given ones.
func newOrderModel(lang string, texts []string) *orderModel {
	m := &orderModel{single: map[int]float64{}, pairs: map[int]float64{}}
	sequences := slices.Clone(shippedClasses()[lang])
	for _, t := range texts {
		sequence := classesOf(lang, t)
		sequences = append(sequences, sequence)
		m.own += len(sequence)
	}
	for _, sequence := range sequences {
		m.count(sequence)
	}
	m.learn(sequences)
	return m
}

func (m *orderModel) count(sequence []classed) {
	before := classes{}
	for _, c := range sequence {
		m.total++
		for i, class := range c.classes {
			m.single[class]++
			m.pairs[pairClass(before[i], class)]++
		}
		before = c.next()
		if c.pause {
			m.single[0]++
		}
	}
}

var shippedClasses = sync.OnceValue(func() map[string][][]classed {
	out := map[string][][]classed{}
	for _, lang := range Languages() {
		for _, t := range Background(lang) {
			out[lang] = append(out[lang], classesOf(lang, t))
		}
	}
	return out
})

// classesOf classes the words of a text.
func classesOf(lang, text string) []classed {
	p := parse(text)
	spans, words := p.words, p.in(lang)
	out := make([]classed, len(spans))
	for i, s := range spans {
		after := text[s.End:]
		if i+1 < len(spans) {
			after = text[s.End:spans[i+1].Start]
		}
		out[i] = classed{classes: words[i].classes, pause: strings.ContainsAny(after, punctuation)}
	}
	return out
}

// punctuation marks end a clause.
const punctuation = ".,;:!?¿¡()\n\"“”…–—"

// classesOfWord are a function word itself, at every length, or another word's endings.
func classesOfWord(lang, folded string) classes {
	var out classes
	function, word := IsFunctionWord(lang, folded), unmarked(folded)
	for i := range out {
		kind, piece := byte(i+1), word
		if !function {
			kind, piece = kind+endings, ending(word, i+1)
		}
		out[i] = int(hashString(hashByte(fnvOffset, kind), piece) >> 1)
	}
	return out
}

// ending returns the last n letters of a word.
func ending(word string, n int) string {
	from := len(word)
	for range n {
		_, size := utf8.DecodeLastRuneInString(word[:from])
		from -= size
	}
	return word[from:]
}
