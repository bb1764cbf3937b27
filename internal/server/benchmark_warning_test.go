package server

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

func TestLanguagesInWhichTooFewWroteStandOnTheLineOfTheOthers(t *testing.T) {
	t.Parallel()
	line := func(question string, lang hiring.Language, n int, consensus float64) scoring.QuestionHealth {
		return scoring.QuestionHealth{Question: question, Language: lang, N: n, Consensus: consensus}
	}
	for _, tt := range []struct {
		name  string
		lines []scoring.QuestionHealth
		want  []bool
	}{
		{"one of three languages is well off", []scoring.QuestionHealth{line("a", "en", 10, .5), line("a", "es", 1, 0), line("a", "tr", 2, 0)}, []bool{false, true, true}},
		{"nobody is well off: the first stays", []scoring.QuestionHealth{line("a", "en", 1, 0), line("a", "es", 1, 0)}, []bool{false, true}},
		{"the best off may come last", []scoring.QuestionHealth{line("a", "en", 1, 0), line("a", "es", 4, .3)}, []bool{true, false}},
		{"a closed question has no language", []scoring.QuestionHealth{line("a", "", 1, 0), line("b", "", 12, 1)}, []bool{false, false}},
		{"three are enough", []scoring.QuestionHealth{line("a", "en", 9, .4), line("a", "es", 3, 0)}, []bool{false, false}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			left := leftToPeople(scoring.Health{Questions: tt.lines})
			var got []bool
			for i := range tt.lines {
				got = append(got, left[i])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("left to people (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEachLanguageSaysHowManyTopRepsWroteInIt(t *testing.T) {
	t.Parallel()
	report := scoring.Health{Questions: []scoring.QuestionHealth{
		{Question: "a", Kind: hiring.Text, Language: "en", N: 10}, {Question: "a", Kind: hiring.Text, Language: "es", N: 2},
		{Question: "a", Kind: hiring.Text, Language: "tr", N: 4}, {Question: "b", Kind: hiring.Numeric, N: 12},
	}}
	p, all := newWorld(t).pageIn(hiring.English), hiring.Languages()
	want := []writtenLine{
		{Text: "10 top reps wrote in English: texts in it are compared."},
		{Text: "2 top reps wrote in Spanish, and comparing takes three: texts in it are left to people and do not enter the fit; picked answers do. Ask more top reps to answer in it.", Few: true},
		{Text: "Only 4 top reps wrote in Turkish. Texts in it are compared, but under five, chance says too much: ask more top reps to answer in it.", Few: true},
	}
	if diff := cmp.Diff(want, p.written(report, all)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	if got := p.written(scoring.Health{Questions: report.Questions[3:]}, all); got != nil {
		t.Errorf("a benchmark without texts says %v, want nothing", got)
	}
}

func TestUsualShareGivesFiveTopRepsWhereItCan(t *testing.T) {
	t.Parallel()
	for people, want := range map[int]string{60: "25", 20: "25", 19: "33", 16: "33", 15: "50", 10: "50", 3: "50"} {
		if got := usualShare(people); got != want {
			t.Errorf("%d reps: the best %s %%, want %s %%", people, got, want)
		}
	}
}

// line is a question with so much say and such an AUC; a negative one is not known.
func line(id, value string, consensus, auc float64) scoring.QuestionHealth {
	q := scoring.QuestionHealth{Question: id, Value: value, Kind: hiring.Single, Consensus: consensus, N: 22}
	q.Separation = scoring.Separation{AUC: scoring.Figure{Value: auc}, Interval: scoring.Interval{Lo: auc - .1, Hi: auc + .1}}
	if auc < 0 {
		q.Separation = scoring.Separation{AUC: scoring.Figure{Undefined: "no_comparison"}, Interval: scoring.Interval{Undefined: "no_comparison"}}
	}
	return q
}

func TestTheWeakestQuestionIsTheOneThatCountsAndTellsLeast(t *testing.T) {
	t.Parallel()
	report := scoring.Health{Questions: []scoring.QuestionHealth{
		line("off", "a", 0, .30), line("better", "a", 1, .60), line("worst", "a", 1, .43), line("unknown", "b", 1, -1), line("other", "b", 1, .55),
	}}
	for value, want := range map[string]string{"": "worst", "a": "worst", "b": "other", "c": ""} {
		if got := weakest(report, value); got != want {
			t.Errorf("weakest of %q is %q, want %q", value, got, want)
		}
	}
	off := scoring.Health{Questions: []scoring.QuestionHealth{line("x", "a", 0, -1), line("y", "a", 0, .5)}}
	if got := weakest(off, "a"); got != "y" {
		t.Errorf("where none counts the weakest is %q, want the one whose separation is known", got)
	}
}

func TestWhereMostQuestionsTellNothingNoneIsCalledTheWeakest(t *testing.T) {
	t.Parallel()
	names := benchmarkNames{act: true, here: map[string]bool{"a": true}}
	whole := scoring.Warning{Code: scoring.DoesNotSeparate}
	most := scoring.Health{Questions: []scoring.QuestionHealth{line("a", "v", 1, .43), line("b", "v", 1, .48), line("c", "v", 1, .7)}}
	if got := names.actOn(whole, most); got != "#questions" {
		t.Errorf("the whole leads to %q, want all the questions", got)
	}
	few := scoring.Health{Questions: []scoring.QuestionHealth{line("a", "v", 1, .43), line("b", "v", 1, .68), line("c", "v", 1, .7)}}
	if got, want := names.actOn(whole, few), benchmarkPath(names.benchmark)+"/questions/a"; got != want {
		t.Errorf("the whole leads to %q, want %q", got, want)
	}
}

func TestAWarningLeadsToWhatItAsksFor(t *testing.T) {
	t.Parallel()
	report := scoring.Health{Questions: []scoring.QuestionHealth{line("q", "v", 1, .6)}}
	figures := func(n float64) map[string]float64 {
		return map[string]float64{"exemplars": n, "comparison": n}
	}
	here := map[string]bool{"q": true}
	draft, version := benchmarkNames{act: true, here: here}, benchmarkNames{act: true, here: here, frozen: true}
	at := benchmarkPath(draft.benchmark)
	for _, tt := range []struct {
		name  string
		names benchmarkNames
		w     scoring.Warning
		want  string
	}{
		{"a further question", draft, scoring.Warning{Code: scoring.ModestAlpha, Value: "v"}, at + "/questions"},
		{"more reps for a question", draft, scoring.Warning{Code: scoring.SeparationNotShown, Question: "q", Figures: figures(10)}, at + "/incumbents/new?group=comparison"},
		{"a question so many answered", draft, scoring.Warning{Code: scoring.SeparationNotShown, Question: "q", Figures: figures(22)}, at + "/questions/q"},
		{"top reps whom one manager dominates", draft, scoring.Warning{Code: scoring.DominatingManager}, at + "/incumbents/new?group=top"},
		{"a question of a version stays on its page", version, scoring.Warning{Code: scoring.LengthDriven, Question: "q"}, "#q-q"},
		{"the weakest of a version stays on its page", version, scoring.Warning{Code: scoring.LowAlpha, Value: "v"}, "#q-q"},
		{"who only reads is led nowhere to work", benchmarkNames{}, scoring.Warning{Code: scoring.ModestAlpha, Value: "v"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.names.actOn(tt.w, report); got != tt.want {
				t.Errorf("leads to %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOnlyWhatIsShownToSeparateIsGreen(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		q     scoring.QuestionHealth
		state string
		green bool
	}{
		{line("a", "v", 1, .75), "counts", true},
		{line("a", "v", 1, .55), scoring.SeparationNotShown, false},
		{line("a", "v", 1, -1), scoring.SeparationUnknown, false},
		{line("a", "v", 0, .75), "no_weight", false},
	} {
		state, class := questionState(tt.q)
		if state != tt.state || (class == "ok") != tt.green {
			t.Errorf("AUC %v, consensus %v: %s in %q, want %s, green %v", tt.q.Separation.AUC, tt.q.Consensus, state, class, tt.state, tt.green)
		}
	}
}

func TestTopRepsUnderTheMiddleAreNotNamedWhereTheGroupsAreNotShownToDiffer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := Page{Lang: hiring.English, words: w.server.words.For(hiring.English), server: w.server}
	names := benchmarkNames{act: true, people: map[string]string{"p1": "Ada Byron"}}
	report := func(lo float64) scoring.Health {
		h := scoring.Health{Exemplars: 22, Warnings: []scoring.Warning{{Code: scoring.InconsistentExample, Person: "p1"}}}
		h.Overall.Separation = scoring.Separation{AUC: scoring.Figure{Value: .6}, Interval: scoring.Interval{Lo: lo, Hi: .8}}
		return h
	}
	alike, apart := page.healthOf(report(.4), names), page.healthOf(report(.51), names)
	if alike.Alike != 1 || len(alike.Warnings) != 1 || alike.Warnings[0].About != "" {
		t.Errorf("groups not shown to differ: %+v", alike.Warnings)
	}
	if apart.Alike != 0 || len(apart.Warnings) != 1 || apart.Warnings[0].About != "Ada Byron" {
		t.Errorf("groups that differ: %+v", apart.Warnings)
	}
}

func TestOneManagerAndOneTeamAreTwoWarnings(t *testing.T) {
	t.Parallel()
	one := func(managers, teams float64) scoring.Warning {
		return scoring.Warning{Code: scoring.SingleManager, Figures: map[string]float64{"managers": managers, "teams": teams}}
	}
	if got := warningKey(one(1, 3)); got != scoring.SingleManager {
		t.Errorf("one manager, three teams: %s", got)
	}
	if got := warningKey(one(4, 1)); got != "single_team" {
		t.Errorf("four managers, one team: %s", got)
	}
}

func TestARequisitionBeginsWithTheVersionItsLinkNames(t *testing.T) {
	t.Parallel()
	version := func(n byte, engine string) store.PublishedVersion {
		return store.PublishedVersion{BenchmarkVersion: hiring.BenchmarkVersion{ID: uuid.UUID{n}, Engine: engine}}
	}
	now, other, old := version(1, scoring.Engine), version(2, scoring.Engine), version(3, "0.1.0")
	all := []store.PublishedVersion{now, other, old}
	for _, tt := range []struct {
		name      string
		published []store.PublishedVersion
		asked     string
		want      string
	}{
		{"the one asked for", all, other.ID.String(), other.ID.String()},
		{"nothing asked, several there", all, "", ""},
		{"the only one", all[:1], "", now.ID.String()},
		{"one that scores nobody new", all, old.ID.String(), ""},
		{"one that is not there", all, "no id", ""},
	} {
		if got := chosenVersion(tt.published, tt.asked); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
