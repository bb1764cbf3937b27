package store

import (
	"context"
	"encoding/base64"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type sessionRow struct {
	TokenHash string `gorm:"primaryKey"`
	Data      string // base64
	ExpiresAt int64
}

// TableName implements gorm's schema.Tabler.
func (sessionRow) TableName() string { return "sessions" }

// Sessions keeps the sessions of people signed in, for scs. Set the manager's HashTokenInStore: what comes in is then
// the hash of a token, and the database holds nothing anybody could sign in with.
type Sessions struct{ s *Store }

var _ scs.CtxStore = Sessions{}

// Sessions returns the sessions kept in the store.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// FindCtx returns a session's data, and whether there is one that has not expired.
func (x Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var row sessionRow
	err := x.s.read(ctx).Where("token_hash = ? AND expires_at > ?", token, millis(now())).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, mapped(err, "session")
	}
	data, err := base64.StdEncoding.DecodeString(row.Data)
	return data, err == nil, err
}

// CommitCtx stores a session's data, in place of what it held before.
func (x Sessions) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	row := sessionRow{TokenHash: token, Data: base64.StdEncoding.EncodeToString(data), ExpiresAt: millis(expires)}
	replace := clause.OnConflict{
		Columns:   []clause.Column{{Name: "token_hash"}},
		DoUpdates: clause.AssignmentColumns([]string{"data", "expires_at"}),
	}
	return mapped(x.s.write(ctx).Clauses(replace).Create(&row).Error, "session")
}

// DeleteCtx ends a session; one that is not there has ended already.
func (x Sessions) DeleteCtx(ctx context.Context, token string) error {
	return mapped(x.s.write(ctx).Where("token_hash = ?", token).Delete(&sessionRow{}).Error, "session")
}

// Find is FindCtx for callers without a context.
func (x Sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (x Sessions) Commit(token string, data []byte, expires time.Time) error {
	return x.CommitCtx(context.Background(), token, data, expires)
}

// Delete is DeleteCtx for callers without a context.
func (x Sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }

// SweepSessions removes the sessions that had expired by then, and returns how many.
func (s *Store) SweepSessions(ctx context.Context, then time.Time) (int64, error) {
	res := s.write(ctx).Where("expires_at <= ?", millis(then)).Delete(&sessionRow{})
	return res.RowsAffected, mapped(res.Error, "session")
}
