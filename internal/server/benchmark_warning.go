package server

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// benchmarkWarning says what is weak, what to do about it, and where.
type benchmarkWarning struct {
	About, Text, Do, Href string
	Stop                  bool
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
type benchmarkPlace struct{ Name, Figures, Href string }

// mostPlaces is how many places of one kind and language a list shows before it folds.
const mostPlaces = 4

// leastWritten is with how many top reps' texts in a language its answers are compared; below, they are left to people.
const leastWritten = 3

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
		out[i] = q.Language != "" && q.N < leastWritten && q.Consensus == 0 && best[q.Question] != i
	}
	return out
}

// addWarnings adds warnings, worst first as they come: one entry for each kind, one sentence for all languages that are
// left to people.
func (h *benchmarkHealth) addWarnings(p Page, benchmark uuid.UUID, r scoring.Health, names benchmarkNames) {
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
	for _, w := range r.Warnings {
		if w.Question != "" && silent[w.Question+string(w.Language)] || !p.Has("warning."+w.Code) {
			continue
		}
		if by[w.Code] == nil {
			kinds = append(kinds, w.Code)
		}
		by[w.Code] = append(by[w.Code], w)
	}
	for _, code := range kinds {
		h.Warnings = append(h.Warnings, p.weakness(benchmark, by[code], names))
	}
	h.Left = p.leftSentence(written)
}

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
func (p Page) weakness(benchmark uuid.UUID, ws []scoring.Warning, names benchmarkNames) benchmarkWeakness {
	out := benchmarkWeakness{benchmarkWarning: p.benchmarkWarning(benchmark, ws[0], names)}
	if len(ws) == 1 {
		return out
	}
	out.Heading = p.T("benchmark.weak." + ws[0].Code)
	for _, w := range ws {
		language := ""
		if w.Question != "" && w.Language != "" {
			language = p.OwnName(w.Language)
		}
		i := slices.IndexFunc(out.Parts, func(part benchmarkPart) bool { return part.Language == language })
		if i < 0 {
			i, out.Parts = len(out.Parts), append(out.Parts, benchmarkPart{Language: language})
		}
		out.Parts[i].add(p.benchmarkPlace(benchmark, w, names))
	}
	return out
}

func (part *benchmarkPart) add(place benchmarkPlace) {
	if len(part.Places) < mostPlaces {
		part.Places = append(part.Places, place)
	} else {
		part.Later = append(part.Later, place)
	}
}

// benchmarkPlace names what a warning is about, with its separation where it has one.
func (p Page) benchmarkPlace(benchmark uuid.UUID, w scoring.Warning, names benchmarkNames) benchmarkPlace {
	out := benchmarkPlace{}
	if out.Name, out.Href = p.warned(benchmark, w, names); out.Name == "" {
		out.Name = p.T("benchmark.whole")
	}
	if auc, known := w.Figures["auc"]; known {
		out.Figures = p.Coef(auc) + " (" + p.Coef(w.Figures["lo"]) + "–" + p.Coef(w.Figures["hi"]) + ")"
	}
	return out
}

// benchmarkWarning puts one warning into words, with what to do and where.
func (p Page) benchmarkWarning(benchmark uuid.UUID, w scoring.Warning, names benchmarkNames) benchmarkWarning {
	out := benchmarkWarning{Text: p.warning(w)}
	if p.Has("warning." + w.Code + ".do") {
		out.Do = p.T("warning." + w.Code + ".do")
	}
	out.Stop = slices.Contains([]string{scoring.Inverted, scoring.NoConsensus, scoring.Polarised, scoring.DoesNotSeparate}, w.Code)
	out.About, out.Href = p.warned(benchmark, w, names)
	if w.Question != "" && w.Language != "" {
		out.About += " · " + p.OwnName(w.Language)
	}
	return out
}

// warned names the question, the value or the rep a warning is about, and where to read on. A warning about the whole
// names nothing.
func (p Page) warned(benchmark uuid.UUID, w scoring.Warning, names benchmarkNames) (name, href string) {
	switch path := benchmarkPath(benchmark); {
	case w.Question != "":
		return shortened(p.Say(names.questions[w.Question].Prompt)), path + "/questions/" + w.Question
	case w.Value != "":
		return p.Say(names.values[w.Value]), path + "/questions"
	case w.Person != "":
		return names.people[w.Person], path + "/incumbents"
	default:
		return "", path + "/incumbents"
	}
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
