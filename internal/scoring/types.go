package scoring

import (
	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// Engine is the version of the scoring code. It is part of every benchmark's hash and stored with every score;
// any change that can change a number changes it.
const Engine = "2.2.0"

// Group says what a respondent is to a benchmark.
type Group string

// The groups of measurement: exemplars make the benchmark, comparison reps test it, candidates meet it.
const (
	Exemplar   Group = "exemplar"
	Comparison Group = "comparison"
	Candidate  Group = "candidate"
)

// Question is a question as the engine sees it.
type Question struct {
	ID      string              `json:"id"`
	Value   string              `json:"value"`
	Kind    hiring.Kind         `json:"kind"`
	Lo      int                 `json:"lo,omitempty"`
	Hi      int                 `json:"hi,omitempty"`
	Mode    hiring.ScaleMode    `json:"mode,omitempty"`
	Options []string            `json:"options,omitempty"` // keys, in the question's order
	Weight  float64             `json:"weight"`            // w_i; 0 means the default: .5 for a numeric self-rating, else 1
	Prompt  hiring.Words        `json:"prompt,omitempty"`  // with the value's words: what copied_question is held against
	Length  hiring.LengthPolicy `json:"length,omitempty"`  // text: what is made of its length; "" means capped
}

// Respondent is one person's answers. Answers holds an entry for every question that person was offered (blank when
// left blank); a question that is absent was not offered.
type Respondent struct {
	ID       string                       `json:"id"`
	Group    Group                        `json:"group"`
	Language hiring.Language              `json:"language"`
	Manager  string                       `json:"manager,omitempty"`
	Team     string                       `json:"team,omitempty"`
	Mode     string                       `json:"mode,omitempty"` // link, interview or import
	Answers  map[string]hiring.AnswerBody `json:"answers"`
	Waived   map[string]bool              `json:"waived,omitempty"` // questions waived for an accommodation: left out of both sums
}

// Peers holds other candidates' answers to the text questions, by question id and in the respondent's language: what
// near_duplicate is held against.
type Peers map[string][]string

// Definition is everything a benchmark is made of; its hash names the benchmark. Two equal definitions score every
// answer alike, to the last bit.
type Definition struct {
	Engine     string       `json:"engine"`
	Questions  []Question   `json:"questions"`
	Exemplars  []Respondent `json:"exemplars"`
	Comparison []Respondent `json:"comparison"`
	Seed       uint64       `json:"seed,omitempty"` // 0: derived from the hash
	// Representation is the ID of the encoder that texts are compared by, for one that is outside the program; ""
	// for what is built in, WordsOnly for that without the sentence encoder. One from outside needs BuildWith.
	Representation string `json:"representation,omitempty"`

	encoder  text.Encoder // the one of Representation
	standsIn int          // of TextPopulation: for so many exemplars
}

// Figure is a number that may be undefined; then Undefined holds the reason (a code) and Value is 0 and means nothing.
type Figure struct {
	Value     float64 `json:"value"`
	Undefined string  `json:"undefined,omitempty"`
}

// Defined tells whether the figure is a number.
func (f Figure) Defined() bool { return f.Undefined == "" }

// Interval is a range at a level (.90 or .95), or undefined with a reason.
type Interval struct {
	Lo        float64 `json:"lo"`
	Hi        float64 `json:"hi"`
	Undefined string  `json:"undefined,omitempty"`
}

// Defined tells whether the interval exists.
func (i Interval) Defined() bool { return i.Undefined == "" }

// Warning says, as a code of measurement.md §2.4, what limits a number: about which question or value, or about the
// whole when both are empty. Figures are the numbers the sentence shows, by name.
type Warning struct {
	Code     string             `json:"code"`
	Value    string             `json:"value,omitempty"`
	Question string             `json:"question,omitempty"`
	Language hiring.Language    `json:"language,omitempty"`
	Person   string             `json:"person,omitempty"` // the incumbent's respondent id, for inconsistent_exemplar
	Figures  map[string]float64 `json:"figures,omitempty"`
}

// The warning codes.
const (
	TooFewExemplars     = "too_few_exemplars"
	NoConsensus         = "no_consensus"
	WeakConsensus       = "weak_consensus"
	Polarised           = "polarised"
	SeparationNotShown  = "separation_not_shown"
	DoesNotSeparate     = "does_not_separate"
	Inverted            = "inverted"
	SeparationUnknown   = "separation_unknown"
	UniversalAnswer     = "universal_answer"
	Ceiling             = "ceiling"
	InconsistentExample = "inconsistent_exemplar"
	SingleManager       = "single_manager"
	DominatingManager   = "dominating_manager" // not all, but more than two thirds of the exemplars have one manager or team
	LengthDriven        = "length_driven"
	MixedModes          = "mixed_modes"
	LowAlpha            = "low_alpha"
	ModestAlpha         = "modest_alpha" // α from .60 up to .70: the value's score stands, its interval is wide
	Stale               = "stale"
	ManagersUnknown     = "managers_unknown" // nobody recorded whose the exemplars are, so single_manager cannot be seen
	WiderThanItLooks    = "wider_than_it_looks"
	PooledQuestions     = "pooled_questions" // no value has an interval of its own; the whole's resamples all their questions together
)

// Status of one scored answer: OK, or why it was not scored or what is wrong with it.
type Status string

// The statuses of an answer (measurement.md §3, quality statuses).
const (
	OK             Status = "ok"
	Blank          Status = "blank"           // counts a = 0
	NotOffered     Status = "not_offered"     // left out of both sums
	Waived         Status = "waived"          // left out of both sums, for an accommodation
	TooShort       Status = "too_short"       // unscored, a person reads it
	OffTopic       Status = "off_topic"       // scored, and said
	CopiedQuestion Status = "copied_question" // unscored
	NearDuplicate  Status = "near_duplicate"  // unscored, for a person to read
	OtherLanguage  Status = "other_language"  // unscored, routed to a rater
	Gibberish      Status = "gibberish"       // unscored
	NoExemplars    Status = "no_exemplars"    // no exemplar in this language: left to a person
	NoScale        Status = "no_scale"        // the question's exemplars do not agree: alignment is not defined
	Invalid        Status = "invalid"         // outside the question: a number off the scale, an unknown option
	Unclear        Status = "unlike_the_average_close_to_one"
)

// Span is a piece of a text, as byte offsets into the answer as it was given.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Match is one reason for a text score: a sentence of the answer and the exemplar sentence it met.
type Match struct {
	Sentence   string   `json:"sentence"`
	Span       Span     `json:"span"`
	Exemplar   string   `json:"exemplar"`    // the exemplar sentence, names taken out
	ExemplarOf string   `json:"exemplar_of"` // the exemplar's respondent id
	Similarity float64  `json:"similarity"`  // cosine, 0..1
	Words      []string `json:"words"`       // the shared content words that carried the match, as the answer wrote them
}

// Evidence is why an answer got its score.
type Evidence struct {
	// For text.
	Matches  []Match        `json:"matches,omitempty"`
	NotFound *Match         `json:"not_found,omitempty"` // a sentence several exemplars express that the answer lacks: Exemplar, ExemplarOf, Similarity (to the nearest sentence of the answer), Words
	Words    int            `json:"words,omitempty"`     // how many words the answer has
	Read     int            `json:"read,omitempty"`      // how many of them similarity saw
	Nearest  string         `json:"nearest,omitempty"`   // the exemplar nearest to the answer
	Themes   []ThemeReading `json:"themes,omitempty"`    // which themes it expresses, the most widely expressed first
	// For closed questions: how the exemplars answered, so that over and under show.
	Shares map[string]float64 `json:"shares,omitempty"` // Single, Multiple: share of exemplars by option; Numeric: by number
	Means  map[string]float64 `json:"means,omitempty"`  // Ranking: mean exemplar rank by option
	Centre Figure             `json:"centre"`           // Numeric: exemplar mean
	Mode   string             `json:"mode,omitempty"`   // the most exemplar-like answer
	Missed []string           `json:"missed,omitempty"` // Multiple: options exemplars pick that the answer lacks
	Extra  []string           `json:"extra,omitempty"`  // Multiple: options picked that exemplars do not pick
}

// AnswerScore is one answer held against the benchmark.
type AnswerScore struct {
	Question   string          `json:"question"`
	Value      string          `json:"value"`
	Kind       hiring.Kind     `json:"kind"`
	Language   hiring.Language `json:"language,omitempty"`
	Status     Status          `json:"status"`
	Alignment  Figure          `json:"alignment"`  // a: 1 the most exemplar-like (closed) or the median exemplar (text), 0 random or off-topic; unclipped
	Score      Figure          `json:"score"`      // s in 0..1 for closed; alignment clipped to 0..1 for text
	Weight     float64         `json:"weight"`     // w_i · c_i as it entered the value's fit
	Consensus  float64         `json:"consensus"`  // c_i
	Percentile Figure          `json:"percentile"` // mid-rank among leave-one-out exemplars; undefined under 10
	Exemplars  int             `json:"exemplars"`  // n
	Evidence   Evidence        `json:"evidence"`
	Warnings   []Warning       `json:"warnings,omitempty"`
	Flags      []Status        `json:"flags,omitempty"` // statuses that inform and do not stop the score
}

// ValueFit is the fit of one value, 0..100.
type ValueFit struct {
	Value      string    `json:"value"`
	Fit        Figure    `json:"fit"`
	Lo90Hi90   Interval  `json:"interval90"`
	Lo95Hi95   Interval  `json:"interval95"`
	Asked90    Interval  `json:"asked90"` // had other exemplars been asked the same questions; the two above: other questions as well
	Asked95    Interval  `json:"asked95"`
	Resampled  string    `json:"resampled,omitempty"` // the fit under some of the resamples, packed: what Compare pairs
	Percentile Figure    `json:"percentile"`          // mid-rank among leave-one-out exemplars; undefined under 10
	Coverage   Figure    `json:"coverage"`
	Answered   int       `json:"answered"` // answers that entered
	Offered    int       `json:"offered"`  // answers that could have
	Exemplars  int       `json:"exemplars"`
	Must       bool      `json:"must,omitempty"`
	Threshold  Figure    `json:"threshold"`             // what a must-have value's upper limit is held against
	Review     bool      `json:"must_review,omitempty"` // upper 90 % limit under the requisition's threshold: discuss first
	Weight     float64   `json:"weight"`                // W_v, normalised over the requisition's values
	Warnings   []Warning `json:"warnings,omitempty"`
}

// Result is everything computed for one person: stored as it is, never changed.
type Result struct {
	Engine    string        `json:"engine"`
	Benchmark string        `json:"benchmark"` // the definition's hash
	Mode      string        `json:"mode"`
	Answers   []AnswerScore `json:"answers"`
	Values    []ValueFit    `json:"values"`
	Overall   ValueFit      `json:"overall"`         // Value is empty
	Flags     []Warning     `json:"flags,omitempty"` // response style: straight lines, extremes
}

// Uncompared counts a value's answers that are left to people for their language: the fit says nothing of them.
func (r Result) Uncompared(value string) int {
	n := 0
	for _, x := range r.Answers {
		if x.Value == value && x.LeftToPeople() {
			n++
		}
	}
	return n
}

// TextPolicy says whether automatic text alignment enters the fit.
type TextPolicy string

// The text policies of a requisition.
const (
	TextCounts   TextPolicy = "counts"
	EvidenceOnly TextPolicy = "evidence_only"
)

// Policy is what a requisition froze before its first candidate.
type Policy struct {
	Text       TextPolicy         `json:"text"`
	Weights    map[string]float64 `json:"weights"`              // W_v by value; a value that is absent does not enter the overall fit
	Must       map[string]bool    `json:"must,omitempty"`       // must-have values
	Thresholds map[string]float64 `json:"thresholds,omitempty"` // by value, 0..100; absent: the 25th percentile of the leave-one-out exemplars
}

// Distribution is how one group answered one closed question.
type Distribution struct {
	N      int                `json:"n"`
	Shares map[string]float64 `json:"shares,omitempty"` // by option key or number
	Means  map[string]float64 `json:"means,omitempty"`  // mean rank by option (Ranking)
	Mean   Figure             `json:"mean"`             // Numeric
	SD     Figure             `json:"sd"`               // Numeric, unbiased
}

// Separation is how far exemplars, left out, stand above comparison reps.
type Separation struct {
	AUC        Figure   `json:"auc"`
	Interval   Interval `json:"interval"` // 95 %
	Method     string   `json:"method,omitempty"`
	Exemplars  int      `json:"exemplars"`
	Comparison int      `json:"comparison"`
}

// QuestionHealth is how good one question of a benchmark is; for text, in one language.
type QuestionHealth struct {
	Question    string                  `json:"question"`
	Value       string                  `json:"value"`
	Kind        hiring.Kind             `json:"kind"`
	Language    hiring.Language         `json:"language,omitempty"`
	Languages   map[hiring.Language]int `json:"languages"` // exemplar answers by language
	N           int                     `json:"n"`
	Read        string                  `json:"representation,omitempty"` // text: the ID of how texts are compared; it names an encoder where there is one
	Agreement   Figure                  `json:"agreement"`                // r_wg, 1−H/lnK, mean|2p−1|, W, or s1−s0 for text
	Statistic   string                  `json:"statistic"`                // its name: rwg, entropy, endorsement, kendall_w, similarity
	Label       string                  `json:"label,omitempty"`          // none, weak, moderate, strong, very_strong
	P           Figure                  `json:"p"`                        // permutation test against random answering
	Consensus   float64                 `json:"consensus"`                // c after the rules of §2.4
	Weight      float64                 `json:"weight"`                   // w·c
	Top         Distribution            `json:"top"`
	Typical     Distribution            `json:"typical"`
	Separation  Separation              `json:"separation"`
	LeaveOneOut []float64               `json:"leave_one_out,omitempty"`      // alignments of the exemplars, each left out, ascending
	ComparisonA []float64               `json:"comparison,omitempty"`         // alignments of the comparison reps, ascending
	AgreedRange *Interval               `json:"agreement_interval,omitempty"` // 95 %, resampling the exemplars
	Effect      *Effect                 `json:"effect,omitempty"`             // top against comparison in the kind's own statistic
	Themes      []Theme                 `json:"themes,omitempty"`             // text: everything at least two exemplars express, most widely first
	Shared      []Match                 `json:"shared,omitempty"`             // text: sentences several exemplars express (Exemplar, ExemplarOf, Words; Similarity = share of exemplars)
	Warnings    []Warning               `json:"warnings,omitempty"`
}

// Dot is one incumbent's leave-one-out fit.
type Dot struct {
	Respondent string `json:"respondent"`
	Fit        Figure `json:"fit"`
}

// ValueHealth is how good a benchmark is for one value, or for the whole when Value is empty.
type ValueHealth struct {
	Value       string       `json:"value"`
	Exemplars   int          `json:"exemplars"`
	Comparison  int          `json:"comparison"`
	Questions   int          `json:"questions"`
	Counting    int          `json:"counting"`  // questions with c > 0
	Agreement   Figure       `json:"agreement"` // mean agreement of its closed questions
	Separation  Separation   `json:"separation"`
	Top         []Dot        `json:"top"`                          // leave-one-out fits of the exemplars
	Typical     []Dot        `json:"typical"`                      // fits of the comparison reps on equal footing
	AgreedRange *Interval    `json:"agreement_interval,omitempty"` // 95 %, of the mean agreement
	Consistency *Consistency `json:"consistency,omitempty"`        // of the value's questions over exemplars and comparison reps
	Warnings    []Warning    `json:"warnings,omitempty"`
}

// Grade of a benchmark by its number of exemplars.
type Grade string

// The grades of measurement.md §2.2.
const (
	CannotFreeze Grade = "cannot_freeze" // under 3
	TooSmall     Grade = "too_small"     // 3–4: no candidate scores shown
	Provisional  Grade = "provisional"   // 5–9
	Usable       Grade = "usable"        // 10–19
	Good         Grade = "good"          // 20 and more
)

// Health is what a benchmark knows about itself.
type Health struct {
	Engine     string                  `json:"engine"`
	Hash       string                  `json:"hash"`
	Grade      Grade                   `json:"grade"`
	Exemplars  int                     `json:"exemplars"`
	Comparison int                     `json:"comparison"`
	Languages  map[hiring.Language]int `json:"languages"`
	Teams      int                     `json:"teams"`
	Managers   int                     `json:"managers"`
	Questions  []QuestionHealth        `json:"questions"`
	Values     []ValueHealth           `json:"values"`
	Overall    ValueHealth             `json:"overall"`
	Profile    *Profile                `json:"profile,omitempty"` // of the numeric questions, when there are enough
	Warnings   []Warning               `json:"warnings"`          // all of them, worst first
}
