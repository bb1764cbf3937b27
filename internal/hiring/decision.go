package hiring

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Outcome is what a decision says.
type Outcome string

// The outcomes of a decision. Reopened takes the one before it back: nothing is decided any more.
const (
	Advance  Outcome = "advance"
	Hire     Outcome = "hire"
	Hold     Outcome = "hold"
	Decline  Outcome = "decline"
	Reopened Outcome = "reopened"
)

// Outcomes lists the outcomes in the order in which menus show them. Reopening is an act of its own.
func Outcomes() []Outcome { return []Outcome{Advance, Hire, Hold, Decline} }

// Positive tells whether an outcome takes the candidate further.
func (o Outcome) Positive() bool { return o == Advance || o == Hire }

// Needs is the right a phase must give for an outcome.
func (o Outcome) Needs() Right {
	if o.Positive() {
		return MayAdvance
	}
	return MayDecline
}

// Decision is what a person decided about an application, when and why. Only the newest is current; earlier ones
// are kept.
type Decision struct {
	ID              uuid.UUID
	ApplicationID   uuid.UUID
	Outcome         Outcome
	Reasons         []DecisionReason
	Reason          string
	Evidence        Evidence // what there was to see
	Departures      []Departure
	DepartureReason string // required where there are any
	By              uuid.UUID
	At              time.Time
	ConfirmedBy     *uuid.UUID // the second person, where the policy asks for one
	ConfirmedAt     *time.Time
	SupersededAt    *time.Time
}

// MaxReason is the most characters a reason may have; MinReason the fewest that say anything.
const (
	MinReason = 10
	MaxReason = 2000
)

// CheckReason names what is wrong with a reason given for an act.
func CheckReason(field, reason string) Problems {
	ps := CheckText(field, reason, MaxReason)
	if len([]rune(reason)) < MinReason {
		ps.Add(field, "problem.reason_short", "Least", MinReason)
	}
	return ps
}

// DecisionReason is a reason that decisions are counted by; the words say what it was in this case.
type DecisionReason string

// The reasons: all about the job and what was seen, or about circumstances that say nothing about the candidate.
const (
	ReasonValuesShown       DecisionReason = "values_shown"
	ReasonRatingsHigh       DecisionReason = "ratings_high"
	ReasonInterviewStrong   DecisionReason = "interview_strong"
	ReasonExperience        DecisionReason = "experience"
	ReasonTogether          DecisionReason = "together"
	ReasonAwaitsInterview   DecisionReason = "awaits_interview"
	ReasonAwaitsRatings     DecisionReason = "awaits_ratings"
	ReasonAwaitsOthers      DecisionReason = "awaits_others"
	ReasonPlacePending      DecisionReason = "place_pending"
	ReasonMustHaveLow       DecisionReason = "must_have_low"
	ReasonValuesNotShown    DecisionReason = "values_not_shown"
	ReasonRatingsLow        DecisionReason = "ratings_low"
	ReasonInterviewWeak     DecisionReason = "interview_weak"
	ReasonRequirement       DecisionReason = "requirement"
	ReasonOthersStronger    DecisionReason = "others_stronger"
	ReasonWithdrew          DecisionReason = "withdrew"
	ReasonNoAnswer          DecisionReason = "no_answer"
	ReasonPlaceGone         DecisionReason = "place_gone"
	ReasonNewEvidence       DecisionReason = "new_evidence"
	ReasonMistake           DecisionReason = "mistake"
	ReasonCandidateAsked    DecisionReason = "candidate_asked"
	ReasonConditionsChanged DecisionReason = "conditions_changed"
)

// DecisionReasons lists the reasons that there are for an outcome, in the order in which a page shows them.
func DecisionReasons(o Outcome) []DecisionReason {
	switch o {
	case Advance, Hire:
		return []DecisionReason{ReasonValuesShown, ReasonRatingsHigh, ReasonInterviewStrong, ReasonExperience, ReasonTogether}
	case Hold:
		return []DecisionReason{ReasonAwaitsInterview, ReasonAwaitsRatings, ReasonAwaitsOthers, ReasonPlacePending}
	case Decline:
		return []DecisionReason{
			ReasonMustHaveLow, ReasonValuesNotShown, ReasonRatingsLow, ReasonInterviewWeak, ReasonRequirement, ReasonOthersStronger,
			ReasonWithdrew, ReasonNoAnswer, ReasonPlaceGone,
		}
	case Reopened:
		return []DecisionReason{ReasonNewEvidence, ReasonMistake, ReasonCandidateAsked, ReasonConditionsChanged}
	}
	return nil
}

// Supports tells whether there is on record what a reason speaks of: somebody's ratings, an interview, a must-have that
// is low. The other reasons speak of what no record holds.
func (e Evidence) Supports(r DecisionReason) bool {
	switch r {
	case ReasonRatingsHigh, ReasonRatingsLow:
		return e.Ratings+e.Raters+e.Scorecards > 0
	case ReasonInterviewStrong, ReasonInterviewWeak:
		return e.Scorecards > 0 || e.Spoken
	case ReasonMustHaveLow:
		return len(e.MustLow)+len(e.MustUnsure) > 0
	}
	return true
}

// OnMerit tells whether reasons say something about the candidate. Somebody who withdrew, never answered or came to a
// place that is gone was not judged, and nobody is held against them.
func OnMerit(reasons []DecisionReason) bool {
	circumstances := []DecisionReason{ReasonWithdrew, ReasonNoAnswer, ReasonPlaceGone}
	return len(reasons) == 0 || slices.ContainsFunc(reasons, func(r DecisionReason) bool { return !slices.Contains(circumstances, r) })
}

