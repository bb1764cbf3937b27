package server

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/chart"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
	"touchstone/internal/store"
)

// shareLevel is the level of the intervals of shares.
const shareLevel = .95

// benchmarkVersionPath is the address of a published version.
func benchmarkVersionPath(benchmark uuid.UUID, number int) string {
	return benchmarkPath(benchmark) + "/versions/" + strconv.Itoa(number)
}

// share is a share of n with Wilson's interval, as a row of a drawing and as a line of a table.
func (p Page) share(label string, x, n int) (chart.ShareRow, reportLine) {
	row := chart.ShareRow{Label: label, Number: strconv.Itoa(x)}
	line := reportLine{Label: label, N: strconv.Itoa(x), Share: "–", Interval: "–"}
	s := stats.NewProportion(x, n, shareLevel)
	if !s.P.Defined() || !s.Wilson.Defined() {
		return row, line
	}
	row.Share, row.Lo, row.Hi = s.P.Value, &s.Wilson.Lo, &s.Wilson.Hi
	line.Share, line.Interval = p.Percent(s.P.Value), p.T("rater.from_to", "Lo", p.Percent(s.Wilson.Lo), "Hi", p.Percent(s.Wilson.Hi))
	row.Number = fmt.Sprintf("%d · %s", x, line.Share)
	return row, line
}

// reportStep is one step of the funnel.
type reportStep struct {
	key string
	n   int
}

// listOf is the list of those whom a step counts, or "": whoever may not sort and filter candidates gets none, nor does
// a count of nobody.
func (p reportPage) listOf(s reportStep) string {
	came := pipelineCameOf(url.Values{"reached": {s.key}, "decision": {s.key}})
	switch {
	case !p.lists || s.n == 0 || s.key == "known":
		return ""
	case s.key != "invited" && came == pipelineCame{}:
		return ""
	}
	return pathWith(p.Base(), came.values())
}

// listWhere is the list of those of whom something is so, or "" for whom there is none.
func (p reportPage) listWhere(came pipelineCame) string {
	if !p.lists {
		return ""
	}
	return pathWith(p.Base(), came.values())
}

// countOf is a count that leads to those of whom something is so, called what the row says; 0 leads nowhere.
func (p reportPage) countOf(n int, row string, came pipelineCame) reportCount {
	out := reportCount{N: n, Label: row}
	if n > 0 {
		out.Href = p.listWhere(came)
	}
	return out
}

// plot draws steps as shares of the first.
func (p reportPage) plot(id string, steps []reportStep) reportPlot {
	out := reportPlot{N: steps[0].n}
	var rows []chart.ShareRow
	finding := ""
	for i, s := range steps {
		row, line := p.share(p.T("report.step."+s.key), s.n, steps[0].n)
		if i == 0 {
			row.Lo, row.Hi, line.Interval = nil, nil, "–" // everybody is everybody
		}
		line.Href = p.listOf(s)
		rows, out.Rows = append(rows, row), append(out.Rows, line)
		if i > 0 {
			finding += ", "
		}
		finding += row.Label + " " + row.Number
	}
	out.Plot = Raw(chart.Shares(id, p.T("report.funnel"), finding, rows))
	return out
}

// fillWay says how people came to hand in.
func (p *reportPage) fillWay(r app.RequisitionReport) {
	w := r.Way
	steps := []reportStep{{"invited", w.Invited}, {"opened", w.Opened}, {"started", w.Started}, {"submitted", w.Submitted}}
	if r.LeftOut == 0 && r.Hidden == nil { // one funnel for everybody
		steps = append(steps, outcomeSteps(r)...)
	}
	p.Way = p.plot("way", steps)
	for _, s := range r.Spans {
		line := reportSpan{Label: p.T("report.span." + string(s.Span)), Half: "–", Middle: "–"}
		line.N = p.countOf(s.N, line.Label, pipelineCame{span: s.Span})
		line.Over = p.countOf(s.Ended, line.Label+", "+p.T("report.span.over"), pipelineCame{span: s.Span, over: "yes"})
		line.Waiting = p.countOf(s.Waiting, line.Label+", "+p.T("report.span.waiting"), pipelineCame{span: s.Span, over: "no"})
		if s.Median.Defined() {
			line.Half = p.lasting(s.Median.Value)
		} else if s.N > 0 {
			line.Half = p.T("report.span.open")
		}
		if s.Lower.Defined() && s.Upper.Defined() {
			line.Middle = p.lasting(s.Lower.Value)
			if hi := p.lasting(s.Upper.Value); hi != line.Middle {
				line.Middle = p.T("rater.from_to", "Lo", line.Middle, "Hi", hi)
			}
		} else if s.Lower.Defined() {
			line.Middle = p.T("report.span.from", "Lo", p.lasting(s.Lower.Value))
		}
		p.Spans = append(p.Spans, line)
	}
}

