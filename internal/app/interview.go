package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
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
		if err := a.tellAll(ctx, mailInterviewSet, i, panel); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user.ID), "interview.scheduled", "interview", i.ID,
			"application", i.ApplicationID.String(), "panel", strconv.Itoa(len(panel)))
	})
	a.nudge()
	return i, err
}

// MoveInterview changes when, for how long, where or in which language an interview is held, made from its Version.
// Everybody is told anew, and the reminders follow. What has scorecards that are in was held, and stays.
func (a *App) MoveInterview(ctx context.Context, who Actor, to hiring.Interview) error {
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		i, err := a.interviewToChange(ctx, to.ID)
		if err != nil {
			return err
		}
		r, err := a.requisitionToInterview(ctx, i.ApplicationID)
		if err != nil {
			return err
		}
		stood := i
		i.StartsAt, i.Minutes, i.TimeZone, i.Language = to.StartsAt, to.Minutes, to.TimeZone, to.Language
		i.Place, i.Video, i.Version = to.Place, to.Video, to.Version
		if err := a.checkInterview(&i, r).Err(); err != nil {
			return err
		}
		if to.Version == stood.Version && i == stood {
			return nil // nothing of it is another
		}
		i.Sequence++
		if err := a.store.UpdateInterview(ctx, i); err != nil {
			return err
		}
		panel, err := a.store.Panelists(ctx, i.ID)
		if err != nil {
			return err
		}
		if err := a.tellAll(ctx, mailInterviewMoved, i, panel); err != nil {
			return err
		}
		return a.audit(ctx, who, "interview.moved", "interview", i.ID, "sequence", strconv.Itoa(i.Sequence))
	})
	a.nudge()
	return err
}

// CancelInterview calls an interview off, for a reason that those who manage it can read later. Everybody is told that
// it does not take place, unless it was over; not why.
func (a *App) CancelInterview(ctx context.Context, who Actor, id uuid.UUID, version int, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := hiring.CheckReason("reason", reason).Err(); err != nil {
		return err
	}
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		i, err := a.interviewToChange(ctx, id)
		if err != nil {
			return err
		}
		now := a.Now()
		i.CancelledAt, i.CancelReason, i.Version = &now, reason, version
		i.Sequence++
		if err := a.store.UpdateInterview(ctx, i); err != nil {
			return err
		}
		panel, err := a.store.Panelists(ctx, id)
		if err != nil {
			return err
		}
		if now.Before(i.StartsAt) {
			if err := a.tellAll(ctx, mailInterviewCancelled, i, panel); err != nil {
				return err
			}
		}
		return a.audit(ctx, who, "interview.cancelled", "interview", id, "sequence", strconv.Itoa(i.Sequence))
	})
	a.nudge()
	return err
}

// interviewToChange returns an interview whose time and state may still change, and keeps others from changing it until
// the Tx ends.
func (a *App) interviewToChange(ctx context.Context, id uuid.UUID) (hiring.Interview, error) {
	i, err := a.openInterview(ctx, id)
	if err != nil {
		return i, err
	}
	cards, err := a.store.CardStates(ctx, id)
	for _, state := range cards {
		if state == store.CardIn {
			err = cmp.Or(err, hiring.Clash("interview.is_held"))
		}
	}
	return i, err
}

// openInterview returns an interview that takes place and whose window is open, and keeps others from changing it until
// the Tx ends.
func (a *App) openInterview(ctx context.Context, id uuid.UUID) (hiring.Interview, error) {
	if err := a.store.LockInterview(ctx, id); err != nil {
		return hiring.Interview{}, err
	}
	i, err := a.store.Interview(ctx, id)
	if err != nil {
		return i, err
	}
	return i, a.mayChange(i)
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
// sign in and rate; a guest is written to in the interview's language unless another is given. Fields are panel, and
// guest_name.0, guest_email.0 of the first guest, .1 of the second.
func (a *App) fillPanel(ctx context.Context, i hiring.Interview, panel []hiring.Panelist) ([]hiring.Panelist, hiring.Problems, error) {
	var ps hiring.Problems
	users, err := a.store.Users(ctx)
	if err != nil {
		return nil, nil, err
	}
	out, guests := slices.Clone(panel), 0
	for n := range out {
		p := &out[n]
		p.ID, p.InterviewID, p.AddedAt = newID(), i.ID, a.Now()
		if p.Guest() {
			checkGuest(p, "."+strconv.Itoa(guests), i, users, &ps)
			guests++
			continue
		}
		at := slices.IndexFunc(users, func(u hiring.User) bool { return u.ID == *p.UserID && u.CanRate() })
		if at < 0 {
			ps.Add("panel", "problem.unknown_option")
			continue
		}
		p.Name, p.Email, p.Language = users[at].Name, users[at].Email, users[at].Language
	}
	return out, append(ps, hiring.CheckPanel(out)...), nil
}

// checkGuest tidies a guest, whose fields end in at. An address that an account signs in with is no guest's: it would be a way around the
// account's own rights.
func checkGuest(p *hiring.Panelist, at string, i hiring.Interview, users []hiring.User, ps *hiring.Problems) {
	p.Name, p.Email = CheckName("guest_name"+at, p.Name, ps), CheckEmail("guest_email"+at, p.Email, ps)
	if _, ok := hiring.ParseLanguage(string(p.Language)); !ok {
		p.Language = i.Language
	}
	if slices.ContainsFunc(users, func(u hiring.User) bool { return u.Email == p.Email }) {
		ps.Add("guest_email"+at, "panelist.problem.has_account")
	}
}
