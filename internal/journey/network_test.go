package journey

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"touchstone/internal/hiring"
)

// cut takes the network away from a site's visitors, or gives it back, and lets the tab's page know as a phone does.
func (s *site) cut(b *tab, off bool) {
	b.t.Helper()
	s.gate.set(off)
	_, err := chromedp.Call(b.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: off, DownloadThroughput: -1, UploadThroughput: -1,
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// types presses keys where the focus is.
func (b *tab) types(keys string, opts ...chromedp.KeyOption) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys, opts...))
}

// holds fails the test unless the answer's field holds this text.
func (b *tab) holds(want string) {
	b.t.Helper()
	if got := eval[string](b, `document.getElementById("a").value`); got != want {
		b.t.Fatalf("at %s: the field holds %q, want %q", b.address(), got, want)
	}
}

const (
	unsaved = "Not saved yet. Your answer is kept on this device, and we keep trying."
	told    = "I told the customer that the mistake was mine"
)

// TestNetworkCutInTheMiddleOfAWordLosesNothing is Rui's break: the connection goes while he types, and comes back.
func TestNetworkCutInTheMiddleOfAWordLosesNothing(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, b := r.started(t, "Rui Sá"), newTab(t, r.URL)
	b.size(320)
	b.open(i.question(1))
	b.do(chromedp.Focus(chromedp.CSS("#a")))
	half := strings.Index(told, "take")
	b.types(told[:half])
	r.cut(b, true)
	b.types(told[half:])
	b.waits(unsaved)
	b.holds(told)
	if got := r.stored(t, i)[0].Text; got == told {
		t.Error("the network is cut and everything is saved: the test tests nothing")
	}
	r.cut(b, false)
	b.waits("Saved")
	r.keeps(t, i, told)
	b.holds(told)
}

// TestReloadWhileTheNetworkIsCutKeepsTheText closes the page before anything could be sent.
func TestReloadWhileTheNetworkIsCutKeepsTheText(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, b := r.started(t, "Rui Sá"), newTab(t, r.URL)
	b.open(i.question(1))
	b.fill("#a", "I rang her.")
	b.waits("Saved")
	r.cut(b, true)
	b.types(" She had waited")
	b.waits(unsaved)
	ctx, cancel := context.WithTimeout(b.ctx, stepTime)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Reload()); err == nil && strings.Contains(b.text(), "Question 1") {
		t.Fatal("the page came although the network is cut: the test tests nothing")
	}
	r.cut(b, false)
	b.open(i.path)
	b.says("Question 1 of 5")
	b.holds("I rang her. She had waited")
	b.waits("Saved")
	r.keeps(t, i, "I rang her. She had waited")
}

// TestNextWaitsForTheNetwork leaves a question while nothing can be sent: the page stays, and goes on once it is saved.
func TestNextWaitsForTheNetwork(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, b := r.started(t, "Rui Sá"), newTab(t, r.URL)
	b.open(i.question(1))
	r.cut(b, true)
	b.fill("#a", told)
	b.press("Next")
	b.waits(unsaved)
	b.says("Question 1 of 5")
	b.holds(told)
	r.cut(b, false)
	b.waits("Question 2 of 5")
	r.keeps(t, i, told)
}

// keeps waits until the candidate's first answer is in the database.
func (r *desk) keeps(t *testing.T, i invited, want string) {
	t.Helper()
	deadline := time.Now().Add(stepTime)
	got := hiring.AnswerBody{}
	for time.Now().Before(deadline) {
		if got = r.stored(t, i)[0]; got.Text == want {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("stored %q, want %q", got.Text, want)
}
