package server

import (
	"net/http"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// TestAnAlignmentStandsOnOneScaleAndSaysWhereItLiesBeyond: from 0 to 100 on every page, as where scores are reviewed.
func TestAnAlignmentStandsOnOneScaleAndSaysWhereItLiesBeyond(t *testing.T) {
	t.Parallel()
	p := newWorld(t).pageIn(hiring.English)
	for _, c := range []struct {
		kind      hiring.Kind
		alignment float64
		beyond    string
	}{
		{hiring.Text, 1.07, "score.beyond.above"}, {hiring.Text, 1, ""}, {hiring.Text, .4, ""}, {hiring.Text, 0, ""}, {hiring.Text, .95, ""}, {hiring.Text, .77, ""}, {hiring.Text, .9, ""}, {hiring.Single, .57, ""},
		{hiring.Text, -.33, "score.beyond.below"}, {hiring.Single, -.33, "score.beyond.below_chance"}, {hiring.Single, 1, ""},
	} {
		if got := beyondKey(c.kind, c.alignment); got != c.beyond {
			t.Errorf("%s %v: %q, want %q", c.kind, c.alignment, got, c.beyond)
		}
	}
	for _, c := range []struct {
		computed, points float64
		want             string
	}{{107, 100, "100"}, {64, 64, "64"}, {-33, -33, "0, and lower still: counts as −33"}, {-120, -100, "0, and lower still: counts as −100"}, {-.2, -.2, "0"}} {
		got := p.alignmentMade(scoring.MadeOf{Computed: scoring.Figure{Value: c.computed}, Points: c.points, Weight: 1})
		if got != c.want {
			t.Errorf("%v counting as %v is written %q, want %q", c.computed, c.points, got, c.want)
		}
	}
}

// TestAnExplanationThatIsNotDueLeadsToTheCandidate and not home alone.
func TestAnExplanationThatIsNotDueLeadsToTheCandidate(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	hr := j.as("hr")
	hr.get(pageOf(a) + "/explanation").is(http.StatusConflict).has(`<a href="` + pageOf(a) + `">Back to the page this is about</a>`)
	hr.post(pageOf(a)+"/explanation", nil).is(http.StatusConflict).has(`<a href="` + pageOf(a) + `">`)
	hr.get("/applications/nobody/explanation").is(http.StatusNotFound).hides("Back to the page this is about")
}
