package scoring

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"touchstone/internal/hiring"
)

func steady() *rand.Rand { return rand.New(rand.NewPCG(1, 0)) }

// phrases are parts of answers to one question: what exemplars say, and what anybody says.
type phrases struct{ exemplary, ordinary []string }

func writtenPhrases() map[string]phrases {
	return map[string]phrases{
		"angry": {
			[]string{
				"I let the customer finish before I said anything.", "I repeated back what had gone wrong in her own words.",
				"I apologised for the delay without blaming the courier.", "I promised to call back by four and did.",
				"I wrote a note so that nobody would have to ask her again.", "I asked what would make it right for her today.",
				"I checked the order with the warehouse while she was on the line.", "I listened until he had calmed down.",
			},
			[]string{
				"I told him the policy and sent the form.", "My supervisor took over the conversation after a minute.",
				"It was a busy Friday and the queue was long.", "I offered a discount code and closed the ticket.",
				"He hung up in the end.", "We have a script for that and I read it out.",
				"I do not remember the details any more.", "I transferred the call to billing.",
			},
		},
		"mistake": {
			[]string{
				"I noticed that I had entered the wrong tariff.", "I told my team lead within the hour.",
				"I wrote to every customer concerned and explained what I had done.", "I corrected the invoices myself that evening.",
				"I added a check to our list so that it would not happen again.", "I said openly in the meeting that it was my error.",
				"I asked a colleague to look over the correction.", "I showed the others how it had come about.",
			},
			[]string{
				"Mistakes happen to everybody now and then.", "The system was slow and showed old figures.",
				"I fixed it before anyone saw it.", "It was really the other department's job.",
				"I try to be careful with numbers.", "Nobody was hurt by it in the end.",
				"I worked late to finish the list.", "The software has been replaced since.",
			},
		},
	}
}

// writtenAnswer strings five phrases together, most of them exemplary when top.
func writtenAnswer(rng *rand.Rand, p phrases, top bool) hiring.AnswerBody {
	mine, other := p.ordinary, p.exemplary
	if top {
		mine, other = other, mine
	}
	var said []string
	for _, k := range rng.Perm(len(mine))[:4] {
		said = append(said, mine[k])
	}
	said = append(said, other[rng.IntN(len(other))])
	rng.Shuffle(len(said), func(i, j int) { said[i], said[j] = said[j], said[i] })
	return hiring.AnswerBody{Text: strings.Join(said, " ")}
}

// writtenCompany has a value of four closed questions and one of two text questions, and a good candidate.
func writtenCompany(seed uint64, exemplars, comparison int) (Definition, Respondent) {
	rng := rand.New(rand.NewPCG(seed, 3))
	d := company(seed, 4, exemplars, comparison)
	for _, id := range []string{"angry", "mistake"} {
		q := Question{ID: id, Value: "honesty", Kind: hiring.Text, Prompt: hiring.Words{hiring.English: "Tell us about a time when that happened to you."}}
		d.Questions = append(d.Questions, q)
		for i := range d.Exemplars {
			d.Exemplars[i].Answers[id] = writtenAnswer(rng, writtenPhrases()[id], true)
		}
		for i := range d.Comparison {
			d.Comparison[i].Answers[id] = writtenAnswer(rng, writtenPhrases()[id], false)
		}
	}
	return d, answering(applicant(d, seed), goodTexts())
}

// goodTexts says in its own words what the exemplars say; ordinaryTexts what anybody says.
func goodTexts() map[string]string {
	return map[string]string{
		"angry": "Last spring a customer rang about a parcel that had been lost twice. I listened until she had finished, then I " +
			"repeated what had gone wrong so that she knew I had understood. I apologised without blaming the courier, checked with " +
			"the warehouse while she waited, and called her back by four as I had promised.",
		"mistake": "I had entered the wrong tariff for nine people and noticed it in the evening. I told my team lead within the hour " +
			"that it was my error, wrote to each customer and explained what I had done, and corrected their invoices myself. " +
			"Then I added a check to our list.",
	}
}

func ordinaryTexts() map[string]string {
	return map[string]string{
		"angry": "It was a Friday with a long queue, and one man was not content with the refund rules. I read him our policy from the " +
			"script and sent the form by mail. After a while my supervisor took the conversation over, and I closed the ticket with a discount code.",
		"mistake": "Everybody makes mistakes now and then, and numbers are not easy when the system is slow. I think the other department " +
			"should have seen it first. I worked late to finish the list and the software has been replaced since then.",
	}
}

