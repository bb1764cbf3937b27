package hiring

import "github.com/google/uuid"

// CompositeOf is what a composite was made of.
type CompositeOf string

// The composites, from the one that rests on most.
const (
	OfCombined CompositeOf = "combined" // fit and ratings together
	OfReviewed CompositeOf = "reviewed" // the fit as people reviewed it
	OfFit      CompositeOf = "fit"      // the computed fit
)

// Composite is the mechanical figure that a decision is held against: the combination by a rule fixed before the first
// candidate, which predicts better than impressions do (measurement.md §4.7).
type Composite struct {
	Of     CompositeOf
	Value  float64
	Lo, Hi *float64 // 90 % interval
}

// Composite is the figure that rests on most: fit and ratings together where somebody has rated, else the fit as
// reviewed, else as computed. A fit that reviews took away is not stood in for by the computed one.
func (a Application) Composite() (Composite, bool) {
	if a.Combined != nil {
		return Composite{OfCombined, *a.Combined, a.CombinedLo, a.CombinedHi}, true
	}
	return a.FitComposite()
}

// FitComposite is the composite without ratings: what rated and unrated applications can both be held against.
func (a Application) FitComposite() (Composite, bool) {
	switch {
	case a.ReviewedFit != nil:
		return Composite{OfReviewed, *a.ReviewedFit, a.ReviewedLo, a.ReviewedHi}, true
	case a.ReviewedUndefined != "" || a.Fit == nil:
		return Composite{}, false
	}
	return Composite{OfFit, *a.Fit, a.FitLo, a.FitHi}, true
}

// joint tells whether fit and ratings together have an interval. Without one the figure can be held against nobody: how
// sure it is has not been worked out, and would be taken for "cannot be told apart".
func (a Application) joint() bool {
	return a.Combined != nil && a.CombinedLo != nil && a.CombinedHi != nil
}

// Placed is the composite that an application is held against others by: fit and ratings together where they have an
// interval, else the fit alone.
func (a Application) Placed() (Composite, bool) {
	if a.joint() {
		return a.Composite()
	}
	return a.FitComposite()
}

// Composites returns what two applications are compared by: fit and ratings where both have them with an interval, else
// the fits alone, since rated and unrated are never compared as if they were alike.
func Composites(a, b Application) (x, y Composite, ok bool) {
	if a.joint() && b.joint() {
		x, _ = a.Composite()
		y, _ = b.Composite()
		return x, y, true
	}
	x, okA := a.FitComposite()
	y, okB := b.FitComposite()
	return x, y, okA && okB
}

// Above tells whether the composite of the first application is clearly above that of the second: so far that chance
// does not explain it. What cannot be told apart is not above; where a figure or its uncertainty is missing nothing is
// known, which is something else than being alike.
type Above func(a, b Application) (clearly, known bool)

// Departure is a way in which a decision goes against the evidence; then a reason of its own is written down.
type Departure struct {
	Kind   DepartureKind `json:"kind"`
	Values []uuid.UUID   `json:"values,omitempty"` // must-have values that are clearly low
	Unsure []uuid.UUID   `json:"unsure,omitempty"` // must-have values that are low, without an interval to be sure by
	Others []uuid.UUID   `json:"others,omitempty"` // applications it goes against, at most MostOthers
	Count  int           `json:"count,omitempty"`  // of them in all, as far as was looked
}

// DepartureKind is which evidence a decision goes against.
type DepartureKind string

// The departures.
const (
	DespiteMustHave DepartureKind = "must_have" // goes on although a must-have value is low
	PassesDeclined  DepartureKind = "declined"  // goes on although somebody clearly above was declined
	BeforeAdvanced  DepartureKind = "advanced"  // is declined although somebody clearly below goes on
)

// MostOthers is how many applications a departure names.
const MostOthers = 5

// MustHaves are an application's must-have values that are discussed first.
type MustHaves struct {
	Low    []uuid.UUID // clearly: even the upper end of the interval is under the threshold
	Unsure []uuid.UUID // the fit is under it, and has no interval
}

// any tells whether there are any.
func (m MustHaves) any() bool { return len(m.Low)+len(m.Unsure) > 0 }

