package text

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// spaceWord is a word as a space knows it: the ids of its features, and the hashes of those no document has.
type spaceWord struct {
	ids     [parts][]int32
	unknown [parts][]uint64
}

// spaceWords keeps the words that texts read so far were made of, so that a feature is looked up once and not in every
// text.
type spaceWords struct {
	words [mostWords]atomic.Pointer[spaceWord] // by the word's number
	room  sync.Pool
}

// reading is scratch space: how often each feature is in the text that is read, all zero before and after.
type reading struct {
	counts []uint16
	met    []int32
}

func (s *lexicalSpace) word(w *word) *spaceWord {
	if w.number >= 0 {
		if known := s.known.words[w.number].Load(); known != nil {
			return known
		}
	}
	out := &spaceWord{}
	for part, hashes := range [parts][]uint64{wordPart: {w.stemmed}, letterPart: w.letters} {
		if part >= s.parts {
			break
		}
		for _, h := range hashes {
			if id, found := s.index[h]; found {
				out.ids[part] = append(out.ids[part], id)
			} else {
				out.unknown[part] = append(out.unknown[part], h)
			}
		}
	}
	if w.number >= 0 {
		s.known.words[w.number].Store(out)
	}
	return out
}

// Read places a text by its words: features in the order in which they first occur, then those no document has.
func (s *lexicalSpace) Read(text string) Point {
	r, _ := s.known.room.Get().(*reading)
	if r == nil || len(r.counts) < len(s.df) {
		r = &reading{counts: make([]uint16, len(s.df))}
	}
	defer s.known.room.Put(r)
	words := read(s.lang, text)
	known := make([]*spaceWord, len(words))
	for i, w := range words {
		known[i] = s.word(w)
	}
	var p Point
	for part := range s.parts {
		p.terms[part] = s.terms(r, known, part)
	}
	return p
}

func (s *lexicalSpace) terms(r *reading, words []*spaceWord, part int) []term {
	var unknown []uint64
	r.met = r.met[:0]
	for _, w := range words {
		for _, id := range w.ids[part] {
			if r.counts[id] == 0 {
				r.met = append(r.met, id)
			}
			r.counts[id] = min(r.counts[id]+1, math.MaxUint16-1)
		}
		unknown = append(unknown, w.unknown[part]...)
	}
	rest := tally(unknown)
	out := make([]term, 0, len(r.met)+len(rest))
	for _, id := range r.met {
		out = append(out, term{feature: feature{tf: s.frequency(int(r.counts[id]))}, id: id})
		r.counts[id] = 0
	}
	for _, f := range rest {
		out = append(out, term{feature: f, id: -1})
	}
	return slices.Clip(out)
}

// frequency is 1 + ln(count).
func (s *lexicalSpace) frequency(count int) float64 {
	if count-1 < len(s.logs) {
		return 1 + s.logs[count-1]
	}
	return 1 + math.Log(float64(count))
}
