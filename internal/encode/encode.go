// Package encode turns an English text into 512 numbers that say what it is about, so that two texts about the same
// lie near each other whatever their words. It runs the published Universal Sentence Encoder Lite within the program:
// no service is asked, and no text leaves the machine.
//
// The same text gives the same bits on every machine, whichever texts were encoded before or beside it: sums are
// taken in one order, and nothing comes from a library that computes differently on another processor. The weights
// are kept rounded to eight bits (package weights); they are made from the published ones by makemodel.
//
// It knows neither contradiction nor whether something is said well. And it knows English only: two unrelated Spanish
// sentences lie nearer to each other than two alike English ones, so that For gives no encoder for another language.
package encode

import (
	"crypto/sha256"
	_ "embed"
	"strings"
	"sync"

	"touchstone/internal/encode/weights"
	"touchstone/internal/text"
)

// Size is how many numbers a text becomes.
const Size = weights.Width

// ID names the encoder and everything besides the weights that can change a number: how a text is prepared and cut,
// and the order of the sums. It changes with any of these.
const ID = "use-lite-1"

// Hash is the SHA-256 of the file of weights.
const Hash = "39965eb5abb5c8de0d28f18424221757678c49c7c1871047ed621fdb70507277"

//go:embed data/english.bin
var english string

// Encoder encodes texts of one language. It may be used by many goroutines at once.
type Encoder struct {
	tokenizer *tokenizer
	network   *network
	known     *cache
}

// For returns the encoder of a language, given as a BCP 47 primary tag, and whether there is one. The weights are
// made ready when the first is asked for.
func For(lang string) (*Encoder, bool) {
	if lang != text.English {
		return nil, false
	}
	return loaded(), true
}

var loaded = sync.OnceValue(func() *Encoder { return load(bestKernel(), remembered) })

// load makes an encoder that remembers the vectors of so many texts.
func load(k kernel, remembers int) *Encoder {
	m, err := weights.Read(english)
	if err != nil {
		panic(err) // the file is a part of the program
	}
	return &Encoder{tokenizer: newTokenizer(m.Vocabulary), network: newNetwork(m, k), known: newCache(remembers)}
}

// ID names the encoder; see the constant.
func (e *Encoder) ID() string { return ID }

// Hash is the SHA-256 of the weights.
func (e *Encoder) Hash() string { return Hash }

// Encode returns the Size numbers of a text, scaled to length one, or none when nothing is written in it. The slice
// is the caller's. A text that was encoded lately, or is shipped with its vector, is not encoded again.
func (e *Encoder) Encode(s string) []float32 {
	s = prepare(s)
	if s == "" {
		return nil
	}
	key := sha256.Sum256([]byte(s))
	if vector := ship(key); vector != nil {
		return vector
	}
	vector := e.known.get(key, func() []float32 { return e.encode(s) })
	return append([]float32(nil), vector...)
}

// prepare writes a text in small letters, as the encoder knows words best, with one space where there is any.
func prepare(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// encode encodes a prepared text. One that fits into the window is encoded at once, as it was published; the vectors
// of a longer one's segments are added, each as often as the segment has pieces, and scaled to length one. That is the
// nearest to one pass over the whole: with the window cut to 45 pieces, 70 answers that fit into the real one came to
// a mean cosine of .957 with their own vector; .928 when each segment counts once, .951 and .918 with each sentence
// alone, .839 from the first segment.
func (e *Encoder) encode(s string) []float32 {
	pieces := e.tokenizer.pieces(s)
	if len(pieces) <= window {
		return e.network.vector(pieces)
	}
	sum := make([]float32, Size)
	for _, segment := range e.segments(s, pieces) {
		for i, v := range e.network.vector(segment) {
			sum[i] += float32(v * float32(len(segment)))
		}
	}
	scale(sum)
	return sum
}

// segments cuts a text into runs of whole sentences that fit into the window, and a sentence that does not fit into
// equal parts that do. all are the pieces of the text, for one that has no sentence.
func (e *Encoder) segments(s string, all []int32) [][]int32 {
	var out [][]int32
	var run []int32
	end := func() {
		if len(run) > 0 {
			out = append(out, run)
		}
		run = nil
	}
	for _, span := range text.Sentences(s) {
		pieces := e.tokenizer.pieces(span.In(s))
		if len(run)+len(pieces) > window {
			end()
		}
		if len(pieces) > window {
			out = append(out, parts(pieces)...)
			continue
		}
		run = append(run, pieces...)
	}
	end()
	if len(out) == 0 {
		return parts(all)
	}
	return out
}

// parts cuts pieces into the fewest parts that fit into the window, none more than one longer than another.
func parts(pieces []int32) [][]int32 {
	n := (len(pieces) + window - 1) / window
	out := make([][]int32, n)
	for i := range out {
		out[i] = pieces[len(pieces)*i/n : len(pieces)*(i+1)/n]
	}
	return out
}
