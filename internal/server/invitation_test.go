package server

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

var shownURL = regexp.MustCompile(`http://touchstone\.test(/q/[A-Za-z0-9_-]{32})`)

func person(name, email, language string) url.Values {
	return url.Values{"name": {name}, "email": {email}, "language": {language}}
}

func TestLinkIsShownOnceAndOpensTheQuestionnaire(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	c.get(o.path+"/invitations").is(200).says("Nobody is waiting", "The first invitation fixes")
	a := c.post(o.path+"/invitations", person("Ana Ruiz", "Ana@Example.org", "es")).is(200).says("Ana Ruiz", "They are shown this once")
	link := shownURL.FindStringSubmatch(a.Body)
	if link == nil || a.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("no link, or cached: %q\n%s", a.Header.Get("Cache-Control"), a.Body)
	}
	o.anyone().get(link[1]).is(200)
	list := c.get(o.path+"/invitations").is(200).says("Ana Ruiz", "ana@example.org", "in 14 days", "1 person whose answers are not in")
	list.hides(strings.TrimPrefix(link[1], "/q/"), "The first invitation fixes")
}

func TestWrongPersonIsSaidAtTheFieldAndKept(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	c.post(o.path+"/invitations", person("Ana Ruiz", "nowhere", "en")).is(422).says("This is not an e-mail address.").has(`value="Ana Ruiz"`, `value="nowhere"`)
	c.post(o.path+"/invitations", person("Ana", "ana@example.org", "en")).is(200)
	c.post(o.path+"/invitations", person("Ana", "ana@example.org", "en")).is(422).says("Somebody with this address is here already.")
	c.get(o.path + "/invitations").says("1 person whose answers are not in")
}

func TestFileWithAWrongLineInvitesNobodyAndNamesTheLine(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	file := "name,email,language\nAna,ana@example.org,es\nBo,nowhere,en\nCan,ana@example.org,tr\nDan,dan@example.org,xx\n"
	a := c.upload(o.path+"/invitations/import", "file", "people.csv", file).is(422)
	a.says("Nobody was invited.", "Line 3: this is not an e-mail address.", "Line 4: the same address as in line 2.", "Line 5: this language is not offered here.", "0 people whose answers")
	c.upload(o.path+"/invitations/import", "file", "people.csv", "name,email\n\"Ana,ana@example.org\n").is(422).says("a quotation mark is open")
	c.post(o.path+"/invitations/import", url.Values{}).is(422).says("Choose a file that is not empty.")
	good := c.upload(o.path+"/invitations/import", "file", "people.csv", strings.Split(file, "Bo")[0]).is(200)
	if n := len(shownURL.FindAllString(good.Body, -1)); n != 1 {
		t.Errorf("%d links", n)
	}
}

func TestLongReportOfAFileIsCutAndCounted(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	file := "name,email\n" + strings.Repeat("Ana,nowhere\n", 60)
	a := o.as("recruiter").upload(o.path+"/invitations/import", "file", "people.csv", file).is(422).says("And 10 more lines.")
	if n := strings.Count(a.Body, "this is not an e-mail address"); n != 50 {
		t.Errorf("%d lines named", n)
	}
}

func TestLinksAsATableOpenAndGuardAgainstFormulas(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	for i, name := range []string{"=cmd()", "Ana, the first", "Revoked"} {
		c.post(o.path+"/invitations", person(name, fmt.Sprintf("p%d@example.org", i), "en")).is(200)
	}
	o.revoke("Revoked", c)
	a := c.post(o.path+"/invitations/links.csv", nil).is(200)
	if got := a.Header.Get("Content-Disposition"); got != "attachment; filename=links.csv" {
		t.Error(got)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.Body, "\ufeff"))).ReadAll()
	must(t, err)
	names := map[string]bool{}
	for _, r := range rows[1:] {
		names[r[0]] = true
		o.anyone().get(strings.TrimPrefix(r[3], "http://touchstone.test")).is(200)
	}
	if len(rows) != 3 || !names["'=cmd()"] || !names["Ana, the first"] {
		t.Errorf("%v", rows)
	}
	for lang, header := range map[string]string{"es": "name;email;", "tr": "name;email;", "en": "name,email,"} {
		c.post(o.path+"/invitations/links.csv?lang="+lang, nil).is(200).has("\ufeff" + header)
	}
}

// waiting finds somebody's invitation by name.
func (o *opened) waiting(name string) uuid.UUID {
	o.t.Helper()
	list, err := o.store.UnfinishedInvitations(context.Background(), o.requisition.ID, 0, 100)
	must(o.t, err)
	for _, w := range list {
		if w.Name == name {
			return w.Invitation.ID
		}
	}
	o.t.Fatalf("%s is not waiting", name)
	return uuid.Nil
}

func (o *opened) revoke(name string, c *client) {
	o.t.Helper()
	c.post(o.path+"/invitations/"+o.waiting(name).String()+"/revoke", nil).is(http.StatusSeeOther)
}

func TestRevokedLinkOpensNothingAndThePersonCanBeInvitedAgain(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	old := shownURL.FindStringSubmatch(c.post(o.path+"/invitations", person("Ana", "ana@example.org", "en")).Body)[1]
	o.revoke("Ana", c)
	o.anyone().get(old).is(404)
	c.get(o.path+"/invitations").says("revoked", "Invite again")
	path := o.path + "/invitations/" + o.waiting("Ana").String()
	c.post(path+"/link", nil).is(http.StatusConflict)
	again := shownURL.FindStringSubmatch(c.post(path+"/resend", nil).is(200).Body)[1]
	o.anyone().get(again).is(200)
	o.anyone().get(old).is(404)
}

func TestInvitationBelongsToItsRequisition(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	o.as("recruiter").post(o.path+"/invitations", person("Ana", "ana@example.org", "en")).is(200)
	theirs, err := o.app.OpenRequisition(context.Background(), app.System(), hiring.Requisition{
		Name: "Theirs", PositionID: o.requisition.PositionID, OwnerID: o.users["recruiter2"].ID, LinkDays: 14,
		Languages: hiring.Languages(), Policy: hiring.Policy{AIUse: hiring.AIAllowed},
	})
	must(t, err)
	for _, act := range []string{"resend", "revoke", "link"} {
		mine := o.path + "/invitations/" + o.waiting("Ana").String() + "/" + act
		crossed := "/requisitions/" + theirs.ID.String() + "/invitations/" + o.waiting("Ana").String() + "/" + act
		o.as("recruiter2").post(mine, nil).is(404)
		o.as("recruiter2").post(crossed, nil).is(404)
	}
	o.as("recruiter2").get("/requisitions/"+theirs.ID.String()+"/invitations").is(200).hides("Ana", "ana@example.org")
}

func TestFailedMailIsShownAtThePerson(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	c.post(o.path+"/invitations", person("Ana", "ana@example.org", "en")).is(200)
	must(t, o.store.MarkInvitationUnsent(context.Background(), o.waiting("Ana"), "550 no such mailbox"))
	c.get(o.path+"/invitations").says("could not be sent", "550 no such mailbox")
}

func TestNobodyIsInvitedBeforeTheRoundIsReady(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	ctx := context.Background()
	r, err := o.store.Requisition(ctx, o.requisition.ID)
	must(t, err)
	r.BenchmarkVersionID = nil
	must(t, o.app.ChangeRequisition(ctx, app.System(), r, nil))
	o.as("recruiter").get(o.path+"/invitations").is(200).says("Before the first invitation:", "Choose a published benchmark").hides("By hand")
	o.as("recruiter").post(o.path+"/invitations", person("Ana", "ana@example.org", "en")).is(422)
}
