package scoring

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/internal/hiring"
)

// everything is a benchmark's health and a score, as they would be stored.
func everything(t *testing.T, d Definition, r Respondent) []byte {
	t.Helper()
	b := built(t, d)
	p := Policy{Weights: map[string]float64{"value0": 1, "honesty": 2}, Must: map[string]bool{"value0": true}}
	out, err := json.Marshal(struct {
		Health Health
		Result Result
	}{b.Health(), b.Score(r, p, Peers{"angry": {"Another text altogether."}})})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// shuffledMaps returns the definition with every map made anew in another order of insertion, and the incumbents in
// another order.
func shuffledMaps(d Definition, rng *rand.Rand) Definition {
	reorder := func(group []Respondent) []Respondent {
		group = slices.Clone(group)
		for i, r := range group {
			ids := make([]string, 0, len(r.Answers))
			for id := range r.Answers {
				ids = append(ids, id)
			}
			rng.Shuffle(len(ids), func(a, b int) { ids[a], ids[b] = ids[b], ids[a] })
			group[i].Answers = map[string]hiring.AnswerBody{}
			for _, id := range ids {
				group[i].Answers[id] = r.Answers[id]
			}
		}
		rng.Shuffle(len(group), func(a, b int) { group[a], group[b] = group[b], group[a] })
		return group
	}
	d.Exemplars, d.Comparison = reorder(d.Exemplars), reorder(d.Comparison)
	return d
}

func TestSameInputSameBytes(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(6, 11, 10)
	want := everything(t, d, r)
	if again := everything(t, d, r); !bytes.Equal(again, want) {
		t.Error("the same definition gave other bytes")
	}
	rng := rand.New(rand.NewPCG(3, 3))
	for range 3 {
		if again := everything(t, shuffledMaps(d, rng), r); !bytes.Equal(again, want) {
			t.Error("another order of maps and incumbents gave other bytes")
		}
	}
}

func TestHashNamesTheContent(t *testing.T) {
	t.Parallel()
	d, _ := writtenCompany(7, 5, 3)
	hash := d.Hash()
	if len(hash) != 64 || built(t, d).Hash() != hash || built(t, d).Health().Hash != hash {
		t.Errorf("hash %q of the definition is not the benchmark's", hash)
	}
	if got := shuffledMaps(d, steady()).Hash(); got != hash {
		t.Error("order of maps and incumbents changed the hash")
	}
	named := d
	named.Engine = Engine
	if named.Hash() != hash {
		t.Error("naming the engine changed the hash")
	}
	for name, change := range map[string]func(*Definition){
		"another engine":  func(d *Definition) { d.Engine = "0.0.1" },
		"another seed":    func(d *Definition) { d.Seed = 5 },
		"another weight":  func(d *Definition) { d.Questions[0].Weight = 2 },
		"another answer":  func(d *Definition) { d.Exemplars[0].Answers = map[string]hiring.AnswerBody{} },
		"one person less": func(d *Definition) { d.Comparison = d.Comparison[1:] },
		"sides swapped":   func(d *Definition) { d.Exemplars, d.Comparison = d.Comparison, d.Exemplars },
		"another prompt":  func(d *Definition) { d.Questions[4].Prompt = hiring.Words{hiring.English: "Why?"} },
	} {
		changed := d
		changed.Questions, changed.Exemplars = slices.Clone(d.Questions), slices.Clone(d.Exemplars)
		change(&changed)
		if changed.Hash() == hash {
			t.Errorf("%s: the hash stayed", name)
		}
	}
}

func TestBuildRefusesContradictions(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Definition){
		"another engine":         func(d *Definition) { d.Engine = "0.0.1" },
		"a question twice":       func(d *Definition) { d.Questions = append(d.Questions, d.Questions[0]) },
		"a question without id":  func(d *Definition) { d.Questions[0].ID = "" },
		"an unknown kind":        func(d *Definition) { d.Questions[0].Kind = "essay" },
		"a scale of one point":   func(d *Definition) { d.Questions[0].Hi = d.Questions[0].Lo },
		"an unknown mode":        func(d *Definition) { d.Questions[0].Mode = "at_most" },
		"one option":             func(d *Definition) { d.Questions[1].Options = d.Questions[1].Options[:1] },
		"an option twice":        func(d *Definition) { d.Questions[1].Options = []string{"a", "a"} },
		"a negative weight":      func(d *Definition) { d.Questions[0].Weight = -1 },
		"a person twice":         func(d *Definition) { d.Comparison[0].ID = d.Exemplars[0].ID },
		"a person without id":    func(d *Definition) { d.Exemplars[0].ID = "" },
		"a number off the scale": func(d *Definition) { d.Exemplars[0].Answers["q00"] = number(11) },
		"an unknown option":      func(d *Definition) { d.Exemplars[0].Answers["q01"] = picks("z") },
		"two single choices":     func(d *Definition) { d.Exemplars[0].Answers["q01"] = picks("a", "b") },
		"an option ranked twice": func(d *Definition) { d.Comparison[0].Answers["q03"] = picks("a", "a") },
	} {
		d := company(1, 4, 4, 2)
		change(&d)
		if b, err := Build(d); err == nil || b != nil {
			t.Errorf("%s: built", name)
		}
	}
}
