package redact

import (
	"slices"
	"strings"
	"sync"
)

// organisations finds employers and schools: where a cue announces them, where their own words say what they are, and
// once found, wherever they are named again.
func organisations(text string, ts []token, lang string) []Span {
	var out []Span
	for i := range ts {
		switch lang {
		case "en", "es":
			out = append(out, announced(ts, i, lang)...)
		case "tr":
			out = append(out, turkishEmployer(text, ts, i)...)
		}
		out = append(out, selfNamed(ts, i)...)
	}
	return append(out, again(text, ts, out)...)
}

// cue is what announces an organisation: small words in a row, before a name with a capital. A word that ends with an
// asterisk stands for all that begin so.
type cue struct {
	words []string
	kind  Kind
}

// cues are those of English and Spanish; in Turkish the place comes before what is done there.
var cues = sync.OnceValue(func() map[string][]cue {
	out := map[string][]cue{}
	for lang, list := range map[string][]struct {
		words string
		kind  Kind
	}{
		"es": {
			{"trabaj* en", Employer}, {"trabaj* para", Employer}, {"trabaj* con la empresa", Employer}, {"emplead* en", Employer},
			{"emplead* de", Employer}, {"contratad* por", Employer}, {"contratad* en", Employer}, {"practicas en", Employer},
			{"puesto en", Employer}, {"la empresa", Employer}, {"mi empresa", Employer}, {"empleo en", Employer}, {"becari* en", Employer},
			{"estudi* en", School}, {"gradu* en", School}, {"gradu* por", School}, {"licenciad* por", School}, {"titulad* por", School},
			{"carrera en", School}, {"master en", School},
		},
		"en": {
			{"work* at", Employer}, {"work* for", Employer}, {"worked with the team at", Employer}, {"employed by", Employer}, {"employed at", Employer},
			{"job at", Employer}, {"job with", Employer}, {"hired by", Employer}, {"internship at", Employer}, {"interned at", Employer},
			{"joined", Employer}, {"shift at", Employer}, {"career at", Employer}, {"years at", Employer}, {"months at", Employer},
			{"agent at", Employer}, {"employer", Employer}, {"started at", Employer}, {"trained at", Employer}, {"role at", Employer},
			{"studied at", School}, {"graduated from", School}, {"studying at", School}, {"degree at", School}, {"degree from", School},
			{"student at", School}, {"went to school at", School}, {"diploma from", School},
		},
	} {
		for _, c := range list {
			out[lang] = append(out[lang], cue{strings.Fields(c.words), c.kind})
		}
	}
	return out
})

// announced finds a name after a cue that ends before token i.
func announced(ts []token, i int, lang string) []Span {
	end := run(ts, i, 5)
	if end == i {
		return nil
	}
	before := i
	for before > 0 && ts[before].joined() && article(ts[before-1].folded) {
		before--
	}
	for _, c := range cues()[lang] {
		if follows(ts, before, c.words) {
			return []Span{{ts[i].start, ts[end-1].end, c.kind}}
		}
	}
	return nil
}

func article(folded string) bool {
	switch folded {
	case "the", "el", "la", "los", "las", "a", "an", "un", "una":
		return true
	}
	return false
}

// follows tells whether the words of a cue stand directly before token i.
func follows(ts []token, i int, words []string) bool {
	from := i - len(words)
	if from < 0 {
		return false
	}
	for k, w := range words {
		t := ts[from+k]
		stem, open := strings.CutSuffix(w, "*")
		if k > 0 && t.gap != " " || open && !strings.HasPrefix(t.folded, stem) || !open && t.folded != w {
			return false
		}
	}
	return strings.Trim(ts[i].gap, " ,") == ""
}

// selfNamed finds an organisation by a word in its own name: a university, a school, a company with its form, a bank.
func selfNamed(ts []token, i int) []Span {
	switch what := ts[i]; {
	case !what.capital:
		return nil
	case slices.Contains([]string{"universidad", "university", "instituto", "institute", "colegio", "college", "ies", "escuela", "facultad", "school", "academia", "academy"}, what.folded):
		return schoolNamed(ts, i)
	case endsTurkishSchool(what.folded):
		if from := back(ts, i); from < i {
			return []Span{{ts[from].start, what.end, School}}
		}
	case slices.Contains([]string{"ltd", "limited", "inc", "llc", "gmbh", "plc", "holding", "bankasi", "bank", "sirketi", "corporation"}, what.folded):
		if from := back(ts, i); from < i {
			return []Span{{ts[from].start, what.end, Employer}}
		}
	case what.folded == "banco" && run(ts, i, 4) > i+1:
		return []Span{{what.start, ts[run(ts, i, 4)-1].end, Employer}}
	}
	return nil
}

