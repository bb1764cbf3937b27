package server

import (
	"cmp"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// applicationPage is one application as one person may see it.
type applicationPage struct {
	Page
	ID                     uuid.UUID
	Requisition            hiring.Requisition
	Heading                string // the name, or "Candidate 17"
	Number                 string
	Named, Blind, Manage   bool
	Explains               bool   // an explanation can be prepared in this phase, or was released and can be read again
	Nameless               bool   // blind: the name is hidden as well
	Held                   bool   // blind: not for want of the own ratings
	Interview              string // blind: the page of the interview whose scorecard comes first, or ""
	BenchmarkID            uuid.UUID
	Benchmark              string
	VersionNumber          int // of the benchmark that the requisition is pinned to
	Received               *time.Time
	State                  string // why there is nothing to show yet, in a sentence; or ""
	TooSmall               bool
	Fits                   []fitCard
	Alike, Unsure          namedSentence // who cannot be told apart from this one; of whom nothing is known
	LeftToPeople           []string      // the languages in which texts are left to people
	Streaks                []streakView
	Discuss                []discussedValue
	Warnings               []applicationWarning
	Values                 []scoredValue
	Raters                 []raterLine
	Timeline               []timelineLine
	Interviews             []interviewRow
	Schedules              bool // may set an interview, which whoever still rates may too
	Current                *decisionLine
	Earlier                []decisionLine
	Spoken, SpokenFinished bool
	OtherEngine            string // the state is that this program cannot score with the version: what to do, in words
	Second                 []secondView
	Combined               *combinedView
	Reviews                reviewsView
	Proposal               *proposalLine
}

func (applicationPage) template() (layout, name string) { return "staff", "application" }

// fitCard is the whole fit of one attempt.
type fitCard struct {
	Mode                              string // how the answers came in
	Fit, Range, Why, NoRange, Measure string
	Left                              string // how many answers no program read, or ""
	Pooled                            string // what the interval rests on when no value has one, or ""
	EvidenceOnly                      bool
	Standing                          string        // where it lies among the top reps' own, in words
	Plot                              template.HTML // likewise, while they are few
	Making                            *makingView   // how it came about from the values'
}

// raterLine is what one rater gave, on average, to the written answers or in an interview.
type raterLine struct {
	Name, Mean, Levels, Of string
	Debrief                string // the page where an interview's ratings stand side by side
}

// timelineLine is one thing that happened.
type timelineLine struct {
	Text string
	At   time.Time
}

// applicationPageOf builds the page. Somebody who has still to rate gets a page that holds nothing to be hidden.
func applicationPageOf(c *request, v app.ApplicationView) applicationPage {
	p := applicationPage{ID: v.ID, Requisition: v.Requisition, Blind: v.Blind, Received: v.ReceivedAt}
	p.Manage = !v.Blind && (c.user.Is(hiring.HR) || v.Requisition.OwnerID == c.user.ID)
	p.Explains = len(v.Explained) > 0 || v.Requisition.Gives(c.user.ID, hiring.Release, true)
	p.Schedules = v.Requisition.ClosedAt == nil && (c.user.Is(hiring.HR) || v.Requisition.OwnerID == c.user.ID)
	number := c.words.T("application.candidate", "Number", v.Number)
	p.Heading, p.Named = v.Name, v.Name != ""
	if !p.Named {
		p.Heading = number
	}
	p.Page = c.rawPage(p.Heading).in("requisitions")
	p.Number = number
	p.Nameless, p.Held = v.Blindness.Nameless, v.Blindness.Held
	if len(v.Blindness.Awaited) > 0 {
		p.Interview = interviewPath(v.Blindness.Awaited[0])
	}
	if v.Blind {
		return p
	}
	p.fillBenchmark(v)
	p.State = p.state(v)
	p.fillReviews(v)
	p.fillScores(v)
	p.fillSecond(v)
	p.fillCombined(v)
	p.fillRatings(v)
	p.fillTimeline(v)
	for _, i := range v.Interviews {
		p.Interviews = append(p.Interviews, interviewRow{InterviewLine: store.InterviewLine{Interview: i}, When: p.when(i)})
	}
	p.fillDecisions(v)
	return p
}

func (p *applicationPage) fillBenchmark(v app.ApplicationView) {
	if v.Requisition.BenchmarkVersionID == nil {
		return
	}
	p.BenchmarkID, p.VersionNumber = v.Benchmark.BenchmarkID, v.Benchmark.Number
	p.Benchmark = p.T("application.benchmark", "Name", v.Benchmark.Name, "Number", v.Benchmark.Number)
	p.TooSmall = v.Health.Grade == scoring.TooSmall || v.Health.Grade == scoring.CannotFreeze
}

// VersionPath is the page of the version the scores were made with: what is shown here never leads to a draft.
func (p applicationPage) VersionPath() string {
	return versionPath(store.BenchmarkName{BenchmarkID: p.BenchmarkID, Number: p.VersionNumber})
}

// versionPath is the page of a published version.
func versionPath(b store.BenchmarkName) string {
	return benchmarkPath(b.BenchmarkID) + "/versions/" + strconv.Itoa(b.Number)
}

// state says what is awaited while there is nothing to show.
func (p *applicationPage) state(v app.ApplicationView) string {
	waiting, failed, awaits := false, false, ""
	for _, a := range v.Attempts {
		p.Spoken = p.Spoken || a.Mode == hiring.ByInterview
		p.SpokenFinished = p.SpokenFinished || a.Mode == hiring.ByInterview && a.Submitted()
		waiting = waiting || a.Submitted() && a.Score == nil
		failed = failed || a.Failed
		awaits = cmp.Or(awaits, a.Awaits)
	}
	switch {
	case waiting && v.OtherEngine != "" && !p.Blind:
		p.OtherEngine = v.OtherEngine
		return p.T("application.state.other_engine", "Number", v.Benchmark.Number, "Old", v.OtherEngine, "New", scoring.Engine)
	case failed:
		return p.T("application.state.failed")
	case awaits != "":
		return p.T("application.state.awaits_service")
	case waiting:
		return p.T("application.state.being_scored")
	case v.Shown():
		return ""
	case v.Stage == hiring.Invited && v.Invitation != nil && p.notice(*v.Invitation, p.server.app.Now()) != "":
		return p.T("application.state.in_notice", "Notice", p.notice(*v.Invitation, p.server.app.Now()))
	case v.Stage == hiring.Invited:
		return p.T("application.state.invited")
	case v.Stage == hiring.Started:
		return p.T("application.state.started")
	}
	return p.T("application.state.nothing")
}

func (p *applicationPage) fillScores(v app.ApplicationView) {
	several := v.SubmittedAttempts()
	for i, a := range v.Attempts {
		if a.Score == nil {
			continue
		}
		mode, said := "", p.T("application.mode."+string(a.Mode))
		if several > 1 {
			mode = said
		}
		if !p.TooSmall {
			card := p.fitCard(said, *a.Score, v.Requisition)
			card.Standing, card.Plot = p.standing(strconv.Itoa(i), v, *a.Score)
			card.Making = p.wholeMaking(v, a.Score.Values, a.Score.Overall, "score.made.how")
			p.Fits = append(p.Fits, card)
			p.Streaks = append(p.Streaks, p.streakView("s"+strconv.Itoa(i), mode, v, *a.Score))
			p.addDiscussed(v, *a.Score)
		}
		p.addLeftToPeople(v, *a.Score)
		p.addWarnings(v, *a.Score)
	}
	p.Values = p.scoredValues(v, several > 1)
	if !p.TooSmall {
		p.fillAlike(v)
	}
}

// fitCard writes a whole fit: about 68, 57–77, or why there is none.
func (p Page) fitCard(mode string, r scoring.Result, rq hiring.Requisition) fitCard {
	f := r.Overall
	out := fitCard{Mode: mode, EvidenceOnly: !rq.Policy.TextCounts, Left: p.leftAnswers(r)}
	if !f.Fit.Defined() {
		out.Why = p.reason(f.Fit.Undefined)
		return out
	}
	out.Fit = p.T("score.about", "Fit", p.whole(f.Fit.Value))
	if f.Lo90Hi90.Defined() {
		out.Range = p.span(f.Lo90Hi90.Lo, f.Lo90Hi90.Hi)
	} else {
		out.NoRange = p.T("score.no_interval_because", "Reason", p.reason(f.Lo90Hi90.Undefined))
	}
	for _, w := range f.Warnings {
		if w.Code == scoring.PooledQuestions {
			out.Pooled = p.warning(w)
		}
	}
	out.Measure = p.composite(r.Values, f)
	return out
}

// composite says of how many values a whole fit is computed, and how much of what was asked counts in it.
func (p Page) composite(values []scoring.ValueFit, whole scoring.ValueFit) string {
	scored := 0
	for _, v := range values {
		if v.Weight > 0 && v.Fit.Defined() {
			scored++
		}
	}
	return p.T("score.composite", "Count", scored, "Coverage", p.Percent(whole.Coverage.Value))
}

// leftAnswers says how many answers are left to people for their language.
func (p Page) leftAnswers(r scoring.Result) string {
	n := 0
	for _, a := range r.Answers {
		if a.LeftToPeople() {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return p.T("score.left", "Count", n)
}

// whole writes a fit: whole numbers only, since no decimal of it means anything.
func (p Page) whole(x float64) string { return p.Num(math.Round(x)+0, 0) }

// reason says in words why a figure does not exist.
func (p Page) reason(code string) string {
	if key := "score.reason." + code; p.Has(key) {
		return p.T(key)
	}
	return p.T("score.reason.other")
}

// fillRatings lists who rated the written answers, then who rated in interviews, as before any discussion.
func (p *applicationPage) fillRatings(v app.ApplicationView) {
	byRater := map[uuid.UUID][]int{}
	var order []uuid.UUID
	for _, r := range v.Ratings {
		if byRater[r.RaterID] == nil {
			order = append(order, r.RaterID)
		}
		byRater[r.RaterID] = append(byRater[r.RaterID], r.Level)
	}
	for _, id := range order {
		line := p.raterLine(v.Users[id], byRater[id])
		line.Of = p.T("application.rated_written", "Count", len(byRater[id]))
		p.Raters = append(p.Raters, line)
	}
	for _, c := range v.Scorecards {
		var levels []int
		for _, l := range c.ValueLevels(v.Asked) {
			levels = append(levels, l.Level)
		}
		line := p.raterLine(c.By.Name, levels)
		line.Of, line.Debrief = p.T("application.rated_interview", "Date", p.Date(*c.SubmittedAt)), interviewPath(c.InterviewID)+"/debrief"
		p.Raters = append(p.Raters, line)
	}
}

// raterLine writes levels and their mean; of none there is no mean.
func (p Page) raterLine(name string, levels []int) raterLine {
	line, sum := raterLine{Name: name, Mean: "–"}, 0
	var said []string
	for _, l := range levels {
		sum += l
		said = append(said, strconv.Itoa(l))
	}
	if len(levels) > 0 {
		mean := float64(sum) / float64(len(levels))
		line.Mean = p.T("application.mean_rating", "Mean", p.Num(mean, 1), "Levels", hiring.RatingLevels)
	}
	line.Levels = strings.Join(said, ", ")
	return line
}
