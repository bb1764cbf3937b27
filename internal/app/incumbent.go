package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// NominateIncumbent adds one rep to a benchmark, in the group the person chose.
func (a *App) NominateIncumbent(ctx context.Context, who Actor, i hiring.Incumbent) (hiring.Incumbent, error) {
	i, ps := trimIncumbent(i)
	if err := ps.Err(); err != nil {
		return i, err
	}
	err := a.store.Tx(ctx, func(ctx context.Context) (err error) {
		i, err = a.createIncumbent(ctx, who, i)
		return err
	})
	return i, emailTaken(err)
}

func trimIncumbent(i hiring.Incumbent) (hiring.Incumbent, hiring.Problems) {
	var ps hiring.Problems
	i.Name = CheckName("name", i.Name, &ps)
	i.Email = CheckEmail("email", i.Email, &ps)
	i.Team = strings.Join(strings.Fields(i.Team), " ")
	i.Manager = strings.Join(strings.Fields(i.Manager), " ")
	return i, append(ps, i.Check()...)
}

// createIncumbent stores a rep; call it inside the transaction of what it belongs to.
func (a *App) createIncumbent(ctx context.Context, who Actor, i hiring.Incumbent) (hiring.Incumbent, error) {
	i.ID, i.CreatedAt, i.Version = newID(), a.Now(), 1
	if err := a.store.CreateIncumbent(ctx, i); err != nil {
		return i, err
	}
	return i, a.audit(ctx, who, "incumbent.nominated", "incumbent", i.ID, "benchmark", i.BenchmarkID.String(), "group", string(i.Group))
}

// ProposeGroups ranks a benchmark's reps by a rule and puts each into the proposed group. A rep whom a person has
// put elsewhere with a reason stays there; the proposal is noted beside it. Who cannot be judged by the rule keeps
// the group they have.
func (a *App) ProposeGroups(ctx context.Context, who Actor, benchmark uuid.UUID, rule hiring.NominationRule) (changed int, err error) {
	if err := rule.Check().Err(); err != nil {
		return 0, err
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		people, err := a.store.Incumbents(ctx, benchmark)
		if err != nil {
			return err
		}
		proposed := rule.Propose(people)
		for _, p := range people {
			g, judged := proposed[p.ID]
			if !judged {
				continue
			}
			before := p
			p.Proposed = g
			if p.GroupReason == "" {
				p.Group = g
			}
			if p.Group == before.Group && p.Proposed == before.Proposed {
				continue
			}
			if err := a.store.UpdateIncumbent(ctx, p); err != nil {
				return err
			}
			changed++
		}
		return a.audit(ctx, who, "benchmark.groups_proposed", "benchmark", benchmark,
			"metrics", strconv.Itoa(len(rule.Metrics)), "share", strconv.FormatFloat(rule.TopShare, 'f', 2, 64),
			"months", strconv.Itoa(rule.FewestMonths), "changed", strconv.Itoa(changed))
	})
	return changed, err
}

// MoveIncumbent puts a rep into a group, made from the rep's version. Going against the proposal, or against what a
// person decided before, needs a reason.
func (a *App) MoveIncumbent(ctx context.Context, who Actor, benchmark, id uuid.UUID, version int, group hiring.RepGroup, reason string) error {
	reason = strings.TrimSpace(reason)
	return a.store.Tx(ctx, func(ctx context.Context) error {
		i, err := a.incumbentOf(ctx, benchmark, id)
		if err != nil {
			return err
		}
		if i.NeedsReason(group) {
			if err := hiring.CheckReason("reason", reason).Err(); err != nil {
				return err
			}
		}
		from := i.Group
		i.Group, i.GroupReason, i.Version = group, reason, version
		if err := a.store.UpdateIncumbent(ctx, i); err != nil {
			return err
		}
		return a.audit(ctx, who, "incumbent.moved", "incumbent", id, "from", string(from), "to", string(group))
	})
}

// incumbentOf returns an incumbent, who must be one of the benchmark's.
func (a *App) incumbentOf(ctx context.Context, benchmark, id uuid.UUID) (hiring.Incumbent, error) {
	i, err := a.store.Incumbent(ctx, id)
	if err == nil && i.BenchmarkID != benchmark {
		err = hiring.Missing("incumbent")
	}
	return i, err
}

// Progress is a rep with how far the link and the answers have come.
type Progress struct {
	hiring.Incumbent
	Invitation *hiring.Invitation // nil: no link yet
	Attempt    *hiring.Attempt    // nil: not begun
}

// State names how far a rep has come: none, sent, unsent (made, and not handed over yet), failed, opened, started,
// submitted, expired, revoked.
func (p Progress) State(a *App) string {
	switch {
	case p.Attempt != nil && p.Attempt.SubmittedAt != nil:
		return "submitted"
	case p.Invitation == nil:
		return "none"
	case p.Invitation.RevokedAt != nil:
		return "revoked"
	case !p.Invitation.Open(a.Now()):
		return "expired"
	case p.Attempt != nil:
		return "started"
	case p.Invitation.OpenedAt != nil:
		return "opened"
	case p.Invitation.SendError != "":
		return "failed"
	case p.Invitation.SentAt != nil:
		return "sent"
	}
	return "unsent"
}

