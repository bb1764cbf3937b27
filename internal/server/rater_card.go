package server

import (
	"html/template"
	"math"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/agree"
	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/stats"
)

// raterCard is what one rater can take from the ratings.
type raterCard struct {
	ID, Name, Basis string
	Rated           reportCount // candidates, where the viewer may be led to them
	Mine            bool
	Talk            []string // what is seen, from how many, what to do
	Calm            string   // in place of Talk
	Checks          []raterCheck
	Chart           template.HTML
	Levels          []raterLevel
}

// raterCheck is one thing that was looked at, in a sentence.
type raterCheck struct {
	Name, Text string
	Found      bool
}

// raterLevel is how often one level was given.
type raterLevel struct {
	Level int
	Times reportCount
}

// mostRaterCards is how many raters a page shows.
const mostRaterCards = 100

// raterChecks lists what is looked at, in the order in which it is told.
func raterChecks() []string {
	return []string{agree.Severity, agree.Spread, agree.Order, agree.Halo, agree.Moved}
}

// addCards makes the cards the viewer may see, in the order of names, and tells whether their own is among them.
func (p *ratersPage) addCards(q app.RaterQuality) (own bool) {
	var cards, few []raterCard
	for _, x := range q.Report.Raters {
		mine := x.Name == p.User.ID.String()
		own = own || mine
		if !mine && !p.View.Everybody {
			continue
		}
		card, enough := p.card(q, x)
		if card.Mine = mine; enough || mine {
			cards = append(cards, card)
		} else {
			few = append(few, card)
		}
	}
	name := func(c raterCard) string { return c.Name }
	i18n.Sort(p.words, cards, name)
	i18n.Sort(p.words, few, name)
	p.More = max(0, len(cards)-mostRaterCards) + max(0, len(few)-mostRaterCards)
	p.Cards, p.Few = cards[:min(len(cards), mostRaterCards)], few[:min(len(few), mostRaterCards)]
	return own
}

// card puts what was looked at in a rater into words; enough tells whether anything can be said.
func (p ratersPage) card(q app.RaterQuality, x agree.Rater) (card raterCard, enough bool) {
	card = raterCard{ID: "r-" + x.Name, Name: p.raterName(q, x.Name), Basis: p.T("rater.card.basis", "Count", x.Ratings, "Shared", x.Shared)}
	if id, err := uuid.Parse(x.Name); err == nil && p.lists && !q.Cut {
		of := pipelineCame{ratedBy: id}
		if q.Of == hiring.RatedInterviews {
			of = pipelineCame{cardBy: id}
		}
		card.Rated = reportCount{N: q.Rated[x.Name], Href: pathWith("/requisitions/"+p.Requisition.ID.String(), of.values())}
	}
	for _, name := range raterChecks() {
		c := x.Check(name)
		row := raterCheck{Name: p.T("rater.check." + name), Found: c.State == agree.Found}
		switch c.State {
		case agree.Found:
			enough, row.Text = true, p.seen(x, c)
			card.Talk = append(card.Talk, p.talk(x, c))
		case agree.Clear:
			enough, row.Text = true, p.seen(x, c)
		case agree.Few:
			row.Text = p.T("rater.few."+c.Of, "Have", c.Have, "Need", c.Need)
		default:
			row.Text = p.T("rater.untold")
			if key := "rater.untold." + c.Why; p.Has(key) {
				row.Text = p.T(key)
			}
		}
		card.Checks = append(card.Checks, row)
	}
	card.Calm = p.T("rater.calm")
	if !enough {
		card.Calm = p.T("rater.calm.few")
	}
	p.draw(&card, x)
	return card, enough
}

// draw adds how often each level was given.
func (p ratersPage) draw(card *raterCard, x agree.Rater) {
	var said []string
	for i, n := range x.Levels {
		card.Levels = append(card.Levels, raterLevel{i + 1, p.answersCount(n, p.T("rater.levels.said", "Level", i+1, "Count", n), app.RatedAnswers{Raters: []string{x.Name}, Level: i + 1})})
		said = append(said, p.T("rater.levels.said", "Level", i+1, "Count", n))
	}
	if len(said) > 0 {
		card.Chart = Raw(chart.Levels(card.ID, p.T("rater.levels.of", "Name", card.Name), strings.Join(said, ", "), x.Levels))
	}
}

// talk is what is seen, from how many, and what to do about it.
func (p ratersPage) talk(x agree.Rater, c agree.Check) string {
	key := "rater.talk." + c.Code
	switch c.Code {
	case stats.WarnSevere, stats.WarnLenient:
		if x.Among == agree.AmongSame {
			key += ".same"
		}
		return p.T(key, "By", p.Num(math.Abs(*x.Severity.Value), 1), "Count", x.Shared)
	case stats.WarnCentral:
		return p.T(key, "Middle", p.share(x.Middle), "SD", p.points(x.SD), "Count", x.Ratings)
	case stats.WarnNarrow:
		return p.T(key, "Share", p.share(x.Spread), "Count", x.RestN)
	case stats.WarnLowRest:
		return p.T(key, "R", p.Coef(*x.Rest.Value), "Count", x.RestN)
	case stats.WarnHalo:
		return p.T(key, "R", p.Coef(*x.HaloR.Value), "Count", x.HaloN)
	}
	if d := x.Drift; *d.EWMA.Value > *d.Start.Value {
		key += ".lenient"
	} else {
		key += ".severe"
	}
	return p.T(key, "Start", p.signed(x.Drift.Start), "Recent", p.signed(x.Drift.Recent), "N", stats.DriftWindow, "Count", x.Drift.N)
}

// seen is a check's figures, with how many they rest on.
func (p ratersPage) seen(x agree.Rater, c agree.Check) string {
	key := "rater.seen." + c.Name
	switch c.Name {
	case agree.Severity:
		args := []any{"By", p.signed(x.Severity), "Count", x.Shared}
		if x.Severity.Lo == nil || x.Severity.Hi == nil {
			return p.T(key+".bare", args...)
		}
		return p.T(key, append(args, "Lo", p.signed(agree.Estimate{Value: x.Severity.Lo}), "Hi", p.signed(agree.Estimate{Value: x.Severity.Hi}))...)
	case agree.Spread:
		return p.T(key, "SD", p.points(x.SD), "Middle", p.share(x.Middle), "Count", x.Ratings)
	case agree.Order:
		return p.T(key, "R", p.Coef(*x.Rest.Value), "Count", x.RestN)
	case agree.Halo:
		return p.T(key, "R", p.Coef(*x.HaloR.Value), "SD", p.points(x.HaloSD), "Count", x.HaloN)
	}
	return p.T(key, "Start", p.signed(x.Drift.Start), "Recent", p.signed(x.Drift.Recent), "N", stats.DriftWindow, "Count", x.Drift.N)
}

// points writes a number of points of the scale.
func (p ratersPage) points(e agree.Estimate) string {
	if e.Value == nil {
		return "–"
	}
	return p.Num(*e.Value, 1)
}

// signed writes a difference with its sign; one that rounds to nothing has none.
func (p ratersPage) signed(e agree.Estimate) string {
	if e.Value == nil {
		return "–"
	}
	x := math.Round(*e.Value*10) / 10
	switch {
	case x > 0:
		return "+" + p.Num(x, 1)
	case x < 0:
		return "−" + p.Num(-x, 1)
	}
	return p.Num(0, 1)
}

// share writes a share of one as a percentage.
func (p ratersPage) share(e agree.Estimate) string {
	if e.Value == nil {
		return "–"
	}
	return p.Percent(*e.Value)
}
