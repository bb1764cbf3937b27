package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func pieces(text string, spans []Span) []string {
	out := []string{}
	for _, s := range spans {
		out = append(out, s.In(text))
	}
	return out
}

func TestWordsAreSegmentsWithALetterOrDigit(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", []string{}},
		{" … — !", []string{}},
		{"I didn't call back at 9:30.", []string{"I", "didn't", "call", "back", "at", "9", "30"}},
		{"¿Qué pasó? Llamé.", []string{"Qué", "pasó", "Llamé"}},
		{"Ayşe’ye iki kez yazdım", []string{"Ayşe’ye", "iki", "kez", "yazdım"}},
	} {
		if diff := cmp.Diff(test.want, pieces(test.text, Words(test.text))); diff != "" {
			t.Errorf("%q: %s", test.text, diff)
		}
	}
}

func TestSentencesEndAtStopsAndLineBreaks(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"  I called.  She was cross!\n", []string{"I called.", "She was cross!"}},
		{"- listen\n- say sorry\n\n...", []string{"- listen", "- say sorry"}},
		{"¿Llamó? Sí, llamó.", []string{"¿Llamó?", "Sí, llamó."}},
		{"no stop at all", []string{"no stop at all"}},
	} {
		if diff := cmp.Diff(test.want, pieces(test.text, Sentences(test.text))); diff != "" {
			t.Errorf("%q: %s", test.text, diff)
		}
	}
}

func TestFirstWordsCutsAfterTheLastWordAllowed(t *testing.T) {
	for most, want := range map[int]string{0: "", 1: "one", 2: "one, two", 3: "one, two three.", 9: "one, two three."} {
		if got := FirstWords("one, two three.", most); got != want {
			t.Errorf("FirstWords(%d) = %q, want %q", most, got, want)
		}
	}
}

func TestFoldFollowsTheLanguage(t *testing.T) {
	for _, test := range []struct{ lang, word, want string }{
		{English, "DIDN’T", "didn't"},
		{English, "IT", "it"},
		{Turkish, "ILIK", "ılık"},
		{Turkish, "İZİN", "izin"},
		{Turkish, "I\u0307zin", "izin"}, // I with a combining dot is İ
		{Turkish, "Ankara’ya", "ankara"},
		{Spanish, "ATENCIÓN", "atención"},
		{Spanish, "ATENCIO\u0301N", "atención"},
	} {
		if got := Fold(test.lang, test.word); got != test.want {
			t.Errorf("Fold(%s, %q) = %q, want %q", test.lang, test.word, got, test.want)
		}
	}
}

func TestStemJoinsTheFormsOfAWord(t *testing.T) {
	for _, test := range []struct{ lang, a, b string }{
		{English, "apologised", "apologise"},
		{English, "customers", "customer's"},
		{Spanish, "clientes", "cliente"},
		{Spanish, "llamaba", "llamar"},
		{Turkish, "değerlerimiz", "değer"},
		{Turkish, "hatalarımız", "hatalar"},
	} {
		if a, b := Stem(test.lang, test.a), Stem(test.lang, test.b); a != b {
			t.Errorf("%s: %s → %s, %s → %s", test.lang, test.a, a, test.b, b)
		}
	}
}

func TestContentWordsLeaveGrammarOut(t *testing.T) {
	for _, test := range []struct {
		lang, text string
		want       []string
	}{
		{English, "I called the customer and the customers were happy", []string{"called", "customer", "happy"}},
		{Spanish, "Llamé a la clienta y le pedí perdón", []string{"Llamé", "clienta", "pedí", "perdón"}},
		{Turkish, "Müşteriyi aradım ve özür diledim", []string{"Müşteriyi", "aradım", "özür", "diledim"}},
	} {
		var got []string
		for _, c := range ContentWords(test.lang, test.text) {
			got = append(got, c.Word)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q: %s", test.text, diff)
		}
	}
}

// FuzzSegments checks that segments lie within the text, in order and apart, whatever the bytes are.
func FuzzSegments(f *testing.F) {
	for _, seed := range []string{"", "I called. She came.", "¿Qué?\nİşte\xff\xfe", "a\u0301\u200d\U0001F469", "'’'’ 1.5,3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, spans := range map[string][]Span{"words": Words(text), "sentences": Sentences(text)} {
			end := 0
			for _, s := range spans {
				if s.Start < end || s.End <= s.Start || s.End > len(text) {
					t.Fatalf("%s: span %v after %d in %d bytes", name, s, end, len(text))
				}
				end = s.End
			}
		}
		for _, lang := range Languages() {
			for _, w := range Words(text) {
				if Stem(lang, Fold(lang, w.In(text))) == "" {
					t.Fatalf("%s: %q has no stem", lang, w.In(text))
				}
			}
		}
	})
}
