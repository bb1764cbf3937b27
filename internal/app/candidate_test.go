package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// emails lists who is in the round.
func (o *opening) emails() map[string]bool {
	o.t.Helper()
	out, err := o.store.ApplicationEmails(context.Background(), o.requisition.ID)
	ok(o.t, err)
	return out
}

func (o *opening) importFile(lines ...string) ([]app.Invited, error) {
	return o.app.ImportCandidates(context.Background(), o.who(), o.requisition.ID, strings.NewReader(strings.Join(lines, "\n")))
}

func TestImportNamesEveryWrongCandidateAndInvitesNobody(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	o.invite("known@example.org")
	_, err := o.importFile(
		"Name;Email;Language",     // 1
		"Good;good@example.org;",  // 2
		";nameless@example.org;",  // 3
		"Bad;no-address;",         // 4
		"Known;KNOWN@example.org", // 5: a column is missing
		"Known;KNOWN@example.org;en",
		"Again;Good@example.org;ES",
		"Third;good@example.org;en",
		"Foreign;foreign@example.org;tr", // a language the round is not held in
		"Odd;odd@example.org;xx",
		"Bad;no-address;", // wrong, but no duplicate
	)
	var got []string
	for _, p := range hiring.ProblemsOf(err) {
		got = append(got, fmt.Sprint(p.Key, p.Args))
	}
	want := []string{
		"problem.csv_name[Line 3]", "problem.csv_email[Line 4]", "problem.csv_columns[Line 5 Count 2 Want 3]",
		"problem.csv_known[Line 6]", "problem.csv_twice[Line 7 First 2]", "problem.csv_twice[Line 8 First 2]",
		"problem.csv_language[Line 9]", "problem.csv_language[Line 10]", "problem.csv_email[Line 11]",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if d := cmp.Diff(map[string]bool{"known@example.org": true}, o.emails()); d != "" {
		t.Errorf("somebody was invited (-want +got)\n%s", d)
	}
}

func TestImportInvitesEverybodyInTheirLanguage(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	invited, err := o.importFile("\ufeffname,email,language", `"Ruiz, Ana",ANA@example.org,`, "Bo,bo@example.org,EN")
	ok(t, err)
	type person struct {
		Name, Email string
		Number      int
		Language    hiring.Language
	}
	var got []person
	for _, i := range invited {
		got = append(got, person{i.Name, i.Email, i.Number, i.Language})
	}
	want := []person{{"Ruiz, Ana", "ana@example.org", 1, hiring.Spanish}, {"Bo", "bo@example.org", 2, hiring.English}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestBrokenFileInvitesNobody(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	for name, c := range map[string]struct{ file, key string }{
		"an open quotation mark": {"name,email\n\"Ana,ana@example.org\n", "problem.csv_line"},
		"no e-mail column":       {"name,mail\nAna,ana@example.org\n", "problem.csv_column_missing"},
		"not UTF-8":              {"name,email\nAn\xff,ana@example.org\n", "problem.not_utf8"},
		"nothing":                {"", "problem.file_empty"},
		"only a header":          {"name,email\n", "problem.csv_no_rows"},
		"too many rows":          {"name,email\n" + strings.Repeat("A,a@example.org\n", 5001), "problem.csv_rows"},
	} {
		_, err := o.importFile(c.file)
		wantProblem(t, err, "file", c.key)
		if len(o.emails()) != 0 || o.stands().Frozen() {
			t.Errorf("%s: somebody was invited", name)
		}
	}
}

func TestInvitingByHandChecksThePerson(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	o.invite("known@example.org")
	for field, p := range map[string]app.NewCandidate{
		"name":     {Name: " ", Email: "a@example.org", Language: hiring.English},
		"email":    {Name: "A", Email: "a", Language: hiring.English},
		"language": {Name: "A", Email: "a@example.org", Language: hiring.Turkish},
	} {
		_, err := o.app.InviteCandidates(context.Background(), o.who(), o.requisition.ID, []app.NewCandidate{p})
		if hiring.ProblemsOf(err).At(field) == nil {
			t.Errorf("%s: %v", field, err)
		}
	}
	_, err := o.app.InviteCandidates(context.Background(), o.who(), o.requisition.ID, []app.NewCandidate{
		{Name: "New", Email: "new@example.org", Language: hiring.English}, {Name: "Known", Email: "Known@example.org", Language: hiring.English},
	})
	wantProblem(t, err, "email", "problem.email_taken")
	if o.emails()["new@example.org"] {
		t.Error("half of the people were invited")
	}
}

func TestResendLetsALinkWorkFromNowOn(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	inv := o.invite("late@example.org")
	links, err := o.app.ShowLinks(ctx, o.who(), []uuid.UUID{inv.Invitation})
	ok(t, err)
	token := strings.TrimPrefix(links[0].URL, "https://hire.test/q/")
	o.now = o.now.AddDate(0, 0, 20)
	if _, err := o.app.OpenLink(ctx, token); hiring.KindOf(err) != hiring.Expired {
		t.Fatalf("after 20 days of 14: %v", err)
	}
	ok(t, o.app.Resend(ctx, o.who(), inv.Invitation, 14))
	q, err := o.app.OpenLink(ctx, token)
	ok(t, err)
	if want := o.now.AddDate(0, 0, 14); !q.Invitation.ExpiresAt.Equal(want) {
		t.Errorf("expires %v, want %v", q.Invitation.ExpiresAt, want)
	}
}

func TestRevokedPersonCanBeInvitedAgainWithANewLinkOnly(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	inv := o.invite("again@example.org")
	old, err := o.app.ShowLinks(ctx, o.who(), []uuid.UUID{inv.Invitation})
	ok(t, err)
	ok(t, o.app.Revoke(ctx, o.who(), inv.Invitation))
	_, err = o.app.ShowLinks(ctx, o.who(), []uuid.UUID{inv.Invitation})
	wantClash(t, err, "error.link_revoked")
	ok(t, o.app.Reinvite(ctx, o.who(), inv.Invitation, 7))
	links, err := o.app.ShowLinks(ctx, o.who(), []uuid.UUID{inv.Invitation})
	ok(t, err)
	if _, err := o.app.OpenLink(ctx, strings.TrimPrefix(old[0].URL, "https://hire.test/q/")); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("the revoked link: %v", err)
	}
	_, err = o.app.OpenLink(ctx, strings.TrimPrefix(links[0].URL, "https://hire.test/q/"))
	ok(t, err)
	wantClash(t, o.app.Reinvite(ctx, o.who(), inv.Invitation, 7), "error.changed_meanwhile")
}

func TestAuditOfInvitingNamesNobody(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	inv := o.invite("secret.person@example.org")
	_, err := o.app.ShowLinks(context.Background(), o.who(), []uuid.UUID{inv.Invitation})
	ok(t, err)
	entries, err := o.store.AuditEntries(context.Background(), store.AuditFilter{})
	ok(t, err)
	if len(entries) < 4 {
		t.Fatalf("only %d entries", len(entries))
	}
	for _, e := range entries {
		if s := fmt.Sprint(e); strings.Contains(s, "secret") || strings.Contains(s, "Somebody") {
			t.Errorf("%s", s)
		}
	}
}
