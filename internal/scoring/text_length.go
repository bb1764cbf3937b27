package scoring

import (
	"math"
	"slices"

	"touchstone/internal/hiring"
)

// NoLengthSpread is why a question without the influence of length has no scale: its incumbents all wrote equally many
// words, so what length adds cannot be known.
const NoLengthSpread = "no_length_spread"

// lengthLine is what a fold expects similarity to rise with length: by slope for each unit of ln(1 + words) beyond
// centre, the exemplars' mean. The zero value expects nothing.
type lengthLine struct{ slope, centre float64 }

// level takes from a text's cosines what its length explains. All of them lose the same, so that their mean, over
// whatever resample of the exemplars, loses it too. The cosines are changed in place.
func (l lengthLine) level(cosines []float64, words int) []float64 {
	if l.slope != 0 {
		off := l.slope * (logWords(words) - l.centre)
		for j := range cosines {
			cosines[j] -= off
		}
	}
	return cosines
}

func logWords(words int) float64 { return math.Log1p(float64(words)) }

// lengthGroup is texts of one sort by ln(1 + words) and similarity.
type lengthGroup struct{ length, sim []float64 }

func (g *lengthGroup) add(words int, sim float64) {
	g.length, g.sim = append(g.length, logWords(words)), append(g.sim, sim)
}

// moments are the sums of squares of the lengths and of products about the group's own means.
func (g lengthGroup) moments() (squares, products float64) {
	x, y := mean(g.length), mean(g.sim)
	for i := range g.length {
		squares += (g.length[i] - x) * (g.length[i] - x)
		products += (g.length[i] - x) * (g.sim[i] - y)
	}
	return squares, products
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(max(1, len(x)))
}

// residual levels a fold (measurement.md §3.4): it fits one slope within the incumbents and within the controls, each about their own mean,
// because what sets the two groups apart is the subject and not length, and takes it out of every similarity. Who is
// left out of the fold is left out of the slope. A slope below zero is taken for none: padding must never pay.
func (m *textModel) residual(f *textFold, out int) {
	if m.question.Length != hiring.LengthResidual || len(f.sims) == 0 {
		return
	}
	var incumbents, controls lengthGroup
	at, control := 0, 0
	for _, d := range m.documents {
		switch {
		case d.owner == out || d.key && !f.key[d.owner]:
		case d.key:
			incumbents.add(f.read(d.words), f.sims[at])
			at++
		case d.control:
			for range 1 + d.more {
				controls.add(d.words, f.controls[control])
				control++
			}
		}
	}
	f.line.centre = mean(incumbents.length)
	for i := range m.comparison {
		incumbents.add(f.read(m.comparisonWords(i)), f.mean(m.comparisonCosines(f, i), nobody))
	}
	if slices.Max(incumbents.length)-slices.Min(incumbents.length) < tolerance {
		f.reason = NoLengthSpread
		return
	}
	squares, products := incumbents.moments()
	more, ofThem := controls.moments()
	f.line.slope = max(0, (products+ofThem)/(squares+more))
	m.levelled(f, out)
}

// levelled takes a fold's line out of what it has measured.
func (m *textModel) levelled(f *textFold, out int) {
	at, control := 0, 0
	for _, d := range m.documents {
		switch {
		case d.owner == out || d.key && !f.key[d.owner]:
		case d.key:
			f.line.level(f.rows[d.owner], f.read(d.words))
			f.line.level(f.sims[at:at+1], f.read(d.words))
			at++
		case d.control:
			f.line.level(f.controls[control:control+1+d.more], d.words)
			control += 1 + d.more
		}
	}
}

// read is how many of so many words similarity sees.
func (f *textFold) read(words int) int { return min(words, f.words) }

func (m *textModel) comparisonWords(i int) int { return m.documents[len(m.exemplars)+i].words }
