package server

import (
	"slices"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// reviewsView is what the application's page shows of reviews.
type reviewsView struct {
	Given    bool // the viewer may review now
	Left     int  // answers nobody has looked at
	Reviewed int
	Total    int
	Fits     []reviewedCard
}

// reviewedCard is the whole fit of one attempt as people reviewed it, beside the computed one.
type reviewedCard struct {
	Mode, Fit, Range, Why, NoRange string
	Pending                        string // it is being worked out again: why it is not there yet
	Changed                        string // 1 adjusted, 2 voided
	Measure                        string // of how many values, and the coverage
	Narrower                       string // that the interval has shrunk, and why that is no gain; or ""
	Values                         []reviewedValue
	Making                         *makingView
}

// reviewedValue is one value's fit, computed and as reviewed.
type reviewedValue struct{ Name, Computed, Reviewed string }

// fillReviews says what people made of the scores.
func (p *applicationPage) fillReviews(v app.ApplicationView) {
	targets := v.Reviewable()
	p.Reviews = reviewsView{
		Given: p.Manage && len(targets) > 0 && v.Requisition.Gives(p.User.ID, hiring.ReviewScores, true), Total: len(targets),
	}
	for _, t := range targets {
		if t.Current == nil {
			p.Reviews.Left++
		}
	}
	p.Reviews.Reviewed = p.Reviews.Total - p.Reviews.Left
	if p.TooSmall {
		return
	}
	for _, t := range v.Attempts {
		if t.Reviewed != nil || t.Pending {
			p.Reviews.Fits = append(p.Reviews.Fits, p.reviewedCard(v, t))
		}
	}
}

// reviewedCard writes the fit of one attempt as reviewed.
func (p Page) reviewedCard(v app.ApplicationView, t app.AttemptView) reviewedCard {
	out := reviewedCard{Mode: p.T("application.mode." + string(t.Mode)), Changed: p.reviewsChanged(v, t)}
	if t.Pending {
		out.Pending = p.T("review.pending")
		if v.OtherEngine != "" {
			out.Pending = p.T("review.other_engine", "Old", v.OtherEngine, "New", scoring.Engine)
		}
		return out
	}
	f := t.Reviewed.Overall
	if !f.Fit.Defined() {
		out.Why = p.reason(whyReviewed(&t.Score.Overall, f))
	} else {
		out.Fit = p.T("score.about", "Fit", p.whole(f.Fit.Value))
		if f.Lo90Hi90.Defined() {
			out.Range = p.span(f.Lo90Hi90.Lo, f.Lo90Hi90.Hi)
		} else {
			out.NoRange = p.T("score.no_interval_because", "Reason", p.reason(f.Lo90Hi90.Undefined))
		}
		out.Measure = p.composite(t.Reviewed.Values, f)
	}
	if narrower(f, t.Score.Overall) {
		out.Narrower = p.T("review.narrower.adjusted")
		if v.Voids(t.ScoreID) {
			out.Narrower = p.T("review.narrower")
		}
	}
	out.Making = p.wholeMaking(v, t.Reviewed.Values, f, "score.made.reviewed")
	for _, x := range t.Reviewed.Values {
		computed := valueIn(t.Score, x.Value)
		if x.Weight > 0 && computed != nil {
			out.Values = append(out.Values, reviewedValue{Name: p.valueName(v, x.Value), Computed: p.fitText(computed), Reviewed: p.reviewedText(computed, x)})
		}
	}
	return out
}

// answerGiven is what was answered, without what its score rests on.
func (p Page) answerGiven(v app.ApplicationView, t app.ReviewTarget, q hiring.AssessmentQuestion) scoredAnswer {
	at := slices.IndexFunc(v.Attempts, func(a app.AttemptView) bool { return a.ScoreID == t.Score })
	return p.givenIn(v, v.Attempts[at], q)
}

// givenIn is what was answered in an attempt, likewise.
func (p Page) givenIn(v app.ApplicationView, t app.AttemptView, q hiring.AssessmentQuestion) scoredAnswer {
	body := t.Answers[q.ID].Body
	out := scoredAnswer{Lang: t.Language, Blank: body.Blank(q.Kind)}
	if q.Kind == hiring.Text {
		out.Pieces = markedPieces(body.Text, nil)
	} else {
		out.Lines = p.answerLines(q, body)
	}
	out.addRatings(p, v, q.ID)
	return out
}

// voided is why a fit is undefined that reviews took away.
const voided = "voided"

// whyReviewed is why a reviewed fit is undefined: where the computed one was there, an answer was voided.
func whyReviewed(computed *scoring.ValueFit, reviewed scoring.ValueFit) string {
	if computed != nil && computed.Fit.Defined() {
		return voided
	}
	return reviewed.Fit.Undefined
}

// reviewedText writes a value's fit as reviewed.
func (p Page) reviewedText(computed *scoring.ValueFit, f scoring.ValueFit) string {
	if f.Fit.Defined() || whyReviewed(computed, f) != voided {
		return p.fitText(&f)
	}
	return p.T("review.value_voided")
}

// narrower tells whether the interval of a fit is narrower than that of another, by a point at least.
func narrower(f, than scoring.ValueFit) bool {
	a, b := f.Lo90Hi90, than.Lo90Hi90
	return a.Defined() && b.Defined() && b.Hi-b.Lo-(a.Hi-a.Lo) >= 1
}

// foresee adds to a form what recording it would do, and where that is confirmed.
func (p *reviewsPage) foresee(out *reviewForm, v app.ApplicationView, would app.Foreseen) {
	for _, value := range would.Lost {
		out.Foreseen = append(out.Foreseen, p.T("review.foreseen.lost", "Value", p.valueName(v, value)))
	}
	before, after := would.Before, would.After
	switch {
	case before.Fit.Defined() && after.Fit.Defined():
		out.Foreseen = append(out.Foreseen, p.T("review.foreseen.fit", "From", p.fitRanged(before), "To", p.fitRanged(after)))
		if hiring.ReviewAct(p.Form.Values.Get("act")) == hiring.Void && narrower(after, before) {
			out.Foreseen = append(out.Foreseen, p.T("review.narrower"))
		}
	case before.Fit.Defined():
		out.Foreseen = append(out.Foreseen, p.T("review.foreseen.no_fit", "From", p.fitRanged(before)))
	case after.Fit.Defined():
		out.Foreseen = append(out.Foreseen, p.T("review.foreseen.new_fit", "To", p.fitRanged(after)))
	}
	out.Record = p.Form.Choose("record", "review.record", []Choice{{Value: confirmed(p.Form.Values), Label: p.T("review.record.all_the_same")}})
}

// fitRanged writes a fit with its interval, where it has one.
func (p Page) fitRanged(f scoring.ValueFit) string {
	if !f.Lo90Hi90.Defined() {
		return p.whole(f.Fit.Value)
	}
	return p.ranged(f.Fit.Value, &f.Lo90Hi90.Lo, &f.Lo90Hi90.Hi)
}

// reviewsChanged counts the scores of an attempt that people changed.
func (p Page) reviewsChanged(v app.ApplicationView, t app.AttemptView) string {
	adjusted, voided := 0, 0
	for _, r := range v.Reviews {
		if r.ScoreID != t.ScoreID || r.SupersededAt != nil {
			continue
		}
		switch r.Act {
		case hiring.Adjust:
			adjusted++
		case hiring.Void:
			voided++
		}
	}
	switch {
	case adjusted > 0 && voided > 0:
		return p.T("review.adjusted_n", "Count", adjusted) + " " + p.T("review.voided_n", "Count", voided)
	case adjusted > 0:
		return p.T("review.adjusted_n", "Count", adjusted)
	}
	return p.T("review.voided_n", "Count", voided)
}

// reviewLine writes one act.
func (p Page) reviewLine(v app.ApplicationView, r hiring.Review) reviewLine {
	out := reviewLine{
		Act: r.Act, Before: p.whole(r.Before), Words: r.Words, By: v.Users[r.By], At: r.At, Past: r.SupersededAt != nil,
		Text: p.T("review.was." + string(r.Act)), BeforeIs: p.T("review.computed"), AfterIs: p.T("review.reviewed"),
	}
	if r.After != nil {
		out.After = p.whole(*r.After)
	}
	if r.Reason != "" {
		out.Reason = p.T("review.reason." + string(r.Reason))
	}
	if v.SubmittedAttempts() > 1 {
		at := slices.IndexFunc(v.Attempts, func(t app.AttemptView) bool { return t.ScoreID == r.ScoreID })
		if at >= 0 {
			out.Mode = p.T("application.mode." + string(v.Attempts[at].Mode))
		}
	}
	return out
}

// addReview adds to an answer what was made of its score, and the form to review it.
func (p Page) addReview(out *scoredAnswer, v app.ApplicationView, q hiring.AssessmentQuestion, a app.AttemptView, given bool) {
	for i, t := range v.Reviewable() {
		if t.Score != a.ScoreID || t.Question != q.ID {
			continue
		}
		if t.Current != nil {
			line := p.reviewLine(v, *t.Current)
			out.Review = &line
		}
		if given {
			out.ReviewForm = p.reviewForm(v.ID, t, p.Say(q.Prompt), i, nil, nil)
		}
		return
	}
}

// reviewedFit writes the fit as people reviewed it, marked as that; "" where no score was changed.
func (p Page) reviewedFit(a hiring.Application) string {
	switch {
	case a.ReviewedFit != nil:
		return p.T("review.fit_row", "Fit", p.ranged(*a.ReviewedFit, a.ReviewedLo, a.ReviewedHi))
	case a.ReviewedUndefined != "" && a.Fit != nil:
		return p.T("review.fit_row_voided")
	case a.ReviewedUndefined != "":
		return p.T("review.fit_row_none")
	}
	return ""
}

// reviewedValue writes a value's fit as people reviewed it where it is another than the computed one; one that they took
// away is not passed over.
func (p Page) reviewedValue(a hiring.Application, f hiring.Fit) string {
	of := hiring.Application{Fit: f.Fit, ReviewedFit: differs(f.Reviewed, f.Fit), ReviewedLo: f.ReviewedLo, ReviewedHi: f.ReviewedHi}
	if f.Fit != nil && f.Reviewed == nil && (a.ReviewedFit != nil || a.ReviewedUndefined != "") {
		of.ReviewedUndefined = voided
	}
	return p.reviewedFit(of)
}
