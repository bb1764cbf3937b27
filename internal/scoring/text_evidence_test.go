package scoring

import (
	"slices"
	"strings"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

func TestSpansLeadBackIntoTheAnswer(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		for j, e := range f.Exemplars {
			answer := "\n  “" + f.Others[0] + "”\r\n\n• " + e
			evidence := neverMet(t, lang, j).score(answer, nil).evidence
			if len(evidence.Matches) == 0 {
				t.Errorf("exemplar %d: no reason", j)
			}
			for _, m := range evidence.Matches {
				if got := answer[m.Span.Start:m.Span.End]; got != m.Sentence {
					t.Errorf("span holds %q, the sentence is %q", got, m.Sentence)
				}
				if m.Exemplar == "" || m.ExemplarOf == "" || len(m.Words) == 0 || m.Similarity <= 0 || m.Similarity > 1 {
					t.Errorf("not a reason: %+v", m)
				}
				for _, w := range m.Words {
					if !strings.Contains(m.Sentence, w) {
						t.Errorf("%q is not in %q", w, m.Sentence)
					}
				}
			}
		}
	})
}

// The reason follows the sentence: another sentence brings another reason, and the old one goes.
func TestChangingASentenceChangesTheReason(t *testing.T) {
	sentences := map[hiring.Language][2]string{
		hiring.English: {"I told him at once that the double charge was my fault and apologised.", "Finance pushed the payment through that afternoon and I sent the confirmation."},
		hiring.Spanish: {"Le dije enseguida que el cobro doble era culpa mía y le pedí disculpas.", "El reembolso salió ese día y le mandé el comprobante de finanzas."},
		hiring.Turkish: {"Çift tahsilatın benim hatam olduğunu hemen söyledim ve özür diledim.", "İade o gün yapıldı, muhasebeden aldığım dekontu gönderdim."},
	}
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		first := func(sentence string) Match {
			matches := m.score(f.Others[0]+" "+sentence, nil).evidence.Matches
			if len(matches) == 0 || matches[0].Sentence != sentence {
				t.Fatalf("the first reason for %q is %+v", sentence, matches)
			}
			return matches[0]
		}
		a, b := first(sentences[lang][0]), first(sentences[lang][1])
		if a.Exemplar == b.Exemplar || slices.Equal(a.Words, b.Words) {
			t.Errorf("%q and %q have the same reason: %q %q", a.Sentence, b.Sentence, a.Exemplar, a.Words)
		}
	})
}

// What was not found is a thing several exemplars say; an answer that says it is not told so.
func TestNotFoundGoesWhenItIsSaid(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		before := m.score(f.Others[1]+" "+f.Others[2], nil).evidence.NotFound
		if before == nil || before.Exemplar == "" || len(before.Words) < 2 {
			t.Fatalf("nothing is missing from an answer to another question: %+v", before)
		}
		after := m.score(f.Others[1]+" "+before.Exemplar+" "+f.Others[2], nil).evidence.NotFound
		if after != nil && after.Exemplar == before.Exemplar {
			t.Errorf("still missing: %q", after.Exemplar)
		}
	})
}

func TestEvidenceCountsWhatWasRead(t *testing.T) {
	f := loadTexts(t, hiring.English)
	long := strings.Join(f.Others, " ") + " " + strings.Join(f.Typical, " ")
	m := f.model(hiring.English)
	evidence := m.score(long, nil).evidence
	if evidence.Words != text.CountWords(long) || evidence.Read != shortestCap || evidence.Words <= evidence.Read {
		t.Errorf("words %d, read %d", evidence.Words, evidence.Read)
	}
	end := len(text.FirstWords(long, shortestCap))
	for _, match := range evidence.Matches {
		if match.Span.End > end {
			t.Errorf("a reason from what was not read: %q", match.Sentence)
		}
	}
}

func TestNamesStayOutOfEvidence(t *testing.T) {
	f := loadTexts(t, hiring.English)
	for j := range f.Exemplars {
		f.Exemplars[j] = strings.ReplaceAll(f.Exemplars[j], "my supervisor", "Philippa Oduya")
		f.Exemplars[j] = strings.ReplaceAll(f.Exemplars[j], "my team leader", "Philippa Oduya")
	}
	m := f.model(hiring.English)
	for _, s := range m.sentences.sentences {
		if strings.Contains(s.shown, "Oduya") || strings.Contains(s.shown, "Philippa") {
			t.Errorf("a name is shown: %q", s.shown)
		}
	}
	out := m.score("I went straight away to Philippa Oduya and admitted that it was me who had made the error. Then I rang the customer and explained it.", nil)
	if len(out.evidence.Matches) == 0 || !strings.Contains(out.evidence.Matches[0].Exemplar, text.Ellipsis) {
		t.Errorf("matches %+v", out.evidence.Matches)
	}
}

// An answer close to one real exemplar and far from the average is pointed out, and one in the middle is not.
func TestCloningGuardPointsOut(t *testing.T) {
	m := &textModel{limits: textLimits{
		similarity: []float64{.1, .2, .3, .4, .5}, nearest: []float64{.2, .3, .4, .5, .6},
	}}
	for _, test := range []struct {
		similarity, nearest float64
		want                bool
	}{
		{.15, .9, true}, {.15, .35, false}, {.35, .9, false}, {.05, .55, true},
	} {
		if got := m.unlikeTheAverage(textOutcome{similarity: test.similarity, cosines: []float64{.01, test.nearest}}); got != test.want {
			t.Errorf("similarity %v, nearest %v: %v", test.similarity, test.nearest, got)
		}
	}
}
