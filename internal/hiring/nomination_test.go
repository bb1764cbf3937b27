package hiring

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// rep is an incumbent named by a number, who has been there for a year.
func rep(n int, metrics map[string]float64) Incumbent {
	months := 12
	return Incumbent{ID: uuid.UUID{15: byte(n)}, Email: fmt.Sprintf("r%02d@example.org", n), Metrics: metrics, TenureMonths: &months}
}

// group lists the numbers of those in a group, in order.
func group(proposed map[uuid.UUID]RepGroup, g RepGroup) []int {
	var out []int
	for id, x := range proposed {
		if x == g {
			out = append(out, int(id[15]))
		}
	}
	slices.Sort(out)
	return out
}

func TestBestAreTopAndTheMiddleIsCompared(t *testing.T) {
	t.Parallel()
	var people []Incumbent
	for n := range 12 { // 0 is the best on both figures
		people = append(people, rep(n, map[string]float64{"csat": 5 - float64(n)/10, "aht": 300 + float64(n)}))
	}
	rule := NominationRule{Metrics: []NominationMetric{{Name: "csat"}, {Name: "aht", LowIsGood: true}}, TopShare: .25, FewestMonths: 6}
	got := rule.Propose(people)
	if diff := cmp.Diff([]int{0, 1, 2}, group(got, TopRep)); diff != "" {
		t.Errorf("top (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]int{4, 5, 6}, group(got, ComparisonRep)); diff != "" {
		t.Errorf("comparison (-want +got)\n%s", diff)
	}
	slices.Reverse(people)
	if diff := cmp.Diff(got, rule.Propose(people)); diff != "" {
		t.Errorf("another order of the file proposes others:\n%s", diff)
	}
}

func TestNobodyOfTheLowestQuarterIsCompared(t *testing.T) {
	t.Parallel()
	var people []Incumbent
	for n := range 8 {
		people = append(people, rep(n, map[string]float64{"qa": float64(-n)}))
	}
	got := NominationRule{Metrics: []NominationMetric{{Name: "qa"}}, TopShare: .5}.Propose(people)
	if diff := cmp.Diff([]int{4, 5}, group(got, ComparisonRep)); diff != "" {
		t.Errorf("comparison (-want +got)\n%s", diff)
	}
}

func TestWhoCannotBeJudgedIsNotProposed(t *testing.T) {
	t.Parallel()
	both := []NominationMetric{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	newcomer := rep(1, map[string]float64{"a": 9, "b": 9, "c": 9})
	months := 3
	newcomer.TenureMonths = &months
	unknown := rep(2, map[string]float64{"a": 9, "b": 9, "c": 9})
	unknown.TenureMonths = nil
	people := []Incumbent{newcomer, unknown, rep(3, map[string]float64{"a": 9}), rep(4, map[string]float64{"a": 1, "b": 1}), rep(5, map[string]float64{"a": 2, "b": 2, "c": 2})}
	rule := NominationRule{Metrics: both, TopShare: .5, FewestMonths: 6}
	var ranked []int
	for _, r := range rule.Rank(people) {
		ranked = append(ranked, int(r.ID[15]))
	}
	if diff := cmp.Diff([]int{5, 4}, ranked); diff != "" {
		t.Errorf("ranked (-want +got)\n%s", diff)
	}
}

func TestRankIsTheMeanOfZScores(t *testing.T) {
	t.Parallel()
	// csat 1, 2, 3: mean 2, SD 1. qa is the same for all and says nothing. Low is good turns the sign.
	people := []Incumbent{rep(1, map[string]float64{"csat": 1, "qa": 90}), rep(2, map[string]float64{"csat": 2, "qa": 90}), rep(3, map[string]float64{"csat": 3, "qa": 90})}
	for _, tt := range []struct {
		low  bool
		want []Ranked
	}{
		{false, []Ranked{{uuid.UUID{15: 3}, .5}, {uuid.UUID{15: 2}, 0}, {uuid.UUID{15: 1}, -.5}}},
		{true, []Ranked{{uuid.UUID{15: 1}, .5}, {uuid.UUID{15: 2}, 0}, {uuid.UUID{15: 3}, -.5}}},
	} {
		rule := NominationRule{Metrics: []NominationMetric{{Name: "csat", LowIsGood: tt.low}, {Name: "qa"}}, TopShare: .3}
		if diff := cmp.Diff(tt.want, rule.Rank(people)); diff != "" {
			t.Errorf("low is good %v (-want +got)\n%s", tt.low, diff)
		}
	}
}

func TestNominationRuleNeedsAFigureAndAMiddle(t *testing.T) {
	t.Parallel()
	for field, rule := range map[string]NominationRule{
		"metrics": {TopShare: .25},
		"share":   {Metrics: []NominationMetric{{Name: "qa"}}, TopShare: .75},
		"months":  {Metrics: []NominationMetric{{Name: "qa"}}, TopShare: .25, FewestMonths: -1},
	} {
		if ps := rule.Check(); len(ps) != 1 || ps[0].Field != field {
			t.Errorf("%s: problems %v", field, ps)
		}
	}
}

func TestMovingNeedsAReasonAgainstTheProposal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		proposed, group, to RepGroup
		want                bool
	}{
		{NoGroup, NoGroup, TopRep, false},             // a first choice
		{TopRep, TopRep, ComparisonRep, true},         // against the proposal
		{TopRep, ComparisonRep, TopRep, false},        // back to the proposal
		{NoGroup, TopRep, ComparisonRep, true},        // another choice
		{ComparisonRep, ComparisonRep, NoGroup, true}, // out
		{TopRep, TopRep, TopRep, false},               // no move
	} {
		i := Incumbent{Proposed: tt.proposed, Group: tt.group}
		if got := i.NeedsReason(tt.to); got != tt.want {
			t.Errorf("proposed %q, is %q, to %q: %v", tt.proposed, tt.group, tt.to, got)
		}
	}
}
