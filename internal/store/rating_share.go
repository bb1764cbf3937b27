package store

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Unshared lists applications of a requisition whose answers are in and are rated by fewer than want people, or were
// never looked at; by number, after the given one, at most limit.
func (s *Store) Unshared(ctx context.Context, requisition uuid.UUID, want, after, limit int) (ids []uuid.UUID, last int, err error) {
	var rows []struct {
		ID     uuid.UUID
		Number int
	}
	err = s.read(ctx).Raw(`SELECT id, number FROM applications WHERE requisition_id = ? AND number > ? AND received_at IS NOT NULL
AND (ratable IS NULL OR ratable > 0 AND asked < ?) ORDER BY number LIMIT ?`, requisition, after, want, limit).Scan(&rows).Error
	for _, r := range rows {
		ids, last = append(ids, r.ID), r.Number
	}
	return ids, last, mapped(err, "application")
}

// SetShared stores how many answers of an application are rated, and by how many people.
func (s *Store) SetShared(ctx context.Context, application uuid.UUID, ratable, asked int) error {
	res := s.write(ctx).Table("applications").Where("id = ?", application).Updates(map[string]any{"ratable": ratable, "asked": asked})
	return oneRow(res, "application", hiring.Missing("application"))
}

// SetAsked stores how many people rate an application.
func (s *Store) SetAsked(ctx context.Context, application uuid.UUID, asked int) error {
	res := s.write(ctx).Table("applications").Where("id = ?", application).Update("asked", asked)
	return oneRow(res, "application", hiring.Missing("application"))
}

// SubmittedAttempts returns the attempts that were handed in, by application, the link's first.
func (s *Store) SubmittedAttempts(ctx context.Context, applications []uuid.UUID) (map[uuid.UUID][]hiring.Attempt, error) {
	out := map[uuid.UUID][]hiring.Attempt{}
	for some := range slices.Chunk(applications, chunk) {
		q := s.read(ctx).Where("application_id IN ? AND submitted_at IS NOT NULL", some).
			Order("application_id, CASE mode WHEN 'link' THEN 0 WHEN 'interview' THEN 1 ELSE 2 END, id")
		attempts, err := all(q, "attempt", attemptRow.attempt)
		if err != nil {
			return nil, err
		}
		for _, x := range attempts {
			out[*x.ApplicationID] = append(out[*x.ApplicationID], x)
		}
	}
	return out, nil
}

// AskedRater is somebody who was asked to rate an application.
type AskedRater struct {
	ApplicationID uuid.UUID
	RaterID       uuid.UUID
	Active        bool // rates at least one of its answers, or has
}

// AskedRaters lists who was asked to rate these applications, or rated them before there were queues.
func (s *Store) AskedRaters(ctx context.Context, applications []uuid.UUID) (map[uuid.UUID][]AskedRater, error) {
	out := map[uuid.UUID][]AskedRater{}
	for some := range slices.Chunk(applications, chunk) {
		var rows []AskedRater
		err := s.read(ctx).Raw(`SELECT application_id, rater_id, MAX(active) AS active FROM (
SELECT application_id, rater_id, CASE WHEN state = 'abstained' THEN 0 ELSE 1 END AS active FROM rating_items WHERE application_id IN @some
UNION ALL SELECT application_id, rater_id, 1 FROM ratings WHERE application_id IN @some) x
GROUP BY application_id, rater_id ORDER BY application_id, rater_id`, map[string]any{"some": some}).Scan(&rows).Error
		if err != nil {
			return nil, mapped(err, "rating")
		}
		for _, r := range rows {
			out[r.ApplicationID] = append(out[r.ApplicationID], r)
		}
	}
	return out, nil
}

// CountItems counts the answers of a requisition a user was given to rate: candidates', and planted ones.
func (s *Store) CountItems(ctx context.Context, requisition, rater uuid.UUID) (given, planted int, err error) {
	err = s.read(ctx).Raw(`SELECT (SELECT COUNT(*) FROM rating_items WHERE rater_id = @rater AND requisition_id = @requisition),
(SELECT COUNT(*) FROM calibration_plants p JOIN rating_items i ON i.plant_id = p.id WHERE p.requisition_id = @requisition AND p.user_id = @rater)`,
		map[string]any{"rater": rater, "requisition": requisition}).Row().Scan(&given, &planted)
	return given - planted, planted, mapped(err, "rating item")
}

// UnqueuedPlants lists the planted answers of a requisition that wait and stand in no queue.
func (s *Store) UnqueuedPlants(ctx context.Context, requisition uuid.UUID) ([]hiring.CalibrationPlant, error) {
	q := s.read(ctx).Where("requisition_id = ? AND rated_at IS NULL", requisition).
		Where("NOT EXISTS (SELECT 1 FROM rating_items i WHERE i.plant_id = calibration_plants.id)").Order("planted_at, id")
	return all(q, "calibration plant", calibrationPlantRow.noun)
}
