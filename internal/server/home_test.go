package server

import (
	"net/http"
	"testing"
)

// What waits leads to exactly those who wait.
func TestCandidatesWhoWaitForADecisionAreListed(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada Lovelace", ownsUp)
	j.Candidate("Not yet")
	path := "/requisitions/" + j.Requisition.ID.String() + "?stage=scored"
	j.as("hr").get("/").is(http.StatusOK).says("1 application is scored and waits for a decision").has(`href="` + path + `"`)
	j.as("hr").get(path).is(http.StatusOK).says("Ada Lovelace").hides("Not yet")
}
