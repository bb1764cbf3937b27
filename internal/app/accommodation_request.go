package app

import (
	"context"
	"strings"

	"touchstone/internal/hiring"
)

// RequestAccommodation records that a respondent needs another way to answer. Whoever runs the round sees it and
// answers; raters never do, and the audit does not hold what was asked.
func (a *App) RequestAccommodation(ctx context.Context, q Questionnaire, need hiring.AccommodationNeed, message string) error {
	acc := hiring.Accommodation{
		ID: newID(), InvitationID: q.Invitation.ID, Need: need, CreatedAt: a.Now(),
		Message: strings.TrimSpace(strings.ReplaceAll(message, "\r\n", "\n")),
	}
	if err := acc.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		earlier, err := a.store.AccommodationsOfInvitation(ctx, q.Invitation.ID)
		if err != nil {
			return err
		}
		if n := len(earlier); n > 0 && sameRequest(earlier[n-1], acc) {
			return nil // a double click
		}
		if len(earlier) >= hiring.MaxAccommodations {
			return hiring.Problems{{Field: "need", Key: "questionnaire.accommodation.problem.too_many"}}.Err()
		}
		if err := a.store.CreateAccommodation(ctx, acc); err != nil {
			return err
		}
		return a.audit(ctx, q.Respondent(), "accommodation.requested", "accommodation", acc.ID)
	})
}

// AccommodationsOf returns what was asked for through a link, and what was answered, oldest first.
func (a *App) AccommodationsOf(ctx context.Context, q Questionnaire) ([]hiring.Accommodation, error) {
	return a.store.AccommodationsOfInvitation(ctx, q.Invitation.ID)
}

func sameRequest(waiting, again hiring.Accommodation) bool {
	return waiting.AnsweredAt == nil && waiting.Need == again.Need && waiting.Message == again.Message
}
