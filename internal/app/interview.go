package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// ScheduleInterview sets an interview with a candidate and its panel: users, who are named by id, and guests, by name
// and address. Everybody is told by mail when mail is on.
func (a *App) ScheduleInterview(ctx context.Context, user hiring.User, i hiring.Interview, panel []hiring.Panelist) (hiring.Interview, error) {
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.requisitionToInterview(ctx, i.ApplicationID)
		if err != nil {
			return err
		}
		now := a.Now()
		i.ID, i.RequisitionID, i.CreatedBy, i.CreatedAt, i.Version, i.Sequence = newID(), r.ID, user.ID, now, 1, 0
		ps := a.checkInterview(&i, r)
		panel, more, err := a.fillPanel(ctx, i, panel)
		if err != nil {
			return err
		}
		if err := append(ps, more...).Err(); err != nil {
			return err
		}
		if err := a.store.AddInterview(ctx, i); err != nil {
			return err
		}
		if err := a.store.AddPanelists(ctx, panel); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "interview.scheduled", "interview", i.ID,
			"application", i.ApplicationID.String(), "panel", strconv.Itoa(len(panel)))
	})
	a.nudge()
	return i, err
}

// requisitionToInterview returns the requisition of an application that may still be interviewed.
func (a *App) requisitionToInterview(ctx context.Context, application uuid.UUID) (hiring.Requisition, error) {
	ap, err := a.store.Application(ctx, application)
	if err != nil {
		return hiring.Requisition{}, err
	}
	r, err := a.store.Requisition(ctx, ap.RequisitionID)
	if err == nil && r.ClosedAt != nil {
		err = hiring.Clash("error.requisition_closed")
	}
	return r, err
}

// checkInterview tidies what was said of an interview, sets when its window closes, and names what is wrong with it.
func (a *App) checkInterview(i *hiring.Interview, r hiring.Requisition) hiring.Problems {
	i.Place, i.Video = strings.TrimSpace(i.Place), strings.TrimSpace(i.Video)
	i.StartsAt = i.StartsAt.UTC().Truncate(time.Minute)
	i.ClosesAt = i.StartsAt.AddDate(0, 0, hiring.ScorecardDays)
	ps := i.Check(a.Now())
	if ps.At("language") == nil && !slices.Contains(r.Languages, i.Language) {
		ps.Add("language", "problem.unknown_option")
	}
	return ps
}

// fillPanel completes the members of a panel: a user's name, address and language are those of the account, which may
// sign in and rate; a guest is written to in the interview's language unless another is given.
func (a *App) fillPanel(ctx context.Context, i hiring.Interview, panel []hiring.Panelist) ([]hiring.Panelist, hiring.Problems, error) {
	var ps hiring.Problems
	users, err := a.store.Users(ctx)
	if err != nil {
		return nil, nil, err
	}
	out := slices.Clone(panel)
	for n := range out {
		p := &out[n]
		p.ID, p.InterviewID, p.AddedAt = newID(), i.ID, a.Now()
		if p.Guest() {
			checkGuest(p, i, users, &ps)
			continue
		}
		at := slices.IndexFunc(users, func(u hiring.User) bool { return u.ID == *p.UserID && CanInterview(u) })
		if at < 0 {
			ps.Add("panel", "problem.unknown_option")
			continue
		}
		p.Name, p.Email, p.Language = users[at].Name, users[at].Email, users[at].Language
	}
	return out, append(ps, hiring.CheckPanel(out)...), nil
}

// checkGuest tidies a guest. An address that an account signs in with is no guest's: it would be a way around the
// account's own rights.
func checkGuest(p *hiring.Panelist, i hiring.Interview, users []hiring.User, ps *hiring.Problems) {
	p.Name, p.Email = CheckName("guest_name", p.Name, ps), CheckEmail("guest_email", p.Email, ps)
	if _, ok := hiring.ParseLanguage(string(p.Language)); !ok {
		p.Language = i.Language
	}
	if slices.ContainsFunc(users, func(u hiring.User) bool { return u.Email == p.Email }) {
		ps.Add("guest_email", "panelist.problem.has_account")
	}
}

// CanInterview tells whether a user can be on a panel: one of those who rate, who can sign in.
func CanInterview(u hiring.User) bool {
	return u.DisabledAt == nil && u.Is(hiring.HR, hiring.Recruiter, hiring.Interviewer)
}
