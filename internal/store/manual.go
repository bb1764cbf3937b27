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

// NewestRatings lists the ratings of the newest applicants of a published version, at most limit applicants of each of
// its newest requisitions.
func (s *Store) NewestRatings(ctx context.Context, version uuid.UUID, limit int) ([]hiring.Rating, error) {
	rounds, err := s.requisitionsOfVersion(ctx, version)
	if err != nil {
		return nil, err
	}
	var out []hiring.Rating
	for _, id := range rounds {
		some, err := all(s.read(ctx).Where("application_id IN (?)", s.newestApplicantsOf(ctx, id, limit)).
			Order("application_id, question_version_id, rater_id"), "rating", ratingRow.rating)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}
