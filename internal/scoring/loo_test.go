package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/testkit/oracle"
)

// selfCheckDefinition is the oracle's benchmark: two numeric and two single-choice questions.
func selfCheckDefinition(c oracle.Case) Definition {
	options := c.Group("options")
	var questions []Question
	for _, id := range []string{"num1", "num2"} {
		questions = append(questions, numericQuestion(id))
	}
	for _, id := range []string{"ch1", "ch2"} {
		questions = append(questions, choiceQuestion(id, hiring.Single, int(options.Number(id))))
	}
	group := func(prefix, name string) []Respondent {
		answers := c.Group(name)
		return respondents(prefix, len(answers.Holed("num1")), questions, func(i int, q Question) hiring.AnswerBody {
			x := answers.Holed(q.ID)[i]
			switch {
			case math.IsNaN(x):
				return hiring.AnswerBody{}
			case q.Kind == hiring.Numeric:
				return number(int(x))
			}
			return picks(optionKey(int(x)))
		})
	}
	return Definition{Questions: questions, Exemplars: group("top", "exemplars"), Comparison: group("typical", "contrast")}
}

// answerSelfCheck runs a whole benchmark. The oracle's figures know no permutation test, which would put two of the
// four questions out of a key of six: so it is switched off here and nowhere else.
func answerSelfCheck(t *testing.T, c oracle.Case) map[string]any {
	b, err := build(selfCheckDefinition(c), 1)
	if err != nil {
		t.Fatal(err)
	}
	check := b.selfCheck(b.values[0])
	var loo, equal, biased, fullKey []float64
	for j := range check.top {
		loo = append(loo, check.top[j].Value)
		biased = append(biased, fullKeyAlignment(b, b.definition.Exemplars[j]))
	}
	for k := range check.typical {
		equal = append(equal, check.typical[k].Value)
		fullKey = append(fullKey, fullKeyAlignment(b, b.definition.Comparison[k]))
	}
	var first, weights []float64
	for i, a := range b.Score(b.definition.Comparison[0], Policy{}, nil).Answers {
		first = append(first, a.Alignment.Value)
		weights = append(weights, b.items[i].report()[0].Consensus)
	}
	return map[string]any{
		"loo_exemplar_alignment": loo, "biased_full_key_exemplar_alignment": biased,
		"contrast_alignment_full_key": fullKey, "contrast_alignment_mean_of_loo_keys": equal,
		"auc_loo_vs_contrast_full_key": Figure(stats.Area(loo, fullKey)),
		"auc_loo_vs_contrast_loo_keys": b.Health().Values[0].Separation.AUC,
		"auc_biased":                   Figure(stats.Area(biased, fullKey)),
		"median_loo":                   Figure(stats.Median(loo)),
		"contrast0_item_alignment":     first, "full_key_consensus": weights,
		"optimism": stats.Mean(biased).Value - stats.Mean(loo).Value,
	}
}

// fullKeyAlignment is what a person earns against a key that may contain them.
func fullKeyAlignment(b *Benchmark, r Respondent) float64 {
	var parts []part
	for _, it := range b.items {
		parts = append(parts, it.read(r, nil).part)
	}
	return combine(parts).a.Value
}

// TestLeaveOneOutNeverSeesItself changes one exemplar's answer: the key and the weight that this exemplar is held
// against must stay what they were, in every question.
func TestLeaveOneOutNeverSeesItself(t *testing.T) {
	t.Parallel()
	d := company(3, 8, 8, 6)
	before, err := Build(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range d.Questions {
		changed := d
		changed.Seed = before.seed // another hash would draw other permutations
		changed.Exemplars = slices.Clone(d.Exemplars)
		changed.Exemplars[0].Answers = map[string]hiring.AnswerBody{q.ID: farAnswer(q)}
		for id, a := range d.Exemplars[0].Answers {
			if id != q.ID {
				changed.Exemplars[0].Answers[id] = a
			}
		}
		after, err := Build(changed)
		if err != nil {
			t.Fatal(err)
		}
		for i := range before.items {
			old, now := before.items[i].(*closedItem).folds[0], after.items[i].(*closedItem).folds[0]
			if old.c != now.c || !slices.Equal(old.table, now.table) {
				t.Errorf("question %s: the key without exemplar 0 moved with exemplar 0's answer", q.ID)
			}
		}
	}
}

// farAnswer is an answer unlike the exemplars'.
func farAnswer(q Question) hiring.AnswerBody {
	switch q.Kind {
	case hiring.Numeric:
		return number(q.Lo)
	case hiring.Ranking:
		reversed := slices.Clone(q.Options)
		slices.Reverse(reversed)
		return picks(reversed...)
	}
	return picks(q.Options[len(q.Options)-1])
}
