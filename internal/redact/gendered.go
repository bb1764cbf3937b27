package redact

import (
	"slices"
	"strings"
	"sync"
)

// genderedWords finds the words that tell a gender of whoever wrote an answer: what they call themselves ("as a mother, I",
// "soy una señora", "kadın olarak"), how somebody addresses them or they somebody ("Thank you, sir.", "Sí, señora.",
// "Evet hanımefendi."), and a title without a name. A customer of whom the answer tells stays readable: "an elderly
// gentleman called", "una señora mayor", "bir hanımefendi aradı", "ladies and gentlemen".
func genderedWords(body string, ts []token, lang string) []Span {
	g, known := genders()[lang]
	if !known {
		return nil
	}
	var out []Span
	for i := range ts {
		if lang == "tr" {
			if s, is := turkishTitled(ts, i); is {
				out = append(out, s)
			}
		}
		if g.titles[ts[i].folded] {
			out = append(out, bareTitle(ts, i))
			continue
		}
		if g.suffixed[ts[i].folded] {
			out = append(out, Span{ts[i].start, ts[i].end, Gendered})
			continue
		}
		from, is := i, g.nouns[ts[i].folded] || g.address[ts[i].folded]
		if lang == "en" && ts[i].folded == "am" && i > 0 && ts[i-1].folded == "ma" && (ts[i].gap == "'" || ts[i].gap == "’") {
			from, is = i-1, true
		}
		if !is {
			continue
		}
		start := g.phrase(ts, from)
		own := g.nouns[ts[i].folded] && g.ofSelf(body, ts, start, i)
		if own || (from < i || g.address[ts[i].folded]) && g.addresses(body, ts, start, i) {
			out = append(out, Span{ts[from].start, ts[i].end, Gendered})
		}
	}
	return out
}

// gender is what one language has for telling a gender.
type gender struct {
	nouns     map[string]bool // what people call themselves
	address   map[string]bool // how one is addressed
	several   map[string]bool // of these, those of more than one: an address only where a sentence begins with it
	titles    map[string]bool // before a name, short
	articles  map[string]bool // and words that may stand between an article and a noun
	greetings map[string]bool // after which an address needs no comma
	self      [][]string      // what goes before a noun that is the writer
	bare      [][]string      // the same, where no article stands between: with one, they tell of another
	as        [][]string      // "as a …": the writer only where the noun ends a phrase or the writer follows
	after     map[string]bool // what may follow then
	suffixed  map[string]bool // nouns that say "I am one" by themselves
	then      map[string]bool // what follows a noun that is the writer, as olarak does
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[fold(w)] = true
	}
	return out
}

func phrases(list string) [][]string {
	var out [][]string
	for p := range strings.SplitSeq(list, ",") {
		out = append(out, strings.Fields(fold(p)))
	}
	return out
}

var genders = sync.OnceValue(func() map[string]gender {
	return map[string]gender{
		"en": {
			nouns: set(`gentleman lady man woman guy girl boy mother father mum mom dad husband wife widow widower sister brother daughter son
grandmother grandfather housewife businesswoman businessman waitress stewardess hostess actress saleswoman salesman salesgirl`),
			address: set("sir madam miss mister lady gentleman gentlemen ladies"), several: set("gentlemen ladies"), titles: set("mr mrs"),
			articles:  set("a an the only one young old older good kind true real single working proud little dear first married"),
			greetings: set("yes no thanks you hello hi dear sorry morning afternoon evening please okay ok sure certainly welcome goodbye bye my"),
			self: phrases(`i am,i m,i was,i were,i ve been,i have been,being,i became,you are,you re,called me,calls me,call me,calling me,
treated me like,treats me like,told me i was`),
			as: phrases("as"), after: set("i my me myself of"),
		},
		"es": {
			nouns: set(`señor señora señorita caballero dama mujer hombre chica chico muchacha muchacho madre padre mamá papá esposa viuda viudo
abuela abuelo`),
			address:   set("señor señora señorita caballero señores señoras caballeros"),
			several:   set("señores señoras caballeros"),
			titles:    set("sr sra srta"),
			articles:  set("un una el la única único joven buena buen verdadera verdadero gran toda todo orgullosa orgulloso"),
			greetings: set("sí no gracias hola buenas buenos días tardes noches claro perdone perdón disculpe oiga adiós estimado estimada querido querida"),
			self:      phrases("soy,fui,he sido,me siento,eres,es usted"),
			bare:      phrases("siendo,como,me llamó,me llamaron,me llaman,me dijo,me dijeron,me trató de,me trataron de"),
		},
		"tr": {
			nouns: set("kadın erkek anne baba hanımefendi beyefendi hanım bey abla abi dul"), address: set("hanımefendi beyefendi hanımlar beyler"),
			several: set("hanımlar beyler"), articles: set("bir tek genç iyi gerçek çalışan bekar"),
			greetings: set("evet hayır buyurun teşekkürler ederim ediyorum tabii tabi peki merhaba tamam günaydın günler akşamlar sayın"),
			then:      set("olarak"), suffixed: set("kadınım erkeğim anneyim babayım hanımefendiyim beyefendiyim"),
		},
	}
})

