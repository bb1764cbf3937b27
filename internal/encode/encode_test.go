package encode

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"touchstone/internal/text"
)

// A worn answer of about 45 words.
const answer = "A parcel had gone to the wrong house and the family needed it for a birthday. I rang the driver, " +
	"fetched it myself after my shift and took it round with a card. They were surprised that anybody had bothered " +
	"at all."

func encoder(t testing.TB) *Encoder {
	t.Helper()
	e, found := For(text.English)
	if !found {
		t.Fatal("no encoder for English")
	}
	return e
}

func TestEncoderIsForEnglishOnly(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{text.Spanish, text.Turkish, "de", "EN", ""} {
		if _, found := For(lang); found {
			t.Errorf("there is an encoder for %q", lang)
		}
	}
}

func TestHashIsThatOfTheWeights(t *testing.T) {
	t.Parallel()
	sum := sha256.Sum256([]byte(english))
	if got := hex.EncodeToString(sum[:]); got != Hash {
		t.Errorf("the weights have SHA-256 %s, the constant says %s", got, Hash)
	}
}

func TestNothingWrittenHasNoVector(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", " ", "\n\t\u00a0"} {
		if v := encoder(t).Encode(s); v != nil {
			t.Errorf("%q has a vector", s)
		}
	}
}

func TestCaseAndSpacesDoNotMatter(t *testing.T) {
	t.Parallel()
	e := encoder(t)
	if !slices.Equal(e.Encode("I told  her\nthe TRUTH. "), e.Encode("i told her the truth.")) {
		t.Error("the vectors differ")
	}
}

func TestAlikeTextsLieNear(t *testing.T) {
	t.Parallel()
	e := encoder(t)
	near := cosine(e.Encode("I told the customer that it was my fault."), e.Encode("I admitted my mistake to the client."))
	far := cosine(e.Encode("I told the customer that it was my fault."), e.Encode("The tomatoes need more sun and water."))
	if near < far+.3 {
		t.Errorf("alike %.2f, unlike %.2f", near, far)
	}
}

// Both versions of the C functions must give the same bits, for many numbers of rows.
func TestKernelsGiveTheSameBits(t *testing.T) {
	t.Parallel()
	if bestKernel() == plain {
		t.Skip("this processor runs one version only")
	}
	one, other := load(plain, 1), load(wide, 1)
	pieces := one.tokenizer.pieces(strings.ToLower(strings.Join(sentences(t), " ")))
	for m := 1; m <= window; m += 1 + m/16 {
		if !slices.Equal(one.network.vector(pieces[m:2*m]), other.network.vector(pieces[m:2*m])) {
			t.Fatalf("%d pieces: the vectors differ", m)
		}
	}
}

// The bits of these vectors were the same on amd64 with and without AVX2 and on arm64. A machine that gives others
// would give other scores.
func TestVectorsHaveTheSameBitsOnEveryMachine(t *testing.T) {
	t.Parallel()
	const want = "b35dd44ab6ee4238c1a836d46a6692a0aded078073147d3d62b7719d82558580"
	for _, k := range kernels() {
		e, hash := load(k, 1), sha256.New()
		for _, s := range append(sentences(t)[:12], answer) {
			for _, v := range e.Encode(s) {
				_ = binary.Write(hash, binary.LittleEndian, v)
			}
		}
		if got := hex.EncodeToString(hash.Sum(nil)); got != want {
			t.Errorf("kernel %d: the vectors have SHA-256 %s", k, got)
		}
	}
}

// What was encoded before, and what is encoded at the same time, must not matter.
func TestVectorDependsOnTheTextAlone(t *testing.T) {
	t.Parallel()
	texts := append(sentences(t), answer, strings.Repeat(answer+" ", 7))
	want := make([][]float32, len(texts))
	for i, s := range texts {
		want[i] = load(plain, 1).Encode(s)
	}
	e := load(bestKernel(), 3)
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for k := range texts {
				i := (k*(2*worker+1) + 5*worker) % len(texts)
				if !slices.Equal(e.Encode(texts[i]), want[i]) {
					t.Errorf("worker %d: %.40q has another vector", worker, texts[i])
				}
			}
		})
	}
	wait.Wait()
}

func TestCallerMayChangeTheVector(t *testing.T) {
	t.Parallel()
	e := encoder(t)
	first := e.Encode(answer)
	want := slices.Clone(first)
	clear(first)
	if !slices.Equal(e.Encode(answer), want) {
		t.Error("the vector that is kept was changed")
	}
}

// A text of n sentences with more pieces than the window is the mean of its segments, weighed by their pieces.
func TestLongTextIsCutBetweenSentences(t *testing.T) {
	t.Parallel()
	e := encoder(t)
	long := prepare(strings.Repeat(answer+" ", 7))
	total, whole := 0, len(e.tokenizer.pieces(prepare(answer)))
	for _, segment := range e.segments(long, nil) {
		if len(segment) > window || len(segment) == 0 {
			t.Errorf("a segment has %d pieces", len(segment))
		}
		total += len(segment)
	}
	if total != 7*whole {
		t.Errorf("the segments have %d pieces, the sentences %d", total, 7*whole)
	}
	if c := cosine(e.Encode(long), e.Encode(answer)); c < .9 {
		t.Errorf("seven times the same text has cosine %.2f with it once", c)
	}
}

func TestSentenceLongerThanTheWindowIsCutIntoEqualParts(t *testing.T) {
	t.Parallel()
	pieces := make([]int32, 2*window+1)
	got := parts(pieces)
	if len(got) != 3 || len(got[0]) != 85 || len(got[1]) != 86 || len(got[2]) != 86 {
		t.Errorf("%d parts", len(got))
	}
}

func TestCacheForgetsTheLeastRecent(t *testing.T) {
	t.Parallel()
	c, made := newCache(2), 0
	ask := func(b byte) {
		c.get([sha256.Size]byte{b}, func() []float32 { made++; return []float32{float32(b)} })
	}
	for _, step := range []struct {
		key  byte
		want int
	}{{1, 1}, {2, 2}, {1, 2}, {3, 3}, {1, 3}, {2, 4}} {
		if ask(step.key); made != step.want {
			t.Errorf("after %d: %d were made, want %d", step.key, made, step.want)
		}
	}
}

func TestTextIsEncodedOnceForAllWhoAsk(t *testing.T) {
	t.Parallel()
	c, made := newCache(2), 0
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { c.get([sha256.Size]byte{1}, func() []float32 { made++; return nil }) })
	}
	if wait.Wait(); made != 1 {
		t.Errorf("%d were made", made)
	}
}

func FuzzEncode(f *testing.F) {
	for _, s := range sentences(f) {
		f.Add(s)
	}
	f.Add("\xff\xfe \xed\xa0\x80")
	f.Add(strings.Repeat("İ", 300))
	e := load(bestKernel(), 1)
	f.Fuzz(func(t *testing.T, s string) {
		v := e.Encode(s)
		if (len(v) == 0) != (strings.TrimSpace(s) == "") {
			t.Fatalf("%q has %d numbers", s, len(v))
		}
		if len(v) == 0 {
			return
		}
		if length := math.Sqrt(cosine(v, v)); math.IsNaN(length) || math.Abs(length-1) > 1e-6 {
			t.Fatalf("%q has length %g", s, length)
		}
	})
}

func cosine(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
