package scoring

import (
	"strconv"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// benchFixture is a question with 12 exemplars of about 80 words, each with five answers to other questions, and 12
// comparison reps. The other answers are pieced together from background texts.
func benchFixture(b *testing.B) (Question, []textAnswer, []textAnswer, textFixture) {
	f := loadTexts(b, hiring.English)
	background := text.Background(text.English)
	exemplars := people("e", f.Exemplars, nil)
	for j := range exemplars {
		for k := range 5 {
			at := (7*j + 13*k) % (len(background) - 1)
			exemplars[j].others = append(exemplars[j].others, background[at]+" "+background[at+1]+" "+strconv.Itoa(j))
		}
	}
	comparison := people("c", append(f.Typical, f.Others...), nil)
	return f.question(hiring.English), exemplars, comparison, f
}

func BenchmarkTextModelBuild(b *testing.B) {
	q, exemplars, comparison, _ := benchFixture(b)
	newTextModel(q, hiring.English, exemplars, comparison)
	for b.Loop() {
		newTextModel(q, hiring.English, exemplars, comparison)
	}
}

func BenchmarkTextModelScore(b *testing.B) {
	q, exemplars, comparison, f := benchFixture(b)
	m := newTextModel(q, hiring.English, exemplars[1:], comparison)
	for b.Loop() {
		m.score(f.Exemplars[0], f.Typical)
	}
}

func BenchmarkTextModelResample(b *testing.B) {
	q, exemplars, comparison, f := benchFixture(b)
	m := newTextModel(q, hiring.English, exemplars[1:], comparison)
	cosines := m.score(f.Exemplars[0], nil).cosines
	counts := []int{2, 0, 1, 1, 0, 3, 0, 0, 2, 1, 1}
	for b.Loop() {
		m.resampled(cosines, counts)
	}
}
