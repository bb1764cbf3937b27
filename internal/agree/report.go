package agree

import (
	"math"
	"slices"

	"touchstone/internal/stats"
)

// Level is that of every interval.
const Level = .95

// The designs of who rated what.
const (
	Crossed    = "crossed"    // every rater rated every answer
	Unbalanced = "unbalanced" // raters differ from answer to answer
)

// Report is everything that is said about the agreement of raters.
type Report struct {
	Ratings    int     `json:"ratings"`
	Candidates int     `json:"candidates"`
	Questions  int     `json:"questions"`
	RaterCount int     `json:"rater_count"`
	Scale      Scale   `json:"scale"`
	Level      float64 `json:"level"`
	All        Part    `json:"all"`
	Parts      []Part  `json:"by_question"`
	Pairs      []Pair  `json:"pairs"`
	Raters     []Rater `json:"raters"`
	// Candidates' means, raw and adjusted for severity, as information.
	People   []Candidate `json:"candidate_means"`
	Warnings []Warning   `json:"warnings"`
}

// Part is the agreement on one question, or on all together: then every answer is a target of its own.
type Part struct {
	Question      string   `json:"question,omitempty"` // "" for all together
	Design        string   `json:"design"`
	Targets       int      `json:"targets"`
	Ratings       int      `json:"ratings"`
	Raters        int      `json:"raters"`
	N0            Estimate `json:"n0"`   // raters per answer, as the unbalanced form counts them
	One           ICC      `json:"one"`  // the form that fits the design, for one rater
	Mean          ICC      `json:"mean"` // and for the mean of an answer's raters
	Forms         []ICC    `json:"forms"`
	Interval      Alpha    `json:"krippendorff_interval"`
	Ordinal       Alpha    `json:"krippendorff_ordinal"`
	RatersNeeded  Estimate `json:"raters_needed"` // for a reliability of .80, not rounded
	Single        int      `json:"rated_once"`    // answers that one rater alone rated
	Disagreements int      `json:"disagreements"` // answers whose ratings lie two points apart or more
}

// targetReliability is that for which the number of raters is worked out.
const targetReliability = .80

// mostQuestions is the number above which questions are not looked at one by one.
const mostQuestions = 1000

// Apart is how many points ratings of an answer may differ before they are discussed.
const Apart = 2

// Estimate is a figure, perhaps with an interval: null, and a reason, where there is none.
type Estimate struct {
	Value     *float64 `json:"value"`
	Lo        *float64 `json:"lo,omitempty"`
	Hi        *float64 `json:"hi,omitempty"`
	Undefined string   `json:"undefined,omitempty"`
	NoRange   string   `json:"interval_undefined,omitempty"`
}

func figure(f stats.Figure) Estimate {
	if !f.Defined() {
		return Estimate{Undefined: f.Undefined}
	}
	return Estimate{Value: &f.Value}
}

func estimate(f stats.Figure, i stats.Interval) Estimate {
	e := figure(f)
	switch {
	case !f.Defined():
	case i.Defined():
		e.Lo, e.Hi = &i.Lo, &i.Hi
	default:
		e.NoRange = i.Undefined
	}
	return e
}

func (e Estimate) below(limit float64) bool { return e.Value != nil && *e.Value < limit }

// ICC is an intraclass correlation with its F test.
type ICC struct {
	Form string `json:"form"` // ICC(2,1) and the like
	Estimate
	F   Estimate `json:"f"`
	DF1 float64  `json:"df1"`
	DF2 float64  `json:"df2"`
	P   Estimate `json:"p"`
}

func intraclass(name string, c stats.ICC) ICC {
	return ICC{Form: name, Estimate: estimate(c.Value, c.Interval), F: figure(c.F), DF1: c.DF1, DF2: c.DF2, P: figure(c.P)}
}

// Alpha is Krippendorff's.
type Alpha struct {
	Units    int `json:"units"` // answers with two ratings or more
	Pairable int `json:"pairable"`
	Estimate
}

// Report works everything out. scale is that of the ratings, or nil to take it from them.
func (r *Ratings) Report(scale *Scale) Report {
	r = r.arranged()
	out := Report{
		Ratings: len(r.rows), Candidates: len(r.candidates.list), Questions: len(r.questions.list),
		RaterCount: len(r.raters.list), Level: Level, Scale: r.scaleOf(), Parts: []Part{},
	}
	if scale != nil {
		out.Scale = Scale{Lo: scale.Lo, Hi: scale.Hi, Given: true}
	}
	all, byQuestion := r.sets()
	out.All = all.part("")
	if len(byQuestion) > mostQuestions {
		byQuestion = nil
	}
	for i, s := range byQuestion {
		out.Parts = append(out.Parts, s.part(r.questions.list[i]))
	}
	var tooMany bool
	out.Pairs, tooMany = r.pairs(all, out.Scale)
	effects := stats.SeverityOf(all.targets, len(r.raters.list), out.Scale.Lo, out.Scale.Hi, Level)
	out.Raters = r.raterReports(all, effects, out.Scale)
	out.People = r.candidateReports(all, effects)
	out.Warnings = out.warnings(effects.Undefined, tooMany)
	return out
}

func (s set) part(question string) Part {
	p := Part{Question: question, Targets: len(s.targets), Ratings: s.n, Raters: len(s.raters), Design: Unbalanced}
	units := s.units()
	p.N0 = figure(stats.Unbalanced(units, Level).N0)
	if s.crossed() {
		p.Design = Crossed
		p.crossed(stats.Intraclasses(s.matrix(), Level))
	} else {
		p.unbalanced(stats.Unbalanced(units, Level))
	}
	p.Interval, p.Ordinal = alpha(units, stats.IntervalScale), alpha(units, stats.Ordinal)
	for _, u := range units {
		if len(u) == 1 {
			p.Single++
		} else if slices.Max(u)-slices.Min(u) >= Apart {
			p.Disagreements++
		}
	}
	return p
}

