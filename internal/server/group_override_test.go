package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

func TestChangedScoresAreShownByGroupToComplianceAlone(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{Country: hiring.CountryUS})
	ctx := context.Background()
	about := func(name, sex string, changed bool) {
		a := d.scored(name, ownsUp)
		if sex != "" {
			d.anyone().post(d.linkOf(a)+"/self-identification", url.Values{"sex": {sex}}).is(http.StatusSeeOther)
		}
		if changed {
			d.as("hr").post(pageOf(a)+"/reviews", reviewing(d.target(a, 1), "adjust", "points", "100", "reason", "says_more", "words", sheRings)).is(http.StatusSeeOther)
		}
		_, err := d.app.Decide(ctx, d.users["hr"], a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: []hiring.DecisionReason{hiring.ReasonValuesNotShown}, Reason: "A reason of our own."})
		must(t, err)
	}
	for i := range hiring.FewestOfGroup {
		about(fmt.Sprint("One ", i), "male", i < 2)
	}
	for i := range 2*hiring.FewestOthers - 1 { // one more was decided on before
		if i == 2*hiring.FewestOthers-2 {
			must(t, d.app.CountGroupOverrides(ctx))
			d.as("compliance").get("/self-identification").is(200).says("At least 10 forms", "No group can be shown yet", "after every 20 people decided on")
		}
		about(fmt.Sprint("Other ", i), map[int]string{1: "female"}[i], i < hiring.FewestOthers)
	}
	must(t, d.app.CountGroupOverrides(ctx))
	d.as("compliance").get("/self-identification").is(200).says("Woman not enough people yet", "Man 10 0–4 0% to 40% (0% to 69%)", "not a finding").hides("Under 30", "Hispanic")
	both, err := d.store.User(ctx, d.users["compliance"].ID)
	must(t, err)
	both.Roles = append(both.Roles, hiring.Interviewer)
	must(t, d.store.UpdateUser(ctx, both))
	d.as("compliance").get("/self-identification").is(200).says("Not for people who hire").hides("At least", "Man")
	d.as("compliance").get("/reviews").is(200).hides("by group")
	both.Version++
	both.Roles = []hiring.Role{hiring.Compliance}
	must(t, d.store.UpdateUser(ctx, both))
	d.as("compliance").get("/reviews").is(200).has("/self-identification#overrides")
	for _, who := range []string{"hr", "recruiter", "interviewer", "admin"} {
		d.as(who).get("/self-identification").is(404)
		d.as(who).get("/reviews").hides("by group")
	}
}
