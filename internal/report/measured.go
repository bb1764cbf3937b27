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
