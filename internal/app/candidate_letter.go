package app

import (
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
)

// The outbox jobs that mail one letter about a candidacy; the payload is the id of what it is about.
const (
	mailNotice          = "mail.notice"           // an invitation: what will be asked, and from when
	mailReminder        = "mail.reminder"         // an invitation that is not finished
	mailReceipt         = "mail.receipt"          // an invitation whose answers are in
	mailExplanation     = "mail.explanation"      // an explanation that was released
	mailRequestReceived = "mail.request.received" // a request: to the candidate
	mailRequestAnswered = "mail.request.answered" // a request: to the candidate
	mailRequestWaiting  = "mail.request.waiting"  // a request, and the user who may answer it
)

func letterKinds() []string {
	return []string{mailNotice, mailReminder, mailReceipt, mailExplanation, mailRequestReceived, mailRequestAnswered, mailRequestWaiting}
}

// letterWord is what a letter about a candidacy is written from.
type letterWord struct {
	words    *i18n.Words
	location *time.Location
	org      hiring.Organization
	to       hiring.Recipient // For is the requisition, as candidates see it
	link     string
	minutes  int
	until    time.Time // the link works
	opens    time.Time // the questionnaire
	due      time.Time // an answer is promised
	code     string    // the receipt's
	number   int       // the candidate's, for staff
}

// T returns words with everything that may stand in them.
func (w letterWord) T(key string) string {
	day := func(t time.Time) string { return w.words.Date(t.In(w.location)) }
	return w.words.T(key, "Company", w.org.Name, "Name", w.to.Name, "For", w.to.For, "Contact", w.org.Contact, "Minutes", w.minutes,
		"Until", day(w.until), "Opens", day(w.opens), "Due", day(w.due), "Code", w.code, "Number", w.number)
}

// letterPart is a paragraph of a letter, or its link.
type letterPart struct {
	key  string
	link bool
}

// letterParts are what a letter says, in order. No letter says what was decided: that stands at the link.
func letterParts(kind string) []letterPart {
	switch kind {
	case mailNotice:
		return []letterPart{{"mail.notice.why", false}, {"mail.notice.opens", false}, {"mail.notice.open", true}, {"mail.notice.program", false},
			{"mail.notice.data", false}, {"mail.other_way", false}}
	case mailReminder:
		return []letterPart{{"mail.reminder.why", false}, {"mail.open", true}, {"mail.minutes", false}, {"mail.reminder.voluntary", false}, {"mail.other_way", false}}
	case mailReceipt:
		return []letterPart{{"mail.receipt.why", false}, {"mail.receipt.code", false}, {"mail.receipt.open", true}, {"mail.receipt.afterwards", false}}
	case mailExplanation:
		return []letterPart{{"mail.explanation.why", false}, {"mail.explanation.open", true}, {"mail.explanation.afterwards", false}, {"mail.yours_alone", false}}
	case mailRequestReceived:
		return []letterPart{{"mail.request_received.why", false}, {"mail.request_received.open", true}}
	case mailRequestAnswered:
		return []letterPart{{"mail.request_answered.why", false}, {"mail.request_answered.open", true}, {"mail.yours_alone", false}}
	default:
		return []letterPart{{"mail.request_waiting.why", false}, {"mail.request_waiting.open", true}, {"mail.request_waiting.who", false}}
	}
}

// subjectKey is the key of a letter's subject.
func subjectKey(kind string) string {
	switch kind {
	case mailNotice:
		return "mail.notice.subject"
	case mailReminder:
		return "mail.reminder.subject"
	case mailReceipt:
		return "mail.receipt.subject"
	case mailExplanation:
		return "mail.explanation.subject"
	case mailRequestReceived:
		return "mail.request_received.subject"
	case mailRequestAnswered:
		return "mail.request_answered.subject"
	default:
		return "mail.request_waiting.subject"
	}
}

// write writes the letter of a kind.
func (w letterWord) write(kind string) mail.Message {
	l := newLetter(w.words)
	l.say(w.T("mail.greeting"))
	for _, p := range letterParts(kind) {
		if p.link {
			l.link(w.T(p.key), w.link)
		} else {
			l.say(w.T(p.key))
		}
	}
	if w.org.Contact != "" && kind != mailRequestWaiting {
		l.say(w.T("mail.contact"))
	}
	return l.to(w.to, w.T(subjectKey(kind)))
}
