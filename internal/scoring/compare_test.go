package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
)

func TestPackedFitsComeBack(t *testing.T) {
	t.Parallel()
	fits := make([]float64, resamples)
	for i := range fits {
		fits[i] = 100 * float64(i) / resamples
	}
	packed := pack(sample{fits, 50, 1})
	if len(packed) > 340 {
		t.Errorf("%d bytes to store", len(packed))
	}
	for i, got := range unpack(packed) {
		if math.Abs(got-fits[i*packEvery]) > .2+1e-9 {
			t.Fatalf("fit %d: %v, want %v", i, got, fits[i*packEvery])
		}
	}
	for _, bad := range []string{"", "!", "AAAA", packed + "AAAA"} {
		if unpack(bad) != nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestACandidateIsNotDistinctFromTheirLike(t *testing.T) {
	t.Parallel()
	a, b := twoFits(t)
	same := Compare(a, a, Figure{Undefined: "unknown"})
	if same.Distinct || same.SED.Value != 0 || !same.Paired {
		t.Errorf("a fit and itself: %+v", same)
	}
	c, r := Compare(a, b, Figure{Undefined: "unknown"}), Compare(b, a, Figure{Undefined: "unknown"})
	if c.Difference.Value != -r.Difference.Value || c.SED != r.SED || c.Distinct != r.Distinct {
		t.Errorf("%+v one way, %+v the other", c, r)
	}
	if !c.Distinct || c.SED.Value <= 0 {
		t.Errorf("an exemplary and a random answerer: %+v", c)
	}
	// The SED of a reliability takes over where it is the larger.
	wide := Compare(a, b, Figure{Value: 100})
	if wide.Distinct || math.Abs(wide.SED.Value-100*math.Sqrt2) > 1e-9 {
		t.Errorf("with SEM 100: %+v", wide)
	}
}

// TestPairedResamplesKnowMore: what moves two candidates alike is no doubt about their difference, so that the paired
// standard error is below that of independent intervals for people who answered much the same.
func TestPairedResamplesKnowMore(t *testing.T) {
	t.Parallel()
	d := company(1, 12, 20, 5)
	b := built(t, d)
	one := applicant(d, 3)
	other := one
	other.ID, other.Answers = "other", map[string]hiring.AnswerBody{}
	for id, a := range one.Answers {
		other.Answers[id] = a
	}
	other.Answers["q00"] = number(2)
	x, y := b.Score(one, Policy{}, nil).Overall, b.Score(other, Policy{}, nil).Overall
	paired := Compare(x, y, Figure{Undefined: "unknown"})
	x.Resampled = ""
	alone := Compare(x, y, Figure{Undefined: "unknown"})
	if !paired.Paired || alone.Paired || !(paired.SED.Value < alone.SED.Value/2) {
		t.Errorf("SED %v paired, %v not", paired.SED, alone.SED)
	}
}

func TestCompareNeedsTwoFits(t *testing.T) {
	t.Parallel()
	a, _ := twoFits(t)
	none := ValueFit{Fit: Figure{Undefined: Insufficient}}
	if c := Compare(a, none, Figure{}); c.Difference.Undefined != Insufficient || c.SED.Undefined != Insufficient || c.Distinct {
		t.Errorf("%+v", c)
	}
}

// fitAt is a fit with a 90 % interval of so many standard errors.
func fitAt(x, se float64) ValueFit {
	return ValueFit{Fit: Figure{Value: x}, Lo90Hi90: Interval{Lo: x - halfWidth90*se, Hi: x + halfWidth90*se}, Exemplars: 20}
}

// TestBandsFromTheTop is the oracle combine/sed_band: SEM 2.5, a band of 6.93 points.
func TestBandsFromTheTop(t *testing.T) {
	t.Parallel()
	var fits []ValueFit
	for _, x := range []float64{88, 85, 84, 79, 70} {
		fits = append(fits, fitAt(x, 2.5))
	}
	fits = append(fits, ValueFit{Fit: Figure{Undefined: NoConsensus}}, ValueFit{Fit: Figure{Undefined: NoConsensus}})
	got := Bands(fits, Figure{Undefined: "unknown"})
	want := [][]int{{0, 1, 2}, {3}, {4}, {5, 6}}
	if len(got) != len(want) {
		t.Fatalf("bands %v, want %v", got, want)
	}
	for i := range want {
		if len(got[i]) != len(want[i]) || got[i][0] != want[i][0] {
			t.Errorf("bands %v, want %v", got, want)
		}
	}
}

func TestTheLargerErrorCounts(t *testing.T) {
	t.Parallel()
	f := fitAt(60, 4)
	for _, tc := range []struct {
		name string
		r    Reliability
		se   float64
	}{
		{"nothing known", Reliability{}, 4},
		{"too few candidates", Reliability{R: .2, SD: 15, Candidates: 29}, 4},
		{"reliable", Reliability{R: .96, SD: 15, Mean: 50, Candidates: 30}, 4}, // SEM 3
		{"unreliable", Reliability{R: .64, SD: 15, Mean: 50, Candidates: 30}, 9},
		{"below nothing", Reliability{R: -.2, SD: 15, Mean: 50, Candidates: 30}, 15},
	} {
		p := PrecisionOf(f, tc.r)
		if math.Abs(p.SE.Value-tc.se) > 1e-9 || math.Abs(p.SED.Value-tc.se*math.Sqrt2) > 1e-9 {
			t.Errorf("%s: SE %+v, SED %+v, want SE %v", tc.name, p.SE, p.SED, tc.se)
		}
		if half := (p.Interval.Hi - p.Interval.Lo) / 2; tc.se < 15 && math.Abs(half-1.645*tc.se) > 1e-9 {
			t.Errorf("%s: interval %+v", tc.name, p.Interval)
		}
	}
	p := PrecisionOf(f, Reliability{R: .64, SD: 15, Mean: 50, Candidates: 30})
	if math.Abs(p.True.Estimate.Value-(.64*60+.36*50)) > 1e-9 || math.Abs(p.True.SE.Value-15*.48) > 1e-9 {
		t.Errorf("Kelley: %+v", p.True)
	}
	if p := PrecisionOf(ValueFit{Fit: Figure{Undefined: NoConsensus}}, Reliability{}); p.SE.Undefined != NoConsensus || p.True.Estimate.Defined() {
		t.Errorf("without a fit: %+v", p)
	}
}

func TestWholeReliability(t *testing.T) {
	t.Parallel()
	parts := []Reliability{{.5, 40, 10, 30}, {.5, 60, 10, 44}}
	r, f := WholeReliability([]float64{1, 1}, parts, [][]float64{{1, .5}, {.5, 1}})
	// Two parallel parts of reliability .5 that correlate .5: Spearman–Brown gives 2·.5/1.5.
	if !f.Defined() || math.Abs(r.R-2./3) > 1e-9 || r.Mean != 50 || math.Abs(r.SD-math.Sqrt(75)) > 1e-9 || r.Candidates != 30 {
		t.Errorf("%+v %+v", r, f)
	}
	parts[1].Candidates = 29
	if _, f := WholeReliability([]float64{1, 1}, parts, nil); f.Defined() {
		t.Error("known from 29 candidates")
	}
}
