package scoring

import (
	"slices"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/text"
)

// textAnswer is one incumbent's answer to one text question.
type textAnswer struct {
	respondent string // id
	text       string
	others     []string // the same person's answers, in the same language, to other text questions
}

// textModel is what one text question has learned, in one language, from its exemplars (measurement.md §3.1–3.6).
// It does not change once built, and may be used by many goroutines at once.
type textModel struct {
	question    Question
	lang        hiring.Language
	represented text.Representation
	exemplars   []textAnswer
	comparison  []textAnswer
	prompt      string
	documents   []textDocument
	owned       [][]int   // by owner: which documents are theirs
	counts      []int     // words of each exemplar's answer
	full        *textFold // everybody in
	loo         []textOutcome
	typicals    []textOutcome
	limits      textLimits
	originals   []text.Runs // runs of words of each exemplar's answer
	shingles    text.Runs   // the same, of any exemplar's answer
	anywhere    text.Runs   // longer runs, of any exemplar's answer
	screen      *text.Screen
	sentences   *sentenceIndex
	population  bool // made by newTextPopulation
	more        int  // of a population: how often each background text is there beside itself
}

// textOutcome is one text held against the model.
type textOutcome struct {
	status     Status   // OK, OffTopic: scored; anything else: unscored
	alignment  Figure   // (sim − s0)/(s1 − s0), unclipped
	evidence   Evidence // for candidates only; empty in leave-one-out
	flags      []Status
	warnings   []Warning
	cosines    []float64 // cosine to each exemplar, in the exemplars' order: what the bootstrap resamples; a left-out exemplar's own entry is 0
	similarity float64   // sim: the mean of the cosines with the exemplars of the key
	words      int       // words of the text
}

// textLimits are the points of reference of the quality statuses.
type textLimits struct {
	tooShort   float64   // words
	offTopic   float64   // similarity
	similarity []float64 // leave-one-out similarities of the exemplars, ascending
	nearest    []float64 // leave-one-out cosines with the nearest other exemplar, ascending
}

// newTextModelBy learns from exemplars and comparison reps, in the representation that similarity is measured by; prompt is the question's wording and its value's words.
func newTextModelBy(by text.Representation, question Question, lang hiring.Language, exemplars, comparison []textAnswer) *textModel {
	m := beginTextModel(by, question, lang, exemplars, comparison, 0)
	spaces := map[int]text.Space{}
	m.full = m.fold(spaces, nobody)
	m.crossValidate(spaces)
	m.limits = m.findLimits()
	m.screen = text.NewScreen(string(lang), m.texts())
	m.sentences = m.indexSentences()
	m.full.space = m.full.space.Sealed()
	m.full.view = m.full.space.All()
	return m
}

// beginTextModel gathers what folds are made of.
func beginTextModel(by text.Representation, question Question, lang hiring.Language, exemplars, comparison []textAnswer, more int) *textModel {
	m := &textModel{
		question: question, lang: lang, represented: by, exemplars: exemplars, comparison: comparison,
		prompt: question.Prompt.In(lang), more: more,
	}
	var longer []text.Runs
	for _, e := range exemplars {
		m.counts = append(m.counts, text.CountWords(e.text))
		m.originals = append(m.originals, text.RunsOf(string(lang), e.text, duplicateRun))
		longer = append(longer, text.RunsOf(string(lang), e.text, copiedRun))
	}
	m.shingles, m.anywhere = text.Union(m.originals...), text.Union(longer...)
	m.documents = m.collect()
	for i, d := range m.documents {
		for len(m.owned) <= d.owner {
			m.owned = append(m.owned, nil)
		}
		m.owned[d.owner] = append(m.owned[d.owner], i)
	}
	return m
}

// crossValidate fills in the leave-one-out outcomes: each exemplar against a fold made without it, and each
// comparison rep against all of those folds, so that both meet keys of the same size.
func (m *textModel) crossValidate(spaces map[int]text.Space) {
	sums, defined := make([]float64, len(m.comparison)), 0
	for j := range m.exemplars {
		if m.counts[j] == 0 {
			m.loo = append(m.loo, textOutcome{status: Blank, alignment: Figure{Undefined: string(Blank)}, cosines: make([]float64, len(m.exemplars))})
			continue
		}
		fold := m.fold(spaces, j)
		cosines := fold.line.level(fold.view.Cosines(fold.space.Point(j)), fold.read(m.counts[j]))
		m.loo = append(m.loo, m.outcome(fold, cosines, m.counts[j]))
		if fold.reason != "" {
			continue
		}
		defined++
		for i := range m.comparison {
			sums[i] += fold.align(fold.mean(m.comparisonCosines(fold, i), nobody))
		}
	}
	for i, c := range m.comparison {
		out := m.outcome(m.full, m.comparisonCosines(m.full, i), text.CountWords(c.text))
		out.alignment = Figure{Undefined: NoConsensus}
		if defined > 0 {
			out.alignment = Figure{Value: sums[i] / float64(defined)}
		}
		m.typicals = append(m.typicals, out)
	}
}

// comparisonCosines holds a comparison rep against a fold, the rep left out of it.
func (m *textModel) comparisonCosines(fold *textFold, i int) []float64 {
	cosines := fold.view.Without(m.comparisonOwner(i)).Cosines(fold.space.Point(len(m.exemplars) + i))
	return fold.line.level(cosines, fold.read(m.comparisonWords(i)))
}