// outcomeSteps are the steps after handing in.
func outcomeSteps(r app.RequisitionReport) []reportStep {
	k := r.Known
	return []reportStep{
		{"scored", k.Scored}, {"rated", k.Rated}, {"interviewed", k.Interviewed}, {"decided", k.Decided()},
		{"advance", k.Advance}, {"hire", k.Hire}, {"hold", k.Hold}, {"decline", k.Decline},
	}
}

// lasting writes minutes in the unit a person would say them in.
func (p Page) lasting(minutes float64) string {
	switch {
	case minutes < 120:
		return p.T("application.minutes", "Count", max(1, int(minutes+.5)))
	case minutes < 48*60:
		return p.T("application.hours", "Count", int(minutes/60+.5))
	}
	return p.T("application.days", "Count", int(minutes/(24*60)+.5))
}

// fillQuestions says how far people came, question by question.
func (p *reportPage) fillQuestions(r app.RequisitionReport) {
	begun, handedIn := 0, 0
	for _, lang := range slices.Sorted(maps.Keys(r.Languages)) {
		n := r.Languages[lang]
		begun, handedIn = begun+n[0], handedIn+n[1]
		p.Languages = append(p.Languages, p.languageOf(p.OwnName(lang), lang, n))
	}
	if begun == 0 {
		return
	}
	if len(p.Languages) > 1 {
		p.Languages = append(p.Languages, p.languageOf(p.T("report.languages.all"), anyLanguage, [2]int{begun, handedIn}))
	}
	_, whole := p.share("", handedIn, begun)
	p.Completed = p.T("report.completed", "Count", begun, "HandedIn", handedIn, "Share", whole.Share, "Interval", whole.Interval)
	p.Unsent = p.countOf(r.Unsent, "", pipelineCame{did: store.DidNotSend})
	var rows []chart.ShareRow
	var stopped []int
	for i, q := range r.Questions {
		row, line := p.share(fmt.Sprintf("%d · %s", i+1, shortened(p.Say(q.Prompt))), q.Reached, begun)
		rows, stopped = append(rows, row), append(stopped, q.Stopped)
		at := reportQuestion{Number: i + 1, Prompt: p.Say(q.Prompt), Share: line.Share}
		for j, n := range []int{q.Reached, q.Answered, q.Blank, q.Stopped} {
			did := store.Dids()[j]
			at.Cells = append(at.Cells, p.countOf(n, row.Label+", "+p.T("report.question."+string(did)), pipelineCame{question: i + 1, did: did}))
		}
		p.Questions = append(p.Questions, at)
	}
	p.Most = p.T("report.stopped.none")
	if at, alone := mostOf(stopped); alone {
		p.Most = p.T("report.stopped.most", "Number", at+1, "Count", stopped[at])
	} else if slices.Max(append(stopped, 0)) > 0 {
		p.Most = p.T("report.stopped.several")
	}
	p.Drop = Raw(chart.Shares("drop", p.T("report.reached"), p.Completed+" "+p.Most, rows))
}

// languageOf says how many began by link in a language, and how many of them handed in.
func (p reportPage) languageOf(name string, lang hiring.Language, n [2]int) reportLanguage {
	_, line := p.share(name, n[1], n[0])
	return reportLanguage{
		Name: name, Share: line.Share, Interval: line.Interval,
		Begun:    p.countOf(n[0], name+", "+p.T("report.step.started"), pipelineCame{begun: lang}),
		HandedIn: p.countOf(n[1], name+", "+p.T("report.handed_in"), pipelineCame{begun: lang, sent: true}),
	}
}

