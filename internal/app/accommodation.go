package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// AccommodationReply is what is answered to a request for another way to answer.
type AccommodationReply struct {
	Granted   string // granted, other_way or declined
	Answer    string // in words, for the person who asked
	ExtraDays int    // added to what is left of the link, or to today when nothing is left
	Waive     []uuid.UUID
}

// AnswerAccommodation answers a request: the person reads it at their link. It can give more days and let the person
// off questions, which then are neither asked nor counted. The audit holds what was changed, and nothing of what was
// written.
func (a *App) AnswerAccommodation(ctx context.Context, who Actor, by, id uuid.UUID, reply AccommodationReply) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		acc, err := a.store.Accommodation(ctx, id)
		if err != nil {
			return err
		}
		now := a.Now()
		acc.Granted, acc.ExtraDays, acc.AnsweredBy, acc.AnsweredAt = reply.Granted, reply.ExtraDays, &by, &now
		acc.Answer = strings.TrimSpace(strings.ReplaceAll(reply.Answer, "\r\n", "\n"))
		if err := acc.CheckAnswer().Err(); err != nil {
			return err
		}
		if err := a.store.AnswerAccommodation(ctx, acc); err != nil {
			return err
		}
		inv, err := a.store.Invitation(ctx, acc.InvitationID)
		if err != nil {
			return err
		}
		if err := a.extend(ctx, inv, acc.ExtraDays); err != nil {
			return err
		}
		if err := a.waive(ctx, inv, reply.Waive, by); err != nil {
			return err
		}
		return a.audit(ctx, who, "accommodation.answered", "accommodation", id, "granted", acc.Granted,
			"extra_days", strconv.Itoa(acc.ExtraDays), "waived", strconv.Itoa(len(reply.Waive)))
	})
}

// extend lets a link work for more days than it would have.
func (a *App) extend(ctx context.Context, inv hiring.Invitation, days int) error {
	if days == 0 {
		return nil
	}
	from := inv.ExpiresAt
	if now := a.Now(); from.Before(now) {
		from = now
	}
	return a.extendTo(ctx, inv, from.AddDate(0, 0, days))
}

// waive lets a candidate off questions: some of those the requisition asks, never all of them, and only while the
// answers are not in.
func (a *App) waive(ctx context.Context, inv hiring.Invitation, questions []uuid.UUID, by uuid.UUID) error {
	if len(questions) == 0 {
		return nil
	}
	unknown := hiring.Problems{{Field: "waive", Key: "problem.unknown_option"}}.Err()
	if inv.ApplicationID == nil {
		return unknown
	}
	ap, err := a.store.Application(ctx, *inv.ApplicationID)
	if err != nil {
		return err
	}
	if ap.ReceivedAt != nil {
		return hiring.Problems{{Field: "waive", Key: "accommodation.problem.received"}}.Err()
	}
	assessment, err := a.store.ApplicationAssessment(ctx, ap.ID)
	if err != nil {
		return err
	}
	left := 0
	for _, q := range assessment.Asked() {
		if !slices.Contains(questions, q.ID) {
			left++
		}
	}
	for _, id := range questions {
		if !slices.ContainsFunc(assessment.Questions, func(q hiring.AssessmentQuestion) bool { return q.ID == id }) {
			return unknown
		}
	}
	if left == 0 {
		return hiring.Problems{{Field: "waive", Key: "accommodation.problem.nothing_left"}}.Err()
	}
	return a.store.Waive(ctx, ap.ID, questions, by, a.Now())
}
