package hiring

import "strings"

// The answers to a request for another way to answer.
const (
	RequestGranted  = "granted"
	RequestOtherWay = "other_way"
	RequestDeclined = "declined"
)

// RequestAnswers lists the answers in the order in which the form shows them.
func RequestAnswers() []string { return []string{RequestGranted, RequestOtherWay, RequestDeclined} }

// CheckAnswer names what is wrong with the answer to a request: it says one of three things, in words the person can
// read, and a declined one changes nothing.
func (a Accommodation) CheckAnswer() Problems {
	var ps Problems
	switch a.Granted {
	case RequestGranted, RequestOtherWay, RequestDeclined:
	default:
		ps.Add("granted", "problem.required")
	}
	if strings.TrimSpace(a.Answer) == "" {
		ps.Add("answer", "problem.required")
	}
	ps = append(ps, CheckText("answer", a.Answer, MaxMessage)...)
	if a.ExtraDays < 0 || a.ExtraDays > MaxLinkDays {
		ps.Add("extra_days", "problem.out_of_range", "Lo", 0, "Hi", MaxLinkDays)
	}
	if a.Granted == RequestDeclined && a.ExtraDays > 0 {
		ps.Add("extra_days", "accommodation.problem.declined_days")
	}
	return ps
}
