package text

import (
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// Other is what Guess returns for a text in letters that none of the languages uses.
const Other = "und"

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
