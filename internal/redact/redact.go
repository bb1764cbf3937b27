// Package redact finds what gives away who wrote an answer, so that whoever rates it judges the answer: the writer's
// own name and names they say are theirs, names after a title or a relation ("my manager …"), e-mail addresses,
// telephone numbers, links and handles, employers and schools, pronouns that tell a gender, and forms of address and
// words for oneself that do. It works on English, Spanish and Turkish texts, knows no noun, and never changes a text: it
// says where something stands and of what kind.
//
// How well it does is measured on the 88 sentences of testdata/sentences.txt, which were written for the purpose in the
// three languages, 33 of them with nothing to be found (TestPrecisionAndRecall prints the figures and holds them):
// precision 0.98 and recall 0.97 by whole passages. They are sentences of the kinds the patterns were made for, so this
// is what can be hoped for and not what to expect: a name of a colleague without title or relation, a town, a product,
// an employer that no cue announces and the gender of a Spanish adjective are not looked for. What is missed can be
// reported by whoever reads it, and is hidden then for everybody. What tells a gender beside pronouns is held apart, by
// the sentences of testdata/gendered.txt, of which every one must come out as it stands there.
//
// Telephone numbers are found by their shape. github.com/nyaruka/phonenumbers was looked at and left: 1.7 MB of tables
// and the whole of protobuf to tell valid numbers from others, while here a mistyped number must go as well.
package redact

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what was found.
type Kind string

// The kinds, in the order in which one goes before another where two meet.
const (
	Reported Kind = "reported" // words that somebody reported and that were hidden by hand
	Email    Kind = "email"
	Link     Kind = "link"
	Phone    Kind = "phone"
	School   Kind = "school"
	Employer Kind = "employer"
	Name     Kind = "name"
	Pronoun  Kind = "pronoun"
	Gendered Kind = "gendered" // a form of address, or what the writer calls themselves, that tells a gender
)

// Kinds lists the kinds.
func Kinds() []Kind {
	return []Kind{Reported, Email, Link, Phone, School, Employer, Name, Pronoun, Gendered}
}

// Hints is what is known of a text beside its words.
type Hints struct {
	Language string   // en, es or tr
	Names    []string // whole names of who wrote it
	Words    []string // words and phrases to be hidden wherever they stand
}

// Span is a passage of a text, in bytes, and what it is.
type Span struct {
	Start, End int
	Kind       Kind
}

// Find returns what gives away who wrote a text, from its beginning to its end and without overlaps.
func Find(text string, h Hints) []Span {
	ts := tokens(text)
	var found []Span
	for _, look := range [][]Span{
		reported(text, h.Words), matches(text, emails, Email), links(text), phones(text),
	} {
		found = append(found, look...)
	}
	found = append(found, organisations(text, ts, h.Language)...)
	found = append(found, names(text, ts, h)...)
	found = append(found, pronouns(ts, h.Language)...)
	found = append(found, genderedWords(text, ts, h.Language)...)
	return settled(text, found)
}

// settled sorts passages and drops what overlaps something that goes before it. Neighbours of one kind become one.
func settled(text string, found []Span) []Span {
	order := func(k Kind) int { return slices.Index(Kinds(), k) }
	slices.SortStableFunc(found, func(a, b Span) int {
		return cmp.Or(cmp.Compare(order(a.Kind), order(b.Kind)), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var kept []Span
	taken := make([]bool, len(text))
	for _, s := range found {
		if s.Start < s.End && !slices.Contains(taken[s.Start:s.End], true) {
			kept = append(kept, s)
			for i := s.Start; i < s.End; i++ {
				taken[i] = true
			}
		}
	}
	slices.SortFunc(kept, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []Span
	for _, s := range kept {
		if n := len(out); n > 0 && out[n-1].Kind == s.Kind && strings.Trim(text[out[n-1].End:s.Start], " -.\u00a0") == "" && s.Kind != Pronoun && s.Kind != Gendered {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// Piece is a part of a text: words as they stand, or what kind of thing is hidden in their place.
type Piece struct {
	Text string // "" where something is hidden
	Kind Kind   // "" where the words are shown
}

// Pieces returns a text in parts, without what gives away who wrote it.
func Pieces(text string, h Hints) []Piece {
	var out []Piece
	from := 0
	for _, s := range Find(text, h) {
		if s.Start > from {
			out = append(out, Piece{Text: text[from:s.Start]})
		}
		out = append(out, Piece{Kind: s.Kind})
		from = s.End
	}
	if from < len(text) {
		out = append(out, Piece{Text: text[from:]})
	}
	return out
}

// HideNames puts something else in place of people's names in a text, and leaves everything else as it stands.
func HideNames(text, lang string, people []string, instead string) string {
	var out strings.Builder
	from := 0
	for _, s := range settled(text, ownNames(text, tokens(text), lang, people)) {
		out.WriteString(text[from:s.Start] + instead)
		from = s.End
	}
	return out.String() + text[from:]
}

// reported finds words that were hidden by hand wherever they stand whole, in capitals or not.
func reported(text string, phrases []string) []Span {
	ts := tokens(text)
	var out []Span
	for _, phrase := range phrases {
		want := tokens(phrase)
		for i := 0; len(want) > 0 && i+len(want) <= len(ts); i++ {
			if slices.EqualFunc(ts[i:i+len(want)], want, func(a, b token) bool { return a.folded == b.folded }) {
				out = append(out, Span{ts[i].start, ts[i+len(want)-1].end, Reported})
			}
		}
	}
	return out
}

// Holds tells whether words stand in a text, as they would be hidden.
func Holds(text, words string) bool { return len(reported(text, []string{words})) > 0 }
