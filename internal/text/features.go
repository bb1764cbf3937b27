package text

import (
	"math"
	"slices"
)

// The two parts of the lexical representation.
const (
	wordPart   = iota // stems and pairs of neighbouring stems
	letterPart        // runs of three to five letters
	parts
)

// A feature is known by a 64-bit hash (FNV-1a) of its kind and its letters. Features are always kept in the order
// of their hashes, so that sums are taken in the same order every time.
type feature struct {
	hash uint64
	tf   float64 // sub-linear term frequency, 1 + ln(count)
}

const (
	fnvOffset uint64 = 14695981039346656037
	fnvPrime  uint64 = 1099511628211
)

// The kinds keep a stem, a pair and a run of letters that are spelled alike apart.
const (
	stemKind byte = iota + 1
	pairKind
	letterKind
)

func hashByte(h uint64, b byte) uint64 { return (h ^ uint64(b)) * fnvPrime }

func hashString(h uint64, s string) uint64 {
	for i := range len(s) {
		h = hashByte(h, s[i])
	}
	return h
}

func hashRune(h uint64, r rune) uint64 {
	for range 3 {
		h = hashByte(h, byte(r))
		r >>= 8
	}
	return h
}

// features reads a text into the features of both parts.
func features(lang, text string) [parts][]feature {
	f := newFolder(lang)
	spans := Words(text)
	folded := make([]string, len(spans))
	stemmed := make([]string, len(spans))
	for i, s := range spans {
		folded[i] = f.fold(s.In(text))
		stemmed[i] = Stem(lang, folded[i])
	}
	return [parts][]feature{
		wordPart:   tally(wordFeatures(stemmed)),
		letterPart: tally(letterFeatures(folded)),
	}
}

func wordFeatures(stems []string) []uint64 {
	out := make([]uint64, 0, 2*len(stems))
	for i, s := range stems {
		out = append(out, hashString(hashByte(fnvOffset, stemKind), s))
		if i > 0 {
			h := hashString(hashByte(fnvOffset, pairKind), stems[i-1])
			out = append(out, hashString(hashByte(h, ' '), s))
		}
	}
	return out
}

// The lengths of the letter runs.
const (
	shortestRun = 3
	longestRun  = 5
)

// letterFeatures takes the runs of letters of each word, with a space before and after it.
func letterFeatures(folded []string) []uint64 {
	var out []uint64
	var letters []rune
	for _, w := range folded {
		letters = append(plain(append(letters[:0], ' '), w), ' ')
		for from := range letters {
			h := hashByte(fnvOffset, letterKind)
			for n, r := range letters[from:min(from+longestRun, len(letters))] {
				h = hashRune(h, r)
				if n+1 >= shortestRun {
					out = append(out, h)
				}
			}
		}
	}
	return out
}

// tally counts hashes and returns them in order, each with its sub-linear frequency.
func tally(hashes []uint64) []feature {
	slices.Sort(hashes)
	out := make([]feature, 0, len(hashes))
	for i := 0; i < len(hashes); {
		j := i
		for j < len(hashes) && hashes[j] == hashes[i] {
			j++
		}
		out = append(out, feature{hash: hashes[i], tf: 1 + math.Log(float64(j-i))})
		i = j
	}
	return out
}
