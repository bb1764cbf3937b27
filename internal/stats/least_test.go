package stats

import (
	"math"
	"slices"
	"testing"
)

// TestOmegaFromThreeItemsAndThreePeople: the least of both that has an omega has one, and one less has none.
func TestOmegaFromThreeItemsAndThreePeople(t *testing.T) {
	t.Parallel()
	people := [][]float64{{1, 2, 1}, {2, 3, 3}, {4, 4, 5}}
	if o := OmegaTotal(people); !o.Value.Defined() || o.Items != 3 || o.Rows != 3 || slices.Contains(o.Warn, WarnMissingDropped) {
		t.Errorf("three items and three people: %+v", o)
	}
	if o := OmegaTotal(people[:2]); o.Value.Undefined != TooFew {
		t.Errorf("two people: %+v", o)
	}
	if o := OmegaTotal([][]float64{{1, 2}, {2, 3}, {4, 4}}); o.Value.Undefined != TooFew {
		t.Errorf("two items: %+v", o)
	}
	if o := OmegaTotal(append(people, []float64{5, math.NaN(), 4})); o.Rows != 3 || !slices.Contains(o.Warn, WarnMissingDropped) {
		t.Errorf("three people and one who left an item out: %+v", o)
	}
}

// TestDeLongTakesTwoOnEitherSide: one observation has no variance.
func TestDeLongTakesTwoOnEitherSide(t *testing.T) {
	t.Parallel()
	few, many := []float64{2, 4}, []float64{1, 2, 3, 5, 1}
	for _, x := range []Discrimination{AUC(few[:1], many, .95), AUC(many, few[:1], .95)} {
		if x.SEDeLong.Undefined != TooFew || x.DeLong.Undefined != TooFew || x.DeLongLogit.Undefined != TooFew || !x.Interval.Defined() {
			t.Errorf("one against five: %+v", x)
		}
	}
	for _, x := range []Discrimination{AUC(few, many, .95), AUC(many, few, .95)} {
		if !x.SEDeLong.Defined() || !x.DeLong.Defined() || !x.DeLongLogit.Defined() || !x.Interval.Defined() {
			t.Errorf("two against five: %+v", x)
		}
	}
}
