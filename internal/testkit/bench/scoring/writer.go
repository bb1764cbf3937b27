package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/text"
)

// The size of what is measured.
const (
	textQuestions   = 10
	closedQuestions = 10
	exemplars       = 30
	comparison      = 30
	values          = 4
	topicSentences  = 5 // of a question: what people who live the value write about
	answerSentences = 5
	kept            = .75 // share of a sentence's words that a writer leaves as they were
)

// writer makes up plausible answers from the sentences and the words of the shipped background texts. It does not
// change; whom it writes for follows from the seed and their number alone.
type writer struct {
	seed      uint64
	questions []scoring.Question
	sentences [][]string // of the background texts, in words
	topics    [][]int    // by text question: sentences
	words     []string
}

func newWriter(seed uint64) *writer {
	w := &writer{seed: seed}
	for _, t := range text.Background("en") {
		for _, span := range text.Sentences(t) {
			if words := strings.Fields(span.In(t)); len(words) > 5 {
				w.sentences = append(w.sentences, words)
				w.words = append(w.words, words[1:len(words)-1]...)
			}
		}
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	for i := range textQuestions + closedQuestions {
		q := scoring.Question{ID: fmt.Sprintf("q%02d", i), Value: fmt.Sprintf("value%d", i%values), Kind: hiring.Text}
		if i >= textQuestions {
			q = closed(q, i)
		} else {
			w.topics = append(w.topics, rng.Perm(len(w.sentences))[:topicSentences])
		}
		w.questions = append(w.questions, q)
	}
	return w
}

func closed(q scoring.Question, i int) scoring.Question {
	q.Kind = []hiring.Kind{hiring.Numeric, hiring.Single, hiring.Multiple, hiring.Ranking}[i%4]
	if q.Kind == hiring.Numeric {
		q.Lo, q.Hi = 1, 10
		return q
	}
	q.Options = []string{"a", "b", "c", "d", "e"}
	return q
}

func (w *writer) definition() scoring.Definition {
	d := scoring.Definition{Questions: w.questions, Representation: scoring.WordsOnly}
	for i := range exemplars {
		d.Exemplars = append(d.Exemplars, w.person(fmt.Sprintf("e%03d", i), .8))
	}
	for i := range comparison {
		d.Comparison = append(d.Comparison, w.person(fmt.Sprintf("r%03d", i), .3))
	}
	return d
}

func (w *writer) candidate(i int) scoring.Respondent {
	return w.person(fmt.Sprintf("c%07d", i), float64(i%11)/10)
}

// person answers like those who live the values with a probability of adherence, question by question.
func (w *writer) person(id string, adherence float64) scoring.Respondent {
	sum := uint64(0)
	for _, b := range []byte(id) {
		sum = sum*257 + uint64(b)
	}
	rng := rand.New(rand.NewPCG(w.seed, sum))
	r := scoring.Respondent{ID: id, Language: hiring.English, Mode: "link", Answers: map[string]hiring.AnswerBody{}}
	for i, q := range w.questions {
		lived := rng.Float64() < adherence
		if q.Kind == hiring.Text {
			r.Answers[q.ID] = hiring.AnswerBody{Text: w.write(rng, i, lived)}
		} else {
			r.Answers[q.ID] = pick(rng, q, lived)
		}
	}
	return r
}

// write puts sentences together, some of the topic when lived, and puts other words in the place of some.
func (w *writer) write(rng *rand.Rand, question int, lived bool) string {
	var b strings.Builder
	for range answerSentences {
		at := rng.IntN(len(w.sentences))
		if lived && rng.IntN(2) == 0 {
			at = w.topics[question][rng.IntN(topicSentences)]
		}
		for k, word := range w.sentences[at] {
			if k > 0 && k < len(w.sentences[at])-1 && rng.Float64() > kept {
				word = w.words[rng.IntN(len(w.words))]
			}
			b.WriteString(word)
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

func pick(rng *rand.Rand, q scoring.Question, lived bool) hiring.AnswerBody {
	switch q.Kind {
	case hiring.Numeric:
		n := 1 + rng.IntN(10)
		if lived {
			n = 7 + rng.IntN(3)
		}
		return hiring.AnswerBody{Number: &n}
	case hiring.Single:
		k := rng.IntN(len(q.Options))
		if lived {
			k = rng.IntN(8) / 7
		}
		return hiring.AnswerBody{Picks: q.Options[k : k+1]}
	case hiring.Multiple:
		if lived {
			return hiring.AnswerBody{Picks: q.Options[:2+rng.IntN(2)]}
		}
		from := rng.IntN(len(q.Options))
		return hiring.AnswerBody{Picks: q.Options[from : from+1+rng.IntN(len(q.Options)-from)]}
	}
	order := append([]string(nil), q.Options...)
	if lived {
		k := rng.IntN(len(order) - 1)
		order[k], order[k+1] = order[k+1], order[k]
	} else {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	return hiring.AnswerBody{Picks: order}
}
