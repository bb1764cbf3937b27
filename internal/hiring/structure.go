package hiring

import (
	"slices"

	"github.com/google/uuid"
)

// StructureFacts is what the structure of a requisition's interviews is judged by.
type StructureFacts struct {
	Guide     InterviewGuide
	Asked     []AssessmentQuestion // aloud, in the guide's order
	Languages []Language           // the round is held in
	Panels    [][]Panelist         // of each candidate who has an interview, over all of the candidate's interviews
	Weighed   bool                 // the values have weights, which the first invitation fixes
}

// StructureState says how far an interview has one component of structure.
type StructureState string

// The three states of a component.
const (
	StructureMet     StructureState = "met"
	StructurePartly  StructureState = "partly"
	StructureMissing StructureState = "missing"
)

// StructureMend is where a component that is not met is mended.
type StructureMend string

// The places.
const (
	MendNothing   StructureMend = ""
	MendQuestion  StructureMend = "question"  // one question's wording: Component.Question
	MendQuestions StructureMend = "questions" // which questions the round asks
	MendGuide     StructureMend = "guide"     // which of them the guide asks, and for how long
	MendPractices StructureMend = "practices" // what the company says it keeps to
	MendPanels    StructureMend = "panels"    // who is on the panels of the interviews
)

// Component is one of the fifteen components of structure. Its words are structure.KEY, its reason structure.KEY.WHY
// with Have of Of.
type Component struct {
	Key      string
	State    StructureState
	Why      string
	Have, Of int
	Mend     StructureMend
	Question uuid.UUID // of MendQuestion: the question, not its wording
}

// Structure is how structured the interviews of a requisition are, after Campion, Palmer & Campion (1997): the first
// ContentComponents components are of what is asked, the others of how it is judged.
type Structure []Component

// ContentComponents is how many of the components are about content.
const ContentComponents = 7

// Met counts the components that are met.
func (s Structure) Met() int {
	n := 0
	for _, c := range s {
		if c.State == StructureMet {
			n++
		}
	}
	return n
}

// What makes an interview long enough: fewer questions, or less time for them, say little about a person.
const (
	enoughQuestions, someQuestions = 5, 3
	enoughMinutes, someMinutes     = 30, 15 // for all questions together
)

// StructureOf judges the fifteen components in their published order. Some are met because of what the program does:
// it asks everybody the same, keeps the candidate's own questions last, has every answer rated with evidence. What only
// the company can keep counts when its guide says so, and where the interviews themselves show otherwise, they count.
func StructureOf(f StructureFacts) Structure {
	return Structure{
		f.perQuestion("job_analysis", func(q AssessmentQuestion) bool { return !q.JobRelated.Empty() }),
		f.kept("same_questions"),
		f.perQuestion("prompting", func(q AssessmentQuestion) bool { return len(q.Probes) > 0 && f.inAll(q.Probes) }),
		f.questionTypes(),
		f.length(),
		f.ancillary(),
		{Key: "candidate_questions", State: StructureMet, Why: "kept"},
		f.kept("each_answer"),
		f.perQuestion("anchored", func(q AssessmentQuestion) bool { return len(q.Anchors) == RatingLevels && f.inAll(q.Anchors) }),
		f.kept("notes"),
		f.several(),
		f.sameInterviewers(),
		f.noDiscussion(),
		f.training(),
		f.combination(),
	}
}

// inAll tells whether texts exist in every language of the round.
func (f StructureFacts) inAll(texts []Words) bool {
	return !slices.ContainsFunc(texts, func(w Words) bool {
		return slices.ContainsFunc(f.Languages, func(l Language) bool { return !w.Has(l) })
	})
}

// kept is a component the program keeps as soon as anything is asked.
func (f StructureFacts) kept(key string) Component {
	if len(f.Asked) == 0 {
		return f.nothingAsked(key)
	}
	return Component{Key: key, State: StructureMet, Why: "kept"}
}

func (f StructureFacts) nothingAsked(key string) Component {
	return Component{Key: key, State: StructureMissing, Why: "nothing", Mend: MendQuestions}
}

// perQuestion is met when every question has something, partly when some have; the first that lacks it is where to
// begin.
func (f StructureFacts) perQuestion(key string, has func(AssessmentQuestion) bool) Component {
	if len(f.Asked) == 0 {
		return f.nothingAsked(key)
	}
	c := Component{Key: key, Of: len(f.Asked)}
	for _, q := range f.Asked {
		if has(q) {
			c.Have++
		} else if c.Mend == MendNothing {
			c.Mend, c.Question = MendQuestion, q.QuestionID
		}
	}
	return c.counted()
}

