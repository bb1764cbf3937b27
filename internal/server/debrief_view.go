package server

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// debriefPage lays the scorecards of one interview side by side.
type debriefPage struct {
	Page
	Form        Form
	Action      string // where a changed level is sent
	Interview   string // the page of the interview
	Application string // the page of the candidate, for who may open it; or ""
	Heading     string
	Requisition string
	Held        time.Time
	Zone        string
	Waiting     []string // whose scorecards are not in
	Closes      time.Time
	Complete    bool
	Staff       bool // the viewer has an account: scores are shown to them in time
	Raters      []debriefRater
	Agenda      []debriefTopic // what the panel talks about first
	Groups      []debriefGroup // the questions, then the values
	Gaps        int
	Fits        []fitCard
	Combined    *combinedView
	NoScores    string // why nothing calculated is shown
}

// debriefRater is one panelist whose scorecard is in.
type debriefRater struct {
	Name, Recommendation, Summary string
	Mine, Guest, Late             bool
	After                         int // how many scorecards were in when they joined the panel
}

// debriefGroup is what is rated of one kind.
type debriefGroup struct {
	Title, Column string
	Of            hiring.Subject
	Topics        []debriefTopic
}

// debriefTopic is one question or value with what everybody gave and wrote.
type debriefTopic struct {
	ID, Label, Title string
	Of               hiring.Subject
	Mixed, Gap       bool
	Verdict          string // how far apart the raters are, in words
	Points           int
	Cells            []debriefCell
	Calculated       []string // of the written answer: what the program made of it
	Change           *debriefChange
}

// debriefCell is what one rater gave one topic.
type debriefCell struct {
	Rater             string
	Mine, NA          bool
	Level, Now        string // before the discussion; after it, or ""
	Anchor            string // the behaviour that the level stands for
	WhyNot            string
	Evidence, Notes   string
	Probes            []string
	Changes           []debriefLine
	Said              string // the cell as one sentence, for the table
	lines             hiring.ScorecardLine
	changed, original int
}

// debriefLine is one change of a level.
type debriefLine struct {
	Text, Reason string
	At           time.Time
}

// debriefChange is the form in which a panelist changes a level of their own.
type debriefChange struct {
	Seen          int
	Level, Reason Field
	Open          bool
}

func (debriefPage) template() (layout, name string) { return "staff", "debrief" }

func (c *request) renderDebrief(status int, d app.Debrief, base string, typed url.Values, problems hiring.Problems) error {
	p := debriefPage{
		Action: base + "/debrief", Interview: base, Heading: d.Application.Name,
		Requisition: d.Requisition.Name, Zone: d.Interview.TimeZone, Closes: d.Interview.ClosesAt, Complete: d.Complete, Held: d.Interview.StartsAt,
	}
	if p.Heading == "" {
		p.Heading = c.words.T("application.candidate", "Number", d.Application.Number)
	}
	p.Page = c.page("debrief.title", "Name", p.Heading).in("requisitions")
	p.Form = newForm(p.Page, typed, problems)
	if !d.Guest && (c.user.Is(hiring.HR) || c.user.Is(hiring.Recruiter) && (d.Requisition.OwnerID == c.user.ID || d.Requisition.OnPanel(c.user.ID))) {
		p.Application = applicationPath(d.Application.ID)
	}
	for _, w := range d.Waiting {
		p.Waiting = append(p.Waiting, w.Name)
	}
	p.fillRaters(d)
	p.fillTopics(d)
	if p.Staff = !d.Guest; p.Staff {
		p.fillDebriefScores(d)
	}
	return c.render(status, p)
}

func (p *debriefPage) fillRaters(d app.Debrief) {
	for _, card := range d.Cards {
		p.Raters = append(p.Raters, debriefRater{
			Name: card.By.Name, Recommendation: p.recommendation(card.Recommendation), Summary: card.Summary,
			Mine: card.ID == d.Mine, Guest: card.By.Guest(), Late: d.Interview.WindowClosed(*card.SubmittedAt),
			After: inBefore(d.Cards, card),
		})
	}
}

