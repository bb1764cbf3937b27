package simulate

import (
	"context"
	_ "embed" // the kept report
	"encoding/json"
	"fmt"
	"math"

	"touchstone/internal/scoring"
)

// Rate is how often something happened.
type Rate struct {
	Share float64 `json:"share"`
	SE    float64 `json:"se"` // standard error, companies being the independent draws
	Of    int     `json:"of"` // cases
}

// Report is what simulations say about the engine of a version.
type Report struct {
	Engine   string     `json:"engine"`
	Date     string     `json:"date"`
	Settings Settings   `json:"settings"`
	Recovery []Recovery `json:"recovery"`
	Silence  []Silence  `json:"silence"`
	Coverage []Coverage `json:"coverage"`
	Whole    []Coverage `json:"whole"` // of the whole fit, four values; Questions are all of them
	Managers []Managers `json:"managers"`
	Camps    []Camps    `json:"camps"`
	Fakers   []Fakers   `json:"fakers"`
	Texts    Texts      `json:"texts"`
}

// Recovery is what a benchmark finds of a signal that is there.
type Recovery struct {
	Exemplars  int     `json:"exemplars"`
	Comparison int     `json:"comparison"`
	Values     int     `json:"values"`
	Questions  int     `json:"questions"`  // a value
	Population float64 `json:"population"` // mean r of fit and fit under all exemplars, over companies
	Adherence  float64 `json:"adherence"`  // mean r of fit and true adherence
	AUC        float64 `json:"auc"`        // mean leave-one-out AUC of the whole
	Shown      Rate    `json:"shown"`      // separation shown: the interval of the AUC lies above .5
	Counting   Rate    `json:"counting"`   // questions that count
}

// Silence is what a benchmark claims when there is nothing to find.
type Silence struct {
	Kind       string `json:"kind"` // by_chance: every answer as likely as any other; spread: some likelier; alike: most give the same
	Exemplars  int    `json:"exemplars"`
	Comparison int    `json:"comparison"`
	Claimed    Rate   `json:"claimed"`  // separation claimed: nominal is 2.5 % for the upper side of a 95 % interval
	Inverted   Rate   `json:"inverted"` // and the other side
	Fit        Rate   `json:"fit"`      // candidates given a fit at all
	Counting   Rate   `json:"counting"` // questions that count
}

// Coverage is how often intervals hold the truth, for benchmarks of one value or for the whole of several.
type Coverage struct {
	Exemplars int     `json:"exemplars"`
	Questions int     `json:"questions"`
	Defined   Rate    `json:"defined"`  // candidates with an interval
	Asked90   Rate    `json:"asked90"`  // the interval for these questions holds the fit under all exemplars
	Asked95   Rate    `json:"asked95"`  //
	Shown90   Rate    `json:"shown90"`  // the wider interval that is shown holds it
	Shown95   Rate    `json:"shown95"`  //
	Beyond90  Rate    `json:"beyond90"` // and it holds the fit under all exemplars and all questions there could be
	Beyond95  Rate    `json:"beyond95"` //
	Width     float64 `json:"width"`    // mean width of the 90 % interval for these questions, points of fit
	Wide      float64 `json:"wide"`     // and of the one that is shown
}

// Managers is how often a benchmark with a dominating manager says so.
type Managers struct {
	Share  float64 `json:"share"`  // of exemplars who have that manager
	Warned Rate    `json:"warned"` // single_manager or dominating_manager
	Single Rate    `json:"single"` // single_manager
}

// Camps is how often a question on which exemplars are split, or are not, is called polarised.
type Camps struct {
	Split      bool `json:"split"`
	Exemplars  int  `json:"exemplars"`
	Called     Rate `json:"called"`
	Weightless Rate `json:"weightless"` // and does not count
}

// Fakers is what a way of answering earns.
type Fakers struct {
	Manner  string  `json:"manner"` // honest, exemplary, desirable, extreme, random
	Fit     float64 `json:"fit"`    // mean
	Above   Rate    `json:"above"`  // stand above the median exemplar, left out
	Flagged Rate    `json:"flagged"`
}

// Run makes every study, until ctx ends. It is deterministic; date is put into the report as it is.
func Run(ctx context.Context, s Settings, date string) (Report, error) {
	r := Report{Engine: scoring.Engine, Date: date, Settings: s}
	for _, study := range []func(context.Context, Settings, *Report) error{recovery, silence, coverage, wholeCoverage, managerStudy, campStudy, fakerStudy, texts} {
		if err := study(ctx, s, &r); err != nil {
			return Report{}, err
		}
	}
	return r, nil
}

// RunTexts makes the studies of text questions and takes the others from the kept report. It refuses when that is of
// another engine or other settings, because one report speaks of one engine.
func RunTexts(ctx context.Context, s Settings, date string) (Report, error) {
	r, err := Kept()
	if err != nil {
		return r, err
	}
	if r.Engine != scoring.Engine || r.Settings != s {
		return r, fmt.Errorf("simulate: the kept report is of engine %s and %+v: make it anew", r.Engine, r.Settings)
	}
	r.Date, r.Texts = date, Texts{}
	return r, texts(ctx, s, &r)
}

//go:embed report.json
var kept []byte

// Kept is the report that is kept with the program, made by a full run; the manual prints it.
func Kept() (Report, error) {
	var r Report
	if err := json.Unmarshal(kept, &r); err != nil {
		return r, fmt.Errorf("simulate: the kept report: %w", err)
	}
	return r, nil
}

// counter counts cases by company.
type counter struct{ hits, cases []float64 }

func newCounter(companies int) *counter {
	return &counter{hits: make([]float64, companies), cases: make([]float64, companies)}
}

func (c *counter) add(company int, hit bool) {
	c.cases[company]++
	if hit {
		c.hits[company]++
	}
}

// rate is the share of hits with the standard error of a ratio of two sums over independent companies.
func (c *counter) rate() Rate {
	var hits, cases float64
	for i := range c.hits {
		hits += c.hits[i]
		cases += c.cases[i]
	}
	if cases == 0 {
		return Rate{}
	}
	r := Rate{Share: hits / cases, Of: int(cases)}
	ss := 0.0
	for i := range c.hits {
		d := c.hits[i] - r.Share*c.cases[i]
		ss += d * d
	}
	r.SE = round(math.Sqrt(ss)/cases, 4)
	r.Share = round(r.Share, 4)
	return r
}

func round(x float64, digits int) float64 {
	f := math.Pow10(digits)
	return math.Round(x*f) / f
}

// average is the mean of what companies gave, those that gave nothing left out.
type average struct {
	x    []float64
	have []bool
}

func newAverage(companies int) *average {
	return &average{x: make([]float64, companies), have: make([]bool, companies)}
}

func (a *average) set(company int, x float64) { a.x[company], a.have[company] = x, true }

func (a *average) mean() float64 {
	sum, n := 0.0, 0
	for i, x := range a.x {
		if a.have[i] {
			sum += x
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return round(sum/float64(n), 4)
}
