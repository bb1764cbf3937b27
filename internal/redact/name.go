package redact

import (
	"slices"
	"strings"
	"sync"

	"touchstone/internal/text"
)

// shortestName is how many letters a part of a name needs to be told from an ordinary short word.
const shortestName = 3

// names finds the writer's own names, those they introduce as theirs, and those after a title or a relation.
func names(body string, ts []token, h Hints) []Span {
	people := slices.Clone(h.Names)
	var out []Span
	for i := range ts {
		if s, own, ok := cuedName(ts, i, h.Language); ok {
			out = append(out, s)
			if own {
				people = append(people, body[s.Start:s.End])
			}
		}
	}
	return append(out, ownNames(body, ts, h.Language, people)...)
}

// ownNames finds the parts of people's names. A part that no dictionary knows is a name wherever it stands, in capitals
// or not. One that is an ordinary word as well ("Will", "Grace", "Deniz") is a name within a sentence where it has a
// capital, at the beginning of a sentence with a genitive or another ending after an apostrophe, and beside another
// part of the same person's name; else it is the word. A part of two letters is a name only beside another part.
func ownNames(body string, ts []token, lang string, people []string) []Span {
	parts := map[string]int{} // the person whose name it is a part of
	for n, person := range people {
		for _, t := range tokens(person) {
			if len([]rune(t.folded)) > 1 {
				parts[t.folded] = n + 1
			}
		}
	}
	var out []Span
	for i, t := range ts {
		if person, is := parts[t.folded]; is && isName(body, ts, i, lang, parts, person) {
			out = append(out, Span{t.start, t.end, Name})
		}
	}
	return out
}

func isName(body string, ts []token, i int, lang string, parts map[string]int, person int) bool {
	t := ts[i]
	beside := func(j int, joined bool) bool {
		return joined && ts[j].folded != t.folded && parts[ts[j].folded] == person
	}
	switch {
	case i > 0 && beside(i-1, t.joined()), i+1 < len(ts) && beside(i+1, ts[i+1].joined()):
		return true
	case len([]rune(t.folded)) < shortestName:
		return false
	case !ordinary(t.folded, lang):
		return true
	}
	return t.capital && (!t.first || t.apostrophe(body) && !contraction(body[t.end:]))
}

// contraction tells whether what hangs at a word is a shortened verb rather than an ending of a name.
func contraction(rest string) bool {
	hung := tokens(rest[:min(len(rest), 8)])
	return len(hung) > 0 && slices.Contains([]string{"ll", "d", "re", "ve", "m", "t"}, hung[0].folded)
}

// ordinary tells whether a folded word is one of the language's common words, or one of those names that are words too.
func ordinary(folded, lang string) bool {
	if wordNames()[folded] {
		return true
	}
	if lang != "" {
		return smallWords()[lang][folded] || text.IsFunctionWord(lang, folded)
	}
	return slices.ContainsFunc(text.Languages(), func(l string) bool { return smallWords()[l][folded] }) || grammatical(folded)
}

// grammatical tells whether a folded word is a function word of one of the languages.
func grammatical(folded string) bool {
	return slices.ContainsFunc(text.Languages(), func(l string) bool { return text.IsFunctionWord(l, folded) })
}

// smallWords are the words that people's texts hold in small letters, more than once: what stands there a single time
// may be anything.
var smallWords = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, lang := range text.Languages() {
		out[lang] = map[string]bool{}
		once := map[string]bool{}
		for _, body := range text.Background(lang) {
			for _, t := range tokens(body) {
				if !t.capital {
					out[lang][t.folded] = once[t.folded]
					once[t.folded] = true
				}
			}
		}
	}
	return out
})

// wordNames are first and family names that are common words of one of the three languages.
var wordNames = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`
will grace mark hope joy faith rose lily ivy daisy dawn summer autumn april may june august bill rob sue pat art miles
frank grant chase drew earl guy jack jean king knight cook baker mason hunter carter taylor fisher miller smith young
long short white black brown green gray grey west north field wood woods stone hill lane park bush price rich sharp
strong swift wise good best love day page banks bridge case cash church cross fox lamb wolf bird hall house court
sol luz mar cruz pilar rosa blanca angel jesus domingo dolores consuelo remedios paz flores leon rey reyes iglesias
campos torres rios casa castillo calle vega prado paloma perla estrella aurora alma gracia victoria soledad socorro
mercedes amparo rubio moreno blanco delgado calvo bueno leal franco gallo toro vaca
deniz umut baris savas cicek gul yildiz gunes ay can cem ozlem ozgur sevgi sevda mutlu guven onur ufuk yagmur ruzgar
toprak su doga bahar yaz irmak pinar ceylan aslan kaya demir celik altin gumus yilmaz ozturk aydin polat dogan sahin
kurt arslan yurt dag tas ekin ece melek ipek inci elmas mavi beyaz kara uzun kisa genc hayat huzur nese sevinc zafer
cesur devrim eylem emek emel dilek arzu hasret vefa`) {
		out[fold(w)] = true
	}
	return out
})

