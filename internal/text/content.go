package text

import "slices"

// Content is a word that carries matter: as the text wrote it, and its stem, by which it is the same word.
type Content struct {
	Word string
	Stem string
}

// shortestContent is the fewest letters of a content word.
const shortestContent = 3

// ContentWords returns the content words of a text, each stem once, in the order of the text.
func ContentWords(lang, text string) []Content {
	p := parse(text)
	var out []Content
	for i, w := range p.in(lang) {
		if w.content && !slices.ContainsFunc(out, func(c Content) bool { return c.Stem == w.stem }) {
			out = append(out, Content{Word: p.words[i].In(text), Stem: w.stem})
		}
	}
	return out
}
