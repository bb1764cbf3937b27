package server

import (
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// benchmarkWarning says what is weak, what to do about it, and where.
type benchmarkWarning struct {
	About, Text, Do, Href, Act string // Act is what the link says
	Reword, RewordAct          string // where the question is reworded, or "", and what that link says
	Stop                       bool
}

// benchmarkWeakness is one kind of warning with all the places it is about: what several questions share is said once.
type benchmarkWeakness struct {
	benchmarkWarning        // in full when there is one place
	Heading          string // what the places share; "" when there is one
	Parts            []benchmarkPart
}

// benchmarkPart is the places of one language, or of none.
type benchmarkPart struct {
	Language      string
	Places, Later []benchmarkPlace // Later stands folded
}

// benchmarkPlace is one question, value or rep a warning is about, with the figures behind it.
type benchmarkPlace struct{ Name, Figures, Href, Reword string }

// mostPlaces is how many places of one kind and language a list shows before it folds.
const mostPlaces = 4

// mostReworded is what asks for another wording of a question.
func mostReworded() []string {
	return []string{scoring.NoConsensus, scoring.Polarised, scoring.DoesNotSeparate, scoring.Ceiling, scoring.UniversalAnswer, scoring.UniversalCandidates, scoring.WeakConsensus, scoring.LengthDriven, scoring.SelfRating}
}

// leftToPeople tells by index which lines of a report are texts in a language in which too few top reps wrote, while
// the same question has a line that is better off.
func leftToPeople(h scoring.Health) map[int]bool {
	best := map[string]int{}
	for i, q := range h.Questions {
		if b, seen := best[q.Question]; !seen || q.N > h.Questions[b].N {
			best[q.Question] = i
		}
	}
	out := map[int]bool{}
	for i, q := range h.Questions {
		out[i] = q.Language != "" && q.N < scoring.LeastWritten && q.Consensus == 0 && best[q.Question] != i
	}
	return out
}

// addWarnings adds warnings, worst first as they come: one entry for each kind, one sentence for all languages that are
// left to people.
func (h *benchmarkHealth) addWarnings(p Page, r scoring.Health, names benchmarkNames, aged []scoring.Warning) {
	left, written := leftToPeople(r), map[hiring.Language]int{}
	silent := map[string]bool{}
	for i, q := range r.Questions {
		if left[i] {
			silent[q.Question+string(q.Language)] = true
			written[q.Language] = max(written[q.Language], q.N)
		}
	}
	var kinds []string
	by := map[string][]scoring.Warning{}
	expected := !apart(r.Overall.Separation)
	for _, w := range scoring.WorstFirst(slices.Concat(aged, r.Warnings, r.SelfRatings())) {
		if expected && w.Code == scoring.InconsistentExample {
			h.Alike++
			continue
		}
		if w.Question != "" && silent[w.Question+string(w.Language)] || w.Person != "" && !names.act || !p.Has("warning."+warningKey(w)) {
			continue
		}
		kind := warningKey(w) + " " + p.toDo(w, names) // what asks for something else stands apart
		if by[kind] == nil {
			kinds = append(kinds, kind)
		}
		by[kind] = append(by[kind], w)
	}
	for _, kind := range kinds {
		h.Warnings = append(h.Warnings, p.weakness(by[kind], r, names))
	}
	if h.Alike > 0 {
		h.Warnings = append(h.Warnings, benchmarkWeakness{benchmarkWarning: benchmarkWarning{Text: p.T("benchmark.alike", "Count", h.Alike, "Total", r.Exemplars)}})
	}
	h.Left = p.leftSentence(written)
}

// apart tells whether it is shown that top reps stand above comparison reps. Where it is not, many a top rep stands under
// the comparison reps' middle, and none of them is to be looked into for that.
func apart(s scoring.Separation) bool { return s.Interval.Defined() && s.Interval.Lo > .5 }

// leftSentence names the languages that are left to people, or is "".
func (p Page) leftSentence(written map[hiring.Language]int) string {
	var each []string
	for _, l := range hiring.Languages() {
		if n, there := written[l]; there {
			each = append(each, p.OwnName(l)+" "+strconv.Itoa(n))
		}
	}
	if len(each) == 0 {
		return ""
	}
	return p.T("benchmark.left.sentence", "Languages", strings.Join(each, ", "))
}

// weakness puts the warnings of one kind into words.
func (p Page) weakness(ws []scoring.Warning, r scoring.Health, names benchmarkNames) benchmarkWeakness {
	out := benchmarkWeakness{benchmarkWarning: p.benchmarkWarning(ws[0], r, names)}
	if len(ws) == 1 {
		return out
	}
	out.Heading = p.T("benchmark.weak." + warningKey(ws[0]))
	shared := slices.Contains([]string{"comparison", "top", "further"}, actionOf(ws[0]))
	if !shared {
		out.Href = "" // each place has its own
	}
	for _, w := range ws {
		language := ""
		if w.Question != "" && w.Language != "" {
			language = p.OwnName(w.Language)
		}
		i := slices.IndexFunc(out.Parts, func(part benchmarkPart) bool { return part.Language == language })
		if i < 0 {
			i, out.Parts = len(out.Parts), append(out.Parts, benchmarkPart{Language: language})
		}
		place := p.benchmarkPlace(w, r, names)
		if shared {
			place.Href = onPage(w)
		}
		out.Parts[i].add(place)
	}
	return out
}

// onPage is where the figures of a warning stand on the page.
func onPage(w scoring.Warning) string {
	switch {
	case w.Question != "":
		return "#q-" + w.Question
	case w.Value != "":
		return "#v-" + w.Value
	}
	return ""
}

func (part *benchmarkPart) add(place benchmarkPlace) {
	if len(part.Places) < mostPlaces {
		part.Places = append(part.Places, place)
	} else {
		part.Later = append(part.Later, place)
	}
}

// benchmarkPlace names what a warning is about, with its separation where it has one.
func (p Page) benchmarkPlace(w scoring.Warning, r scoring.Health, names benchmarkNames) benchmarkPlace {
	out := benchmarkPlace{}
	if out.Name, out.Href = p.warnedName(w, names), names.actOn(w, r); out.Name == "" {
		out.Name = p.T("benchmark.whole")
	}
	out.Reword = p.benchmarkWarning(w, r, names).Reword
	if auc, known := w.Figures["auc"]; known {
		out.Figures = p.Coef(auc) + " (" + p.Coef(w.Figures["lo"]) + "–" + p.Coef(w.Figures["hi"]) + ")"
	}
	return out
}

// benchmarkWarning puts one warning into words, with what to do and where.
func (p Page) benchmarkWarning(w scoring.Warning, r scoring.Health, names benchmarkNames) benchmarkWarning {
	out := benchmarkWarning{Text: p.warning(w), About: p.warnedName(w, names), Href: names.actOn(w, r)}
	out.Do = p.toDo(w, names)
	if q, known := names.questions[w.Question]; known && names.act && slices.Contains(mostReworded(), w.Code) {
		out.RewordAct = p.T("benchmark.act.reword")
		out.Reword = "/questions/" + q.QuestionID.String() + "/edit"
	}
	if out.Href != "" {
		out.Act = p.T("benchmark.act." + actionOf(w))
		if out.Href == "#questions" {
			out.Act = p.T("benchmark.act.most")
		}
	}
	out.Stop = slices.Contains([]string{scoring.Inverted, scoring.NoConsensus, scoring.Polarised, scoring.DoesNotSeparate}, w.Code)
	if w.Question != "" && w.Language != "" {
		out.About += " · " + p.OwnName(w.Language)
	}
	return out
}

// toDo is what to do about a warning, in the sentence that is not done yet: a question that says how long to write is not
// asked to say it, and groups that are large are not asked to grow.
func (p Page) toDo(w scoring.Warning, names benchmarkNames) string {
	key := "warning." + warningKey(w) + ".do"
	switch {
	case w.Code == scoring.LengthDriven && saysLength(p.Say(names.questions[w.Question].Prompt)):
		key += "_told"
	case w.Code == scoring.SeparationNotShown && asked(w):
		key += "_asked"
	}
	if !p.Has(key) {
		return ""
	}
	return p.T(key)
}

// saysLength tells whether a question says how long an answer should be: in sentences, words, lines or paragraphs, in
// any of the languages.
func saysLength(prompt string) bool {
	for _, unit := range []string{"sentence", "words", "lines", "paragraph", "frase", "palabra", "línea", "párrafo", "cümle", "kelime", "satır", "paragraf"} {
		if strings.Contains(strings.ToLower(prompt), unit) {
			return true
		}
	}
	return false
}

// warnedName names the question, the value or the rep a warning is about; "" for the whole, and for a rep whose name
// is not for this reader.
func (p Page) warnedName(w scoring.Warning, names benchmarkNames) string {
	switch {
	case w.Question != "":
		return shortened(p.Say(names.questions[w.Question].Prompt))
	case w.Value != "":
		return p.Say(names.values[w.Value])
	}
	return names.people[w.Person]
}

// mostNamed is how many characters of a question name it in a list.
const mostNamed = 60

// shortened cuts a long question between words.
func shortened(s string) string {
	runes := []rune(s)
	if len(runes) <= mostNamed {
		return s
	}
	cut := string(runes[:mostNamed])
	if at := strings.LastIndex(cut, " "); at > 0 {
		cut = cut[:at]
	}
	return cut + "…"
}
