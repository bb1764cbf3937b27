package hiring_test

import (
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

func TestWhoChangesAScoreSaysToWhatAndWhy(t *testing.T) {
	t.Parallel()
	to := func(x float64) *float64 { return &x }
	const words = "He names the customer's next step."
	for name, c := range map[string]struct {
		r      hiring.Review
		fields string
	}{
		"accepted without a word":    {hiring.Review{Act: hiring.Accept, Before: 61}, ""},
		"accepted at length":         {hiring.Review{Act: hiring.Accept, Words: strings.Repeat("x", 2001)}, "words"},
		"adjusted":                   {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(80), Reason: hiring.SaysMore, Words: words}, ""},
		"adjusted to nothing":        {hiring.Review{Act: hiring.Adjust, Before: 61, Reason: hiring.SaysMore, Words: words}, "points"},
		"adjusted off the scale":     {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(101), Reason: hiring.SaysMore, Words: words}, "points"},
		"adjusted to a fraction":     {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(70.5), Reason: hiring.SaysMore, Words: words}, "points"},
		"adjusted to what it was":    {hiring.Review{Act: hiring.Adjust, Before: 61.3, After: to(61), Reason: hiring.SaysMore, Words: words}, "points"},
		"says less, and is raised":   {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(80), Reason: hiring.SaysLess, Words: words}, "reason"},
		"says more, and is lowered":  {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(40), Reason: hiring.SaysMore, Words: words}, "reason"},
		"says less, and is left out": {hiring.Review{Act: hiring.Void, Before: 61, Reason: hiring.SaysLess, Words: words}, "reason"},
		"adjusted to the very end":   {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(0), Reason: hiring.SaysLess, Words: words}, ""},
		"adjusted without a reason":  {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(80), Words: words}, "reason"},
		"adjusted without words":     {hiring.Review{Act: hiring.Adjust, Before: 61, After: to(80), Reason: hiring.SaysMore, Words: "yes"}, "words"},
		"voided":                     {hiring.Review{Act: hiring.Void, Before: 61, Reason: hiring.Technical, Words: words}, ""},
		"voided for no reason":       {hiring.Review{Act: hiring.Void, Before: 61, Reason: "dislike"}, "reason words"},
		"nothing":                    {hiring.Review{}, "act"},
	} {
		var got []string
		for _, p := range c.r.Check() {
			got = append(got, p.Field)
		}
		if strings.Join(got, " ") != c.fields {
			t.Errorf("%s: problems at %v, want %q", name, got, c.fields)
		}
	}
}

func TestARateCountsChangesWithTheirDirection(t *testing.T) {
	t.Parallel()
	a := hiring.ReviewRate{Accepted: 6, Adjusted: 3, Voided: 1, Up: 2, Down: 1, Moved: 15}
	b := hiring.ReviewRate{Accepted: 1, Adjusted: 1, Down: 1, Moved: -7}
	sum := a.Add(b)
	if sum.Total() != 12 || sum.Overridden() != 5 || sum.Up != 2 || sum.Down != 2 {
		t.Errorf("%+v", sum)
	}
	if m, ok := sum.MeanMove(); !ok || m != 2 {
		t.Errorf("mean move %v", m)
	}
	if _, ok := (hiring.ReviewRate{Accepted: 4, Voided: 2}).MeanMove(); ok {
		t.Error("a mean of no adjustments")
	}
	if hiring.Points(-.4) != 0 || hiring.Points(1.3) != 100 || hiring.Points(.61) != 61 {
		t.Error("points run from 0 to 100")
	}
}
