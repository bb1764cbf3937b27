package text

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Nonsense is why a text is taken for no text at all, or "" when it may be one.
type Nonsense string

// The kinds of nonsense.
const (
	NoLetters Nonsense = "no_letters" // figures and signs only
	Mash      Nonsense = "mash"       // letters in an order no language of the package has
	Repeated  Nonsense = "repeated"   // the same few words over and over
	Unordered Nonsense = "unordered"  // words without order: shuffled, or a list of keywords
)

// The limits are set so that a short, clumsy or dialect answer passes: what is doubtful is not nonsense.
const (
	mashLetters    = 12  // below, a text is too short to tell
	mashKnown      = .45 // share of letter triples that occur in some language; real texts reach .8
	repeatWindow   = 100 // words looked at
	repeatWords    = 12
	repeatDistinct = .25 // share of different words; real texts of 100 words reach .5
)

// Screen finds texts that are not worth comparing. It looks at letters and at the order of words only, never at
// grammar, spelling or sense. It does not change, and may be used by many goroutines at once.
type Screen struct {
	lang  string
	order func() *orderModel // made when a text is in doubt
}

// NewScreen makes a screen for a language, which also learns how words follow each other from texts of the kind it
// will see.
func NewScreen(lang string, texts []string) *Screen {
	return &Screen{lang: lang, order: sync.OnceValue(func() *orderModel { return newOrderModel(lang, texts) })}
}

// Find says why a text is taken for nonsense, or "" when it may be none.
func (s *Screen) Find(text string) Nonsense {
	words := read(s.lang, text)
	switch {
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return NoLetters
	case mashed(words):
		return Mash
	case repeated(words):
		return Repeated
	case lacksOrder(s.lang, text, words, s.order):
		return Unordered
	}
	return ""
}

// mashed tells whether most letter triples of the words occur in none of the languages.
func mashed(words []*word) bool {
	letters, total, known := 0, 0, [3]int{}
	for _, w := range words {
		letters += w.runes
		total += w.triples
		for i, n := range w.known {
			known[i] += n
		}
	}
	return letters >= mashLetters && total > 0 && float64(slices.Max(known[:])) < mashKnown*float64(total)
}

func triples(folded string) []uint64 {
	if strings.ContainsFunc(folded, unicode.IsDigit) {
		return nil
	}
	letters := append(plain([]rune{' '}, folded), ' ')
	var out []uint64
	for i := 0; i+3 <= len(letters); i++ {
		h := fnvOffset
		for _, r := range letters[i : i+3] {
			h = hashRune(h, r)
		}
		out = append(out, h)
	}
	return out
}

var knownTriples = sync.OnceValue(func() map[string]map[uint64]bool {
	out := map[string]map[uint64]bool{}
	for _, lang := range Languages() {
		out[lang] = map[uint64]bool{}
		f := newFolder(lang)
		for _, t := range Background(lang) {
			for _, s := range segment(t) {
				for _, h := range triples(f.fold(s.In(t))) {
					out[lang][h] = true
				}
			}
		}
	}
	return out
})

// repeated tells whether a text's beginning consists of few words said again and again.
func repeated(words []*word) bool {
	if len(words) < repeatWords {
		return false
	}
	window := words[:min(repeatWindow, len(words))]
	distinct := map[uint64]bool{}
	for _, w := range window {
		distinct[w.hash] = true
	}
	return float64(len(distinct)) < math.Max(4, repeatDistinct*float64(len(window)))
}
