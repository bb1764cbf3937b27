package testkit

import (
	"io"
	"net"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// SMTP is a mail server in this process that keeps what it gets.
type SMTP struct {
	Address string // as mail.New takes it

	mu       sync.Mutex
	refused  map[string]int
	received []ReceivedMail
}

// ReceivedMail is one message as it arrived.
type ReceivedMail struct{ From, To, Data string }

// StartSMTP starts a mail server that stops with the test.
func StartSMTP(t testing.TB) *SMTP {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &SMTP{Address: "smtp+plain://" + ln.Addr().String(), refused: map[string]int{}}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &smtpSession{server: s}, nil }))
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(ln)
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return s
}

// Refuse lets an address bounce with an SMTP code: 5xx for good, 4xx for now, 0 no longer.
func (s *SMTP) Refuse(address string, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused[address] = code
}

// Received returns what has arrived, oldest first.
func (s *SMTP) Received() []ReceivedMail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]ReceivedMail(nil), s.received...)
}

type smtpSession struct {
	server *SMTP
	mail   ReceivedMail
}

func (s *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	s.mail.From = from
	return nil
}

func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if code := s.server.refused[to]; code != 0 {
		return &smtp.SMTPError{Code: code, Message: "mailbox unavailable"}
	}
	s.mail.To = to
	return nil
}

func (s *smtpSession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.mail.Data = string(b)
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.received = append(s.server.received, s.mail)
	return nil
}

func (s *smtpSession) Reset() { s.mail = ReceivedMail{} }

func (s *smtpSession) Logout() error { return nil }
