package scoring

import (
	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// Profile tells whether exemplars resemble each other in what sets them apart, or only in what everybody answers
// (Furr 2008, §1.5): the mean correlation of an exemplar's numeric answers with the other exemplars' means, as they
// are and after the comparison reps' means are taken out. The first is high for any desirable answers; only the
// second says that there is something exemplary to resemble.
type Profile struct {
	Questions   int    `json:"questions"`
	Exemplars   int    `json:"exemplars"`
	Comparison  int    `json:"comparison"`
	Overall     Figure `json:"overall"`
	Distinctive Figure `json:"distinctive"`
}

// leastProfile is how many numeric questions a profile needs.
const leastProfile = 6

// profile is the definition's profile; nil with too few numeric questions or comparison reps. Who skipped one of the
// questions is left out: a correlation over fewer questions is another one.
func (d Definition) profile() *Profile {
	var asked []Question
	for _, q := range d.Questions {
		if q.Kind == hiring.Numeric {
			asked = append(asked, q)
		}
	}
	top, typical := numericRows(d.Exemplars, asked), numericRows(d.Comparison, asked)
	if len(asked) < leastProfile || len(typical) < leastForTypical || len(top) < leastToFreeze {
		return nil
	}
	out := &Profile{Questions: len(asked), Exemplars: len(top), Comparison: len(typical)}
	sum, norm := columnSums(top), columnSums(typical)
	var overall, distinctive []Figure
	x, k, dx, dk := make([]float64, len(asked)), make([]float64, len(asked)), make([]float64, len(asked)), make([]float64, len(asked))
	for _, row := range top {
		for i := range asked {
			mean := norm[i] / float64(len(typical))
			x[i], k[i] = row[i], (sum[i]-row[i])/float64(len(top)-1)
			dx[i], dk[i] = x[i]-mean, k[i]-mean
		}
		overall = append(overall, Figure(stats.Pearson(x, k)))
		distinctive = append(distinctive, Figure(stats.Pearson(dx, dk)))
	}
	out.Overall, out.Distinctive = meanOf(overall), meanOf(distinctive)
	return out
}

// numericRows are the complete answers to numeric questions, each from 0 at the low end to 1 at the high end.
func numericRows(people []Respondent, asked []Question) [][]float64 {
	var rows [][]float64
	for _, r := range people {
		row := make([]float64, 0, len(asked))
		for _, q := range asked {
			if was, blank := offered(r, q); was && !blank {
				row = append(row, float64(*r.Answers[q.ID].Number-q.Lo)/float64(q.Hi-q.Lo))
			}
		}
		if len(row) == len(asked) {
			rows = append(rows, row)
		}
	}
	return rows
}

func columnSums(rows [][]float64) []float64 {
	if len(rows) == 0 {
		return nil
	}
	out := make([]float64, len(rows[0]))
	for _, row := range rows {
		for i, x := range row {
			out[i] += x
		}
	}
	return out
}
