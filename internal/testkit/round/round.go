// Package round makes a requisition with a question of each kind and any number of candidates who have started, for
// tests and benchmarks that drive the questionnaire from outside.
package round

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// Questions is how many questions a round asks: a text, a numeric, a single choice, in this order.
const Questions = 3

// New fills an empty database with a company, a requisition and n candidates who have started, and returns the tokens
// of their links.
func New(ctx context.Context, a *app.App, n int) ([]string, error) {
	st, now := a.Store(), a.Now()
	owner := hiring.User{ID: uuid.New(), Email: "owner@round.example", Name: "Owner", Language: hiring.English, PasswordHash: "none", Roles: []hiring.Role{hiring.HR}, CreatedAt: now}
	value := hiring.Value{ID: uuid.New(), Name: words("Honesty"), Behaviors: []hiring.Words{}, Metrics: []string{}, CreatedAt: now}
	position := hiring.Position{ID: uuid.New(), Name: "Service desk", Level: hiring.Frontline, CreatedAt: now}
	r := hiring.Requisition{
		ID: uuid.New(), Name: "Round", PositionID: position.ID, OwnerID: owner.ID, LinkDays: 14, CreatedAt: now,
		Languages: hiring.Languages(), Policy: hiring.Policy{AIUse: hiring.AIAllowed},
	}
	err := st.Tx(ctx, func(ctx context.Context) error {
		org := hiring.Organization{ID: uuid.New(), Name: "Round", Language: hiring.English, Contact: "help@round.example", CreatedAt: now}
		for _, step := range []func() error{
			func() error { return st.CreateOrganization(ctx, org) },
			func() error { return st.CreateUser(ctx, owner) },
			func() error { return st.CreateValue(ctx, value) },
			func() error { return st.CreatePosition(ctx, position) },
			func() error { return st.CreateRequisition(ctx, r) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return questions(ctx, a, value.ID, r.ID)
	})
	if err != nil {
		return nil, err
	}
	return candidates(ctx, a, r.ID, n)
}

func words(s string) hiring.Words {
	return hiring.Words{hiring.English: s, hiring.Spanish: s, hiring.Turkish: s}
}

func questions(ctx context.Context, a *app.App, value, requisition uuid.UUID) error {
	wordings := []hiring.Wording{
		{Kind: hiring.Text, Prompt: words("Tell us about a mistake of yours.")},
		{Kind: hiring.Numeric, Prompt: words("How lucky are you?"), Lo: 1, Hi: 10, LowEnd: words("not"), HighEnd: words("very"), Mode: hiring.IdealPoint},
		{Kind: hiring.Single, Prompt: words("What first?"), Options: []hiring.Option{{Key: "a", Label: words("Listen")}, {Key: "b", Label: words("Explain")}}},
	}
	var versions []uuid.UUID
	for i, w := range wordings {
		id := uuid.New()
		v := hiring.QuestionVersion{ID: uuid.New(), QuestionID: id, Number: 1, Wording: w, CreatedAt: a.Now()}
		if err := a.Store().CreateQuestion(ctx, hiring.Question{ID: id, ValueID: value, Position: i, Current: v, CreatedAt: a.Now()}); err != nil {
			return err
		}
		versions = append(versions, v.ID)
	}
	return a.Store().SetRequisitionQuestions(ctx, requisition, versions)
}

func candidates(ctx context.Context, a *app.App, requisition uuid.UUID, n int) ([]string, error) {
	tokens := make([]string, n)
	for i := range n {
		ap, err := a.Store().CreateApplication(ctx,
			hiring.Candidate{ID: uuid.New(), Name: fmt.Sprint("Candidate ", i), Email: fmt.Sprintf("c%d@round.example", i), CreatedAt: a.Now()},
			hiring.Application{ID: uuid.New(), RequisitionID: requisition, Language: hiring.English, CreatedAt: a.Now()})
		if err != nil {
			return nil, err
		}
		inv := hiring.Invitation{ID: uuid.New(), ApplicationID: &ap.ID, CreatedAt: a.Now(), ExpiresAt: a.Now().AddDate(0, 0, 14)}
		if err := a.Store().CreateInvitation(ctx, inv, ""); err != nil {
			return nil, err
		}
		link, err := a.IssueLink(ctx, app.System(), inv.ID)
		if err != nil {
			return nil, err
		}
		tokens[i] = link[strings.LastIndex(link, "/")+1:]
		q, err := a.OpenLink(ctx, tokens[i])
		if err != nil {
			return nil, err
		}
		if _, err := a.StartAttempt(ctx, q, app.AttemptStart{Language: hiring.English, Consent: true}); err != nil {
			return nil, err
		}
	}
	return tokens, nil
}
