package text

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
)

// Stem returns the Snowball stem of a folded word, without its marks; a language without a stemmer keeps its words.
func Stem(lang, folded string) string { return unmarked(snowball(lang, folded)) }

func snowball(lang, folded string) string {
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
