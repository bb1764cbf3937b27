package server

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"touchstone/internal/app"
)

func TestAuditNamesWhoDidWhatAndCanBeChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	must(t, w.app.ResetPassword(context.Background(), app.System(), w.users["hr"].ID, password))
	w.anyone().post("/sign-in", url.Values{"email": {w.users["hr"].Email}, "password": {password}}).is(http.StatusSeeOther)
	c := w.as("compliance")
	c.get("/audit").is(http.StatusOK).says("user.signed_in", "The hr", "user.password_reset", "the program").hides(password)
	c.get("/audit?verify=1").says("The chain holds: 2 entries checked.")
	c.get("/audit?object_id=" + w.users["admin"].ID.String()).hides("user.signed_in")
	c.get("/audit?before=x&object_id=%27%3B+drop+table+users").is(http.StatusOK)
}
