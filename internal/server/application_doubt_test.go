package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// pageIn is a page in a language, for what needs nothing but words.
func (w *world) pageIn(l hiring.Language) Page {
	return Page{Lang: l, words: w.server.words.For(l), server: w.server}
}

func TestEveryReasonForNoIntervalIsSaidInWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, l := range hiring.Languages() {
		p := w.pageIn(l)
		for _, code := range []string{
			scoring.NotEstimable, scoring.FewQuestions, scoring.OneMind, scoring.AtTheEnd, scoring.NoneHasOne, scoring.TooFewExemplars, scoring.GradeTooSmall,
		} {
			f := scoring.ValueFit{Fit: scoring.Figure{Value: 100}, Lo90Hi90: scoring.Interval{Undefined: code}}
			why, line := p.reason(code), p.valueFit(f, hiring.ByLink, false)
			if why == p.reason("unheard of") || !strings.Contains(line, why) || !strings.Contains(p.fitText(&f), why) {
				t.Errorf("%s, %s: %q does not say why: %q", l, code, line, why)
			}
		}
	}
}

func TestAnIntervalIsNeverShownWithoutAWidth(t *testing.T) {
	t.Parallel()
	p := newWorld(t).pageIn(hiring.English)
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{{42.4, 71.6, "42–72"}, {0, .3, "0–1"}, {99.7, 100, "99–100"}, {56.6, 57.4, "56–58"}} {
		if got := p.span(c.lo, c.hi); got != c.want {
			t.Errorf("%v to %v is written %s, want %s", c.lo, c.hi, got, c.want)
		}
	}
}

// doubtful is an application page with one value.
func doubtful(w *world, f scoring.ValueFit) *applicationPage {
	p := &applicationPage{Page: w.pageIn(hiring.English), BenchmarkID: uuid.New(), VersionNumber: 3}
	f.Value, f.Weight = "care", 1
	p.addWarnings(app.ApplicationView{}, scoring.Result{Values: []scoring.ValueFit{f}})
	return p
}

func TestAValueWithoutAnIntervalIsWarnedOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := doubtful(w, scoring.ValueFit{Fit: scoring.Figure{Value: 100}, Lo90Hi90: scoring.Interval{Undefined: scoring.FewQuestions}})
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "more doubt, not less") || !strings.HasSuffix(p.Warnings[0].Href, "/versions/3") {
		t.Errorf("warnings: %+v", p.Warnings)
	}
}

func TestAnIntervalOverNearlyEverythingIsNotCalledTooNarrow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, c := range []struct {
		lo, hi float64
		said   int
	}{{0, 96, 0}, {10, 100, 0}, {20, 80, 1}} {
		p := doubtful(w, scoring.ValueFit{
			Fit: scoring.Figure{Value: 50}, Lo90Hi90: scoring.Interval{Lo: c.lo, Hi: c.hi},
			Warnings: []scoring.Warning{{Code: scoring.WiderThanItLooks, Value: "care", Figures: map[string]float64{"n": 20, "questions": 3, "coverage": .8}}},
		})
		if len(p.Warnings) != c.said {
			t.Errorf("%v to %v: warnings %+v, want %d", c.lo, c.hi, p.Warnings, c.said)
		}
	}
}

func TestAMustHaveUnderItsThresholdWithoutAnIntervalSaysSo(t *testing.T) {
	t.Parallel()
	p := newWorld(t).pageIn(hiring.English)
	f := scoring.ValueFit{Lo90Hi90: scoring.Interval{Undefined: scoring.AtTheEnd}, Threshold: scoring.Figure{Value: 61}}
	if got := p.discuss("Honesty", f); !strings.Contains(got, "Honesty is a must-have and low, but not surely so: its fit is about 0, under 61") || !strings.Contains(got, "no rejection") {
		t.Error(got)
	}
	f.Lo90Hi90 = scoring.Interval{Hi: 40}
	if got := p.discuss("Honesty", f); !strings.Contains(got, "even the upper end of its interval (40) is under 61") {
		t.Error(got)
	}
}

func TestATextNobodyCouldCompareNamesTheLanguageNotTheAgreement(t *testing.T) {
	t.Parallel()
	p := &applicationPage{Page: newWorld(t).pageIn(hiring.English)}
	text := scoring.AnswerScore{Kind: hiring.Text, Language: hiring.Spanish, Status: scoring.NoScale, Exemplars: 1}
	if got := p.status(text, text.Status); !strings.Contains(got, "Only 1 top rep wrote in Spanish") {
		t.Errorf("with one top rep: %q", got)
	}
	agreed := text
	agreed.Exemplars = 3
	if got := p.status(agreed, agreed.Status); !strings.Contains(got, "do not agree enough") {
		t.Errorf("with three who differ: %q", got)
	}
	v := app.ApplicationView{Health: scoring.Health{Questions: []scoring.QuestionHealth{
		{Question: "a", Kind: hiring.Text, Language: hiring.English, N: 9}, {Question: "a", Kind: hiring.Text, Language: hiring.Spanish, N: 1},
	}}}
	none := scoring.AnswerScore{Kind: hiring.Text, Language: hiring.Turkish, Status: scoring.NoExemplars}
	p.addLeftToPeople(v, scoring.Result{Answers: []scoring.AnswerScore{text, text, agreed, none, {Kind: hiring.Numeric, Status: scoring.NoScale}}})
	if len(p.LeftToPeople) != 2 || !strings.Contains(p.LeftToPeople[0], "Text answers in Spanish are left to people: 1 top rep wrote in Spanish") ||
		!strings.Contains(p.LeftToPeople[1], "no top rep wrote in Turkish") {
		t.Errorf("said once for each language: %q", p.LeftToPeople)
	}
	if got := p.leftAnswers(scoring.Result{Answers: []scoring.AnswerScore{text, agreed, none}}); !strings.HasPrefix(got, "2 answers are not in it") {
		t.Error(got)
	}
}

