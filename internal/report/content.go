package report

import (
	"cmp"
	"slices"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
)

// purpose: what the benchmark is for, and what it is not for.
func purpose(in Input) []Block {
	out := []Block{say("manual.purpose.for", "Benchmark", Plain(in.Benchmark.Name), "Organization", Plain(in.Organization.Name))}
	if in.Position != nil {
		out = append(out, say("manual.purpose.position", "Position", Plain(in.Position.Name)))
	} else {
		out = append(out, missing("manual.purpose.no_position"))
	}
	for _, s := range []string{in.Organization.Purpose, in.Organization.Vision} {
		if s != "" {
			out = append(out, Block{Quote: &Quote{Text: hiring.Words{in.Organization.Language: s}}})
		}
	}
	return append(out, heading("manual.purpose.intended"), list("manual.purpose.intended.1", "manual.purpose.intended.2", "manual.purpose.intended.3"),
		heading("manual.purpose.not"), list("manual.purpose.not.1", "manual.purpose.not.2", "manual.purpose.not.3", "manual.purpose.not.4", "manual.purpose.not.5"))
}

// job: what the work needs, and why each question says something about it.
func job(in Input) []Block {
	out := []Block{say("manual.job.basis")}
	if in.Position == nil || len(in.Position.Profile.Needs) == 0 {
		out = append(out, missing("manual.job.no_needs"))
	} else {
		t := table(key("manual.job.needs", "Position", Plain(in.Position.Name)), col("manual.column.need"), col("manual.column.sort"), col("manual.column.must"))
		for _, n := range in.Position.Profile.Needs {
			t.row(Plain(n.Text), either(n.Hard, "manual.need.hard", "manual.need.soft"), either(n.Must, "manual.need.must", "manual.need.nice"))
		}
		out = append(out, t.block())
	}
	t := table(key("manual.job.related"), col("manual.column.question"), col("manual.column.job_related"))
	without := 0
	for i, q := range in.Questions {
		if q.JobRelated.Empty() {
			without++
			continue
		}
		t.row(shortened(numbered(i+1, q.Prompt)), Words(q.JobRelated))
	}
	if len(t.Rows) > 0 {
		out = append(out, t.block())
	}
	if without > 0 {
		out = append(out, missing("manual.job.unexplained", "Count", Count(without)))
	}
	return append(out, missing("manual.job.no_record"))
}

func either(yes bool, this, that string) Key {
	if yes {
		return key(this)
	}
	return key(that)
}

// values: what each value means and how it shows at work.
func values(in Input) []Block {
	out := []Block{say("manual.values.lead", "Count", Count(len(in.Values)))}
	for _, v := range in.Values {
		out = append(out, Block{Heading: Words(v.Name)})
		for _, w := range []hiring.Words{v.Meaning, v.Action} {
			if !w.Empty() {
				out = append(out, Block{Text: Words(w)})
			}
		}
		var shown Block
		for _, b := range v.Behaviors {
			shown.List = append(shown.List, Words(b))
		}
		if len(shown.List) == 0 {
			out = append(out, missing("manual.values.no_indicators"))
		} else {
			out = append(out, say("manual.values.indicators"), shown)
		}
	}
	return out
}

// items: the questions, how they came about, and what was left out and why.
func items(in Input) []Block {
	t := table(key("manual.items.table"), col("manual.column.question"), col("manual.column.value"), col("manual.column.kind"), col("manual.column.technique"),
		num("manual.column.wording"), col("manual.column.worded"), col("manual.column.anchors"))
	findings := 0
	for i, q := range in.Questions {
		t.row(numbered(i+1, q.Prompt), in.value(in.asked(q.ID.String()).Value), key("kind."+string(q.Kind)), technique(q.Technique), Count(q.Number), Day(q.CreatedAt),
			either(len(q.Anchors) > 0, "manual.yes", "manual.no"))
		findings += len(q.Lint())
	}
	out := []Block{say("manual.items.lead", "Count", Count(len(in.Questions))), t.block(), say("manual.items.lint", "Count", Count(findings)), heading("manual.items.log")}
	out = append(out, reviewLog(in)...)
	return append(out, leftOut(in)...)
}

func technique(t hiring.Technique) Text {
	if t == "" {
		return Nothing{}
	}
	return key("technique." + string(t))
}

// reviewLog counts what was done to the benchmark up to its publishing, by the audit.
func reviewLog(in Input) []Block {
	type act struct {
		n    int
		last time.Time
	}
	acts := map[string]act{}
	var names []string
	for _, e := range in.Entries {
		if !in.byThen(e.At) {
			continue
		}
		a, known := acts[e.Action]
		if !known {
			names = append(names, e.Action)
		}
		a.n++
		if e.At.After(a.last) {
			a.last = e.At
		}
		acts[e.Action] = a
	}
	if len(names) == 0 {
		return []Block{missing("manual.items.no_log")}
	}
	slices.Sort(names)
	t := table(key("manual.items.log_table"), col("manual.column.act"), num("manual.column.times"), col("manual.column.last"))
	for _, n := range names {
		t.row(Plain(n), Count(acts[n].n), Day(acts[n].last))
	}
	return []Block{t.block(), missing("manual.items.no_panel")}
}

