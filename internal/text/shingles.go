package text

import (
	"slices"
	"strings"
)

// Runs are the runs of n neighbouring folded words of a text, as hashes in ascending order, each once. A text with
// fewer than n words is one run.
type Runs []uint64

// RunsOf returns the runs of n words of a text.
func RunsOf(lang, text string, n int) Runs {
	hashes := runHashes(read(lang, text), n)
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// Union returns the runs that are in any of the given ones.
func Union(all ...Runs) Runs {
	out := slices.Concat(all...)
	slices.Sort(out)
	return slices.Compact(out)
}

// Jaccard returns |a ∩ b| / |a ∪ b|, and 0 when both are empty.
func Jaccard(a, b Runs) float64 {
	shared := common(a, b)
	if all := len(a) + len(b) - shared; all > 0 {
		return float64(shared) / float64(all)
	}
	return 0
}

// Shared returns how many of a's runs are in b, which may have many more.
func Shared(a, b Runs) int {
	n := 0
	for _, h := range a {
		if _, found := slices.BinarySearch(b, h); found {
			n++
		}
	}
	return n
}

// Contained returns the share of a's runs that are in b too, and 0 when a has none.
func Contained(a, b Runs) float64 {
	if len(a) == 0 {
		return 0
	}
	return float64(common(a, b)) / float64(len(a))
}

func common(a, b Runs) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// Uncopied splits off what a text repeats from a source: it returns the share of the text's runs of n words that
// stand in the source, and the text without the words of those runs. A text shorter than n words is held against the
// source's runs of its own length.
func Uncopied(lang, text, source string, n int) (share float64, rest string) {
	if source == "" {
		return 0, text
	}
	spans := Words(text)
	n = min(n, len(spans))
	if n == 0 {
		return 0, text
	}
	copied, hits := markRuns(read(lang, text), RunsOf(lang, source, n), n)
	if hits == 0 {
		return 0, text
	}
	return float64(hits) / float64(len(spans)-n+1), without(text, spans, copied)
}

// Covered returns the share of a text's words that stand in runs of n words that known has, and 0 for a text
// without words.
func Covered(lang, text string, known Runs, n int) float64 {
	words := read(lang, text)
	if len(words) == 0 {
		return 0
	}
	covered, _ := markRuns(words, known, min(n, len(words)))
	count := 0
	for _, c := range covered {
		if c {
			count++
		}
	}
	return float64(count) / float64(len(covered))
}

// markRuns marks the words of the runs that known has, and counts those runs.
func markRuns(words []*word, known Runs, n int) (marked []bool, hits int) {
	marked = make([]bool, len(words))
	for i, h := range runHashes(words, n) {
		if _, found := slices.BinarySearch(known, h); found {
			hits++
			for k := range n {
				marked[i+k] = true
			}
		}
	}
	return marked, hits
}

// without returns a text without the marked words and what stands between them.
func without(text string, spans []Span, marked []bool) string {
	var out strings.Builder
	from := 0
	for i := 0; i < len(spans); i++ {
		if !marked[i] {
			continue
		}
		out.WriteString(text[from:spans[i].Start])
		for i+1 < len(spans) && marked[i+1] {
			i++
		}
		from = spans[i].End
	}
	out.WriteString(text[from:])
	return out.String()
}

func runHashes(words []*word, n int) []uint64 {
	if len(words) == 0 {
		return nil
	}
	n = min(n, len(words))
	out := make([]uint64, 0, len(words)-n+1)
	for i := 0; i+n <= len(words); i++ {
		h := fnvOffset
		for _, w := range words[i : i+n] {
			h = (h ^ w.hash) * fnvPrime
			h ^= h >> 29
		}
		out = append(out, h)
	}
	return out
}
