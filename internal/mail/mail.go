// Package mail sends messages over SMTP: plain text and HTML, UTF-8 subjects. It knows no noun; what a message says
// is its caller's.
package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Message is one mail to one person.
type Message struct {
	To, ToName string
	Subject    string
	Plain      string
	HTML       string
	Calendar   *Calendar // nil: none
}

// Calendar is a message between calendars (RFC 5546) that goes with a mail: as an alternative to its text, which
// programs that keep a calendar act on, and as a file for those that do not.
type Calendar struct {
	Method string // REQUEST or CANCEL
	Data   []byte
}

// Mailer sends messages through one SMTP server.
type Mailer struct {
	host string
	port int
	from string
	user string
	pass string
	tls  gomail.TLSPolicy
}

// timeout bounds one sending; a message that takes longer is tried again later.
const timeout = 20 * time.Second

// New reads a server's address: smtp://user:password@host:587 (STARTTLS required), smtp+plain://host:25 (no
// encryption, for a relay on the same machine), and the address messages come from.
func New(address, from string) (*Mailer, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtp+plain") {
		return nil, fmt.Errorf("mail: the server's address must look like smtp://user:password@host:587")
	}
	if from == "" {
		return nil, fmt.Errorf("mail: a sender's address is needed")
	}
	m := &Mailer{host: u.Hostname(), port: 587, from: from, tls: gomail.TLSMandatory}
	if u.Scheme == "smtp+plain" {
		m.port, m.tls = 25, gomail.NoTLS
	}
	if p := u.Port(); p != "" {
		if m.port, err = strconv.Atoi(p); err != nil {
			return nil, fmt.Errorf("mail: port %q is no number", p)
		}
	}
	m.user = u.User.Username()
	m.pass, _ = u.User.Password()
	return m, nil
}

// Send delivers a message to the server, or says why it could not. Addresses and subjects with line breaks are
// refused by the library.
func (m *Mailer) Send(ctx context.Context, msg Message) error {
	out := gomail.NewMsg()
	if err := out.From(m.from); err != nil {
		return fmt.Errorf("mail: sender: %w", err)
	}
	if err := out.AddToFormat(msg.ToName, msg.To); err != nil {
		return fmt.Errorf("mail: recipient: %w", err)
	}
	out.Subject(msg.Subject)
	out.SetBodyString(gomail.TypeTextPlain, msg.Plain)
	if msg.HTML != "" {
		out.AddAlternativeString(gomail.TypeTextHTML, msg.HTML)
	}
	if err := msg.Calendar.addTo(out); err != nil {
		return fmt.Errorf("mail: calendar: %w", err)
	}
	opts := []gomail.Option{gomail.WithTLSPortPolicy(m.tls), gomail.WithPort(m.port), gomail.WithTimeout(timeout)}
	if m.user != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(m.user), gomail.WithPassword(m.pass))
	}
	client, err := gomail.NewClient(m.host, opts...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, out); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	return nil
}

// addTo puts the calendar into a message, both ways.
func (c *Calendar) addTo(out *gomail.Msg) error {
	if c == nil {
		return nil
	}
	out.AddAlternativeString(gomail.ContentType("text/calendar; method="+c.Method), string(c.Data))
	return out.AttachReader("interview.ics", bytes.NewReader(c.Data), gomail.WithFileContentType("application/ics"))
}

// From is the address messages come from.
func (m *Mailer) From() string {
	a, err := netmail.ParseAddress(m.from)
	if err != nil {
		return m.from
	}
	return a.Address
}

// Refused tells whether an error of Send is final: the server will not take a message for this address, and trying
// again would not help.
func Refused(err error) bool {
	var se *gomail.SendError
	return errors.As(err, &se) && se.Reason == gomail.ErrSMTPRcptTo && !se.IsTemp()
}
