package text

import (
	"math"
	"sync"
)

// Lexical returns the representation that needs no model: sub-linear TF-IDF over Snowball stems and over letter runs
// of three and four, each weighing one half:
//
//	tf = 1 + ln(count);  idf = 1 + ln((1 + N) / (1 + df));  v = tf·idf
//	sim(a, k) = ½·Σ a·k / (√(|a|² + ¼L²)·|k|) over both parts
//
// with N the number of documents, df how many of them have the feature, and L² the median squared length of the keys.
// Without the ¼L² it is the cosine. With it, a text much shorter than the keys comes out less like them: it leaves
// unsaid most of what they say, whatever the little it says; among texts of the keys' own length it changes no order.
func Lexical(lang string) Representation { return lexical{lang, LexicalID, parts, unsaidShare} }

// Stems returns the plain cosine over stems alone, for comparing sentences, whose length says nothing.
func Stems(lang string) Representation { return lexical{lang, stemsID, 1, 0} }

type lexical struct {
	lang, id string
	parts    int // the first so many
	unsaid   float64
}

// LexicalID is the ID of the lexical representation; it changes with anything that can change a number.
const (
	LexicalID = "lexical-2"
	stemsID   = "stems-1"
)

// unsaidShare is the ¼ above. Anything from 1/8 to 1/2 agrees with people about as well.
const unsaidShare = .25

func (l lexical) ID() string { return l.id + "-" + l.lang }

func (l lexical) Fit(documents []Document) Space {
	s := &lexicalSpace{lang: l.lang, parts: l.parts, unsaid: l.unsaid, index: map[uint64]int32{}, owned: map[int]*owned{}, known: &spaceWords{}}
	s.points = make([]Point, len(documents))
	for i, d := range documents {
		s.points[i] = s.add(readCached(l.lang, d.Text))
	}
	s.own(documents)
	s.post(documents)
	s.logs = make([]float64, len(documents)+2)
	for i := range s.logs {
		s.logs[i] = math.Log(1 + float64(i))
	}
	s.all = newLexicalView(s)
	return s
}

// term is a feature within a space: id is its number there, or -1 when no document has it; own is how many documents
// of the text's own owner have it, 0 for a text that is not among the documents.
type term struct {
	feature
	id, own int32
}

// posting says that a key document has a feature: slot is the document's number times parts, plus the part.
type posting struct {
	slot int32
	tf   float64
}

// owned is what one owner adds to the document frequencies.
type owned struct {
	documents int
	ids       []int32 // of the features in the owner's documents
	counts    []int32 // how many of the owner's documents have the feature
	keys      []int   // which keys are the owner's
}

type lexicalSpace struct {
	lang     string
	parts    int
	unsaid   float64          // see Lexical
	index    map[uint64]int32 // feature to id
	df       []int32          // by id
	postings [][]posting      // by id
	points   []Point
	keys     int
	owned    map[int]*owned
	logs     []float64 // ln(1 + i)
	known    *spaceWords
	all      *lexicalView
}

// Sealed lets go of the documents' own features.
func (s *lexicalSpace) Sealed() Space {
	t := &lexicalSpace{
		known: s.known,
		lang:  s.lang, parts: s.parts, unsaid: s.unsaid, index: s.index, df: s.df, postings: s.postings, keys: s.keys, logs: s.logs}
	t.all = &lexicalView{space: t, n: s.all.n, df: t.df, sums: s.all.sums, gone: s.all.gone}
	t.all.settled, t.all.scales = func() []int32 { return t.df }, sync.OnceValue(t.all.findScales)
	return t
}

// add gives the features of a document their ids and counts them.
func (s *lexicalSpace) add(read [parts][]feature) Point {
	var p Point
	for part, fs := range read[:s.parts] {
		p.terms[part] = make([]term, len(fs))
		for i, f := range fs {
			id, found := s.index[f.hash]
			if !found {
				id = int32(len(s.df))
				s.index[f.hash] = id
				s.df = append(s.df, 0)
			}
			s.df[id]++
			p.terms[part][i] = term{feature: f, id: id}
		}
	}
	return p
}

// own adds up, for each owner, what leaving the owner out takes away.
func (s *lexicalSpace) own(documents []Document) {
	of := map[int][]int{} // documents by owner
	for i, d := range documents {
		of[d.Owner] = append(of[d.Owner], i)
		if s.owned[d.Owner] == nil {
			s.owned[d.Owner] = &owned{}
		}
		if d.Key {
			o := s.owned[d.Owner]
			o.keys = append(o.keys, s.keys)
			s.keys++
		}
	}
	counts := make([]int32, len(s.df))
	for owner, mine := range of {
		s.count(s.owned[owner], mine, counts)
	}
}

// count fills in an owner from its documents; counts is scratch space, all zero before and after.
func (s *lexicalSpace) count(o *owned, mine []int, counts []int32) {
	o.documents = len(mine)
	each := func(visit func(t *term)) {
		for _, i := range mine {
			s.points[i].owner = o
			for _, terms := range s.points[i].terms {
				for k := range terms {
					visit(&terms[k])
				}
			}
		}
	}
	each(func(t *term) {
		if counts[t.id] == 0 {
			o.ids = append(o.ids, t.id)
		}
		counts[t.id]++
	})
	each(func(t *term) { t.own = counts[t.id] })
	o.counts = make([]int32, len(o.ids))
	for i, id := range o.ids {
		o.counts[i], counts[id] = counts[id], 0
	}
}

// post lists, for each feature, the keys that have it.
func (s *lexicalSpace) post(documents []Document) {
	s.postings = make([][]posting, len(s.df))
	key := 0
	for i, d := range documents {
		if !d.Key {
			continue
		}
		for part, terms := range s.points[i].terms {
			for _, t := range terms {
				s.postings[t.id] = append(s.postings[t.id], posting{slot: int32(key*parts + part), tf: t.tf})
			}
		}
		key++
	}
}

func (s *lexicalSpace) Point(i int) Point { return s.points[i] }

func (s *lexicalSpace) All() View { return s.all }

// readCached reads a text, and a shipped text only once: every benchmark of a language is fitted on those.
func readCached(lang, text string) [parts][]feature {
	if read, found := backgroundFeatures()[lang][text]; found {
		return read
	}
	return features(lang, text)
}

var backgroundFeatures = sync.OnceValue(func() map[string]map[string][parts][]feature {
	out := map[string]map[string][parts][]feature{}
	for _, lang := range Languages() {
		out[lang] = map[string][parts][]feature{}
		for _, t := range Background(lang) {
			out[lang][t] = features(lang, t)
		}
	}
	return out
})
