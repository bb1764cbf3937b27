package mail_test

import (
	"context"
	"mime"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"touchstone/internal/mail"
	"touchstone/internal/testkit"
)

func TestServerAddressIsChecked(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "localhost:25", "http://mail.test", "smtp://", "smtp://mail.test:port"} {
		if _, err := mail.New(address, "hr@hire.test"); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
	if _, err := mail.New("smtp://mail.test", ""); err == nil {
		t.Error("no sender was taken")
	}
	if _, err := mail.New("smtp://user:secret@mail.test:587", "hr@hire.test"); err != nil {
		t.Error(err)
	}
}

func TestMessageArrivesPlainAndAsHTML(t *testing.T) {
	t.Parallel()
	post := testkit.StartSMTP(t)
	m, err := mail.New(post.Address, "HR <hr@hire.test>")
	if err != nil {
		t.Fatal(err)
	}
	subject := "Şule’ye bir soru: ¿quién?"
	err = m.Send(context.Background(), mail.Message{To: "ana@example.org", ToName: "Ana Ñ", Subject: subject, Plain: "plain words", HTML: "<p>rich words</p>"})
	if err != nil {
		t.Fatal(err)
	}
	got := post.Received()
	if len(got) != 1 || got[0].To != "ana@example.org" || got[0].From != "hr@hire.test" {
		t.Fatalf("%+v", got)
	}
	msg, err := netmail.ReadMessage(strings.NewReader(got[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	heard, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil || heard != subject {
		t.Errorf("subject %q %v", heard, err)
	}
	if !strings.HasPrefix(msg.Header.Get("Content-Type"), "multipart/alternative") {
		t.Errorf("content type %q", msg.Header.Get("Content-Type"))
	}
	for _, want := range []string{"plain words", "<p>rich words</p>"} {
		if !strings.Contains(got[0].Data, want) {
			t.Errorf("no %q in\n%s", want, got[0].Data)
		}
	}
}

func TestRefusedAddressIsFinalAndABusyServerIsNot(t *testing.T) {
	t.Parallel()
	post := testkit.StartSMTP(t)
	post.Refuse("gone@example.org", 550)
	post.Refuse("full@example.org", 452)
	m, err := mail.New(post.Address, "hr@hire.test")
	if err != nil {
		t.Fatal(err)
	}
	for to, final := range map[string]bool{"gone@example.org": true, "full@example.org": false} {
		err := m.Send(context.Background(), mail.Message{To: to, Subject: "s", Plain: "p"})
		if err == nil || mail.Refused(err) != final {
			t.Errorf("%s: %v, refused %v", to, err, mail.Refused(err))
		}
	}
}

func TestSilentServerIsGivenUp(t *testing.T) {
	t.Parallel()
	m, err := mail.New("smtp+plain://127.0.0.1:1", "hr@hire.test")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	err = m.Send(context.Background(), mail.Message{To: "ana@example.org", Subject: "s", Plain: "p"})
	if err == nil || mail.Refused(err) || time.Since(start) > 30*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}

func TestLineBreakInASubjectAddsNoHeader(t *testing.T) {
	t.Parallel()
	post := testkit.StartSMTP(t)
	m, err := mail.New(post.Address, "hr@hire.test")
	if err != nil {
		t.Fatal(err)
	}
	_ = m.Send(context.Background(), mail.Message{To: "ana@example.org", Subject: "s\r\nBcc: eve@example.org", Plain: "p"})
	for _, got := range post.Received() {
		msg, err := netmail.ReadMessage(strings.NewReader(got.Data))
		if err != nil || msg.Header.Get("Bcc") != "" || got.To != "ana@example.org" {
			t.Errorf("%v\n%s", err, got.Data)
		}
	}
	if err := m.Send(context.Background(), mail.Message{To: "ana@example.org\r\nRCPT TO:<eve@example.org>", Subject: "s", Plain: "p"}); err == nil {
		t.Error("an address with a line break was taken")
	}
}
