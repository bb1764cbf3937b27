package simulate

import (
	"math"
	"math/rand/v2"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// manner is a way of answering one question: the probability of each number or option, the probability of picking
// each option, each option's worth when they are ranked, or the probability of telling each idea of a subject.
type manner struct {
	p     []float64
	about *subject // of a text
}

// newManner draws one. The lived way is one that most who live the value share; the common way spreads.
func newManner(rng *rand.Rand, q scoring.Question, lived bool) manner {
	switch q.Kind {
	case hiring.Numeric:
		return numericManner(rng, q, lived)
	case hiring.Single:
		return singleManner(rng, len(q.Options), lived)
	case hiring.Multiple:
		return multipleManner(rng, len(q.Options), lived)
	}
	return rankingManner(rng, len(q.Options), lived)
}

// numericManner is a normal curve over the points: about a number from 5 to 9 with a spread from 1.0 to 1.7 when
// lived, about the middle with one from 2 to 3 otherwise.
func numericManner(rng *rand.Rand, q scoring.Question, lived bool) manner {
	mean, sd := 5+4*rng.Float64(), 1+.7*rng.Float64()
	if !lived {
		mean, sd = 4+3*rng.Float64(), 2+rng.Float64()
	}
	return manner{p: curve(q, mean, sd)}
}

// camps is half of the people near either end of the scale.
func camps(rng *rand.Rand, q scoring.Question) manner {
	low, high := curve(q, 1.5+rng.Float64(), .6), curve(q, 8.5+rng.Float64(), .6)
	for k := range low {
		low[k] = (low[k] + high[k]) / 2
	}
	return manner{p: low}
}

// byChance gives every number, option, set and order the same probability.
func byChance(q scoring.Question) manner {
	p := make([]float64, max(len(q.Options), q.Hi-q.Lo+1))
	for k := range p {
		p[k] = 1 / float64(len(p))
		if q.Kind == hiring.Multiple {
			p[k] = .5
		}
	}
	return manner{p: p}
}

func curve(q scoring.Question, mean, sd float64) []float64 {
	p := make([]float64, q.Hi-q.Lo+1)
	for k := range p {
		z := (float64(q.Lo+k) - mean) / sd
		p[k] = math.Exp(-z * z / 2)
	}
	return normalised(p)
}

// singleManner gives one option 65 to 90 % when lived; otherwise the shares are drawn evenly and differ little.
func singleManner(rng *rand.Rand, options int, lived bool) manner {
	p := make([]float64, options)
	for k := range p {
		p[k] = .5 + rng.Float64()
	}
	normalised(p)
	if lived {
		top, share := rng.IntN(options), .65+.25*rng.Float64()
		rest := 1 - p[top]
		for k := range p {
			p[k] *= (1 - share) / rest
		}
		p[top] = share
	}
	return manner{p: p}
}

// multipleManner has two or three options picked by 70 to 95 % and the others by 5 to 30 % when lived, and every
// option by 25 to 55 % otherwise.
func multipleManner(rng *rand.Rand, options int, lived bool) manner {
	p := make([]float64, options)
	good := 2 + rng.IntN(2)
	for i, k := range rng.Perm(options) {
		switch {
		case !lived:
			p[k] = .25 + .30*rng.Float64()
		case i < good:
			p[k] = .70 + .25*rng.Float64()
		default:
			p[k] = .05 + .25*rng.Float64()
		}
	}
	return manner{p: p}
}

// rankingManner gives each option a worth; who ranks prefers by worth plus chance (Plackett 1975, Luce 1959). The
// worths lie far apart when lived.
func rankingManner(rng *rand.Rand, options int, lived bool) manner {
	p := make([]float64, options)
	step := .25
	if lived {
		step = 1.1 + .6*rng.Float64()
	}
	for place, k := range rng.Perm(options) {
		p[k] = step * float64(place)
	}
	return manner{p: p}
}

func normalised(p []float64) []float64 {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// answer draws one answer.
func (m manner) answer(rng *rand.Rand, q scoring.Question) hiring.AnswerBody {
	switch q.Kind {
	case hiring.Numeric:
		n := q.Lo + m.draw(rng)
		return hiring.AnswerBody{Number: &n}
	case hiring.Single:
		return hiring.AnswerBody{Picks: []string{q.Options[m.draw(rng)]}}
	case hiring.Multiple:
		return hiring.AnswerBody{Picks: m.picks(rng, q)}
	case hiring.Text:
		return hiring.AnswerBody{Text: m.told(rng)}
	}
	return hiring.AnswerBody{Picks: m.order(rng, q)}
}

// draw returns a place with the probability it has.
func (m manner) draw(rng *rand.Rand) int {
	u := rng.Float64()
	for k, p := range m.p {
		if u -= p; u < 0 {
			return k
		}
	}
	return len(m.p) - 1
}

// picks draws each option by itself; who would pick none picks the likeliest, because a form asks for at least one.
func (m manner) picks(rng *rand.Rand, q scoring.Question) []string {
	var out []string
	likeliest := 0
	for k, p := range m.p {
		if rng.Float64() < p {
			out = append(out, q.Options[k])
		}
		if p > m.p[likeliest] {
			likeliest = k
		}
	}
	if out == nil {
		out = []string{q.Options[likeliest]}
	}
	return out
}

// order ranks by worth plus a Gumbel variate, which is Plackett's and Luce's model.
func (m manner) order(rng *rand.Rand, q scoring.Question) []string {
	worth := make([]float64, len(m.p))
	for k, p := range m.p {
		worth[k] = p - math.Log(rng.ExpFloat64())
	}
	var out []string
	for range worth {
		best := 0
		for k, w := range worth {
			if w > worth[best] {
				best = k
			}
		}
		out = append(out, q.Options[best])
		worth[best] = math.Inf(-1)
	}
	return out
}