// Departures names the ways in which a decision departs from the evidence. Somebody goes on: a must-have value is
// low, or somebody who was declined is clearly above. Somebody is declined: another who goes on is clearly
// below. Those who cannot be told apart are never out of order, nobody is held against a decline for circumstances such
// as having withdrawn, and holding or reopening departs from nothing. must are the must-have values that are
// low; decided are others of the requisition with a decision.
func Departures(d Decision, a Application, must MustHaves, decided []Application, compare Above) []Departure {
	var out []Departure
	above := func(a, b Application) bool {
		clearly, _ := compare(a, b)
		return clearly
	}
	against := func(kind DepartureKind, is func(b Application) bool) {
		departure := Departure{Kind: kind}
		for _, b := range decided {
			if b.ID == a.ID || !is(b) {
				continue
			}
			if departure.Count++; departure.Count <= MostOthers {
				departure.Others = append(departure.Others, b.ID)
			}
		}
		if departure.Count > 0 {
			out = append(out, departure)
		}
	}
	switch {
	case d.Outcome.Positive():
		if must.any() {
			out = append(out, Departure{Kind: DespiteMustHave, Values: must.Low, Unsure: must.Unsure, Count: len(must.Low) + len(must.Unsure)})
		}
		against(PassesDeclined, func(b Application) bool { return b.Decision == Decline && above(b, a) })
	case d.Outcome == Decline && OnMerit(d.Reasons):
		against(BeforeAdvanced, func(b Application) bool { return b.Decision.Positive() && above(a, b) })
	}
	return out
}

// Place is where a composite lies among the others of its requisition, in bands: who is clearly above, who cannot be
// told apart, who is clearly below, and with whom no comparison is possible. It is no rank.
type Place struct {
	Of      CompositeOf `json:"of"`
	Above   Standing    `json:"above"`
	Alike   Standing    `json:"alike"`
	Below   Standing    `json:"below"`
	Unknown Standing    `json:"unknown"`          // one of the two has no figure, or a figure without an interval
	OnFit   int         `json:"on_fit,omitempty"` // compared by the fit alone although this one's ratings are in its figure
	More    bool        `json:"more,omitempty"`   // there are more than were looked at, further away
}

// Standing counts applications by what was decided about them.
type Standing struct {
	On        int `json:"on,omitempty"` // they go on or are hired
	Held      int `json:"held,omitempty"`
	Declined  int `json:"declined,omitempty"`
	Undecided int `json:"undecided,omitempty"`
}

// Total is how many they are.
func (s Standing) Total() int { return s.On + s.Held + s.Declined + s.Undecided }

// add counts one more.
func (s *Standing) add(o Outcome) {
	switch {
	case o.Positive():
		s.On++
	case o == Hold:
		s.Held++
	case o == Decline:
		s.Declined++
	default:
		s.Undecided++
	}
}

// PlaceBand is where somebody lies beside another.
type PlaceBand string

// The bands of a place.
const (
	PlacedAbove   PlaceBand = "above"
	PlacedAlike   PlaceBand = "alike"
	PlacedBelow   PlaceBand = "below"
	PlacedUnknown PlaceBand = "unknown"
)

// Lying is an application in its band.
type Lying struct {
	Band PlaceBand
	Application
}

// LyingAround says of the others in which band each lies, in the order in which they come: whom PlaceOf counts. One
// whose fit and ratings are put together is held against rated ones only. Without a composite there is nobody.
func LyingAround(a Application, others []Application, above Above) []Lying {
	own, ok := a.Placed()
	if !ok {
		return nil
	}
	var out []Lying
	for _, b := range others {
		if b.ID != a.ID && (own.Of != OfCombined || b.Raters > 0 || b.Combined != nil) {
			out = append(out, Lying{placeBand(a, b, above), b})
		}
	}
	return out
}

// PlaceOf counts who lies where. Without a composite there is no place.
func PlaceOf(a Application, others []Application, above Above) (Place, bool) {
	own, ok := a.Placed()
	if !ok {
		return Place{}, false
	}
	out := Place{Of: own.Of}
	for _, b := range LyingAround(a, others, above) {
		out.in(b.Band).add(b.Decision)
		if x, _, _ := Composites(a, b.Application); own.Of == OfCombined && x.Of != OfCombined && b.Band != PlacedUnknown {
			out.OnFit++
		}
	}
	return out, true
}

// in is the count of a band.
func (p *Place) in(b PlaceBand) *Standing {
	switch b {
	case PlacedAbove:
		return &p.Above
	case PlacedBelow:
		return &p.Below
	case PlacedUnknown:
		return &p.Unknown
	}
	return &p.Alike
}

// placeBand is the band in which another lies.
func placeBand(a, b Application, above Above) PlaceBand {
	higher, known := above(b, a)
	lower, _ := above(a, b)
	switch {
	case !known:
		return PlacedUnknown
	case higher:
		return PlacedAbove
	case lower:
		return PlacedBelow
	}
	return PlacedAlike
}
