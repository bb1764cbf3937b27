package scoring

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// Theme is a thing at least two exemplars express, with every sentence that expresses it: the most typical first,
// then the others in the exemplars' order. Themes change no score.
type Theme struct {
	ID        string          `json:"id"`        // that of its most typical sentence
	Exemplars int             `json:"exemplars"` // how many different exemplars express it
	Sentences []ThemeSentence `json:"sentences"`
}

// ThemeSentence is one exemplar's sentence, names taken out. Its id is made of its words alone, so that it is the
// same whenever the clusters are computed anew.
type ThemeSentence struct {
	ID         string `json:"id"`
	Text       string `json:"text"`
	ExemplarOf string `json:"exemplar_of"` // the exemplar's respondent id
}

// ThemeReading says whether an answer expresses a theme, named by its id.
type ThemeReading struct {
	Theme string `json:"theme"`
	Found bool   `json:"found"`
}

// sentenceIDLength is how many bytes of the hash name a sentence: enough to tell a million apart.
const sentenceIDLength = 12

// SentenceID names a sentence by its words: SHA-256 of language and text, without regard to case and spaces.
func SentenceID(lang hiring.Language, sentence string) string {
	sum := sha256.Sum256([]byte(string(lang) + "\x00" + text.Fold(string(lang), strings.Join(strings.Fields(sentence), " "))))
	return hex.EncodeToString(sum[:sentenceIDLength])
}

// found lists the themes with their sentences, the most widely expressed first.
func (x *sentenceIndex) found() []Theme {
	out := make([]Theme, 0, len(x.themes))
	for _, t := range x.themes {
		members := append([]int{t.sentence}, slices.DeleteFunc(slices.Clone(t.members), func(k int) bool { return k == t.sentence })...)
		f := Theme{Exemplars: t.exemplars}
		for _, k := range members {
			s := x.sentences[k]
			f.Sentences = append(f.Sentences, ThemeSentence{
				ID: SentenceID(x.model.lang, s.shown), Text: s.shown, ExemplarOf: x.model.exemplars[s.exemplar].respondent,
			})
		}
		f.ID = f.Sentences[0].ID
		out = append(out, f)
	}
	return out
}

// themesIn says of every theme whether an answer expresses it.
func (x *sentenceIndex) themesIn(content []text.Content, best []float64) []ThemeReading {
	var out []ThemeReading
	for _, t := range x.themes {
		_, lacks := t.lackedBy(content, best)
		out = append(out, ThemeReading{Theme: t.id, Found: !lacks})
	}
	return out
}

// lackedBy tells whether an answer does not express the theme: none of its sentences is like one of the theme's, and
// most of the theme's words are missing. nearest is how near it came; best is how near it came to each exemplar
// sentence.
func (t theme) lackedBy(content []text.Content, best []float64) (nearest float64, lacks bool) {
	for _, k := range t.members {
		nearest = max(nearest, best[k])
	}
	return nearest, nearest < sameCosine && 2*len(sharedContent(t.words, content)) < len(t.words)
}
