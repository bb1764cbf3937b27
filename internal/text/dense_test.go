package text

import (
	"math"
	"math/rand/v2"
	"testing"
)

// known is an encoder that was told its vectors.
type known map[string][]float32

func (known) ID() string                     { return "known" }
func (k known) Encode(text string) []float32 { return k[text] }

func newKnown(names ...string) known {
	random, k := rand.New(rand.NewPCG(1, 2)), known{}
	for _, name := range names {
		v, sum := make([]float32, 8), 0.0
		for i := range v {
			v[i] = float32(random.NormFloat64()) + 2 // a large part in common
			sum += float64(v[i]) * float64(v[i])
		}
		for i := range v {
			v[i] = float32(float64(v[i]) / math.Sqrt(sum))
		}
		k[name] = v
	}
	return k
}

// centred computes the formula as it stands.
func centred(k known, a, b string, centre []string) float64 {
	c := make([]float64, 8)
	for _, name := range centre {
		for i, x := range k[name] {
			c[i] += float64(x) / float64(len(centre))
		}
	}
	ab, aa, bb := 0.0, 0.0, 0.0
	for i := range c {
		x, y := float64(k[a][i])-c[i], float64(k[b][i])-c[i]
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(aa*bb)
}

func TestDenseSubtractsTheCentreOfWhoIsLeftIn(t *testing.T) {
	t.Parallel()
	k := newKnown("a", "b", "c", "d", "new")
	space := Dense(k).Fit([]Document{{Text: "a", Owner: 1, Key: true}, {Text: "b", Owner: 2, Key: true}, {Text: "c", Owner: 1}, {Text: "d", Owner: 3}, {Text: "", Owner: 4}})
	check := func(what string, view View, p Point, a string, want [2][]string) {
		t.Helper()
		got := view.Cosines(p)
		for j, key := range []string{"a", "b"} {
			w := 0.0
			if want[j] != nil {
				w = centred(k, a, key, want[j])
			}
			if math.Abs(got[j]-w) > 1e-6 {
				t.Errorf("%s: cosine with %s is %.6f, want %.6f", what, key, got[j], w)
			}
		}
	}
	all, without1, without3 := []string{"a", "b", "c", "d"}, []string{"b", "d"}, []string{"a", "b", "c"}
	check("a new text", space.All(), space.Read("new"), "new", [2][]string{all, all})
	check("without an exemplar", space.All().Without(1), space.Point(0), "a", [2][]string{nil, without1})
	check("without a control", space.All().Without(3), space.Point(3), "d", [2][]string{without3, without3})
	check("when one alone is the centre", space.All().Without(1).Without(3), space.Point(3), "d", [2][]string{})
	check("without nobody", space.All().Without(9), space.Read("new"), "new", [2][]string{all, all})
	check("sealed", space.Sealed().All().Without(1), space.Sealed().Read("new"), "new", [2][]string{all, all})
	check("empty", space.All(), space.Read(""), "new", [2][]string{})
}

func TestDenseIsNamedForItsEncoder(t *testing.T) {
	t.Parallel()
	if got := Dense(known{}).ID(); got != "centred-1 known" {
		t.Error(got)
	}
}
