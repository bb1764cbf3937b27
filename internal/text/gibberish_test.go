package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestScreenLetsPeopleWriteAsTheyDo(t *testing.T) {
	for _, test := range []struct{ lang, text string }{
		{English, "ok"},
		{English, "n/a"},
		{English, "no idea sorry"},
		{English, "customer angry i listen then give refund customer happy again manager say good job me very proud that day"},
		{English, "Gonna be honest wi ye, ah telt the wifie it wis ma ain fault an she wis fair chuffed that ah'd owned up tae it, nae bother."},
		{English, "i dont no how to rite good but i allways tel the trooth to the custmer becoz thay find out any way"},
		{English, "Ich habe den Kunden angerufen und ihm gesagt, dass es mein Fehler war."},
		{Spanish, "la verdad q yo le dije al cliente q me equivoque xq despues se entera igual y es peor"},
		{Spanish, "Pos le hablé a la doña y le dije la neta, que la había regado yo y que ahorita se lo arreglaba, y ya quedó contenta."},
		{Spanish, "ayudar siempre"},
		{Turkish, "musteriye dogruyu soyledim cunku sonra ogrenince daha cok kiziyor, ben boyle dusunuyorum"},
		{Turkish, "valla abi ben direk söyledim hatamı, ne var yani, adam da tamam dedi geçti gitti, sonra gene bizden aldı"},
		{Turkish, "bilmiyorum"},
	} {
		if got := NewScreen(test.lang, nil).Find(test.text); got != "" {
			t.Errorf("%s: %q is taken for %s", test.lang, test.text, got)
		}
	}
}

func TestScreenFindsNonsense(t *testing.T) {
	for _, test := range []struct {
		lang, text string
		want       Nonsense
	}{
		{English, "12345 !!! 678", NoLetters},
		{English, "😀😀😀 ...", NoLetters},
		{English, "asdf jkl; qwer zxcv hjkl fghj vbnm wqrt", Mash},
		{Spanish, "ñlkj ñlkj fdsa rewq vcxz poiu yhgf", Mash},
		{Turkish, "şlkj ğpoı hgfd çöml qwfx jklş zxcv", Mash},
		{English, "xxxxxxxxxxxxxxxxxxxxxxxx", Mash},
		{English, strings.Repeat("customer ", 30), Repeated},
		{Spanish, strings.Repeat("soy muy honesto ", 12), Repeated},
		{Turkish, strings.Repeat("çok dürüstüm ben ", 12), Repeated},
		{English, "customer, refund, mistake, honest, apology, manager, truth, error, call, phone, trust, owning, fault, sorry, fix, solve", Unordered},
		{English, "customer refund mistake honest apology manager truth error call phone trust owning fault sorry fix solve", Unordered},
		{Turkish, "müşteri, iade, hata, dürüst, özür, yönetici, gerçek, yanlış, arama, telefon, güven, kusur, çözüm, ilgi, takip", Unordered},
	} {
		if got := NewScreen(test.lang, nil).Find(test.text); got != test.want {
			t.Errorf("%s: %q is taken for %q, want %q", test.lang, test.text, got, test.want)
		}
	}
}

// Half of the shipped texts teach the order, the other half are judged: as they are, and two together with their
// words shuffled.
func TestOrderTellsWrittenFromShuffled(t *testing.T) {
	for _, lang := range Languages() {
		texts := Background(lang)
		var taught [][]classed
		model := &orderModel{single: map[int]float64{}, pairs: map[int]float64{}}
		for _, s := range texts[:len(texts)/2] {
			model.count(classesOf(lang, s))
			model.own = orderKnows
			taught = append(taught, classesOf(lang, s))
		}
		model.learn(taught)
		random := rand.New(rand.NewPCG(5, 6))
		refused, caught, n := 0, 0, 0
		for i := len(texts) / 2; i+1 < len(texts); i += 2 {
			both := texts[i] + " " + texts[i+1]
			n++
			if model.lacks(classesOf(lang, both)) {
				refused++
			}
			words := strings.Fields(both)
			random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			shuffled := strings.Join(words, " ")
			if model.lacks(classesOf(lang, shuffled)) {
				caught++
			}
		}
		t.Logf("%s: of %d texts %d refused, of as many shuffled %d caught", lang, n, refused, caught)
		if 10*refused > n || 10*caught < 9*n {
			t.Errorf("%s: of %d texts %d refused, of as many shuffled %d caught", lang, n, refused, caught)
		}
	}
}

func FuzzScreen(f *testing.F) {
	f.Add("I called her. She came.")
	f.Add("\xff\xff \x00 a")
	screens := []*Screen{NewScreen(English, nil), NewScreen(Spanish, nil), NewScreen(Turkish, nil)}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range screens {
			if first, second := s.Find(text), s.Find(text); first != second {
				t.Fatalf("%q: %q, then %q", text, first, second)
			}
		}
	})
}
