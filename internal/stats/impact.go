package stats

import "math/bits"

// Light is what an adverse-impact row says at a glance. It is a statistical indicator, not a legal finding.
type Light string

// The lights, by what they ask for.
const (
	LightAlert Light = "alert" // the impact ratio is below four fifths and the difference is significant
	LightSmall Light = "small" // moving one selection reverses the direction, or a group is below 5: keep accumulating
	LightWatch Light = "watch" // either, not both
	LightOK    Light = "ok"
)

// The tests that an adverse-impact row may decide by.
const (
	TestMidP = "mid_p" // Fisher's exact test with Lancaster's mid-p by doubling
	TestZ    = "z"     // pooled two-proportion z
)

// Thresholds of the adverse-impact table.
const (
	impactAlpha   = .05
	minExactTotal = 30 // two groups below this together are tested exactly
	minExpected   = 5  // and so are two with an expected cell below this
	minImpactN    = 5  // a group below this is too small to speak
)

// Impact is one group of an adverse-impact table.
type Impact struct {
	Count
	Rate                  Figure
	Reference             bool
	Comparison            RateComparison // with the reference group; undefined for the reference group itself
	Test                  string
	P, PHolm              Figure // of the test the table decides by; adjusted over its groups
	Under2Percent         bool
	Light                 Light  // "" for the reference group and for a group without people
	ImpactRatioOfLargest  Figure // against the largest group, when the reference group is small
	FlipReverses, SmallIn bool   // why the light is or might be small
}

// ImpactTable is the selection rates of several groups beside the group with the highest rate.
type ImpactTable struct {
	Groups         []Impact
	Total          Count
	Reference      int // position of the group with the highest rate; −1 without one
	Largest        int // position of the largest group
	ReferenceSmall bool
}

// AdverseImpact compares every group with the one that has the highest selection rate (Uniform Guidelines §4D); the
// larger of two with the same rate, then the first. Fewer than 30 people in both groups together, or an expected cell
// below 5, are tested by Lancaster's mid-p (doubling), others by the pooled z; p is adjusted by Holm over the groups
// compared. The light: alert = ratio below four fifths and p ≤ .05; else small = one selection moved from the
// reference group would put the focal group ahead, or either group is below 5; else watch = ratio below four fifths
// or p ≤ .05; else ok. A reference group below 2 % of all or below 5 people is marked, and ratios against the largest
// group stand beside.
func AdverseImpact(counts []Count, level float64) ImpactTable {
	t := ImpactTable{Groups: make([]Impact, len(counts)), Reference: -1, Largest: -1}
	for i, c := range counts {
		t.Groups[i] = Impact{Count: c, Rate: c.Rate()}
		if t.Groups[i].Rate.Defined() {
			t.Total.X, t.Total.N = t.Total.X+c.X, t.Total.N+c.N
			t.rank(i)
		}
	}
	for i := range t.Groups {
		t.Groups[i].Under2Percent = under2Percent(t.Groups[i].N, t.Total.N)
	}
	if t.Reference < 0 {
		for i, g := range t.Groups {
			t.Groups[i].without(g.Rate.Undefined)
			t.Groups[i].PHolm, t.Groups[i].ImpactRatioOfLargest = g.Rate, g.Rate
		}
		return t
	}
	reference := &t.Groups[t.Reference]
	reference.Reference = true
	t.ReferenceSmall = reference.Under2Percent || reference.N < minImpactN
	for i := range t.Groups {
		t.Groups[i].compare(t, level)
	}
	t.holm()
	return t
}

// rank notes whether group i has the highest rate, or the most people, so far.
func (t *ImpactTable) rank(i int) {
	g := t.Groups[i].Count
	if t.Reference < 0 || g.above(t.Groups[t.Reference].Count) {
		t.Reference = i
	}
	if t.Largest < 0 || g.N > t.Groups[t.Largest].N {
		t.Largest = i
	}
}

// above tells whether c has the higher rate, or the same rate and more people.
func (c Count) above(other Count) bool {
	if lessProduct(uint64(other.X), uint64(c.N), 1, uint64(c.X), uint64(other.N), 1) {
		return true
	}
	same := !lessProduct(uint64(c.X), uint64(other.N), 1, uint64(other.X), uint64(c.N), 1)
	return same && c.N > other.N
}

func (g *Impact) compare(t ImpactTable, level float64) {
	g.ImpactRatioOfLargest = quotientOfRates(g.Count, t.Groups[t.Largest].Count)
	switch {
	case !g.Rate.Defined():
		g.without(g.Rate.Undefined)
		return
	case g.Reference:
		g.without(IsReference)
		return
	}
	reference := t.Groups[t.Reference].Count
	g.Comparison = CompareRates(g.Count, reference, level)
	g.Test, g.P = g.Comparison.decide()
	g.FlipReverses = g.Comparison.Flip.Reverses
	g.SmallIn = min(g.N, reference.N) < minImpactN
	g.Light = g.light()
}

// without says why a group is not compared.
func (g *Impact) without(reason string) {
	c := RateComparison{Focal: g.Count, FocalRate: g.Rate, ReferenceRate: undefined(reason)}
	g.Comparison, g.P = c.without(reason), undefined(reason)
}

// decide chooses the test of a comparison by its size.
func (c RateComparison) decide() (test string, p Figure) {
	small := c.Focal.N+c.Reference.N < minExactTotal || c.SmallestExpected.Value < minExpected
	if small && c.Exact.MidDouble.Defined() {
		return TestMidP, c.Exact.MidDouble
	}
	return TestZ, c.P
}

func (g *Impact) light() Light {
	significant := g.P.Defined() && g.P.Value <= impactAlpha
	switch below := g.Comparison.BelowFourFifths; {
	case below && significant:
		return LightAlert
	case g.FlipReverses || g.SmallIn:
		return LightSmall
	case below || significant:
		return LightWatch
	}
	return LightOK
}

func (t *ImpactTable) holm() {
	p := make([]Figure, len(t.Groups))
	for i, g := range t.Groups {
		p[i] = g.P
	}
	for i, adjusted := range Holm(p) {
		t.Groups[i].PHolm = adjusted
	}
}

// quotientOfRates is the impact ratio alone.
func quotientOfRates(focal, reference Count) Figure {
	p1, p2 := focal.Rate(), reference.Rate()
	switch {
	case !p1.Defined():
		return p1
	case !p2.Defined():
		return p2
	}
	return quotient(p1.Value, p2.Value)
}

// under2Percent tells whether n is below 2 % of total, on whole numbers.
func under2Percent(n, total int) bool {
	high, low := bits.Mul64(50, uint64(max(0, n)))
	return high == 0 && low < uint64(total)
}
