package report

import (
	"touchstone/internal/stats"
)

// validity: evidence by source, and what is known in general about tools of this sort.
func validity(in Input) []Block {
	out := []Block{
		heading("manual.validity.content"), say("manual.validity.content.text"),
		heading("manual.validity.process"), say("manual.validity.process.text"),
		heading("manual.validity.structure"), say("manual.validity.structure.text"),
		heading("manual.validity.relations"), missing("manual.validity.no_study"), sampleSizes(),
		heading("manual.validity.consequences"), say("manual.validity.consequences.text", "Submitted", Count(in.Use.Submitted), "Decided", Count(in.Use.Decided)),
		heading("manual.validity.anchors"), say("manual.validity.anchors.lead"),
	}
	for _, a := range []struct{ key, source string }{
		{"manual.anchor.fit", "Arthur, Bell, Villado & Doverspike 2006, JAP 91:786"}, {"manual.anchor.calls", "McCulloch & Turban 2007, IJSA"},
		{"manual.anchor.interview", "Sackett, Zhang, Berry & Lievens 2022, Table 3"}, {"manual.anchor.standards", "Arthur et al. 2006"},
	} {
		out = append(out, say(a.key, "Source", Plain(a.source)))
	}
	return append(out, say("manual.anchor.cloning"))
}

// sampleSizes says how many hires a study of one's own needs.
func sampleSizes() Block {
	t := table(key("manual.validity.n"), num("manual.column.r"), num("manual.column.hires"))
	for _, r := range []float64{.10, .15, .20, .25, .30, .40} {
		if n := stats.NForCorrelation(r, .80, .05); n.Ceiling > 0 {
			t.row(Coefficient(r), Count(n.Ceiling))
		}
	}
	return t.block()
}

// fairness: what is done so that no group is harmed, and what has not been looked at.
func fairness(Input) []Block {
	return []Block{list("manual.fairness.1", "manual.fairness.2", "manual.fairness.3", "manual.fairness.4"), missing("manual.fairness.no_data")}
}

// accommodations: how somebody gets another way, and how often it was asked for.
func accommodations(in Input) []Block {
	out := []Block{list("manual.accommodations.1", "manual.accommodations.2", "manual.accommodations.3")}
	u := in.Use
	if u.Accommodations < fewestForMix {
		return append(out, missing("manual.accommodations.few", "Least", Count(fewestForMix)))
	}
	t := table(key("manual.accommodations.table"), col("manual.column.what"), num("manual.column.n"))
	t.row(key("manual.accommodations.asked"), Count(u.Accommodations))
	t.row(key("manual.accommodations.granted"), Count(u.Granted))
	t.row(key("manual.accommodations.other_way"), Count(u.OtherWay))
	t.row(key("manual.accommodations.declined"), Count(u.Declined))
	t.row(key("manual.accommodations.waived"), Count(u.Waivers))
	return append(out, t.block())
}

func security(Input) []Block {
	return []Block{list("manual.security.1", "manual.security.2", "manual.security.3", "manual.security.4", "manual.security.5"), missing("manual.security.no_retest")}
}

func dataProtection(in Input) []Block {
	erased := len(in.Definition.Exemplars) - len(in.Exemplars)
	return []Block{
		list("manual.data.1", "manual.data.2", "manual.data.3", "manual.data.4", "manual.data.5", "manual.data.6"),
		say("manual.data.erased", "Count", Count(erased)), missing("manual.data.no_dpia"),
	}
}

// history: every version of the benchmark up to this one.
func history(in Input) []Block {
	t := table(key("manual.history.table"), num("manual.column.version"), col("manual.column.date"), col("manual.column.engine"), col("manual.column.hash"), col("manual.column.note"))
	for _, v := range in.Versions {
		if v.Number > in.Version.Number {
			continue
		}
		note := Text(Nothing{})
		if v.Note != "" {
			note = Plain(v.Note)
		}
		t.row(Count(v.Number), Day(v.PublishedAt), Plain(v.Engine), Plain(v.Hash[:min(12, len(v.Hash))]), note)
	}
	return []Block{say("manual.history.lead"), t.block()}
}

// monthsToReview and monthsToStale are when a benchmark is looked at again, and when it counts as stale
// (measurement.md §2.4).
const (
	monthsToReview = 12
	monthsToStale  = 18
)

// maintenance: when to look at it again, and what makes it stale before.
func maintenance(in Input) []Block {
	at := func(months int) Day { return Day(in.Version.PublishedAt.AddDate(0, months, 0)) }
	return []Block{
		say("manual.maintenance.dates", "Review", at(monthsToReview), "Stale", at(monthsToStale)),
		list("manual.maintenance.1", "manual.maintenance.2", "manual.maintenance.3", "manual.maintenance.4"),
		missing("manual.maintenance.no_owner"),
	}
}