func TestOneCommonWordAndAnAnswerOffTheTopicAreNoMatch(t *testing.T) {
	t.Parallel()
	one, two, none := scoring.Match{Words: []string{"kept"}}, scoring.Match{Similarity: .6, Words: []string{"kept", "promise"}}, scoring.Match{Similarity: .9}
	s := scoring.AnswerScore{Kind: hiring.Text, Status: scoring.OK, Evidence: scoring.Evidence{Matches: []scoring.Match{one, two, none}}}
	if diff := cmp.Diff([]scoring.Match{two, none}, s.Telling()); diff != "" {
		t.Errorf("of three (-want +got):\n%s", diff)
	}
	s.Status = scoring.OffTopic
	if got := s.Telling(); got != nil {
		t.Errorf("off the topic: %v", got)
	}
	s.Status, s.Flags = scoring.OK, []scoring.Status{scoring.OffTopic}
	if got := s.Telling(); got != nil {
		t.Errorf("flagged off the topic: %v", got)
	}
}

func TestWhoIsAlikeAndOfWhomNothingIsKnownAreNamedApart(t *testing.T) {
	t.Parallel()
	fit, lo := 50.0, 40.0
	numbered := func(ns ...int) (out []hiring.Application) {
		for _, n := range ns {
			out = append(out, hiring.Application{Number: n})
		}
		return out
	}
	p := &applicationPage{Page: newWorld(t).pageIn(hiring.English)}
	p.fillAlike(app.ApplicationView{Application: hiring.Application{Fit: &fit, FitLo: &lo}, Alike: numbered(1, 4), Unsure: numbered(7)})
	said := func(s namedSentence) string {
		var who []string
		for _, o := range s.Who {
			who = append(who, o.Label)
		}
		return s.Before + strings.Join(who, ", ") + s.After
	}
	if a, u := said(p.Alike), said(p.Unsure); a != "Not distinguishable from candidates 1, 4." || u != "Candidate 7 has no interval, so nothing shows a difference." {
		t.Errorf("%q, %q", a, u)
	}
	p.fillAlike(app.ApplicationView{Application: hiring.Application{Fit: &fit, FitLo: &lo}, Alike: numbered(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)})
	if a := said(p.Alike); a != "Not distinguishable from candidates 1, 2, 3, 4, 5, 6, 7, 8 and 2 more." || len(p.Alike.Rest) != 2 || p.Alike.Rest[1].Label != "10" {
		t.Errorf("%q and %+v", a, p.Alike.Rest)
	}
	p.fillAlike(app.ApplicationView{Application: hiring.Application{Fit: &fit}, Unsure: numbered(1, 2)})
	if !strings.Contains(p.Unsure.Before, "This fit has no interval") {
		t.Error(p.Unsure)
	}
}

// TestLimitsStandUnderTheirQuestionOnce: whatever limits one question stands under it, in the order in which each is
// first met, and nothing is lost.
func TestLimitsStandUnderTheirQuestionOnce(t *testing.T) {
	t.Parallel()
	p := applicationPage{Warnings: []applicationWarning{
		{Text: "of the whole", Href: "/v"}, {About: "What?", Text: "few", Href: "/v#q"}, {About: "Why?", Text: "few", Do: "Ask.", Href: "/v#w"},
		{About: "What?", Text: "old", Href: "/v#q"}, {Text: "of the whole as well", Href: "/v"}, {About: "What?", Text: "elsewhere", Href: "/w"},
	}}
	want := []limitedPart{
		{About: "", Href: "/v", Limits: []applicationWarning{p.Warnings[0], p.Warnings[4]}},
		{About: "What?", Href: "/v#q", Limits: []applicationWarning{p.Warnings[1], p.Warnings[3]}},
		{About: "Why?", Href: "/v#w", Limits: []applicationWarning{p.Warnings[2]}},
		{About: "What?", Href: "/w", Limits: []applicationWarning{p.Warnings[5]}},
	}
	if d := cmp.Diff(want, p.Limited()); d != "" {
		t.Error(d)
	}
}

// TestLimitsNameEachQuestionOnce: on the page of an application, and in its report.
func TestLimitsNameEachQuestionOnce(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 3, nil)
	a := j.scored("Ada", ownsUp)
	for path, end := range map[string]string{pageOf(a): "</details>", pageOf(a) + "/report": "</section>"} {
		body := j.as("hr").get(path).is(200).says("things that limit these numbers").Body
		limits, _, _ := strings.Cut(body[strings.Index(body, "things that limit these numbers"):], end)
		named := map[string]int{}
		for _, m := range regexp.MustCompile(`<strong>([^<]*)</strong>`).FindAllStringSubmatch(limits, -1) {
			named[m[1]]++
		}
		if len(named) == 0 {
			t.Errorf("%s: no limit names what it is of\n%s", path, text(limits))
		}
		for about, n := range named {
			if n > 1 {
				t.Errorf("%s: %q is named %d times", path, about, n)
			}
		}
	}
}

// Decisions and candidates side by side go by fits as reviewed, and may tell apart whom the computed fits do not.
func TestWhoCannotBeToldApartIsSaidToGoByTheComputedFit(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	j.scored("Bela", ownsUp)
	j.as("recruiter").get(pageOf(a)).is(http.StatusOK).says("These are the computed fits.")
}