// leftOut lists the questions and the single answers that are not in the version, with the reasons.
func leftOut(in Input) []Block {
	t := table(key("manual.items.excluded"), col("manual.column.question"), col("manual.column.reason"), col("manual.column.date"))
	for _, q := range in.Excluded {
		if q.ExcludedAt != nil && in.byThen(*q.ExcludedAt) {
			t.row(Words(q.Prompt), Plain(q.ExcludedReason), Day(*q.ExcludedAt))
		}
	}
	a := table(key("manual.items.excluded_answers"), col("manual.column.question"), col("manual.column.reason"), col("manual.column.date"))
	for _, e := range in.LeftOut {
		if in.byThen(e.At) {
			a.row(in.label(e.QuestionVersionID.String()), Plain(e.Reason), Day(e.At))
		}
	}
	var out []Block
	if len(t.Rows) > 0 {
		out = append(out, t.block())
	}
	if len(a.Rows) > 0 {
		out = append(out, a.block())
	}
	if len(out) == 0 {
		return []Block{say("manual.items.nothing_excluded")}
	}
	return out
}

// fewestForMix is how many people a summary of them needs, so that nobody is recognised in it.
const fewestForMix = 5

// exemplars: by what they were chosen, how many, and how they are mixed, in sums only.
func exemplars(in Input) []Block {
	h, d := in.Health, in.Definition
	out := []Block{say("manual.exemplars.criterion"), {Quote: &Quote{Text: hiring.Words{in.Organization.Language: in.Version.Criterion}}}}
	t := table(key("manual.exemplars.table"), col("manual.column.group"), num("manual.column.n"), num("manual.column.teams"), num("manual.column.managers"), num("manual.column.spoken"))
	for _, g := range []struct {
		key    string
		people []scoring.Respondent
	}{{"benchmark.group.top", d.Exemplars}, {"benchmark.group.comparison", d.Comparison}} {
		t.row(key(g.key), Count(len(g.people)), Count(distinct(g.people, func(r scoring.Respondent) string { return r.Team })),
			Count(distinct(g.people, func(r scoring.Respondent) string { return r.Manager })), Count(spokenOf(g.people)))
	}
	out = append(out, t.block(), grade(in), languageMix(d))
	out = append(out, tenure(in)...)
	against := 0
	for _, i := range in.Exemplars {
		if i.GroupReason != "" {
			against++
		}
	}
	return append(out, say("manual.exemplars.against", "Count", Count(against)), precision(h.Exemplars), missing("manual.exemplars.no_mix"))
}

func distinct(people []scoring.Respondent, of func(scoring.Respondent) string) int {
	seen := map[string]bool{}
	for _, r := range people {
		if s := of(r); s != "" {
			seen[s] = true
		}
	}
	return len(seen)
}

func spokenOf(people []scoring.Respondent) int {
	n := 0
	for _, r := range people {
		if r.Mode == scoring.ModeInterview {
			n++
		}
	}
	return n
}

// languageMix counts who answered in which language.
func languageMix(d scoring.Definition) Block {
	t := table(key("manual.exemplars.languages"), col("manual.column.language"), num("manual.column.top"), num("manual.column.comparison"))
	for _, l := range hiring.Languages() {
		in := func(people []scoring.Respondent) (n int) {
			for _, r := range people {
				if r.Language == l {
					n++
				}
			}
			return n
		}
		if top, typical := in(d.Exemplars), in(d.Comparison); top+typical > 0 {
			t.row(Tongue(l), Count(top), Count(typical))
		}
	}
	return t.block()
}

func tenure(in Input) []Block {
	var months []float64
	for _, i := range in.Exemplars {
		if i.TenureMonths != nil {
			months = append(months, float64(*i.TenureMonths))
		}
	}
	if len(months) < fewestForMix {
		return []Block{missing("manual.exemplars.no_tenure", "Least", Count(fewestForMix))}
	}
	slices.SortFunc(months, cmp.Compare[float64])
	return []Block{say("manual.exemplars.tenure", "N", Count(len(months)), "Median", Number{stats.Median(months).Value, 0},
		"Lo", Number{stats.QuantileSorted(months, .25), 0}, "Hi", Number{stats.QuantileSorted(months, .75), 0})}
}

// precision says what more reps would buy.
func precision(today int) Block {
	t := table(key("manual.exemplars.precision"), num("manual.column.top"), num("manual.column.margin"))
	counts := []int{5, 10, 20, 30}
	if today > 2 && !slices.Contains(counts, today) {
		counts = append(counts, today)
	}
	slices.Sort(counts)
	for _, n := range counts {
		w := stats.NewProportion(n/2, n, .95).Wilson
		t.row(Count(n), Number{100 * (w.Hi - w.Lo) / 2, 0})
	}
	return t.block()
}

// administration: how answers are gathered.
func administration(in Input) []Block {
	return []Block{
		list("manual.administration.1", "manual.administration.2", "manual.administration.3", "manual.administration.4", "manual.administration.5"),
		say("manual.administration.use", "Requisitions", Count(in.Use.Requisitions), "Applications", Count(in.Use.Applications), "Submitted", Count(in.Use.Submitted)),
	}
}
