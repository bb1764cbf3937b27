package server

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func TestARefusalSpeaksTheLanguageOfWhoeverIsSignedIn(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 3, nil)
	u, err := j.store.User(context.Background(), j.users["hr"].ID)
	must(t, err)
	u.Language = hiring.Spanish
	must(t, j.store.UpdateUser(context.Background(), u))
	hr := j.as("hr")
	hr.get("/requisitions/" + uuid.NewString()).is(http.StatusNotFound).says("No hemos encontrado esta página")
	hr.get("/requisitions/"+uuid.NewString()+"?lang=tr").is(http.StatusNotFound).hides("No hemos encontrado", "This page was not found")
	j.as("recruiter").get("/requisitions/" + uuid.NewString()).is(http.StatusNotFound).says("This page was not found")
}