// inBefore counts the scorecards that were in when a card's writer joined the panel. Whoever manages an interview may
// leave its panel, read what is in, and join it again: the debrief does not pass their card off as written unawares.
func inBefore(cards []app.DebriefCard, of app.DebriefCard) (n int) {
	for _, c := range cards {
		if c.ID != of.ID && c.SubmittedAt.Before(of.By.AddedAt) {
			n++
		}
	}
	return n
}

// fillTopics lists what was rated, and puts first what the panel is furthest apart on.
func (p *debriefPage) fillTopics(d app.Debrief) {
	questions := debriefGroup{Title: p.T("debrief.questions"), Column: p.T("debrief.question"), Of: hiring.OfQuestion}
	for n, q := range d.Questions {
		t := p.topic(d, hiring.Topic{Of: hiring.OfQuestion, ID: q.ID}, q.Anchors)
		t.Label, t.Title = p.T("debrief.question_n", "Number", n+1), p.Say(q.Prompt)
		for i := range t.Cells {
			t.Cells[i].Probes = p.probesUsed(q, t.Cells[i].lines.Body.ProbesUsed)
		}
		t.Calculated = p.calculated(d, q)
		questions.Topics = append(questions.Topics, t)
	}
	values := debriefGroup{Title: p.T("debrief.values"), Column: p.T("debrief.value"), Of: hiring.OfValue}
	for _, v := range d.Values {
		t := p.topic(d, hiring.Topic{Of: hiring.OfValue, ID: v.ID}, nil)
		t.Label, t.Title = p.T("debrief.value"), p.Say(v.Name)
		values.Topics = append(values.Topics, t)
	}
	p.Groups = []debriefGroup{questions, values}
	all := slices.Concat(questions.Topics, values.Topics)
	for _, topic := range hiring.Agenda(d.Topics(), d.Scorecards()) {
		at := slices.IndexFunc(all, func(t debriefTopic) bool { return t.Of == topic.Of && t.ID == topic.ID.String() })
		p.Agenda = append(p.Agenda, all[at])
	}
	for _, t := range all {
		if t.Gap {
			p.Gaps++
		}
	}
}

