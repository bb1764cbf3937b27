package text

import "strconv"

// Mixed returns the representation in which two texts are as alike as the weighted mean of two representations says:
//
//	sim = (1 − share)·words + share·meaning
//
// words compares by terms (Lexical), meaning by vectors (Dense).
func Mixed(words, meaning Representation, share float64) Representation {
	return mixed{words, meaning, share}
}

type mixed struct {
	words, meaning Representation
	share          float64
}

func (m mixed) ID() string {
	return m.words.ID() + " + " + strconv.FormatFloat(m.share, 'g', -1, 64) + " " + m.meaning.ID()
}

func (m mixed) Fit(documents []Document) Space {
	return mixedSpace{m.words.Fit(documents), m.meaning.Fit(documents), m.share}
}

type mixedSpace struct {
	words, meaning Space
	share          float64
}

func (s mixedSpace) Read(text string) Point { return joined(s.words.Read(text), s.meaning.Read(text)) }

func (s mixedSpace) Point(i int) Point { return joined(s.words.Point(i), s.meaning.Point(i)) }

// joined is a text in both spaces.
func joined(words, meaning Point) Point {
	words.dense = meaning.dense
	return words
}

func (s mixedSpace) All() View { return mixedView{s.words.All(), s.meaning.All(), s.share} }

func (s mixedSpace) Sealed() Space {
	return mixedSpace{s.words.Sealed(), s.meaning.Sealed(), s.share}
}

type mixedView struct {
	words, meaning View
	share          float64
}

func (v mixedView) Without(owner int) View {
	return mixedView{v.words.Without(owner), v.meaning.Without(owner), v.share}
}

func (v mixedView) Cosines(p Point) []float64 {
	out := v.words.Cosines(p)
	for i, meaning := range v.meaning.Cosines(p) {
		out[i] += v.share * (meaning - out[i])
	}
	return out
}
