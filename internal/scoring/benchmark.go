package scoring

import (
	"errors"
	"slices"
	"sync"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// Benchmark is a definition that has learned from its exemplars: it scores answers and knows its own health. It never
// changes after Build and may be used from several goroutines.
type Benchmark struct {
	definition Definition
	hash       string
	seed       uint64
	items      []item
	values     []value
	health     Health
	draws      func() [][]float32 // how often each exemplar is in each resample
	norms      norms
	population bool         // not a sample: no leave-one-out, no intervals
	tails      [][2]float64 // by number of exemplars: what an interval of 90 and 95 % cuts off
	workspaces sync.Pool    // of *workspace
}

// value is one value of a benchmark and the questions that ask about it.
type value struct {
	name  string
	items []int
	top   []float64 // ascending leave-one-out fits of the exemplars
}

// item is one question that has learned from its exemplars.
type item interface {
	// asked returns the question.
	asked() Question
	// exemplar returns exemplar j's answer, held against what is learned when j is left out.
	exemplar(j int) part
	// comparison returns comparison rep k's answer, held against what is learned when exemplar j is left out.
	comparison(k, j int) part
	// read holds a candidate's answer against everything learned.
	read(r Respondent, peers []string) reading
	// report returns the question's health, once for a closed question, once per language for text.
	report() []QuestionHealth
}

// reading is a candidate's answer, held against the benchmark.
type reading struct {
	score AnswerScore
	part  part
	// again returns weight·consensus, and that times the alignment, under every resample of the exemplars; a weight of
	// 0 says that the resample cannot score the answer. own and sums, of one place a resample, are free for it to
	// compute in; what it returns is not to be written to. Nil when there is nothing to resample.
	again     func(own []float64, sums []float32) (wc, wca []float64)
	unanimous bool // the exemplars all gave the same answer: resampling them shows nothing
}

// Build learns a benchmark from a definition. It refuses a definition that contradicts itself (an id used twice, an
// answer outside its question) and one made for another engine; few exemplars it does not refuse, they show in the
// health. Everything random in it is seeded by the definition's hash.
func Build(d Definition) (*Benchmark, error) { return build(d, luckLimit) }

// BuildWith is Build for a definition whose texts are compared by an encoder from outside. The encoder is asked while the
// benchmark is built and whenever a text is scored; it must give the same numbers for the same text each time.
func BuildWith(d Definition, e text.Encoder) (*Benchmark, error) {
	d.encoder = e
	return Build(d)
}

// build is Build with the limit of the permutation test, which the published worked examples do without.
func build(d Definition, limit float64) (*Benchmark, error) {
	b, err := begin(d)
	if err != nil {
		return nil, err
	}
	if err := b.learn(newLuck(b.seed, limit)); err != nil {
		return nil, err
	}
	b.norms = normsOf(b.definition.Comparison, b.definition.Questions)
	b.health = b.examine()
	return b, nil
}

// workspace returns a place to compute in; the caller puts it back.
func (b *Benchmark) workspace() *workspace {
	if w, ok := b.workspaces.Get().(*workspace); ok {
		return w
	}
	return newWorkspace(len(b.items), len(b.values))
}

// Population builds a benchmark from closed questions and so many exemplars that chance has no say in them: it knows
// keys and consensus, examines nothing and scores without intervals. It is what a sample of exemplars is an estimate
// of, and what simulations hold a benchmark's intervals against.
func Population(d Definition) (*Benchmark, error) {
	d = d.normalised()
	if err := d.checkClosed(); err != nil {
		return nil, err
	}
	b := &Benchmark{definition: d, population: true}
	return b, b.learn(nil)
}

// Unexamined builds a benchmark of closed questions that scores as Build's does, and knows nothing of its own health:
// no leave-one-out, no separation, no percentiles. It takes a fraction of the time, and simulations need many.
func Unexamined(d Definition) (*Benchmark, error) {
	b, err := begin(d)
	if err != nil {
		return nil, err
	}
	if err := b.definition.checkClosed(); err != nil {
		return nil, err
	}
	luck := newLuck(b.seed, luckLimit)
	luck.alone = true
	return b, b.learn(luck)
}

func (d Definition) checkClosed() error {
	if slices.ContainsFunc(d.Questions, func(q Question) bool { return !q.Kind.Closed() }) {
		return errors.New("scoring: only closed questions can go unexamined")
	}
	return d.check()
}

func begin(d Definition) (*Benchmark, error) {
	d = d.normalised()
	if err := d.check(); err != nil {
		return nil, err
	}
	hash := d.Hash()
	return &Benchmark{definition: d, hash: hash, seed: seedOf(d, hash), tails: tailsUpTo(len(d.Exemplars))}, nil
}

// learn makes the items; without luck nothing is examined.
func (b *Benchmark) learn(luck *luck) error {
	d := b.definition
	b.draws = drawExemplars(b.seed, len(d.Exemplars))
	comparison := drawComparison(b.seed, len(d.Comparison))
	for i, q := range d.Questions {
		if q.Kind.Closed() {
			it, err := newClosedItem(q, d, luck, b.draws)
			if err != nil {
				return err
			}
			b.items = append(b.items, it)
		} else {
			b.items = append(b.items, newTextItem(q, d, b.draws, comparison))
		}
		b.addToValue(q.Value, i)
	}
	return nil
}

func (b *Benchmark) addToValue(name string, question int) {
	v := slices.IndexFunc(b.values, func(v value) bool { return v.name == name })
	if v < 0 {
		b.values = append(b.values, value{name: name})
		v = len(b.values) - 1
	}
	b.values[v].items = append(b.values[v].items, question)
}

// Hash returns the hash of the definition the benchmark was built from.
func (b *Benchmark) Hash() string { return b.hash }

// Health returns what the benchmark knows about itself. The caller must not change it.
func (b *Benchmark) Health() Health { return b.health }

// exemplarsBy counts the exemplars who answered a question, by language.
func exemplarsBy(d Definition, q Question) map[hiring.Language]int {
	counts := map[hiring.Language]int{}
	for _, r := range d.Exemplars {
		if a, ok := r.Answers[q.ID]; ok && !a.Blank(q.Kind) {
			counts[r.Language]++
		}
	}
	return counts
}

// offered tells whether r was offered the question, and left it blank.
func offered(r Respondent, q Question) (was, blank bool) {
	a, ok := r.Answers[q.ID]
	return ok && !r.Waived[q.ID], ok && a.Blank(q.Kind)
}
