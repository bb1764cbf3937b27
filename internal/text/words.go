package text

import (
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
)

// Words returns where the words of a text stand: the segments of Unicode Annex 29 that hold a letter or a digit.
func Words(text string) []Span { return slices.Clip(parse(text).words) }

func segment(text string) []Span {
	out := make([]Span, 0, len(text)/6)
	for it := words.FromString(text); it.Next(); {
		if strings.ContainsFunc(it.Value(), wordRune) {
			out = append(out, Span{Start: it.Start(), End: it.End()})
		}
	}
	return out
}

// CountWords returns how many words a text has.
func CountWords(text string) int { return len(parse(text).words) }

// Sentences returns where the sentences of a text stand (Unicode Annex 29), without the space around them; pieces
// without a word are left out. A line break ends a sentence, so the items of a list are sentences.
func Sentences(text string) []Span { return slices.Clip(parse(text).sentences()) }

func segmentSentences(text string) []Span {
	var out []Span
	for it := sentences.FromString(text); it.Next(); {
		s := trim(text, Span{Start: it.Start(), End: it.End()})
		if strings.ContainsFunc(s.In(text), wordRune) {
			out = append(out, s)
		}
	}
	return out
}

// FirstWords returns the beginning of a text that holds its first most words, and the whole text when it has no more.
func FirstWords(text string, most int) string {
	spans := Words(text)
	if len(spans) <= most {
		return text
	}
	if most <= 0 {
		return ""
	}
	return text[:spans[most-1].End]
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func trim(text string, s Span) Span {
	piece := s.In(text)
	s.End -= len(piece) - len(strings.TrimRightFunc(piece, unicode.IsSpace))
	s.Start += len(piece) - len(strings.TrimLeftFunc(piece, unicode.IsSpace))
	if s.Start > s.End {
		s.Start = s.End
	}
	return s
}
