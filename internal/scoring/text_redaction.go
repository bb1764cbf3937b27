package scoring

import (
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// Redaction returns what takes names out of a whole text, sentence by sentence, the way evidence is shown: it learns
// from texts in the language which words are ordinary ones.
func Redaction(lang hiring.Language, texts []string) func(body string) string {
	redactor := text.NewRedactor(string(lang), texts)
	return func(body string) string {
		var out strings.Builder
		from := 0
		for _, span := range text.Sentences(body) {
			out.WriteString(body[from:span.Start])
			out.WriteString(redactor.Redact(span.In(body)))
			from = span.End
		}
		out.WriteString(body[from:])
		return out.String()
	}
}

// Blanked is what stands where something was taken out of a text.
const Blanked = text.Ellipsis
