package app

import (
	"strings"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// explanationMatter is what an explanation is written from.
type explanationMatter struct {
	words    *i18n.Words
	language hiring.Language
	location *time.Location
	org      hiring.Organization
	name     string
	position string
	view     ApplicationView
	attempt  *AttemptView // the one that was scored, else the one that was handed in; nil: none was
	decision hiring.Decision
	decider  hiring.User
}

// t returns words with what may stand in them anywhere.
func (m explanationMatter) t(key string, args ...any) string {
	return m.words.T(key, append([]any{"Company", m.org.Name, "Name", m.name, "Position", m.position}, args...)...)
}

func (m explanationMatter) day(t time.Time) string { return m.words.Date(t.In(m.location)) }

// content writes the explanation: plain sentences, nothing of what anybody else answered, and no number that promises
// more than there is.
func (m explanationMatter) content(choice hiring.ExplanationChoice, values []hiring.AssessmentQuestion) hiring.ExplanationContent {
	title, lead := m.t("explanation.title_unanswered"), m.t("explanation.lead_unanswered")
	sections := []hiring.ExplanationSection{m.asked()}
	if m.attempt != nil {
		title, lead = m.t("explanation.title"), m.t("explanation.lead_no_values")
		sections = append(sections, m.how())
		if s := m.values(choice, values); len(s.Values) > 0 {
			lead = m.t("explanation.lead")
			sections = append(sections, s)
		}
		sections = append(sections, m.program())
	}
	c := hiring.ExplanationContent{Language: m.language, Title: title, Lead: []string{m.t("explanation.greeting"), lead}, Sections: sections}
	c.Sections = append(c.Sections, m.decided(choice))
	if note := paragraphs(choice.Note); len(note) > 0 {
		c.Sections = append(c.Sections, hiring.ExplanationSection{Heading: m.t("explanation.note.heading"), Paragraphs: note})
	}
	c.Sections = append(c.Sections, m.next())
	return c
}

// paragraphs splits a person's own text at its empty lines.
func paragraphs(s string) []string {
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// asked says what the candidate was asked.
func (m explanationMatter) asked() hiring.ExplanationSection {
	s := hiring.ExplanationSection{Heading: m.t("explanation.asked.heading"), Numbered: true}
	if m.attempt == nil {
		s.Paragraphs = []string{m.t("explanation.asked.nothing")}
		return s
	}
	for _, q := range m.view.Asked {
		if !q.Waived {
			s.Points = append(s.Points, q.Prompt.In(m.language))
		}
	}
	s.Paragraphs = []string{m.t("explanation.asked.when", "Date", m.day(*m.attempt.SubmittedAt), "Count", len(s.Points))}
	if n := len(m.view.Asked) - len(s.Points); n > 0 {
		s.Paragraphs = append(s.Paragraphs, m.t("explanation.asked.waived", "Count", n))
	}
	return s
}

// decided says that a person decided, who and when; what, and the reason as it was written, only if that is to be told
// here.
func (m explanationMatter) decided(choice hiring.ExplanationChoice) hiring.ExplanationSection {
	who := m.t("explanation.role.other")
	switch {
	case choice.NameDecider:
		who = m.decider.Name
	case m.decider.Is(hiring.HR):
		who = m.t("explanation.role.hr")
	case m.decider.Is(hiring.Recruiter):
		who = m.t("explanation.role.recruiter")
	}
	s := hiring.ExplanationSection{
		Heading:    m.t("explanation.decided.heading"),
		Paragraphs: []string{m.t("explanation.decided.who", "Date", m.day(m.decision.At), "Who", who)},
	}
	if choice.TellOutcome {
		s.Paragraphs = append(s.Paragraphs, m.t("explanation.outcome."+string(m.decision.Outcome)))
	}
	s.Paragraphs = append(s.Paragraphs, m.t("explanation.decided.person"))
	if reason := paragraphs(m.decision.Reason); choice.TellReason && len(reason) > 0 {
		s.Paragraphs = append(append(s.Paragraphs, m.t("explanation.decided.reason")), reason...)
	}
	return s
}

// next says what the candidate can do now.
func (m explanationMatter) next() hiring.ExplanationSection {
	days := m.view.Requisition.Policy.Review()
	s := hiring.ExplanationSection{Heading: m.t("explanation.next.heading"), Points: []string{
		m.t("explanation.next.review", "Count", days), m.t("explanation.next.correction", "Count", days),
	}}
	if m.org.Contact != "" {
		s.Points = append(s.Points, m.t("explanation.next.copy", "Contact", m.org.Contact))
	}
	s.Points = append(s.Points, m.t("explanation.next.authority"))
	return s
}
