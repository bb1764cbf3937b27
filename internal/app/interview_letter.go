package app

import (
	"context"
	netmail "net/mail"
	"strings"

	"touchstone/internal/calendar"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
)

// interviewWord is what a mail or a calendar entry of an interview is written from.
type interviewWord struct {
	words     *i18n.Words
	interview hiring.Interview
	org       hiring.Organization
	to        hiring.Recipient // For is the requisition, as candidates see it
	panelist  *hiring.Panelist // nil: written to the candidate
	candidate string           // the name
	panel     string           // names
	link      string           // of the interview's page, for a panelist; of a guest the personal one
}

// interviewMessage writes the mail of one kind to a member of the panel, or to the candidate when p is nil. Missing once
// the candidate is erased.
func (a *App) interviewMessage(ctx context.Context, kind string, i hiring.Interview, p *hiring.Panelist) (mail.Message, error) {
	w, err := a.interviewWord(ctx, i, p)
	if err != nil {
		return mail.Message{}, err
	}
	w.words = a.cfg.Words.For(w.to.Language)
	if p != nil && p.RemovedAt == nil && !i.Cancelled() {
		if w.link, err = a.interviewLink(ctx, *p, i); err != nil {
			return mail.Message{}, err
		}
	}
	msg := w.write(kind)
	if kind != mailInterviewScorecard {
		cancelled := kind == mailInterviewCancelled
		method := calendar.Request
		if cancelled {
			method = calendar.Cancel
		}
		msg.Calendar = &mail.Calendar{Method: string(method), Data: a.calendarEvent(w, cancelled).Bytes(method)}
	}
	return msg, nil
}

// write writes the mail of one kind, without its calendar.
func (w interviewWord) write(kind string) mail.Message {
	key := "interview.mail.candidate."
	if w.panelist != nil {
		key = "interview.mail.panelist."
	}
	name := strings.TrimPrefix(kind, "mail.interview.")
	if kind == mailInterviewCancelled && !w.interview.Cancelled() {
		name = "removed"
	}
	l := newLetter(w.words)
	l.say(w.T("mail.greeting"))
	l.say(w.T(key + name))
	if kind != mailInterviewCancelled {
		w.describe(l, kind)
	}
	if w.org.Contact != "" {
		l.say(w.T("mail.contact"))
	}
	return l.to(w.to, w.T(key+name+".subject"))
}

// interviewWord gathers what is said of an interview to one person.
func (a *App) interviewWord(ctx context.Context, i hiring.Interview, p *hiring.Panelist) (interviewWord, error) {
	w := interviewWord{interview: i, panelist: p}
	candidate, err := a.store.Recipient(ctx, hiring.Invitation{ApplicationID: &i.ApplicationID})
	if err != nil {
		return w, err
	}
	w.to, w.candidate = candidate, candidate.Name
	if p != nil {
		w.to = hiring.Recipient{Name: p.Name, Email: p.Email, Language: p.Language, For: candidate.For}
	}
	if w.org, err = a.store.Organization(ctx); err != nil {
		return w, err
	}
	panel, err := a.store.Panelists(ctx, i.ID)
	names := make([]string, len(panel))
	for n, x := range panel {
		names[n] = x.Name
	}
	w.panel = strings.Join(names, ", ")
	return w, err
}

// interviewLink is the address at which a member of the panel finds the interview: a guest's is made now, so that no
// token is ever stored.
func (a *App) interviewLink(ctx context.Context, p hiring.Panelist, i hiring.Interview) (string, error) {
	if !p.Guest() {
		return a.cfg.BaseURL + "/interviews/" + i.ID.String(), nil
	}
	path, err := a.IssuePanelistLink(ctx, System(), p.ID)
	return a.cfg.BaseURL + path, err
}

// T returns words with everything that may stand in them.
func (w interviewWord) T(key string) string {
	return w.words.T(key, "Company", w.org.Name, "Name", w.to.Name, "Candidate", w.candidate, "For", w.to.For,
		"When", When(w.words, w.interview), "Day", w.words.Date(InZone(w.interview, w.interview.StartsAt)), "Where", w.interview.Place,
		"Minutes", w.interview.Minutes, "Language", i18n.Own(w.interview.Language), "Panel", w.panel,
		"Contact", w.org.Contact, "Closes", w.words.DateTime(InZone(w.interview, w.interview.ClosesAt)),
		"Ends", w.words.DateTime(InZone(w.interview, w.interview.LinkEnds())))
}

