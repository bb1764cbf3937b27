package server

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/scoring"
)

// scoredValue is a value with every answer given to its questions.
type scoredValue struct {
	ID, Name  string
	Must      bool
	Fits      []shownFit // one for each attempt
	Questions []scoredQuestion
}

// shownFit is a value's fit in one attempt, and how it came about, as computed and as reviewed.
type shownFit struct {
	Line    string // 64 · 48–77
	Makings []*makingView
}

// scoredQuestion is a question with the answers of each attempt, side by side and never mixed.
type scoredQuestion struct {
	ID     string
	Prompt string
	Waived bool
	Kind   string
	Sides  []scoredAnswer
}

// scoredAnswer is one answer with why it got its score.
type scoredAnswer struct {
	Mode         string // "" when there is only one attempt
	Lang         hiring.Language
	Blank        bool
	Lines        []string // of a closed answer
	Pieces       []markedPiece
	Measure      []string // aligned .61 · 142 words · …
	Notes        []string // statuses, in words
	OffTopic     bool     // it is hardly about its question
	Met          []metSentence
	NotFound     string
	NotFoundName string   // of the theme, where HR named it
	Themes       []string // named themes found
	Missing      []string // and not found
	Shares       []shareRow
	Best, Beside string         // of a closed answer: the most exemplar-like one; how far this one is from it
	SharesAre    string         // what the table of shares shows
	Ratings      []reportRating // by people, each with what it rests on
	Review       *reviewLine
	ReviewForm   *reviewForm
}

// markedPiece is a piece of a text; Met when it is a sentence that met one of a top rep's.
type markedPiece struct {
	Text string
	Met  bool
}

// metSentence is an exemplar sentence the answer met, and the words they share.
type metSentence struct{ Theme, Exemplar, Words string }

// scoredValues gathers questions by value, in the questionnaire's order.
func (p *applicationPage) scoredValues(v app.ApplicationView, several bool) []scoredValue {
	var out []scoredValue
	for _, q := range v.Asked {
		id := q.ValueID.String()
		at := slices.IndexFunc(out, func(x scoredValue) bool { return x.ID == id })
		if at < 0 {
			at = len(out)
			out = append(out, p.scoredValue(v, q, several))
		}
		sq := scoredQuestion{ID: q.ID.String(), Prompt: p.Say(q.Prompt), Waived: q.Waived, Kind: string(q.Kind)}
		for _, a := range v.Attempts {
			if a.Submitted() {
				side := p.scoredAnswer(v, q, a, several)
				p.addReview(&side, v, q, a, p.Reviews.Given)
				sq.Sides = append(sq.Sides, side)
			}
		}
		out[at].Questions = append(out[at].Questions, sq)
	}
	if !slices.ContainsFunc(v.Attempts, app.AttemptView.Submitted) {
		return nil
	}
	return out
}

// scoredValue begins a value with its fits.
func (p Page) scoredValue(v app.ApplicationView, q hiring.AssessmentQuestion, several bool) scoredValue {
	out := scoredValue{ID: q.ValueID.String(), Name: p.Say(q.ValueName)}
	for _, a := range v.Attempts {
		if a.Score == nil {
			continue
		}
		for _, f := range a.Score.Values {
			if f.Value != out.ID {
				continue
			}
			out.Must = out.Must || f.Must
			line := p.valueFit(f, a.Mode, several)
			if n := a.Score.Uncompared(f.Value); n > 0 {
				line += " · " + p.T("score.uncompared", "Count", n)
			}
			shown := shownFit{Line: line}
			for _, m := range []*makingView{p.valueMaking(v, a, f.Value), p.reviewedMaking(v, a, f.Value)} {
				if m != nil {
					shown.Makings = append(shown.Makings, m)
				}
			}
			out.Fits = append(out.Fits, shown)
		}
	}
	return out
}

// valueFit writes a value's fit in a line.
func (p Page) valueFit(f scoring.ValueFit, mode hiring.AnswerMode, several bool) string {
	s := p.T("score.not_scored_because", "Reason", p.reason(f.Fit.Undefined))
	if f.Fit.Defined() {
		s = p.T("score.value_fit", "Fit", p.whole(f.Fit.Value), "Interval", p.noInterval(f), "Answered", f.Answered, "Offered", f.Offered)
		if f.Lo90Hi90.Defined() {
			s = p.T("score.value_fit", "Fit", p.whole(f.Fit.Value), "Interval", p.span(f.Lo90Hi90.Lo, f.Lo90Hi90.Hi),
				"Answered", f.Answered, "Offered", f.Offered)
		}
	}
	if several {
		s = p.T("application.mode."+string(mode)) + " · " + s
	}
	return s
}

// scoredAnswer writes one answer of one attempt.
func (p Page) scoredAnswer(v app.ApplicationView, q hiring.AssessmentQuestion, a app.AttemptView, several bool) scoredAnswer {
	body := a.Answers[q.ID].Body
	out := scoredAnswer{Lang: a.Language, Blank: body.Blank(q.Kind)}
	if several {
		out.Mode = p.T("application.mode." + string(a.Mode))
	}
	var score *scoring.AnswerScore
	if a.Score != nil {
		if at := slices.IndexFunc(a.Score.Answers, func(x scoring.AnswerScore) bool { return x.Question == q.ID.String() }); at >= 0 {
			score = &a.Score.Answers[at]
		}
	}
	var matches []scoring.Match
	if score != nil {
		matches = score.Telling()
		p.explain(&out, v, q, a, *score)
	}
	if q.Kind == hiring.Text {
		out.Pieces = markedPieces(body.Text, matches)
	} else {
		out.Lines = p.answerLines(q, body)
	}
	out.addRatings(p, v, q.ID)
	return out
}

