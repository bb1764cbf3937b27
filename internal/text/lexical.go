package text

import (
	"math"
	"sync"
)

// Lexical returns the representation that needs no model: sub-linear TF-IDF over Snowball stems and over letter runs
// of three and four, each weighing one half:
//
//	tf = 1 + ln(count);  idf = 1 + ln((1 + N) / (1 + df));  v = tf·idf·(m + K/20)^¼
//	sim(a, k) = ½·Σ a·k / (√(|a|² + ⅛L²)·|k|) over both parts
//
// with N the number of documents, df how many of them have the feature, m how many of the K keys have it, and L² the
// median squared length of the keys. What several keys say counts for more than what one of them says by the way, as a
// share of them: ten times as many people who talk alike change nothing.
// Without the ⅛L² it is the cosine. With it, a text much shorter than the keys comes out less like them: it leaves
// unsaid most of what they say, whatever the little it says; among texts of the keys' own length it changes no order.
func Lexical(lang string) Representation { return lexical{lang, LexicalID, parts, unsaidShare, true} }

// Stems returns the plain cosine over stems alone, for comparing sentences, whose length says nothing.
func Stems(lang string) Representation { return lexical{lang, stemsID, 1, 0, false} }

type lexical struct {
	lang, id string
	parts    int // the first so many
	unsaid   float64
	common   bool // what several keys have counts for more
}

// LexicalID is the ID of the lexical representation; it changes with anything that can change a number.
const (
	LexicalID = "lexical-4"
	stemsID   = "stems-1"
)

// unsaidShare is the ⅛ above. Anything from 1/8 to 1/2 agrees with people about as well.
const unsaidShare = .125

// ownShare is what a feature has that no key has, as a share of the keys.
const ownShare = .05

// emphasis is how a feature that m of the keys have is weighed in a product of two texts: the square of (m + K/20)^¼.
// On sets of answers scored by people an exponent of ¼ gains on every question of attitude and loses nothing that can be
// told from chance on questions of knowledge; ½ and more lose there. Any share from K/40 to K/5 agrees as well.
func emphasis(m, keys int) float64 { return math.Sqrt(float64(m) + ownShare*float64(keys)) }

func (l lexical) ID() string { return l.id + "-" + l.lang }

func (l lexical) Fit(documents []Document) Space {
	s := &lexicalSpace{lang: l.lang, parts: l.parts, unsaid: l.unsaid, common: l.common, index: map[uint64]int32{}, owned: map[int]*owned{}, known: &spaceWords{}}
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
// of the text's own owner have it and keyed how many of those are keys, 0 for a text that is not among the documents.
type term struct {
	feature
	id, own, keyed int32
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
	keyed     []int32 // how many of the owner's keys have the feature
	keys      []int   // which keys are the owner's
}

type lexicalSpace struct {
	lang     string
	parts    int
	unsaid   float64          // see Lexical
	common   bool             // see lexical
	index    map[uint64]int32 // feature to id
	df       []int32          // by id
	postings [][]posting      // by id
	points   []Point
	keys     int
	owned    map[int]*owned
	having   []int32   // by id: how many keys have the feature
	logs     []float64 // ln(1 + i)
	known    *spaceWords
	all      *lexicalView
}

// Sealed lets go of the documents' own features.
func (s *lexicalSpace) Sealed() Space {
	t := &lexicalSpace{
		known: s.known,
		lang:  s.lang, parts: s.parts, unsaid: s.unsaid, common: s.common, index: s.index, df: s.df, postings: s.postings, keys: s.keys, having: s.having, logs: s.logs}
	scales, stress := s.all.scales(), s.all.stress()
	t.all = &lexicalView{space: t, n: s.all.n, left: s.all.left, counts: frequencies{t.df, t.having}, gone: s.all.gone}
	t.all.settled = func() frequencies { return t.all.counts }
	t.all.scales, t.all.stress = func() *keyScales { return scales }, func() []float64 { return stress }
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
	scratch := tallies{make([]int32, len(s.df)), make([]int32, len(s.df))}
	for owner, mine := range of {
		s.count(s.owned[owner], mine, documents, scratch)
	}
}

// tallies is scratch space by feature, all zero before and after: how many documents have it, and how many keys.
type tallies struct{ documents, keys []int32 }

// count fills in an owner from its documents.
func (s *lexicalSpace) count(o *owned, mine []int, documents []Document, scratch tallies) {
	o.documents = len(mine)
	each := func(visit func(t *term, key bool)) {
		for _, i := range mine {
			s.points[i].owner = o
			for _, terms := range s.points[i].terms {
				for k := range terms {
					visit(&terms[k], documents[i].Key)
				}
			}
		}
	}
	each(func(t *term, key bool) {
		if scratch.documents[t.id] == 0 {
			o.ids = append(o.ids, t.id)
		}
		scratch.documents[t.id]++
		if key {
			scratch.keys[t.id]++
		}
	})
	each(func(t *term, _ bool) { t.own, t.keyed = scratch.documents[t.id], scratch.keys[t.id] })
	o.counts, o.keyed = make([]int32, len(o.ids)), make([]int32, len(o.ids))
	for i, id := range o.ids {
		o.counts[i], o.keyed[i] = scratch.documents[id], scratch.keys[id]
		scratch.documents[id], scratch.keys[id] = 0, 0
	}
}

// post lists, for each feature, the keys that have it.
func (s *lexicalSpace) post(documents []Document) {
	s.postings, s.having = make([][]posting, len(s.df)), make([]int32, len(s.df))
	key := 0
	for i, d := range documents {
		if !d.Key {
			continue
		}
		for part, terms := range s.points[i].terms {
			for _, t := range terms {
				s.postings[t.id] = append(s.postings[t.id], posting{slot: int32(key*parts + part), tf: t.tf})
				s.having[t.id]++
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
