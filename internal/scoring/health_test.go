package scoring

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"touchstone/internal/hiring"
)

func TestGradeByExemplars(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]Grade{
		0: CannotFreeze, 2: CannotFreeze, 3: TooSmall, 4: TooSmall, 5: Provisional, 9: Provisional, 10: Usable, 19: Usable, 20: Good,
	} {
		if got := gradeOf(n); got != want {
			t.Errorf("%d exemplars: %s, want %s", n, got, want)
		}
	}
}

// scored are so many people whose alignments lie evenly from lo to hi.
func scored(n int, lo, hi float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = lo + (hi-lo)*float64(i)/float64(n-1)
	}
	return out
}

func TestSeparationWarnings(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name         string
		top, typical []float64
		want         []string
	}{
		{"far apart", scored(12, .6, 1), scored(12, -.5, .7), nil},
		{"nobody to compare with", scored(12, 0, 1), nil, []string{SeparationUnknown}},
		{"nine to compare with", scored(12, 0, 1), scored(9, 0, 1), []string{SeparationUnknown}},
		{"nine exemplars", scored(9, .9, 1), scored(30, 0, .1), []string{SeparationUnknown}},
		{"ten and ten, a little apart", scored(10, .1, 1), scored(10, 0, .9), []string{SeparationNotShown}},
		{"many, and alike", scored(150, 0, 1), scored(150, 0, 1), []string{DoesNotSeparate}},
		{"the wrong way round", scored(20, 0, .5), scored(20, .4, 1), []string{Inverted}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := separate(tc.top, tc.typical)
			if got := codesOf(s.warning()); !slices.Equal(got, tc.want) {
				t.Errorf("warnings %v, want %v: %+v", got, tc.want, s)
			}
		})
	}
}

func TestComparisonMeetsEveryLeftOutKey(t *testing.T) {
	t.Parallel()
	d := company(1, 4, 6, 4)
	it := built(t, d).items[0].(*closedItem)
	sum := 0.0
	for j := range it.folds {
		a, ok := it.align(&it.folds[j].key, it.typical[0].vector)
		if !ok {
			t.Fatal("no alignment")
		}
		sum += a
	}
	if want := sum / 6; !slices.ContainsFunc(it.compare, func(a float64) bool { return a-want < tolerance && want-a < tolerance }) {
		t.Errorf("mean over six keys %v is not among %v", want, it.compare)
	}
}

func TestSingleManager(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name          string
		manager, team func(i int) string
		want          bool
	}{
		{"two of each", func(i int) string { return optionKey(i % 2) }, func(i int) string { return optionKey(i % 2) }, false},
		{"one manager", func(int) string { return "m" }, func(i int) string { return optionKey(i % 2) }, true},
		{"one team", func(i int) string { return optionKey(i % 2) }, func(int) string { return "t" }, true},
		{"nothing known", func(int) string { return "" }, func(int) string { return "" }, false},
		{"one manager known", func(i int) string { return []string{"m", ""}[i%2] }, func(int) string { return "" }, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, _ := agreed(2)
			for i := range d.Exemplars {
				d.Exemplars[i].Manager, d.Exemplars[i].Team = tc.manager(i), tc.team(i)
			}
			if got := slices.Contains(codesOf(built(t, d).Health().Warnings), SingleManager); got != tc.want {
				t.Errorf("single_manager %v, want %v", got, tc.want)
			}
		})
	}
}

