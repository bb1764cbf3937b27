package store

import (
	"context"
	"errors"
	"math/rand/v2"

	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// selfIdentificationRow is a form under a pseudonym. It has no time and no order: its id is drawn.
type selfIdentificationRow struct {
	ID        int32 `gorm:"primaryKey;autoIncrement:false"`
	Pseudonym string
	Answers   jsonOf[hiring.SelfIdentification]
	Counted   int // a bit for each of hiring.GroupAxes that it has been counted by
}

// TableName implements gorm's schema.Tabler.
func (selfIdentificationRow) TableName() string { return "self_identifications" }

// drawTries is how often an id is drawn that turns out to be taken: with a million forms one in two thousand is.
const drawTries = 20

// PutSelfIdentification stores a form under a pseudonym, in the place of an earlier one; what that was counted by, the
// new one is not counted by again. No method gives a form back:
// not to whoever holds a link, which somebody of the company might, and not to anybody else.
func (s *Store) PutSelfIdentification(ctx context.Context, pseudonym string, form hiring.SelfIdentification) error {
	var err error
	for range drawTries {
		err = s.Tx(ctx, func(ctx context.Context) error {
			counted, err := s.countedBy(ctx, pseudonym)
			if err != nil {
				return err
			}
			if err := s.DeleteSelfIdentification(ctx, pseudonym); err != nil {
				return err
			}
			row := selfIdentificationRow{ID: rand.Int32(), Pseudonym: pseudonym, Answers: asJSON(form), Counted: counted}
			return s.write(ctx).Create(&row).Error
		})
		if !errors.Is(err, gorm.ErrDuplicatedKey) {
			break
		}
	}
	return mapped(err, "form")
}

// countedBy returns what the form under a pseudonym has been counted by, and keeps it from being counted until the
// transaction ends; 0 where there is none.
func (s *Store) countedBy(ctx context.Context, pseudonym string) (counted int, err error) {
	rows := s.write(ctx).Table("self_identifications").Where("pseudonym = ?", pseudonym)
	if err := rows.Update("counted", gorm.Expr("counted")).Error; err != nil {
		return 0, err
	}
	rows = s.write(ctx).Table("self_identifications").Where("pseudonym = ?", pseudonym)
	return counted, rows.Select("counted").Limit(1).Scan(&counted).Error
}

// DeleteSelfIdentification forgets the form under a pseudonym, if there is one.
func (s *Store) DeleteSelfIdentification(ctx context.Context, pseudonym string) error {
	return mapped(s.write(ctx).Where("pseudonym = ?", pseudonym).Delete(&selfIdentificationRow{}).Error, "form")
}

// CountSelfIdentifications counts the forms of the whole installation.
func (s *Store) CountSelfIdentifications(ctx context.Context) (int, error) {
	var n int64
	err := s.read(ctx).Model(&selfIdentificationRow{}).Count(&n).Error
	return int(n), mapped(err, "form")
}
