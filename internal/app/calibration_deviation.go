package app

import (
	"math"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// Habit is what differences from agreed levels say of how somebody rates.
type Habit string

// The habits. Less than eight answers say nothing of one, however large the differences (measurement specification, §5).
const (
	NoHabit      Habit = "none"    // nothing to compare
	FewToTell    Habit = "few"     // fewer than eight answers
	LikeThePanel Habit = "like"    // within half a point
	MaybeChance  Habit = "chance"  // further, but it may be chance
	MoreSevere   Habit = "severe"  // lower than agreed
	MoreLenient  Habit = "lenient" // higher than agreed
)

// Deviation is how far somebody's levels lie from the agreed ones: own minus agreed, in points of the scale.
type Deviation struct {
	N        int
	Mean     stats.Figure // signed: negative is more severe than the panel
	Absolute stats.Figure // without the sign: how far apart at all
	Interval stats.Interval
	Habit    Habit
}

// habitLevel is the confidence a habit is named with.
const habitLevel = .95

// deviationOf summarises differences.
func deviationOf(differences []float64) Deviation {
	d := Deviation{N: len(differences), Mean: stats.Mean(differences), Interval: stats.MeanInterval(differences, habitLevel)}
	absolute := make([]float64, len(differences))
	for i, x := range differences {
		absolute[i] = math.Abs(x)
	}
	d.Absolute = stats.Mean(absolute)
	d.Habit = d.habit()
	return d
}

func (d Deviation) habit() Habit {
	sure := d.Interval.Undefined == stats.NoVariation || d.Interval.Defined() && (d.Interval.Lo > 0 || d.Interval.Hi < 0)
	switch {
	case !d.Mean.Defined():
		return NoHabit
	case d.N < stats.SevereShared:
		return FewToTell
	case math.Abs(d.Mean.Value) <= stats.SevereBy:
		return LikeThePanel
	case !sure:
		return MaybeChance
	case d.Mean.Value < 0:
		return MoreSevere
	}
	return MoreLenient
}

// differences are a pass's levels minus those agreed now, of the answers that have one.
func differences(c hiring.CalibrationSet, p hiring.CalibrationPass) []float64 {
	var out []float64
	for _, r := range p.Ratings {
		x, known := c.Answer(r.AnswerID)
		if g, agreed := x.Level(); known && agreed {
			out = append(out, float64(r.Level-g.Level))
		}
	}
	return out
}

// DeviationOf compares one pass with the levels agreed now.
func DeviationOf(c hiring.CalibrationSet, p hiring.CalibrationPass) Deviation {
	return deviationOf(differences(c, p))
}

// Practised is somebody who has finished the set, without any figure: practice is no examination.
type Practised struct {
	User   uuid.UUID
	Passes int
	Last   time.Time
}

// practised lists who has practised with a set, the first to finish first.
func practised(c hiring.CalibrationSet, passes []hiring.CalibrationPass) []Practised {
	at := map[uuid.UUID]int{}
	var out []Practised
	for _, p := range passes {
		if p.Purpose != hiring.CalibrationPractice || !p.Finished() {
			continue
		}
		i, known := at[p.UserID]
		if !known {
			i = len(out)
			at[p.UserID], out = i, append(out, Practised{User: p.UserID})
		}
		out[i].Passes++
		out[i].Last = *p.FinishedAt
	}
	return out
}

// fewestInGroup is how many people must have practised before anything is said of them together.
const fewestInGroup = 3

// GroupDeviation is how those who have practised lie beside the panel, all together and by answer, from each one's
// newest pass. With fewer than three people nothing is said, because it would be about one of them.
type GroupDeviation struct {
	People         int
	Shown          bool
	Mean, Absolute stats.Figure
	ByAnswer       map[uuid.UUID]stats.Figure // mean difference
}

func groupDeviation(c hiring.CalibrationSet, passes []hiring.CalibrationPass) GroupDeviation {
	newest := map[uuid.UUID]hiring.CalibrationPass{}
	for _, p := range passes {
		if p.Purpose == hiring.CalibrationPractice && p.Finished() {
			newest[p.UserID] = p
		}
	}
	g := GroupDeviation{People: len(newest), Shown: len(newest) >= fewestInGroup}
	if !g.Shown {
		return g
	}
	g.ByAnswer = map[uuid.UUID]stats.Figure{}
	var means, absolutes []float64 // in the order of the set's passes, so that sums are always alike
	by := map[uuid.UUID][]float64{}
	for _, p := range passes {
		if newest[p.UserID].ID != p.ID {
			continue
		}
		if d := DeviationOf(c, p); d.Mean.Defined() {
			means, absolutes = append(means, d.Mean.Value), append(absolutes, d.Absolute.Value)
		}
		for _, x := range c.Answers {
			r, given := p.Of(x.ID)
			if a, agreed := x.Level(); given && agreed {
				by[x.ID] = append(by[x.ID], float64(r.Level-a.Level))
			}
		}
	}
	g.Mean, g.Absolute = stats.Mean(means), stats.Mean(absolutes)
	for id, x := range by {
		if len(x) >= fewestInGroup {
			g.ByAnswer[id] = stats.Mean(x)
		}
	}
	return g
}
