package store_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func TestUnfinishedInvitationsBeginWithThoseThatNeedSomebody(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		r.invited("late", 9)
		r.invited("soon", 2)
		_, failed := r.invited("failed", 5)
		done, _ := r.invited("done", 1)
		newOpenRound(t, s).apply("other", "o@x.org")
		must(t, s.MarkInvitationUnsent(ctx, failed.ID, "550"))
		must(t, s.SetStage(ctx, done.ID, hiring.Submitted, noon()))
		names := func(offset, limit int) []string {
			out := []string{}
			for _, w := range need(s.UnfinishedInvitations(ctx, r.requisition.ID, offset, limit))(t) {
				if *w.Invitation.ApplicationID != w.Application.ID {
					t.Errorf("%s has another's invitation", w.Name)
				}
				out = append(out, w.Name)
			}
			return out
		}
		if d := cmp.Diff([]string{"failed", "soon", "late"}, names(0, 10)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		if d := cmp.Diff([]string{"soon"}, names(1, 1)); d != "" {
			t.Errorf("page (-want +got)\n%s", d)
		}
		if n := need(s.CountUnfinished(ctx, r.requisition.ID))(t); n != 3 {
			t.Errorf("%d unfinished", n)
		}
	})
}

func TestReopenedInvitationForgetsItsTokens(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		_, i := r.invited("ana", 3)
		again := hiring.Invitation{ID: i.ID, ExpiresAt: noon().AddDate(0, 0, 30)}
		wantKey(t, s.ReopenInvitation(ctx, again), hiring.Conflict, "error.changed_meanwhile")
		need(s.InvitationByToken(ctx, "hash of ana"))(t)
		must(t, s.RevokeInvitation(ctx, i.ID, noon()))
		must(t, s.ReopenInvitation(ctx, again))
		_, err := s.InvitationByToken(ctx, "hash of ana")
		wantKey(t, err, hiring.NotFound, "error.not_found")
		if got := need(s.Invitation(ctx, i.ID))(t); got.RevokedAt != nil || !got.ExpiresAt.Equal(again.ExpiresAt) {
			t.Errorf("%+v", got)
		}
	})
}

func TestRequestsAreListedWaitingFirstAndAnsweredOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		_, inv := r.invited("ana", 3)
		old := hiring.Accommodation{ID: uuid.New(), InvitationID: inv.ID, Need: hiring.MoreTime, Message: "m", CreatedAt: noon()}
		newer := hiring.Accommodation{ID: uuid.New(), InvitationID: inv.ID, Need: hiring.APerson, CreatedAt: noon().AddDate(0, 0, 1)}
		must(t, s.CreateAccommodation(ctx, old))
		must(t, s.CreateAccommodation(ctx, newer))
		at := noon().AddDate(0, 0, 2)
		newer.Granted, newer.Answer, newer.ExtraDays, newer.AnsweredBy, newer.AnsweredAt = hiring.RequestGranted, "yes", 4, &r.owner.ID, &at
		must(t, s.AnswerAccommodation(ctx, newer))
		wantKey(t, s.AnswerAccommodation(ctx, newer), hiring.Conflict, "error.changed_meanwhile")
		missing := newer
		missing.ID = uuid.New()
		wantKey(t, s.AnswerAccommodation(ctx, missing), hiring.NotFound, "error.not_found")
		if d := cmp.Diff([]hiring.Accommodation{old, newer}, need(s.AccommodationsOfRequisition(ctx, r.requisition.ID))(t)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		if n := need(s.WaitingAccommodations(ctx, r.requisition.ID))(t); n != 1 {
			t.Errorf("%d wait", n)
		}
		if n := len(need(s.AccommodationsOfRequisition(ctx, newOpenRound(t, s).requisition.ID))(t)); n != 0 {
			t.Errorf("another requisition has %d", n)
		}
	})
}

func TestRequestsOfABenchmarkAreItsIncumbents(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		b := newBench(t, s, 1)
		incumbent := b.incumbent(t, s)
		inv := hiring.Invitation{ID: uuid.New(), IncumbentID: &incumbent, CreatedAt: noon(), ExpiresAt: noon()}
		must(t, s.CreateInvitation(ctx, inv, ""))
		acc := hiring.Accommodation{ID: uuid.New(), InvitationID: inv.ID, Need: hiring.OtherFormat, CreatedAt: noon()}
		must(t, s.CreateAccommodation(ctx, acc))
		if d := cmp.Diff([]hiring.Accommodation{acc}, need(s.AccommodationsOfBenchmark(ctx, b.id))(t)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		if d := cmp.Diff(acc, need(s.Accommodation(ctx, acc.ID))(t)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	})
}

func TestWaivedQuestionsAreMarkedAndWaivedOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		must(t, s.SetRequisitionQuestions(ctx, r.requisition.ID, r.bench.questions))
		a := r.apply("ana", "ana@x.org")
		for range 2 {
			must(t, s.Waive(ctx, a.ID, r.bench.questions[:2], r.owner.ID, noon()))
		}
		var waived []bool
		for _, q := range need(s.ApplicationAssessment(ctx, a.ID))(t).Questions {
			waived = append(waived, q.Waived)
		}
		if d := cmp.Diff([]bool{true, true, false}, waived); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
		wantKey(t, s.Waive(ctx, a.ID, []uuid.UUID{uuid.New()}, r.owner.ID, noon()), hiring.NotFound, "error.not_found")
	})
}
