package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/mail"
	"touchstone/internal/store"
)

// The outbox jobs that mail one person word of one interview.
const (
	mailInterviewSet       = "mail.interview.set"
	mailInterviewMoved     = "mail.interview.moved"
	mailInterviewCancelled = "mail.interview.cancelled" // for one taken off the panel too
	mailInterviewSoon      = "mail.interview.soon"
	mailInterviewScorecard = "mail.interview.scorecard" // the scorecard is not in
)

func interviewMails() []string {
	return []string{mailInterviewSet, mailInterviewMoved, mailInterviewCancelled, mailInterviewSoon, mailInterviewScorecard}
}

// When people are reminded: of an interview, and of a scorecard that is not in.
const (
	soonBefore     = 24 * time.Hour
	scorecardAfter = 24 * time.Hour
	// shortestNotice: who has just been told of an interview is not reminded of it at once.
	shortestNotice = time.Hour
)

// interviewMail is what a job of these kinds carries: ids, and the sequence of the interview when it was queued. Once
// the interview has been moved or cancelled since, the job has nothing to say any more: another says it.
type interviewMail struct {
	Interview uuid.UUID  `json:"interview"`
	Panelist  *uuid.UUID `json:"panelist,omitempty"` // nil: the candidate
	Added     int64      `json:"added,omitempty"`    // when they were put on the panel; who comes back is told anew
	Sequence  int        `json:"sequence"`
}

// tellAll queues a mail to the candidate and to everybody on the panel, with the reminders that belong to it.
func (a *App) tellAll(ctx context.Context, kind string, i hiring.Interview, panel []hiring.Panelist) error {
	people := []*hiring.Panelist{nil}
	for n := range panel {
		people = append(people, &panel[n])
	}
	for _, p := range people {
		if err := a.tell(ctx, kind, i, p, a.Now()); err != nil {
			return err
		}
		if kind == mailInterviewCancelled {
			continue
		}
		if err := a.remind(ctx, i, p); err != nil {
			return err
		}
	}
	return nil
}

// remind queues the reminders of an interview, and of the scorecard for a member of the panel.
func (a *App) remind(ctx context.Context, i hiring.Interview, p *hiring.Panelist) error {
	if at := i.StartsAt.Add(-soonBefore); at.After(a.Now().Add(shortestNotice)) {
		if err := a.tell(ctx, mailInterviewSoon, i, p, at); err != nil {
			return err
		}
	}
	if p == nil {
		return nil
	}
	return a.tell(ctx, mailInterviewScorecard, i, p, i.EndsAt().Add(scorecardAfter))
}

// tell queues one mail, unless the same is queued already.
func (a *App) tell(ctx context.Context, kind string, i hiring.Interview, p *hiring.Panelist, at time.Time) error {
	return a.enqueueInterviewMail(ctx, kind, i, p, at, strconv.Itoa(i.Sequence))
}

func (a *App) enqueueInterviewMail(ctx context.Context, kind string, i hiring.Interview, p *hiring.Panelist, at time.Time, once string) error {
	if !a.MailOn() {
		return nil
	}
	job, person := interviewMail{Interview: i.ID, Sequence: i.Sequence}, "candidate"
	if p != nil {
		job.Panelist, job.Added = &p.ID, p.AddedAt.UnixMilli()
		person = p.ID.String() + "@" + strconv.FormatInt(job.Added, 10)
	}
	payload, err := json.Marshal(job)
	if err != nil {
		return err
	}
	m := hiring.Mail{Kind: kind, Payload: payload, DueAt: at, PanelistID: job.Panelist}
	if p == nil {
		m.ApplicationID = &i.ApplicationID
	}
	return a.post(ctx, m, i.ID.String()+":"+person+":"+once)
}

// sendInterviewMail mails one person word of an interview, if it is still true.
func (a *App) sendInterviewMail(ctx context.Context, kind string, payload []byte) error {
	var job interviewMail
	if err := json.Unmarshal(payload, &job); err != nil {
		return fmt.Errorf("interview mail: payload: %w", err)
	}
	if a.cfg.Mail == nil {
		return nil
	}
	i, err := a.store.Interview(ctx, job.Interview)
	if err != nil {
		return err
	}
	p, stands, err := a.stillTrue(ctx, kind, job, i)
	if err != nil || !stands {
		return err
	}
	msg, err := a.interviewMessage(ctx, kind, i, p)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil // the candidate was erased meanwhile
	}
	if err != nil {
		return err
	}
	return a.interviewSent(ctx, i, p, a.deliver(ctx, msg))
}

// stillTrue returns whom a job is for (nil: the candidate), and whether what it would say still holds: of an interview
// moved or cancelled since there is other word, and a reminder that comes too late is none.
func (a *App) stillTrue(ctx context.Context, kind string, job interviewMail, i hiring.Interview) (*hiring.Panelist, bool, error) {
	var p *hiring.Panelist
	if job.Panelist != nil {
		found, err := a.store.EverPanelist(ctx, *job.Panelist)
		if err != nil {
			return nil, false, err
		}
		p = &found
	}
	removed, now := p != nil && p.RemovedAt != nil, a.Now()
	if kind == mailInterviewCancelled {
		return p, i.Cancelled() || removed, nil
	}
	if removed || i.Cancelled() || i.Sequence != job.Sequence || p != nil && p.AddedAt.UnixMilli() != job.Added {
		return p, false, nil
	}
	switch kind {
	case mailInterviewSoon:
		return p, now.Before(i.StartsAt), nil
	case mailInterviewScorecard:
		cards, err := a.store.CardStates(ctx, i.ID)
		return p, err == nil && p != nil && cards[p.ID] != store.CardIn && !i.WindowClosed(now), err
	}
	return p, !i.WindowClosed(now), nil
}

// interviewSent records how sending ended, where those who manage the interview see it. An address the server refuses
// for good is not tried again; anything else is.
func (a *App) interviewSent(ctx context.Context, i hiring.Interview, p *hiring.Panelist, cause error) error {
	var err error
	switch {
	case p == nil && cause == nil:
		return a.store.MarkCandidateNotified(ctx, i.ID, a.Now())
	case p == nil:
		err = a.store.MarkCandidateUnnotified(ctx, i.ID, sendFailure(cause))
	case cause == nil:
		return a.store.MarkPanelistNotified(ctx, p.ID, a.Now())
	default:
		err = a.store.MarkPanelistUnnotified(ctx, p.ID, sendFailure(cause))
	}
	if err != nil || mail.Refused(cause) {
		return err
	}
	return interviewUnsent(i.ID.String())
}

// interviewUnsent names the interview of which somebody could not be told, and nobody's address: it ends up in logs.
type interviewUnsent string

func (u interviewUnsent) Error() string {
	return "word of interview " + string(u) + " could not be mailed"
}
