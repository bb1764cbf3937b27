package redact

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	emails   = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}._%+-]*(?:@|\s?(?:\(at\)|\[at\]|\(arroba\))\s?)[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)+`)
	webs     = regexp.MustCompile(`(?i:https?://|www\.)[^\s<>"“”]+`)
	domains  = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.(?:com?\.(?:tr|uk|mx|ar)|(?:edu|org|gov|ac)\.(?:tr|uk|es)|com|org|net|edu|gov|info|app|dev)(?:/[^\s<>"“”]*)?`)
	profiles = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.[a-z]{2}/[^\s<>"“”]+`)
	handles  = regexp.MustCompile(`@[\p{L}\p{N}_][\p{L}\p{N}_.]{2,29}`)
	digits   = regexp.MustCompile(`(?:\+|\b00)?\(?\d[\d\s().\x{00a0}/-]{5,22}\d`)
	dates    = regexp.MustCompile(`^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d)$`)
	amounts  = regexp.MustCompile(`^\d{1,3}(?:[ .]000)+$|^[1-5]\d{0,2}(?:\.\d{3})+$`)
)

func matches(text string, re *regexp.Regexp, kind Kind) []Span {
	var out []Span
	for _, m := range re.FindAllStringIndex(text, -1) {
		out = append(out, Span{m[0], m[1], kind})
	}
	return out
}

// links finds addresses of the web, and handles.
func links(text string) []Span {
	var out []Span
	for _, re := range []*regexp.Regexp{webs, domains, profiles} {
		for _, s := range matches(text, re, Link) {
			for s.End > s.Start && strings.ContainsRune(".,;:!?)]'’", rune(text[s.End-1])) {
				s.End--
			}
			if !letterAt(text, s.End) && !letterBefore(text, s.Start) {
				out = append(out, s)
			}
		}
	}
	for _, s := range matches(text, handles, Link) {
		if s.End = s.Start + len(strings.TrimRight(text[s.Start:s.End], "._")); !letterBefore(text, s.Start) {
			out = append(out, s)
		}
	}
	return out
}

func letterAt(text string, i int) bool {
	for _, r := range text[i:] {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}

func letterBefore(text string, i int) bool {
	r := []rune(text[max(0, i-4):i])
	return len(r) > 0 && (unicode.IsLetter(r[len(r)-1]) || unicode.IsDigit(r[len(r)-1]))
}

// phones finds telephone numbers by their shape: 7 to 15 digits in groups, or 9 and more in one, that are no date, no
// span of years and no round amount.
func phones(text string) []Span {
	var out []Span
	for _, s := range matches(text, digits, Phone) {
		word := text[s.Start:s.End]
		n, group, longest, groups := 0, 0, 0, 0
		for _, r := range word {
			if !unicode.IsDigit(r) {
				group = 0
				continue
			}
			if group == 0 {
				groups++
			}
			n, group = n+1, group+1
			longest = max(longest, group)
		}
		international := strings.HasPrefix(word, "+") || strings.HasPrefix(word, "00")
		long := groups > 1 && n >= 7 && longest >= 3 || n >= 9 || international && n >= 7
		if long && n <= 15 && !dates.MatchString(word) && !amounts.MatchString(word) && !letterBefore(text, s.Start) {
			out = append(out, s)
		}
	}
	return out
}
