package report

import (
	"touchstone/internal/simulate"
)

// simulated is how the engine did on companies drawn from a seed, whose truth is known.
func simulated(in Input) []Block {
	out := []Block{heading("manual.interpretation.simulated")}
	s := in.Simulation
	if s == nil || s.Engine == "" {
		return append(out, missing("manual.simulation.none"))
	}
	out = append(out, say("manual.simulation.made", "Engine", Plain(s.Engine), "Date", Plain(s.Date)), say("manual.simulation.read"))
	if s.Engine != in.Version.Engine {
		out = append(out, missing("manual.simulation.other_engine", "Engine", Plain(in.Version.Engine)))
	}
	out = append(out, coverage("manual.simulation.coverage", s.Coverage), coverage("manual.simulation.whole", s.Whole),
		silence("manual.simulation.silence", s.Silence), recovery("manual.simulation.recovery", s.Recovery), pitfalls(s), fakers(s.Fakers))
	if x := s.Texts; len(x.Coverage) > 0 {
		out = append(out, say("manual.simulation.texts"), coverage("manual.simulation.texts.coverage", x.Coverage),
			silence("manual.simulation.texts.silence", x.Silence), recovery("manual.simulation.texts.recovery", x.Recovery))
	}
	return out
}

// rate is a share with its standard error in points.
func rate(r simulate.Rate) Text {
	if r.Of == 0 {
		return Nothing{}
	}
	return key("manual.simulation.rate", "Share", Number{100 * r.Share, 1}, "SE", Number{100 * r.SE, 1})
}

func coverage(title string, rows []simulate.Coverage) Block {
	t := table(key(title), num("manual.column.top"), num("manual.column.questions"), num("manual.column.asked90"), num("manual.column.asked95"),
		num("manual.column.shown90"), num("manual.column.beyond90"), num("manual.column.width"))
	for _, c := range rows {
		t.row(Count(c.Exemplars), Count(c.Questions), rate(c.Asked90), rate(c.Asked95), rate(c.Shown90), rate(c.Beyond90), Number{c.Wide, 0})
	}
	return t.block()
}

// silence is what the engine claims where there is nothing to find.
func silence(title string, rows []simulate.Silence) Block {
	t := table(key(title), col("manual.column.company"), num("manual.column.top"), num("manual.column.comparison"), num("manual.column.claimed"), num("manual.column.inverted"))
	for _, c := range rows {
		t.row(key("manual.simulation.kind."+c.Kind), Count(c.Exemplars), Count(c.Comparison), rate(c.Claimed), rate(c.Inverted))
	}
	return t.block()
}

// recovery is what it finds of a signal that is there.
func recovery(title string, rows []simulate.Recovery) Block {
	t := table(key(title), num("manual.column.top"), num("manual.column.comparison"), num("manual.column.questions"), num("manual.column.population"),
		num("manual.column.adherence"), num("manual.column.auc"), num("manual.column.shown"))
	for _, c := range rows {
		t.row(Count(c.Exemplars), Count(c.Comparison), Count(c.Values*c.Questions), Coefficient(c.Population), Coefficient(c.Adherence), Coefficient(c.AUC), rate(c.Shown))
	}
	return t.block()
}

// pitfalls is how often a dominating manager and split top reps are warned of.
func pitfalls(s *simulate.Report) Block {
	t := table(key("manual.simulation.pitfalls"), col("manual.column.company"), num("manual.column.warned"))
	for _, m := range s.Managers {
		t.row(key("manual.simulation.manager", "Share", Share(m.Share)), rate(m.Warned))
	}
	for _, c := range s.Camps {
		name := "manual.simulation.united"
		if c.Split {
			name = "manual.simulation.split"
		}
		t.row(key(name, "N", Count(c.Exemplars)), rate(c.Called))
	}
	return t.block()
}

// fakers is what ways of answering earn.
func fakers(rows []simulate.Fakers) Block {
	t := table(key("manual.simulation.fakers"), col("manual.column.manner"), num("manual.column.fit"), num("manual.column.above"), num("manual.column.flagged"))
	for _, f := range rows {
		t.row(key("manual.simulation.manner."+f.Manner), Number{f.Fit, 0}, rate(f.Above), rate(f.Flagged))
	}
	return t.block()
}
