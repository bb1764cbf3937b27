package hiring_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// byTen: composites ten points apart are told apart; without one nothing is known.
func byTen(a, b hiring.Application) (clearly, known bool) {
	x, y, ok := hiring.Composites(a, b)
	return ok && x.Value-y.Value >= 10, ok
}

// clearly is byTen for two of whom something is known.
func clearly(a, b hiring.Application) bool {
	above, known := byTen(a, b)
	return above && known
}

// composed is an application with a fit and a decision.
func composed(fit float64, o hiring.Outcome) hiring.Application {
	return hiring.Application{ID: uuid.New(), Fit: &fit, Decision: o}
}

func TestADecisionDepartsOnlyFromWhatCanBeToldApart(t *testing.T) {
	t.Parallel()
	low := hiring.MustHaves{Low: []uuid.UUID{uuid.New()}}
	none := hiring.Application{ID: uuid.New()}
	others := func(os ...hiring.Application) []hiring.Application { return os }
	for name, c := range map[string]struct {
		outcome hiring.Outcome
		reasons []hiring.DecisionReason
		a       hiring.Application
		must    hiring.MustHaves
		others  []hiring.Application
		want    []hiring.DepartureKind
	}{
		"in order":                                        {outcome: hiring.Advance, a: composed(70, ""), others: others(composed(50, hiring.Decline), composed(80, hiring.Hire))},
		"goes on below somebody declined":                 {outcome: hiring.Advance, a: composed(50, ""), others: others(composed(70, hiring.Decline)), want: []hiring.DepartureKind{hiring.PassesDeclined}},
		"is hired below somebody declined":                {outcome: hiring.Hire, a: composed(50, ""), others: others(composed(70, hiring.Decline)), want: []hiring.DepartureKind{hiring.PassesDeclined}},
		"cannot be told apart":                            {outcome: hiring.Hire, a: composed(61, ""), others: others(composed(70, hiring.Decline))},
		"goes on despite a must-have":                     {outcome: hiring.Advance, a: composed(90, ""), must: low, want: []hiring.DepartureKind{hiring.DespiteMustHave}},
		"goes on despite a must-have without an interval": {outcome: hiring.Advance, a: composed(90, ""), must: hiring.MustHaves{Unsure: []uuid.UUID{uuid.New()}}, want: []hiring.DepartureKind{hiring.DespiteMustHave}},
		"both":                                    {outcome: hiring.Hire, a: composed(50, ""), must: low, others: others(composed(70, hiring.Decline)), want: []hiring.DepartureKind{hiring.DespiteMustHave, hiring.PassesDeclined}},
		"declined above somebody who goes on":     {outcome: hiring.Decline, reasons: []hiring.DecisionReason{hiring.ReasonValuesNotShown}, a: composed(70, ""), others: others(composed(50, hiring.Advance)), want: []hiring.DepartureKind{hiring.BeforeAdvanced}},
		"declined above somebody hired":           {outcome: hiring.Decline, a: composed(70, ""), others: others(composed(50, hiring.Hire)), want: []hiring.DepartureKind{hiring.BeforeAdvanced}},
		"declined, and cannot be told apart":      {outcome: hiring.Decline, a: composed(55, ""), others: others(composed(50, hiring.Hire))},
		"declined with a low must-have, in order": {outcome: hiring.Decline, a: composed(30, ""), must: low, others: others(composed(50, hiring.Advance))},
		"withdrew":                                 {outcome: hiring.Decline, reasons: []hiring.DecisionReason{hiring.ReasonWithdrew}, a: composed(70, ""), others: others(composed(50, hiring.Advance))},
		"withdrew, and the ratings were low":       {outcome: hiring.Decline, reasons: []hiring.DecisionReason{hiring.ReasonWithdrew, hiring.ReasonValuesNotShown}, a: composed(70, ""), others: others(composed(50, hiring.Advance)), want: []hiring.DepartureKind{hiring.BeforeAdvanced}},
		"on hold":                                  {outcome: hiring.Hold, a: composed(50, ""), must: low, others: others(composed(90, hiring.Decline))},
		"reopened":                                 {outcome: hiring.Reopened, a: composed(50, ""), must: low, others: others(composed(90, hiring.Decline))},
		"others undecided or on hold":              {outcome: hiring.Hire, a: composed(50, ""), others: others(composed(90, ""), composed(90, hiring.Hold))},
		"nothing is known of the candidate":        {outcome: hiring.Hire, a: none, others: others(composed(90, hiring.Decline))},
		"nothing is known of whom it goes against": {outcome: hiring.Decline, a: composed(90, ""), others: others(none)},
	} {
		d := hiring.Decision{Outcome: c.outcome, Reasons: c.reasons}
		var got []hiring.DepartureKind
		for _, x := range hiring.Departures(d, c.a, c.must, c.others, byTen) {
			got = append(got, x.Kind)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func TestADepartureNamesAFewAndCountsAll(t *testing.T) {
	t.Parallel()
	a := composed(20, "")
	a.Decision = hiring.Decline // an earlier decision about the same person is nobody else
	others := []hiring.Application{a}
	for range 7 {
		others = append(others, composed(60, hiring.Decline))
	}
	got := hiring.Departures(hiring.Decision{Outcome: hiring.Hire}, a, hiring.MustHaves{}, others, byTen)
	if len(got) != 1 || got[0].Count != 7 || len(got[0].Others) != hiring.MostOthers || got[0].Others[0] != others[1].ID {
		t.Errorf("%+v", got)
	}
}

func TestRatedAndUnratedAreComparedByTheFitAlone(t *testing.T) {
	t.Parallel()
	num := func(x float64) *float64 { return &x }
	rated := hiring.Application{ID: uuid.New(), Fit: num(40), Combined: num(80), CombinedLo: num(75), CombinedHi: num(85)}
	alsoRated := hiring.Application{ID: uuid.New(), Fit: num(90), Combined: num(30), CombinedLo: num(25), CombinedHi: num(35)}
	unrated := composed(60, "")
	if !clearly(rated, alsoRated) || clearly(rated, unrated) || !clearly(unrated, rated) {
		t.Error("rated against rated by fit and ratings, rated against unrated by the fit")
	}
	rated.CombinedLo = nil
	if clearly(rated, alsoRated) || !clearly(alsoRated, rated) {
		t.Error("without an interval of fit and ratings together the fits are compared")
	}
	reviewed := hiring.Application{ID: uuid.New(), Fit: num(90), ReviewedFit: num(20)}
	if c, ok := reviewed.Composite(); !ok || c.Of != hiring.OfReviewed || c.Value != 20 || !clearly(unrated, reviewed) {
		t.Errorf("%+v, want the fit as reviewed", c)
	}
	taken := hiring.Application{ID: uuid.New(), Fit: num(90), ReviewedUndefined: "insufficient"}
	if c, ok := taken.Composite(); ok {
		t.Errorf("%+v, want none: the computed fit does not stand in for one that reviews took away", c)
	}
}

func TestAPlaceIsInBandsAndCountsWhatWasDecided(t *testing.T) {
	t.Parallel()
	a := composed(50, "")
	others := []hiring.Application{
		a, composed(70, hiring.Hire), composed(70, hiring.Decline), composed(55, hiring.Hold), composed(45, ""), composed(20, hiring.Reopened), {ID: uuid.New()},
	}
	got, ok := hiring.PlaceOf(a, others, byTen)
	want := hiring.Place{
		Of: hiring.OfFit, Above: hiring.Standing{On: 1, Declined: 1}, Alike: hiring.Standing{Held: 1, Undecided: 1}, Below: hiring.Standing{Undecided: 1},
		Unknown: hiring.Standing{Undecided: 1}, // the one without a figure
	}
	if diff := cmp.Diff(want, got); diff != "" || !ok || got.Alike.Total() != 2 {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, ok := hiring.PlaceOf(hiring.Application{}, others, byTen); ok {
		t.Error("a place without a composite")
	}
	x := 60.0
	a.Combined = &x
	if diff := cmp.Diff(want, placed(a, others)); diff != "" {
		t.Errorf("fit and ratings without an interval are not placed by the fit (-want +got)\n%s", diff)
	}
	a.CombinedLo, a.CombinedHi = &x, &x
	if diff := cmp.Diff(hiring.Place{Of: hiring.OfCombined}, placed(a, others)); diff != "" {
		t.Errorf("a rated candidate among unrated ones\n%s", diff)
	}
	rated, figureless := composed(20, hiring.Hold), hiring.Application{ID: uuid.New(), Raters: 1}
	rated.Raters, rated.Combined = 2, &x
	want = hiring.Place{Of: hiring.OfCombined, Below: hiring.Standing{Held: 1}, Unknown: hiring.Standing{Undecided: 1}, OnFit: 1}
	if diff := cmp.Diff(want, placed(a, []hiring.Application{rated, figureless})); diff != "" {
		t.Errorf("among rated ones without an interval, or without a figure (-want +got)\n%s", diff)
	}
}

// placed is where an application lies.
func placed(a hiring.Application, others []hiring.Application) hiring.Place {
	p, _ := hiring.PlaceOf(a, others, byTen)
	return p
}
