package app

import (
	"context"
	"io"

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
	var ps hiring.Problems
	for i := range people {
		people[i].Name = CheckName("name", people[i].Name, &ps)
		people[i].Email = CheckEmail("email", people[i].Email, &ps)
		if _, ok := hiring.ParseLanguage(string(people[i].Language)); !ok {
			ps.Add("language", "problem.required")
		}
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var out []Invited
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.Requisition(ctx, requisition)
		if err != nil {
			return err
		}
		if err := a.freeze(ctx, who, r); err != nil {
			return err
		}
		for _, p := range people {
			inv, err := a.inviteCandidate(ctx, who, r, p)
			if err != nil {
				return err
			}
			out = append(out, inv)
		}
		return nil
	})
	a.nudge()
	return out, err
}

func (a *App) inviteCandidate(ctx context.Context, who Actor, r hiring.Requisition, p NewCandidate) (Invited, error) {
	now := a.Now()
	c := hiring.Candidate{ID: newID(), Name: p.Name, Email: p.Email, CreatedAt: now}
	ap := hiring.Application{ID: newID(), RequisitionID: r.ID, Language: p.Language, CreatedAt: now}
	ap, err := a.store.CreateApplication(ctx, c, ap)
	if err != nil {
		return Invited{}, emailTaken(err)
	}
	if err := a.audit(ctx, who, "application.created", "application", ap.ID, "requisition", r.ID.String()); err != nil {
		return Invited{}, err
	}
	inv, err := a.invite(ctx, who, hiring.Invitation{ApplicationID: &ap.ID}, r.LinkDays)
	return Invited{Application: ap, Invitation: inv.ID}, err
}

// ImportCandidates invites the people of a CSV file with the columns name, email and, optionally, language; without
// it they get the requisition's first language. Every line that is wrong is named, and then nobody is invited.
func (a *App) ImportCandidates(ctx context.Context, who Actor, requisition uuid.UUID, file io.Reader) ([]Invited, error) {
	r, err := a.store.Requisition(ctx, requisition)
	if err != nil {
		return nil, err
	}
	table, ps := ReadTable(file)
	if len(ps) == 0 {
		ps = table.Need("name", "email")
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	there, err := a.store.ApplicationEmails(ctx, requisition)
	if err != nil {
		return nil, err
	}
	var people []NewCandidate
	lines := map[string]int{}
	for _, row := range table.Rows {
		p := candidateOf(row, r.Languages, &ps)
		switch first, twice := lines[p.Email]; {
		case there[p.Email]:
			ps.Add("file", "problem.csv_known", "Line", row.Line)
		case twice:
			ps.Add("file", "problem.csv_twice", "Line", row.Line, "First", first)
		}
		lines[p.Email] = row.Line
		people = append(people, p)
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	return a.InviteCandidates(ctx, who, requisition, people)
}

// candidateOf reads one row; what is wrong with it is a problem that names its line.
func candidateOf(row TableRow, languages []hiring.Language, ps *hiring.Problems) NewCandidate {
	var mine hiring.Problems
	p := NewCandidate{Name: CheckName("name", row.Get("name"), &mine), Email: CheckEmail("email", row.Get("email"), &mine)}
	p.Language = languages[0]
	if s := row.Get("language"); s != "" {
		p.Language = ""
		for _, l := range languages {
			if s == string(l) {
				p.Language = l
			}
		}
	}
	switch {
	case mine.At("name") != nil:
		ps.Add("file", "problem.csv_name", "Line", row.Line)
	case mine.At("email") != nil:
		ps.Add("file", "problem.csv_email", "Line", row.Line)
	case p.Language == "":
		ps.Add("file", "problem.csv_language", "Line", row.Line)
	}
	return p
}