// schoolNamed finds the name around the word that says it is a school: "University of Leeds", "Leeds University".
func schoolNamed(ts []token, i int) []Span {
	from, end := back(ts, i), run(ts, i, 6)
	if from == i && end == i+1 {
		return nil // the bare word names nothing
	}
	return []Span{{ts[from].start, ts[end-1].end, School}}
}

func endsTurkishSchool(folded string) bool {
	for _, s := range []string{"universitesi", "lisesi", "koleji", "fakultesi", "enstitusu", "yuksekokulu", "akademisi", "okulu"} {
		if folded == s {
			return true
		}
	}
	return false
}

// back returns where a run of words with capitals begins that ends before token i. A plain word that only begins the
// sentence is not part of it.
func back(ts []token, i int) int {
	from := i
	for from > 0 && i-from < 4 && ts[from].joined() && ts[from-1].capital && !plainCapital(ts[from-1].folded) && !article(ts[from-1].folded) {
		from--
	}
	if from < i && ts[from].first && grammatical(ts[from].folded) {
		from++
	}
	return from
}

// turkishEmployer finds the name of a place of work: a word with a capital, with an ending after an apostrophe or within
// the sentence, and soon after it a word for working there.
func turkishEmployer(text string, ts []token, i int) []Span {
	t := ts[i]
	if !t.capital || plainCapital(t.folded) || t.first && !t.apostrophe(text) {
		return nil
	}
	if i > 0 && ts[i].joined() && ts[i-1].capital && (!ts[i-1].first || ts[i-1].apostrophe(text)) {
		return nil // in the middle of a longer name
	}
	end := run(ts, i, 4)
	for j := end; j < len(ts) && j < end+6 && !ts[j].first; j++ {
		if w := ts[j].folded; strings.HasPrefix(w, "calis") && !strings.HasPrefix(w, "calisan") || strings.HasPrefix(w, "staj") || w == "ise" && j+1 < len(ts) && strings.HasPrefix(ts[j+1].folded, "gir") {
			if !locative(text, ts[end-1]) && !locativeBetween(ts[end:j]) {
				return nil
			}
			return []Span{{t.start, ts[end-1].end, Employer}}
		}
	}
	return nil
}

// locative tells whether a name has the ending of a place: "'de", "'nda" and the like.
func locative(text string, t token) bool {
	if !t.apostrophe(text) {
		return false
	}
	rest := tokens(text[t.end:min(len(text), t.end+8)])
	return len(rest) > 0 && placeEnding(rest[0].folded)
}

func placeEnding(folded string) bool {
	for _, e := range []string{"de", "da", "te", "ta", "nde", "nda", "deki", "daki", "e", "a", "ye", "ya"} {
		if folded == e {
			return true
		}
	}
	return false
}

// locativeBetween tells whether one of the words after a name has the ending of a place: "çağrı merkezinde".
func locativeBetween(ts []token) bool {
	for _, t := range ts {
		if !t.capital && len(t.folded) > 5 && (strings.HasSuffix(t.folded, "nde") || strings.HasSuffix(t.folded, "nda")) {
			return true
		}
	}
	return false
}

// again finds names of organisations a second time, by their words with capitals.
func again(text string, ts []token, found []Span) []Span {
	var out []Span
	seen := map[string]bool{}
	for _, f := range found {
		if seen[text[f.Start:f.End]] || len(seen) == mostNamed {
			continue
		}
		seen[text[f.Start:f.End]] = true
		name := tokens(text[f.Start:f.End])
		for i := 0; i+len(name) <= len(ts); i++ {
			same := slices.EqualFunc(ts[i:i+len(name)], name, func(a, b token) bool { return a.folded == b.folded && a.capital == b.capital })
			if same && !(len(name) == 1 && (ts[i].first && ordinary(name[0].folded, "") || len([]rune(name[0].raw)) < 2)) {
				out = append(out, Span{ts[i].start, ts[i+len(name)-1].end, f.Kind})
			}
		}
	}
	return out
}

// mostNamed bounds how many organisations of one text are looked for again.
const mostNamed = 20
