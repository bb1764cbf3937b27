package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a word of a text: a run of letters, marks and digits. An apostrophe parts words, as the endings of Turkish
// names and the English genitive want it.
type token struct {
	start, end int
	raw        string
	folded     string // small letters without marks, the Turkish i without a dot taken for i
	capital    bool
	first      bool // begins a sentence, a line or a quotation
	gap        string
}

// tokens cuts a text into words; gap is what stands between a word and the one before it.
func tokens(text string) []token {
	var out []token
	at, last := 0, 0
	for at < len(text) {
		n := strings.IndexFunc(text[at:], wordRune)
		if n < 0 {
			break
		}
		start := at + n
		end := len(text)
		if m := strings.IndexFunc(text[start:], func(r rune) bool { return !wordRune(r) }); m >= 0 {
			end = start + m
		}
		raw, gap := text[start:end], text[last:start]
		r, _ := utf8.DecodeRuneInString(raw)
		out = append(out, token{
			start: start, end: end, raw: raw, folded: fold(raw), capital: unicode.IsUpper(r) || unicode.IsTitle(r),
			first: len(out) == 0 || strings.ContainsAny(gap, ".!?…:;\n\r¡¿“”\"«»•"), gap: gap,
		})
		at, last = end, end
	}
	return out
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

// fold makes words alike that differ in capitals or marks only: people write their names without marks, too.
func fold(s string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(strings.NewReplacer("İ", "i", "I", "i", "ı", "i").Replace(s))) {
		if !unicode.Is(unicode.Mn, r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// joined tells whether a word follows the one before it closely enough to belong to the same name.
func (t token) joined() bool {
	switch t.gap {
	case " ", "-", "&", " & ", "\u00a0", ". ", " - ":
		return t.gap != ". " || !t.first
	}
	return false
}

// apostrophe tells whether an ending hangs at the word, as at a Turkish name or an English genitive.
func (t token) apostrophe(text string) bool {
	return strings.HasPrefix(text[t.end:], "'") || strings.HasPrefix(text[t.end:], "’")
}

// run returns the end of a run of words with capitals that begins at token i: a name of up to most words, small
// connecting words within it allowed.
func run(ts []token, i, most int) int {
	if i >= len(ts) || !ts[i].capital || plainCapital(ts[i].folded) {
		return i
	}
	end := i + 1
	for j := i + 1; j < len(ts) && j-i < most; j++ {
		switch t := ts[j]; {
		case !t.joined():
			return end
		case t.capital && !plainCapital(t.folded):
			end = j + 1
		case !connects(t.folded):
			return end
		}
	}
	return end
}

func connects(folded string) bool {
	switch folded {
	case "of", "the", "and", "de", "del", "la", "las", "los", "y", "ve", "for", "para":
		return true
	}
	return false
}

// plainCapital tells whether a word is written with a capital without being a name.
func plainCapital(folded string) bool {
	switch folded {
	case "i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
		"june", "july", "august", "september", "october", "november", "december", "christmas", "easter", "english", "spanish",
		"turkish", "pazartesi", "sali", "carsamba", "persembe", "cuma", "cumartesi", "pazar", "ocak", "subat", "mart", "nisan",
		"mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik", "navidad", "covid", "excel", "word", "crm", "it", "hr":
		return true
	}
	return false
}
