package agree

import (
	"cmp"
	"slices"
)

// dimension is what halo is looked for across: the value a question asks about, or, unless all values are known, the
// question itself.
func (r *Ratings) dimension(row rating) int32 {
	if r.valued() {
		return r.valueOf[row.question]
	}
	return row.question
}

// byRater holds, for each rater, the candidates they rated on every dimension they rate, by dimension: the mean where
// it has several questions. all is how many dimensions that are.
func (r *Ratings) byRater() (tables [][][]float64, all []int) {
	rows := slices.Clone(r.rows)
	slices.SortFunc(rows, func(x, y rating) int {
		return cmp.Or(cmp.Compare(x.rater, y.rater), cmp.Compare(x.candidate, y.candidate),
			cmp.Compare(r.dimension(x), r.dimension(y)), cmp.Compare(x.question, y.question))
	})
	all = r.dimensionsByRater()
	tables = make([][][]float64, len(r.raters.list))
	for len(rows) > 0 {
		first, n := rows[0], 1
		for n < len(rows) && rows[n].rater == first.rater && rows[n].candidate == first.candidate {
			n++
		}
		if means := r.means(rows[:n]); len(means) == all[first.rater] {
			tables[first.rater] = append(tables[first.rater], means)
		}
		rows = rows[n:]
	}
	return tables, all
}

// means are a rater's of one candidate by dimension; rows are sorted by it.
func (r *Ratings) means(rows []rating) []float64 {
	var out []float64
	for len(rows) > 0 {
		sum, n := 0.0, 0
		for n < len(rows) && r.dimension(rows[n]) == r.dimension(rows[0]) {
			sum += rows[n].value
			n++
		}
		out, rows = append(out, sum/float64(n)), rows[n:]
	}
	return out
}

// dimensionsByRater counts the dimensions each rater rates.
func (r *Ratings) dimensionsByRater() []int {
	out := make([]int, len(r.raters.list))
	known := map[[2]int32]bool{}
	for _, row := range r.rows {
		if key := [2]int32{row.rater, r.dimension(row)}; !known[key] {
			known[key] = true
			out[row.rater]++
		}
	}
	return out
}
