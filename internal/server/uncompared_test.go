package server

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

func TestListsSayWhichFitsAreWithoutTheWrittenAnswers(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	compared := j.scored("Ada Lovelace", ownsUp)
	left := j.Candidate("Ana Torres")
	j.SubmitIn(hiring.Spanish, left, j.Bodies("Llamé a la clienta, le dije que el error era mío y volví a llamar al día siguiente.", 9, "a", "ac", "abc"))
	j.app.WorkAll(context.Background())
	for a, want := range map[hiring.Application]int{compared: 0, left: 1} {
		now, err := j.store.Application(context.Background(), a.ID)
		if must(t, err); now.Uncompared != want || now.Fit == nil {
			t.Errorf("%s: %d answers left, fit %v", a.Name, now.Uncompared, now.Fit)
		}
	}
	round := "/requisitions/" + j.Requisition.ID.String()
	for _, list := range []string{round, round + "/matrix"} {
		ada, ana, both := strings.Cut(text(j.as("recruiter").get(list).is(http.StatusOK).Body), "Ana Torres")
		if !both || strings.Contains(ada, "not compared") || !strings.Contains(ana, "1 written answer not compared") {
			t.Errorf("%s: of the one %s\nof the other %s", list, ada, ana)
		}
	}
	j.as("recruiter").get(beside(round, compared, left)).is(http.StatusOK).has(`<p class="dim">1 written answer not compared</p>`)
}
