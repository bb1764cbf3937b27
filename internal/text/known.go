package text

import (
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// word is everything about one spelling in one language that a text is read by. It is found once and shared: people
// use few different words, and stemming is slow.
type word struct {
	folded   string
	stem     string
	hash     uint64   // of folded
	stemmed  uint64   // feature of the stem
	letters  []uint64 // features of its runs of letters
	function [3]bool  // carries grammar, by place among Languages
	content  bool     // long enough to carry matter, and no function word of its language
	classes  classes
	runes    int
	triples  int    // of letters
	known    [3]int // how many of them occur in the shipped texts, by place among Languages
	number   int    // among those kept, or −1
}

// mostWords is how many spellings of a language are kept, some 300 bytes each; further ones are read anew each time.
const mostWords = 1 << 14

// vocabulary keeps the words of one language.
type vocabulary struct {
	lang  string
	words sync.Map // spelling → *word
	count atomic.Int32
}

func vocabularyOf(lang string) *vocabulary {
	if v := vocabularies()[lang]; v != nil {
		return v
	}
	return &vocabulary{lang: lang} // a language without texts and stems: nothing worth keeping
}

var vocabularies = sync.OnceValue(func() map[string]*vocabulary {
	out := map[string]*vocabulary{}
	for _, lang := range Languages() {
		out[lang] = &vocabulary{lang: lang}
	}
	return out
})

func (v *vocabulary) find(f *folder, spelling string) *word {
	if w, found := v.words.Load(spelling); found {
		return w.(*word)
	}
	w := newWord(f, spelling)
	n := int(v.count.Add(1)) - 1
	if n >= mostWords {
		v.count.Add(-1)
		return w
	}
	w.number = n
	first, _ := v.words.LoadOrStore(string([]byte(spelling)), w)
	return first.(*word)
}

func newWord(f *folder, spelling string) *word {
	folded := string([]byte(f.fold(spelling))) // not a piece of the text, which would be kept with it
	w := &word{folded: folded, stem: string([]byte(Stem(f.lang, folded))), hash: hashString(fnvOffset, folded), number: -1}
	w.stemmed = hashString(hashByte(fnvOffset, stemKind), w.stem)
	w.letters = letterFeatures(folded)
	w.runes = utf8.RuneCountInString(folded)
	w.classes = classesOfWord(f.lang, folded)
	w.content = w.runes >= shortestContent && !IsFunctionWord(f.lang, folded)
	all := triples(folded)
	w.triples = len(all)
	for i, lang := range Languages() {
		w.function[i] = IsFunctionWord(lang, folded)
		for _, h := range all {
			if knownTriples()[lang][h] {
				w.known[i]++
			}
		}
	}
	return w
}

// parsed is a text that was segmented, and read in the languages it was asked for in. Everything the package finds out
// about a text starts from here, and most of it is asked one thing after the other, so that the last texts are kept.
type parsed struct {
	text      string
	words     []Span
	sentences func() []Span
	mu        sync.Mutex
	lang      string // of known
	known     []*word
}

// The texts kept: so many, and none longer than this.
const (
	keptTexts   = 256
	keptLongest = 4096
)

type keptParses [keptTexts]atomic.Pointer[parsed]

var parses = sync.OnceValue(func() *keptParses { return new(keptParses) })

func parse(text string) *parsed {
	if len(text) > keptLongest {
		return newParsed(text)
	}
	at := &parses()[hashString(fnvOffset, text)%keptTexts]
	if p := at.Load(); p != nil && p.text == text {
		return p
	}
	p := newParsed(text)
	at.Store(p)
	return p
}

func newParsed(text string) *parsed {
	p := &parsed{text: text, words: segment(text)}
	p.sentences = sync.OnceValue(p.findSentences)
	return p
}

// findSentences finds the sentences and keeps what is known of each, since they are asked for next. A sentence within
// whose bounds a word does not stay is segmented by itself.
func (p *parsed) findSentences() []Span {
	spans := segmentSentences(p.text)
	if len(p.text) > keptLongest {
		return spans
	}
	p.mu.Lock()
	lang, known := p.lang, p.known
	p.mu.Unlock()
	at := 0
	for _, s := range spans {
		for at < len(p.words) && p.words[at].Start < s.Start {
			at++
		}
		from := at
		for at < len(p.words) && p.words[at].End <= s.End {
			at++
		}
		across := from > 0 && p.words[from-1].End > s.Start || at < len(p.words) && p.words[at].Start < s.End
		if across {
			continue
		}
		child := &parsed{text: s.In(p.text), words: make([]Span, at-from)}
		for i, w := range p.words[from:at] {
			child.words[i] = Span{Start: w.Start - s.Start, End: w.End - s.Start}
		}
		if known != nil {
			child.lang, child.known = lang, known[from:at:at]
		}
		child.sentences = sync.OnceValue(func() []Span { return segmentSentences(child.text) })
		parses()[hashString(fnvOffset, child.text)%keptTexts].Store(child)
	}
	return spans
}

// in returns the words in a language.
func (p *parsed) in(lang string) []*word {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lang == lang && p.known != nil {
		return p.known
	}
	f, v := newFolder(lang), vocabularyOf(lang)
	p.lang, p.known = lang, make([]*word, len(p.words))
	for i, s := range p.words {
		p.known[i] = v.find(f, s.In(p.text))
	}
	return p.known
}

// read returns the words of a text in a language.
func read(lang, text string) []*word { return parse(text).in(lang) }
