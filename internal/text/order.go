package text

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Whether words stand in an order is judged against the text itself: neighbouring words of a sentence tell of each
// other ("of" is followed by "the", not by "was"), and shuffling destroys that. The order of a text is
//
//	z = (g − mean(g of shuffles)) / sd(g of shuffles),   g = Σ ln(P(b after a) / P(b))
//
// over neighbours a, b within the same clause, by word class: function words are classes of their own, other words
// are classed by their ending. P is counted in the shipped texts of the language. A shuffled text has z about 0,
// whatever it is about and however clumsy it was; one that was written has more, and the more the longer it is.
const (
	orderShuffles = 60
	orderSeed     = 0x746f756368
	orderSmooth   = 8 // observations the prior P(b) counts for
)

// The limits of order: what comes near them is let pass.
const (
	orderLeastWords = 25  // below, chance and order cannot be told apart
	orderRise       = .06 // z a text must reach, for each word more than that
	orderMost       = 2.3 // and the most it must reach: one shuffled text in a hundred does
	listLeastWords  = 15
	listClause      = 1.8 // words per clause under which a text is a list of keywords; sentences have five and more
)

// lacks tells whether a text's words stand in no better order than chance gives them, or make no sentence at all.
func (m *orderModel) lacks(lang, text string, folded []string) bool {
	clauses := clausesOf(lang, text)
	words := len(folded)
	if words >= listLeastWords && (float64(words) < listClause*float64(len(clauses)) || onlyContent(lang, folded)) {
		return true
	}
	if words < orderLeastWords {
		return false
	}
	z, ok := m.order(clauses)
	return ok && z < min(orderMost, orderRise*float64(words-orderLeastWords))
}

// onlyContent tells whether not one word carries grammar: no language makes a few sentences without.
func onlyContent(lang string, folded []string) bool {
	return !slices.ContainsFunc(folded, func(w string) bool { return IsFunctionWord(lang, w) })
}

// order returns z. ok is false when shuffling changes nothing.
func (m *orderModel) order(clauses [][]int) (z float64, ok bool) {
	var all []int
	for _, c := range clauses {
		all = append(all, c...)
	}
	observed := m.gain(clauses)
	random := rand.New(rand.NewPCG(orderSeed, uint64(len(all))))
	sum, squares := 0.0, 0.0
	for range orderShuffles {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		at := 0
		shuffled := make([][]int, len(clauses))
		for i, c := range clauses {
			shuffled[i] = all[at : at+len(c)]
			at += len(c)
		}
		g := m.gain(shuffled)
		sum += g
		squares += g * g
	}
	mean := sum / orderShuffles
	sd := math.Sqrt(max(0, squares/orderShuffles-mean*mean))
	if sd == 0 {
		return 0, false
	}
	return (observed - mean) / sd, true
}

// orderModel counts word classes and their neighbours; classes are hashes.
type orderModel struct {
	single, pairs map[int]float64
	total         float64
}

func (m *orderModel) gain(clauses [][]int) float64 {
	g := 0.0
	for _, c := range clauses {
		for i := 1; i < len(c); i++ {
			g += m.pointwise(c[i-1], c[i])
		}
	}
	return g
}

// pointwise is ln(P(b after a) / P(b)), with the prior P(b) counting as much as orderSmooth observations.
func (m *orderModel) pointwise(a, b int) float64 {
	prior := (m.single[b] + 1) / (m.total + 1)
	return math.Log((m.pairs[pairClass(a, b)]/prior + orderSmooth) / (m.single[a] + orderSmooth))
}

func pairClass(a, b int) int { return a*1_000_003 + b }

// newOrderModel counts in the shipped texts of a language and in the given ones.
func newOrderModel(lang string, texts []string) *orderModel {
	m := &orderModel{single: map[int]float64{}, pairs: map[int]float64{}}
	for _, clauses := range shippedClauses()[lang] {
		m.count(clauses)
	}
	for _, t := range texts {
		m.count(clausesOf(lang, t))
	}
	return m
}

func (m *orderModel) count(clauses [][]int) {
	for _, c := range clauses {
		for i, class := range c {
			m.single[class]++
			m.total++
			if i > 0 {
				m.pairs[pairClass(c[i-1], class)]++
			}
		}
	}
}

var shippedClauses = sync.OnceValue(func() map[string][][][]int {
	out := map[string][][][]int{}
	for _, lang := range Languages() {
		for _, t := range Background(lang) {
			out[lang] = append(out[lang], clausesOf(lang, t))
		}
	}
	return out
})

// clausesOf splits a text at its punctuation and classes its words.
func clausesOf(lang, text string) [][]int {
	f := newFolder(lang)
	var out [][]int
	var clause []int
	end := 0
	for _, s := range Words(text) {
		if strings.ContainsAny(text[end:s.Start], ".,;:!?¿¡()\n\"“”…–—") && len(clause) > 0 {
			out, clause = append(out, clause), nil
		}
		end = s.End
		clause = append(clause, wordClass(lang, f.fold(s.In(text))))
	}
	if len(clause) > 0 {
		out = append(out, clause)
	}
	return out
}

// wordClass is a function word itself, or another word's last letters: two in English and Spanish, three in Turkish,
// where endings carry the grammar.
func wordClass(lang, folded string) int {
	if IsFunctionWord(lang, folded) {
		return int(hashString(fnvOffset, folded) >> 1)
	}
	keep := 2
	if lang == Turkish {
		keep = 3
	}
	end := folded
	for utf8.RuneCountInString(end) > keep {
		_, size := utf8.DecodeRuneInString(end)
		end = end[size:]
	}
	return int(hashString(hashByte(fnvOffset, '-'), end) >> 1)
}
