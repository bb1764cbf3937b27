package hiring

import "github.com/google/uuid"

// Fit is how an application stands on one value: what the program computed, what people's ratings say, and both
// together. It repeats what the score of record and the ratings hold, so that candidates can be filtered and laid side
// by side by value without reading every score.
type Fit struct {
	ApplicationID uuid.UUID
	ValueID       uuid.UUID
	RequisitionID uuid.UUID
	Number        int      // of the application within its requisition
	Fit           *float64 // 0..100
	Lo, Hi        *float64 // 90 % interval
	Undefined     string   // why there is no fit
	NoInterval    string   // why a fit has no interval
	Coverage      *float64 // 0..1
	Answered      int      // answers that entered
	Offered       int      // answers that could have
	Exemplars     int      // how many top reps it rests on
	Uncompared    int      // written answers that are not in the fit, but left to people for their language
	Weight        float64  // in the whole
	Must          bool
	MustReview    bool     // clearly under the threshold: discussed first
	Threshold     *float64 // what a must-have is held against
	Warnings      []string // their codes, each once
	Raters        int      // how many people rated answers to this value
	Human         *float64 // what they say, 0..100
	Combined      *float64 // fit and ratings together
	CombinedLo    *float64 // 90 % interval
	CombinedHi    *float64
	Reviewed      *float64 // the fit as people reviewed its scores, where they changed any
	ReviewedLo    *float64 // 90 % interval
	ReviewedHi    *float64
}
