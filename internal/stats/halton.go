package stats

import (
	"math"
	"math/rand/v2"
)

// How much work an exact test of a table may take before random tables take its place, and how many of them.
const (
	mostTables   = 5_000_000
	randomTables = 100_000
)

// ExactTable is the exact test of a table of counts.
type ExactTable struct {
	N    int
	P    Figure
	Warn []string
}

// FisherFreemanHalton returns the exact p of a table of counts with both margins fixed (Fisher 1935; Freeman & Halton
// 1951): the sum of the probabilities of all tables no likelier than the observed one, likelihoods within a relative
// 1e−7 counting as equal. A table with more than some five million alternatives is judged by 100,000 random tables
// with its margins instead, the same ones every time, and says so in a warning. Rows and columns without a count are
// dropped. Undefined below two rows or columns, for an empty table and for counts that are not whole.
func FisherFreemanHalton(table [][]float64) ExactTable {
	counts, n, reason := wholeTable(table)
	if reason != "" {
		return ExactTable{P: undefined(reason)}
	}
	h := newHalton(counts, n)
	limit := h.likelihood(counts) + tieTolerance
	if p, ok := h.sum(limit); ok {
		return ExactTable{N: n, P: probability(p)}
	}
	return ExactTable{N: n, P: probability(h.sample(limit)), Warn: []string{WarnMonteCarlo}}
}

// wholeTable returns the counts by column, the shorter way of the table as its columns.
func wholeTable(table [][]float64) (counts [][]int, n int, reason string) {
	rows, cols, total := margins(table)
	if rows == nil || nonzero(rows) < 2 || nonzero(cols) < 2 {
		return nil, 0, NoContingency
	}
	if total > maxCounted {
		return nil, 0, OutsideRange
	}
	for j, col := range cols {
		if col == 0 {
			continue
		}
		var column []int
		for i, row := range rows {
			if x := table[i][j]; row > 0 {
				if x != math.Trunc(x) {
					return nil, 0, OutsideRange
				}
				column = append(column, int(x))
			}
		}
		counts = append(counts, column)
	}
	if len(counts) > len(counts[0]) {
		counts = transposed(counts)
	}
	return counts, int(total), ""
}

// maxCounted is the largest total for which the logarithms of factorials are kept.
const maxCounted = 10_000_000

func transposed(m [][]int) [][]int {
	out := make([][]int, len(m[0]))
	for i := range out {
		for _, col := range m {
			out[i] = append(out[i], col[i])
		}
	}
	return out
}

// halton is the distribution of the tables with given margins: ln P = Σ ln r! + Σ ln c! − ln n! − ΣΣ ln x!.
type halton struct {
	rows, cols []int
	logs       []float64 // ln k!
	margins    float64
}

func newHalton(counts [][]int, n int) halton {
	h := halton{rows: make([]int, len(counts[0])), logs: make([]float64, n+1)}
	for k := 2; k <= n; k++ {
		h.logs[k] = h.logs[k-1] + math.Log(float64(k))
	}
	for _, column := range counts {
		sum := 0
		for i, x := range column {
			h.rows[i] += x
			sum += x
		}
		h.cols = append(h.cols, sum)
		h.margins += h.logs[sum]
	}
	for _, r := range h.rows {
		h.margins += h.logs[r]
	}
	h.margins -= h.logs[n]
	return h
}

func (h halton) likelihood(counts [][]int) float64 {
	l := h.margins
	for _, column := range counts {
		for _, x := range column {
			l -= h.logs[x]
		}
	}
	return l
}

// tableWalk adds up the probabilities of the tables whose log likelihood is at most limit. It gives up when it has met left
// tables.
type tableWalk struct {
	halton
	used  []int // by row: filled so far
	limit float64
	left  int
	total float64
}

func (h halton) sum(limit float64) (total float64, ok bool) {
	w := tableWalk{halton: h, used: make([]int, len(h.rows)), limit: limit, left: mostTables}
	ok = w.fill(0, 0, h.cols[0], h.margins)
	return w.total, ok
}

// fill puts open counts into column j from row i on, in every way, l being the log likelihood so far; false when it
// gives up.
func (w *tableWalk) fill(j, i, open int, l float64) bool {
	if j == len(w.cols)-1 {
		return w.finish(l)
	}
	least, most := open, min(open, w.rows[i]-w.used[i])
	for k := i + 1; k < len(w.rows); k++ { // what the later rows cannot take must go here
		least -= w.rows[k] - w.used[k]
	}
	for x := max(0, least); x <= most; x++ {
		w.used[i] += x
		done := false
		if i == len(w.rows)-1 {
			done = w.fill(j+1, 0, w.cols[j+1], l-w.logs[x])
		} else {
			done = w.fill(j, i+1, open-x, l-w.logs[x])
		}
		w.used[i] -= x
		if !done {
			return false
		}
	}
	return true
}

// finish gives the last column what the rows have left.
func (w *tableWalk) finish(l float64) bool {
	if w.left--; w.left < 0 {
		return false
	}
	for i, r := range w.rows {
		l -= w.logs[r-w.used[i]]
	}
	if l <= w.limit {
		w.total += math.Exp(l)
	}
	return true
}

// sample is the share of random tables, and of the observed one, whose log likelihood is at most limit: the rows'
// members are dealt over the columns.
func (h halton) sample(limit float64) float64 {
	rng := rand.New(rand.NewPCG(1, 1))
	var members []int
	for i, r := range h.rows {
		for range r {
			members = append(members, i)
		}
	}
	counts := make([][]int, len(h.cols))
	for j := range counts {
		counts[j] = make([]int, len(h.rows))
	}
	hits := 1.0
	draws := max(1000, min(randomTables, 200_000_000/len(members)))
	for range draws {
		rng.Shuffle(len(members), func(a, b int) { members[a], members[b] = members[b], members[a] })
		at := 0
		for j, column := range counts {
			clear(column)
			for range h.cols[j] {
				column[members[at]]++
				at++
			}
		}
		if h.likelihood(counts) <= limit {
			hits++
		}
	}
	return hits / float64(draws+1)
}
