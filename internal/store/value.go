package store

import (
	"context"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type valueRow struct {
	ID        uuid.UUID
	Library   string
	Name      jsonOf[hiring.Words]
	Meaning   jsonOf[hiring.Words]
	Action    jsonOf[hiring.Words]
	Behaviors jsonOf[[]hiring.Words]
	Metrics   jsonOf[[]string]
	Position  int
	CreatedAt int64
	RetiredAt *int64
	Version   int
}

// TableName implements gorm's schema.Tabler.
func (valueRow) TableName() string { return "company_values" }

func rowOfValue(v hiring.Value) valueRow {
	return valueRow{
		ID: v.ID, Library: v.Library, Name: asJSON(v.Name), Meaning: asJSON(v.Meaning), Action: asJSON(v.Action),
		Behaviors: asJSON(v.Behaviors), Metrics: asJSON(v.Metrics), Position: v.Position,
		CreatedAt: millis(v.CreatedAt), RetiredAt: millisOrNil(v.RetiredAt), Version: v.Version,
	}
}

func (r valueRow) value() hiring.Value {
	return hiring.Value{
		ID: r.ID, Library: r.Library, Name: r.Name.V, Meaning: r.Meaning.V, Action: r.Action.V,
		Behaviors: r.Behaviors.V, Metrics: r.Metrics.V, Position: r.Position,
		CreatedAt: moment(r.CreatedAt), RetiredAt: momentOrNil(r.RetiredAt), Version: r.Version,
	}
}

// CreateValue stores a value; its version becomes 1.
func (s *Store) CreateValue(ctx context.Context, v hiring.Value) error {
	row := rowOfValue(v)
	row.Version = 1
	return mapped(s.write(ctx).Create(&row).Error, "value")
}

// Value returns the value with that id, retired or not.
func (s *Store) Value(ctx context.Context, id uuid.UUID) (hiring.Value, error) {
	return one(s.read(ctx).Where("id = ?", id), "value", valueRow.value)
}

// Values lists the values in use, in the company's order.
func (s *Store) Values(ctx context.Context) ([]hiring.Value, error) {
	return all(s.read(ctx).Where("retired_at IS NULL").Order("position, id"), "value", valueRow.value)
}

// AllValues lists the values in the company's order, those in use before the retired ones.
func (s *Store) AllValues(ctx context.Context) ([]hiring.Value, error) {
	q := s.read(ctx).Order("CASE WHEN retired_at IS NULL THEN 0 ELSE 1 END, position, id")
	return all(q, "value", valueRow.value)
}

// UpdateValue stores everything a person may edit and whether the value is retired, made from v.Version; a Conflict
// if that is no longer the newest.
func (s *Store) UpdateValue(ctx context.Context, v hiring.Value) error {
	r := rowOfValue(v)
	return s.updateVersioned(ctx, r, r.ID, r.Version, map[string]any{
		"name": r.Name, "meaning": r.Meaning, "action": r.Action, "behaviors": r.Behaviors, "metrics": r.Metrics,
		"position": r.Position, "retired_at": r.RetiredAt,
	})
}

// SetValueOrder gives values the positions in which their ids stand. It counts no version up: an order is no edit.
func (s *Store) SetValueOrder(ctx context.Context, ids []uuid.UUID) error {
	return s.setOrder(ctx, valueRow{}.TableName(), ids)
}

// setOrder numbers the rows of a table by their place among ids, from 1.
func (s *Store) setOrder(ctx context.Context, table string, ids []uuid.UUID) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		for i, id := range ids {
			res := s.write(ctx).Table(table).Where("id = ?", id).Update("position", i+1)
			if err := oneRow(res, table, hiring.Missing(table)); err != nil {
				return err
			}
		}
		return nil
	})
}