// fillKnown says what became of the candidates the reader may know of.
func (p *reportPage) fillKnown(r app.RequisitionReport) {
	if r.LeftOut > 0 {
		p.Known = p.plot("known", append([]reportStep{{"known", r.Known.Invited}}, outcomeSteps(r)...))
	}
	p.fillFits(r)
	p.fillFlags(r)
	for _, q := range r.Ratings {
		raters := ratersPage{Page: p.Page, Requisition: p.Requisition, View: q.View, Of: q.Of}
		raters.addAgreement(q)
		p.Ratings = append(p.Ratings, raters)
	}
}

// fillFits draws how the fits are spread beside where the top reps lie, each scored without their own answers.
func (p *reportPage) fillFits(r app.RequisitionReport) {
	counts := make([]int, store.LastFitBin/store.FitBinWidth+1)
	for _, b := range r.Bins {
		if i := b.From / store.FitBinWidth; i >= 0 && i < len(counts) {
			counts[i] += b.N
			p.Fits.N += b.N
		}
	}
	for _, code := range slices.Sorted(maps.Keys(r.Undefined)) {
		p.Fits.Undefined = append(p.Fits.Undefined, reportLine{
			Label: p.reason(code), N: strconv.Itoa(r.Undefined[code]), Href: p.listWhere(pipelineCame{noFit: code}),
		})
	}
	if p.Fits.N == 0 {
		return
	}
	for i, n := range counts {
		if n > 0 {
			from := strconv.Itoa(i * store.FitBinWidth)
			p.Fits.Rows = append(p.Fits.Rows, reportLine{Label: binText(from), N: strconv.Itoa(n), Href: p.listWhere(pipelineCame{bin: from})})
		}
	}
	band := bandOf(r.Health.Overall.Top)
	if r.Health.Grade == scoring.TooSmall {
		band = chart.Band{}
	}
	p.Fits.Caption = p.T("report.fits.caption", "Count", p.Fits.N)
	if p.Fits.Band = band.N > 0; p.Fits.Band {
		p.Fits.Caption += " " + p.T("report.fits.band", "N", band.N, "Range", p.bandText(band), "Median", p.whole(band.Mid))
	}
	p.Fits.Plot = Raw(chart.Histogram("fits", p.T("report.fits"), p.Fits.Caption, counts, band, p.T("benchmark.group.top")))
}

// fillFlags sets what was decided about those whose must-have is clearly low beside the others.
func (p *reportPage) fillFlags(r app.RequisitionReport) {
	scored := sumOf(r.Flagged[true]) + sumOf(r.Flagged[false])
	if scored == 0 {
		return
	}
	_, line := p.share("", sumOf(r.Flagged[true]), scored)
	p.Flagged = p.T("report.flagged", "Count", sumOf(r.Flagged[true]), "N", scored, "Share", line.Share, "Interval", line.Interval)
	for _, flagged := range []bool{true, false} {
		f := reportFlag{Label: p.T("report.flag." + strconv.FormatBool(flagged)), N: p.flagged(flagged, sumOf(r.Flagged[flagged]), "")}
		for _, o := range hiring.Outcomes() {
			f.Cells = append(f.Cells, p.flagged(flagged, r.Flagged[flagged][o], string(o)))
		}
		f.Cells = append(f.Cells, p.flagged(flagged, r.Flagged[flagged][""], undecided))
		p.Flags = append(p.Flags, f)
	}
}

// flagged is a count of those with a must-have to discuss first, or with none, by decision, with the matrix of them.
func (p *reportPage) flagged(low bool, n int, decision string) reportCount {
	out := reportCount{N: n, Label: p.T("report.flag." + strconv.FormatBool(low))}
	switch decision {
	case "":
	case undecided:
		out.Label += ", " + p.T("report.undecided")
	default:
		out.Label += ", " + p.T("decision.outcome."+decision)
	}
	if p.Lists() && n > 0 {
		q := matrixQuery{Sort: string(store.ByReceived), Must: mustNone, Decision: decision}
		if low {
			q.Must = mustLow
		}
		out.Href = pathWith(p.Base()+"/matrix", q.values())
	}
	return out
}
