package app

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// NewCandidate is a person to invite.
type NewCandidate struct {
	Name, Email string
	Language    hiring.Language
}

// Invited is an invitation just made, for showing its link.
type Invited struct {
	hiring.Application
	Invitation uuid.UUID
}

// InviteCandidates invites people to a requisition, all or none. The first invitation freezes it.
func (a *App) InviteCandidates(ctx context.Context, who Actor, requisition uuid.UUID, people []NewCandidate) ([]Invited, error) {
	if len(people) == 0 {
		return nil, nil
	}
	var out []Invited
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.RequisitionForUpdate(ctx, requisition)
		if err != nil {
			return err
		}
		by, _ := uuid.Parse(who.ID) // the program itself is on no panel
		if !r.Gives(by, hiring.InviteCandidates, true) {
			return hiring.Clash("phase.problem.invite")
		}
		if err := checkPeople(people, r.Languages).Err(); err != nil {
			return err
		}
		if err := a.freeze(ctx, who, r); err != nil {
			return err
		}
		out, err = a.inviteCandidates(ctx, who, r, people)
		return err
	})
	a.nudge()
	return out, err
}

// checkPeople tidies people's names and addresses and names what is wrong with them; each gets one of the round's
// languages.
func checkPeople(people []NewCandidate, languages []hiring.Language) hiring.Problems {
	var ps hiring.Problems
	for i := range people {
		people[i].Name = CheckName("name", people[i].Name, &ps)
		people[i].Email = CheckEmail("email", people[i].Email, &ps)
		if !slices.Contains(languages, people[i].Language) {
			ps.Add("language", "problem.unknown_option")
		}
	}
	return ps
}

func (a *App) inviteCandidates(ctx context.Context, who Actor, r hiring.Requisition, people []NewCandidate) ([]Invited, error) {
	now := a.Now()
	var candidates []hiring.Candidate
	var applications []hiring.Application
	for _, p := range people {
		candidates = append(candidates, hiring.Candidate{ID: newID(), Name: p.Name, Email: p.Email, CreatedAt: now})
		applications = append(applications, hiring.Application{ID: newID(), Language: p.Language, CreatedAt: now})
	}
	applications, err := a.store.CreateApplications(ctx, r.ID, candidates, applications)
	if err != nil {
		return nil, emailTaken(err)
	}
	invitations := make([]hiring.Invitation, len(applications))
	for i := range applications {
		invitations[i].ApplicationID = &applications[i].ID
		if err := a.audit(ctx, who, "application.created", "application", applications[i].ID, "requisition", r.ID.String()); err != nil {
			return nil, err
		}
	}
	invitations, err = a.inviteAll(ctx, who, invitations, r.LinkDays)
	out := make([]Invited, len(applications))
	for i, ap := range applications {
		out[i] = Invited{Application: ap, Invitation: invitations[i].ID}
	}
	return out, err
}

// ImportCandidates invites the people of a CSV file with the columns name, email and, optionally, language; without
// it they get the requisition's first language. Every line that is wrong is named, and then nobody is invited.
func (a *App) ImportCandidates(ctx context.Context, who Actor, requisition uuid.UUID, file io.Reader) ([]Invited, error) {
	r, err := a.store.Requisition(ctx, requisition)
	if err != nil {
		return nil, err
	}
	table, ps := ReadTable(file)
	if len(table.Header) > 0 {
		ps = append(table.Need("name", "email"), ps...)
	}
	if len(table.Rows) == 0 || ps.At("file") != nil && ps[0].Key == "problem.csv_column_missing" {
		return nil, ps.Err()
	}
	there, err := a.store.ApplicationEmails(ctx, requisition)
	if err != nil {
		return nil, err
	}
	people := candidatesOf(table, r.Languages, there, &ps)
	slices.SortStableFunc(ps, func(a, b hiring.Problem) int { return lineOfProblem(a) - lineOfProblem(b) })
	if err := ps.Err(); err != nil {
		return nil, err
	}
	return a.InviteCandidates(ctx, who, requisition, people)
}

// lineOfProblem is the line a problem of a file names.
func lineOfProblem(p hiring.Problem) int {
	for i := 0; i+1 < len(p.Args); i += 2 {
		if line, ok := p.Args[i+1].(int); ok && p.Args[i] == "Line" {
			return line
		}
	}
	return 0
}

// candidatesOf reads every row, and names the lines whose address is there already, in the file or in the round.
func candidatesOf(table Table, languages []hiring.Language, there map[string]bool, ps *hiring.Problems) []NewCandidate {
	var people []NewCandidate
	lines := map[string]int{}
	for _, row := range table.Rows {
		p, ok := candidateOf(row, languages, ps)
		people = append(people, p)
		if !ok {
			continue
		}
		switch first, twice := lines[p.Email]; {
		case twice:
			ps.Add("file", "problem.csv_twice", "Line", row.Line, "First", first)
		case there[p.Email]:
			ps.Add("file", "problem.csv_known", "Line", row.Line)
		}
		if _, twice := lines[p.Email]; !twice {
			lines[p.Email] = row.Line
		}
	}
	return people
}

// candidateOf reads one row; what is wrong with it is a problem that names its line, and it is not ok.
func candidateOf(row TableRow, languages []hiring.Language, ps *hiring.Problems) (p NewCandidate, ok bool) {
	var mine hiring.Problems
	p = NewCandidate{Name: CheckName("name", row.Get("name"), &mine), Email: CheckEmail("email", row.Get("email"), &mine)}
	p.Language = languages[0]
	if s := strings.ToLower(row.Get("language")); s != "" {
		p.Language = hiring.Language(s)
	}
	switch {
	case mine.At("name") != nil:
		ps.Add("file", "problem.csv_name", "Line", row.Line)
	case mine.At("email") != nil:
		ps.Add("file", "problem.csv_email", "Line", row.Line)
	case !slices.Contains(languages, p.Language):
		ps.Add("file", "problem.csv_language", "Line", row.Line)
	default:
		return p, true
	}
	return p, false
}

// ShownLink is a link on its way to being shown, once.
type ShownLink struct {
	Invitation uuid.UUID
	URL        string
}

// ShowLinks makes a further link for each invitation, to be shown or downloaded and handed over by a person: it
// counts as sent. Revoked ones are a Conflict.
func (a *App) ShowLinks(ctx context.Context, who Actor, invitations []uuid.UUID) ([]ShownLink, error) {
	var out []ShownLink
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		for _, id := range invitations {
			url, err := a.IssueLink(ctx, who, id)
			if err != nil {
				return err
			}
			if err := a.store.MarkInvitationSent(ctx, id, a.Now()); err != nil {
				return err
			}
			out = append(out, ShownLink{Invitation: id, URL: url})
		}
		return nil
	})
	return out, err
}

// Reinvite lets a revoked invitation work again, for some days from now and with a new link; those the person had
// stay shut. With mail on it is mailed.
func (a *App) Reinvite(ctx context.Context, who Actor, id uuid.UUID, days int) error {
	now := a.Now()
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.ReopenInvitation(ctx, hiring.Invitation{ID: id, ExpiresAt: now.AddDate(0, 0, days)}); err != nil {
			return err
		}
		if err := a.audit(ctx, who, "invitation.reopened", "invitation", id); err != nil {
			return err
		}
		return a.queueInvitationMail(ctx, id, now)
	})
	a.nudge()
	return err
}
