package scoring

import "testing"

// runs are 2000 numbers: so many of the first, then so many of the next.
func runs(t *testing.T, pairs ...float64) []float64 {
	t.Helper()
	var out []float64
	for i := 0; i < len(pairs); i += 2 {
		for range int(pairs[i]) {
			out = append(out, pairs[i+1])
		}
	}
	if len(out) != resamples {
		t.Fatalf("%d numbers", len(out))
	}
	return out
}

// TestIntervalsByHand: of 2000 numbers a twentieth is cut off at place 99.95 from either end, a fortieth at 49.975. Where
// the resamples lie above the fit on average, the lower end is moved by as much; where below, the upper end.
func TestIntervalsByHand(t *testing.T) {
	t.Parallel()
	even := make([]float64, resamples) // 40, 40.01 … 59.99, mean 49.995
	for i := range even {
		even[(i*7)%resamples] = 40 + float64(i)/100
	}
	for _, c := range []struct {
		name       string
		s          sample
		at90, at95 Interval
	}{
		{"evenly", sample{even, 49.995, 1}, Interval{Lo: 40.9995, Hi: 58.9905}, Interval{Lo: 40.49975, Hi: 59.49025}},
		{"resamples two above", sample{even, 47.995, 1}, Interval{Lo: 38.9995, Hi: 58.9905}, Interval{Lo: 38.49975, Hi: 59.49025}},
		{"resamples two below", sample{even, 51.995, 1}, Interval{Lo: 40.9995, Hi: 60.9905}, Interval{Lo: 40.49975, Hi: 61.49025}},
		{"as hundredths", sample{even, 49.995, .5}, Interval{Lo: 20.49975, Hi: 29.49525}, Interval{Lo: 20.249875, Hi: 29.745125}},
		{"a hundred below", sample{runs(t, 100, 10, 1700, 50, 200, 70), 50, 1}, Interval{Lo: 48, Hi: 70}, Interval{Lo: 10, Hi: 70}},
		{"a hundred above", sample{runs(t, 200, 30, 1700, 50, 100, 90), 50, 1}, Interval{Lo: 30, Hi: 52}, Interval{Lo: 30, Hi: 90}},
		{"beyond the scale", sample{constant(1.2), 1.2, 100}, Interval{Lo: 100, Hi: 100}, Interval{Lo: 100, Hi: 100}},
		{"below the scale", sample{constant(-.2), -.2, 100}, Interval{}, Interval{}},
	} {
		at90, at95 := c.s.intervals([2]float64{.05, .025}, make([]float64, resamples))
		isNear(t, c.name+": 90 % from", Figure{Value: at90.Lo}, c.at90.Lo)
		isNear(t, c.name+": 90 % to", Figure{Value: at90.Hi}, c.at90.Hi)
		isNear(t, c.name+": 95 % from", Figure{Value: at95.Lo}, c.at95.Lo)
		isNear(t, c.name+": 95 % to", Figure{Value: at95.Hi}, c.at95.Hi)
	}
}

// TestAThousandResamplesMakeAnInterval: fewer do not; and one without width is none at either end of the scale.
func TestAThousandResamplesMakeAnInterval(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{999: NotEstimable, 1000: ""} {
		at90, at95 := sample{constant(50)[:n], 50, 1}.intervals([2]float64{.05, .025}, make([]float64, resamples))
		if at90.Undefined != want || at95.Undefined != want {
			t.Errorf("%d resamples: %+v, %+v", n, at90, at95)
		}
	}
	for i, want := range map[Interval]bool{{Lo: 0, Hi: 0}: true, {Lo: 100, Hi: 100}: true, {Lo: 40, Hi: 41}: false, {Undefined: NotEstimable}: false} {
		if i.pointlike() != want {
			t.Errorf("%+v", i)
		}
	}
}
