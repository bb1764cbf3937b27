package server

import (
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/scoring"
)

// warningKey names a warning in the catalogue: its code, for what has gone stale also why, and for one leader whether
// it is the manager or only the team.
func warningKey(w scoring.Warning) string {
	if w.Code == scoring.SingleManager && w.Figures["managers"] != 1 {
		return "single_team"
	}
	if w.Code != scoring.Stale {
		return w.Code
	}
	if _, age := w.Figures["months"]; age {
		return w.Code
	}
	if _, changed := w.Figures["changed"]; changed {
		return w.Code + "_position"
	}
	return w.Code + "_turnover"
}

// actionOf is the kind of place where a warning is acted on.
func actionOf(w scoring.Warning) string {
	key := warningKey(w)
	switch {
	case slices.Contains([]string{scoring.SeparationUnknown, scoring.SeparationNotShown}, key) && !asked(w):
		return "comparison"
	case w.Question != "":
		return "answers"
	case w.Person != "":
		return "rep"
	case key == scoring.ModestAlpha:
		return "further"
	case w.Value != "" && key != scoring.TooFewExemplars:
		return "weakest"
	}
	switch key {
	case scoring.TooFewExemplars, scoring.SingleManager, "single_team", scoring.DominatingManager, "stale_turnover":
		return "top"
	case "stale_position":
		return "questions"
	case scoring.SeparationNotShown:
		return "weakest"
	case scoring.DoesNotSeparate, scoring.Inverted, scoring.NoConsensus:
		return "weakest"
	}
	return "reps"
}

// enoughAsked is from how many reps in each group on more of them would hardly tell what they did not tell: with so many
// a large difference, d = 1.06, is seen four times in five.
const enoughAsked = 15

// asked tells whether so many reps answered, in both groups, that it is the question that has to change.
func asked(w scoring.Warning) bool {
	return min(w.Figures["exemplars"], w.Figures["comparison"]) >= enoughAsked
}

// actOn is where a warning is acted on: the answers side by side, the rep, the form for one more rep, the choice of
// questions. Whoever may only read is led to the place on the page, or nowhere.
func (n benchmarkNames) actOn(w scoring.Warning, r scoring.Health) string {
	question := w.Question
	action := actionOf(w)
	if action == "weakest" {
		if w.Value == "" && mostlyWeak(r) {
			return "#questions"
		}
		question = weakest(r, w.Value)
	}
	at := benchmarkPath(n.benchmark)
	if question != "" && (action == "answers" || action == "weakest") {
		switch {
		case n.act && !n.frozen && n.here[question]:
			return at + "/questions/" + question
		case n.act && !n.frozen:
			return at + "/questions"
		}
		return "#q-" + question
	}
	if !n.act {
		return ""
	}
	switch action {
	case "rep":
		return at + "/incumbents/" + w.Person
	case "comparison", "top":
		return at + "/incumbents/new?group=" + action
	case "questions", "further", "answers", "weakest":
		return at + "/questions"
	}
	return at + "/incumbents"
}

// mostlyWeak tells whether more than half of the questions that count put top reps no higher than comparison reps: one
// question to begin with would then promise too much.
func mostlyWeak(r scoring.Health) bool {
	counting, weak := 0, 0
	for _, q := range r.Questions {
		if q.Consensus == 0 || !q.Separation.AUC.Defined() {
			continue
		}
		counting++
		if q.Separation.AUC.Value <= .5 {
			weak++
		}
	}
	return 2*weak > counting
}

// weakest is the question of a value, or of the whole when value is empty, that tells the groups apart least: where to
// begin. What counts comes before what does not, which does no harm any more; "" when nothing is asked.
func weakest(r scoring.Health, value string) string {
	at := -1
	weaker := func(a, b scoring.QuestionHealth) bool {
		if a.Separation.AUC.Defined() != b.Separation.AUC.Defined() {
			return a.Separation.AUC.Defined()
		}
		if (a.Consensus > 0) != (b.Consensus > 0) {
			return a.Consensus > 0
		}
		return a.Separation.AUC.Defined() && a.Separation.AUC.Value < b.Separation.AUC.Value
	}
	left := leftToPeople(r)
	for i, q := range r.Questions {
		if value != "" && q.Value != value || left[i] {
			continue
		}
		if at < 0 || weaker(q, r.Questions[at]) {
			at = i
		}
	}
	if at < 0 {
		return ""
	}
	return r.Questions[at].Question
}

// benchmarkVerdict says in a word, a sentence and a first step whether to use a benchmark.
type benchmarkVerdict struct {
	Level, Class, Word, Because, First, Href string
	Also                                     []string // the other reasons, in a few words each
	Weak                                     bool     // publishing it takes a reason
	SaysSeparation                           bool     // the sentence already tells how far the groups lie apart
	Caveat                                   string   // values that are not to be read by themselves, in a sentence
}

// verdictClass is the colour of a level; the word says it too.
func verdictClass(l scoring.Level) string {
	switch l {
	case scoring.Ready:
		return "ok"
	case scoring.DoNotUse:
		return "stop"
	}
	return "warn"
}

