package text

import (
	"strings"
	"testing"
)

func TestRedactTakesNamesOut(t *testing.T) {
	for _, test := range []struct{ lang, sentence, want string }{
		{English, "Then I asked Priyanka Raghunath for help.", "Then I asked […] for help."},
		{English, "On Monday I told my manager at Brixley and she agreed.", "On Monday I told my manager at […] and she agreed."},
		{English, "Priyanka came and helped.", "[…] came and helped."}, // known as a name from another sentence
		{English, "I checked the CRM and called.", "I checked the CRM and called."},
		{English, "Write to jo.bell@example.org or 0555 123456.", "Write to […] or 0555 […]."},
		{English, "Honestly I was wrong.", "Honestly I was wrong."},
		{Spanish, "Hablé con Ximena y le pedí perdón.", "Hablé con […] y le pedí perdón."},
		{Spanish, "Después llamé a Don Evaristo Quiroga.", "Después llamé a […]."},
		{Turkish, "Sonra Gülşah'a söyledim ve özür diledim.", "Sonra […] söyledim ve özür diledim."},
		{Turkish, "Nurettin’in hatası değildi, benimdi.", "[…] hatası değildi, benimdi."}, // an ending after an apostrophe marks a name
		{Turkish, "İki gün sonra aradım.", "İki gün sonra aradım."},
	} {
		r := NewRedactor(test.lang, []string{"I like working with Priyanka on the phone."})
		if got := r.Redact(test.sentence); got != test.want {
			t.Errorf("%s: %q, want %q", test.lang, got, test.want)
		}
	}
}

func TestRedactKeepsWhatOthersWriteSmall(t *testing.T) {
	r := NewRedactor(English, []string{"the depot was closed"})
	if got := r.Redact("I drove to the Depot."); strings.Contains(got, Ellipsis) {
		t.Errorf("an ordinary word went: %q", got)
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("I asked Priyanka.")
	f.Add("\xffA B C 12345@")
	redactor := NewRedactor(English, nil)
	f.Fuzz(func(t *testing.T, sentence string) {
		got := redactor.Redact(sentence)
		if !strings.Contains(got, Ellipsis) && got != sentence {
			t.Fatalf("%q became %q", sentence, got)
		}
		if CountWords(got) > CountWords(sentence)+strings.Count(got, Ellipsis) {
			t.Fatalf("%q grew to %q", sentence, got)
		}
	})
}
