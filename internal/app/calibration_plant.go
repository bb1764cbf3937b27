package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// PlantEvery asks that one calibration answer be planted for every so many real ones a panelist of a requisition is
// given to rate; 0 ends it. It touches no candidate, so it may change at any time.
func (a *App) PlantEvery(ctx context.Context, by, requisition uuid.UUID, every int) error {
	if every != 0 && (every < hiring.LeastPlantEvery || every > hiring.MostPlantEvery) {
		return hiring.Problems{{Field: "every", Key: "problem.out_of_range", Args: []any{"Lo", hiring.LeastPlantEvery, "Hi", hiring.MostPlantEvery}}}.Err()
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.SetPlantEvery(ctx, requisition, every, by, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "requisition.calibration_set", "requisition", requisition, "every", strconv.Itoa(every))
	})
}

// plantFor puts calibration answers among what these raters were just given to rate of a requisition, as many as are due
// and as there are that each does not know. Call it in the transaction that gave them real ones.
func (a *App) plantFor(ctx context.Context, r hiring.Requisition, asked []hiring.AssessmentQuestion, raters map[uuid.UUID]bool) error {
	if len(raters) == 0 {
		return nil
	}
	every, err := a.store.PlantEvery(ctx, r.ID)
	if err != nil || every == 0 {
		return err
	}
	for _, rater := range r.Panel {
		if !raters[rater] {
			continue
		}
		given, planted, err := a.store.CountItems(ctx, r.ID, rater)
		if err != nil {
			return err
		}
		for ; hiring.PlantDue(every, given, planted); planted++ {
			if there, err := a.plant(ctx, rater, r, asked); err != nil {
				return err
			} else if !there {
				break
			}
		}
	}
	return nil
}

// plant puts one calibration answer into a rater's queue of a requisition; false when there is none to be had.
func (a *App) plant(ctx context.Context, rater uuid.UUID, r hiring.Requisition, asked []hiring.AssessmentQuestion) (bool, error) {
	mine, err := a.store.CalibrationPlants(ctx, rater)
	if err != nil {
		return false, err
	}
	answer, ok, err := a.plantable(ctx, rater, r, asked, mine)
	if err != nil || !ok {
		return false, err
	}
	p := hiring.CalibrationPlant{ID: newID(), RequisitionID: r.ID, UserID: rater, AnswerID: answer.ID, PlantedAt: a.Now()}
	if added, err := a.store.AddCalibrationPlant(ctx, p); err != nil || !added {
		return false, err
	}
	item := a.newItem(r.ID, answer.Question.ID, rater, answer.Text)
	item.PlantID = &p.ID
	if err := a.store.AddRatingItems(ctx, []hiring.RatingItem{item}); err != nil {
		return false, err
	}
	return true, a.audit(ctx, System(), "calibration.planted", "calibration_plant", p.ID, "requisition", r.ID.String(), "rater", rater.String())
}

// queuePlants puts planted answers that wait from before there were queues into them, where their question is asked.
func (a *App) queuePlants(ctx context.Context, requisition uuid.UUID) error {
	plants, err := a.store.UnqueuedPlants(ctx, requisition)
	if err != nil || len(plants) == 0 {
		return err
	}
	assessment, err := a.store.RequisitionAssessment(ctx, requisition)
	if err != nil {
		return err
	}
	sets, err := a.store.CalibrationSets(ctx)
	if err != nil {
		return err
	}
	var items []hiring.RatingItem
	for _, p := range plants {
		for _, c := range sets {
			if x, ok := c.Answer(p.AnswerID); ok && x.WithdrawnAt == nil && asksVersion(assessment.Questions, x.Question.ID) {
				item := a.newItem(requisition, x.Question.ID, p.UserID, x.Text)
				item.PlantID = &p.ID
				items = append(items, item)
			}
		}
	}
	return a.store.AddRatingItems(ctx, items)
}

func asksVersion(asked []hiring.AssessmentQuestion, version uuid.UUID) bool {
	return slices.ContainsFunc(asked, func(q hiring.AssessmentQuestion) bool { return q.ID == version })
}

// plantable finds an answer a user may meet unmarked: of an agreed set, of a question and in a language the requisition
// asks in, not of a set the user has rated or found the levels of, and not met before.
func (a *App) plantable(ctx context.Context, user uuid.UUID, r hiring.Requisition, asked []hiring.AssessmentQuestion, mine []hiring.CalibrationPlant) (hiring.CalibrationAnswer, bool, error) {
	sheets, err := a.allSheets(ctx, user)
	if err != nil {
		return hiring.CalibrationAnswer{}, false, err
	}
	var fit []hiring.CalibrationAnswer
	for _, s := range sheets {
		if s.Purpose != hiring.CalibrationPractice || len(s.Passes) > 0 || !slices.Contains(r.Languages, s.Language) {
			continue
		}
		fit = append(fit, slices.DeleteFunc(s.Left(), func(x hiring.CalibrationAnswer) bool {
			met := slices.ContainsFunc(mine, func(p hiring.CalibrationPlant) bool { return p.AnswerID == x.ID })
			return met || !asksVersion(asked, x.Question.ID)
		})...)
	}
	if len(fit) == 0 {
		return hiring.CalibrationAnswer{}, false, nil
	}
	return hiring.ShuffledAnswers(fit, user)[0], true, nil
}

// allSheets is every set as a user sees it, those there is nothing in for that user too.
func (a *App) allSheets(ctx context.Context, user uuid.UUID) ([]CalibrationSheet, error) {
	sets, err := a.store.CalibrationSets(ctx)
	if err != nil {
		return nil, err
	}
	passes, err := a.store.CalibrationPassesOf(ctx, user)
	out := make([]CalibrationSheet, len(sets))
	for i, c := range sets {
		out[i] = sheetOf(c, user, passes)
	}
	return out, err
}

// Drift is how a user's levels of planted answers lie beside the agreed ones over time.
type Drift struct {
	Points    []DriftPoint
	Deviation Deviation
	Moved     bool // the newest lie further from the user's own mean than chance would take them
}

// DriftPoint is one planted answer: when it was rated and how it differed, and nothing by which it could be known.
type DriftPoint struct {
	At         time.Time
	Difference int
}

// DriftOf follows a user's planted answers. Whether levels have moved is said from eight of them on.
func (a *App) DriftOf(ctx context.Context, user uuid.UUID) (Drift, error) {
	plants, err := a.store.CalibrationPlants(ctx, user)
	if err != nil {
		return Drift{}, err
	}
	sets, err := a.store.CalibrationSets(ctx)
	if err != nil {
		return Drift{}, err
	}
	agreed := map[uuid.UUID]int{}
	for _, c := range sets {
		for _, x := range c.Answers {
			if g, ok := x.Level(); ok {
				agreed[x.ID] = g.Level
			}
		}
	}
	var out Drift
	var x []float64
	for _, p := range plants {
		if level, known := agreed[p.AnswerID]; known && p.RatedAt != nil {
			out.Points = append(out.Points, DriftPoint{At: *p.RatedAt, Difference: p.Level - level})
			x = append(x, float64(p.Level-level))
		}
	}
	out.Deviation = deviationOf(x)
	if sd := stats.SD(x); len(x) >= stats.SevereShared && sd.Defined() {
		chart := stats.SeverityDrift(x, out.Deviation.Mean.Value, sd.Value)
		out.Moved = len(chart.Points) > 0 && chart.Points[len(chart.Points)-1].Beyond
	}
	return out, nil
}
