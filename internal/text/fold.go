package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// folder brings words of one language into the form in which they are compared. It holds state and serves one
// goroutine.
type folder struct {
	lang  string
	lower cases.Caser
}

func newFolder(lang string) *folder {
	return &folder{lang: lang, lower: cases.Lower(language.Make(lang))}
}

// Fold returns a word in the form in which words of that language are compared: composed (NFC), in the small
// letters of the language (Turkish I becomes ı and İ becomes i), with one kind of apostrophe. What follows the
// apostrophe of a Turkish name is a case ending and falls away.
func Fold(lang, word string) string { return newFolder(lang).fold(word) }

func (f *folder) fold(word string) string {
	if simple(word) {
		return word
	}
	word = f.lower.String(norm.NFC.String(strings.ToValidUTF8(word, string(utf8.RuneError))))
	word = strings.Map(apostrophe, word)
	if f.lang == Turkish {
		if before, _, found := strings.Cut(word, "'"); found && before != "" {
			return before
		}
	}
	return word
}

// simple tells whether a word needs no folding: small ASCII letters and digits only.
func simple(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func apostrophe(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', '`', '´', '＇':
		return '\''
	}
	return r
}

// plain appends the letters of a folded word without their marks, so that "atención" and "atencion", "müşteri" and
// "musteri" are spelled alike: many people type without them, and spelling is not what is compared.
func plain(out []rune, folded string) []rune {
	for _, r := range folded {
		if r < utf8.RuneSelf {
			out = append(out, r)
			continue
		}
		if r == 'ı' {
			out = append(out, 'i')
			continue
		}
		for _, d := range norm.NFD.String(string(r)) {
			if !unicode.Is(unicode.Mn, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

// unmarked returns a folded word without its marks.
func unmarked(folded string) string {
	if simple(folded) {
		return folded
	}
	return string(plain(nil, folded))
}
