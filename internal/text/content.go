package text

import "unicode/utf8"

// Content is a word that carries matter: as the text wrote it, and its stem, by which it is the same word.
type Content struct {
	Word string
	Stem string
}

// shortestContent is the fewest letters of a content word.
const shortestContent = 3

// ContentWords returns the content words of a text, each stem once, in the order of the text.
func ContentWords(lang, text string) []Content {
	f := newFolder(lang)
	seen := map[string]bool{}
	var out []Content
	for _, s := range Words(text) {
		folded := f.fold(s.In(text))
		if utf8.RuneCountInString(folded) < shortestContent || IsFunctionWord(lang, folded) {
			continue
		}
		stem := Stem(lang, folded)
		if !seen[stem] {
			seen[stem] = true
			out = append(out, Content{Word: s.In(text), Stem: stem})
		}
	}
	return out
}