// describe says when, where and how: to the candidate also what to expect, and that another arrangement can be made.
func (w interviewWord) describe(l *letter, kind string) {
	l.say(w.T("interview.mail.when"))
	if w.interview.Place != "" {
		l.say(w.T("interview.mail.where"))
	}
	if w.interview.Video != "" {
		l.say(w.T("interview.mail.video"))
		l.link(w.interview.Video, w.interview.Video)
	}
	l.say(w.T("interview.mail.language"))
	if w.panelist == nil {
		l.say(w.T("interview.mail.candidate.panel"))
		l.say(w.T("interview.mail.candidate.expect"))
		l.say(w.T("interview.mail.candidate.other_way"))
		return
	}
	l.say(w.T("interview.mail.panelist.panel"))
	l.link(w.T("interview.mail.open"), w.link)
	if w.panelist.Guest() {
		l.say(w.T("interview.mail.panelist.guest"))
	}
	if kind != mailInterviewScorecard {
		l.say(w.T("interview.mail.panelist.independent"))
	}
}

// calendarEvent is the interview as one person's calendar holds it. A candidate's holds nobody's address but the
// candidate's own, and a guest's no personal link, since calendars are shared.
func (a *App) calendarEvent(w interviewWord, cancelled bool) calendar.Event {
	i := w.interview
	e := calendar.Event{
		UID: i.ID.String() + "@" + hostOf(a.cfg.BaseURL), Sequence: i.Sequence, Stamp: a.Now(), Start: i.StartsAt, End: i.EndsAt(),
		Location: i.Place, URL: i.Video, Organizer: a.organizer(w.org), Cancelled: cancelled,
		Attendee: calendar.Person{Name: w.to.Name, Email: w.to.Email},
	}
	if e.Location == "" {
		e.Location = i.Video
	}
	parts := []string{w.T("interview.mail.language")}
	if i.Video != "" {
		parts = append(parts, i.Video)
	}
	e.Summary = w.T("interview.calendar.candidate")
	if w.panelist != nil {
		e.Summary = w.T("interview.calendar.panelist")
		if !w.panelist.Guest() && !cancelled {
			parts = append(parts, a.cfg.BaseURL+"/interviews/"+i.ID.String())
		}
	}
	if w.org.Contact != "" {
		parts = append(parts, w.T("mail.contact"))
	}
	e.Description = strings.Join(parts, "\n")
	return e
}

// organizer is whom replies of calendars reach: the address candidates are told to write to, else the one mails come
// from.
func (a *App) organizer(org hiring.Organization) calendar.Person {
	p := calendar.Person{Name: org.Name}
	if c, err := netmail.ParseAddress(org.Contact); err == nil {
		p.Email = c.Address
	} else if a.cfg.Mail != nil {
		p.Email = a.cfg.Mail.From()
	}
	return p
}

// InterviewCalendar returns the calendar file of an interview for somebody who may see it: a member of its panel, or,
// when p is nil, whoever manages it. words are the reader's.
func (a *App) InterviewCalendar(ctx context.Context, words *i18n.Words, i hiring.Interview, p *hiring.Panelist) ([]byte, error) {
	reader := p
	if reader == nil {
		reader = &hiring.Panelist{UserID: &i.CreatedBy}
	}
	w, err := a.interviewWord(ctx, i, reader)
	if err != nil {
		return nil, err
	}
	w.words = words
	e := a.calendarEvent(w, i.Cancelled())
	e.Organizer, e.Attendee = calendar.Person{}, calendar.Person{}
	return e.Bytes(calendar.Kept), nil
}

// CandidateCalendar returns the calendar file that a candidate is sent of their interview, in their own language, for
// whoever manages it to hand over where no mail goes out. Missing once the candidate is erased.
func (a *App) CandidateCalendar(ctx context.Context, words *i18n.Catalog, i hiring.Interview) ([]byte, error) {
	w, err := a.interviewWord(ctx, i, nil)
	if err != nil {
		return nil, err
	}
	w.words = words.For(w.to.Language)
	e := a.calendarEvent(w, i.Cancelled())
	e.Organizer, e.Attendee = calendar.Person{}, calendar.Person{}
	return e.Bytes(calendar.Kept), nil
}
