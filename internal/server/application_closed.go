package server

import (
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// shareRow is how top reps answered one point, option or place; Theirs marks what the candidate answered.
type shareRow struct {
	Label, Share string
	Width        string // of the bar, in per cent
	Theirs       bool
}

// compareClosed sets a picked answer beside how top reps answered.
func (p Page) compareClosed(out *scoredAnswer, q hiring.AssessmentQuestion, body hiring.AnswerBody, e scoring.Evidence) {
	switch q.Kind {
	case hiring.Numeric:
		out.SharesAre = p.T("score.shares.numeric")
		for x := q.Lo; x <= q.Hi; x++ {
			if key := strconv.Itoa(x); e.Shares[key] > 0 || body.Number != nil && *body.Number == x {
				out.Shares = append(out.Shares, p.shareRow(key, e.Shares[key], body.Number != nil && *body.Number == x))
			}
		}
	case hiring.Ranking:
		out.SharesAre = p.T("score.shares.ranking")
		out.Shares = p.rankRows(q, body, e)
	default:
		out.SharesAre = p.T("score.shares.choice")
		for _, o := range q.Options {
			out.Shares = append(out.Shares, p.shareRow(p.Say(o.Label), e.Shares[o.Key], slices.Contains(body.Picks, o.Key)))
		}
	}
	if len(e.Shares)+len(e.Means) == 0 {
		out.Shares = nil
	}
	out.Best = p.bestAnswer(q, e.Mode)
	out.Beside = p.beside(q, body, e)
}

func (p Page) shareRow(label string, share float64, theirs bool) shareRow {
	return shareRow{Label: label, Share: p.Percent(share), Width: strconv.FormatFloat(100*min(1, max(0, share)), 'f', 1, 64) + "%", Theirs: theirs}
}

// rankRows lists the options from the top reps' best mean place to the worst.
func (p Page) rankRows(q hiring.AssessmentQuestion, body hiring.AnswerBody, e scoring.Evidence) []shareRow {
	options := slices.Clone(q.Options)
	slices.SortStableFunc(options, func(a, b hiring.Option) int {
		switch x, y := e.Means[a.Key], e.Means[b.Key]; {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	var rows []shareRow
	for _, o := range options {
		row := shareRow{Label: p.Say(o.Label), Share: p.Num(e.Means[o.Key], 1)}
		if at := slices.Index(body.Picks, o.Key); at >= 0 {
			row.Label = p.T("score.ranked_here", "Option", row.Label, "Place", at+1)
		}
		rows = append(rows, row)
	}
	return rows
}

// bestAnswer writes the most exemplar-like answer: its parts are joined by |.
func (p Page) bestAnswer(q hiring.AssessmentQuestion, mode string) string {
	if mode == "" {
		return ""
	}
	if q.Kind == hiring.Numeric {
		return p.T("score.best", "Answer", mode)
	}
	labels, between := []string(nil), ", "
	for i, key := range strings.Split(mode, "|") {
		label := p.optionLabel(q, key)
		if q.Kind == hiring.Ranking {
			label = strconv.Itoa(i+1) + ". " + label
		}
		labels = append(labels, label)
	}
	return p.T("score.best", "Answer", strings.Join(labels, between))
}

func (p Page) optionLabel(q hiring.AssessmentQuestion, key string) string {
	for _, o := range q.Options {
		if o.Key == key {
			return p.Say(o.Label)
		}
	}
	return key
}

// beside says how the answer differs: over or under the top reps' mean, options missed and options beyond theirs.
func (p Page) beside(q hiring.AssessmentQuestion, body hiring.AnswerBody, e scoring.Evidence) string {
	switch {
	case q.Kind == hiring.Numeric && body.Number != nil && e.Centre.Defined():
		by := float64(*body.Number) - e.Centre.Value
		args := []any{"By", p.Num(max(by, -by), 1), "Mean", p.Num(e.Centre.Value, 1)}
		switch {
		case by >= .5:
			return p.T("score.over", args...)
		case by <= -.5:
			return p.T("score.under", args...)
		}
		return p.T("score.at_mean", args...)
	case q.Kind == hiring.Multiple:
		var parts []string
		if len(e.Missed) > 0 {
			parts = append(parts, p.T("score.missed", "Options", p.optionLabels(q, e.Missed)))
		}
		if len(e.Extra) > 0 {
			parts = append(parts, p.T("score.extra", "Options", p.optionLabels(q, e.Extra)))
		}
		return strings.Join(parts, " ")
	}
	return ""
}

func (p Page) optionLabels(q hiring.AssessmentQuestion, keys []string) string {
	labels := make([]string, len(keys))
	for i, k := range keys {
		labels[i] = p.optionLabel(q, k)
	}
	return strings.Join(labels, ", ")
}
