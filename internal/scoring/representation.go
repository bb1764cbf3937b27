package scoring

import (
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// represented returns how whole texts of a language are compared: by the definition's own encoder when it names one,
// else by what is built in.
func (d Definition) represented(lang hiring.Language) text.Representation {
	if d.Representation == "" {
		return text.Lexical(string(lang))
	}
	return text.Dense(named{d.encoder, d.Representation})
}

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
