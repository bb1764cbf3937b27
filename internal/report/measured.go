package report

// Evaluation is how text scoring did on public answers that people had scored: a row for each set of answers.
type Evaluation struct {
	Caption Key
	Columns []Column
	Rows    [][]Text
}

func (e *Evaluation) blocks() []Block {
	if e == nil || len(e.Rows) == 0 {
		return []Block{missing("manual.text.no_evaluation")}
	}
	return []Block{say("manual.text.evaluation"), (&Table{Caption: e.Caption, Columns: e.Columns, Rows: e.Rows}).block()}
}

// Simulation is how the engine did on companies drawn from a seed, whose truth is known: a row for each scenario.
type Simulation struct {
	Caption Key
	Columns []Column
	Rows    [][]Text
}

func (s *Simulation) blocks() []Block {
	if s == nil || len(s.Rows) == 0 {
		return []Block{missing("manual.interpretation.no_simulation")}
	}
	return []Block{say("manual.interpretation.simulation"), (&Table{Caption: s.Caption, Columns: s.Columns, Rows: s.Rows}).block()}
}
