package seed_test

import (
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/redact"
	"touchstone/seed"
)

// TestTheDemosPanelRatesWhatIsThere: every rated answer exists, each rater is of the panel, some have not handed in,
// and what is reported stands in the answer.
func TestTheDemosPanelRatesWhatIsThere(t *testing.T) {
	t.Parallel()
	d := demoData(t)
	panel := []string{}
	for _, u := range slices.Concat(d.Company.Users, d.Ratings.Raters) {
		if u.Role == hiring.Interviewer {
			panel = append(panel, u.Email)
		}
	}
	text := func(email string) string {
		i := slices.IndexFunc(d.Candidates, func(p seed.DemoPerson) bool { return p.Email == email && p.Requisition == d.Ratings.Requisition })
		if i < 0 || d.Candidates[i].Stage != hiring.Submitted {
			return ""
		}
		return d.Candidates[i].Answers[d.Ratings.Question].Text
	}
	given := map[string]int{}
	for _, r := range d.Ratings.Ratings {
		if text(r.Email) == "" {
			t.Errorf("%s has no such answer", r.Email)
		}
		for by, g := range r.By {
			given[by]++
			if !slices.Contains(panel, by) || len((hiring.RatingItem{Level: g.Level, Evidence: g.Evidence}).Check()) > 0 {
				t.Errorf("%s by %s: %+v", r.Email, by, g)
			}
		}
	}
	if len(given) != 3 || len(d.Ratings.HandIn) >= len(given) {
		t.Errorf("%v have rated, %v have handed in", given, d.Ratings.HandIn)
	}
	if !redact.Holds(text(d.Ratings.Leak.Email), d.Ratings.Leak.Words) {
		t.Errorf("%q does not stand in the answer", d.Ratings.Leak.Words)
	}
}
