package scoring

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/text"
)

// The tests of measurement.md §3.8: what is no answer falls below the exemplars' 25th percentile, unclipped and with
// the exemplar it was made from left out, or is left unscored and says why.

// mustFail holds a non-answer against a model; allowed are the statuses under which it may stay unscored.
func mustFail(t *testing.T, m *textModel, what, answer string, allowed ...Status) {
	t.Helper()
	out := m.score(answer, nil)
	if out.status != OK && out.status != OffTopic {
		if !slices.Contains(allowed, out.status) || out.alignment.Defined() {
			t.Errorf("%s: status %s, alignment %v: %.80q", what, out.status, out.alignment, answer)
		}
		return
	}
	quarter := stats.Quantile(alignments(m.leaveOneOut()), .25).Value
	if !out.alignment.Defined() || out.alignment.Value >= quarter {
		t.Errorf("%s: alignment %v, the exemplars' 25th percentile is %.2f: %.80q", what, out.alignment, quarter, answer)
	}
}

func TestShuffledWordsFail(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		random := rand.New(rand.NewPCG(11, 7))
		for j, e := range f.Exemplars {
			words := strings.Fields(e)
			random.Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
			mustFail(t, neverMet(t, lang, j), "shuffled words", strings.Join(words, " "), Gibberish)
		}
	})
}

func TestPastedQuestionFails(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		mustFail(t, m, "the question", f.Prompt, CopiedQuestion)
		mustFail(t, m, "the question twice", f.Prompt+" "+f.Prompt, CopiedQuestion)
		mustFail(t, m, "the question in capitals", strings.ToUpper(f.Prompt), CopiedQuestion)
	})
}

func TestAnotherQuestionsAnswerFails(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		for j, other := range f.Others {
			mustFail(t, neverMet(t, lang, j), "another question's answer", other)
		}
	})
}

func TestCopiedExemplarFails(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		for j, e := range f.Exemplars {
			mustFail(t, m, "an exemplar", e, NearDuplicate)
			mustFail(t, m, "an exemplar within an answer", e+" "+f.Others[0], NearDuplicate)
			if out := m.score(e, nil); out.evidence.Nearest != m.exemplars[j].respondent {
				t.Errorf("a copy of %d names %q", j, out.evidence.Nearest)
			}
		}
		mustFail(t, m, "ten exemplars", strings.Join(f.Exemplars[:10], " "), NearDuplicate)
		var mosaic []string
		for _, e := range f.Exemplars {
			mosaic = append(mosaic, text.Sentences(e)[0].In(e))
		}
		mustFail(t, m, "a sentence from each exemplar", strings.Join(mosaic, " "), NearDuplicate)
	})
}

func TestPolitenessFails(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		mustFail(t, f.model(lang), "politeness", politeness(lang))
	})
}

// politeness says nothing, kindly.
func politeness(lang hiring.Language) string {
	return map[hiring.Language]string{
		hiring.English: "Thank you very much for this opportunity. I am happy to answer your question and I look forward to hearing from you. Have a wonderful day and best wishes to the whole team.",
		hiring.Spanish: "Muchas gracias por esta oportunidad. Es un placer responder a su pregunta y quedo atenta a sus noticias. Que tengan un excelente día, saludos cordiales para todo el equipo.",
		hiring.Turkish: "Bu fırsat için çok teşekkür ederim. Sorunuzu yanıtlamaktan mutluluk duyarım, haberlerinizi bekliyorum. Herkese iyi günler diler, ekibinize saygılarımı sunarım.",
	}[lang]
}

// Keywords are the content words most exemplars use, in the order of their frequency.
func TestKeywordsFail(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		for _, most := range []int{12, 20, 30, 60} {
			words := keywords(string(lang), f.Exemplars, most)
			for _, separator := range []string{", ", " ", "\n", ". "} {
				mustFail(t, m, "keywords", strings.Join(words, separator), Gibberish, TooShort)
			}
		}
	})
}

func keywords(lang string, texts []string, most int) []string {
	counts, first := map[string]int{}, map[string]string{}
	for _, s := range texts {
		for _, c := range text.ContentWords(lang, s) {
			counts[c.Stem]++
			if first[c.Stem] == "" {
				first[c.Stem] = text.Fold(lang, c.Word)
			}
		}
	}
	var order []string
	for stem := range counts {
		order = append(order, stem)
	}
	slices.SortFunc(order, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	var out []string
	for _, stem := range order[:min(most, len(order))] {
		out = append(out, first[stem])
	}
	return out
}

func TestAnotherLanguageFails(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		for _, other := range hiring.Languages() {
			if other == lang {
				continue
			}
			for _, e := range loadTexts(t, other).Exemplars {
				mustFail(t, m, "an answer in "+string(other), e, OtherLanguage)
			}
		}
		mustFail(t, m, "an answer in Russian", "Я сразу позвонил клиенту и сказал, что ошибка моя.", OtherLanguage)
	})
}

func TestMashAndRepetitionFail(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := f.model(lang)
		word := keywords(string(lang), f.Exemplars, 1)[0]
		mustFail(t, m, "keyboard", strings.Repeat("qwrt sdfg hjkl zxcv ", 8), Gibberish)
		mustFail(t, m, "one word", strings.Repeat(word+" ", 40), Gibberish)
		mustFail(t, m, "figures", "12 34 56 !!", Gibberish)
	})
}

// What is an answer, on the other hand, is scored: every exemplar by a model that never met it, and typical ones.
func TestRealAnswersAreScored(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		for j, e := range f.Exemplars {
			if out := neverMet(t, lang, j).score(e, nil); out.status != OK || len(out.evidence.Matches) == 0 {
				t.Errorf("exemplar %d: %s, %d matches", j, out.status, len(out.evidence.Matches))
			}
		}
		m := newTextModel(f.question(lang), lang, people("e", f.Exemplars, f.Others), nil)
		for i, s := range f.Typical {
			if out := m.score(s, f.Typical[:i]); out.status != OK && out.status != OffTopic {
				t.Errorf("typical %d: %s", i, out.status)
			}
		}
	})
}

// Many people type Turkish and Spanish without marks, and small letters only. That is spelling, and not compared.
func TestAnswersWithoutMarksAreScoredAlike(t *testing.T) {
	bare := strings.NewReplacer("ı", "i", "İ", "i", "ş", "s", "Ş", "s", "ğ", "g", "ü", "u", "Ü", "u", "ö", "o", "Ö", "o",
		"ç", "c", "Ç", "c", "â", "a", "á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n", "¿", "")
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		for j, e := range f.Exemplars {
			m := neverMet(t, lang, j)
			with, without := m.score(e, nil), m.score(strings.ToLower(bare.Replace(e)), nil)
			if without.status != OK || without.alignment.Value < .7*with.alignment.Value {
				t.Errorf("exemplar %d: %v with marks, %v (%s) without", j, with.alignment, without.alignment, without.status)
			}
		}
	})
}
