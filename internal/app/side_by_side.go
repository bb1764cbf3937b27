package app

import (
	"context"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// How many candidates are laid side by side.
const (
	FewestBeside = 2
	MostBeside   = 5
)

// SideBySide is a few candidates of a requisition laid beside one another, as one person may see them.
type SideBySide struct {
	Requisition hiring.Requisition
	Sides       []ApplicationView // in the order in which they were chosen
	Hidden      []int             // the numbers of those chosen of whom this person may see no score yet
	Reliability *hiring.FitReliability
}

// Beside is how two candidates' fits differ, for the whole or one value.
type Beside struct {
	A, B  int // which sides, A's fit not below B's
	By    float64
	Alike bool // they cannot be told apart
	Known bool // something shows whether they can
}

// CompareApplications lays candidates of a requisition side by side. Whom the user may not see yet is left out, and
// who is of another requisition is not found. Each candidate's scores seen are an entry of the audit of their own.
func (a *App) CompareApplications(ctx context.Context, user uuid.UUID, r hiring.Requisition, ids []uuid.UUID) (SideBySide, error) {
	out := SideBySide{Requisition: r}
	var err error
	if out.Reliability, err = a.Reliability(ctx, r); err != nil {
		return out, err
	}
	for _, id := range ids {
		v, err := a.readApplication(ctx, id)
		if err != nil {
			return out, err
		}
		if v.RequisitionID != r.ID {
			return out, hiring.Missing("application")
		}
		blind, err := a.blindTo(ctx, user, v)
		if err != nil {
			return out, err
		}
		if !blind.CanSeeScores() {
			out.Hidden = append(out.Hidden, v.Number)
			continue
		}
		if err := a.readBeside(ctx, &v, out.Sides); err != nil {
			return out, err
		}
		out.Sides = append(out.Sides, v)
	}
	return out, a.noteBeside(ctx, user, out.Sides)
}

// readBeside reads what is laid side by side of an application: questions, answers, scores of record, and who changed them. The benchmark is
// the same for all, and read once.
func (a *App) readBeside(ctx context.Context, v *ApplicationView, before []ApplicationView) error {
	err := a.readAsked(ctx, v)
	if err != nil {
		return err
	}
	if err := a.readReviews(ctx, v); err != nil {
		return err
	}
	if v.Users, err = a.store.NamesOfUsers(ctx, v.actors()); err != nil {
		return err
	}
	if len(before) == 0 {
		return a.readBenchmark(ctx, v)
	}
	first := before[0]
	v.Benchmark, v.Health, v.Themes, v.OtherEngine = first.Benchmark, first.Health, first.Themes, first.OtherEngine
	return nil
}

func (a *App) noteBeside(ctx context.Context, user uuid.UUID, sides []ApplicationView) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		for _, v := range sides {
			if !v.Shown() && len(v.Ratings)+len(v.Scorecards) == 0 {
				continue
			}
			if err := a.audit(ctx, UserActor(user), "application.scores_viewed", "application", v.ID, "beside", strconv.Itoa(len(sides)-1)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Computed is the score of record that the pipeline shows, as computed; nil while there is none.
func (v ApplicationView) Computed() *scoring.Result {
	if at := v.ofRecord(); at >= 0 {
		return v.Attempts[at].Score
	}
	return nil
}

// Wholes says of each two candidates whether their whole fits can be told apart, as people reviewed them, by the rule
// that decisions are held against.
func (s SideBySide) Wholes() []Beside {
	sem := errorOf(s.Reliability)
	return s.pairs(
		func(v ApplicationView) *float64 {
			if c, ok := v.FitComposite(); ok {
				return &c.Value
			}
			return nil
		},
		func(a, b ApplicationView) (bool, bool) {
			x, _ := a.FitComposite()
			y, _ := b.FitComposite()
			c := scoring.Compare(compositeShown(a.Application, x), compositeShown(b.Application, y), sem)
			return !c.Distinct, c.SED.Defined()
		},
	)
}

// ByValue says the same of the fits of one value, from the resamples that the scores keep.
func (s SideBySide) ByValue(value uuid.UUID) []Beside {
	fit := func(v ApplicationView) *scoring.ValueFit {
		if r, scored := v.OnRecord(); scored {
			return valueFitOf(r, value.String())
		}
		return nil
	}
	return s.pairs(
		func(v ApplicationView) *float64 {
			if f := fit(v); f != nil {
				return numberOf(f.Fit)
			}
			return nil
		},
		func(a, b ApplicationView) (bool, bool) {
			c := scoring.Compare(*fit(a), *fit(b), scoring.Figure{Undefined: scoring.NotEstimable})
			return !c.Distinct, c.SED.Defined()
		},
	)
}

// pairs compares each two sides that have a fit, the higher one first.
func (s SideBySide) pairs(fit func(ApplicationView) *float64, like func(a, b ApplicationView) (alike, known bool)) []Beside {
	var order []int
	for i, v := range s.Sides {
		if fit(v) != nil {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := *fit(s.Sides[i]), *fit(s.Sides[j])
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	var out []Beside
	for k, i := range order {
		for _, j := range order[k+1:] {
			alike, known := like(s.Sides[i], s.Sides[j])
			by := *fit(s.Sides[i]) - *fit(s.Sides[j])
			out = append(out, Beside{A: i, B: j, By: by, Alike: alike || known && by == 0, Known: known})
		}
	}
	return out
}
