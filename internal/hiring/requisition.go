package hiring

import (
	"time"

	"github.com/google/uuid"
)

// Requisition is one hiring round for a position. Everything that decides how candidates are asked and compared is
// frozen by the first invitation.
type Requisition struct {
	ID                 uuid.UUID
	Name               string
	PositionID         uuid.UUID
	OwnerID            uuid.UUID
	BenchmarkVersionID *uuid.UUID
	Languages          []Language
	Policy             Policy
	LinkDays           int
	DecideBy           *time.Time
	CreatedAt          time.Time
	FrozenAt           *time.Time
	ClosedAt           *time.Time
	Phase              Phase
	Version            int
	Values             []RequisitionValue
	Panel              []uuid.UUID // users who rate; until they have, they see no scores
}

// Frozen tells whether the first invitation has fixed the requisition.
func (r Requisition) Frozen() bool { return r.FrozenAt != nil }

// WaitedUntil is until when somebody has waited: nobody waits on in a requisition that is closed.
func (r Requisition) WaitedUntil(now time.Time) time.Time {
	if r.ClosedAt != nil {
		return *r.ClosedAt
	}
	return now
}

// OnPanel tells whether a user rates this requisition's candidates.
func (r Requisition) OnPanel(user uuid.UUID) bool {
	for _, id := range r.Panel {
		if id == user {
			return true
		}
	}
	return false
}

// RequisitionValue is what one value weighs in a requisition.
type RequisitionValue struct {
	ValueID   uuid.UUID
	Must      bool     // must-have: discussed first when clearly low, never rejected automatically
	Weight    float64  // relative; > 0
	Threshold *float64 // of a must-have, 0..100; nil: the 25th percentile of the leave-one-out exemplars
}

// Policy says how scores are made and shown in a requisition.
type Policy struct {
	TextCounts bool   `json:"text_counts"` // automatic text alignment enters the fit; else it is evidence only
	AIUse      string `json:"ai_use"`      // what candidates are told about using writing tools: allowed, declared, not_allowed
	// ω, how much people's ratings weigh beside the fit, 0..1, with one rater and with several; nil is the default.
	HumanOne     *float64 `json:"human_one,omitempty"`
	HumanSeveral *float64 `json:"human_several,omitempty"`
	// How many of the panel rate each answer, fewer where the panel is smaller; 0 is the default.
	RatersPerAnswer int `json:"raters_per_answer,omitempty"`
	// SecondPerson says which decisions wait for another person to confirm them; "" is none.
	SecondPerson string `json:"second_person,omitempty"`
	Promise             // what candidates are promised
}

// Uses of writing tools a requisition can state to candidates.
const (
	AIAllowed    = "allowed"
	AIDeclared   = "declared"
	AINotAllowed = "not_allowed"
)

// MaxLinkDays is how long a link may last at most.
const MaxLinkDays = 90

// Check names what is wrong with a requisition before it can be stored.
func (r Requisition) Check() Problems {
	var ps Problems
	if r.Name == "" {
		ps.Add("name", "problem.required")
	}
	ps = append(ps, CheckText("name", r.Name, 200)...)
	if r.PositionID == uuid.Nil {
		ps.Add("position", "problem.required")
	}
	if len(r.Languages) == 0 {
		ps.Add("languages", "problem.required")
	}
	if r.LinkDays < 1 || r.LinkDays > MaxLinkDays {
		ps.Add("link_days", "problem.out_of_range", "Lo", 1, "Hi", MaxLinkDays)
	}
	switch r.Policy.AIUse {
	case AIAllowed, AIDeclared, AINotAllowed:
	default:
		ps.Add("ai_use", "problem.required")
	}
	ps = append(ps, r.Policy.check()...)
	for _, l := range r.Languages {
		if _, ok := ParseLanguage(string(l)); !ok {
			ps.Add("languages", "problem.unknown_option")
		}
	}
	for _, v := range r.Values {
		field := v.ValueID.String()
		if !(v.Weight > 0 && v.Weight <= 100) {
			ps.Add("weight."+field, "problem.out_of_range", "Lo", 1, "Hi", 100)
		}
		if v.Threshold != nil && !(*v.Threshold >= 0 && *v.Threshold <= 100) {
			ps.Add("threshold."+field, "problem.out_of_range", "Lo", 0, "Hi", 100)
		}
	}
	return ps
}

// check: ratings weigh something between nothing and everything, somebody gives them, a second person is asked for as
// there is, and promises can be kept.
func (p Policy) check() Problems {
	var ps Problems
	if p.RatersPerAnswer < 0 || p.RatersPerAnswer > MostRatersPerAnswer {
		ps.Add("raters_per_answer", "problem.out_of_range", "Lo", 1, "Hi", MostRatersPerAnswer)
	}
	for _, w := range []struct {
		field string
		omega *float64
	}{{"human_one", p.HumanOne}, {"human_several", p.HumanSeveral}} {
		if w.omega != nil && !(*w.omega >= 0 && *w.omega <= 1) {
			ps.Add(w.field, "problem.out_of_range", "Lo", 0, "Hi", 100)
		}
	}
	switch p.SecondPerson {
	case SecondNone, SecondDepartures, SecondAll:
	default:
		ps.Add("second_person", "problem.unknown_option")
	}
	return append(ps, p.Promise.check()...)
}

// CanInvite names what is still missing before the first candidate can be invited: a published benchmark, questions,
// and every question worded in every language the round is held in.
func (r Requisition) CanInvite(questions []QuestionVersion) Problems {
	var ps Problems
	if r.BenchmarkVersionID == nil {
		ps.Add("benchmark", "requisition.problem.no_benchmark")
	}
	if len(r.Values) == 0 {
		ps.Add("values", "requisition.problem.no_values")
	}
	if len(questions) == 0 {
		ps.Add("questions", "requisition.problem.no_questions")
	}
	return append(ps, r.CheckWorded(questions)...)
}

// CheckWorded names the languages of the round that a question is not worded in: nobody may meet a question in a
// language other than the one chosen.
func (r Requisition) CheckWorded(questions []QuestionVersion) Problems {
	var ps Problems
	for _, l := range r.Languages {
		for _, q := range questions {
			if !q.WordedIn(l) {
				ps.Add("languages", "requisition.problem.not_worded_"+string(l), "Question", q.Prompt.In(l))
				break
			}
		}
	}
	return ps
}

// CanRate tells whether somebody can be on a panel.
func (u User) CanRate() bool { return u.DisabledAt == nil && u.Is(HR, Recruiter, Interviewer) }

// AnswersRequests tells whether a user sees and answers the requests for another way to answer: HR and the owner do,
// and nobody on the panel, since raters must not learn of them. Only when everybody who could is on the panel does
// the owner, on it or not: a request must reach a person. staff are all users.
func (r Requisition) AnswersRequests(u User, staff []User) bool {
	if !r.answerable(u) {
		return false
	}
	if !r.OnPanel(u.ID) {
		return true
	}
	for _, other := range staff {
		if r.answerable(other) && !r.OnPanel(other.ID) {
			return false
		}
	}
	return u.ID == r.OwnerID
}

// answerable tells whether somebody could answer requests if it were not for the panel.
func (r Requisition) answerable(u User) bool {
	return u.DisabledAt == nil && (u.Is(HR) || u.ID == r.OwnerID && u.Is(Recruiter))
}
