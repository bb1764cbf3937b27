package store

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"touchstone/internal/hiring"
)

// chunk is how many ids one IN list may hold; both databases allow thousands, and plans stay small.
const chunk = 500

// millis is a time as the database holds it. Everything finer is cut off.
func millis(t time.Time) int64 { return t.UnixMilli() }

// moment is the time the database holds as ms.
func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func millisOrNil(t *time.Time) *int64 {
	if t == nil {
		return nil
	}
	ms := millis(*t)
	return &ms
}

func momentOrNil(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	t := moment(*ms)
	return &t
}

// flag is a bool as the database holds it.
func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// jsonOf is a column that holds a T as JSON text.
type jsonOf[T any] struct{ V T }

// asJSON wraps v for a column.
func asJSON[T any](v T) jsonOf[T] { return jsonOf[T]{V: v} }

// Value implements driver.Valuer.
func (j jsonOf[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(j.V)
	return string(b), err
}

// Scan implements sql.Scanner. NULL, as a LEFT JOIN may give, is the zero value.
func (j *jsonOf[T]) Scan(src any) error {
	switch x := src.(type) {
	case nil:
		*j = jsonOf[T]{}
		return nil
	case string:
		return json.Unmarshal([]byte(x), &j.V)
	case []byte:
		return json.Unmarshal(x, &j.V)
	default:
		return fmt.Errorf("a JSON column holds %T", src)
	}
}

// GormDataType implements gorm's schema.GormDataTypeInterface.
func (jsonOf[T]) GormDataType() string { return "text" }

// mapped turns an error of the database into one of hiring's kinds where it is one: what names the noun.
func mapped(err error, what string) error {
	switch {
	case err == nil:
		return nil
	case hiring.KindOf(err) != 0:
		return err
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, gorm.ErrForeignKeyViolated):
		return hiring.Missing(what)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return hiring.Clash("error.duplicate")
	default:
		return fmt.Errorf("store %s: %w", what, err)
	}
}

// oneRow ends a write that must touch exactly one row: when it touched none, the error is otherwise.
func oneRow(res *gorm.DB, what string, otherwise error) error {
	if res.Error != nil {
		return mapped(res.Error, what)
	}
	if res.RowsAffected == 0 {
		return otherwise
	}
	return nil
}

// changedMeanwhile is the Conflict of an optimistic lock: somebody else saved since this was read.
func changedMeanwhile() error { return hiring.Clash("error.changed_meanwhile") }

// updateVersioned sets columns of the row with that id if it still has that version, and counts the version up.
// Otherwise it is a Conflict, or Missing when there is no such row.
func (s *Store) updateVersioned(ctx context.Context, row schema.Tabler, id uuid.UUID, version int, set map[string]any) error {
	set["version"] = gorm.Expr("version + 1")
	res := s.write(ctx).Table(row.TableName()).Where("id = ? AND version = ?", id, version).Updates(set)
	if res.Error != nil || res.RowsAffected > 0 {
		return mapped(res.Error, row.TableName())
	}
	return s.existsElse(ctx, row, id, changedMeanwhile())
}

// existsElse explains why a write touched no row: Missing when there is none with that id, else the given error.
func (s *Store) existsElse(ctx context.Context, row schema.Tabler, id uuid.UUID, otherwise error) error {
	var n int64
	err := s.write(ctx).Table(row.TableName()).Where("id = ?", id).Count(&n).Error
	if err != nil {
		return mapped(err, row.TableName())
	}
	if n == 0 {
		return hiring.Missing(row.TableName())
	}
	return otherwise
}

// all reads the rows a query selects and turns each into its noun.
func all[Row, Noun any](q *gorm.DB, what string, noun func(Row) Noun) ([]Noun, error) {
	var rows []Row
	if err := q.Find(&rows).Error; err != nil {
		return nil, mapped(err, what)
	}
	nouns := make([]Noun, len(rows))
	for i, r := range rows {
		nouns[i] = noun(r)
	}
	return nouns, nil
}

// one reads the single row a query selects, or is Missing.
func one[Row, Noun any](q *gorm.DB, what string, noun func(Row) Noun) (Noun, error) {
	var row Row
	if err := q.Take(&row).Error; err != nil {
		var none Noun
		return none, mapped(err, what)
	}
	return noun(row), nil
}
