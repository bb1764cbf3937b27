package hiring

import "strings"

// MaxMessage is the most characters a request for an accommodation may have, and MaxAccommodations how many requests
// one invitation takes.
const (
	MaxMessage        = 2000
	MaxAccommodations = 10
)

// Check names what is wrong with a request for an accommodation: it needs a kind, and, where the kind says little, a
// message.
func (a Accommodation) Check() Problems {
	ps := CheckText("message", a.Message, MaxMessage)
	switch a.Need {
	case MoreTime, OtherFormat, APerson:
	case OtherNeed:
		if strings.TrimSpace(a.Message) == "" {
			ps.Add("message", "problem.required")
		}
	default:
		ps.Add("need", "problem.required")
	}
	return ps
}

// AccommodationNeeds lists the needs in the order in which the page shows them.
func AccommodationNeeds() []AccommodationNeed {
	return []AccommodationNeed{MoreTime, OtherFormat, APerson, OtherNeed}
}