// Shared is how many answers two raters or more rated: these alone say anything about agreement.
func (p Part) Shared() int { return p.Targets - p.Single }

func (p *Part) crossed(c stats.Intraclass) {
	p.Forms = []ICC{
		intraclass("ICC(1,1)", c.One), intraclass("ICC(2,1)", c.Two), intraclass("ICC(3,1)", c.Three),
		intraclass("ICC(1,k)", c.OneMean), intraclass("ICC(2,k)", c.TwoMean), intraclass("ICC(3,k)", c.ThreeMean),
	}
	p.One, p.Mean = p.Forms[1], p.Forms[4]
	p.need(c.Two)
}

func (p *Part) unbalanced(w stats.OneWay) {
	p.Forms = []ICC{intraclass("ICC(1,1)", w.Single), intraclass("ICC(1,k)", w.Mean)}
	p.One, p.Mean = p.Forms[0], p.Forms[1]
	p.need(w.Single)
}

// need works out how many raters an answer wants, k = ρ*(1−ρ1)/(ρ1(1−ρ*)): fewer at the upper end of the interval of
// ρ1, and more at the lower.
func (p *Part) need(one stats.ICC) {
	if !one.Value.Defined() {
		p.RatersNeeded = Estimate{Undefined: one.Value.Undefined}
		return
	}
	p.RatersNeeded = figure(stats.PartsFor(one.Value.Value, targetReliability))
	if p.RatersNeeded.Value == nil {
		return
	}
	p.RatersNeeded.NoRange = one.Interval.Undefined
	if one.Interval.Defined() {
		least, most := stats.PartsFor(one.Interval.Hi, targetReliability), stats.PartsFor(one.Interval.Lo, targetReliability)
		if p.RatersNeeded.NoRange = most.Undefined; least.Defined() && most.Defined() {
			p.RatersNeeded.Lo, p.RatersNeeded.Hi = &least.Value, &most.Value
		}
	}
}

// resamples of the bootstrap: its cost grows with the ratings.
const (
	mostResamples = 1000
	resampleWork  = 20_000_000
)

func alpha(units [][]float64, metric stats.Metric) Alpha {
	k := stats.AlphaOfUnits(units, metric)
	out := Alpha{Units: k.Units, Pairable: k.Pairable, Estimate: figure(k.Alpha)}
	if k.Alpha.Defined() {
		resamples := min(mostResamples, resampleWork/k.Pairable)
		out.Estimate = estimate(k.Alpha, stats.KrippendorffInterval(units, metric, Level, resamples, 1))
	}
	return out
}

// Pair is the agreement of two raters on the answers both rated.
type Pair struct {
	A         string   `json:"rater_a"`
	B         string   `json:"rater_b"`
	N         int      `json:"n"`
	Exact     Estimate `json:"exact_agreement"`
	Quadratic Estimate `json:"kappa_quadratic"`
	Linear    Estimate `json:"kappa_linear"`
	Plain     Estimate `json:"kappa_unweighted"`
}

// The most that pairs of raters are worked out for.
const (
	mostShared     = 1_000_000 // answers, over all pairs
	mostCategories = 101
)

// pairs returns those who share an answer, in the raters' order; false and none when there are too many.
func (r *Ratings) pairs(all set, scale Scale) (out []Pair, tooMany bool) {
	shared := 0
	for _, t := range all.targets {
		if shared += len(t.Ratings) * (len(t.Ratings) - 1) / 2; shared > mostShared {
			return []Pair{}, true
		}
	}
	both := map[[2]int][2][]float64{}
	for _, t := range all.targets {
		for i, g := range t.Ratings {
			for _, h := range t.Ratings[:i] {
				a, b := h, g
				if a.Rater > b.Rater {
					a, b = b, a
				}
				key := [2]int{a.Rater, b.Rater}
				x := both[key]
				both[key] = [2][]float64{append(x[0], a.Value), append(x[1], b.Value)}
			}
		}
	}
	out = []Pair{}
	for _, key := range sortedPairs(both) {
		x := both[key]
		out = append(out, newPair(r.raters.list[key[0]], r.raters.list[key[1]], x[0], x[1], scale))
	}
	return out, false
}

func sortedPairs(both map[[2]int][2][]float64) [][2]int {
	var keys [][2]int
	for key := range both {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return keys
}

func newPair(a, b string, x, y []float64, scale Scale) Pair {
	p := Pair{A: a, B: b, N: len(x)}
	lo, hi := int(math.Ceil(scale.Lo)), int(math.Floor(scale.Hi))
	table, reason := [][]float64(nil), stats.TooMany
	if hi-lo < mostCategories {
		table, reason = stats.KappaTable(x, y, lo, hi)
	}
	if reason != "" {
		none := Estimate{Undefined: reason}
		p.Exact, p.Quadratic, p.Linear, p.Plain = none, none, none, none
		return p
	}
	plain := stats.CohenKappa(table, stats.Unweighted, Level)
	linear, quadratic := stats.CohenKappa(table, stats.Linear, Level), stats.CohenKappa(table, stats.Quadratic, Level)
	p.Exact, p.Plain = figure(plain.Observed), kappa(plain)
	p.Linear, p.Quadratic = kappa(linear), kappa(quadratic)
	return p
}

// kappa is an estimate whose normal interval is cut off where kappa ends.
func kappa(k stats.Kappa) Estimate {
	k.Interval.Lo, k.Interval.Hi = max(-1, k.Interval.Lo), min(1, k.Interval.Hi)
	return estimate(k.Value, k.Interval)
}
