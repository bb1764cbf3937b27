package journey

import (
	"context"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/testkit"
)

// TestSecondScoresFromOrderToPage: HR compares two versions, orders second scores without JavaScript, and finds both
// scores side by side on the page and either in the list; every page is sound, in Turkish too.
func TestSecondScoresFromOrderToPage(t *testing.T) {
	t.Parallel()
	r, ctx := newDesk(t), context.Background()
	rated := r.Candidate("Can Demir")
	r.Submit(rated, r.Bodies("I told her that the mistake was mine, found a visit the same day and called again.", 8, "a", "ab", "abc"))
	r.Submit(r.Candidate("Ada Lovelace"), r.Bodies("The rules say who pays, so I passed the form on and took the next call.", 3, "b", "c", "cba"))
	r.works(t)
	r.Publish(r.owner, 2, testkit.WithoutQuestion(4), testkit.WithoutExemplar(), r.Reword(1))
	must(t, r.app.AddToPanel(ctx, app.System(), r.Requisition.ID, r.owner.ID))
	r.works(t)
	r.Rate(r.owner.ID, rated.ID, 4)

	b := r.signIn(t, r.owner.Email)
	comparison := "/benchmarks/" + r.Benchmark.String() + "/versions/2/comparison"
	b.open(comparison)
	b.says("Version 1 beside version 2", "1 question was reworded", "12 before, 11 now")
	b.sound()
	b.open(comparison + "?lang=tr")
	b.sound()

	orders := "/requisitions/" + r.Requisition.ID.String() + "/rescorings"
	b.open(orders)
	b.sound()
	b.scripts(false)
	b.open(orders)
	b.press("Score everybody again")
	b.says("Choose a newer version")
	b.click("[name=under]")
	b.fill("#f-reason", "One top rep has left, and a question was reworded.")
	b.press("Score everybody again")
	r.works(t)
	b.open(orders)
	b.says("Done: 2 candidates have a second score")
	b.press("See the second scores")
	b.says("Shown are second scores, under version 2")
	b.scripts(true)
	b.open(orders + "?lang=tr")
	b.sound()
	b.open("/applications/" + rated.ID.String())
	b.says("First and second score", "score of record", "Fit and ratings together")
	b.sound()
	b.open("/applications/" + rated.ID.String() + "?lang=tr")
	b.sound()
	b.open("/requisitions/" + r.Requisition.ID.String())
	b.says("Scores of record (version 1)")
	b.sound()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
