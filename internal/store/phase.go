package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type phaseChangeRow struct {
	ID            uuid.UUID
	RequisitionID uuid.UUID
	Phase         hiring.Phase
	Reason        string
	EnteredBy     uuid.UUID
	EnteredAt     int64
}

// TableName implements gorm's schema.Tabler.
func (phaseChangeRow) TableName() string { return "phase_changes" }

func (r phaseChangeRow) change() hiring.PhaseChange {
	return hiring.PhaseChange{ID: r.ID, RequisitionID: r.RequisitionID, Phase: r.Phase, Reason: r.Reason, By: r.EnteredBy, At: moment(r.EnteredAt)}
}

// ChangePhase takes a requisition to a phase, as seen at a version of it; a Conflict if it has changed since.
func (s *Store) ChangePhase(ctx context.Context, c hiring.PhaseChange, version int) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		err := s.updateVersioned(ctx, requisitionRow{}, c.RequisitionID, version, map[string]any{"phase": c.Phase})
		if err != nil {
			return err
		}
		row := phaseChangeRow{
			ID: c.ID, RequisitionID: c.RequisitionID, Phase: c.Phase, Reason: c.Reason, EnteredBy: c.By, EnteredAt: millis(c.At),
		}
		return mapped(s.write(ctx).Create(&row).Error, "phase")
	})
}

// PhaseChanges lists the phases a requisition has come into, the earliest first.
func (s *Store) PhaseChanges(ctx context.Context, requisition uuid.UUID) ([]hiring.PhaseChange, error) {
	q := s.read(ctx).Where("requisition_id = ?", requisition).Order("entered_at, id")
	return all(q, "phase", phaseChangeRow.change)
}

// OpenWork is what is still under way in a requisition.
type OpenWork struct {
	Ratings   []OpenRatings // by member of the panel
	Cards     int           // scorecards of interviews that have begun and are not handed in
	Started   int           // questionnaires begun and not handed in
	Invited   int           // not begun
	Proposals int           // decisions that wait for a second person
	Undecided int           // scored and undecided
}

// Anything tells whether there is something under way.
func (w OpenWork) Anything() bool {
	return len(w.Ratings) > 0 || w.Cards+w.Started+w.Invited+w.Proposals+w.Undecided > 0
}

// OpenRatings is of how many candidates answers wait for one rater.
type OpenRatings struct {
	Rater uuid.UUID
	Name  string
	Count int
	Saved int // answers rated, and not handed in
}

// OpenCard is a scorecard of an interview that has begun, which is not handed in.
type OpenCard struct {
	InterviewID uuid.UUID
	Name        string // of the panelist
	Number      int    // of the candidate
}

// awaitedCards are the places on panels of interviews of a requisition that have begun, whose scorecard is not in.
const awaitedCards = ` FROM panelists n JOIN interviews i ON i.id = n.interview_id
WHERE i.requisition_id = ? AND i.cancelled_at IS NULL AND n.removed_at IS NULL AND i.starts_at <= ?
AND NOT EXISTS (SELECT 1 FROM scorecards c WHERE c.panelist_id = n.id AND c.submitted_at IS NOT NULL)`

// OpenCards lists the scorecards that OpenWork counts, of the earliest interview first.
func (s *Store) OpenCards(ctx context.Context, requisition uuid.UUID, now time.Time, limit int) ([]OpenCard, error) {
	var out []OpenCard
	err := s.read(ctx).Raw(`SELECT i.id AS interview_id, n.name, (SELECT a.number FROM applications a WHERE a.id = i.application_id) AS number`+
		awaitedCards+` ORDER BY i.starts_at, i.id, n.name, n.id LIMIT ?`, requisition, millis(now), limit).Scan(&out).Error
	return out, mapped(err, "scorecard")
}

// SavedRatings counts the ratings of candidates' answers in a requisition that are saved and not handed in.
func (s *Store) SavedRatings(ctx context.Context, requisition uuid.UUID) (int, error) {
	var n int64
	err := s.read(ctx).Raw(`SELECT COUNT(*) FROM rating_items
		WHERE requisition_id = ? AND application_id IS NOT NULL AND state IN ('waiting', 'skipped', 'draft') AND state = 'draft'`, requisition).Row().Scan(&n)
	return int(n), mapped(err, "rating item")
}

// OpenWork counts what is under way in a requisition.
func (s *Store) OpenWork(ctx context.Context, requisition uuid.UUID, now time.Time) (OpenWork, error) {
	var n struct{ Cards, Started, Invited, Undecided, Proposals int }
	err := s.read(ctx).Raw(`SELECT
		(SELECT COUNT(*)`+awaitedCards+`) AS cards,
		(SELECT COUNT(*) FROM applications WHERE requisition_id = ? AND stage = 'started') AS started,
		(SELECT COUNT(*) FROM applications WHERE requisition_id = ? AND stage = 'invited') AS invited,
		(SELECT COUNT(*) FROM applications WHERE requisition_id = ? AND stage = 'scored') AS undecided,
		(SELECT COUNT(*) FROM decision_proposals p
			WHERE p.state = 'proposed' AND (SELECT a.requisition_id FROM applications a WHERE a.id = p.application_id) = ?) AS proposals`,
		requisition, millis(now), requisition, requisition, requisition, requisition).Scan(&n).Error
	w := OpenWork{Cards: n.Cards, Started: n.Started, Invited: n.Invited, Proposals: n.Proposals, Undecided: n.Undecided}
	if err != nil {
		return w, mapped(err, "open work")
	}
	// The states stand in the statement, since the index rating_items_open is of these alone.
	err = s.read(ctx).Raw(`SELECT u.id AS rater, u.name, n.count, n.saved FROM (SELECT rater_id, COUNT(DISTINCT application_id) AS count,
		SUM(CASE WHEN state = 'draft' THEN 1 ELSE 0 END) AS saved FROM rating_items
		WHERE requisition_id = ? AND application_id IS NOT NULL AND state IN ('waiting', 'skipped', 'draft') GROUP BY rater_id) n
		JOIN users u ON u.id = n.rater_id ORDER BY u.name, u.id`, requisition).Scan(&w.Ratings).Error
	return w, mapped(err, "open work")
}