// nameCues announce a name: that of the writer, or somebody's after a title or a relation.
type nameCue struct {
	words []string
	own   bool
	whole bool // the cue itself goes, too: a title tells a gender
}

// nameCues are the cues of each language.
var nameCues = sync.OnceValue(func() map[string][]nameCue {
	out := map[string][]nameCue{}
	for _, lang := range text.Languages() {
		out[lang] = nameCuesOf(lang)
	}
	return out
})

func nameCuesOf(lang string) []nameCue {
	var out []nameCue
	add := func(own, whole bool, phrases string) {
		for p := range strings.SplitSeq(phrases, ",") {
			out = append(out, nameCue{strings.Fields(fold(p)), own, whole})
		}
	}
	switch lang {
	case "en":
		add(true, false, "my name is, name s, call me, i m called, known as, calls me, called me")
		add(false, true, "mr, mrs, ms, miss, mx, dr, prof, professor")
		add(false, false, "my manager, my boss, my supervisor, my colleague, my coworker, my team lead, my teammate, my friend, my brother, my sister, my husband, my wife, my partner, my mentor, my trainer, my teacher, my son, my daughter, colleague, supervisor, manager")
	case "es":
		add(true, false, "me llamo, mi nombre es, me llaman, me dicen")
		add(false, true, "sr, sra, srta, señor, señora, señorita, don, doña, dr, dra, doctor, doctora")
		add(false, false, "mi jefe, mi jefa, mi supervisor, mi supervisora, mi compañero, mi compañera, mi encargado, mi encargada, mi colega, mi amiga, mi amigo, mi hermano, mi hermana, mi marido, mi mujer, mi hijo, mi hija, mi responsable")
	case "tr":
		add(true, false, "adım, ismim, bana")
		add(false, true, "bay, bayan, dr")
		add(false, false, "müdürüm, şefim, arkadaşım, amirim, yöneticim, ablam, abim, kardeşim, eşim, oğlum, kızım, liderim, hocam, patronum")
	}
	return out
}

// cuedName tells whether a name that a cue announces begins at token i, and whether it is the writer's own.
func cuedName(ts []token, i int, lang string) (s Span, own, ok bool) {
	end := run(ts, i, 3)
	if end == i {
		return s, false, false
	}
	for end > i+1 && !ts[end-1].capital {
		end--
	}
	if ts[i].first && ordinary(ts[i].folded, lang) {
		return s, false, false // has its capital from standing first
	}
	if lang == "tr" && end < len(ts) && ts[end].joined() && turkishTitles()[ts[end].folded] {
		if ts[i].first && end == i+1 && tellsWhich(ts[i].folded) {
			return s, false, false // a lady or a gentleman at the beginning of a sentence, and no name
		}
		return Span{ts[i].start, ts[end].end, Name}, false, true
	}
	if lang == "tr" && end > i+1 && turkishTitles()[ts[end-1].folded] {
		return Span{ts[i].start, ts[end-1].end, Name}, false, true
	}
	for _, c := range nameCues()[lang] {
		if !followsName(ts, i, c.words) || c.words[0] == "bana" && !(end < len(ts) && strings.HasPrefix(ts[end].folded, "de")) {
			continue
		}
		start := ts[i].start
		if c.whole {
			start = ts[i-len(c.words)].start
		}
		return Span{start, ts[end-1].end, Name}, c.own, true
	}
	return s, false, false
}

// followsName is follows for names, before which a title may have its full stop and "name's" its apostrophe.
func followsName(ts []token, i int, words []string) bool {
	from := i - len(words)
	if from < 0 || !slices.Contains([]string{" ", ". ", ", ", "\u00a0"}, ts[i].gap) {
		return false
	}
	for k, w := range words {
		t := ts[from+k]
		if t.folded != w || k > 0 && !slices.Contains([]string{" ", "'", "’"}, t.gap) {
			return false
		}
	}
	// A relation that ends a sentence announces nothing.
	return ts[i].gap != ". " || len(words) == 1 && len(words[0]) < 6
}
