package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Kind is how a question is answered.
type Kind string

// The five kinds of question.
const (
	Text     Kind = "text"
	Numeric  Kind = "numeric"
	Single   Kind = "single"
	Multiple Kind = "multiple"
	Ranking  Kind = "ranking"
)

// Kinds lists the kinds in the order in which menus show them.
func Kinds() []Kind { return []Kind{Text, Numeric, Single, Multiple, Ranking} }

// Closed tells whether the answers are picked rather than written.
func (k Kind) Closed() bool { return k != Text }

// ScaleMode says how a numeric scale is read: IdealPoint, ten may be too much; AtLeast, more is never worse.
type ScaleMode string

// The two readings of a numeric scale.
const (
	IdealPoint ScaleMode = "ideal_point"
	AtLeast    ScaleMode = "at_least"
)

// Technique is the interviewing technique a question uses.
type Technique string

// The techniques, after Campion, Palmer & Campion (1997).
const (
	PastBehavior Technique = "past_behavior"
	Situational  Technique = "situational"
	SelfRating   Technique = "self_rating"
	Judgment     Technique = "judgment"
	Priorities   Technique = "priorities"
)

// Techniques lists the techniques in the order in which menus show them.
func Techniques() []Technique {
	return []Technique{PastBehavior, Situational, SelfRating, Judgment, Priorities}
}

// Option is one thing that can be picked.
type Option struct {
	Key   string `json:"key"`
	Label Words  `json:"label"`
}

// RatingLevels is how many levels a rating scale has; level 1 is the weakest.
const RatingLevels = 5

// Question is a profile question of a value. Its wording lives in numbered versions: answers belong to the wording
// they were given to, and stay with it.
type Question struct {
	ID        uuid.UUID
	ValueID   uuid.UUID
	Key       string // the library's key, or "" when written here
	Position  int    // among its value's questions
	CreatedAt time.Time
	RetiredAt *time.Time
	Version   int // counts edits, for two people editing at once; the wording's number is Current.Number
	Current   QuestionVersion
}

// Retired tells whether the question is no longer offered to new benchmarks.
func (q Question) Retired() bool { return q.RetiredAt != nil }

// Handle names the question to another of a most/least pair: the library's key, or the id of one written here.
func (q Question) Handle() string {
	if q.Key != "" {
		return q.Key
	}
	return q.ID.String()
}

// QuestionVersion is one wording of a question.
type QuestionVersion struct {
	ID         uuid.UUID `json:"id"`
	QuestionID uuid.UUID `json:"question_id"`
	Number     int       `json:"number"`
	Wording
	CreatedAt time.Time `json:"created_at"`
}

// Wording is everything about a question that, once it has answers, cannot change without becoming a new version.
type Wording struct {
	Kind       Kind      `json:"kind"`
	Technique  Technique `json:"technique"`
	Prompt     Words     `json:"prompt"`
	Help       Words     `json:"help,omitempty"`
	JobRelated Words     `json:"job_related,omitempty"` // why the answer says something about the job
	Probes     []Words   `json:"probes,omitempty"`      // scripted follow-ups for the interviewer
	Anchors    []Words   `json:"anchors,omitempty"`     // behaviour at level 1 … RatingLevels, or none
	Lo         int       `json:"lo,omitempty"`          // Numeric: the lowest answer
	Hi         int       `json:"hi,omitempty"`          // Numeric: the highest answer
	LowEnd     Words     `json:"low,omitempty"`         // Numeric: what the lowest answer means
	HighEnd    Words     `json:"high,omitempty"`        // Numeric: what the highest answer means
	Mode       ScaleMode `json:"mode,omitempty"`        // Numeric
	ModeReason Words     `json:"mode_reason,omitempty"` // Numeric: why that mode
	Options    []Option  `json:"options,omitempty"`     // Single, Multiple, Ranking
	Asks       string    `json:"asks,omitempty"`        // Single: "most" or "least" likely, or ""
	LinkedTo   string    `json:"linked_to,omitempty"`   // Single: the Handle of the other of a most/least pair
}

// WordedIn tells whether a respondent can be asked the question in lang: prompt, ends and options exist in it.
func (w Wording) WordedIn(lang Language) bool {
	if !w.Prompt.Has(lang) {
		return false
	}
	if w.Kind == Numeric && (!w.LowEnd.Has(lang) || !w.HighEnd.Has(lang)) {
		return false
	}
	for _, o := range w.Options {
		if !o.Label.Has(lang) {
			return false
		}
	}
	return true
}
