package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// Sizes of what people write.
const (
	ideasEach = 9 // that a question may bring up
	wordsEach = 2 // that say the same, at each place of an idea
	livedMost = 4 // ideas that most who live the value tell
)

// idea is something to tell. Each of its places has several words that say the same.
type idea struct{ deeds, things, occasions []string }

// subject is what a text question may bring up.
type subject struct {
	ideas []idea
	words vocabulary
}

// vocabulary is the words that ideas are made of. What they mean does not matter, only who uses which.
type vocabulary struct{ deeds, things, occasions []string }

func newVocabulary(rng *rand.Rand) vocabulary {
	v := vocabulary{
		deeds: strings.Fields(`answered arranged booked bought brought built called cancelled carried checked cleared closed
			collected compared copied corrected counted covered created delivered described designed drafted explained filed
			finished fixed followed forwarded gathered handled highlighted improved inspected listed logged mapped measured
			mentioned moved named noted opened ordered packed paid planned postponed prepared presented printed promised
			raised read rebuilt recorded refused remembered repaired replaced reported requested reviewed scheduled searched
			sent shared showed signed simplified solved sorted split stopped stored studied summarised tested tracked
			trained translated updated verified watched wrote`),
		things: strings.Fields(`account address agreement alarm appointment article balance battery bill booking box brochure
			budget button cable calendar card case catalogue certificate chair charger claim clause code colour comment
			complaint contract coupon credit customer damage deadline delay deposit desk diagram discount document door
			draft email engine estimate exception file folder form fridge gift glitch guarantee guide handover headset hotel
			invoice key label laptop letter licence link list manual map message meter mistake note notice number offer order
			package page parcel password payment permit phone photo plan policy price printer problem product profile
			promise question queue quote receipt record refund reminder report request result risk room route rule sample
			scanner screen script seat server sheet shelf shipment signature slot solution spreadsheet statement stock
			subscription supplier survey system table tariff task template ticket timetable tool transfer translation
			update upgrade vehicle voucher warning warranty window`),
		occasions: strings.Fields(`anniversary audit autumn briefing carnival celebration christmas coffee conference
			congress court dawn demonstration departure dinner drill election evening exam exhibition fair festival fire
			flight flood forecast friday funeral gale harvest heatwave holiday hurricane inauguration inspection interview
			inventory january journey june kickoff lecture lesson lunch march marathon match meeting midnight monday
			move night noon opening parade party picnic pilgrimage rehearsal relocation renovation retreat rush sale
			saturday season seminar shift snow sprint storm strike summer summit sunrise takeover thursday tournament
			training trial tuesday vacation vote walk wedding weekend winter workshop year`),
	}
	for _, words := range [][]string{v.deeds, v.things, v.occasions} {
		rng.Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
	}
	return v
}

// frames are how a sentence may be put: deed, thing, occasion.
func frames() []string {
	return []string{
		"I %[1]s the %[2]s before the %[3]s.",
		"Before the %[3]s I %[1]s the %[2]s.",
		"The %[3]s could wait, so first of all I %[1]s the %[2]s.",
		"Because of the %[3]s, I %[1]s the %[2]s at once.",
		"We %[1]s the %[2]s together and only then talked about the %[3]s.",
		"What I did was simple: I %[1]s the %[2]s, as after every %[3]s.",
	}
}

// newSubject takes its ideas' words out of the vocabulary, so that no two questions share any but by people's whims.
func newSubject(v *vocabulary) *subject {
	s := &subject{words: *v}
	take := func(words *[]string) []string {
		out := (*words)[:wordsEach]
		*words = (*words)[wordsEach:]
		return out
	}
	for range ideasEach {
		s.ideas = append(s.ideas, idea{take(&v.deeds), take(&v.things), take(&v.occasions)})
	}
	return s
}

// newTelling is how likely each idea is told: a few by 60 to 90 % when lived and the others by 5 to 30 %, and all of
// them by 15 to 45 % otherwise.
func newTelling(rng *rand.Rand, about *subject, lived bool) manner {
	m := manner{p: make([]float64, len(about.ideas)), about: about}
	for i, k := range rng.Perm(len(m.p)) {
		switch {
		case !lived:
			m.p[k] = .10 + .25*rng.Float64()
		case i < livedMost:
			m.p[k] = .70 + .25*rng.Float64()
		default:
			m.p[k] = .05 + .15*rng.Float64()
		}
	}
	return m
}

// told is an answer: the ideas that come to mind, in any order, and something of one's own.
func (m manner) told(rng *rand.Rand) string {
	var sentences []string
	for k, p := range m.p {
		if rng.Float64() < p {
			sentences = append(sentences, m.about.ideas[k].sentence(rng))
		}
	}
	all := idea{m.about.words.deeds, m.about.words.things, m.about.words.occasions}
	for range 2 + rng.IntN(2) {
		sentences = append(sentences, all.sentence(rng))
	}
	rng.Shuffle(len(sentences), func(a, b int) { sentences[a], sentences[b] = sentences[b], sentences[a] })
	return strings.Join(sentences, " ")
}

func (x idea) sentence(rng *rand.Rand) string {
	one := func(words []string) string { return words[rng.IntN(len(words))] }
	return fmt.Sprintf(one(frames()), one(x.deeds), one(x.things), one(x.occasions))
}

// newTextCompany draws a company with one value that text questions ask about.
func newTextCompany(rng *rand.Rand, questions int, none nothing) company {
	var c company
	words := newVocabulary(rng)
	for i := range questions {
		about := newSubject(&words)
		lived, common := newTelling(rng, about, true), newTelling(rng, about, false)
		switch none {
		case spread:
			lived = common
		case alike:
			common = lived
		}
		c.questions = append(c.questions, scoring.Question{ID: fmt.Sprintf("t%02d", i), Value: "value0", Kind: hiring.Text})
		c.lived, c.common = append(c.lived, lived), append(c.common, common)
	}
	return c
}
