package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/agree"
	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// ratedAnswersOf reads an address of the rated answers that a count of the raters' page is of; what is none of what
// there is asks for nothing.
func ratedAnswersOf(v url.Values) app.RatedAnswers {
	var out app.RatedAnswers
	if id, err := uuid.Parse(v.Get("question")); err == nil {
		out.Question = id.String()
	}
	out.Apart, out.Once = v.Get("only") == "apart", v.Get("only") == "once"
	for _, name := range []string{"rater", "with"} {
		if id, err := uuid.Parse(v.Get(name)); err == nil {
			out.Raters = append(out.Raters, id.String())
		}
	}
	if n, err := strconv.Atoi(v.Get("level")); err == nil && n >= 1 && n <= hiring.RatingLevels && len(out.Raters) == 1 {
		out.Level = n
	}
	return out
}

// answersPath is the address of the answers that a count is of; "" for a count of none, and for whoever may not see which.
func (p ratersPage) answersPath(n int, f app.RatedAnswers) string {
	if n == 0 || !p.View.Candidates {
		return ""
	}
	v := url.Values{"of": {string(p.Of)}}
	if f.Question != "" {
		v.Set("question", f.Question)
	}
	if f.Level > 0 {
		v.Set("level", strconv.Itoa(f.Level))
	}
	switch {
	case f.Apart:
		v.Set("only", "apart")
	case f.Once:
		v.Set("only", "once")
	}
	for i, rater := range f.Raters[:min(2, len(f.Raters))] {
		v.Set([]string{"rater", "with"}[i], rater)
	}
	return pathWith("/requisitions/"+p.Requisition.ID.String()+"/raters/answers", v)
}

// answersCount is a count of answers that leads to them.
func (p ratersPage) answersCount(n int, label string, f app.RatedAnswers) reportCount {
	return reportCount{N: n, Label: label, Href: p.answersPath(n, f)}
}

// limitOf is a limit that leads to the answers it counts, where it counts any.
func (p ratersPage) limitOf(code string, all agree.Part) raterLimit {
	key := "rater.limit." + code
	if over := key + ".over"; p.Of == hiring.RatedAnswers && p.Requisition.Phase.Leave(hiring.SeatPanel, hiring.RateAnswers) == hiring.Never && p.Has(over) {
		key = over
	}
	out := raterLimit{Text: p.T(key, "Count", limitCount(code, all))}
	switch code {
	case agree.RatedOnce:
		out.Href = p.answersPath(all.Single, app.RatedAnswers{Once: true})
	case agree.Disagreements:
		out.Href = p.answersPath(all.Disagreements, app.RatedAnswers{Apart: true})
	}
	return out
}

// ratedAnswersPage lists the answers that a count of the raters' page is of, with the levels they were given.
type ratedAnswersPage struct {
	Page
	Requisition hiring.Requisition
	Back        string
	What        string // which answers these are, and how many
	Question    string // to which they are, where it is one
	Named       bool   // the levels have their raters' names
	Rows        []ratedAnswerRow
	raterStretch
	further string // the address of more, without where it begins
}

// ratedAnswerRow is one answer: whose, to what, and its levels.
type ratedAnswerRow struct {
	Href, Label, Prompt string
	Levels              []levelBy
	Apart               int // points between the levels, where raters should talk about them; else 0
}

// levelBy is a level, and who gave it where the viewer may know.
type levelBy struct {
	Rater string
	Level int
}

func (ratedAnswersPage) template() (layout, name string) { return "staff", "rater-answers" }

// Further is the address of more answers.
func (p ratedAnswersPage) Further(from int) string { return p.further + "&from=" + strconv.Itoa(from) }

// raterAnswers shows the list, to HR with names and to the requisition's owner without. Seeing it is audited.
func (s *Server) raterAnswers(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	of, _ := hiring.ParseRatingSource(c.QueryParam("of"))
	q, err := s.app.RaterQuality(c.Request().Context(), *c.user, id, of)
	if err != nil {
		return err
	}
	if !q.View.Candidates {
		return hiring.Missing("page")
	}
	f := ratedAnswersOf(c.QueryParams())
	if !q.View.Everybody {
		f.Raters, f.Level = nil, 0
	}
	raters := ratersPage{Page: c.page("rater.list.title").in("requisitions"), Requisition: q.Requisition, View: q.View, Of: q.Of}
	page := raters.answers(q, f, pipelineFrom(c.QueryParam("from")))
	if n := len(page.Rows); n > 0 {
		if err := s.app.NoteRatersViewed(c.Request().Context(), c.actor(), id, q.Of, n); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// answers is the page of a stretch of the answers asked for.
func (p ratersPage) answers(q app.RaterQuality, f app.RatedAnswers, from int) ratedAnswersPage {
	all := q.RatedAnswers(f)
	out := ratedAnswersPage{
		Page: p.Page, Requisition: p.Requisition, Back: p.path(p.Of), Named: p.View.Everybody, raterStretch: stretchOf(from, len(all)),
		What: p.answersText(q, f, len(all)), further: p.answersPath(1, f),
	}
	if prompt := q.Prompts[f.Question]; f.Question != "" {
		out.Question = p.Say(prompt)
	}
	for _, x := range all[out.From:out.end] {
		row := ratedAnswerRow{
			Href: applicationPath(x.Application) + "#a-" + x.Question, Label: p.T("requisition.candidate_n", "Number", x.Number),
			Prompt: shortened(p.Say(q.Prompts[x.Question])),
		}
		if p.Of == hiring.RatedInterviews { // its levels stand with the scorecards, where the candidate's page leads
			row.Href = applicationPath(x.Application) + "#ratings"
		}
		if x.Apart() {
			row.Apart = x.Spread()
		}
		for rater, level := range x.Levels {
			given := levelBy{Level: level}
			if out.Named {
				given.Rater = p.raterName(q, rater)
			}
			row.Levels = append(row.Levels, given)
		}
		slices.SortFunc(row.Levels, func(x, y levelBy) int { return x.Level - y.Level })
		i18n.Sort(p.words, row.Levels, func(x levelBy) string { return x.Rater })
		out.Rows = append(out.Rows, row)
	}
	return out
}

// answersText says which answers are asked for, and how many they are.
func (p ratersPage) answersText(q app.RaterQuality, f app.RatedAnswers, n int) string {
	var names []string
	for _, rater := range f.Raters {
		names = append(names, p.raterName(q, rater))
	}
	switch {
	case len(names) > 1:
		return p.T("rater.list.both", "Count", n, "Names", strings.Join(names, " · "))
	case f.Level > 0:
		return p.T("rater.list.level", "Count", n, "Name", names[0], "Level", f.Level)
	case len(names) == 1:
		return p.T("rater.list.by", "Count", n, "Name", names[0])
	case f.Apart:
		return p.T("rater.list.apart", "Count", n)
	case f.Once:
		return p.T("rater.list.once", "Count", n)
	}
	return p.T("rater.list.all", "Count", n)
}