func TestDominatingManager(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name           string
		n, led, inTeam int // exemplars, of whom the first so many have manager m, the last so many are in team t
		share, team    float64
	}{
		{"seven of ten have one manager", 10, 7, 3, .7, 0},
		{"eight of ten are in one team", 10, 7, 8, .8, 1},
		{"two thirds are not more than two thirds", 9, 6, 6, 0, 0},
		{"four of five", 5, 4, 0, .8, 0},
		{"three of four are too few to say", 4, 3, 0, 0, 0},
		{"all of them is single_manager", 10, 10, 8, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, _ := agreed(2)
			d.Exemplars = d.Exemplars[:tc.n]
			for i := range d.Exemplars {
				d.Exemplars[i].Manager, d.Exemplars[i].Team = "m", "t"
				if i >= tc.led {
					d.Exemplars[i].Manager = "m" + optionKey(i)
				}
				if i < tc.n-tc.inTeam {
					d.Exemplars[i].Team = "t" + optionKey(i)
				}
			}
			var got []Warning
			for _, w := range built(t, d).Health().Overall.Warnings {
				if w.Code == DominatingManager {
					got = append(got, w)
				}
			}
			want := []Warning{{Code: DominatingManager, Figures: figures{"share": tc.share, "n": float64(tc.n), "team": tc.team}}}
			if tc.share == 0 {
				want = nil
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestManagersNobodyRecordedDominateNothing(t *testing.T) {
	t.Parallel()
	half := []Respondent{{Manager: "m"}, {}, {Manager: "m"}, {}, {Manager: "m"}, {Manager: "m"}}
	manager := func(r Respondent) string { return r.Manager }
	if got := largestShare(half, manager); got != 4.0/6 {
		t.Errorf("four of six, two unknown: %v", got)
	}
	if got := largestShare(half[1:2], manager); got != 0 {
		t.Errorf("nobody known: %v", got)
	}
}

func TestInconsistentExemplarIsNamed(t *testing.T) {
	t.Parallel()
	d, _ := agreed(4)
	for _, q := range d.Questions {
		d.Exemplars[2].Answers[q.ID] = number(2)
	}
	d.Comparison = respondents("typical", 10, d.Questions, func(i int, _ Question) hiring.AnswerBody { return number(5 + i%4) })
	var named []string
	for _, w := range built(t, d).Health().Warnings {
		if w.Code == InconsistentExample {
			named = append(named, w.Person)
		}
	}
	if !slices.Equal(named, []string{d.Exemplars[2].ID}) {
		t.Errorf("named %v, want only the one who answers otherwise", named)
	}
}

// TestWeightsAreRecomputedInEveryFold has an exemplar without whom the others agree entirely: the weight they are
// judged by must know it.
func TestWeightsAreRecomputedInEveryFold(t *testing.T) {
	t.Parallel()
	q := numericQuestion("q")
	d := Definition{Questions: []Question{q}, Exemplars: respondents("top", 8, []Question{q}, func(i int, _ Question) hiring.AnswerBody {
		return number([]int{3, 8, 8, 8, 8, 8, 8, 8}[i])
	})}
	it := built(t, d).items[0].(*closedItem)
	if !(it.c < 1) || it.exemplar(0).c != 1 || it.exemplar(1).c >= it.c {
		t.Errorf("c %v; without the outlier %v, without another %v", it.c, it.exemplar(0).c, it.exemplar(1).c)
	}
}

func TestWarningsComeWorstFirst(t *testing.T) {
	t.Parallel()
	ws := worstFirst([]Warning{
		{Code: Ceiling, Question: "q1"}, {Code: NoConsensus, Question: "q2"}, {Code: NoConsensus, Value: "v"},
		{Code: TooFewExemplars}, {Code: "unknown"},
	})
	if got, want := codesOf(ws), []string{TooFewExemplars, NoConsensus, NoConsensus, Ceiling, "unknown"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if ws[1].Value != "v" {
		t.Error("the value's warning should come before the question's")
	}
}

// TestEveryCodeHasASeverity keeps the list complete: what a build can say of itself has its place in it.
func TestEveryCodeHasASeverity(t *testing.T) {
	t.Parallel()
	order := severity()
	for seed := range uint64(4) {
		d, _ := writtenCompany(seed, 3+4*int(seed), 4*int(seed))
		for _, w := range built(t, d).Health().Warnings {
			if !slices.Contains(order, w.Code) {
				t.Errorf("code %q has no severity", w.Code)
			}
		}
	}
}

func TestHealthPoolsClosedAnswersAndShowsTheMix(t *testing.T) {
	t.Parallel()
	d, _ := agreed(2)
	for i := range 4 {
		d.Exemplars[i].Language = hiring.Turkish
	}
	q := built(t, d).Health().Questions[0]
	if q.N != 12 || q.Languages[hiring.Turkish] != 4 || q.Languages[hiring.English] != 8 || q.Top.N != 12 {
		t.Errorf("n %d, languages %v", q.N, q.Languages)
	}
}
