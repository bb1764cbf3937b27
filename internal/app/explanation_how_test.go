package app_test

import (
	"context"
	"strings"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// answeredIn is somebody who answered in a language, was rated or not, and about whom the owner has decided.
func (r explainedRound) answeredIn(t *testing.T, l hiring.Language, rated bool) hiring.Application {
	t.Helper()
	ctx := context.Background()
	a := r.Candidate("Ada Lovelace")
	text := ownedUp
	if !rated { // two who write the same are left to a person
		text = "I promised a technician for the morning and none came. I told the customer that the mistake was mine, found a visit for the evening and called again to hear how it went."
	}
	at := r.Submit(a, r.Bodies(text, 8, "a", "ab", "abc"))
	r.exec(t, "UPDATE attempts SET language = ? WHERE id = ?", l, at.ID)
	r.app.WorkAll(ctx)
	if rated {
		r.Rate(r.rater.ID, a.ID, 4)
	}
	_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "Fewer of the facts we look for."})
	ok(t, err)
	return a
}

func TestExplanationSaysWhoReadWhatWasWritten(t *testing.T) {
	t.Parallel()
	r, catalog := newExplainedRound(t), words(t)
	for _, c := range []struct {
		language hiring.Language
		rated    bool
		says     []string
		never    []string
	}{
		{hiring.English, true, []string{"1 person read the answer you wrote", "Your answers were laid beside", "In the answers you wrote, the program looked for"}, []string{"was left to people"}},
		{hiring.English, false, []string{"were not rated one by one", "It laid your answers beside"}, []string{"person read the answer"}},
		{hiring.Spanish, true,
			[]string{"Las respuestas que escribiste las leyeron personas, no el programa. Muy pocas de las personas", "en tu idioma (español)", "12 personas que hacen bien este trabajo", "Las respuestas que elegiste", "1 persona leyó la respuesta que escribiste"},
			[]string{"el programa buscó", "Puso tus respuestas"}},
		{hiring.Spanish, false, []string{"El programa no comparó las respuestas que escribiste.", "no se valoraron una a una"}, []string{"leyeron personas", "leyó", "Las leyeron", "el programa buscó"}},
		{hiring.Turkish, true, []string{"program değil, insanlar okudu", "sizin dilinizde (Türkçe)", "1 kişi yazdığınız yanıtı okudu"}, []string{"ortak olan noktaları aradı"}},
		{hiring.Turkish, false, []string{"Program, yazdığınız yanıtları karşılaştırmadı."}, []string{"insanlar okudu", "bir insan okudu", "ortak olan noktaları aradı"}},
	} {
		said := r.saysOf(t, r.answeredIn(t, c.language, c.rated), catalog)
		for _, s := range c.says {
			if !strings.Contains(said, s) {
				t.Errorf("%s, rated %v: it does not say %q:\n%s", c.language, c.rated, s, said)
			}
		}
		for _, s := range c.never {
			if strings.Contains(said, s) {
				t.Errorf("%s, rated %v: it says %q:\n%s", c.language, c.rated, s, said)
			}
		}
	}
}
