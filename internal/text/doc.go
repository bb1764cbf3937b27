// Package text knows words: how a text falls into sentences and words, what their stems are, how alike two texts
// are, whether a text is one at all, and which language it is in. It speaks English, Spanish and Turkish and knows
// nothing of what the texts are about.
//
// Every function is deterministic: nothing depends on the order of a map, and the same text gives the same bytes.
// Offsets are byte offsets into the text as it was given; a text that is not valid UTF-8 is read as far as it can be.
package text

// The languages, as BCP 47 primary tags.
const (
	English = "en"
	Spanish = "es"
	Turkish = "tr"
)

// Languages lists the languages this package can read.
func Languages() []string { return []string{English, Spanish, Turkish} }

// Span is a piece of a text: the bytes from Start up to, not including, End.
type Span struct {
	Start, End int
}

// In returns the piece itself.
func (s Span) In(text string) string { return text[s.Start:s.End] }
