package hiring_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func TestADecisionNeedsAReasonOfItsOutcomeAndWords(t *testing.T) {
	t.Parallel()
	words := "She rang back before anybody asked."
	list := func(rs ...hiring.DecisionReason) []hiring.DecisionReason { return rs }
	departs := []hiring.Departure{{Kind: hiring.DespiteMustHave, Count: 1}}
	for name, c := range map[string]struct {
		d      hiring.Decision
		fields string
	}{
		"whole":                          {hiring.Decision{Outcome: hiring.Hire, Reasons: list(hiring.ReasonValuesShown), Reason: words}, ""},
		"no outcome":                     {hiring.Decision{Outcome: "maybe", Reasons: list(hiring.ReasonValuesShown), Reason: words}, "outcome"},
		"no reason of the list":          {hiring.Decision{Outcome: hiring.Hire, Reason: words}, "reasons"},
		"another outcome's":              {hiring.Decision{Outcome: hiring.Hire, Reasons: list(hiring.ReasonWithdrew), Reason: words}, "reasons"},
		"one fits, one does not":         {hiring.Decision{Outcome: hiring.Hire, Reasons: list(hiring.ReasonValuesShown, "liked"), Reason: words}, "reasons"},
		"no words":                       {hiring.Decision{Outcome: hiring.Decline, Reasons: list(hiring.ReasonValuesNotShown), Reason: "no"}, "reason"},
		"too many words":                 {hiring.Decision{Outcome: hiring.Decline, Reasons: list(hiring.ReasonValuesNotShown), Reason: strings.Repeat("x", 2001)}, "reason"},
		"ratings nobody gave":            {hiring.Decision{Outcome: hiring.Decline, Reasons: list(hiring.ReasonRatingsLow), Reason: words}, "reasons"},
		"an interview without one":       {hiring.Decision{Outcome: hiring.Advance, Reasons: list(hiring.ReasonInterviewStrong), Reason: words}, "reasons"},
		"a must-have that is not low":    {hiring.Decision{Outcome: hiring.Decline, Reasons: list(hiring.ReasonMustHaveLow), Reason: words}, "reasons"},
		"ratings on record":              {hiring.Decision{Outcome: hiring.Decline, Reasons: list(hiring.ReasonRatingsLow), Reason: words, Evidence: hiring.Evidence{Ratings: 1}}, ""},
		"answers typed in while talking": {hiring.Decision{Outcome: hiring.Advance, Reasons: list(hiring.ReasonInterviewStrong), Reason: words, Evidence: hiring.Evidence{Spoken: true}}, ""},
		"a must-have that is low":        {hiring.Decision{Outcome: hiring.Decline, Reasons: list(hiring.ReasonMustHaveLow), Reason: words, Evidence: hiring.Evidence{MustUnsure: []uuid.UUID{{}}}}, ""},
		"departs without a why":          {hiring.Decision{Outcome: hiring.Hire, Reasons: list(hiring.ReasonValuesShown), Reason: words, Departures: departs}, "departure"},
		"departs, and says why":          {hiring.Decision{Outcome: hiring.Hire, Reasons: list(hiring.ReasonValuesShown), Reason: words, Departures: departs, DepartureReason: words}, ""},
		"reopened":                       {hiring.Decision{Outcome: hiring.Reopened, Reasons: list(hiring.ReasonMistake), Reason: words}, ""},
		"everything is wrong":            {hiring.Decision{Departures: departs}, "outcome reason departure"},
		"a why without departing":        {hiring.Decision{Outcome: hiring.Hold, Reasons: list(hiring.ReasonAwaitsOthers), Reason: words, DepartureReason: "x"}, ""},
	} {
		var got []string
		for _, p := range c.d.Check() {
			got = append(got, p.Field)
		}
		if strings.Join(got, " ") != c.fields {
			t.Errorf("%s: problems at %v, want %q", name, got, c.fields)
		}
	}
}

func TestEveryOutcomeHasReasonsAndMenusDoNotOfferReopening(t *testing.T) {
	t.Parallel()
	for _, o := range append(hiring.Outcomes(), hiring.Reopened) {
		if len(hiring.DecisionReasons(o)) < 3 {
			t.Errorf("%s has %v", o, hiring.DecisionReasons(o))
		}
	}
	if slices.Contains(hiring.Outcomes(), hiring.Reopened) || hiring.DecisionReasons("x") != nil {
		t.Error("reopening is an act of its own")
	}
}

func TestTheSecondPersonIsAskedForAsThePolicySays(t *testing.T) {
	t.Parallel()
	departs := []hiring.Departure{{Kind: hiring.PassesDeclined, Count: 1}}
	for _, c := range []struct {
		policy  string
		outcome hiring.Outcome
		departs bool
		want    bool
	}{
		{hiring.SecondNone, hiring.Hire, true, false},
		{hiring.SecondDepartures, hiring.Hire, false, false},
		{hiring.SecondDepartures, hiring.Hire, true, true},
		{hiring.SecondDepartures, hiring.Hold, true, false},
		{hiring.SecondAll, hiring.Decline, false, true},
		{hiring.SecondAll, hiring.Hold, false, false},
		{hiring.SecondAll, hiring.Reopened, false, false},
	} {
		d := hiring.Decision{Outcome: c.outcome}
		if c.departs {
			d.Departures = departs
		}
		if got := (hiring.Policy{SecondPerson: c.policy}).NeedsSecond(d); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	r := hiring.Requisition{Name: "R", PositionID: uuid.New(), Languages: hiring.Languages(), LinkDays: 3, Policy: hiring.Policy{AIUse: hiring.AIAllowed, SecondPerson: "three"}}
	if ps := r.Check(); len(ps) != 1 || ps[0].Field != "second_person" {
		t.Errorf("%v", ps)
	}
}

func TestWhatAnOutcomeNeedsOfThePhase(t *testing.T) {
	t.Parallel()
	want := map[hiring.Outcome]hiring.Right{
		hiring.Advance: hiring.MayAdvance, hiring.Hire: hiring.MayAdvance, hiring.Hold: hiring.MayDecline, hiring.Decline: hiring.MayDecline, hiring.Reopened: hiring.MayDecline,
	}
	for o, right := range want {
		if o.Needs() != right {
			t.Errorf("%s needs %s", o, o.Needs())
		}
	}
}
