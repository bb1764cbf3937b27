package hiring

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Explanation is what a candidate is told of how their answers were assessed and who decided: released by a person,
// frozen as it was read. A newer one takes its place; it is kept.
type Explanation struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	DecisionID    uuid.UUID // the decision it is about
	Content       ExplanationContent
	Hash          string             // of the content
	Choice        *ExplanationChoice // what was chosen about it; nil for those that were released before it was kept
	ReleasedBy    uuid.UUID
	ReleasedAt    time.Time
}

// ExplanationContent is the text itself, in the candidate's language, sentence by sentence as it is read: no later
// version of the program can make it say something else.
type ExplanationContent struct {
	Language Language             `json:"language"`
	Title    string               `json:"title"`
	Lead     []string             `json:"lead"`
	Sections []ExplanationSection `json:"sections"`
}

// ExplanationSection is one part of an explanation.
type ExplanationSection struct {
	Heading    string           `json:"heading"`
	Paragraphs []string         `json:"paragraphs,omitempty"`
	Points     []string         `json:"points,omitempty"`
	Numbered   bool             `json:"numbered,omitempty"` // the points are referred to by number
	Values     []ExplainedValue `json:"values,omitempty"`
}

// ExplainedValue is what was seen of one value: a band in words, why, and what in the candidate's own answers spoke
// for it.
type ExplainedValue struct {
	Name      string   `json:"name"`
	Band      string   `json:"band"`
	Sure      string   `json:"sure,omitempty"` // why there is no band; in older ones how sure it is
	Why       []string `json:"why,omitempty"`
	QuotesAre string   `json:"quotes_are,omitempty"` // what the quotes are, in words
	Quotes    []string `json:"quotes,omitempty"`
}

// Sum is the hash that names a content: SHA-256 of its JSON.
func (c ExplanationContent) Sum() string {
	b, _ := json.Marshal(c) // strings can always be written
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// ExplanationChoice is what a person chooses about an explanation.
type ExplanationChoice struct {
	Values      []uuid.UUID `json:"values"`                 // the values whose reasons are told
	Note        string      `json:"note,omitempty"`         // a paragraph of their own
	TellOutcome bool        `json:"tell_outcome,omitempty"` // what was decided, and not only that it was
	TellReason  bool        `json:"tell_reason,omitempty"`  // the reason that was written with the decision, word for word
	NameDecider bool        `json:"name_decider,omitempty"` // by name rather than by role
	// Words of a person are told although they are in another language than the candidate's.
	OtherLanguage bool `json:"other_language,omitempty"`
}

// MaxExplanationNote is the most characters of a person's own paragraph.
const MaxExplanationNote = 2000

// Check names what is wrong with the choice, of the values a round asks about.
func (c ExplanationChoice) Check(values []uuid.UUID) Problems {
	ps := CheckText("note", c.Note, MaxExplanationNote)
	for _, v := range c.Values {
		if !slices.Contains(values, v) {
			ps.Add("values", "problem.unknown_option")
			break
		}
	}
	return ps
}

// Closeness is how much somebody's answers have in common with what the people who do the job well share, in as many
// steps as the measurement carries.
type Closeness string

// The steps. At least or at most partly: the fit may lie on either of two. Unclear: it may lie on any, or there is none.
const (
	CloseToThem   Closeness = "close"
	AtLeastPartly Closeness = "at_least_partly"
	PartlyLike    Closeness = "partly"
	AtMostPartly  Closeness = "at_most_partly"
	LittleLike    Closeness = "little"
	UnclearHow    Closeness = "unclear"
)

// Exact tells whether it is one step.
func (c Closeness) Exact() bool { return c == CloseToThem || c == PartlyLike || c == LittleLike }

// ClosenessOf holds a fit's 90 % interval against what three in four of the people of the benchmark reach when each is
// held against the others: at least that is close, less than half of it is little. An interval that reaches into a
// neighbouring step names both, however the fit itself lies: one step more or less is not to be told to a person as if
// it were known. One that reaches over all three is unclear, and so is a fit without one or without anything to be held
// against.
func ClosenessOf(fit, lo, hi, reached *float64) Closeness {
	if fit == nil || lo == nil || hi == nil || reached == nil || *reached <= 0 {
		return UnclearHow
	}
	step := func(x float64) int {
		switch {
		case x >= *reached:
			return 2
		case x >= *reached/2:
			return 1
		}
		return 0
	}
	return [3][3]Closeness{
		{LittleLike, AtMostPartly, UnclearHow},
		{UnclearHow, PartlyLike, AtLeastPartly},
		{UnclearHow, UnclearHow, CloseToThem},
	}[step(*lo)][step(*hi)]
}
