package scoring

import (
	"cmp"
	"slices"

	"touchstone/internal/text"
)

// The limits of evidence (measurement.md §3.6), found by reading what they show.
const (
	matchesShown = 3
	metCosine    = .12 // two sentences less alike than this did not meet
	sameCosine   = .18 // and from which they say the same
)

// exemplarSentence is one sentence of an exemplar's answer.
type exemplarSentence struct {
	exemplar int
	shown    string // names taken out
	content  []text.Content
}

// sentenceIndex holds the exemplars' sentences for finding those an answer meets.
type sentenceIndex struct {
	model     *textModel
	sentences []exemplarSentence
	space     text.Space
	themes    []theme // most widely expressed first
}

// indexSentences reads the exemplars' sentences; how rare a word is, is learned from them and the background texts.
func (m *textModel) indexSentences() *sentenceIndex {
	x := &sentenceIndex{model: m}
	lang := string(m.lang)
	redactor := text.NewRedactor(lang, m.texts())
	var documents []text.Document
	for j, e := range m.exemplars {
		for _, span := range text.Sentences(e.text) {
			sentence := span.In(e.text)
			shown := redactor.Redact(sentence)
			x.sentences = append(x.sentences, exemplarSentence{
				exemplar: j, shown: shown, content: text.ContentWords(lang, shown),
			})
			documents = append(documents, text.Document{Text: m.seen(sentence, len(sentence)), Owner: j, Key: true})
		}
	}
	for b, t := range text.Background(lang) {
		documents = append(documents, text.Document{Text: t, Owner: len(m.exemplars) + b})
	}
	x.space = text.Stems(lang).Fit(documents)
	x.themes = x.findThemes()
	for i, t := range x.themes {
		x.themes[i].id = SentenceID(m.lang, x.sentences[t.sentence].shown)
	}
	x.space = x.space.Sealed()
	return x
}

func (x *sentenceIndex) match(sentence int, similarity float64) Match {
	s := x.sentences[sentence]
	return Match{Exemplar: s.shown, ExemplarOf: x.model.exemplars[s.exemplar].respondent, Similarity: similarity}
}

// evidence says why an answer got its score: the sentences of what similarity read that lie nearest to the
// exemplars', and one thing several exemplars express that the answer does not.
func (m *textModel) evidence(answer string, cosines []float64) Evidence {
	lang := string(m.lang)
	read := text.FirstWords(answer, m.full.words)
	var met []Match
	best := make([]float64, len(m.sentences.sentences)) // nearest sentence of the answer, by exemplar sentence
	for _, span := range text.Sentences(read) {
		sentence := span.In(answer)
		found := m.sentences.space.All().Cosines(m.sentences.space.Read(m.seen(sentence, len(sentence))))
		for k, cosine := range found {
			best[k] = max(best[k], cosine)
		}
		if match, ok := m.sentences.meet(text.ContentWords(lang, sentence), found); ok {
			match.Sentence, match.Span = sentence, Span{Start: span.Start, End: span.End}
			met = append(met, match)
		}
	}
	out := Evidence{Matches: strongest(met)}
	content := text.ContentWords(lang, read)
	out.NotFound, out.Themes = m.sentences.notFound(content, best), m.sentences.themesIn(content, best)
	if nearest := slices.Index(cosines, slices.Max(cosines)); cosines[nearest] > 0 {
		out.Nearest = m.exemplars[nearest].respondent
	}
	return out
}

// meet returns the exemplar sentence nearest to a sentence of the answer, if they share a content word.
func (x *sentenceIndex) meet(content []text.Content, cosines []float64) (Match, bool) {
	nearest, words := -1, []text.Content(nil)
	for k, cosine := range cosines {
		if cosine < metCosine || nearest >= 0 && cosine <= cosines[nearest] {
			continue
		}
		if both := sharedContent(content, x.sentences[k].content); len(both) > 0 {
			nearest, words = k, both
		}
	}
	if nearest < 0 {
		return Match{}, false
	}
	out := x.match(nearest, min(1, cosines[nearest]))
	out.Words = wordsOf(words)
	return out, true
}

// strongest keeps the best matches, each exemplar sentence once: those that rest on several words, or, where there is
// none, the one that lies nearest, since every score says at least what it came closest to.
func strongest(met []Match) []Match {
	slices.SortStableFunc(met, func(a, b Match) int {
		return cmp.Or(cmp.Compare(min(2, len(b.Words)), min(2, len(a.Words))), cmp.Compare(b.Similarity, a.Similarity))
	})
	var out []Match
	for _, m := range met {
		same := func(o Match) bool { return o.Exemplar == m.Exemplar && o.ExemplarOf == m.ExemplarOf }
		thin := len(m.Words) < 2 && len(out) > 0
		if len(out) < matchesShown && !thin && !slices.ContainsFunc(out, same) {
			out = append(out, m)
		}
	}
	return out
}

// sharedContent returns the words of a whose stems are in b.
func sharedContent(a, b []text.Content) []text.Content {
	var out []text.Content
	for _, w := range a {
		if slices.ContainsFunc(b, func(o text.Content) bool { return o.Stem == w.Stem }) {
			out = append(out, w)
		}
	}
	return out
}

func wordsOf(content []text.Content) []string {
	out := make([]string, len(content))
	for i, c := range content {
		out[i] = c.Word
	}
	return out
}
