package text

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
)

// Stem returns the Snowball stem of a folded word; a language without a stemmer keeps its words.
func Stem(lang, folded string) string {
	env := snowballstem.NewEnv(folded)
	switch lang {
	case English:
		english.Stem(env)
	case Spanish:
		spanish.Stem(env)
	case Turkish:
		turkish.Stem(env)
	}
	if stem := env.Current(); stem != "" {
		return stem
	}
	return folded
}

// stems returns the stems of a text's words, in order.
func stems(lang, text string) []string {
	f := newFolder(lang)
	spans := Words(text)
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = Stem(lang, f.fold(s.In(text)))
	}
	return out
}