func (m *textModel) outcome(fold *textFold, cosines []float64, words int) textOutcome {
	return m.outcomeOf(fold, cosines, fold.mean(cosines, nobody), words)
}

// outcomeOf is outcome for a similarity that is known.
func (m *textModel) outcomeOf(fold *textFold, cosines []float64, sim float64, words int) textOutcome {
	out := textOutcome{status: OK, cosines: cosines, similarity: sim, words: words}
	if fold.reason != "" {
		out.status, out.alignment = NoScale, Figure{Undefined: fold.reason}
		return out
	}
	out.alignment = Figure{Value: fold.align(sim)}
	return out
}

// leaveOneOut returns every exemplar's outcome against a model that leaves that exemplar out of the key, of
// idf, length cap, s0 and s1: the outcome a candidate with the same answer would have met in a benchmark without it.
func (m *textModel) leaveOneOut() []textOutcome { return slices.Clone(m.loo) }

// typical returns every comparison rep's outcome, on equal footing with leaveOneOut: its alignment is the mean over
// the leave-one-out folds, its cosines those with the full key. A comparison rep is left out of idf as well.
func (m *textModel) typical() []textOutcome { return slices.Clone(m.typicals) }

// controls returns the off-topic controls' alignments, and none when there is no scale.
func (m *textModel) controls() []float64 {
	if m.full.reason != "" {
		return nil
	}
	out := make([]float64, len(m.full.controls))
	for i, sim := range m.full.controls {
		out[i] = m.full.align(sim)
	}
	return out
}

// score holds a candidate's text against the model. peers are other candidates' answers to the same question, for
// near_duplicate.
func (m *textModel) score(answer string, peers []string) textOutcome {
	if m.population {
		return m.scoreInPopulation(answer)
	}
	words := text.CountWords(answer)
	if status, nearest := m.quality(answer, words, peers); status != OK {
		out := textOutcome{status: status, alignment: Figure{Undefined: string(status)}, words: words}
		out.evidence = Evidence{Words: words, Nearest: nearest}
		return out
	}
	fold := m.full
	cosines := fold.view.Cosines(fold.space.Read(m.seen(answer, fold.words)))
	evidence := m.evidence(answer, cosines)
	out := m.outcome(fold, fold.line.level(cosines, fold.read(words)), words)
	out.evidence = evidence
	out.evidence.Words, out.evidence.Read = words, min(words, fold.words)
	if out.status != OK {
		return out
	}
	if out.similarity < m.limits.offTopic {
		out.status = OffTopic
	}
	if m.unlikeTheAverage(out) {
		out.flags = append(out.flags, Unclear)
	}
	return out
}

// resampled returns the alignment of a text with the given cosines under a resample of the exemplars: counts[j] is
// how often exemplar j was drawn (0 means left out). s1 is recomputed from the resample, s0 kept. ok is false when
// fewer than two different exemplars were drawn, or when the resample leaves no scale. For an exemplar's own cosines
// the caller leaves all its copies out: counts[j] = 0.
func (m *textModel) resampled(cosines []float64, counts []int) (alignment float64, ok bool) {
	s1, _, ok := m.resampledTop(counts)
	if !ok || s1 <= m.full.s0 {
		return 0, false
	}
	return (weightedMean(cosines, counts, nobody) - m.full.s0) / (s1 - m.full.s0), true
}

// resampledTop returns s1 of a resample: the median, over the drawn exemplars, of the similarity to the other drawn
// ones, all copies of the exemplar itself left out; and these similarities, each as often as its exemplar was drawn. They
// are the same for every text, so a caller with many may keep them.
func (m *textModel) resampledTop(counts []int) (s1 float64, sims []float64, ok bool) {
	different := 0
	for k, n := range counts {
		if n == 0 || !m.full.key[k] {
			continue
		}
		different++
		sim := weightedMean(m.full.rows[k], counts, k)
		for range n {
			sims = append(sims, sim)
		}
	}
	if different < 2 {
		return 0, nil, false
	}
	return stats.Median(sims).Value, sims, true
}

// resampledArea is the AUC of the exemplars' similarities in a resample against those of the comparison reps, where
// typical[i] is how often rep i was drawn; chance when none was.
func (m *textModel) resampledArea(sims []float64, counts, typical []int) float64 {
	var others []float64
	for i, n := range typical {
		if n == 0 || !m.typicals[i].scored() {
			continue
		}
		sim := weightedMean(m.typicals[i].cosines, counts, nobody)
		for range n {
			others = append(others, sim)
		}
	}
	if auc := stats.Area(sims, others); auc.Defined() {
		return auc.Value
	}
	return chance
}

// weightedMean is the mean of the cosines with the drawn exemplars, all copies of one exemplar left out.
func weightedMean(cosines []float64, counts []int, except int) float64 {
	sum, n := 0.0, 0
	for j, c := range counts {
		if j != except {
			sum += float64(c) * cosines[j]
			n += c
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// texts returns every text of the benchmark's people, for what is learned from how they write.
func (m *textModel) texts() []string {
	var out []string
	for _, a := range slices.Concat(m.exemplars, m.comparison) {
		out = append(append(out, a.text), a.others...)
	}
	return slices.DeleteFunc(out, func(s string) bool { return strings.TrimSpace(s) == "" })
}
