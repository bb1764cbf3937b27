package text_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/text"
)

func TestASealedSpaceReadsTextsAsItDidBefore(t *testing.T) {
	t.Parallel()
	space := text.Lexical("en").Fit([]text.Document{
		{Text: "I rang the engineer while they held and told them the truth.", Owner: 0, Key: true},
		{Text: "We had booked the wrong day, so I went back and said so.", Owner: 1, Key: true},
		{Text: "The garden needs rain and the bus was late again.", Owner: 2},
	})
	read := "I told them we had booked the wrong day."
	want := space.All().Cosines(space.Read(read))
	sealed := space.Sealed()
	if diff := cmp.Diff(want, sealed.All().Cosines(sealed.Read(read))); diff != "" {
		t.Error(diff)
	}
	if want[1] <= want[0] {
		t.Errorf("cosines %v", want)
	}
}
