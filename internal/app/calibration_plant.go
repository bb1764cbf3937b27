package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// PlantEvery asks that one calibration answer be planted for every so many real ones a panelist of a requisition rates;
// 0 ends it. It touches no candidate, so it may change at any time.
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

// plant puts a calibration answer among what a user rates of a requisition, when one is due and there is one that user
// does not know. Call it in the transaction that rated real ones.
func (a *App) plant(ctx context.Context, user uuid.UUID, r hiring.Requisition) error {
	every, err := a.store.PlantEvery(ctx, r.ID)
	if err != nil || every == 0 {
		return err
	}
	rated, err := a.store.CountRatings(ctx, r.ID, user)
	if err != nil {
		return err
	}
	mine, err := a.store.CalibrationPlants(ctx, user)
	if err != nil {
		return err
	}
	planted, waiting := 0, false
	for _, p := range mine {
		if p.RequisitionID == r.ID {
			planted, waiting = planted+1, waiting || p.RatedAt == nil
		}
	}
	if !hiring.PlantDue(every, rated, planted, waiting) {
		return nil
	}
	answer, ok, err := a.plantable(ctx, user, r, mine)
	if err != nil || !ok {
		return err
	}
	p := hiring.CalibrationPlant{ID: newID(), RequisitionID: r.ID, UserID: user, AnswerID: answer, PlantedAt: a.Now()}
	if added, err := a.store.AddCalibrationPlant(ctx, p); err != nil || !added {
		return err
	}
	return a.audit(ctx, System(), "calibration.planted", "calibration_plant", p.ID, "requisition", r.ID.String(), "rater", user.String())
}

// plantable finds an answer a user may meet unmarked: of an agreed set, of a value and in a language the requisition
// asks in, not of a set the user has rated or found the levels of, and not met before.
func (a *App) plantable(ctx context.Context, user uuid.UUID, r hiring.Requisition, mine []hiring.CalibrationPlant) (uuid.UUID, bool, error) {
	sheets, err := a.allSheets(ctx, user)
	if err != nil {
		return uuid.Nil, false, err
	}
	var fit []hiring.CalibrationAnswer
	for _, s := range sheets {
		asked := slices.ContainsFunc(r.Values, func(v hiring.RequisitionValue) bool { return v.ValueID == s.ValueID })
		if s.Purpose != hiring.CalibrationPractice || len(s.Passes) > 0 || !asked || !slices.Contains(r.Languages, s.Language) {
			continue
		}
		fit = append(fit, slices.DeleteFunc(s.Left(), func(x hiring.CalibrationAnswer) bool {
			return slices.ContainsFunc(mine, func(p hiring.CalibrationPlant) bool { return p.AnswerID == x.ID })
		})...)
	}
	if len(fit) == 0 {
		return uuid.Nil, false, nil
	}
	return hiring.ShuffledAnswers(fit, user)[0].ID, true, nil
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

// PlantSheet is a planted answer to rate.
type PlantSheet struct {
	hiring.CalibrationPlant
	Answer      hiring.CalibrationAnswer
	ValueName   hiring.Words
	Language    hiring.Language
	Requisition string
}

// PlantSheet returns what was planted for a user; another's is Missing, and so is one that was withdrawn.
func (a *App) PlantSheet(ctx context.Context, user, plant uuid.UUID) (PlantSheet, error) {
	p, err := a.store.CalibrationPlant(ctx, plant)
	if err != nil {
		return PlantSheet{}, err
	}
	if p.UserID != user {
		return PlantSheet{}, hiring.Missing("rating")
	}
	r, err := a.store.Requisition(ctx, p.RequisitionID)
	if err != nil {
		return PlantSheet{}, err
	}
	sets, err := a.store.CalibrationSets(ctx)
	for _, c := range sets {
		if x, ok := c.Answer(p.AnswerID); ok && x.WithdrawnAt == nil {
			return PlantSheet{CalibrationPlant: p, Answer: x, ValueName: c.ValueName, Language: c.Language, Requisition: r.Name}, nil
		}
	}
	if err == nil {
		err = hiring.Missing("rating")
	}
	return PlantSheet{}, err
}

// RatePlant keeps what a user gives to a planted answer; then it is locked. It is no Rating, and counts for nobody.
func (a *App) RatePlant(ctx context.Context, user, plant uuid.UUID, level int, evidence string) error {
	s, err := a.PlantSheet(ctx, user, plant)
	if err != nil {
		return err
	}
	given := hiring.CalibrationRating{Level: level, Evidence: strings.TrimSpace(evidence)}
	if err := given.Check().Err(); err != nil {
		return err
	}
	p, now := s.CalibrationPlant, a.Now()
	p.RatedAt, p.Level, p.Evidence = &now, given.Level, given.Evidence
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.RateCalibrationPlant(ctx, p); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(user), "calibration.plant_rated", "calibration_plant", p.ID)
	})
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
