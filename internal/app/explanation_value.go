package app

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// What counts as a reason: an answer at least half as close as an answer can be speaks for a value, one hardly closer
// than chance does not; and how many of each are told, so that nobody is handed a list of their faults.
const (
	speaksFor    = .5
	hardlyCloser = .2
	mostQuotes   = 3
	mostDiffered = 2
)

// How far people's mean rating of a value's answers, from 1 to 5, is much or some of what the value describes.
const (
	ratedMuch = 3.5
	ratedSome = 2.5
)

// values says what was seen of each chosen value.
func (m explanationMatter) values(choice hiring.ExplanationChoice, values []hiring.AssessmentQuestion) hiring.ExplanationSection {
	s := hiring.ExplanationSection{Heading: m.t("explanation.values.heading"), Paragraphs: []string{m.t("explanation.values.lead")}}
	for _, q := range values {
		if slices.Contains(choice.Values, q.ValueID) && m.attempt.Score != nil {
			s.Values = append(s.Values, m.value(q.ValueID, q.ValueName.In(m.language)))
		}
	}
	return s
}

// fits tells whether any value has a fit to tell of, as people reviewed it.
func (m explanationMatter) fits() bool {
	if g := m.view.Health.Grade; g == scoring.TooSmall || g == scoring.CannotFreeze {
		return false
	}
	return m.attempt != nil && m.attempt.Score != nil && slices.ContainsFunc(m.attempt.Stands().Values, func(f scoring.ValueFit) bool { return f.Fit.Defined() })
}

// value says how much the answers about a value have in common with those of the people who do the job well, and why.
func (m explanationMatter) value(id uuid.UUID, name string) hiring.ExplainedValue {
	out := hiring.ExplainedValue{Name: name}
	band, sure := m.band(id.String())
	out.Band, out.Sure = m.t("explanation.band."+string(band)), sure
	m.addAnswers(&out, id)
	if mean, n := m.rated(id); n > 0 {
		level := "little"
		switch {
		case mean >= ratedMuch:
			level = "much"
		case mean >= ratedSome:
			level = "some"
		}
		out.Why = append(out.Why, m.t("explanation.why.rated_"+level))
	}
	return out
}

// band is the step a value's fit lies on, or a sentence on why there is none or why there are two.
func (m explanationMatter) band(value string) (hiring.Closeness, string) {
	if g := m.view.Health.Grade; g == scoring.TooSmall || g == scoring.CannotFreeze {
		return hiring.UnclearHow, m.t("explanation.why.too_small")
	}
	fits := m.attempt.Score.Values
	if m.attempt.Reviewed != nil {
		fits = m.attempt.Reviewed.Values
	}
	at := slices.IndexFunc(fits, func(f scoring.ValueFit) bool { return f.Value == value })
	if at < 0 {
		return hiring.UnclearHow, m.t("explanation.why.undefined")
	}
	f := fits[at]
	switch {
	case f.Fit.Undefined == scoring.NoConsensus:
		return hiring.UnclearHow, m.t("explanation.why.no_consensus")
	case !f.Fit.Defined() && slices.ContainsFunc(m.attempt.Score.Values, func(x scoring.ValueFit) bool { return x.Value == value && x.Fit.Defined() }):
		return hiring.UnclearHow, m.t("explanation.why.voided")
	case f.Fit.Undefined == scoring.Insufficient:
		return hiring.UnclearHow, m.t("explanation.why.insufficient")
	case !f.Fit.Defined():
		return hiring.UnclearHow, m.t("explanation.why.undefined")
	}
	switch band := closeness(f, m.view.Health); {
	case band.Exact():
		return band, ""
	case band != hiring.UnclearHow:
		return band, m.t("explanation.why.not_exactly")
	}
	return hiring.UnclearHow, m.t("explanation.why.unclear")
}

// closeness holds a value's fit, with the interval that is shown beside it, against what three in four of the benchmark's
// people reach: one rule for every value, so that of two that are known equally badly none is told as if it were known.
func closeness(f scoring.ValueFit, h scoring.Health) hiring.Closeness {
	at := slices.IndexFunc(h.Values, func(x scoring.ValueHealth) bool { return x.Value == f.Value })
	if at < 0 || !f.Lo90Hi90.Defined() {
		return hiring.UnclearHow
	}
	reached, _ := h.Values[at].DefaultThreshold()
	if !reached.Defined() {
		return hiring.UnclearHow
	}
	return hiring.ClosenessOf(&f.Fit.Value, &f.Lo90Hi90.Lo, &f.Lo90Hi90.Hi, &reached.Value)
}

