package encode

import (
	"math"
	"testing"
)

func TestElementaryFunctionsAreThoseOfTheLibrary(t *testing.T) {
	t.Parallel()
	for x := -720.0; x <= 720; x += .0437 {
		want := math.Exp(max(-largest, min(largest, x)))
		if got := exp(x); math.Abs(got/want-1) > 3e-10 {
			t.Fatalf("exp(%g) = %g, want %g", x, got, want)
		}
		if got, want := tanh(x/10), math.Tanh(x/10); math.Abs(got-want) > 1e-9 {
			t.Fatalf("tanh(%g) = %g, want %g", x/10, got, want)
		}
		sin, cos := sincos(math.Abs(x))
		if math.Abs(sin-math.Sin(math.Abs(x))) > 1e-13 || math.Abs(cos-math.Cos(math.Abs(x))) > 1e-13 {
			t.Fatalf("sincos(%g) = %g, %g", math.Abs(x), sin, cos)
		}
	}
}
