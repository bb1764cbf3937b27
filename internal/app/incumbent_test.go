package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// nominated adds a rep to the benchmark.
func (c *care) nominated(t *testing.T, name string, group hiring.RepGroup) hiring.Incumbent {
	t.Helper()
	i, err := c.app.NominateIncumbent(context.Background(), hr(), hiring.Incumbent{
		BenchmarkID: c.benchmark.ID, Name: name, Email: name + "@example.org", Group: group, Language: hiring.English,
	})
	ok(t, err)
	return i
}

func TestRepIsNominatedOnce(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.nominated(t, "ada", hiring.TopRep)
	_, err := c.app.NominateIncumbent(context.Background(), hr(), hiring.Incumbent{BenchmarkID: c.benchmark.ID, Name: "Ada", Email: "ADA@example.org", Language: "en"})
	if hiring.ProblemsOf(err).At("email") == nil {
		t.Errorf("error %v", err)
	}
}

func TestNominationFileNamesEveryWrongLine(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.nominated(t, "ada", hiring.TopRep)
	file := "Name;E-Mail;Email;Tenure;Group;Language;CSAT\n" +
		"Bo;;bo@example.org;12;top;es;4,8\n" +
		";;c@example.org;;;;\n" +
		"D;;not an address;;;;\n" +
		"E;;ada@example.org;;;;\n" +
		"F;;bo@example.org;;;;\n" +
		"G;;g@example.org;a year;best;fr;good\n"
	_, err := c.app.ImportIncumbents(context.Background(), hr(), c.benchmark.ID, strings.NewReader(file))
	var got []string
	for _, p := range hiring.ProblemsOf(err) {
		got = append(got, fmt.Sprint(p.Args[1], " ", p.Key))
	}
	want := []string{
		"3 problem.csv_name", "4 problem.csv_email", "5 problem.csv_known", "6 problem.csv_twice", "7 incumbent.problem.csv_group",
		"7 incumbent.problem.csv_figure", "7 incumbent.problem.csv_tenure", "7 problem.csv_language",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got)\n%s", diff)
	}
	good := strings.Join(strings.Split(file, "\n")[:2], "\n")
	n, err := c.app.ImportIncumbents(context.Background(), hr(), c.benchmark.ID, strings.NewReader(good))
	ok(t, err)
	people, err := c.store.Incumbents(context.Background(), c.benchmark.ID)
	ok(t, err)
	bo := people[0] // by name, as bytes
	if n != 1 || bo.Email != "bo@example.org" || *bo.TenureMonths != 12 || bo.Group != hiring.TopRep || bo.Language != hiring.Spanish || bo.Metrics["csat"] != 4.8 {
		t.Errorf("imported %d, %+v", n, bo)
	}
}

func TestProposalLeavesWhomAPersonMoved(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	var b strings.Builder
	b.WriteString("name,email,qa\n")
	for i := range 8 {
		fmt.Fprintf(&b, "R%d,r%d@example.org,%d\n", i, i, 100-i)
	}
	_, err := c.app.ImportIncumbents(ctx, hr(), c.benchmark.ID, strings.NewReader(b.String()))
	ok(t, err)
	rule := hiring.NominationRule{Metrics: []hiring.NominationMetric{{Name: "qa"}}, TopShare: .25}
	groups := func() string {
		people, err := c.store.Incumbents(ctx, c.benchmark.ID)
		ok(t, err)
		var out []string
		for _, p := range people {
			out = append(out, p.Name+" "+string(p.Group))
		}
		return strings.Join(out, ", ")
	}
	_, err = c.app.ProposeGroups(ctx, hr(), c.benchmark.ID, rule)
	ok(t, err)
	want := "R0 top, R1 top, R3 comparison, R4 comparison, R2 , R5 , R6 , R7 "
	if got := groups(); got != want {
		t.Fatalf("proposed %q, want %q", got, want)
	}
	people, err := c.store.Incumbents(ctx, c.benchmark.ID)
	ok(t, err)
	if err := c.app.MoveIncumbent(ctx, hr(), c.benchmark.ID, people[0].ID, people[0].Version, hiring.NoGroup, ""); hiring.ProblemsOf(err).At("reason") == nil {
		t.Errorf("moved without a reason: %v", err)
	}
	ok(t, c.app.MoveIncumbent(ctx, hr(), c.benchmark.ID, people[0].ID, people[0].Version, hiring.NoGroup, "left the company in May"))
	_, err = c.app.ProposeGroups(ctx, hr(), c.benchmark.ID, rule)
	ok(t, err)
	if got := groups(); got != "R1 top, R3 comparison, R4 comparison, R0 , R2 , R5 , R6 , R7 " {
		t.Errorf("proposed again: %q", got)
	}
}

func TestLinksGoToWhoeverHasNotAnswered(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	c.imported(t, 1, 0) // has answered
	ada, bo := c.nominated(t, "ada", hiring.TopRep), c.nominated(t, "bo", hiring.ComparisonRep)
	c.nominated(t, "cy", hiring.NoGroup)
	links, err := c.app.InviteIncumbents(ctx, hr(), c.benchmark.ID, nil)
	ok(t, err)
	if len(links) != 2 || links[0].Name != "ada" || links[1].Name != "bo" || links[0].URL == links[1].URL {
		t.Fatalf("links: %+v", links)
	}
	if _, err := c.app.OpenLink(ctx, strings.TrimPrefix(links[0].URL, "/q/")); err != nil {
		t.Errorf("ada's link: %v", err)
	}
	again, err := c.app.InviteIncumbents(ctx, hr(), c.benchmark.ID, []uuid.UUID{ada.ID})
	ok(t, err)
	if len(again) != 1 || again[0].URL == links[0].URL {
		t.Errorf("again: %+v", again)
	}
	ok(t, c.app.RevokeIncumbent(ctx, hr(), c.benchmark.ID, bo.ID))
	people, err := c.app.ProgressOf(ctx, c.benchmark.ID)
	ok(t, err)
	states := map[string]string{}
	for _, p := range people {
		states[p.Name] = p.State(c.app)
	}
	want := map[string]string{"ada": "sent", "bo": "revoked", "cy": "none", "top0": "submitted"}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("states (-want +got)\n%s", diff)
	}
	if until := people[0].Invitation.ExpiresAt; !until.Equal(morning().Add(14 * 24 * time.Hour)) {
		t.Errorf("expires %s", until)
	}
}

func TestNoLinkWithoutQuestions(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.nominated(t, "ada", hiring.TopRep)
	ok(t, c.app.ChooseQuestions(context.Background(), hr(), c.benchmark.ID, nil))
	if _, err := c.app.InviteIncumbents(context.Background(), hr(), c.benchmark.ID, nil); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("error %v", err)
	}
}
