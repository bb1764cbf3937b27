package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

func TestExperienceLeavesNoTraceOfWhoGaveIt(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	before, err := r.store.AuditEntries(ctx, store.AuditFilter{})
	ok(t, err)
	q := linkOf(t, r.app, a.ID)
	issued := 1
	wantProblem(t, r.app.GiveExperience(ctx, q, hiring.Experience{}), "q1", "experience.problem.nothing")
	ok(t, r.app.GiveExperience(ctx, q, hiring.Experience{Answers: [3]int{4, 5, 5}, Comment: "fair"}))
	wantClash(t, r.app.GiveExperience(ctx, q, hiring.Experience{Comment: "again"}), "experience.given")
	after, err := r.store.AuditEntries(ctx, store.AuditFilter{})
	ok(t, err)
	if len(after) != len(before)+issued {
		t.Errorf("%d new entries; only the link's own was wanted", len(after)-len(before))
	}
	v, err := r.app.ExperienceOf(ctx, r.Requisition.ID)
	ok(t, err)
	if v.Forms != 0 || !v.Figures[0].Few || len(v.Comments) != 0 {
		t.Errorf("one person's is shown: %+v", v)
	}
	for range 4 {
		b := r.Candidate("N")
		r.Submit(b, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
		ok(t, r.app.GiveExperience(ctx, linkOf(t, r.app, b.ID), hiring.Experience{Answers: [3]int{2, 5, 0}}))
	}
	v, err = r.app.ExperienceOf(ctx, r.Requisition.ID)
	ok(t, err)
	if f := v.Figures[0]; v.Forms != 5 || f.N != 5 || f.Mean.Value != 2.4 || !f.Interval.Defined() || f.Interval.Lo < 1 || !v.Figures[2].Few || len(v.Comments) != 1 {
		t.Errorf("%+v", v)
	}
	if f := v.Figures[1]; f.Interval.Defined() {
		t.Errorf("all answered alike, and there is an interval: %+v", f.Interval)
	}
}

func TestSelfIdentificationIsKeptUnderAPseudonymThatNeedsTheKey(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	r.exec(t, `UPDATE requisitions SET policy = '{"ai_use":"allowed","country":"us"}'`)
	form := hiring.SelfIdentification{Sex: "female", Describe: "distinctive words"}
	if err := r.app.IdentifySelf(ctx, linkOf(t, r.app, a.ID), form); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("without a key: %v", err)
	}
	keyed := func(key string) *app.App {
		return app.New(r.store, app.Config{BaseURL: "https://hire.test", Now: morning, SelfIdentificationKey: []byte(key)})
	}
	one := keyed("a key of thirty-two characters!!")
	q := linkOf(t, one, a.ID)
	ok(t, one.IdentifySelf(ctx, q, form))
	form.Sex = "male"
	ok(t, one.IdentifySelf(ctx, q, form))
	count := func(want int) {
		t.Helper()
		if n, err := r.store.CountSelfIdentifications(ctx); n != want || err != nil {
			t.Errorf("%d forms %v, want %d", n, err, want)
		}
	}
	count(1)
	ok(t, keyed("another key, as long as the first").ForgetSelf(ctx, q))
	count(1)
	entries, err := r.store.AuditEntries(ctx, store.AuditFilter{})
	ok(t, err)
	for _, e := range entries {
		if strings.Contains(e.Action, "self") || strings.Contains(fmt.Sprint(e.Detail), "distinctive") {
			t.Errorf("the audit tells of it: %+v", e)
		}
	}
	ok(t, one.ForgetSelf(ctx, q))
	count(0)
}