// addAnswers names what in the candidate's own answers spoke for a value, which had less in common, and what could not
// be compared. Of a text it quotes the candidate's own sentences; of nobody else's answer it says a word. What the
// benchmark itself asks not to decide on is no reason either way.
func (m explanationMatter) addAnswers(out *hiring.ExplainedValue, value uuid.UUID) {
	var differed []string
	blank, unread := 0, 0
	for _, x := range m.attempt.Score.Answers {
		if x.Value != value.String() {
			continue
		}
		x = m.asReviewed(x)
		switch {
		case x.Status == scoring.Blank:
			blank++
		case x.Status == scoring.Waived, x.Status == scoring.NotOffered, x.Status == scoring.NoScale:
		case !x.Alignment.Defined():
			unread++
		case !m.view.Health.Speaks(x):
		case x.Alignment.Value >= speaksFor:
			out.Quotes = append(out.Quotes, m.spokeFor(x)...)
		case x.Alignment.Value < hardlyCloser:
			differed = append(differed, x.Question)
		}
	}
	if len(out.Quotes) > 0 {
		out.Quotes, out.QuotesAre = out.Quotes[:min(mostQuotes, len(out.Quotes))], m.t("explanation.quotes")
	}
	for _, id := range differed[:min(mostDiffered, len(differed))] {
		out.Why = append(out.Why, m.t("explanation.why.differed", "Number", m.number(id)))
	}
	if blank > 0 {
		out.Why = append(out.Why, m.t("explanation.why.blank", "Count", blank))
	}
	if unread > 0 {
		out.Why = append(out.Why, m.t("explanation.why.unread", "Count", unread))
	}
}

// asReviewed is an answer's score as people left it: with their number, or with none where they did not let it count.
func (m explanationMatter) asReviewed(x scoring.AnswerScore) scoring.AnswerScore {
	for _, r := range m.view.Reviews {
		if r.SupersededAt != nil || r.ScoreID != m.attempt.ScoreID || r.QuestionVersionID.String() != x.Question || !x.Alignment.Defined() {
			continue
		}
		switch {
		case r.Act == hiring.Void:
			x.Alignment = scoring.Figure{Undefined: string(hiring.Void)}
		case r.Act == hiring.Adjust && r.After != nil:
			x.Alignment.Value = *r.After / hiring.MaxPoints
		}
	}
	return x
}

// spokeFor are the candidate's own words: of a text the sentences that are marked for those who judge it, nearest first;
// of a closed answer what was chosen.
func (m explanationMatter) spokeFor(x scoring.AnswerScore) []string {
	if x.Kind == hiring.Text {
		var out []string
		for _, match := range x.Telling() {
			if s := strings.TrimSpace(match.Sentence); s != "" && !slices.Contains(out, s) && len(out) < mostDiffered {
				out = append(out, s)
			}
		}
		return out
	}
	q, body, ok := m.answer(x.Question)
	if !ok {
		return nil
	}
	return []string{m.t("explanation.chosen", "Number", m.number(x.Question), "Answer", chosen(q, body, m.language))}
}

// chosen writes a closed answer out.
func chosen(q hiring.AssessmentQuestion, body hiring.AnswerBody, l hiring.Language) string {
	if q.Kind == hiring.Numeric && body.Number != nil {
		return strconv.Itoa(*body.Number) + " / " + strconv.Itoa(q.Hi)
	}
	var out []string
	for _, key := range body.Picks {
		if at := slices.IndexFunc(q.Options, func(o hiring.Option) bool { return o.Key == key }); at >= 0 {
			out = append(out, q.Options[at].Label.In(l))
		}
	}
	return strings.Join(out, "; ")
}

// answer returns the question with that id and what was answered to it.
func (m explanationMatter) answer(id string) (q hiring.AssessmentQuestion, body hiring.AnswerBody, ok bool) {
	at := slices.IndexFunc(m.view.Asked, func(q hiring.AssessmentQuestion) bool { return q.ID.String() == id })
	if at < 0 {
		return q, body, false
	}
	q = m.view.Asked[at]
	a, ok := m.attempt.Answers[q.ID]
	return q, a.Body, ok
}

// number is the number under which a question stands among those that were asked.
func (m explanationMatter) number(id string) int {
	n := 0
	for _, q := range m.view.Asked {
		if !q.Waived {
			n++
		}
		if q.ID.String() == id {
			break
		}
	}
	return n
}

// rated is the mean of people's ratings of a value's written answers, and how many ratings there are.
func (m explanationMatter) rated(value uuid.UUID) (mean float64, n int) {
	sum := 0
	for _, r := range m.view.Ratings {
		at := slices.IndexFunc(m.view.Asked, func(q hiring.AssessmentQuestion) bool { return q.ID == r.QuestionVersionID })
		if at >= 0 && m.view.Asked[at].ValueID == value {
			sum, n = sum+r.Level, n+1
		}
	}
	if n == 0 {
		return 0, 0
	}
	return float64(sum) / float64(n), n
}
