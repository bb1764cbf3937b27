package encode

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"touchstone/internal/encode/weights"
)

const (
	space    = '▁' // stands for a space, and before the first word
	unknown  = 0   // the number of the piece for a letter that is in no piece
	reserved = 6   // the first pieces are signs that no text has
)

// tokenizer takes a text apart into the pieces of a vocabulary: of all ways to do it the one whose pieces' scores
// have the largest sum (Kudo 2018, Subword Regularization, the unigram model; found by Viterbi's algorithm). It reads
// as the tokenizer published with the TensorFlow.js model does, peculiarities included, since its vectors are the
// reference: a letter that begins no piece scores 0, a sum of 0 counts as none yet, of equal sums the one with the
// shorter last piece stands, and several unknown letters in a row are one.
type tokenizer struct {
	scores  []float64
	lengths []int            // of the pieces, in letters
	next    map[uint64]int32 // node and letter to node
	ends    []int32          // by node: the piece that ends there, or 0
}

func newTokenizer(vocabulary []weights.Piece) *tokenizer {
	t := &tokenizer{
		scores: make([]float64, len(vocabulary)), lengths: make([]int, len(vocabulary)),
		next: make(map[uint64]int32, 3*len(vocabulary)), ends: []int32{unknown},
	}
	for i, p := range vocabulary {
		t.scores[i], t.lengths[i] = p.Score, utf8.RuneCountInString(p.Text)
		if i < reserved {
			continue
		}
		node := int32(0)
		for _, r := range p.Text {
			key := edge(node, r)
			after, found := t.next[key]
			if !found {
				after = int32(len(t.ends))
				t.next[key], t.ends = after, append(t.ends, unknown)
			}
			node = after
		}
		t.ends[node] = int32(i)
	}
	return t
}

func edge(node int32, r rune) uint64 { return uint64(node)<<32 | uint64(r) }

// pieces returns the numbers of a text's pieces.
func (t *tokenizer) pieces(text string) []int32 {
	letters := spell(text)
	best := make([]float64, len(letters)+1)
	last := make([]int32, len(letters)+1)
	reach := func(from, length int, piece int32, score float64) {
		to := from + length
		if score += best[from]; best[to] == 0 || score >= best[to] {
			best[to], last[to] = score, piece
		}
	}
	for from := range letters {
		node, any := int32(0), false
		for n, r := range letters[from:] {
			after, found := t.next[edge(node, r)]
			if !found {
				break
			}
			node = after
			if piece := t.ends[node]; piece != unknown {
				reach(from, n+1, piece, t.scores[piece])
				any = true
			}
		}
		if !any {
			reach(from, 1, unknown, 0)
		}
	}
	return t.trace(last)
}

// trace reads the best way back from its end and returns it from its beginning.
func (t *tokenizer) trace(last []int32) []int32 {
	var out []int32
	for at := len(last) - 1; at > 0; {
		piece := last[at]
		if piece != unknown || len(out) == 0 || out[len(out)-1] != unknown {
			out = append(out, piece)
		}
		at -= t.lengths[piece]
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// spell returns a text's letters in the compatibility composition (NFKC), with the sign for a space before the first
// and in place of every space.
func spell(text string) []rune {
	text = norm.NFKC.String(strings.ToValidUTF8(text, string(utf8.RuneError)))
	if text == "" {
		return nil
	}
	out := make([]rune, 1, len(text)+1)
	out[0] = space
	for _, r := range text {
		if r == ' ' {
			r = space
		}
		out = append(out, r)
	}
	return out
}
