package app

import (
	"html"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
)

// letter is what a mail says, plain and as HTML with the same words: paragraphs, and links that stand alone.
type letter struct {
	words       *i18n.Words
	plain, rich strings.Builder
}

func newLetter(w *i18n.Words) *letter {
	l := &letter{words: w}
	l.rich.WriteString(`<!doctype html><html lang="` + string(w.Language) + `"><body>`)
	return l
}

// say adds a paragraph.
func (l *letter) say(text string) {
	l.plain.WriteString(text + "\n\n")
	l.rich.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br>") + "</p>")
}

// link adds a link; who reads plain text sees its address.
func (l *letter) link(label, href string) {
	l.plain.WriteString(href + "\n\n")
	l.rich.WriteString(`<p><a href="` + html.EscapeString(href) + `">` + html.EscapeString(label) + "</a></p>")
}

// to ends the letter: it is a mail to somebody, under a subject.
func (l *letter) to(r hiring.Recipient, subject string) mail.Message {
	return mail.Message{
		To: r.Email, ToName: r.Name, Subject: subject, Plain: l.plain.String(), HTML: l.rich.String() + "</body></html>",
	}
}
