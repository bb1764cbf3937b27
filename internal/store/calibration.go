package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// mostCalibrationSets is how many sets are listed, the newest: a company has a few for each value.
const mostCalibrationSets = chunk

type calibrationSetRow struct {
	ID          uuid.UUID
	BenchmarkID uuid.UUID
	ValueID     uuid.UUID
	Language    hiring.Language
	Name        string
	CreatedBy   uuid.UUID
	CreatedAt   int64
	AgreedAt    *int64
	RetiredAt   *int64
	Version     int
}

// TableName implements gorm's schema.Tabler.
func (calibrationSetRow) TableName() string { return "calibration_sets" }

// namedCalibrationRow is a set with its value's name.
type namedCalibrationRow struct {
	Row       calibrationSetRow `gorm:"embedded"`
	ValueName jsonOf[hiring.Words]
}

func (n namedCalibrationRow) noun() hiring.CalibrationSet {
	r := n.Row
	return hiring.CalibrationSet{
		ID: r.ID, BenchmarkID: r.BenchmarkID, ValueID: r.ValueID, ValueName: n.ValueName.V, Language: r.Language, Name: r.Name,
		CreatedBy: r.CreatedBy, CreatedAt: moment(r.CreatedAt), AgreedAt: momentOrNil(r.AgreedAt),
		RetiredAt: momentOrNil(r.RetiredAt), Version: r.Version,
	}
}

// AddCalibrationSet stores a new set without answers; its version becomes 1.
func (s *Store) AddCalibrationSet(ctx context.Context, c hiring.CalibrationSet) error {
	row := calibrationSetRow{
		ID: c.ID, BenchmarkID: c.BenchmarkID, ValueID: c.ValueID, Language: c.Language, Name: c.Name, CreatedBy: c.CreatedBy,
		CreatedAt: millis(c.CreatedAt), Version: 1,
	}
	return mapped(s.write(ctx).Create(&row).Error, "calibration set")
}

// CalibrationSet returns a set with its panel, its answers and their agreed ratings.
func (s *Store) CalibrationSet(ctx context.Context, id uuid.UUID) (hiring.CalibrationSet, error) {
	sets, err := s.calibrationSets(ctx, "s.id = ?", id)
	if err != nil {
		return hiring.CalibrationSet{}, err
	}
	if len(sets) == 0 {
		return hiring.CalibrationSet{}, hiring.Missing("calibration set")
	}
	return sets[0], nil
}

// CalibrationSets lists the sets with all that belongs to them, the newest first.
func (s *Store) CalibrationSets(ctx context.Context) ([]hiring.CalibrationSet, error) {
	return s.calibrationSets(ctx, "1 = 1")
}

func (s *Store) calibrationSets(ctx context.Context, where string, args ...any) ([]hiring.CalibrationSet, error) {
	q := s.read(ctx).Table("calibration_sets AS s").Select("s.*, v.name AS value_name").
		Joins("JOIN company_values AS v ON v.id = s.value_id").
		Where(where, args...).Order("s.created_at DESC, s.id DESC").Limit(mostCalibrationSets)
	sets, err := all(q, "calibration set", namedCalibrationRow.noun)
	if err != nil || len(sets) == 0 {
		return sets, err
	}
	at, ids := map[uuid.UUID]int{}, []uuid.UUID{}
	for i, c := range sets {
		at[c.ID], ids = i, append(ids, c.ID)
	}
	panel, err := all(s.read(ctx).Where("set_id IN ?", ids).Order("added_at, user_id"), "calibration panel", calibrationPanelRow.noun)
	if err != nil {
		return nil, err
	}
	for _, p := range panel {
		c := &sets[at[p.SetID]]
		c.Panel = append(c.Panel, p.UserID)
	}
	answers, err := s.calibrationAnswers(ctx, ids)
	for _, a := range answers {
		c := &sets[at[a.SetID]]
		c.Answers = append(c.Answers, a)
	}
	return sets, err
}

type calibrationPanelRow struct {
	SetID   uuid.UUID
	UserID  uuid.UUID
	AddedAt int64
}

// TableName implements gorm's schema.Tabler.
func (calibrationPanelRow) TableName() string { return "calibration_panel" }

func (r calibrationPanelRow) noun() calibrationPanelRow { return r }

// SetCalibrationPanel stores who finds a set's levels, in place of who did before.
func (s *Store) SetCalibrationPanel(ctx context.Context, set uuid.UUID, panel []uuid.UUID, at time.Time) error {
	if err := s.write(ctx).Where("set_id = ?", set).Delete(&calibrationPanelRow{}).Error; err != nil {
		return mapped(err, "calibration panel")
	}
	rows := make([]calibrationPanelRow, len(panel))
	for i, u := range panel {
		rows[i] = calibrationPanelRow{SetID: set, UserID: u, AddedAt: millis(at)}
	}
	if len(rows) == 0 {
		return nil
	}
	return mapped(s.write(ctx).Create(&rows).Error, "calibration panel")
}

// UpdateCalibrationSet stores how far a set is, made from c.Version; a Conflict if that is no longer the newest.
func (s *Store) UpdateCalibrationSet(ctx context.Context, c hiring.CalibrationSet) error {
	return s.updateVersioned(ctx, calibrationSetRow{}, c.ID, c.Version, map[string]any{
		"agreed_at": millisOrNil(c.AgreedAt), "retired_at": millisOrNil(c.RetiredAt),
	})
}
