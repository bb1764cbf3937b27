package remote

import "fmt"

// Trouble is what is the matter with a service, as a code.
type Trouble string

// The troubles. The first four pass by themselves as a rule, the others need somebody to do something.
const (
	Unreachable Trouble = "unreachable"  // no connection
	TimedOut    Trouble = "timed_out"    // no answer in time
	Busy        Trouble = "busy"         // it says that it has too much to do (status 429)
	Failing     Trouble = "failing"      // it says that it has a fault (status 5xx)
	NoEntry     Trouble = "no_entry"     // the key is missing or wrong (status 401, 403)
	Refused     Trouble = "refused"      // another status: no such address or model, or it sends us elsewhere
	Unreadable  Trouble = "unreadable"   // the answer is not the JSON that was asked for, or too long
	WrongCount  Trouble = "wrong_count"  // not one vector for each text
	WrongSize   Trouble = "wrong_size"   // a vector has another size than the model had when it was set up
	NoDirection Trouble = "no_direction" // a vector is all 0 or has something in it that is no number
)

// Error is why there are no vectors. It holds nothing of what was asked or answered.
type Error struct {
	Trouble Trouble
	Status  int // of the answer, when there was one
}

// Error says it for the log.
func (e *Error) Error() string {
	if e.Status == 0 {
		return "remote: " + string(e.Trouble)
	}
	return fmt.Sprintf("remote: %s (status %d)", e.Trouble, e.Status)
}

// passes tells whether it is worth trying again soon.
func (e *Error) passes() bool {
	switch e.Trouble {
	case Unreachable, TimedOut, Busy, Failing:
		return true
	}
	return false
}
