package store

import (
	"context"
	"sync/atomic"
	"time"

	"gorm.io/gorm/logger"
)

// counter counts the statements that run, and keeps nothing of them.
type counter struct {
	logger.Interface
	n atomic.Int64
}

func newCounter() *counter { return &counter{Interface: logger.Discard} }

// begin forgets what opening the database took.
func (c *counter) begin() { c.n.Store(0) }

// LogMode implements gorm's logger.Interface: a session of its own counts here too.
func (c *counter) LogMode(logger.LogLevel) logger.Interface { return c }

// Trace implements gorm's logger.Interface.
func (c *counter) Trace(context.Context, time.Time, func() (sql string, rowsAffected int64), error) {
	c.n.Add(1)
}

// Statements tells how many statements have run since the database was opened, those aside that save what people type:
// how much work a page makes for the database, whatever is in it.
func (s *Store) Statements() int64 { return s.statements.n.Load() }
