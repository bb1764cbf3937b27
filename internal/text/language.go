package text

import (
	"slices"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// Other is what Guess returns for a text in letters that none of the languages uses.
const Other = "und"

// Plainly tells whether a text is in a language without doubt: a fifth of its words at least carry grammar in it, and
// more than twice as many as in any other of the languages. It spares the guess.
func Plainly(lang, text string) bool {
	words := read(lang, text)
	var counts [3]int
	for _, w := range words {
		for i, carries := range w.function {
			if carries {
				counts[i]++
			}
		}
	}
	own := slices.Index(Languages(), lang)
	if own < 0 || plainShare*counts[own] < len(words) || counts[own] == 0 {
		return false
	}
	for i, n := range counts {
		if i != own && 2*n >= counts[own] {
			return false
		}
	}
	return true
}

const plainShare = 5

// Guess returns the language a text seems to be in and how sure that is, 0 to 1: the nearest of the package's
// languages by letter triples, or Other when most of its letters are not Latin. Under about twenty words it is
// often wrong, and a language outside the package is taken for the nearest within.
func Guess(text string) (lang string, confidence float64) {
	latin, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
	}
	if letters == 0 {
		return "", 0
	}
	if 2*latin < letters {
		return Other, 1
	}
	info := whatlanggo.DetectWithOptions(text, whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
		whatlanggo.Eng: true, whatlanggo.Spa: true, whatlanggo.Tur: true,
	}})
	switch info.Lang {
	case whatlanggo.Eng:
		return English, info.Confidence
	case whatlanggo.Spa:
		return Spanish, info.Confidence
	case whatlanggo.Tur:
		return Turkish, info.Confidence
	}
	return "", 0
}
