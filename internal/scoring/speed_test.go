package scoring

import (
	"fmt"
	"testing"

	"touchstone/internal/hiring"
)

func BenchmarkBuild(b *testing.B) {
	d := company(1, 30, 12, 12)
	for b.Loop() {
		if _, err := Build(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScore(b *testing.B) {
	d := company(1, 30, 12, 12)
	bm, err := Build(d)
	if err != nil {
		b.Fatal(err)
	}
	r := applicant(d, 1)
	bm.Score(r, Policy{}, nil)
	for b.Loop() {
		bm.Score(r, Policy{}, nil)
	}
}

// BenchmarkBuildWithText is a benchmark as companies have it: three text questions to seven closed ones.
func BenchmarkBuildWithText(b *testing.B) {
	d := longCompany(30, 9)
	for b.Loop() {
		if _, err := Build(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScoreWithText(b *testing.B) {
	d := longCompany(30, 9)
	bm, err := Build(d)
	if err != nil {
		b.Fatal(err)
	}
	r := applicant(d, 1)
	texts := goodTexts()
	for _, q := range d.Questions {
		if q.Kind == hiring.Text {
			r.Answers[q.ID] = hiring.AnswerBody{Text: texts["angry"]}
		}
	}
	bm.Score(r, Policy{}, nil)
	for b.Loop() {
		bm.Score(r, Policy{}, nil)
	}
}

// longCompany has n questions, some of them text, answered by twelve exemplars and twelve comparison reps.
func longCompany(n, texts int) Definition {
	d := company(1, n-texts, 12, 12)
	rng := steady()
	for i := range texts {
		id := fmt.Sprintf("text%d", i)
		d.Questions = append(d.Questions, Question{ID: id, Value: "honesty", Kind: hiring.Text})
		p := writtenPhrases()[[]string{"angry", "mistake"}[i%2]]
		for j := range d.Exemplars {
			d.Exemplars[j].Answers[id] = writtenAnswer(rng, p, true)
			d.Comparison[j].Answers[id] = writtenAnswer(rng, p, false)
		}
	}
	return d
}
