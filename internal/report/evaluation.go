package report

import (
	_ "embed" // the kept evaluation
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Evaluation is how text scoring did on public answers that people had scored, as the evaluation printed it: for each
// set, rank correlations of the alignment with people's score (measurement.md §11). A figure that was not computed is
// nil.
type Evaluation struct {
	Engine string                   `json:"engine"`
	Date   string                   `json:"date"`
	Sets   map[string]EvaluationSet `json:"sets"`
}

// EvaluationSet is one set of answers. Top is with the best-scored answers as exemplars; the others stand beside it.
type EvaluationSet struct {
	Questions  int      `json:"questions"`
	Top        *float64 `json:"top"`
	Random     *float64 `json:"random"`     // random answers as exemplars
	Floor      *float64 `json:"floor"`      // mean cosine of plain TF-IDF
	Length     *float64 `json:"length"`     // length alone
	Supervised *float64 `json:"supervised"` // ridge on all training labels
	Unscored   *float64 `json:"unscored"`   // the share of answers left unscored, which count as the lowest
}

//go:embed evaluation.json
var keptEvaluation []byte

// KeptEvaluation is the evaluation that is kept with the program; without sets while none was made.
func KeptEvaluation() (Evaluation, error) {
	var e Evaluation
	if err := json.Unmarshal(keptEvaluation, &e); err != nil {
		return e, fmt.Errorf("report: the kept evaluation: %w", err)
	}
	return e, nil
}

// evaluated prints the evaluation, always with what it must be held beside.
func evaluated(in Input) []Block {
	out := []Block{heading("manual.text.evaluated")}
	e := in.Evaluation
	if e == nil || len(e.Sets) == 0 {
		return append(out, missing("manual.text.no_evaluation"))
	}
	t := table(key("manual.text.evaluation_table", "Engine", Plain(e.Engine), "Date", Plain(e.Date)), col("manual.column.set"), num("manual.column.questions"), num("manual.column.best"),
		num("manual.column.random"), num("manual.column.floor"), num("manual.column.length"), num("manual.column.supervised"), num("manual.column.unscored"))
	for _, name := range slices.Sorted(maps.Keys(e.Sets)) {
		s := e.Sets[name]
		unscored := Text(Nothing{})
		if s.Unscored != nil {
			unscored = Share(*s.Unscored)
		}
		t.row(Plain(name), Count(s.Questions), known(s.Top), known(s.Random), known(s.Floor), known(s.Length), known(s.Supervised), unscored)
	}
	out = append(out, say("manual.text.evaluation"), t.block())
	if _, there := e.Sets[situations]; there {
		out = append(out, say("manual.text.ceiling", "Set", Plain(situations), "R", Coefficient(situationsCeiling)))
	}
	return out
}

// situations is the set nearest to what is asked here. Its ceiling was measured once: a ridge regression on all training
// labels and the five answers together.
const (
	situations        = "situations"
	situationsCeiling = .21
)

// known is a coefficient, or nothing.
func known(x *float64) Text {
	if x == nil {
		return Nothing{}
	}
	return Coefficient(*x)
}