// Check names what is wrong with a decision: every decision needs an outcome, a reason of those there are for it, and
// that reason in words; one that departs from the evidence says why in words of its own.
func (d Decision) Check() Problems {
	var ps Problems
	offered := DecisionReasons(d.Outcome)
	switch {
	case offered == nil:
		ps.Add("outcome", "problem.required")
	case len(d.Reasons) == 0:
		ps.Add("reasons", "decision.problem.reasons")
	case slices.ContainsFunc(d.Reasons, func(r DecisionReason) bool { return !slices.Contains(offered, r) }):
		ps.Add("reasons", "decision.problem.other_outcome")
	case slices.ContainsFunc(d.Reasons, func(r DecisionReason) bool { return !d.Evidence.Supports(r) }):
		ps.Add("reasons", "decision.problem.unfounded")
	}
	ps = append(ps, CheckReason("reason", d.Reason)...)
	if len(d.Departures) > 0 {
		if len([]rune(d.DepartureReason)) < MinReason {
			ps.Add("departure", "decision.problem.departure", "Least", MinReason)
		}
	}
	ps = append(ps, CheckText("departure", d.DepartureReason, MaxReason)...)
	return ps
}

// Evidence is what there was to see of an application when somebody decided: what the page showed, as ids and figures,
// so that later changes of either do not change what the decision rested on.
type Evidence struct {
	Stage              Stage       `json:"stage"`
	ScoreID            *uuid.UUID  `json:"score,omitempty"`             // the score of record
	BenchmarkVersionID *uuid.UUID  `json:"benchmark_version,omitempty"` // it was made with
	Engine             string      `json:"engine,omitempty"`
	Fit                *float64    `json:"fit,omitempty"`
	FitLo              *float64    `json:"fit_lo,omitempty"`
	FitHi              *float64    `json:"fit_hi,omitempty"`
	FitUndefined       string      `json:"fit_undefined,omitempty"`
	Reviews            int         `json:"reviews,omitempty"`  // answers whose score was reviewed
	Adjusted           int         `json:"adjusted,omitempty"` // of them
	Voided             int         `json:"voided,omitempty"`
	ReviewedFit        *float64    `json:"reviewed_fit,omitempty"`
	ReviewedLo         *float64    `json:"reviewed_lo,omitempty"`
	ReviewedHi         *float64    `json:"reviewed_hi,omitempty"`
	FitValues          int         `json:"fit_values,omitempty"` // the fit, as reviewed where it was, rests on so many
	FitOf              int         `json:"fit_of,omitempty"`     // of so many values; 0 in older decisions
	Uncompared         int         `json:"uncompared,omitempty"` // written answers that are left to people for their language
	Raters             int         `json:"raters"`
	Ratings            int         `json:"ratings"`
	Scorecards         int         `json:"scorecards"`
	Human              *float64    `json:"human,omitempty"`
	Combined           *float64    `json:"combined,omitempty"`
	CombinedLo         *float64    `json:"combined_lo,omitempty"`
	CombinedHi         *float64    `json:"combined_hi,omitempty"`
	CombinedValues     int         `json:"combined_values,omitempty"` // it rests on so many
	CombinedOf         int         `json:"combined_of,omitempty"`     // of so many values with a fit; 0 in older decisions
	CombinedUndefined  string      `json:"combined_undefined,omitempty"`
	MustLow            []uuid.UUID `json:"must_low,omitempty"`    // must-have values that were clearly low
	MustUnsure         []uuid.UUID `json:"must_unsure,omitempty"` // that were low, and had no interval
	SecondScores       int         `json:"second_scores,omitempty"`
	Spoken             bool        `json:"spoken,omitempty"` // answers typed in during a conversation
	Place              *Place      `json:"place,omitempty"`
}

// Proposal is a decision that waits for a second person, and what became of it.
type Proposal struct {
	Decision
	Instead    *uuid.UUID // the decision that stood when it was proposed, or nil
	State      ProposalState
	AnsweredBy *uuid.UUID
	AnsweredAt *time.Time
	Answer     string // why it was returned
}

// ProposalState is what became of a proposal.
type ProposalState string

// The states of a proposal. Confirmed, it is a decision; returned, it goes back to whoever proposed it.
const (
	Proposed  ProposalState = "proposed"
	Confirmed ProposalState = "confirmed"
	Returned  ProposalState = "returned"
	Withdrawn ProposalState = "withdrawn" // by who proposed it
)

// The second person a requisition's policy may ask for.
const (
	SecondNone       = ""
	SecondDepartures = "departures" // where a decision departs from the evidence
	SecondAll        = "all"        // whenever somebody goes on, is hired or declined
)

// NeedsSecond tells whether a decision waits for a second person. Holding somebody, or reopening, decides nothing.
func (p Policy) NeedsSecond(d Decision) bool {
	if d.Outcome == Hold || d.Outcome == Reopened {
		return false
	}
	return p.SecondPerson == SecondAll || p.SecondPerson == SecondDepartures && len(d.Departures) > 0
}

// Decides tells whether somebody may decide in the requisition as far as their role goes: HR, and the recruiter whose
// round it is.
func (r Requisition) Decides(u User) bool { return r.answerable(u) }