// ProgressOf lists everybody nominated for a benchmark with how far they have come, in three reads.
func (a *App) ProgressOf(ctx context.Context, benchmark uuid.UUID) ([]Progress, error) {
	people, err := a.store.Incumbents(ctx, benchmark)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	invitations, err := a.store.InvitationsOfIncumbents(ctx, ids)
	if err != nil {
		return nil, err
	}
	attempts, err := a.store.AttemptsOfIncumbents(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Progress, len(people))
	for i, p := range people {
		out[i].Incumbent = p
		if inv, ok := invitations[p.ID]; ok {
			out[i].Invitation = &inv
		}
		if t, ok := attempts[p.ID]; ok {
			out[i].Attempt = &t
		}
	}
	return out, nil
}

// RepLink is a rep with the address of a link just made.
type RepLink struct {
	hiring.Incumbent
	URL string
}

// InviteIncumbents makes links for the chosen reps of a benchmark (nobody chosen: all top and comparison reps) who
// have not handed in. With mail on they are mailed and nothing is returned; without, the links are returned, once.
// A rep who has a link already gets a further one that opens the same answers.
func (a *App) InviteIncumbents(ctx context.Context, who Actor, benchmark uuid.UUID, chosen []uuid.UUID) ([]RepLink, error) {
	b, err := a.store.Benchmark(ctx, benchmark)
	if err != nil {
		return nil, err
	}
	if err := a.readyToAsk(ctx, benchmark); err != nil {
		return nil, err
	}
	people, err := a.ProgressOf(ctx, benchmark)
	if err != nil {
		return nil, err
	}
	var links []RepLink
	for _, p := range people {
		if !asked(p, chosen) {
			continue
		}
		link, err := a.linkFor(ctx, who, b, p)
		if err != nil {
			return nil, err
		}
		links = append(links, link)
	}
	a.nudge()
	if len(links) == 0 {
		return nil, hiring.Clash("incumbent.error.nobody")
	}
	return links, nil
}

// asked tells whether a rep is to get a link now: chosen (or everybody is), in a group, not erased, not handed in,
// and not shut out.
func asked(p Progress, chosen []uuid.UUID) bool {
	picked := len(chosen) == 0 && p.Group != hiring.NoGroup || slices.Contains(chosen, p.ID)
	done := p.Attempt != nil && p.Attempt.SubmittedAt != nil
	revoked := p.Invitation != nil && p.Invitation.RevokedAt != nil
	return picked && !done && !revoked && p.ErasedAt == nil
}

// readyToAsk: a link without questions behind it helps nobody.
func (a *App) readyToAsk(ctx context.Context, benchmark uuid.UUID) error {
	as, err := a.store.BenchmarkAssessment(ctx, benchmark)
	if err == nil && len(as.Questions) == 0 {
		err = hiring.Clash("incumbent.error.no_questions")
	}
	return err
}

// linkFor gives one rep an invitation that is open, and, without mail, the address of a link.
func (a *App) linkFor(ctx context.Context, who Actor, b hiring.Benchmark, p Progress) (RepLink, error) {
	var inv hiring.Invitation
	var err error
	if p.Invitation == nil {
		err = a.store.Tx(ctx, func(ctx context.Context) (err error) {
			inv, err = a.invite(ctx, who, hiring.Invitation{IncumbentID: &p.ID}, b.LinkDays)
			return err
		})
	} else if inv = *p.Invitation; a.MailOn() || !inv.Open(a.Now()) {
		err = a.Resend(ctx, who, inv.ID, b.LinkDays)
	}
	if err != nil || a.MailOn() {
		return RepLink{Incumbent: p.Incumbent}, err
	}
	return a.showLink(ctx, who, p.Incumbent, inv.ID)
}

// showLink makes a link to be shown and copied, and notes that it was handed over.
func (a *App) showLink(ctx context.Context, who Actor, i hiring.Incumbent, invitation uuid.UUID) (RepLink, error) {
	url, err := a.IssueLink(ctx, who, invitation)
	if err != nil {
		return RepLink{}, err
	}
	return RepLink{Incumbent: i, URL: url}, a.store.MarkInvitationSent(ctx, invitation, a.Now())
}

// ResendIncumbent lets a rep's link work from now on for as long as a new one would, and returns an address to copy
// when mail is off.
func (a *App) ResendIncumbent(ctx context.Context, who Actor, benchmark, id uuid.UUID) (RepLink, error) {
	i, err := a.incumbentOf(ctx, benchmark, id)
	if err != nil {
		return RepLink{}, err
	}
	b, err := a.store.Benchmark(ctx, benchmark)
	if err != nil {
		return RepLink{}, err
	}
	inv, err := a.store.InvitationOfIncumbent(ctx, id)
	if err != nil {
		return RepLink{}, err
	}
	if err := a.Resend(ctx, who, inv.ID, b.LinkDays); err != nil || a.MailOn() {
		return RepLink{Incumbent: i}, err
	}
	return a.showLink(ctx, who, i, inv.ID)
}

// RevokeIncumbent shuts a rep's link.
func (a *App) RevokeIncumbent(ctx context.Context, who Actor, benchmark, id uuid.UUID) error {
	if _, err := a.incumbentOf(ctx, benchmark, id); err != nil {
		return err
	}
	inv, err := a.store.InvitationOfIncumbent(ctx, id)
	if err != nil {
		return err
	}
	return a.Revoke(ctx, who, inv.ID)
}
