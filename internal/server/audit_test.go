package server

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

func TestAuditNamesWhoDidWhatAndCanBeChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	must(t, w.app.ResetPassword(context.Background(), app.System(), w.users["hr"].ID, password))
	w.anyone().post("/sign-in", url.Values{"email": {w.users["hr"].Email}, "password": {password}}).is(http.StatusSeeOther)
	c := w.as("compliance")
	c.get("/audit").is(http.StatusOK).says("Person: signed in user.signed_in", "The hr", "Person: password reset user.password_reset", "the program").hides(password)
	c.get("/audit?verify=1").says("The chain holds: 2 entries checked.")
	c.get("/audit?object_id=" + w.users["admin"].ID.String()).hides("user.signed_in")
	c.get("/audit?before=x&object_id=%27%3B+drop+table+users").is(http.StatusOK)
}

// TestEveryActionOfTheAuditHasWords reads the actions out of the program that records them.
func TestEveryActionOfTheAuditHasWords(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../app/*.go")
	must(t, err)
	records := regexp.MustCompile(`audit\(ctx|action|noteExport\(|Theme\(|Retired\(|Excluded\(`)
	action := regexp.MustCompile(`"([a-z_]+\.[a-z_]+)"`)
	actions := []string{"decision.confirmed", "decision.returned", "decision.withdrawn", "leak.hidden", "leak.dismissed", "panelist.mailed_again"}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		source, err := os.ReadFile(f)
		must(t, err)
		for _, line := range strings.Split(string(source), "\n") {
			if !records.MatchString(line) || strings.Contains(line, "Clash(") || strings.Contains(line, "ps.Add(") {
				continue
			}
			for _, m := range action.FindAllStringSubmatch(line, -1) {
				actions = append(actions, m[1])
			}
		}
	}
	if len(actions) < 90 {
		t.Fatalf("only %d actions were found", len(actions))
	}
	w := newWorld(t)
	for _, lang := range hiring.Languages() {
		p := auditPage{Page: w.pageIn(lang)}
		for _, a := range actions {
			if said := p.Did(hiring.AuditEntry{Action: a}); said == a || strings.Contains(said, "_") {
				t.Errorf("%s: %s is said as %q", lang, a, said)
			}
		}
	}
	p := auditPage{Page: w.pageIn(hiring.English)}
	if got := p.Details(hiring.AuditEntry{Detail: map[string]string{"sha256": "ab", "business_days": "3", "new_thing": "x"}}); len(got) != 3 || got[0] != (auditDetail{"business days", "business_days", "3", "3"}) || got[1].Label != "new_thing" {
		t.Errorf("%+v", got)
	}
}

// TestTheValuesOfTheAuditAreWordsInEveryLanguage where they are codes; ids, numbers and what nobody knows stay as they are.
func TestTheValuesOfTheAuditAreWordsInEveryLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	codes := map[string][]string{"granted": {string(hiring.RequestGranted)}, "group": {}, "kind": {"mail.invitation"}, "late": {"true", "false"}}
	add := func(name string, code string) { codes[name] = append(codes[name], code) }
	for _, x := range hiring.Outcomes() {
		add("outcome", string(x))
	}
	for _, x := range hiring.Stages() {
		add("stage", string(x))
	}
	for _, x := range hiring.Phases() {
		add("from", string(x))
	}
	for _, x := range hiring.ReviewActs() {
		add("act", string(x))
	}
	for _, x := range hiring.Languages() {
		add("language", string(x))
	}
	for _, x := range hiring.Roles() {
		add("roles", string(x))
	}
	for _, x := range hiring.ReviewRequestKinds() {
		add("kind", string(x))
	}
	for _, lang := range hiring.Languages() {
		p := auditPage{Page: w.pageIn(lang)}
		for name, list := range codes {
			for _, code := range list {
				got := p.Details(hiring.AuditEntry{Detail: map[string]string{name: code}})[0]
				if got.Value == code || got.Value == "" || got.ValueCode != code {
					t.Errorf("%s: %s %q is said as %q", lang, name, code, got.Value)
				}
			}
		}
		id := "6f1f64b1-6d6e-4f0e-8f6a-6a3f0f5c6a11"
		for name, value := range map[string]string{"from": id, "outcome": "unheard_of", "count": "17", "reason": "", "hash": "ab"} {
			if got := p.valueWords(name, value); got != value {
				t.Errorf("%s: %s %q is said as %q", lang, name, value, got)
			}
		}
	}
	p := auditPage{Page: w.pageIn(hiring.English)}
	if got := p.valueWords("roles", "hr,recruiter"); got != p.T("role.hr")+", "+p.T("role.recruiter") {
		t.Errorf("two roles are said as %q", got)
	}
}
