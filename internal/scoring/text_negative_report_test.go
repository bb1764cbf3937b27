package scoring

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

var updateNegatives = flag.Bool("update", false, "write what the negative tests found for the technical manual")

// negativesFile is where the technical manual reads what the negative tests found.
const negativesFile = "../report/negatives.json"

// negative is a text that is no answer, and the model it is held against.
type negative struct {
	kind   string
	model  *textModel
	answer string
}

// negativesOf are the kinds of measurement.md §3.8 in its order.
func negativesOf(t *testing.T, lang hiring.Language, f textFixture) []negative {
	m := f.model(lang)
	var out []negative
	random := rand.New(rand.NewPCG(11, 7))
	for j, e := range f.Exemplars {
		words := strings.Fields(e)
		random.Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
		out = append(out, negative{"shuffled", neverMet(t, lang, j), strings.Join(words, " ")}, negative{"exemplar", m, e})
	}
	for j, other := range f.Others {
		out = append(out, negative{"other_question", neverMet(t, lang, j), other})
	}
	for from := range 3 {
		out = append(out, negative{"ten_exemplars", m, strings.Join(f.Exemplars[from:from+10], " ")})
	}
	for _, most := range []int{12, 20, 30, 60} {
		for _, separator := range []string{", ", " ", "\n", ". "} {
			out = append(out, negative{"keywords", m, strings.Join(keywords(string(lang), f.Exemplars, most), separator)})
		}
	}
	for _, other := range hiring.Languages() {
		if other != lang {
			for _, e := range loadTexts(t, other).Exemplars {
				out = append(out, negative{"other_language", m, e})
			}
		}
	}
	return append(out, negative{"question", m, f.Prompt}, negative{"question", m, f.Prompt + " " + f.Prompt},
		negative{"politeness", m, politeness(lang)})
}

// negativeCount is what became of texts of one kind in one language.
type negativeCount struct {
	Language hiring.Language `json:"language"`
	Texts    int             `json:"texts"`
	Below    int             `json:"below"`    // scored, under the exemplars' 25th percentile
	Above    int             `json:"above"`    // scored, and not under it
	Unscored map[Status]int  `json:"unscored"` // by the status that says why
}

func countNegatives(t *testing.T, lang hiring.Language, kind string, all []negative) negativeCount {
	t.Helper()
	out := negativeCount{Language: lang, Unscored: map[Status]int{}}
	for _, n := range all {
		if n.kind != kind {
			continue
		}
		out.Texts++
		got := n.model.score(n.answer, nil)
		quarter := stats.Quantile(alignments(n.model.leaveOneOut()), .25).Value
		switch {
		case !got.scored():
			out.Unscored[got.status]++
		case got.alignment.Value < quarter:
			out.Below++
		default:
			out.Above++
		}
	}
	return out
}

// TestNegativesInTheManualAreThese holds what the technical manual prints against what happens; -update writes it anew.
func TestNegativesInTheManualAreThese(t *testing.T) {
	type kindOf struct {
		Kind      string          `json:"kind"`
		Languages []negativeCount `json:"languages"`
	}
	report := struct {
		Engine          string   `json:"engine"`
		Representations []string `json:"representations"`
		Kinds           []kindOf `json:"kinds"`
	}{Engine: Engine}
	all := map[hiring.Language][]negative{}
	for _, lang := range hiring.Languages() {
		all[lang] = negativesOf(t, lang, loadTexts(t, lang))
		report.Representations = append(report.Representations, RepresentationOf(lang))
	}
	report.Representations = slices.Compact(report.Representations)
	for _, kind := range []string{"shuffled", "question", "other_question", "exemplar", "ten_exemplars", "politeness", "keywords", "other_language"} {
		k := kindOf{Kind: kind}
		for _, lang := range hiring.Languages() {
			c := countNegatives(t, lang, kind, all[lang])
			if c.Texts == 0 || c.Above > 0 {
				t.Errorf("%s in %s: %+v", kind, lang, c)
			}
			k.Languages = append(k.Languages, c)
		}
		report.Kinds = append(report.Kinds, k)
	}
	want, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *updateNegatives {
		if err := os.WriteFile(negativesFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(negativesFile); err != nil || !bytes.Equal(have, want) {
		t.Errorf("%s is not what the negative tests find (%v): go test ./internal/scoring -run Negatives -update", negativesFile, err)
	}
}
