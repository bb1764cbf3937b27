package hiring

import (
	"strings"
	"unicode/utf8"
)

// Experience is what a candidate says of the questionnaire, voluntarily and apart from everything else: three answers
// from 1 to 5, 0 where one was left out, and a comment. Nothing of it is kept together, nor with whose it is.
type Experience struct {
	Answers [ExperienceQuestions]int
	Comment string
}

// The size of the form, and how many answers must have come together before anything of them is shown.
const (
	ExperienceQuestions    = 3
	ExperienceSteps        = 5
	MaxExperienceComment   = 1000
	LeastExperiences       = 5
	MostExperienceTogether = 200 // comments that stand in one list
)

// Check names what is wrong with the form: something has to be said, on the scale.
func (e Experience) Check() Problems {
	ps := CheckText("comment", e.Comment, MaxExperienceComment)
	said := strings.TrimSpace(e.Comment) != "" && utf8.ValidString(e.Comment)
	for i, a := range e.Answers {
		if a < 0 || a > ExperienceSteps {
			ps.Add(ExperienceField(i), "problem.out_of_range", "Lo", 1, "Hi", ExperienceSteps)
		}
		said = said || a != 0
	}
	if !said {
		ps.Add(ExperienceField(0), "experience.problem.nothing")
	}
	return ps
}

// ExperienceField is the name of the field of question i, from 0.
func ExperienceField(i int) string { return "q" + string(rune('1'+i)) }

// ExperienceCounts is how often each answer was given, by question, and how many forms there were.
type ExperienceCounts struct {
	Forms   int                                       `json:"forms"`
	Answers [ExperienceQuestions][ExperienceSteps]int `json:"answers"`
}

// Add counts one form.
func (c *ExperienceCounts) Add(e Experience) {
	c.Forms++
	for i, a := range e.Answers {
		if a >= 1 && a <= ExperienceSteps {
			c.Answers[i][a-1]++
		}
	}
}

// Merge counts all of another's forms.
func (c *ExperienceCounts) Merge(other ExperienceCounts) {
	c.Forms += other.Forms
	for i := range c.Answers {
		for a := range c.Answers[i] {
			c.Answers[i][a] += other.Answers[i][a]
		}
	}
}

// N is how many answered question i, from 0.
func (c ExperienceCounts) N(i int) int {
	n := 0
	for _, k := range c.Answers[i] {
		n += k
	}
	return n
}

// ExperienceReport is what may be shown of a requisition's experiences: counts and comments that were published
// together, never fewer than LeastExperiences at a time.
type ExperienceReport struct {
	ExperienceCounts
	Comments []string // in no order
}
