package text

import (
	"slices"
	"testing"
)

func TestGuessKnowsTheShippedTexts(t *testing.T) {
	for _, lang := range Languages() {
		wrong := 0
		for _, s := range Background(lang) {
			if guess, sure := Guess(s); guess != lang && sure >= .9 && CountWords(s) >= 20 {
				wrong++
			}
		}
		if wrong > 0 {
			t.Errorf("%s: %d texts are surely taken for another language", lang, wrong)
		}
	}
}

func TestGuess(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"123 !", ""},
		{"Я позвонил клиенту и сказал правду", Other},
		{"お客様に電話しました", Other},
		{"I told the customer that the mistake was mine and that I would put it right the same day", English},
		{"Le dije al cliente que el error era mío y que lo arreglaría ese mismo día sin costo", Spanish},
		{"Müşteriye hatanın bana ait olduğunu ve aynı gün düzelteceğimi söyledim", Turkish},
	} {
		if got, _ := Guess(test.text); got != test.want {
			t.Errorf("%q is taken for %q, want %q", test.text, got, test.want)
		}
	}
}

func TestEveryLanguageHasItsShippedTexts(t *testing.T) {
	for _, lang := range Languages() {
		texts := slices.Clone(Background(lang))
		if len(texts) < 100 {
			t.Fatalf("background/%s.txt: %d texts, want at least 100", lang, len(texts))
		}
		slices.Sort(texts)
		if n := len(slices.Compact(texts)); n != len(Background(lang)) {
			t.Errorf("background/%s.txt: a text stands there twice", lang)
		}
	}
}

func TestFunctionWordsAreKnownInAnySpelling(t *testing.T) {
	for _, test := range []struct {
		lang, word string
		want       bool
	}{
		{English, "Didn’t", true}, {English, "customer", false},
		{Spanish, "También", true}, {Spanish, "tambien", true}, {Spanish, "cliente", false},
		{Turkish, "ÇÜNKÜ", true}, {Turkish, "cunku", true}, {Turkish, "İÇİN", true}, {Turkish, "müşteri", false},
	} {
		if got := IsFunctionWord(test.lang, Fold(test.lang, test.word)); got != test.want {
			t.Errorf("%s: %q: %v", test.lang, test.word, got)
		}
	}
}
