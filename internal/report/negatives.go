package report

import (
	_ "embed" // what the negative tests found
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"touchstone/internal/hiring"
)

// Negatives is what text scoring made of texts that are no answers (measurement.md §3.8), as the tests of package
// scoring wrote it.
type Negatives struct {
	Engine string         `json:"engine"`
	Kinds  []NegativeKind `json:"kinds"`
}

// NegativeKind is one kind of such texts.
type NegativeKind struct {
	Kind      string          `json:"kind"`
	Languages []NegativeCount `json:"languages"`
}

// NegativeCount is what became of them in one language.
type NegativeCount struct {
	Language hiring.Language `json:"language"`
	Texts    int             `json:"texts"`
	Below    int             `json:"below"`    // scored, under the exemplars' 25th percentile
	Above    int             `json:"above"`    // scored, and not under it
	Unscored map[string]int  `json:"unscored"` // by the status that says why
}

//go:embed negatives.json
var keptNegatives []byte

// KeptNegatives is what is kept with the program.
func KeptNegatives() (Negatives, error) {
	var n Negatives
	if err := json.Unmarshal(keptNegatives, &n); err != nil {
		return n, fmt.Errorf("report: the kept negative tests: %w", err)
	}
	return n, nil
}

// negatives prints them by kind and language.
func negatives(in Input) []Block {
	if in.Negatives == nil || len(in.Negatives.Kinds) == 0 {
		return nil
	}
	t := table(key("manual.negative.table", "Engine", Plain(in.Negatives.Engine)), col("manual.column.no_answer"), col("manual.column.language"), num("manual.column.texts"),
		num("manual.column.below_quarter"), num("manual.column.not_below"), col("manual.column.left_unscored"))
	for _, k := range in.Negatives.Kinds {
		for _, c := range k.Languages {
			t.row(key("manual.negative."+k.Kind), Tongue(c.Language), Count(c.Texts), Count(c.Below), Count(c.Above), unscored(c.Unscored))
		}
	}
	return []Block{heading("manual.negative"), say("manual.negative.lead"), t.block()}
}

// unscored says how many texts were left unscored, by reason.
func unscored(by map[string]int) Text {
	var out Series
	for _, status := range slices.Sorted(maps.Keys(by)) {
		out = append(out, key("manual.negative.unscored", "N", Count(by[status]), "Status", key("manual.negative.status."+status)))
	}
	if len(out) == 0 {
		return Nothing{}
	}
	return out
}