// addRatings says how raters rated the answer.
func (a *scoredAnswer) addRatings(p Page, v app.ApplicationView, question uuid.UUID) {
	var levels []string
	for _, r := range v.Ratings {
		if r.QuestionVersionID == question {
			levels = append(levels, strconv.Itoa(r.Level))
			a.Ratings = append(a.Ratings, reportRating{Rater: v.Users[r.RaterID], Level: p.levelOf(r.Level), Evidence: r.Evidence})
		}
	}
	i18n.Sort(p.words, a.Ratings, func(r reportRating) string { return r.Rater })
	if len(levels) > 0 {
		a.Measure = append(a.Measure, p.T("score.ratings", "Count", len(levels), "Levels", strings.Join(levels, ", ")))
	}
}

// explain writes how an answer was scored and why.
func (p Page) explain(out *scoredAnswer, v app.ApplicationView, q hiring.AssessmentQuestion, a app.AttemptView, s scoring.AnswerScore) {
	if q.Kind == hiring.Text && s.Evidence.Words > 0 {
		out.Measure = append(out.Measure, p.T("score.words", "Count", s.Evidence.Words))
	}
	out.OffTopic = s.IsOffTopic()
	if s.Status != scoring.OK && s.Status != scoring.OffTopic {
		out.Notes = append(out.Notes, p.status(s, s.Status))
	}
	for _, f := range s.Flags {
		if f != s.Status && f != scoring.OffTopic {
			out.Notes = append(out.Notes, p.status(s, f))
		}
	}
	if v.Health.Grade != scoring.TooSmall && s.Alignment.Defined() {
		p.measure(out, v, q, a, s)
	}
	out.addThemes(s, v.Themes)
	if q.Kind.Closed() {
		p.compareClosed(out, q, a.Answers[q.ID].Body, s.Evidence)
	}
}

// measure writes the alignment, and where it stands among the top reps' own.
func (p Page) measure(out *scoredAnswer, v app.ApplicationView, q hiring.AssessmentQuestion, a app.AttemptView, s scoring.AnswerScore) {
	key := "score.aligned_text"
	if q.Kind.Closed() {
		key = "score.aligned_closed"
	}
	out.Measure = append(out.Measure, p.T(key, "A", p.whole(hiring.Points(s.Alignment.Value))))
	if beyond := beyondKey(q.Kind, s.Alignment.Value); beyond != "" {
		out.Measure = append(out.Measure, p.T(beyond))
	}
	if s.Percentile.Defined() {
		out.Measure = append(out.Measure, p.T("score.percentile", "Percentile", p.whole(s.Percentile.Value), "N", s.Exemplars))
	} else if below, n := below(v.Health, s, a.Language); n > 0 {
		out.Measure = append(out.Measure, p.T("score.below", "Below", below, "N", n))
	}
	if byWordsAlone(v.Health, s.Question, a.Language) {
		out.Measure = append(out.Measure, p.T("score.words_alone"))
	}
	if s.Weight == 0 {
		if q.Kind == hiring.Text && !v.Requisition.Policy.TextCounts {
			out.Notes = append(out.Notes, p.T("score.evidence_only"))
		} else {
			out.Notes = append(out.Notes, p.T("score.no_weight"))
		}
	}
}

// beyondKey says on which side an alignment lies beyond the scale on which it is shown, or "" within it. What compares
// answers uses it as it is.
func beyondKey(kind hiring.Kind, alignment float64) string {
	switch {
	case alignment > 1:
		return "score.beyond.above"
	case alignment < 0 && kind.Closed():
		return "score.beyond.below_chance"
	case alignment < 0:
		return "score.beyond.below"
	}
	return ""
}

// byWordsAlone tells whether the answers to a question in a language were compared without any sentence encoder.
func byWordsAlone(h scoring.Health, question string, lang hiring.Language) bool {
	return slices.ContainsFunc(h.Questions, func(q scoring.QuestionHealth) bool {
		return q.Question == question && q.Language == lang && q.ByWordsAlone()
	})
}

// tenths rounds to one decimal; + 0 so that a small negative number is not written as minus nothing.
func tenths(x float64) float64 { return math.Round(10*x)/10 + 0 }

// below counts the top reps whose own answer, scored without themselves, is aligned less than this one: what is shown
// in place of a percentile that ten of them would be needed for.
func below(h scoring.Health, s scoring.AnswerScore, lang hiring.Language) (count, n int) {
	for _, q := range h.Questions {
		if q.Question != s.Question || q.Language != "" && q.Language != lang {
			continue
		}
		for _, x := range q.LeaveOneOut {
			if x < s.Alignment.Value {
				count++
			}
		}
		return count, len(q.LeaveOneOut)
	}
	return 0, 0
}

// markedPieces cuts a text where its sentences met a top rep's. The spans are byte offsets into the text as it was
// given; what does not fit it marks nothing.
func markedPieces(text string, matches []scoring.Match) []markedPiece {
	spans := make([]scoring.Span, 0, len(matches))
	for _, m := range matches {
		spans = append(spans, m.Span)
	}
	slices.SortFunc(spans, func(a, b scoring.Span) int { return a.Start - b.Start })
	var out []markedPiece
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			continue
		}
		if s.Start > at {
			out = append(out, markedPiece{Text: text[at:s.Start]})
		}
		out = append(out, markedPiece{Text: text[s.Start:s.End], Met: true})
		at = s.End
	}
	if at < len(text) {
		out = append(out, markedPiece{Text: text[at:]})
	}
	return out
}
