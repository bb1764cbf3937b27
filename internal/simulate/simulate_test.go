package simulate

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// small is the smallest size that exercises every study.
func small() Settings { return Settings{Seed: 3, Companies: 2, Candidates: 3} }

func TestTheSameSettingsGiveTheSameReport(t *testing.T) {
	t.Parallel()
	run := func() []byte {
		r, err := Run(t.Context(), small(), "2026-01-02")
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	one := run()
	if !bytes.Equal(one, run()) {
		t.Error("two runs differ")
	}
	var r Report
	if err := json.Unmarshal(one, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Coverage) != 25 || len(r.Whole) != 5 || len(r.Silence) != 9 || len(r.Recovery) != 3 || len(r.Fakers) != 5 || r.Engine != scoring.Engine {
		t.Errorf("report %+v", r)
	}
	if x := r.Texts; len(x.Coverage) != 3 || len(x.Silence) != 6 || len(x.Recovery) != 3 {
		t.Errorf("texts %+v", x)
	}
	var printed strings.Builder
	if err := r.Print(&printed); err != nil || !strings.Contains(printed.String(), "polarised") {
		t.Errorf("printed %v:\n%s", err, printed.String())
	}
}

func TestRateIsThatOfCasesWithTheErrorOfCompanies(t *testing.T) {
	t.Parallel()
	c := newCounter(4)
	for i, hits := range []int{4, 4, 0, 0} { // whole companies hit or miss: four independent draws, not sixteen
		for k := range 4 {
			c.add(i, k < hits)
		}
	}
	if r := c.rate(); r.Share != .5 || r.Of != 16 || math.Abs(r.SE-.25) > 1e-9 {
		t.Errorf("%+v", r)
	}
	if r := newCounter(3).rate(); r != (Rate{}) || r.String() != "–" {
		t.Errorf("no cases: %+v", r)
	}
	a := newAverage(3)
	a.set(0, 1)
	a.set(2, 2)
	if a.mean() != 1.5 || newAverage(2).mean() != 0 {
		t.Errorf("mean %v", a.mean())
	}
}

// TestMannersAreDistributions draws many answers of every kind and counts.
func TestMannersAreDistributions(t *testing.T) {
	t.Parallel()
	const n = 4000
	rng := rand.New(rand.NewPCG(1, 1))
	for _, kind := range closedKinds() {
		for _, lived := range []bool{true, false} {
			q := newQuestion(rng, kind, "q", "v")
			m := newManner(rng, q, lived)
			counts := map[int]float64{}
			for range n {
				a := m.answer(rng, q)
				switch {
				case a.Blank(kind):
					t.Fatalf("%s: a blank answer", kind)
				case a.Number != nil:
					counts[*a.Number-q.Lo]++
				case kind == hiring.Single:
					counts[slices.Index(q.Options, a.Picks[0])]++
				case kind == hiring.Ranking && len(a.Picks) != len(q.Options):
					t.Fatalf("%d of %d options ranked", len(a.Picks), len(q.Options))
				}
			}
			for k, p := range m.p {
				if single := kind == hiring.Numeric || kind == hiring.Single; single && math.Abs(counts[k]/n-p) > .04 {
					t.Errorf("%s, place %d: share %v, probability %v", kind, k, counts[k]/n, p)
				}
			}
		}
	}
}

// TestIdeasAreToldAsOftenAsTheyAreLikely draws many texts and counts the sentences of one idea, whose words nobody has by
// whim here.
func TestIdeasAreToldAsOftenAsTheyAreLikely(t *testing.T) {
	t.Parallel()
	const n = 2000
	rng := rand.New(rand.NewPCG(2, 2))
	words := newVocabulary(rng)
	about := newSubject(&words)
	about.words = words
	for _, lived := range []bool{true, false} {
		m := newTelling(rng, about, lived)
		told := make([]float64, len(m.p))
		for range n {
			answer := m.answer(rng, scoring.Question{Kind: hiring.Text}).Text
			for k, x := range about.ideas {
				if strings.Contains(answer, " the "+x.things[0]) || strings.Contains(answer, " the "+x.things[1]) {
					told[k]++
				}
			}
		}
		for k, p := range m.p {
			if math.Abs(told[k]/n-p) > .05 {
				t.Errorf("lived %v, idea %d: told by %v, probability %v", lived, k, told[k]/n, p)
			}
		}
	}
}

// TestTheLivedWayIsWhatExemplarsShare: benchmarks of a lived way count most questions, benchmarks of chance hardly any.
func TestTheLivedWayIsWhatExemplarsShare(t *testing.T) {
	t.Parallel()
	counting := func(s shape) int {
		rng := rand.New(rand.NewPCG(5, 5))
		c := newCompany(rng, s)
		b, err := c.benchmark(rng, 20, 20)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, q := range b.Health().Questions {
			if q.Consensus > 0 {
				n++
			}
		}
		return n
	}
	quiet := ordinary()
	quiet.nothing = chance
	if lived, none := counting(ordinary()), counting(quiet); lived < 14 || none > 3 {
		t.Errorf("of 16 questions %d count with a lived way, %d by chance", lived, none)
	}
}

func TestKeptReportIsOfThisEngine(t *testing.T) {
	t.Parallel()
	r, err := Kept()
	if err != nil {
		t.Fatal(err)
	}
	if r.Engine != scoring.Engine || r.Settings != Full() || r.Date == "" {
		t.Errorf("the kept report is of engine %s, %+v, %s: make simulate", r.Engine, r.Settings, r.Date)
	}
}

// TestIntervalsHoldWhatTheyPromise is the promise itself, on the kept report: for twenty exemplars and more, whatever
// the number of questions, the interval for these questions covers within three points of its level.
func TestIntervalsHoldWhatTheyPromise(t *testing.T) {
	t.Parallel()
	r, err := Kept()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range slices.Concat(r.Coverage, r.Whole) {
		if c.Exemplars < 20 {
			continue
		}
		for level, rate := range map[float64]Rate{.90: c.Asked90, .95: c.Asked95} {
			if rate.Of == 0 || rate.Share < level-.03 || c.Questions >= 6 && rate.Share > level+.03 {
				t.Errorf("n = %d, %d questions: %v %% intervals cover %v", c.Exemplars, c.Questions, 100*level, rate)
			}
		}
	}
}

// TestNothingIsSaidWhereNothingIs holds the kept report to its nominal rates within the error of the simulation: a
// separation is claimed, and called upside down, by 2.5 % of the companies that have none. Each kind and size on its own
// may lie three standard errors above; all kinds of a size together, two.
func TestNothingIsSaidWhereNothingIs(t *testing.T) {
	t.Parallel()
	r, err := Kept()
	if err != nil {
		t.Fatal(err)
	}
	const nominal = .025
	most := func(errors, of float64) float64 { return nominal + errors*math.Sqrt(nominal*(1-nominal)/of) }
	claimed, inverted, cases := map[int]float64{}, map[int]float64{}, map[int]float64{}
	for _, s := range r.Silence {
		of := float64(s.Claimed.Of)
		if s.Claimed.Of != silentTimes*Full().Companies || s.Claimed.Share > most(3, of) || s.Inverted.Share > most(3, of) {
			t.Errorf("%s, n = %d: separation claimed %v, upside down %v", s.Kind, s.Exemplars, s.Claimed, s.Inverted)
		}
		if s.Kind == string(chance) && s.Counting.Share > .05+2*s.Counting.SE {
			t.Errorf("by chance, n = %d: %v of the questions count", s.Exemplars, s.Counting)
		}
		claimed[s.Exemplars] += of * s.Claimed.Share
		inverted[s.Exemplars] += of * s.Inverted.Share
		cases[s.Exemplars] += of
	}
	for n, of := range cases {
		if claimed[n]/of > most(2, of) || inverted[n]/of > most(2, of) {
			t.Errorf("n = %d: of %v silent companies %v claimed, %v upside down", n, of, claimed[n], inverted[n])
		}
	}
}

// TestHonestPeopleAreHardlyFlagged: the flags of response style together raise a false alarm for about one honest person
// in twenty, here people of every adherence and people who answer as exemplars do.
func TestHonestPeopleAreHardlyFlagged(t *testing.T) {
	t.Parallel()
	r, err := Kept()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Fakers {
		if s := f.Flagged; (f.Manner == honest || f.Manner == exemplary) && (s.Of == 0 || s.Share > .05+3*s.SE) {
			t.Errorf("%s people are flagged %v", f.Manner, s)
		}
	}
}

// TestADominatingManagerIsSaid: from more than two thirds on always, below never.
func TestADominatingManagerIsSaid(t *testing.T) {
	t.Parallel()
	r, err := Kept()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Managers {
		want := 0.0
		if m.Share > 2.0/3 {
			want = 1
		}
		if m.Warned.Of == 0 || m.Warned.Share != want || m.Single.Share > 0 && m.Share < 1 {
			t.Errorf("%.0f %% have one manager: warned %v, called single %v", 100*m.Share, m.Warned, m.Single)
		}
	}
}

// TestTheEngineWarnsByTheKeptReport: the table by which the engine says that an interval is narrower than the doubt is
// the report's.
func TestTheEngineWarnsByTheKeptReport(t *testing.T) {
	t.Parallel()
	r, err := Kept()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Coverage {
		m := scoring.MeasuredCoverage(c.Exemplars, c.Questions)
		want := scoring.Measured{
			Exemplars: c.Exemplars, Questions: c.Questions,
			Asked: round(c.Asked90.Share, 2), Beyond: round(c.Beyond90.Share, 2),
		}
		if m != want {
			t.Errorf("the engine knows %+v, the report says %+v", m, want)
		}
	}
	for _, c := range r.Whole {
		want := scoring.Measured{
			Exemplars: c.Exemplars, Questions: c.Questions,
			Asked: round(c.Asked90.Share, 2), Beyond: round(c.Beyond90.Share, 2),
		}
		if m := scoring.MeasuredCoverageOfTheWhole(c.Exemplars); m != want {
			t.Errorf("of the whole the engine knows %+v, the report says %+v", m, want)
		}
	}
	if m := scoring.MeasuredCoverage(19, 11); m.Exemplars != 10 || m.Questions != 6 {
		t.Errorf("19 exemplars and 11 questions are taken for %d and %d", m.Exemplars, m.Questions)
	}
	if m := scoring.MeasuredCoverage(3, 1); m.Exemplars != 5 || m.Questions != 3 {
		t.Errorf("fewer than measured are taken for %d and %d", m.Exemplars, m.Questions)
	}
}
