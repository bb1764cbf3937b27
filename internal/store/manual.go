package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// VersionUse counts what was done with a published version.
type VersionUse struct {
	Requisitions, Applications, Submitted, Decided       int
	Accommodations, Granted, OtherWay, Declined, Waivers int
}

const selectVersionUse = `SELECT
	(SELECT COUNT(*) FROM requisitions r WHERE r.benchmark_version_id = v.id) AS requisitions,
	(SELECT COUNT(*) FROM applications a JOIN requisitions r ON r.id = a.requisition_id WHERE r.benchmark_version_id = v.id) AS applications,
	(SELECT COUNT(*) FROM applications a JOIN requisitions r ON r.id = a.requisition_id
		WHERE r.benchmark_version_id = v.id AND a.stage IN ('submitted', 'scored', 'decided')) AS submitted,
	(SELECT COUNT(*) FROM applications a JOIN requisitions r ON r.id = a.requisition_id WHERE r.benchmark_version_id = v.id AND a.stage = 'decided') AS decided,
	(SELECT COUNT(*) FROM waivers w JOIN applications a ON a.id = w.application_id JOIN requisitions r ON r.id = a.requisition_id
		WHERE r.benchmark_version_id = v.id) AS waivers
FROM benchmark_versions v WHERE v.id = ?`

// UseOfVersion counts the requisitions, applications and requests for another way that a published version has had.
func (s *Store) UseOfVersion(ctx context.Context, version uuid.UUID) (VersionUse, error) {
	var u VersionUse
	if err := s.read(ctx).Raw(selectVersionUse, version).Scan(&u).Error; err != nil {
		return u, mapped(err, "benchmark version")
	}
	var rows []struct {
		Granted string
		N       int
	}
	err := s.read(ctx).Table("accommodations x").Select("x.granted, COUNT(*) AS n").
		Joins("JOIN invitations i ON i.id = x.invitation_id").Joins("JOIN applications a ON a.id = i.application_id").
		Joins("JOIN requisitions r ON r.id = a.requisition_id").Where("r.benchmark_version_id = ?", version).
		Group("x.granted").Order("x.granted").Find(&rows).Error
	for _, r := range rows {
		u.Accommodations += r.N
		switch r.Granted {
		case "granted":
			u.Granted = r.N
		case "other_way":
			u.OtherWay = r.N
		case "declined":
			u.Declined = r.N
		}
	}
	return u, mapped(err, "accommodation")
}

// PoliciesOfVersion lists the policies of the requisitions that use a published version.
func (s *Store) PoliciesOfVersion(ctx context.Context, version uuid.UUID) ([]hiring.Policy, error) {
	q := s.read(ctx).Where("benchmark_version_id = ?", version).Order("created_at, id")
	return all(q, "requisition", func(r requisitionRow) hiring.Policy { return r.requisition().Policy })
}

// ScoresOfVersion lists the scores made with a published version, the newest of each attempt, in the order of the
// attempts' ids.
func (s *Store) ScoresOfVersion(ctx context.Context, version uuid.UUID) ([]hiring.StoredScore, error) {
	scores, err := all(s.read(ctx).Where("benchmark_version_id = ?", version).Order("attempt_id, created_at, id"), "score", scoreRow.score)
	var out []hiring.StoredScore
	for i, x := range scores {
		if i+1 == len(scores) || scores[i+1].AttemptID != x.AttemptID {
			out = append(out, x)
		}
	}
	return out, err
}

// RatingsOfVersion lists the ratings of applications whose requisitions use a published version.
func (s *Store) RatingsOfVersion(ctx context.Context, version uuid.UUID) ([]hiring.Rating, error) {
	q := s.read(ctx).Table("ratings").Select("ratings.*").Joins("JOIN applications a ON a.id = ratings.application_id").
		Joins("JOIN requisitions r ON r.id = a.requisition_id").Where("r.benchmark_version_id = ?", version).
		Order("ratings.application_id, ratings.question_version_id, ratings.rater_id")
	return all(q, "rating", ratingRow.rating)
}