// answering returns r with other texts.
func answering(r Respondent, texts map[string]string) Respondent {
	r = without(r)
	for id, s := range texts {
		r.Answers[id] = hiring.AnswerBody{Text: s}
	}
	return r
}

func TestWrittenAnswersEndToEnd(t *testing.T) {
	t.Parallel()
	d, good := writtenCompany(1, 12, 12)
	b := built(t, d)
	for _, q := range b.Health().Questions[4:] {
		if q.Language != hiring.English || q.N != 12 || len(q.LeaveOneOut) != 12 || q.Consensus <= unprovenTextWeight || !q.Separation.AUC.Defined() {
			t.Errorf("question %s: %+v", q.Question, q)
		}
	}
	poor := answering(good, ordinaryTexts())
	high, low := b.Score(good, Policy{}, nil), b.Score(poor, Policy{}, nil)
	for i := 4; i < 6; i++ {
		if a := high.Answers[i]; a.Status != OK || a.Weight == 0 || len(a.Evidence.Matches) == 0 || !a.Percentile.Defined() {
			t.Errorf("good answer: %+v", a)
		}
	}
	if !(high.Values[1].Fit.Value > low.Values[1].Fit.Value+20) {
		t.Errorf("fit of a good answer %+v, of an ordinary one %+v", high.Values[1].Fit, low.Values[1].Fit)
	}
}

// TestResampledTextIsTheModels holds the engine's shortened resampling against the model's own.
func TestResampledTextIsTheModels(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(2, 8, 4)
	b := built(t, d)
	l := b.items[4].(*textItem).languages[0]
	outcome := l.model.score(r.Answers["angry"].Text, nil)
	if !outcome.scored() {
		t.Fatalf("the answer is %s", outcome.status)
	}
	cosines := outcome.cosines
	counts := make([]int, 8)
	c, a := l.resampled(cosines)(make([]float64, resamples), make([]float32, resamples))
	for i := range 50 {
		for j, times := range l.draws() {
			counts[j] = int(times[i])
		}
		want, ok := l.model.resampled(cosines, counts)
		if ok != (c[i] > 0) || ok && math.Abs(a[i]/c[i]-clip(want, -1, 1)) > 1e-4 {
			t.Errorf("resample %d: %v, %v, want %v, %v", i, a[i], c[i], want, ok)
		}
	}
}

func TestTextIsComparedWithinALanguage(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(3, 12, 12)
	d.Exemplars[0].Language = hiring.Spanish
	for id := range writtenPhrases() {
		d.Exemplars[0].Answers[id] = hiring.AnswerBody{Text: "Escuché a la clienta hasta el final y le pedí disculpas por el retraso."}
	}
	b := built(t, d)
	n := map[hiring.Language]int{}
	for _, q := range b.Health().Questions {
		if q.Question == "angry" {
			n[q.Language] = q.N
		}
		if q.Kind.Closed() && (q.N != 12 || q.Languages[hiring.Spanish] != 1 || q.Languages[hiring.English] != 11) {
			t.Errorf("closed answers should pool: %s has %d, %v", q.Question, q.N, q.Languages)
		}
	}
	if n[hiring.English] != 11 || n[hiring.Spanish] != 1 {
		t.Errorf("exemplars by language: %v", n)
	}
	r.Language = hiring.Turkish
	got := b.Score(r, Policy{}, nil)
	if a := got.Answers[4]; a.Status != NoExemplars || a.Alignment.Defined() || a.Weight != 0 {
		t.Errorf("a language without exemplars reads %+v", a)
	}
	if v := got.Values[1]; v.Fit.Undefined != string(NoExemplars) || v.Offered != 0 {
		t.Errorf("a value of texts nobody can compare reads %+v", v)
	}
}

func TestBlankTextCountsAsRandom(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(4, 12, 12)
	got := built(t, d).Score(blank(r, "angry"), Policy{}, nil)
	if a := got.Answers[4]; a.Status != Blank || a.Weight == 0 {
		t.Errorf("a blank text reads %+v", a)
	}
	if v := got.Values[1]; v.Fit.Undefined != Insufficient {
		t.Errorf("one of two left blank: %+v, coverage %+v", v.Fit, v.Coverage)
	}
}

func TestPeersAreHeldAgainstEachOther(t *testing.T) {
	t.Parallel()
	d, r := writtenCompany(5, 12, 12)
	b := built(t, d)
	got := b.Score(r, Policy{}, Peers{"angry": {r.Answers["angry"].Text}})
	if a := got.Answers[4]; a.Status != NearDuplicate || a.Weight != 0 {
		t.Errorf("the same text as another candidate's reads %+v", a)
	}
}
