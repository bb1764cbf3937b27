package scoring

import (
	"math"
	"testing"

	"touchstone/internal/hiring"
)

// TestMannerByHand: nine points have one in the middle, ten have two; 3 to 7 is 0 to 1.
func TestMannerByHand(t *testing.T) {
	t.Parallel()
	of := func(lo, hi int, answers ...int) manner {
		var questions []Question
		r := Respondent{Answers: map[string]hiring.AnswerBody{}}
		for i, x := range answers {
			q := numericQuestion(optionKey(i))
			q.Lo, q.Hi = lo, hi
			questions = append(questions, q)
			r.Answers[q.ID] = number(x)
		}
		return mannerOf(r, questions)
	}
	for _, c := range []struct {
		name         string
		got          manner
		ends, middle float64
	}{
		{"nine points", of(1, 9, 5, 6, 4, 1, 9, 2, 8, 3), 2. / 8, 1. / 8},
		{"ten points", of(1, 10, 5, 6, 4, 7, 10, 2, 8, 3), 1. / 8, 2. / 8},
	} {
		isNear(t, c.name+": ends", Figure{Value: c.got.ends}, c.ends)
		isNear(t, c.name+": middle", Figure{Value: c.got.middle}, c.middle)
	}
	isNear(t, "spread of four at either end", Figure{Value: of(3, 7, 3, 7, 3, 7, 3, 7, 3, 7).spread}, math.Sqrt(8*.25/7))
	mixed := Respondent{Answers: map[string]hiring.AnswerBody{}}
	var questions []Question
	for i := range 8 {
		q := numericQuestion(optionKey(i))
		q.Lo, q.Hi = 1+2*(i%2), 7
		questions, mixed.Answers[q.ID] = append(questions, q), number(q.Lo)
	}
	isNear(t, "spread of low ends of two scales", Figure{Value: mannerOf(mixed, questions).spread}, 0)
	isNear(t, "spread about a half and one", Figure{Value: of(3, 7, 5, 7, 5, 7, 5, 7, 5, 7).spread}, math.Sqrt(8*.0625/7))
}

// TestTwentyPeopleMakeANorm: nineteen do not.
func TestTwentyPeopleMakeANorm(t *testing.T) {
	t.Parallel()
	d := scales(8, 20)
	if n := normsOf(d.Comparison, d.Questions); !n.ends.Defined() || !n.middle.Defined() || !n.spread.Defined() {
		t.Errorf("twenty: %+v", n)
	}
	if n := normsOf(d.Comparison[1:], d.Questions); n.ends.Defined() || n.middle.Defined() || n.spread.Defined() {
		t.Errorf("nineteen: %+v", n)
	}
}

// TestTheLimitForOneMoreByHand: among nine people, p = .55 is place 5.5, half way from the fifth to the sixth. Past the
// last of them it is the normal limit of the arcsines: for shares of sin²(.2) and sin²(.4), once each, mean .3 and
// s = .1·√2, and t = tan(π(p−½)) with one degree of freedom.
func TestTheLimitForOneMoreByHand(t *testing.T) {
	t.Parallel()
	sorted := []float64{0, .01, .03, .1, .2, .3, .34, .5, .9}
	isNear(t, "within", Figure{Value: nextBelow(sorted, .55)}, .25)
	isNear(t, "at a place", Figure{Value: nextBelow(sorted, .4)}, .1)
	two := []float64{math.Pow(math.Sin(.2), 2), math.Pow(math.Sin(.4), 2)}
	arc := .3 + math.Tan(math.Pi*.2)*.1*math.Sqrt2*math.Sqrt(1.5)
	isNear(t, "beyond", Figure{Value: nextBelow(two, .7)}, math.Pow(math.Sin(arc), 2))
	high := []float64{math.Pow(math.Sin(1.2), 2), math.Pow(math.Sin(1.4), 2)} // 1.3 + 3.08·.1414·1.22 is past a right angle
	isNear(t, "everybody", Figure{Value: nextBelow(high, .9)}, 1)
	isNear(t, "never below the highest", Figure{Value: nextBelow(append(make([]float64, 19), 1), .98)}, 1)
}

// TestEightInTenAtTheEndsAreExtreme: whatever the norm group does.
func TestEightInTenAtTheEndsAreExtreme(t *testing.T) {
	t.Parallel()
	d := scales(10, 0)
	b := built(t, d)
	for ends, want := range map[int]bool{7: false, 8: true} {
		r := respondents("c", 1, d.Questions, func(_ int, q Question) hiring.AnswerBody {
			if k := int(q.ID[0] - 'a'); k < ends {
				return number(1 + 9*(k%2))
			}
			return number(4)
		})[0]
		if got := codesOf(b.style(r)); (len(got) == 1 && got[0] == Extreme) != want {
			t.Errorf("%d of ten at the ends: %v", ends, got)
		}
	}
}
