package journey

import (
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	elsewhere = "Not saved: this answer was changed in another window."
	choose    = "Nothing is overwritten until you choose."
)

// another opens a second window of the same browser: it shares what the first keeps there.
func (b *tab) another() *tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	return tabOf(b.t, ctx, b.base)
}

// TestTwoDevicesNeverOverwriteEachOther answers on a phone and a laptop at once: both texts are shown, and the one
// that was chosen is kept.
func TestTwoDevicesNeverOverwriteEachOther(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, phone, laptop := r.started(t, "Rui Sá"), newTab(t, r.URL), newTab(t, r.URL)
	phone.open(i.question(1))
	laptop.open(i.question(1))
	phone.fill("#a", "From the phone.")
	phone.waits("Saved")
	laptop.fill("#a", "From the laptop.")
	laptop.waits(elsewhere)
	r.keeps(t, i, "From the phone.")
	laptop.press("Show both")
	laptop.says("From the phone.", choose)
	laptop.holds("From the laptop.")
	laptop.sound()
	r.keeps(t, i, "From the phone.")
	laptop.press("Keep this one")
	laptop.waits("Question 2 of 5")
	r.keeps(t, i, "From the laptop.")

	phone.fill("#a", "From the phone, once more.")
	phone.waits(elsewhere)
	phone.press("Show both")
	phone.says("From the laptop.", choose)
	phone.press("Keep the other one")
	phone.holds("From the laptop.")
	r.keeps(t, i, "From the laptop.")
}

// TestTwoWindowsOfOneBrowserLoseNothing shuts the window that was too late before anybody has chosen: what it held is
// there again, still unsaved, and still beside the other text.
func TestTwoWindowsOfOneBrowserLoseNothing(t *testing.T) {
	t.Parallel()
	r := newDesk(t)
	i, first := r.started(t, "Rui Sá"), newTab(t, r.URL)
	second := first.another()
	first.open(i.question(1))
	second.open(i.question(1))
	first.fill("#a", "In the first window.")
	first.waits("Saved")
	second.fill("#a", "In the second window.")
	second.waits(elsewhere)
	second.do(chromedp.Reload())
	second.settle()
	second.waits(elsewhere)
	second.holds("In the second window.")
	r.keeps(t, i, "In the first window.")
	second.press("Show both")
	second.says("In the first window.", choose)
	second.holds("In the second window.")
	second.press("Keep this one")
	second.waits("Question 2 of 5")
	r.keeps(t, i, "In the second window.")
}
