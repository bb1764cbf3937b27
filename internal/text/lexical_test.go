package text

import (
	"math"
	"testing"
)

var answers = map[string][]string{
	English: {
		"I rang the customer and told her the mistake was mine.",
		"The mistake was mine, so I told the customer and apologised.",
		"On Fridays we bring cake and read the news board together.",
		"A refund takes three days, I told him, and then I checked that it had arrived.",
	},
	Spanish: {
		"Llamé a la clienta y le dije que el error era mío.",
		"El error era mío, se lo dije al cliente y le pedí perdón.",
		"Los viernes llevamos pan dulce y leemos juntos los avisos.",
		"El reembolso tarda tres días, le dije, y después revisé que hubiera llegado.",
	},
	Turkish: {
		"Müşteriyi aradım ve hatanın bana ait olduğunu söyledim.",
		"Hata bana aitti, müşteriye söyledim ve özür diledim.",
		"Cuma günleri börek getirir, duyuruları birlikte okuruz.",
		"İade üç gün sürer dedim, sonra yatıp yatmadığını kontrol ettim.",
	},
}

func fit(lang string, texts []string, leave int) Space {
	var documents []Document
	for i, t := range texts {
		if i != leave {
			documents = append(documents, Document{Text: t, Owner: i, Key: true})
		}
	}
	for i, t := range Background(lang)[:10] {
		documents = append(documents, Document{Text: t, Owner: 100 + i/2})
	}
	return Lexical(lang).Fit(documents)
}

func TestLikeTextsHaveTheHigherCosine(t *testing.T) {
	for lang, texts := range answers {
		space := fit(lang, texts, -1)
		cosines := space.All().Cosines(space.Point(0))
		if cosines[1] <= 1.5*cosines[2] || cosines[1] <= cosines[3] {
			t.Errorf("%s: cosines of the first answer: %.3f", lang, cosines)
		}
		if cosines[0] <= cosines[1] || cosines[0] >= 1 {
			t.Errorf("%s: likeness of a text with itself is %v", lang, cosines[0])
		}
	}
}

// Leaving an owner out must give, to rounding, what fitting without the owner gives; two owners likewise.
func TestLeavingOutEqualsNeverHavingSeen(t *testing.T) {
	for lang, texts := range answers {
		whole := fit(lang, texts, -1)
		for leave := range texts {
			without := fit(lang, texts, leave)
			compare(t, lang, whole.All().Without(leave).Cosines(whole.Point(leave)), without.All().Cosines(without.Read(texts[leave])), leave)
			compare(t, lang, whole.All().Without(leave).Without(101).Cosines(whole.Read("I told nobody")),
				without.All().Without(101).Cosines(without.Read("I told nobody")), leave)
			compare(t, lang, whole.All().Without(101).Without(leave).Cosines(whole.Point(leave)),
				without.All().Without(101).Cosines(without.Read(texts[leave])), leave)
		}
	}
}

func compare(t *testing.T, lang string, got, want []float64, leave int) {
	t.Helper()
	if got[leave] != 0 {
		t.Errorf("%s: the key left out has cosine %v", lang, got[leave])
	}
	got = append(append([]float64{}, got[:leave]...), got[leave+1:]...)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-12 {
			t.Errorf("%s without %d: got %v, want %v", lang, leave, got, want)
		}
	}
}

func TestRepresentationsOfTwoLanguagesHaveTwoNames(t *testing.T) {
	if a, b := Lexical(English).ID(), Lexical(Turkish).ID(); a == b || a == "" {
		t.Errorf("%q and %q", a, b)
	}
}

func TestMissingMarksDoNotMakeAnotherWord(t *testing.T) {
	for _, test := range []struct{ lang, with, bare, other string }{
		{Turkish, "müşterinin şikâyetini dinledim", "musterinin sikayetini dinledim", "mustela sikke dinamo"},
		{Spanish, "presté atención al teléfono", "preste atencion al telefono", "prisa ateneo tela"},
	} {
		space := fit(test.lang, []string{test.with}, -1)
		bare := space.All().Cosines(space.Read(test.bare))[0]
		other := space.All().Cosines(space.Read(test.other))[0]
		if bare < .5 || other > bare/2 {
			t.Errorf("%s: %.2f without marks, %.2f for other words", test.lang, bare, other)
		}
	}
}

func TestEmptyTextIsLikeNothing(t *testing.T) {
	space := fit(English, answers[English], -1)
	empty := space.Read(" …")
	for _, c := range space.All().Cosines(empty) {
		if c != 0 {
			t.Error("an empty text is like a key")
		}
	}
}

func FuzzCosine(f *testing.F) {
	f.Add("I called her", "she rang me")
	f.Add("\xff", "ııı İİİ")
	f.Add("a a a a", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, lang := range Languages() {
			space := Lexical(lang).Fit([]Document{{Text: a, Owner: 1, Key: true}, {Text: b, Owner: 2, Key: true}, {Text: b, Owner: 3}})
			for _, view := range []View{space.All(), space.All().Without(1), space.All().Without(3)} {
				for _, c := range append(view.Cosines(space.Read(b)), view.Cosines(space.Read(a+b))...) {
					if math.IsNaN(c) || c < 0 || c > 1+1e-9 {
						t.Fatalf("%s: cosine %v of %q and %q", lang, c, a, b)
					}
				}
			}
		}
	})
}
