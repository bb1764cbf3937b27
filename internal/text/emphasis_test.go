package text

import (
	"math"
	"testing"
)

// TestEmphasisIsAShareOfTheKeys: a benchmark of ten times as many exemplars who talk alike weighs their words as the small
// one does; with a fixed count of what no exemplar has, the large one would make less of what a candidate says beside them.
func TestEmphasisIsAShareOfTheKeys(t *testing.T) {
	for _, keys := range []int{1, 5, 20, 30} {
		for m := range keys + 1 {
			few := emphasis(m, keys) / emphasis(0, keys)
			many := emphasis(10*m, 10*keys) / emphasis(0, 10*keys)
			if math.Abs(few-many) > 1e-12 || m > 0 && few <= 1 {
				t.Errorf("%d of %d keys weigh %v, ten times as many %v", m, keys, few, many)
			}
		}
	}
}
