package server

import (
	"slices"

	"touchstone/internal/hiring"
)

// kitQuestion is one question on paper: to be filled in by hand, or as it was filled in on the scorecard.
type kitQuestion struct {
	Number, Of      int
	Value, Prompt   string
	Minutes         int // planned; 0 on a scorecard
	Probes          []kitProbe
	Levels          []kitLevel // the lowest first
	Filled          bool       // it was rated on the scorecard, or left out with a reason
	NotRated        bool
	WhyNot          string
	Evidence, Notes string
}

// kitProbe is one scripted probe; Used when it was ticked.
type kitProbe struct {
	Text string
	Used bool
}

// kitLevel is one level of a rating scale.
type kitLevel struct {
	Level  int
	Anchor string
	Chosen bool
}

// Chosen returns the level that was given, the zero level when none was.
func (q kitQuestion) Chosen() kitLevel {
	i := slices.IndexFunc(q.Levels, func(l kitLevel) bool { return l.Chosen })
	if i < 0 {
		return kitLevel{}
	}
	return q.Levels[i]
}

// UsedProbes are the probes that were ticked, in words.
func (q kitQuestion) UsedProbes() []string {
	var out []string
	for _, p := range q.Probes {
		if p.Used {
			out = append(out, p.Text)
		}
	}
	return out
}

// kitLevels returns a question's scale, or the general one when it has none; line is what a scorecard says, or nil.
func kitLevels(p Page, q hiring.AssessmentQuestion, line *hiring.ScorecardLine) []kitLevel {
	var out []kitLevel
	for n := 1; n <= hiring.RatingLevels; n++ {
		l := kitLevel{Level: n, Anchor: p.generalAnchor(n), Chosen: line != nil && line.Body.Level == n && !line.Body.NotRated}
		if len(q.Anchors) == hiring.RatingLevels {
			l.Anchor = p.Say(q.Anchors[n-1])
		}
		out = append(out, l)
	}
	return out
}

// generalAnchor is what a level looks like where nothing nearer to the question is written.
func (p Page) generalAnchor(level int) string {
	return p.T("rating.level." + string(rune('0'+level)))
}

// kitQuestionOf puts a question on paper.
func (p Page) kitQuestionOf(number, of int, q hiring.AssessmentQuestion, line *hiring.ScorecardLine) kitQuestion {
	out := kitQuestion{Number: number, Of: of, Value: p.Say(q.ValueName), Prompt: p.Say(q.Prompt), Levels: kitLevels(p, q, line)}
	for i, probe := range q.Probes {
		out.Probes = append(out.Probes, kitProbe{Text: p.Say(probe), Used: line != nil && slices.Contains(line.Body.ProbesUsed, i)})
	}
	if line != nil {
		out.fill(line.Body)
	}
	return out
}

func (q *kitQuestion) fill(b hiring.ScorecardBody) {
	q.Filled = b.Level > 0 || b.NotRated
	q.NotRated, q.WhyNot, q.Evidence, q.Notes = b.NotRated, b.WhyNot, b.Evidence, b.Notes
}

// kitValue puts the rating of a value on paper.
func (p Page) kitValue(name hiring.Words, line *hiring.ScorecardLine) kitQuestion {
	out := kitQuestion{Prompt: p.Say(name), Levels: kitLevels(p, hiring.AssessmentQuestion{}, line)}
	if line != nil {
		out.fill(line.Body)
	}
	return out
}

// avoidRow is one topic no interviewer asks about.
type avoidRow struct{ Topic, Not, Instead string }

// Avoid lists what nobody asks about, with what may be asked instead.
func (p Page) Avoid() []avoidRow {
	var out []avoidRow
	for _, t := range hiring.AvoidTopics() {
		key := "interview_guide.avoid." + t
		out = append(out, avoidRow{p.T(key), p.T(key + ".not"), p.T(key + ".instead")})
	}
	return out
}

// recommendation is an interviewer's overall word, or "" while none is given.
func (p Page) recommendation(r hiring.Recommendation) string {
	if r == "" {
		return ""
	}
	return p.T("interview_guide.recommendation." + string(r))
}

// Recommendations lists the recommendations, for the form on paper and for the one that was given.
func (p Page) Recommendations(given hiring.Recommendation) []Choice {
	var out []Choice
	for _, r := range hiring.Recommendations() {
		out = append(out, Choice{Value: string(r), Label: p.recommendation(r), Checked: r == given})
	}
	return out
}

// Ruled are the lines to write on: more than fit a page, which cuts off what is too many.
func (p Page) Ruled() []struct{} { return make([]struct{}, 30) }

// guidePart is one part of an interview's time plan.
type guidePart struct {
	Name               string
	From, Minutes, End int // in minutes from the start
}

// guidePlan lists the parts of an interview of so many questions in their order.
func (p Page) guidePlan(m hiring.GuideMinutes, asked int) []guidePart {
	var out []guidePart
	at := 0
	for _, x := range []guidePart{
		{Name: p.T("interview_guide.part.opening"), Minutes: m.Opening},
		{Name: p.T("interview_guide.part.questions", "Count", asked, "Minutes", m.Question), Minutes: asked * m.Question},
		{Name: p.T("interview_guide.part.candidate"), Minutes: m.Candidate},
		{Name: p.T("interview_guide.part.closing"), Minutes: m.Closing},
	} {
		x.From, x.End = at, at+x.Minutes
		at = x.End
		out = append(out, x)
	}
	return out
}
