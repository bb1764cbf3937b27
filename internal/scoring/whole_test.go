package scoring

import "testing"

func TestLeavingTheWeakestValuesOutDoesNotPay(t *testing.T) {
	t.Parallel()
	defined := func(w float64) ValueFit { return ValueFit{Weight: w, Fit: Figure{Value: 90}} }
	undefined := func(w float64, why string) ValueFit { return ValueFit{Weight: w, Fit: Figure{Undefined: why}} }
	for name, c := range map[string]struct {
		values []ValueFit
		want   bool
	}{
		"everything answered":                  {[]ValueFit{defined(1), defined(1)}, false},
		"half skipped":                         {[]ValueFit{defined(1), undefined(1, Insufficient)}, true},
		"a light value skipped":                {[]ValueFit{defined(3), undefined(1, Insufficient)}, false},
		"a heavy value skipped":                {[]ValueFit{defined(1), undefined(3, Insufficient)}, true},
		"exactly what one value must reach":    {[]ValueFit{defined(3), undefined(2, Insufficient)}, false},
		"half without consensus is not theirs": {[]ValueFit{defined(1), undefined(1, NoConsensus)}, false},
		"nothing at all":                       {nil, false},
	} {
		if got := skippedTooMuch(c.values); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
