package text

import (
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Ellipsis stands where a Redactor took something out.
const Ellipsis = "[…]"

// Redactor takes names out of sentences that are shown to others. It is made for hiding too much rather than too
// little, and still cannot know every name: one written in small letters stays.
type Redactor struct {
	lang  string
	known map[string]bool // folded words and stems that occur in small letters
	names map[string]bool // folded words that occur with a capital within a sentence, and never small
}

// NewRedactor learns from texts, beside the shipped ones, which words are ordinary: those that occur in small letters.
func NewRedactor(lang string, texts []string) *Redactor {
	shipped := shippedRedactors()[lang]
	if shipped == nil {
		shipped = newRedactor(lang)
	}
	r := &Redactor{lang: lang, known: maps.Clone(shipped.known), names: maps.Clone(shipped.names)}
	r.learn(texts)
	return r
}

func newRedactor(lang string) *Redactor {
	r := &Redactor{lang: lang, known: map[string]bool{}, names: map[string]bool{}}
	for _, w := range capitalised[lang] {
		r.known[w] = true
	}
	return r
}

var shippedRedactors = sync.OnceValue(func() map[string]*Redactor {
	out := map[string]*Redactor{}
	for _, lang := range Languages() {
		out[lang] = newRedactor(lang)
		out[lang].learn(Background(lang))
	}
	return out
})

// capitalised words are ordinary although their language writes them with a capital.
var capitalised = map[string][]string{
	English: {"i", "i'm", "i'd", "i'll", "i've", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
		"sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
		"november", "december", "english", "christmas"},
	Turkish: {"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar", "ocak", "şubat", "mart",
		"nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"},
}

func (r *Redactor) learn(texts []string) {
	f := newFolder(r.lang)
	for _, t := range texts {
		for _, sentence := range Sentences(t) {
			r.learnSentence(f, sentence.In(t))
		}
	}
}

func (r *Redactor) learnSentence(f *folder, sentence string) {
	for i, s := range Words(sentence) {
		word := s.In(sentence)
		folded := f.fold(word)
		switch {
		case !capital(word):
			r.known[folded] = true
			r.known[Stem(r.lang, folded)] = true
		case i > 0 && !shout(word):
			r.names[folded] = true
		}
	}
}

// Redact returns a sentence with an ellipsis for each run of: words with a capital that are not ordinary ones, unless
// they only begin the sentence and are not known as a name; addresses; and numbers of five digits and more.
func (r *Redactor) Redact(sentence string) string {
	f := newFolder(r.lang)
	var out strings.Builder
	from, cut := 0, false
	for i, s := range Words(sentence) {
		between, word := sentence[from:s.Start], s.In(sentence)
		from = s.End
		address := between == "@" || strings.HasPrefix(sentence[s.End:], "@")
		if address || r.hides(f, word, i == 0) {
			if !cut || strings.TrimFunc(between, joins) != "" {
				out.WriteString(between + Ellipsis)
			}
			cut = true
			continue
		}
		out.WriteString(between + word)
		cut = false
	}
	out.WriteString(sentence[from:])
	return out.String()
}

// joins tells whether a rune may stand between the words of one name.
func joins(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-.@+/()", r) }

func (r *Redactor) hides(f *folder, word string, first bool) bool {
	if digits(word) >= 5 {
		return true
	}
	if !capital(word) || shout(word) {
		return false
	}
	folded := f.fold(word)
	if r.known[folded] || r.known[Stem(r.lang, folded)] || IsFunctionWord(r.lang, folded) {
		return false
	}
	named := strings.ContainsAny(word, "'’") && r.lang == Turkish
	return !first || r.names[folded] || named
}

func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) || unicode.IsTitle(first)
}

// shout tells whether a word is a short abbreviation in capitals, such as CRM or QA.
func shout(word string) bool {
	n := utf8.RuneCountInString(word)
	return n >= 2 && n <= 4 && strings.ToUpper(word) == word
}

func digits(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
