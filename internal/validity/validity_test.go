package validity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"touchstone/internal/records"
	"touchstone/internal/stats"
)

func reported(t *testing.T, text string) Report {
	t.Helper()
	o, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return o.Report()
}

// TestContinuousOutcomeByHand: r = 8/10 of these five pairs, by the sums of their ranks.
func TestContinuousOutcomeByHand(t *testing.T) {
	t.Parallel()
	o := reported(t, "hire,fit,outcome,kind\na,1,2,continuous\nb,2,1,continuous\nc,3,3,continuous\nd,4,5,continuous\ne,5,4,continuous\nf,,4,continuous\ng,4,,continuous\n").Outcomes[0]
	if o.Kind != Continuous || o.N != 5 || o.Missing != 2 || o.Verdict != Collecting || o.R.Text(6) != "0.800000" || o.Spearman.Text(6) != "0.800000" {
		t.Fatalf("%+v", o)
	}
	z, half := math.Atanh(.8), 1.959963984540054/math.Sqrt2
	if math.Abs(o.Interval.Lo-math.Tanh(z-half)) > 1e-9 || math.Abs(o.Interval.Hi-math.Tanh(z+half)) > 1e-9 {
		t.Errorf("%+v", o.Interval)
	}
	if o.NeedTypical.Value != 347 || o.NeedObserved.Value != 10 || o.AUC != nil || !o.Bins[0].Hidden || o.Groups != nil {
		t.Errorf("%+v", o)
	}
}

func TestBinaryOutcomeByHand(t *testing.T) {
	t.Parallel()
	o := reported(t, "hire,fit,outcome,kind\na,1,0,binary\nb,2,no,binary\nc,3,1,Binary\nd,2,true,binary\n").Outcomes[0]
	// pairs above: 3>1, 3>2, 2>1, and 2=2 half: 3.5 of 4
	if o.AUC.Value.Value != .875 || o.AUC.Succeeded != 2 || o.AUC.Failed != 2 || o.AUC.Method != stats.MethodNewcombe {
		t.Fatalf("%+v", o.AUC)
	}
	if want := 1 / math.Sqrt2; math.Abs(o.R.Value-want) > 1e-12 { // fits 1 2 3 2 with 0 0 1 1
		t.Errorf("r_pb %v, want %v", o.R.Value, want)
	}
}

func TestVerdictsGoByTheNumberOfHires(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{29: Collecting, 30: Caution, 84: Caution, 85: Enough} {
		if got := verdict(n); got != want {
			t.Errorf("%d hires: %s", n, got)
		}
	}
}

func many(n int, line func(i int) string) string {
	var b strings.Builder
	b.WriteString("hire,fit,outcome,kind,group\n")
	for i := range n {
		fmt.Fprintf(&b, "h%d,%s\n", i, line(i))
	}
	return b.String()
}

func TestGroupsAreComparedWithTheLargestFromThirtyOn(t *testing.T) {
	t.Parallel()
	o := reported(t, many(99, func(i int) string {
		group := []string{"b", "a", "b"}[i%3]
		if i < 4 {
			group = "unknown"
		}
		return fmt.Sprintf("%d,%d,continuous,%s", i%17, i%23, group)
	})).Outcomes[0]
	if len(o.Groups) != 1 {
		t.Fatalf("%+v", o.Groups)
	}
	p := o.Groups[0]
	if p.Group != "a" || p.Reference != "b" || p.N != 32 || p.ReferenceN != 63 || p.Status != stats.StatusCaution || len(p.Terms) != 4 || p.Omnibus.DF2 != 91 {
		t.Errorf("%+v", p)
	}
	few := reported(t, many(60, func(i int) string {
		return fmt.Sprintf("%d,%d,continuous,%s", i%17, i%23, []string{"a", "b", "b"}[i%3])
	})).Outcomes[0].Groups[0]
	if few.Status != stats.StatusTooFew || few.Omnibus != nil || few.Line != nil {
		t.Errorf("20 people in a group are shown: %+v", few)
	}
}

func TestNothingToCorrelateIsUndefined(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"equal fits":    many(40, func(i int) string { return fmt.Sprintf("5,%d,continuous,a", i) }),
		"equal outcome": many(40, func(i int) string { return fmt.Sprintf("%d,1,binary,a", i) }),
		"one hire":      many(1, func(int) string { return "5,1,binary,a" }),
		"all missing":   many(3, func(int) string { return ",,continuous," }),
		"perfect":       many(40, func(i int) string { return fmt.Sprintf("%d,%d,continuous,a", i, i) }),
	} {
		r := reported(t, text)
		o := r.Outcomes[0]
		if line := name == "perfect"; (o.Interval.Undefined == "") != line || (o.P.Undefined == "") != line { // a line has its limits
			t.Errorf("%s: %+v", name, o)
		}
		var out bytes.Buffer
		if err := errors.Join(r.Write(&out), json.NewEncoder(&out).Encode(r)); err != nil || strings.Contains(out.String(), "NaN") {
			t.Errorf("%s: %v\n%s", name, err, out.String())
		}
	}
}

func TestBadRowsAreRefused(t *testing.T) {
	t.Parallel()
	const header = "hire,fit,outcome,kind\n"
	for _, tt := range []struct {
		text string
		line int
		says string
	}{
		{"hire,fit,outcome\n", 1, `"kind" is missing`}, {header, 1, "no hire"}, {header + ",1,2,binary\n", 2, "hire is missing"},
		{header + "a,1,2,ordinal\n", 2, `kind "ordinal"`}, {header + "a,1,2,binary\n", 2, `binary outcome "2"`},
		{header + "a,x,2,continuous\n", 2, `fit "x"`}, {header + "a,1,1e300,continuous\n", 2, `outcome "1e300"`},
		{header + "a,1,2,continuous\nb,1,2,continuous\na,2,3,continuous\n", 4, "a second time"}, {header + "a,1\n", 2, "number of cells"},
	} {
		_, err := Read(strings.NewReader(tt.text))
		var bad records.Error
		if !errors.As(err, &bad) || bad.Line != tt.line || !strings.Contains(bad.Wrong, tt.says) {
			t.Errorf("%q: %v, want line %d and %q", tt.text, err, tt.line, tt.says)
		}
	}
	if _, err := Read(strings.NewReader(header + "a,1,2,continuous\na,1,1,binary\n")); err != nil {
		t.Errorf("one hire with two kinds of outcome: %v", err)
	}
}
