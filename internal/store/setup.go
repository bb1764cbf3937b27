package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type setupLinkRow struct {
	TokenHash string
	CreatedAt int64
	ExpiresAt int64
	UsedAt    *int64
}

// TableName implements gorm's schema.Tabler.
func (setupLinkRow) TableName() string { return "setup_links" }

// PutSetupLink stores the hash of a new set-up link. Earlier unused links stop working: the newest one printed counts.
func (s *Store) PutSetupLink(ctx context.Context, tokenHash string, at, expires time.Time) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.write(ctx).Where("used_at IS NULL").Delete(&setupLinkRow{}).Error; err != nil {
			return mapped(err, "set-up link")
		}
		row := setupLinkRow{TokenHash: tokenHash, CreatedAt: millis(at), ExpiresAt: millis(expires)}
		return mapped(s.write(ctx).Create(&row).Error, "set-up link")
	})
}

// SetupLinkOpen tells whether a set-up link can be used now.
func (s *Store) SetupLinkOpen(ctx context.Context, tokenHash string, now time.Time) (bool, error) {
	var n int64
	err := openSetupLink(s.read(ctx), tokenHash, now).Count(&n).Error
	return n > 0, mapped(err, "set-up link")
}

// UseSetupLink uses a link up. Unknown, expired or used before, it is Missing: a stranger learns nothing more.
func (s *Store) UseSetupLink(ctx context.Context, tokenHash string, now time.Time) error {
	res := openSetupLink(s.write(ctx), tokenHash, now).Update("used_at", millis(now))
	return oneRow(res, "set-up link", hiring.Missing("set-up link"))
}

func openSetupLink(db *gorm.DB, tokenHash string, now time.Time) *gorm.DB {
	return db.Table(setupLinkRow{}.TableName()).
		Where("token_hash = ? AND used_at IS NULL AND expires_at > ?", tokenHash, millis(now))
}
