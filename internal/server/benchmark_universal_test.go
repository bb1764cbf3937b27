package server

import (
	"fmt"
	"net/http"
	"testing"
)

// TestAnswersThatNearlyEveryCandidateGivesAreSaid: from thirty candidates on who answer as top reps do, on the page of the
// version they are held against, and what was frozen stays as it was.
func TestAnswersThatNearlyEveryCandidateGivesAreSaid(t *testing.T) {
	t.Parallel()
	const sentence = "100% of 30 candidates"
	j := newJudged(t, 7, nil) // six of seven top reps pick the first option
	page := "/benchmarks/" + j.Benchmark.String() + "/versions/1"
	for i := range 30 {
		if i == 29 {
			j.as("hr").get(page).is(http.StatusOK).hides(sentence, "Nearly every candidate")
		}
		j.Submit(j.Candidate(fmt.Sprint("Candidate ", i)), j.Bodies("", 1+i%10, "a", string(rune('a'+i%3)), []string{"abc", "bca", "cab"}[i%3]))
	}
	j.as("hr").get(page).is(http.StatusOK).says("Nearly every candidate gives the answer", sentence, "86% of top reps", "The scores of this version stay as they are")
}
