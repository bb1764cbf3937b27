package app

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// readings is who and what read the answers that an explanation is about.
type readings struct {
	written  int            // answers in words
	compared int            // of those, by the program
	pointed  int            // not compared, and yet with passages that the program points to
	language bool           // of those that were not, some were not because too few of the benchmark's people wrote in their language
	unread   map[string]int // of the others that were not, how many for which reason: the last part of a key
	chosen   int            // closed answers that the program compared
	rated    int            // of the written ones, by people
	raters   int            // how many people
}

// readings counts who and what read the answers.
func (m explanationMatter) readings() readings {
	out, raters := readings{unread: map[string]int{}}, map[uuid.UUID]bool{}
	for _, q := range m.view.Asked {
		body := m.attempt.Answers[q.ID].Body
		if q.Waived || body.Blank(q.Kind) {
			continue
		}
		score, compared := m.comparedOf(q)
		if q.Kind != hiring.Text {
			out.chosen += one(compared)
			continue
		}
		out.written++
		out.compared += one(compared)
		out.pointed += one(!compared && len(score.Telling()) > 0)
		switch {
		case compared || m.attempt.Score == nil:
		case score.FewWrote():
			out.language = true
		default:
			out.unread[unreadFor(score.Status)]++
		}
		rated := false
		for _, r := range m.view.Ratings {
			if r.QuestionVersionID == q.ID {
				rated, raters[r.RaterID] = true, true
			}
		}
		out.rated += one(rated)
	}
	out.raters = len(raters)
	return out
}

// comparedOf returns an answer's score, and whether the program compared the answer with anything.
func (m explanationMatter) comparedOf(q hiring.AssessmentQuestion) (scoring.AnswerScore, bool) {
	if m.attempt.Score == nil {
		return scoring.AnswerScore{}, false
	}
	at := slices.IndexFunc(m.attempt.Score.Answers, func(x scoring.AnswerScore) bool { return x.Question == q.ID.String() })
	if at < 0 {
		return scoring.AnswerScore{}, false
	}
	x := m.attempt.Score.Answers[at]
	return x, x.Alignment.Defined()
}

// unreadReasons are the reasons for which a program does not compare what was written, as a candidate is told them.
func unreadReasons() []string {
	return []string{string(scoring.TooShort), string(scoring.OtherLanguage), string(scoring.CopiedQuestion), string(scoring.Gibberish), string(scoring.NoScale), "other"}
}

// unreadFor is the reason of an answer's status. What somebody else wrote is no part of it: an answer like another one
// was left to people.
func unreadFor(s scoring.Status) string {
	if slices.Contains(unreadReasons(), string(s)) {
		return string(s)
	}
	return "other"
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// how says what the answers were held beside, and who read them.
func (m explanationMatter) how() hiring.ExplanationSection {
	s, r := hiring.ExplanationSection{Heading: m.t("explanation.how.heading")}, m.readings()
	say := func(key string, args ...any) { s.Paragraphs = append(s.Paragraphs, m.t(key, args...)) }
	switch {
	case r.compared > 0:
		say("explanation.how.benchmark", "Count", m.exemplars())
		if m.view.Requisition.Policy.TextCounts {
			say("explanation.how.text_counts")
		} else {
			say("explanation.how.text_evidence")
		}
	case r.chosen > 0 && r.written > 0:
		say("explanation.how.benchmark_chosen", "Count", m.exemplars())
	case r.chosen > 0:
		say("explanation.how.benchmark", "Count", m.exemplars())
	default:
		say("explanation.how.not_compared")
	}
	if m.attempt.Score != nil && r.written > r.compared {
		s.Paragraphs = append(s.Paragraphs, m.leftToPeople(r))
	}
	if r.rated > 0 {
		say("explanation.how.rated", "Count", r.raters, "Answers", m.ratedAnswers(r))
	} else {
		say("explanation.how.not_rated")
	}
	if n := m.reviewed(); n > 0 {
		say("explanation.how.reviewed", "Count", n)
	}
	if n := len(m.view.Scorecards); n > 0 {
		say("explanation.how.interviewed", "Count", n)
	}
	if r.compared+r.chosen > 0 {
		say("explanation.how.indication")
		say("explanation.how.not_looked_at")
		if r.compared > 0 && m.view.Requisition.Policy.TextCounts && m.lengthDriven() {
			say("explanation.how.length")
		}
	}
	return s
}

// reviewed counts the answers of which people did not leave the program's result as it was.
func (m explanationMatter) reviewed() int {
	n := 0
	for _, r := range m.view.Reviews {
		n += one(r.ScoreID == m.attempt.ScoreID && r.SupersededAt == nil && r.Act != hiring.Accept)
	}
	return n
}

// lengthDriven tells whether longer answers come out closer to some question, whatever they say.
func (m explanationMatter) lengthDriven() bool {
	return slices.ContainsFunc(m.view.Health.Warnings, func(w scoring.Warning) bool { return w.Code == scoring.LengthDriven })
}

// exemplars counts the people whose answers these were laid beside.
func (m explanationMatter) exemplars() int {
	return max(m.attempt.Score.Overall.Exemplars, m.view.Health.Exemplars)
}

// leftToPeople says that no program compared what was written, or some of it, and why; that people read it, only where
// they rated all of it.
func (m explanationMatter) leftToPeople(r readings) string {
	key := "explanation.how.text_unread"
	switch {
	case r.compared > 0:
		key = "explanation.how.text_some_unread"
	case r.pointed > 0:
		key = "explanation.how.text_pointed"
	case r.rated == r.written:
		key = "explanation.how.text_people"
	}
	language := m.t("language." + string(m.language))
	out := []string{m.t(key, "Count", r.written-r.compared)}
	if r.language {
		out = append(out, m.t("explanation.how.text_language", "Language", language))
	}
	for _, reason := range unreadReasons() {
		if n := r.unread[reason]; n > 0 {
			out = append(out, m.t("explanation.how.unread."+reason, "Count", n, "Language", language))
		}
	}
	return strings.Join(out, " ")
}

// ratedAnswers says how many of the written answers people rated.
func (m explanationMatter) ratedAnswers(r readings) string {
	if r.rated < r.written {
		return m.t("explanation.how.rated_some", "Count", r.written, "Rated", r.rated)
	}
	return m.t("explanation.how.rated_all", "Count", r.written)
}

// program says what the software did, and what it did not.
func (m explanationMatter) program() hiring.ExplanationSection {
	did, r := "explanation.program.kept", m.readings()
	switch {
	case r.compared > 0 || r.chosen > 0 && r.written == 0:
		did = "explanation.program.did"
	case r.chosen > 0 && r.pointed > 0:
		did = "explanation.program.did_pointed"
	case r.chosen > 0:
		did = "explanation.program.did_chosen"
	}
	return hiring.ExplanationSection{
		Heading: m.t("explanation.program.heading"), Paragraphs: []string{m.t(did), m.t("explanation.program.did_not")},
	}
}
