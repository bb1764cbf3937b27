package hiring

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Phase is how far a requisition's review is. A round that takes people as they come stays in Collecting: each
// candidate is rated, then seen and decided. A round that compares goes through all four, so that nobody who rates
// has seen a score or another's rating of anybody in it.
type Phase string

// The phases, in their order.
const (
	PhaseCollecting Phase = "collecting"
	PhaseRating     Phase = "rating"
	PhaseDiscussion Phase = "discussion"
	PhaseDecision   Phase = "decision"
)

// Phases lists the phases in their order.
func Phases() []Phase {
	return []Phase{PhaseCollecting, PhaseRating, PhaseDiscussion, PhaseDecision}
}

// PhaseChange is a requisition's coming into a phase: a row, never an overwritten flag.
type PhaseChange struct {
	ID            uuid.UUID
	RequisitionID uuid.UUID
	Phase         Phase
	Reason        string // required when a round goes back
	By            uuid.UUID
	At            time.Time
}

// Later lists the phases after this one.
func (p Phase) Later() []Phase {
	return Phases()[slices.Index(Phases(), p)+1:]
}

// Earlier lists the phases before this one.
func (p Phase) Earlier() []Phase {
	return Phases()[:max(0, slices.Index(Phases(), p))]
}

// CheckPhase names what is wrong with taking the requisition to a phase: there is such a phase, it is another one, and
// going back needs a reason.
func (r Requisition) CheckPhase(to Phase, reason string) Problems {
	var ps Problems
	switch {
	case slices.Contains(r.Phase.Earlier(), to):
		return CheckReason("reason", reason)
	case !slices.Contains(Phases(), to):
		ps.Add("phase", "problem.required")
	case to == r.Phase:
		ps.Add("phase", "phase.problem.same")
	}
	return append(ps, CheckText("reason", reason, MaxReason)...)
}

// RightChange is a right that a change of phase gives a seat or takes from it.
type RightChange struct {
	Seat     Seat
	Right    Right
	From, To Leave
}

// Changes lists what changes for whom when a requisition goes from one phase to another.
func (p Phase) Changes(to Phase) []RightChange {
	var out []RightChange
	for _, seat := range Seats() {
		for _, right := range Rights() {
			if from, then := p.Leave(seat, right), to.Leave(seat, right); from != then {
				out = append(out, RightChange{seat, right, from, then})
			}
		}
	}
	return out
}

// EndsRating tells whether going from this phase to another takes from the panel that it rates.
func (p Phase) EndsRating(to Phase) bool {
	return p.Leave(SeatPanel, RateAnswers) != Never && to.Leave(SeatPanel, RateAnswers) == Never
}

// RatingEnded is when the panel of a round that stands in this phase could rate for the last time, by the round's
// changes, the earliest first; nil as long as it can, and where no change tells.
func (p Phase) RatingEnded(changes []PhaseChange) *time.Time {
	if p.Leave(SeatPanel, RateAnswers) != Never {
		return nil
	}
	at := Phases()[0]
	var ended *time.Time
	for _, c := range changes {
		if at.EndsRating(c.Phase) {
			ended = &c.At
		}
		at = c.Phase
	}
	return ended
}

// Right is something a person may see or do in a requisition, as far as its phase has a say.
type Right string

// The rights that a phase gives or holds back. Roles and blindness have their say besides: a right given here is never
// more than theirs.
const (
	InviteCandidates Right = "invite"      // send new invitations; answers that were begun are always taken
	RateAnswers      Right = "rate"        // hand in ratings of written answers
	SeeAnswers       Right = "answers"     // read answers, without names
	SeeNames         Right = "names"       // know who wrote them
	SeeScores        Right = "scores"      // see automatic scores and others' ratings
	ReviewScores     Right = "review"      // accept, adjust or void a score
	MayDecline       Right = "decline"     // record that somebody is on hold or declined
	MayAdvance       Right = "advance"     // record that somebody goes on or is hired
	Release          Right = "explanation" // release explanations to candidates
)