// phrase returns where the words begin that belong to the noun at token i: its article, and what stands between them.
func (g gender) phrase(ts []token, i int) int {
	for n := 0; i > 0 && n < 4 && ts[i].gap == " " && g.articles[ts[i-1].folded]; n++ {
		i--
	}
	return i
}

// ofSelf tells whether the noun at token i, whose words begin at start, is what the writer is called.
func (g gender) ofSelf(body string, ts []token, start, i int) bool {
	if i+1 < len(ts) && ts[i+1].gap == " " && g.then[ts[i+1].folded] {
		return !spokenOf(ts, start)
	}
	for _, cue := range g.self {
		if precedes(ts, start, cue) {
			return true
		}
	}
	for _, cue := range g.bare {
		if start == i && precedes(ts, i, cue) {
			return true
		}
	}
	for _, cue := range g.as {
		if start < i && precedes(ts, start, cue) && (ends(body, ts, i) || i+1 < len(ts) && ts[i+1].gap == " " && g.after[ts[i+1].folded]) {
			return true
		}
	}
	return false
}

// spokenOf tells whether a Turkish sentence has somebody else for its object before token i: "onu bir anne olarak
// hatırlıyorum".
func spokenOf(ts []token, i int) bool {
	for ; i > 0 && !ts[i].first; i-- {
		switch ts[i-1].folded {
		case "onu", "onlari", "kendisini", "kendilerini":
			return true
		}
	}
	return false
}

// addresses tells whether the word at token i speaks to somebody: it stands apart, or after a greeting, and ends there.
func (g gender) addresses(body string, ts []token, start, i int) bool {
	for _, t := range ts[start:i] {
		if determiners()[t.folded] {
			return false
		}
	}
	switch {
	case !ends(body, ts, i):
		return false
	case ts[start].first:
		return true
	case g.several[ts[i].folded]:
		return false
	}
	return ts[start].gap == ", " || start > 0 && ts[start].gap == " " && g.greetings[ts[start-1].folded]
}

// determiners are the words that make of a noun somebody who is spoken of.
var determiners = sync.OnceValue(func() map[string]bool {
	return set("a an the only one first un una el la única único toda todo bir tek")
})

// precedes tells whether words stand right before token i.
func precedes(ts []token, i int, words []string) bool {
	from := i - len(words)
	if from < 0 || ts[i].gap != " " {
		return false
	}
	for k, w := range words {
		if ts[from+k].folded != w || k > 0 && !slices.Contains([]string{" ", "'", "’"}, ts[from+k].gap) {
			return false
		}
	}
	return true
}

// ends tells whether nothing but a stop, a comma or a quotation mark follows token i.
func ends(body string, ts []token, i int) bool {
	return i+1 == len(ts) && !strings.HasPrefix(body[ts[i].end:], "'") || i+1 < len(ts) && strings.ContainsAny(ts[i+1].gap, ",.!?…:;\n\r”\"»)")
}

// bareTitle is a title without a name in capitals: with the word after it, which is a name in small letters, or alone.
func bareTitle(ts []token, i int) Span {
	if n := i + 1; n < len(ts) && (ts[n].gap == " " || ts[n].gap == ". ") && !grammatical(ts[n].folded) && !ts[n].first {
		return Span{ts[i].start, ts[n].end, Name}
	}
	return Span{ts[i].start, ts[i].end, Gendered}
}

// turkishTitled finds a name in small letters, or first in its sentence, before a Turkish title. A word that only says
// which lady or gentleman it was ("arayan hanım", "kasadaki bey") is no name.
func turkishTitled(ts []token, i int) (Span, bool) {
	if i+1 >= len(ts) || ts[i+1].gap != " " || !turkishTitles()[ts[i+1].folded] {
		return Span{}, false
	}
	name, title, tr := ts[i], ts[i+1], genders()["tr"]
	switch {
	case grammatical(name.folded), tr.greetings[name.folded], tr.articles[name.folded]:
		return Span{}, false
	case name.capital && name.first && title.capital, turkishNames()[name.folded]:
	case name.capital, ordinary(name.folded, "tr"), tellsWhich(name.folded):
		return Span{}, false
	}
	return Span{name.start, title.end, Name}, true
}

// tellsWhich tells whether a word's ending says which person is meant.
func tellsWhich(folded string) bool {
	if turkishNames()[folded] {
		return false
	}
	for _, end := range []string{"an", "en", "ki", "li", "lu", "ci", "cu", "si", "su"} {
		if strings.HasSuffix(folded, end) {
			return true
		}
	}
	return false
}

// turkishTitles are the titles with the endings that they take in a sentence.
var turkishTitles = sync.OnceValue(func() map[string]bool {
	return set(`bey beyi beye beyin beyle beyden beyde hanım hanımı hanıma hanımın hanımla hanımdan hanımda abla ablaya ablayı ablanın
ablayla abladan abi abiye abiyi abinin abiyle abiden hoca hocaya hocayı hocanın hocayla hocadan hocam`)
})

// turkishNames are common names that look like such words.
var turkishNames = sync.OnceValue(func() map[string]bool {
	return set(`ali veli can hasan orhan hakan serkan erkan volkan gökhan ayhan nurhan kenan osman ramazan şaban turan canan nalan şükran
gülşen nurten emine ercan sercan okan taylan ozan kaan nazlı özlem deniz ayten perihan neslihan`)
})
