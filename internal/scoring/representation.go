package scoring

import (
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// textRepresentations returns the ids of the representations that a definition's texts are read with, one per
// language of its exemplars; none when it asks no text question.
func textRepresentations(d Definition) []string {
	ids := []string{}
	if !slices.ContainsFunc(d.Questions, func(q Question) bool { return q.Kind == hiring.Text }) {
		return ids
	}
	for _, lang := range languagesOf(d.Exemplars) {
		ids = append(ids, text.Lexical(string(lang)).ID())
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
