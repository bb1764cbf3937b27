package scoring

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"touchstone/internal/text"
)

// The limits of themes, found by reading what they show.
const (
	themeAlike  = .30 // cosine over shareable words from which two sentences express the same
	themeWords  = 2   // shareable words they must share for it
	themePeople = 2   // exemplars who must express it
)

// theme is a thing at least two exemplars express: a sentence and those of other exemplars that are like it.
type theme struct {
	sentence  int // the one most like the others
	id        string
	members   []int // with sentence, in order
	exemplars int   // how many different exemplars
	closeness float64
	words     []text.Content // of sentence: those it shares
}

// shareable weighs the content words that at least two exemplars use, by stem: 1 + ln((1 + B)/(1 + b)), the rarer
// in the B background texts the heavier, times the square root of the share of exemplars who use it. A word that
// only one exemplar uses cannot be shared and weighs nothing.
func (x *sentenceIndex) shareable() map[string]float64 {
	lang := string(x.model.lang)
	used, common := map[string]int{}, map[string]int{}
	for _, e := range x.model.exemplars {
		for _, c := range text.ContentWords(lang, e.text) {
			used[c.Stem]++
		}
	}
	background := text.Background(lang)
	for _, t := range background {
		for _, c := range text.ContentWords(lang, t) {
			common[c.Stem]++
		}
	}
	out := map[string]float64{}
	for stem, n := range used {
		if n >= themePeople {
			idf := 1 + math.Log(float64(1+len(background))/float64(1+common[stem]))
			out[stem] = idf * math.Sqrt(float64(n)/float64(len(x.model.exemplars)))
		}
	}
	return out
}

// gist is a sentence as a set of weighted shareable words, by stem in alphabetical order.
type gist struct {
	stems   []string
	weights []float64
	length  float64
}

func gistOf(content []text.Content, weights map[string]float64) gist {
	var g gist
	for _, c := range content {
		if weights[c.Stem] > 0 {
			g.stems = append(g.stems, c.Stem)
		}
	}
	slices.Sort(g.stems)
	for _, s := range g.stems {
		g.weights = append(g.weights, weights[s])
		g.length += weights[s] * weights[s]
	}
	g.length = math.Sqrt(g.length)
	return g
}

// alike is the cosine of two gists, and 0 when they share too few words; shared are their common stems.
func (g gist) alike(other gist) (cosine float64, shared []string) {
	dot := 0.0
	for i, j := 0, 0; i < len(g.stems) && j < len(other.stems); {
		switch c := strings.Compare(g.stems[i], other.stems[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			dot += g.weights[i] * other.weights[j]
			shared = append(shared, g.stems[i])
			i, j = i+1, j+1
		}
	}
	if len(shared) < themeWords {
		return 0, nil
	}
	return dot / (g.length * other.length), shared
}

// findThemes takes, again and again, the sentence that most different exemplars express and that no theme has yet.
func (x *sentenceIndex) findThemes() []theme {
	weights := x.shareable()
	gists, all := make([]gist, len(x.sentences)), make([]theme, len(x.sentences))
	for i, s := range x.sentences {
		gists[i] = gistOf(s.content, weights)
	}
	for i := range x.sentences {
		all[i] = x.themeOf(i, gists)
	}
	slices.SortStableFunc(all, func(a, b theme) int {
		return cmp.Or(cmp.Compare(b.exemplars, a.exemplars), cmp.Compare(b.closeness, a.closeness))
	})
	var out []theme
	taken := make([]bool, len(x.sentences))
	for _, t := range all {
		if t.exemplars < themePeople || slices.ContainsFunc(t.members, func(k int) bool { return taken[k] }) {
			continue
		}
		for _, k := range t.members {
			taken[k] = true
		}
		out = append(out, t)
	}
	return out
}

// themeOf gathers the sentences of other exemplars that express what sentence i does; closeness is how alike they
// are, summed.
func (x *sentenceIndex) themeOf(i int, gists []gist) theme {
	own := x.sentences[i]
	t := theme{sentence: i}
	people, stems := map[int]bool{own.exemplar: true}, map[string]bool{}
	for k, other := range x.sentences {
		if k == i {
			t.members = append(t.members, k)
			continue
		}
		if other.exemplar == own.exemplar {
			continue
		}
		alike, shared := gists[i].alike(gists[k])
		if alike < themeAlike {
			continue
		}
		t.members = append(t.members, k)
		t.closeness += alike
		people[other.exemplar] = true
		for _, s := range shared {
			stems[s] = true
		}
	}
	t.exemplars = len(people)
	t.words = slices.DeleteFunc(slices.Clone(own.content), func(w text.Content) bool { return !stems[w.Stem] })
	return t
}

// shared returns the most widely expressed themes; Similarity is the share of exemplars that express each.
func (x *sentenceIndex) shared(most int) []Match {
	var out []Match
	for _, t := range x.themes[:min(most, len(x.themes))] {
		match := x.match(t.sentence, float64(t.exemplars)/float64(len(x.model.exemplars)))
		match.Words = wordsOf(t.words)
		out = append(out, match)
	}
	return out
}

// notFound returns the most widely expressed theme the answer lacks; nil when there is none.
func (x *sentenceIndex) notFound(content []text.Content, best []float64) *Match {
	for _, t := range x.themes {
		nearest, lacks := t.lackedBy(content, best)
		if !lacks {
			continue
		}
		out := x.match(t.sentence, nearest)
		out.Words = wordsOf(t.words)
		return &out
	}
	return nil
}
