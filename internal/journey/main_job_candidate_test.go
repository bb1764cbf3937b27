package journey

import (
	"strconv"

	"touchstone/internal/hiring"
)

// company is what HR writes and what its first candidate answers, in one language.
type company struct {
	lang                                       hiring.Language
	purpose, vision, criterion, note, position string
	candidate, answer, reason                  string
}

func companies() []company {
	return []company{{
		lang: hiring.English, purpose: "We keep homes warm and people unworried.", vision: "Make every call the last one they need.",
		criterion: "CSAT of at least 4.7 and QA of at least 92 for twelve months.", note: "For a first round with five candidates.",
		position:  "Customer care",
		candidate: "Hazel Whitcombe",
		answer: "I read out the wrong price to a man who wanted a repair, and he had not noticed. I phoned him back in the afternoon, " +
			"told him that the mistake was mine and gave him the right price in writing. I called again after the repair.",
		reason: "She names the mistake and what she did about it.",
	}, {
		lang: hiring.Spanish, purpose: "Que en ninguna casa haga frío.", vision: "Haz que cada llamada sea la última que necesitan.",
		criterion: "CSAT de al menos 4,7 y QA de al menos 92 durante doce meses.", note: "Para una primera ronda con cinco candidaturas.",
		position:  "Atención al cliente",
		candidate: "Begoña Ibáñez",
		answer: "Le dije a un señor un precio equivocado y él no se dio cuenta. Lo llamé esa misma tarde, le dije que el error era mío y le mandé " +
			"el precio correcto por escrito. Volví a llamar después de la visita.",
		reason: "Nombra el error y cuenta qué hizo para arreglarlo.",
	}, {
		lang: hiring.Turkish, purpose: "Hiçbir ev soğuk kalmasın.", vision: "Her aramayı son arama yap.",
		criterion: "On iki ay boyunca CSAT en az 4,7 ve QA en az 92.", note: "Beş adaylık ilk tur için.",
		position:  "Müşteri hizmetleri",
		candidate: "Işıl Çağlayan",
		answer: "Bir beye yanlış fiyat söyledim, kendisi fark etmemişti. Aynı gün öğleden sonra aradım, hatanın bende olduğunu söyledim ve doğru " +
			"fiyatı yazılı gönderdim. Randevudan sonra yine aradım.",
		reason: "Hatayı adıyla söylüyor ve ne yaptığını anlatıyor.",
	}}
}

// candidateAnswers goes through the questionnaire on a phone: the link, three questions, back and on again, the
// summary, and the receipt.
func (st *story) candidateAnswers(link string) {
	p := newTab(st.t, st.base)
	p.size(slim)
	p.open(link)
	p.says(st.company.position, st.say("questionnaire.intro.program.title"))
	st.look(p, slim)
	p.press(st.say("questionnaire.start"))
	p.says(st.say("questionnaire.problem.consent"))
	p.click("#f-consent")
	p.press(st.say("questionnaire.start"))
	for n := 1; n <= 3; n++ {
		p.waits(st.say("questionnaire.counter", "Number", n, "Total", 3))
		st.answersOne(p)
		p.waits(st.say("questionnaire.saved"))
		delete(st.looked, "/*/questions/*")
		st.look(p, slim)
		if n == 2 {
			st.goesAboutAndBack(p, link)
		}
		if n < 3 {
			p.press(st.say("questionnaire.next"))
		}
	}
	p.press(st.say("questionnaire.to_summary"))
	p.waits(st.say("questionnaire.summary.title"))
	p.says(st.company.answer, "7 / 10")
	st.look(p, slim)
	p.press(st.say("questionnaire.submit"))
	p.waits(st.say("questionnaire.receipt.code"))
	delete(st.looked, "/*")
	st.look(p, slim)
	p.open(link)
	p.says(st.say("questionnaire.receipt.title"))
}

// goesAboutAndBack leaves the second question for the first and for the introduction, and opens the same link on
// another device: each leads back to where the candidate was.
func (st *story) goesAboutAndBack(p *tab, link string) {
	st.t.Helper()
	second := st.say("questionnaire.counter", "Number", 2, "Total", 3)
	p.press(st.say("questionnaire.back"))
	p.waits(st.say("questionnaire.counter", "Number", 1, "Total", 3))
	p.press(st.say("questionnaire.next"))
	p.waits(second)
	p.press(st.say("questionnaire.about"))
	st.look(p, slim)
	p.press(st.say("questionnaire.continue"))
	p.waits(second)
	laptop := newTab(st.t, st.base)
	laptop.open(link)
	laptop.says(second, st.say("questionnaire.saved"))
}

// answersOne answers whatever question the page asks.
func (st *story) answersOne(p *tab) {
	st.t.Helper()
	switch kind := eval[string](p, `document.getElementById("answer").dataset.kind`); kind {
	case "text":
		p.fill("#a", st.company.answer)
	case "numeric":
		p.click(`[name=number][value="7"]`)
	case "single":
		p.click(`[name=picks][value="b"]`)
	default:
		st.t.Fatalf("nobody chose a question of the kind %q", kind)
	}
}

// quote writes a text as JavaScript does.
func quote(s string) string { return strconv.Quote(s) }
