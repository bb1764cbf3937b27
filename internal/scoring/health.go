package scoring

import (
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// examine fills in what the benchmark knows about itself.
func (b *Benchmark) examine() Health {
	d := b.definition
	h := Health{
		Engine: Engine, Hash: b.hash, Grade: gradeOf(len(d.Exemplars)),
		Exemplars: len(d.Exemplars), Comparison: len(d.Comparison), Languages: map[hiring.Language]int{},
		Managers: distinct(d.Exemplars, func(r Respondent) string { return r.Manager }),
		Teams:    distinct(d.Exemplars, func(r Respondent) string { return r.Team }),
	}
	for _, r := range d.Exemplars {
		h.Languages[r.Language]++
	}
	seen := b.inspect(b.draws)
	h.Questions, h.Profile = seen.questions, d.profile()
	consistency := b.consistency(h.Questions, nil)
	checks := make([]selfCheck, len(b.values))
	for i, v := range b.values {
		checks[i] = b.selfCheck(v)
		h.Values = append(h.Values, b.valueHealth(v.name, checks[i], seen))
		h.Values[i].Consistency = &consistency[i]
		h.Values[i].Warnings = append(h.Values[i].Warnings, consistency[i].Warnings()...)
		b.values[i].top = fits(h.Values[i].Top)
	}
	whole := averaged(checks, len(d.Exemplars), len(d.Comparison))
	h.Overall = b.valueHealth("", whole, seen)
	h.Overall.Warnings = append(h.Overall.Warnings, b.groupWarnings(h, whole)...)
	h.Warnings = allWarnings(h)
	return h
}

// valueHealth describes one value, or the whole when name is empty.
func (b *Benchmark) valueHealth(name string, check selfCheck, seen inspection) ValueHealth {
	d := b.definition
	v := ValueHealth{
		Value: name, Exemplars: b.answering(d.Exemplars, name), Comparison: b.answering(d.Comparison, name),
		Top: dots(d.Exemplars, check.top), Typical: dots(d.Comparison, check.typical),
		Separation: separate(values(check.top), values(check.typical)),
	}
	var agreement []float64
	counting := map[string]bool{}
	asked := map[string]bool{}
	for _, q := range seen.questions {
		if name != "" && q.Value != name {
			continue
		}
		asked[q.Question] = true
		if q.Consensus > 0 {
			counting[q.Question] = true
		}
		if q.Kind.Closed() && q.Agreement.Defined() {
			agreement = append(agreement, q.Agreement.Value)
		}
	}
	v.Questions, v.Counting = len(asked), len(counting)
	v.Agreement = Figure(stats.Mean(agreement))
	v.AgreedRange = seen.valueRange(name, v.Agreement)
	if v.Exemplars < leastToShow {
		v.Warnings = append(v.Warnings, tooFew(v.Exemplars))
	}
	if v.Counting == 0 && v.Questions > 0 {
		v.Warnings = append(v.Warnings, Warning{Code: NoConsensus, Figures: figures{"n": float64(v.Exemplars)}})
	}
	v.Warnings = append(v.Warnings, v.Separation.warning()...)
	for i := range v.Warnings {
		v.Warnings[i].Value = name
	}
	return v
}

// answering counts the people who answered at least one question of a value, or any question when name is empty.
func (b *Benchmark) answering(people []Respondent, name string) int {
	n := 0
	for _, r := range people {
		if slices.ContainsFunc(b.definition.Questions, func(q Question) bool {
			was, blank := offered(r, q)
			return (name == "" || q.Value == name) && was && !blank
		}) {
			n++
		}
	}
	return n
}

func dots(people []Respondent, as []Figure) []Dot {
	out := make([]Dot, len(people))
	for i, r := range people {
		out[i] = Dot{Respondent: r.ID, Fit: fitOf(as[i])}
	}
	return out
}

func fits(dots []Dot) []float64 {
	fs := make([]Figure, len(dots))
	for i, d := range dots {
		fs[i] = d.Fit
	}
	return values(fs)
}

// groupWarnings are about who the incumbents are, not about a question.
func (b *Benchmark) groupWarnings(h Health, whole selfCheck) []Warning {
	var ws []Warning
	d := b.definition
	manager, team := func(r Respondent) string { return r.Manager }, func(r Respondent) string { return r.Team }
	if len(d.Exemplars) > 1 && (sameFor(d.Exemplars, h.Managers, manager) || sameFor(d.Exemplars, h.Teams, team)) {
		ws = append(ws, Warning{Code: SingleManager, Figures: figures{
			"managers": float64(h.Managers), "teams": float64(h.Teams),
		}})
	} else {
		ws = append(ws, dominated(largestShare(d.Exemplars, manager), largestShare(d.Exemplars, team), len(d.Exemplars))...)
	}
	if n := spoken(d.Exemplars) + spoken(d.Comparison); n > 0 && n < len(d.Exemplars)+len(d.Comparison) {
		ws = append(ws, Warning{Code: MixedModes, Figures: figures{
			"spoken": float64(n), "written": float64(len(d.Exemplars) + len(d.Comparison) - n),
		}})
	}
	return append(ws, inconsistent(d.Exemplars, whole)...)
}

// sameFor tells whether everybody has the same manager or team, and none is unknown.
func sameFor(people []Respondent, distinct int, of func(Respondent) string) bool {
	return distinct == 1 && !slices.ContainsFunc(people, func(r Respondent) bool { return of(r) == "" })
}

// dominated warns that one manager or team has more than two thirds of the exemplars: what they share may be that
// manager's style nearly as well as when it is all of them. The larger of both shares is named, the manager's when equal.
func dominated(byManager, byTeam float64, n int) []Warning {
	share, team := byManager, 0.0
	if byTeam > byManager {
		share, team = byTeam, 1
	}
	if n < leastToDominate || share <= dominatingShare+tolerance {
		return nil
	}
	return []Warning{{Code: DominatingManager, Figures: figures{"share": share, "n": float64(n), "team": team}}}
}

// largestShare is the share of the people who have the commonest manager or team; who has none recorded is with nobody.
func largestShare(people []Respondent, of func(Respondent) string) float64 {
	counts, most := map[string]int{}, 0
	for _, r := range people {
		if name := of(r); name != "" {
			counts[name]++
			most = max(most, counts[name])
		}
	}
	if most == 0 {
		return 0
	}
	return float64(most) / float64(len(people))
}

// inconsistent names the exemplars whose own alignment, left out, lies below the comparison reps' median, before
// either is clipped at 0. HR is asked about them; nobody is dropped, because that would capitalise on chance.
func inconsistent(exemplars []Respondent, whole selfCheck) []Warning {
	typical := values(whole.typical)
	if len(typical) < leastForTypical {
		return nil
	}
	median := stats.QuantileSorted(typical, .5)
	var ws []Warning
	for j, a := range whole.top {
		if a.Defined() && a.Value < median {
			ws = append(ws, Warning{Code: InconsistentExample, Person: exemplars[j].ID, Figures: figures{
				"alignment": a.Value, "median": median,
			}})
		}
	}
	return ws
}

func allWarnings(h Health) []Warning {
	ws := slices.Clone(h.Overall.Warnings)
	for _, v := range h.Values {
		ws = append(ws, v.Warnings...)
	}
	for _, q := range h.Questions {
		ws = append(ws, q.Warnings...)
	}
	return worstFirst(ws)
}

func distinct(people []Respondent, of func(Respondent) string) int {
	seen := map[string]bool{}
	for _, r := range people {
		if s := of(r); s != "" {
			seen[s] = true
		}
	}
	return len(seen)
}

// spoken counts the people whose answers were typed in during a conversation. Speech and writing differ enough that
// mixing them is said; a link and an imported file are both writing.
func spoken(people []Respondent) int {
	n := 0
	for _, r := range people {
		if r.Mode == ModeInterview {
			n++
		}
	}
	return n
}

// ModeInterview is the mode of answers that were spoken and typed in by an interviewer.
const ModeInterview = "interview"
