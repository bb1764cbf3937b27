package server

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// askedView is one question as it is to be shown: with the answer that stands, or with one that was refused.
type askedView struct {
	q        app.Questionnaire
	n        int // from 1
	answers  map[uuid.UUID]hiring.Answer
	shown    hiring.Answer
	typed    url.Values // the refused form, where the answer cannot hold what was typed
	problems hiring.Problems
	stands   *hiring.Answer // what somebody saved meanwhile
}

func (v askedView) question() hiring.AssessmentQuestion { return v.q.Questions[v.n-1] }

// askedPage is one question on one screen.
type askedPage struct {
	respondentPage
	Kind                      hiring.Kind
	Prompt, Help, Value       string
	Counter, Action, Put, Key string
	QuestionID                uuid.UUID
	Version                   int
	Saved, Last               bool
	Long                      bool // a prompt that is set smaller
	Ticks                     []string
	Until                     time.Time
	Text, Problem             string
	LowEnd, HighEnd           string
	Choices                   []Choice
	Ranks                     []rankedItem
	Positions                 []int
	Order                     string
	Conflict                  *conflict
}

// longPrompt is how many characters a prompt may have before large type stops helping.
const longPrompt = 160

// rankedItem is one item of a ranking; At is its place, or 0.
type rankedItem struct {
	Key, Label string
	At         int
}

// conflict is the answer somebody saved in another window.
type conflict struct {
	At    string
	Lines []string
}

func (askedPage) template() (layout, name string) { return "respondent", "questionnaire-question" }

func (c *request) renderAsked(status int, v askedView) error {
	q, n := v.question(), strconv.Itoa(v.n)
	counter := c.words.T("questionnaire.counter", "Number", v.n, "Total", len(v.q.Questions))
	rp, err := c.respondentPage(counter)
	if err == nil {
		rp.Replied, err = c.replied(v.q)
	}
	if err != nil {
		return err
	}
	page := askedPage{
		respondentPage: rp.of(v.q, switchByAnswer), Kind: q.Kind, QuestionID: q.ID, Version: v.shown.Version,
		Prompt: rp.Say(q.Prompt), Help: rp.Say(q.Help), Value: rp.Say(q.ValueName), Counter: counter,
		Action: rp.Base + "/questions/" + n, Put: rp.Base + "/answers/" + n + "?lang=" + string(rp.Lang),
		Key:  v.q.Attempt.ID.String() + "/" + q.ID.String(),
		Long: utf8.RuneCountInString(rp.Say(q.Prompt)) > longPrompt, Last: v.n == len(v.q.Questions), Ticks: v.ticks(), Until: v.q.ExpiresAt,
		Text: strings.ToValidUTF8(v.shown.Body.Text, "\uFFFD"), Saved: v.typed == nil && !v.shown.Body.Blank(q.Kind),
	}
	page.fill(q, v)
	if len(v.problems) > 0 {
		page.Problem = c.words.T(v.problems[0].Key, v.problems[0].Args...)
	}
	if v.stands != nil {
		page.Conflict = &conflict{At: rp.DateTime(v.stands.SavedAt), Lines: rp.answerLines(q, v.stands.Body)}
	}
	return c.render(status, page)
}

// ticks marks which questions are answered, and which is being read.
func (v askedView) ticks() []string {
	out := make([]string, len(v.q.Questions))
	for i, q := range v.q.Questions {
		if !v.answers[q.ID].Body.Blank(q.Kind) {
			out[i] = "done"
		}
	}
	out[v.n-1] = "now"
	return out
}

// fill writes what the question's kind needs.
func (p *askedPage) fill(q hiring.AssessmentQuestion, v askedView) {
	body := v.shown.Body
	switch q.Kind {
	case hiring.Numeric:
		p.LowEnd = strconv.Itoa(q.Lo) + " · " + p.Say(q.LowEnd)
		p.HighEnd = strconv.Itoa(q.Hi) + " · " + p.Say(q.HighEnd)
		for x := q.Lo; x <= q.Hi; x++ {
			number := strconv.Itoa(x)
			p.Choices = append(p.Choices, Choice{Value: number, Label: number, Checked: body.Number != nil && *body.Number == x})
		}
		p.Choices[0].Help, p.Choices[len(p.Choices)-1].Help = "lo", "hi"
	case hiring.Single, hiring.Multiple:
		for _, o := range q.Options {
			p.Choices = append(p.Choices, Choice{Value: o.Key, Label: p.Say(o.Label), Checked: slices.Contains(body.Picks, o.Key)})
		}
	case hiring.Ranking:
		p.fillRanking(q, v)
	}
}

// fillRanking orders the items by their places; items without any stand as the question has them.
func (p *askedPage) fillRanking(q hiring.AssessmentQuestion, v askedView) {
	var order []string
	for i, o := range q.Options {
		p.Positions = append(p.Positions, i+1)
		at := 1 + slices.Index(v.shown.Body.Picks, o.Key)
		if v.problems != nil {
			at, _ = strconv.Atoi(v.typed.Get("position." + o.Key))
		}
		p.Ranks = append(p.Ranks, rankedItem{Key: o.Key, Label: p.Say(o.Label), At: at})
	}
	if len(v.shown.Body.Picks) > 0 {
		slices.SortStableFunc(p.Ranks, func(a, b rankedItem) int { return a.At - b.At })
	}
	for _, r := range p.Ranks {
		order = append(order, r.Key)
	}
	p.Order = strings.Join(order, " ")
}

// answerLines writes an answer out in the page's language, or nothing for a blank one.
func (p Page) answerLines(q hiring.AssessmentQuestion, a hiring.AnswerBody) []string {
	if a.Blank(q.Kind) {
		return nil
	}
	var lines []string
	switch q.Kind {
	case hiring.Text:
		return []string{a.Text}
	case hiring.Numeric:
		lines = []string{strconv.Itoa(*a.Number) + " / " + strconv.Itoa(q.Hi)}
		if a.Text != "" {
			lines = append(lines, a.Text)
		}
		return lines
	}
	for i, key := range a.Picks {
		at := slices.IndexFunc(q.Options, func(o hiring.Option) bool { return o.Key == key })
		if at < 0 {
			continue
		}
		line := p.Say(q.Options[at].Label)
		if q.Kind == hiring.Ranking {
			line = strconv.Itoa(i+1) + ". " + line
		}
		lines = append(lines, line)
	}
	return lines
}
