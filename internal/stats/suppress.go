package stats

// Suppression says which cells of a table of counts must not be shown.
type Suppression struct {
	Hidden    [][]bool
	RowTotals []bool // hide the total of a row of which a single cell would else follow from it
	ColTotals []bool
}

// DefaultSuppression is the smallest count that is shown unless another is asked for.
const DefaultSuppression = 5

// minCertain is the smallest group of which it may be shown that everybody or nobody is selected.
const minCertain = 10

// Suppress decides what to hide of a table whose margins are shown, so that nobody's data can be read off it: cells
// with fewer than k people; cells below 10 people of which all or none are selected; and, as a cell that is alone in
// being hidden follows from the total, the smallest shown cell of every row and column with exactly one hidden cell
// (complementary suppression), until no such line is left. Where a line has no cell left to hide, its total is hidden.
// A row of groups is a table with one row; its column totals are the cells themselves, and are not looked at.
func Suppress(table [][]Count, k int) Suppression {
	s := Suppression{Hidden: make([][]bool, len(table)), RowTotals: make([]bool, len(table))}
	for i, row := range table {
		s.Hidden[i] = make([]bool, len(row))
		for j, c := range row {
			s.Hidden[i][j] = c.identifies(k)
		}
		s.ColTotals = make([]bool, max(len(s.ColTotals), len(row)))
	}
	for changed := true; changed; {
		changed = false
		for i := range table {
			changed = s.complement(table, line{row: i, column: -1}) || changed
		}
		for j := range s.ColTotals {
			changed = len(table) > 1 && s.complement(table, line{row: -1, column: j}) || changed
		}
	}
	return s
}

// identifies tells whether a cell says too much about the people in it.
func (c Count) identifies(k int) bool {
	return c.N < k || c.N < minCertain && (c.X == 0 || c.X == c.N)
}

// line is a row (column −1) or a column (row −1) of a table.
type line struct{ row, column int }

// cells returns the positions of a line's cells.
func (l line) cells(table [][]Count) [][2]int {
	var out [][2]int
	for i, row := range table {
		for j := range row {
			if i == l.row || j == l.column {
				out = append(out, [2]int{i, j})
			}
		}
	}
	return out
}

// complement hides the smallest shown cell of a line in which a single cell is hidden, or its total.
func (s *Suppression) complement(table [][]Count, l line) bool {
	hidden, smallest := 0, [2]int{-1, -1}
	for _, at := range l.cells(table) {
		switch {
		case s.Hidden[at[0]][at[1]]:
			hidden++
		case smallest[0] < 0 || table[at[0]][at[1]].N < table[smallest[0]][smallest[1]].N:
			smallest = at
		}
	}
	switch {
	case hidden != 1:
		return false
	case smallest[0] >= 0:
		s.Hidden[smallest[0]][smallest[1]] = true
		return true
	case l.column < 0:
		s.RowTotals[l.row] = true
	default:
		s.ColTotals[l.column] = true
	}
	return false
}
