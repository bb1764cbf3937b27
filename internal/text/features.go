package text

import (
	"math"
	"slices"
)

// The two parts of the lexical representation.
const (
	wordPart   = iota // stems
	letterPart        // runs of three and four letters
	parts
)

// A feature is known by a 64-bit hash (FNV-1a) of its kind and its letters. The features of a document are kept in the
// order of their hashes, those of a text that is read in the order of the text, so that sums are taken in the same order
// every time.
type feature struct {
	hash uint64
	tf   float64 // sub-linear term frequency, 1 + ln(count)
}

const (
	fnvOffset uint64 = 14695981039346656037
	fnvPrime  uint64 = 1099511628211
)

// The kinds keep a stem and a run of letters that are spelled alike apart.
const (
	stemKind byte = iota + 1
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
	words, n := read(lang, text), 0
	for _, w := range words {
		n += len(w.letters)
	}
	letters := make([]uint64, 0, n)
	for _, w := range words {
		letters = append(letters, w.letters...)
	}
	return [parts][]feature{wordPart: stemFeatures(lang, text), letterPart: tally(letters)}
}

func stemFeatures(lang, text string) []feature {
	words := read(lang, text)
	stems := make([]uint64, len(words))
	for i, w := range words {
		stems[i] = w.stemmed
	}
	return tally(stems)
}

// The lengths of the letter runs.
const (
	shortestRun = 3
	longestRun  = 4
)

// letterFeatures takes the runs of letters of a folded word, with a space before and after it.
func letterFeatures(folded string) []uint64 {
	letters := append(plain([]rune{' '}, folded), ' ')
	var out []uint64
	for from := range letters {
		h := hashByte(fnvOffset, letterKind)
		for n, r := range letters[from:min(from+longestRun, len(letters))] {
			h = hashRune(h, r)
			if n+1 >= shortestRun {
				out = append(out, h)
			}
		}
	}
	return slices.Clip(out)
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
