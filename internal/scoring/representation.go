package scoring

import (
	"slices"

	"touchstone/internal/encode"
	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// WordsOnly as a definition's Representation compares texts by their words alone, without the sentence encoder that is
// built in for English.
const WordsOnly = "words"

// meaningShare is what the built-in encoder counts beside the words. Where people were scored for an attitude (replies
// to somebody in distress) it adds .05 to .10 of agreement; where they were scored for knowledge it changes nothing that
// can be told from chance up to .3, and costs agreement above.
const meaningShare = .25

// represented returns how whole texts of a language are compared: by the definition's own encoder when it names one,
// else by what is built in.
func (d Definition) represented(lang hiring.Language) text.Representation {
	words := text.Lexical(string(lang))
	switch d.Representation {
	case WordsOnly:
		return words
	case "":
		if encoder, ok := encode.For(string(lang)); ok {
			return text.Mixed(words, text.Dense(hashed{encoder}), meaningShare)
		}
		return words
	}
	return text.Dense(named{d.encoder, d.Representation})
}

// RepresentationOf is the ID of how texts of a language are compared by what is built in.
func RepresentationOf(lang hiring.Language) string { return Definition{}.represented(lang).ID() }

// ByWordsAlone tells whether a question's texts are compared by their words alone: no encoder is built in for their
// language, and none outside was named.
func (h QuestionHealth) ByWordsAlone() bool {
	return h.Kind == hiring.Text && h.Read == text.Lexical(string(h.Language)).ID()
}

// hashed is the built-in encoder under an ID that pins its weights too.
type hashed struct{ *encode.Encoder }

func (h hashed) ID() string { return h.Encoder.ID() + "@" + h.Hash() }

// named is an encoder known by the ID a definition has for it, whether it is at hand or not.
type named struct {
	text.Encoder
	id string
}

func (n named) ID() string { return n.id }

// textRepresentations returns the ids of the representations that a definition's texts are read with, one per
// language of its exemplars; none when it asks no text question.
func textRepresentations(d Definition) []string {
	ids := []string{}
	if !slices.ContainsFunc(d.Questions, func(q Question) bool { return q.Kind == hiring.Text }) {
		return ids
	}
	for _, lang := range languagesOf(d.Exemplars) {
		ids = append(ids, d.represented(lang).ID())
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
