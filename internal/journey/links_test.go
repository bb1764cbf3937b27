package journey

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"touchstone/internal/app"
)

// TestLinkThatOpensNothingHasAKindPage looks at what a wrong, a revoked and an expired link show, on a phone.
func TestLinkThatOpensNothingHasAKindPage(t *testing.T) {
	t.Parallel()
	r, ctx := newDesk(t), context.Background()
	revoked, expired := r.invite(t, "Tom Barrow"), r.invite(t, "Rui Sá")
	for _, i := range []invited{revoked, expired} {
		inv, err := r.store.InvitationOfApplication(ctx, i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if i.path == revoked.path {
			err = r.app.Revoke(ctx, app.System(), inv.ID)
		} else {
			err = r.store.ExtendInvitation(ctx, inv.ID, r.app.Now().AddDate(0, 0, -1))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b := newTab(t, r.URL)
	for path, want := range map[string]string{
		"/q/nobody-ever-had-this": "This link does not open anything", revoked.path: "This link does not open anything",
		expired.path: "The time for this link is over",
	} {
		b.open(path)
		b.says(want, "people@alderfinch.example")
		b.hidden("Tom Barrow", "Rui Sá", "Service desk")
		b.sound()
	}
}

// TestFileWithBadLinesInvitesNobody: every wrong line is named, nobody is invited, and the mended file goes through;
// then a link is revoked and made anew.
func TestFileWithBadLinesInvitesNobody(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	b := r.signIn(t, r.owner.Email)
	b.open("/requisitions/" + r.Requisition.ID.String() + "/invitations")
	b.uploads("name,email,language\nAna Ruiz,ana@example.org,es\nCan Demir,can at example.org,tr\nEce Kaya,ana@example.org,tr\n")
	b.press("Invite everybody in the file")
	b.says("Nobody was invited", "Line 3", "Line 4", "0 people whose answers are not in")
	b.sound()
	b.uploads("name,email,language\nAna Ruiz,ana@example.org,es\nCan Demir,can@example.org,tr\nEce Kaya,ece@example.org,tr\n")
	b.press("Invite everybody in the file")
	b.says("Ana Ruiz", "Can Demir", "Ece Kaya", "/q/")
	link := eval[string](b, `document.querySelector("main .copy").innerText.trim()`)
	b.press("Done, back to the list")
	b.says("3 people whose answers are not in")
	b.press("Revoke the link of Ana Ruiz")
	b.says("revoked")
	b.sound()
	p := newTab(t, r.URL)
	p.open(strings.TrimPrefix(link, r.URL))
	p.says("This link does not open anything")
	b.press("Invite again: Ana Ruiz")
	p.open(strings.TrimPrefix(eval[string](b, `document.querySelector("main .copy").innerText.trim()`), r.URL))
	p.says("Service desk")
}

// uploads chooses a file with this content.
func (b *tab) uploads(content string) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "people.csv")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#f-file"), []string{file}))
}
