package hiring

import "strings"

// Language is one of the languages Touchstone speaks, as a BCP 47 primary tag.
type Language string

// The languages of the interface and of questions.
const (
	English Language = "en"
	Spanish Language = "es"
	Turkish Language = "tr"
)

// Languages lists every language in the order in which menus show them.
func Languages() []Language { return []Language{English, Spanish, Turkish} }

// ParseLanguage returns the language named by s, and whether there is one.
func ParseLanguage(s string) (Language, bool) {
	for _, l := range Languages() {
		if s == string(l) {
			return l, true
		}
	}
	return "", false
}

// Words is one text in several languages, for example a question's prompt.
type Words map[Language]string

// In returns the text in lang, else in the first language that has one, else "".
func (w Words) In(lang Language) string {
	if s := w[lang]; s != "" {
		return s
	}
	for _, l := range Languages() {
		if s := w[l]; s != "" {
			return s
		}
	}
	return ""
}

// Has tells whether the text exists in lang.
func (w Words) Has(lang Language) bool { return strings.TrimSpace(w[lang]) != "" }

// Empty tells whether the text exists in no language.
func (w Words) Empty() bool {
	for _, l := range Languages() {
		if w.Has(l) {
			return false
		}
	}
	return true
}

// Trimmed returns a copy with surrounding space removed and empty languages left out.
func (w Words) Trimmed() Words {
	out := Words{}
	for l, s := range w {
		if s = strings.TrimSpace(s); s != "" {
			out[l] = s
		}
	}
	return out
}