// Rights lists the rights in the order in which a page shows them.
func Rights() []Right {
	return []Right{InviteCandidates, RateAnswers, SeeAnswers, SeeNames, SeeScores, ReviewScores, MayDecline, MayAdvance, Release}
}

// Seat is how somebody stands to a requisition.
type Seat string

// The seats: on the panel, whatever else one may be, or responsible for the round without rating in it.
const (
	SeatPanel   Seat = "panel"
	SeatManager Seat = "manager"
)

// Seats lists the seats in the order in which a page shows them.
func Seats() []Seat { return []Seat{SeatManager, SeatPanel} }

// Leave is when a phase gives a right.
type Leave string

// The leaves: never in this phase, once one's own ratings of that candidate are in, or always.
const (
	Never    Leave = "never"
	AfterOwn Leave = "after_own"
	Always   Leave = "always"
)

// leaves is who may see and do what in each phase: by right and seat, in the order of Phases.
var leaves = []struct {
	right Right
	seat  Seat
	by    [4]Leave // collecting, rating, discussion, decision
}{
	{InviteCandidates, SeatManager, [4]Leave{Always, Always, Never, Never}},
	{InviteCandidates, SeatPanel, [4]Leave{Always, Always, Never, Never}},
	{RateAnswers, SeatManager, [4]Leave{Never, Never, Never, Never}},
	{RateAnswers, SeatPanel, [4]Leave{Always, Always, Never, Never}},
	{SeeAnswers, SeatManager, [4]Leave{Always, Always, Always, Always}},
	{SeeAnswers, SeatPanel, [4]Leave{Always, Always, Always, Always}},
	{SeeNames, SeatManager, [4]Leave{Always, Always, Always, Always}},
	{SeeNames, SeatPanel, [4]Leave{AfterOwn, Never, Always, Always}},
	{SeeScores, SeatManager, [4]Leave{Always, Always, Always, Always}},
	{SeeScores, SeatPanel, [4]Leave{AfterOwn, Never, Always, Always}},
	{ReviewScores, SeatManager, [4]Leave{Always, Never, Always, Always}},
	{ReviewScores, SeatPanel, [4]Leave{AfterOwn, Never, Always, Always}},
	{MayDecline, SeatManager, [4]Leave{Always, Always, Always, Always}},
	{MayDecline, SeatPanel, [4]Leave{AfterOwn, Never, Always, Always}},
	{MayAdvance, SeatManager, [4]Leave{Always, Never, Never, Always}},
	{MayAdvance, SeatPanel, [4]Leave{AfterOwn, Never, Never, Always}},
	{Release, SeatManager, [4]Leave{Always, Never, Never, Always}},
	{Release, SeatPanel, [4]Leave{AfterOwn, Never, Never, Always}},
}

// Leave tells when a phase gives a seat a right. What the table does not name, or a phase it does not know, is never.
func (p Phase) Leave(seat Seat, right Right) Leave {
	at := slices.Index(Phases(), p)
	if at < 0 {
		return Never
	}
	for _, l := range leaves {
		if l.right == right && l.seat == seat {
			return l.by[at]
		}
	}
	return Never
}

// SeatOf is how a user stands to the requisition. Being on the panel comes first: whoever rates is blind first.
func (r Requisition) SeatOf(user uuid.UUID) Seat {
	if r.OnPanel(user) {
		return SeatPanel
	}
	return SeatManager
}

// Gives tells whether the requisition's phase gives a user a right; own tells whether their own ratings of the
// candidate in question are in.
func (r Requisition) Gives(user uuid.UUID, right Right, own bool) bool {
	l := r.Phase.Leave(r.SeatOf(user), right)
	return l == Always || l == AfterOwn && own
}

// PhasesGiving lists the phases that give a seat a right, always or once own ratings are in.
func PhasesGiving(seat Seat, right Right) []Phase {
	return slices.DeleteFunc(Phases(), func(p Phase) bool { return p.Leave(seat, right) == Never })
}