// verdictOf puts a verdict into words.
func (p Page) verdictOf(h scoring.Health, v scoring.Verdict, names benchmarkNames) benchmarkVerdict {
	if h.Exemplars == 0 {
		return benchmarkVerdict{Level: "nothing", Class: "warn", Word: p.T("benchmark.verdict.nothing"), Weak: true}
	}
	out := benchmarkVerdict{
		Level: string(v.Level), Class: verdictClass(v.Level), Word: p.T("benchmark.verdict." + string(v.Level)),
		Weak: v.Level == scoring.NotYet || v.Level == scoring.DoNotUse,
	}
	if !out.Weak {
		out.Caveat = p.caveat(h, names)
	}
	if len(v.Reasons) == 0 {
		out.SaysSeparation = true
		out.Because = p.T("benchmark.because.ready", p.separationArgs(h)...)
		if names.act {
			out.First, out.Href = p.T("benchmark.first.ready"), benchmarkPath(names.benchmark)+"/publication"
			if names.published {
				out.First, out.Href = p.T("benchmark.first.published"), "/requisitions/new?benchmark="+names.version
			}
		}
		return out
	}
	first := v.Reasons[0]
	out.Because, out.SaysSeparation = p.because(h, first, v.Reasons, names), saysSeparation(first)
	if out.Href = names.actOn(first, h); out.Href != "" {
		out.First = p.T("benchmark.first." + reasonKey(first))
		if out.Href == "#questions" {
			out.First = p.T("benchmark.first.most")
		}
	}
	for _, w := range v.Reasons[1:] {
		also := p.T("benchmark.weak." + warningKey(w))
		if name := p.warnedName(w, names); name != "" {
			also = name + ": " + also
		}
		if !slices.Contains(out.Also, also) {
			out.Also = append(out.Also, also)
		}
	}
	return out
}

// caveat names the values whose questions do not go together, or is "": each question may be read, their sum may not.
func (p Page) caveat(h scoring.Health, names benchmarkNames) string {
	var apart []string
	for _, v := range h.Values {
		if loose(v) {
			apart = append(apart, p.Say(names.values[v.Value]))
		}
	}
	if len(apart) == 0 {
		return ""
	}
	return p.T("benchmark.caveat", "Count", len(apart), "Names", strings.Join(apart, ", "))
}

// loose tells whether a value's questions do not go together, by what is known today.
func loose(v scoring.ValueHealth) bool {
	c := v.Consistency
	if c == nil {
		return false
	}
	return slices.ContainsFunc(c.Warnings(), func(w scoring.Warning) bool { return w.Code == scoring.LowAlpha })
}

// saysSeparation tells whether a reason's sentence has the AUC in it, or says that there is none.
func saysSeparation(w scoring.Warning) bool {
	return w.Value != "" || slices.Contains([]string{
		scoring.DoesNotSeparate, scoring.Inverted, scoring.SeparationNotShown, scoring.SeparationUnknown,
	}, w.Code)
}

// reasonKey names a reason in the catalogue: a value's is the same whatever its code.
func reasonKey(w scoring.Warning) string {
	switch {
	case w.Value != "":
		return "values"
	case w.Code == scoring.SeparationNotShown && asked(w):
		return w.Code + "_asked"
	}
	return warningKey(w)
}

// because is the sentence of the gravest reason. Values that do not carry share one.
func (p Page) because(h scoring.Health, first scoring.Warning, all []scoring.Warning, names benchmarkNames) string {
	args := append(p.separationArgs(h), p.warningArgs(first)...)
	args = append(args, "Top", p.T("benchmark.n_top", "Count", h.Exemplars), "Comparison", p.T("benchmark.n_comparison", "Count", h.Comparison))
	if first.Value != "" {
		var weak []string
		for _, w := range all {
			if name := p.warnedName(w, names); w.Value != "" && !slices.Contains(weak, name) {
				weak = append(weak, name)
			}
		}
		args = append(args, "Count", len(weak), "Names", strings.Join(weak, ", "))
	}
	return p.T("benchmark.because."+reasonKey(first), args...)
}

// separationArgs are the figures of the whole's separation in times of a hundred.
func (p Page) separationArgs(h scoring.Health) []any {
	s := h.Overall.Separation
	times := func(x float64, there bool) string {
		if !there {
			return "–"
		}
		return p.Num(100*x, 0)
	}
	return []any{
		"Auc", times(s.AUC.Value, s.AUC.Defined()), "From", times(s.Interval.Lo, s.Interval.Defined()), "To", times(s.Interval.Hi, s.Interval.Defined()),
		"Managers", strconv.Itoa(h.Managers), "Teams", strconv.Itoa(h.Teams),
	}
}

// verdictInShort is a verdict for the list: a word, and in a few words the gravest reason.
func (p Page) verdictInShort(v app.ListVerdict) benchmarkVerdict {
	if v.Unread {
		return benchmarkVerdict{Level: "unread", Class: "warn", Word: p.T("benchmark.verdict.unread"), Because: p.T("benchmark.weak.unread")}
	}
	if v.Level == "" {
		return benchmarkVerdict{Level: "nothing", Class: "plain", Word: p.T("benchmark.verdict.nothing")}
	}
	out := benchmarkVerdict{Level: string(v.Level), Class: verdictClass(v.Level), Word: p.T("benchmark.verdict." + string(v.Level))}
	if len(v.Reasons) > 0 {
		out.Because = p.T("benchmark.weak." + warningKey(v.Reasons[0]))
	}
	return out
}