// topic is one question or value as everybody rated it.
func (p debriefPage) topic(d app.Debrief, topic hiring.Topic, anchors []hiring.Words) debriefTopic {
	spread := hiring.SpreadOf(topic, d.Scorecards())
	out := debriefTopic{ID: topic.ID.String(), Of: topic.Of, Mixed: spread.Mixed(), Gap: spread.Gap(), Points: spread.Points()}
	switch {
	case spread.Gap():
		out.Verdict = p.T("debrief.gap")
	case spread.Rated == 1:
		out.Verdict = p.T("debrief.one_rating")
	case spread.Mixed():
		out.Verdict = p.T("debrief.apart", "Count", spread.Points())
	default:
		out.Verdict = p.T("debrief.close")
	}
	for _, card := range d.Cards {
		cell := p.cell(card, topic, anchors)
		cell.Mine = card.ID == d.Mine
		if cell.Mine && d.Complete && cell.original > 0 {
			out.Change = p.change(card, topic, cell, anchors)
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// cell is what one rater gave one topic.
func (p debriefPage) cell(card app.DebriefCard, topic hiring.Topic, anchors []hiring.Words) debriefCell {
	line := card.Line(topic.Of, topic.ID)
	out := debriefCell{
		Rater: card.By.Name, NA: line.Body.NotRated, Evidence: line.Body.Evidence, Notes: line.Body.Notes,
		lines: line, original: line.Rated(),
	}
	if out.original == 0 {
		out.Said = "–"
		if out.NA {
			out.Said, out.WhyNot = p.T("scorecard.na"), line.Body.WhyNot
		}
		return out
	}
	out.Level, out.Anchor = strconv.Itoa(out.original), p.anchor(anchors, out.original)
	out.Said = out.Level
	out.changed = hiring.LevelNow(out.original, topic, card.Revisions)
	for _, r := range card.Changes(topic) {
		out.Now = strconv.Itoa(out.changed)
		text := p.T("debrief.change", "Before", r.Before, "After", r.After)
		out.Changes = append(out.Changes, debriefLine{Text: text, Reason: r.Reason, At: r.CreatedAt})
	}
	return out
}

// anchor is the behaviour that a level stands for: the question's own, or the plain level where it has none.
func (p debriefPage) anchor(anchors []hiring.Words, level int) string {
	if len(anchors) == hiring.RatingLevels {
		return p.Say(anchors[level-1])
	}
	return p.T("rating.level." + strconv.Itoa(level))
}

func (p debriefPage) probesUsed(q hiring.AssessmentQuestion, used []int) []string {
	var out []string
	for _, i := range used {
		if i >= 0 && i < len(q.Probes) {
			out = append(out, p.Say(q.Probes[i]))
		}
	}
	return out
}

// change is the form for a level of one's own, the highest level first.
func (p debriefPage) change(card app.DebriefCard, topic hiring.Topic, cell debriefCell, anchors []hiring.Words) *debriefChange {
	id := topic.ID.String()
	var levels []Choice
	for level := hiring.RatingLevels; level >= 1; level-- {
		levels = append(levels, Choice{Value: strconv.Itoa(level), Label: strconv.Itoa(level), Help: p.anchor(anchors, level)})
	}
	form := p.Form
	if !form.Values.Has("level." + id) {
		form.Values = url.Values{"level." + id: {strconv.Itoa(cell.changed)}}
	}
	out := debriefChange{
		Seen: len(card.Changes(topic)), Level: form.Choose("level."+id, "debrief.new_level", levels),
		Reason: form.Field("reason."+id, "debrief.reason", "rows", 3, "required", true),
	}
	out.Open = out.Level.Problem != "" || out.Reason.Problem != ""
	return &out
}

// calculated says what the program made of the written answer to a question, once scores are shown.
func (p debriefPage) calculated(d app.Debrief, q hiring.AssessmentQuestion) []string {
	if d.Scores == nil {
		return nil
	}
	for _, a := range d.Scores.Attempts {
		if a.Score == nil {
			continue
		}
		for _, s := range a.Score.Answers {
			if s.Question == q.ID.String() && s.Alignment.Defined() && !a.Answers[q.ID].Body.Blank(q.Kind) {
				out := scoredAnswer{Measure: []string{p.T("application.mode." + string(a.Mode))}}
				p.measure(&out, *d.Scores, q, a, s)
				return out.Measure
			}
		}
	}
	return nil
}

// fillDebriefScores shows fit and ratings beside each other, or says why not yet.
func (p *debriefPage) fillDebriefScores(d app.Debrief) {
	switch {
	case !d.Complete:
		p.NoScores = p.T("debrief.scores.waiting")
		return
	case d.Scores == nil:
		p.NoScores = p.T("debrief.scores.rate_first")
		return
	case !d.Scores.Shown():
		p.NoScores = p.T("debrief.scores.none")
		return
	}
	shown := applicationPage{Page: p.Page}
	shown.fillBenchmark(*d.Scores)
	if shown.TooSmall {
		p.NoScores = p.T("score.too_small")
		return
	}
	shown.fillScores(*d.Scores)
	shown.fillCombined(*d.Scores)
	p.Fits, p.Combined = shown.Fits, shown.Combined
}

// Mine tells whether the viewer's own scorecard is among those shown.
func (p debriefPage) Mine() bool {
	return slices.ContainsFunc(p.Raters, func(r debriefRater) bool { return r.Mine })
}

// Names lists whose scorecards are not in.
func (p debriefPage) Names() string { return strings.Join(p.Waiting, ", ") }

// subjectOf is the kind of a topic, for the form that changes it.
func (t debriefTopic) Subject() string { return string(t.Of) }
