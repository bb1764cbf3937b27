package stats

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// drawPeople draws scored people, some of them without a score or a category.
func drawPeople(t *rapid.T) []Scored {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Scored {
		score := float64(rapid.IntRange(0, 12).Draw(t, "score"))
		if score == 12 {
			score = math.NaN()
		}
		return Scored{
			Sex: rapid.SampledFrom([]string{"f", "m", "m", ""}).Draw(t, "sex"), Score: score,
			Race: rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, "race"),
		}
	}), 0, 60).Draw(t, "people")
}

func TestScoringTablesDoNotDependOnOrderAndCountEverybody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		people := drawPeople(t)
		tables := ScoringRates(people)
		if again := ScoringRates(rapid.Permutation(people).Draw(t, "order")); !reflect.DeepEqual(tables, again) {
			t.Fatalf("%+v\n%+v", tables, again)
		}
		if tables.Known+tables.Unknown != tables.Scored || tables.Scored+tables.Unscored != len(people) {
			t.Fatalf("%d people: %+v", len(people), tables)
		}
		for _, rows := range [][]Category{tables.Sex, tables.Race, tables.Intersectional} {
			checkCategories(t, rows, tables.Known)
		}
	})
}

// checkCategories: a breakdown holds everybody known, its ratios lie in 0..1, and some category has the highest rate.
func checkCategories(t *rapid.T, rows []Category, known int) {
	n, highest, any := 0, 0.0, false
	for i, r := range rows {
		n += r.N
		if i > 0 && rows[i-1].Name >= r.Name {
			t.Fatalf("%s before %s", rows[i-1].Name, r.Name)
		}
		for _, f := range []Figure{r.Rate, r.ImpactRatio, r.AfterExclusion, r.Share} {
			if f.Value < 0 || f.Value > 1 || !f.Defined() && f.Value != 0 {
				t.Fatalf("%+v", r)
			}
		}
		if r.ImpactRatio.Defined() {
			any, highest = true, max(highest, r.ImpactRatio.Value)
		}
		if (r.N == 0) == r.Rate.Defined() {
			t.Fatalf("%+v", r)
		}
	}
	if n != known || any && highest != 1 {
		t.Fatalf("%d of %d, highest ratio %v: %+v", n, known, highest, rows)
	}
}

// TestPeopleCountedByScoreAreThePeople: the streaming form gives the same tables.
func TestPeopleCountedByScoreAreThePeople(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var counted []ScoredCount
		var people []Scored
		for _, p := range drawPeople(t) {
			n := rapid.IntRange(0, 3).Draw(t, "n")
			counted = append(counted, ScoredCount{p, n})
			for range n {
				people = append(people, p)
			}
		}
		one, two := ScoringRates(people), ScoringRatesOf(counted)
		if one.Median != two.Median || one.MedianKnown != two.MedianKnown || one.Known != two.Known || one.Unscored != two.Unscored {
			t.Fatalf("%+v\n%+v", one, two)
		}
		for _, r := range one.Sex {
			found := false
			for _, s := range two.Sex {
				found = found || reflect.DeepEqual(r, s)
			}
			if !found {
				t.Fatalf("%+v is not in %+v", r, two.Sex)
			}
		}
	})
}

func TestMedianIsTheOneOfTheFullSampleAndOnlyAboveCounts(t *testing.T) {
	t.Parallel()
	s := ScoringRates([]Scored{
		{"f", "a", 1}, {"f", "a", 2}, {"m", "a", 2}, {"m", "b", 3}, {"", "a", 9}, {"f", "", 9}, {"m", "b", math.NaN()},
		{"f", "c", math.NaN()},
	})
	if s.Median.Value != 2.5 || s.MedianKnown.Value != 2 || s.Unknown != 2 || s.Known != 4 || s.Unscored != 2 {
		t.Fatalf("%+v", s)
	}
	if f, m := s.Sex[0], s.Sex[1]; f.X != 0 || f.N != 2 || m.X != 1 || m.N != 2 || f.ImpactRatio.Value != 0 || m.ImpactRatio.Value != 1 {
		t.Errorf("%+v", s.Sex)
	}
	if empty := s.Race[2]; empty.Name != "c" || empty.N != 0 || empty.Rate.Undefined != EmptyGroup || empty.ImpactRatio.Defined() {
		t.Errorf("a category without scores loses its row or gets a rate: %+v", s.Race)
	}
	equal := ScoringRates([]Scored{{"f", "a", 2}, {"m", "a", 2}})
	if r := equal.Sex[0]; r.Rate.Value != 0 || !r.Rate.Defined() || r.ImpactRatio.Undefined != NoVariation {
		t.Errorf("equal scores: %+v", r)
	}
	if none := ScoringRates(nil); none.Median.Undefined != EmptyGroup || len(none.Sex) != 0 {
		t.Errorf("%+v", none)
	}
}

