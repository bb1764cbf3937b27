package store

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// ownIn is the one rule of when somebody's own ratings of an application a are in: they handed some in and nothing is
// left, or there is nothing to rate in it. Whoever was not asked has none in, and neither has who abstained from all of
// it: they said that they know the person, or cannot judge. Its parameter is @user.
const ownIn = `(COALESCE(a.ratable, -1) = 0 OR (
(EXISTS (SELECT 1 FROM rating_items oi WHERE oi.application_id = a.id AND oi.rater_id = @user AND oi.state = 'sent')
 OR EXISTS (SELECT 1 FROM ratings og WHERE og.application_id = a.id AND og.rater_id = @user))
AND NOT EXISTS (SELECT 1 FROM rating_items oo WHERE oo.application_id = a.id AND oo.rater_id = @user
 AND oo.state IN ('waiting', 'skipped', 'draft'))))`

// OwnRatings tells how a user's own ratings of an application stand.
func (s *Store) OwnRatings(ctx context.Context, application, user uuid.UUID) (hiring.OwnRatings, error) {
	var in, left int
	err := s.read(ctx).Raw(`SELECT CASE WHEN `+ownIn+` THEN 1 ELSE 0 END, (SELECT COUNT(*) FROM rating_items i
WHERE i.application_id = a.id AND i.rater_id = @user AND i.state IN ('waiting', 'skipped', 'draft'))
FROM applications a WHERE a.id = @application`, map[string]any{"user": user, "application": application}).Row().Scan(&in, &left)
	return hiring.OwnRatings{In: in == 1, Left: left}, mapped(err, "application")
}

// OwnIn returns of which of these applications a user's own ratings are in.
func (s *Store) OwnIn(ctx context.Context, user uuid.UUID, applications []uuid.UUID) (map[uuid.UUID]bool, error) {
	return s.among(ctx, `SELECT a.id FROM applications a WHERE a.id IN @some AND `+ownIn+` ORDER BY a.id`, user, applications)
}

// OwnOpen returns of which of these applications answers wait for a user's rating.
func (s *Store) OwnOpen(ctx context.Context, user uuid.UUID, applications []uuid.UUID) (map[uuid.UUID]bool, error) {
	return s.among(ctx, `SELECT DISTINCT application_id FROM rating_items WHERE application_id IN @some AND rater_id = @user
AND state IN ('waiting', 'skipped', 'draft') ORDER BY application_id`, user, applications)
}

// among returns those of these applications that a query over @some and @user finds.
func (s *Store) among(ctx context.Context, query string, user uuid.UUID, applications []uuid.UUID) (map[uuid.UUID]bool, error) {
	out := map[uuid.UUID]bool{}
	for some := range slices.Chunk(applications, chunk) {
		var ids []uuid.UUID
		if err := s.read(ctx).Raw(query, map[string]any{"user": user, "some": some}).Scan(&ids).Error; err != nil {
			return nil, mapped(err, "rating")
		}
		for _, id := range ids {
			out[id] = true
		}
	}
	return out, nil
}

// PanelUnrated counts a requisition's applications of which answers wait for a user's rating.
func (s *Store) PanelUnrated(ctx context.Context, requisition, user uuid.UUID) (int, error) {
	var n int64
	err := s.read(ctx).Raw(`SELECT COUNT(DISTINCT application_id) FROM rating_items
WHERE rater_id = ? AND requisition_id = ? AND application_id IS NOT NULL AND state IN ?`, user, requisition, hiring.OpenItemStates()).Row().Scan(&n)
	return int(n), mapped(err, "rating")
}

// AnyOwnMissing tells whether a requisition has an application whose answers are in and of which a user's own ratings
// are not.
func (s *Store) AnyOwnMissing(ctx context.Context, requisition, user uuid.UUID) (bool, error) {
	var n int64
	err := s.read(ctx).Raw(`SELECT COUNT(*) FROM (SELECT 1 FROM applications a WHERE a.requisition_id = @requisition
AND a.received_at IS NOT NULL AND NOT `+ownIn+` LIMIT 1) x`, map[string]any{"user": user, "requisition": requisition}).Row().Scan(&n)
	return n > 0, mapped(err, "rating")
}
