package hiring

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// RatingItem is one answer in one rater's queue, or a calibration answer planted among them, which nothing tells apart.
// What is given to it is a draft until the rater hands in the question; then it becomes a Rating, or what was given to
// the planted answer.
type RatingItem struct {
	ID                uuid.UUID // random: it says nothing of when the answer came in
	RequisitionID     uuid.UUID
	QuestionVersionID uuid.UUID
	RaterID           uuid.UUID
	ApplicationID     *uuid.UUID // whose answer it is; nil for a planted one
	AttemptID         *uuid.UUID
	PlantID           *uuid.UUID
	Words             int
	State             ItemState
	Place             int64 // in the rater's own order
	Level             int   // 1 … RatingLevels, or 0
	Evidence          string
	Reason            AbstentionReason
	Note              string   // what the rater added to the reason
	Unread            Language // which language it is that the rater cannot read, with that reason
	MadeAt            time.Time
	SavedAt           *time.Time
	Version           int
}

// ItemState is how far a rater is with an item.
type ItemState string

// The states: not looked at, put off, rated and still open to change, left to another, handed in.
const (
	ItemWaiting   ItemState = "waiting"
	ItemSkipped   ItemState = "skipped"
	ItemDraft     ItemState = "draft"
	ItemAbstained ItemState = "abstained"
	ItemSent      ItemState = "sent"
)

// OpenItemStates are those in which the rater has still something to do.
func OpenItemStates() []ItemState { return []ItemState{ItemWaiting, ItemSkipped, ItemDraft} }

// Open tells whether the rater may still change the item.
func (i RatingItem) Open() bool { return slices.Contains(OpenItemStates(), i.State) }

// Check names what is wrong with what a rater gives: a level, and the evidence for it. Fields are level and evidence.
func (i RatingItem) Check() Problems { return checkLevel(i.Level, i.Evidence, "evidence") }

// CheckSkip names what is wrong with what a rater leaves standing while putting an answer off.
func (i RatingItem) CheckSkip() Problems {
	var ps Problems
	if i.Level < 0 || i.Level > RatingLevels {
		ps.Add("level", "rating.problem.level", "Lo", 1, "Hi", RatingLevels)
	}
	return append(ps, CheckText("evidence", i.Evidence, MaxEvidence)...)
}

// QueuePlace is where an item stands in its rater's order of a question: by chance, and differently for every rater and
// question, so that nobody is always first and no two questions come in the same order.
func QueuePlace(rater, question, item uuid.UUID) int64 {
	sum := sha256.Sum256(slices.Concat(rater[:], question[:], item[:]))
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

// AbstentionReason is why a rater leaves an answer to another.
type AbstentionReason string

// The reasons. The first two are about the person, so that every answer of theirs is left; the third is about the language
// they wrote in, so that every text of theirs is; the last is about one answer.
const (
	KnowsPerson AbstentionReason = "knows"
	Conflicted  AbstentionReason = "conflict"
	CannotRead  AbstentionReason = "cannot_read"
	CannotJudge AbstentionReason = "cannot_judge"
)

// AbstentionReasons lists the reasons in the order in which a page offers them.
func AbstentionReasons() []AbstentionReason {
	return []AbstentionReason{KnowsPerson, Conflicted, CannotRead, CannotJudge}
}

// OfPerson tells whether the reason holds for every answer of the same person.
func (r AbstentionReason) OfPerson() bool { return r == KnowsPerson || r == Conflicted }

// MaxAbstentionNote is the most characters that may be added to a reason.
const MaxAbstentionNote = 500

// CheckAbstention names what is wrong with an abstention: it needs a reason of the list; what cannot be judged needs a
// word on why. Fields are reason and note.
func CheckAbstention(reason AbstentionReason, note string) Problems {
	var ps Problems
	if !slices.Contains(AbstentionReasons(), reason) {
		ps.Add("reason", "problem.required")
	}
	if reason == CannotJudge && len([]rune(strings.TrimSpace(note))) < MinEvidence {
		ps.Add("note", "problem.required")
	}
	return append(ps, CheckText("note", note, MaxAbstentionNote)...)
}

// How many people rate an answer.
const (
	UsualRatersPerAnswer = 3
	MostRatersPerAnswer  = 9
)

// RatersEach is how many members of the panel rate each answer, as far as the panel reaches.
func (p Policy) RatersEach() int {
	if p.RatersPerAnswer == 0 {
		return UsualRatersPerAnswer
	}
	return p.RatersPerAnswer
}

// RankedRaters is the panel in the order in which it is asked to rate an application: by rendezvous hashing, so that
// everybody is asked equally often, and that somebody who joins takes a share of what is new and moves nothing else.
func RankedRaters(application uuid.UUID, panel []uuid.UUID) []uuid.UUID {
	score := func(rater uuid.UUID) []byte {
		sum := sha256.Sum256(slices.Concat(application[:], rater[:]))
		return sum[:]
	}
	out := slices.Clone(panel)
	slices.SortFunc(out, func(a, b uuid.UUID) int {
		return cmp.Or(bytes.Compare(score(a), score(b)), bytes.Compare(a[:], b[:]))
	})
	return out
}

// NextRaters returns who is asked in addition, so that most people of the panel rate an application: the first in its
// order who are not among those who were asked before.
func NextRaters(application uuid.UUID, panel, asked []uuid.UUID, more int) []uuid.UUID {
	var out []uuid.UUID
	for _, u := range RankedRaters(application, panel) {
		if len(out) < more && !slices.Contains(asked, u) {
			out = append(out, u)
		}
	}
	return out
}

// What reading and rating an answer is reckoned to take.
const (
	WordsPerMinute   = 200
	SecondsPerRating = 30
)

// RatingMinutes is about how long it takes to read so many words in so many answers and to rate them, rounded up.
func RatingMinutes(answers, words int) int {
	seconds := answers*SecondsPerRating + (words*60+WordsPerMinute-1)/WordsPerMinute
	return (seconds + 59) / 60
}

// RatingTally is how far a rater is with a question of a requisition.
type RatingTally struct {
	RequisitionID     uuid.UUID
	QuestionVersionID uuid.UUID
	Waiting, Skipped  int
	Draft, Sent       int
	LeftWords         int // of the answers that wait or were put off
}

// Left is how many answers have no rating yet.
func (t RatingTally) Left() int { return t.Waiting + t.Skipped }

// Done is how many have one.
func (t RatingTally) Done() int { return t.Draft + t.Sent }

// All is how many answers the rater was given and has not left to another.
func (t RatingTally) All() int { return t.Left() + t.Done() }

// Minutes is about how long the rest takes.
func (t RatingTally) Minutes() int { return RatingMinutes(t.Left(), t.LeftWords) }
