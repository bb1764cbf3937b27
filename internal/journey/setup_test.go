package journey

import "testing"

func TestFirstHourBeginsWithTheSetUpLink(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := setUp(t, s, "tr")
	b.says("Sizi bekleyenler", "Carmen Ortuño")
	b.sound()
	for _, path := range []string{"/account", "/people", "/people/new", "/sign-in", "/nowhere"} {
		b.open(path)
		b.sound()
	}
}