// counted sets the state of a component that Have of Of have.
func (c Component) counted() Component {
	switch c.Have {
	case c.Of:
		c.State, c.Mend = StructureMet, MendNothing
	case 0:
		c.State = StructureMissing
	default:
		c.State = StructurePartly
	}
	c.Why = string(c.State)
	return c
}

// questionTypes: asking what somebody did, or would do, is what tells people apart. What is mended is which questions
// are asked: a question that is of another type is not made better by calling it one of these.
func (f StructureFacts) questionTypes() Component {
	c := f.perQuestion("types", func(q AssessmentQuestion) bool {
		return q.Technique == PastBehavior || q.Technique == Situational
	})
	if c.Mend == MendQuestion {
		c.Mend, c.Question = MendQuestions, uuid.Nil
	}
	return c
}

// length: Have questions, Of minutes for all of them.
func (f StructureFacts) length() Component {
	if len(f.Asked) == 0 {
		return f.nothingAsked("length")
	}
	c := Component{Key: "length", Have: len(f.Asked), Of: len(f.Asked) * f.Guide.Minutes.Question, State: StructureMissing, Mend: MendGuide}
	switch {
	case c.Have >= enoughQuestions && c.Of >= enoughMinutes:
		c.State, c.Mend = StructureMet, MendNothing
	case c.Have >= someQuestions && c.Of >= someMinutes:
		c.State = StructurePartly
	}
	c.Why = string(c.State)
	return c
}

// ancillary: what an interviewer has read of a candidate colours what is heard. Scores are always hidden.
func (f StructureFacts) ancillary() Component {
	c := Component{Key: "ancillary", Mend: MendPractices}
	switch keeps := f.Guide.Keeps(PracticeNoDocuments); {
	case keeps && !f.Guide.ShowsAnswers:
		c.State, c.Why, c.Mend = StructureMet, "met", MendNothing
	case keeps:
		c.State, c.Why, c.Mend = StructurePartly, "answers", MendGuide
	case f.Guide.ShowsAnswers:
		c.State, c.Why = StructureMissing, "missing"
	default:
		c.State, c.Why = StructurePartly, "documents"
	}
	return c
}

// several: each candidate meets two interviewers or more, Have of Of candidates do.
func (f StructureFacts) several() Component {
	c := Component{Key: "several", Of: len(f.Panels), Mend: MendPanels}
	if c.Of == 0 {
		c.State, c.Why = StructureMissing, "none_yet"
		return c
	}
	for _, p := range f.Panels {
		if len(peopleOf(p)) > 1 {
			c.Have++
		}
	}
	return c.counted()
}

// sameInterviewers: what the interviews show goes before what the company says. Have interviewers out of Of met, or
// will meet, every candidate.
func (f StructureFacts) sameInterviewers() Component {
	c := Component{Key: "same_interviewers", Mend: MendPanels}
	if len(f.Panels) < 2 {
		if f.Guide.Keeps(PracticeSamePanel) {
			c.State, c.Why, c.Mend = StructureMet, "said", MendNothing
		} else {
			c.State, c.Why, c.Mend = StructureMissing, "unsaid", MendPractices
		}
		return c
	}
	met := map[string]int{}
	for _, p := range f.Panels {
		for _, person := range peopleOf(p) {
			met[person]++
		}
	}
	for _, times := range met {
		if times == len(f.Panels) {
			c.Have++
		}
	}
	c.Of = len(met)
	return c.counted()
}

// peopleOf lists who is on a panel, each once: a guest may be invited to several interviews of one candidate.
func peopleOf(panel []Panelist) []string {
	var out []string
	for _, p := range panel {
		if p.RemovedAt == nil && !slices.Contains(out, p.Email) {
			out = append(out, p.Email)
		}
	}
	return out
}

// noDiscussion: the program hides ratings until one's own are in; what is said in the corridor only the company knows.
func (f StructureFacts) noDiscussion() Component {
	c := Component{Key: "discussion", State: StructurePartly, Why: "hidden", Mend: MendPractices}
	if f.Guide.Keeps(PracticeNoDiscussion) {
		c.State, c.Why, c.Mend = StructureMet, "said", MendNothing
	}
	return c
}

func (f StructureFacts) training() Component {
	if f.Guide.Keeps(PracticeTraining) {
		return Component{Key: "training", State: StructureMet, Why: "said"}
	}
	return Component{Key: "training", State: StructureMissing, Why: "unsaid", Mend: MendPractices}
}

// combination: ratings are put together by weights fixed before the first candidate, not by impression.
func (f StructureFacts) combination() Component {
	if f.Weighed {
		return Component{Key: "combination", State: StructureMet, Why: "kept"}
	}
	return Component{Key: "combination", State: StructureMissing, Why: "unweighed", Mend: MendQuestions}
}