func TestACategoryBelowTwoPercentIsMarkedAndLeftOut(t *testing.T) {
	t.Parallel()
	tables := SelectionTables([]Cell{
		{"f", "a", Count{1, 1}}, {"f", "b", Count{2, 49}}, {"m", "b", Count{20, 50}}, {"m", "c", Count{0, 0}}, {"", "a", Count{3, 7}},
	})
	if tables.Known != 100 || tables.Unknown != 7 {
		t.Fatalf("%+v", tables)
	}
	small, big, none := tables.Race[0], tables.Race[1], tables.Race[2]
	if !small.Under2Percent || small.ImpactRatio.Value != 1 || small.AfterExclusion.Undefined != Excluded || small.Share.Value != .01 {
		t.Errorf("%+v", small)
	}
	if big.Under2Percent || !near(big.ImpactRatio.Value, 22./99) || big.AfterExclusion.Value != 1 {
		t.Errorf("%+v", big)
	}
	if none.Rate.Defined() || none.ImpactRatio.Defined() || !none.Under2Percent {
		t.Errorf("%+v", none)
	}
	exactly := SelectionTables([]Cell{{"f", "a", Count{1, 2}}, {"m", "a", Count{1, 98}}})
	if exactly.Sex[0].Under2Percent {
		t.Error("2 of 100 is not below 2 %")
	}
}

// TestNothingHiddenCanBeReckonedFromTheMargins: for every line whose total is shown, none or at least two of its cells
// are hidden, and what may not be shown is hidden.
func TestNothingHiddenCanBeReckonedFromTheMargins(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "columns")
		table := make([][]Count, rows)
		for i := range table {
			for range cols {
				table[i] = append(table[i], drawCount(t, "cell", 20))
			}
		}
		s := Suppress(table, 5)
		for i, row := range table {
			hidden := 0
			for j, c := range row {
				if s.Hidden[i][j] {
					hidden++
				} else if c.N < 5 || c.N < 10 && (c.X == 0 || c.X == c.N) {
					t.Fatalf("%v is shown", c)
				}
			}
			if hidden == 1 && !s.RowTotals[i] {
				t.Fatalf("row %d hides one cell and shows its total: %v %+v", i, table, s)
			}
		}
		for j := range cols {
			hidden := 0
			for i := range table {
				if s.Hidden[i][j] {
					hidden++
				}
			}
			if rows > 1 && hidden == 1 && !s.ColTotals[j] {
				t.Fatalf("column %d hides one cell and shows its total: %v %+v", j, table, s)
			}
		}
	})
}

func TestSuppressionHidesTheSmallestBeside(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		row  []Count
		want []bool
	}{
		{[]Count{{3, 4}, {9, 30}, {5, 20}}, []bool{true, false, true}},
		{[]Count{{3, 5}, {9, 30}}, []bool{false, false}},
		{[]Count{{9, 9}, {9, 30}, {5, 29}}, []bool{true, false, true}}, // all of nine
		{[]Count{{0, 9}, {9, 30}, {5, 30}}, []bool{true, true, false}}, // none of nine; of equals, the first
		{[]Count{{10, 10}, {0, 10}, {5, 20}}, []bool{false, false, false}},
		{[]Count{{1, 2}, {1, 3}, {5, 20}}, []bool{true, true, false}},
	} {
		if got := Suppress([][]Count{tt.row}, DefaultSuppression).Hidden[0]; !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%v: hidden %v, want %v", tt.row, got, tt.want)
		}
	}
	if s := Suppress([][]Count{{{1, 3}}}, 5); !s.RowTotals[0] {
		t.Error("the total of a lone hidden cell is shown")
	}
	if s := Suppress([][]Count{{{3, 7}}}, 8); !s.Hidden[0][0] {
		t.Error("7 is shown though 8 was asked for")
	}
}
