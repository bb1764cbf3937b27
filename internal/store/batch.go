package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// maxBatch is the most saves committed together; about as many as people who press a key in the same few
// milliseconds on a busy day, and few enough that none waits long.
const maxBatch = 256

// errClosed is what a save gets once the store is closing.
var errClosed = errors.New("the store is closed")

// batcher commits saves that wait at the same time in one transaction: one wait for the disk serves them all, answers
// and lines of scorecards alike. While one batch commits, the next gathers; a lone save never waits for company.
type batcher struct {
	store  *Store
	sql    saveStatements
	queue  chan *pendingSave
	done   chan struct{}
	mu     sync.RWMutex // held for reading while a save enters the queue, for writing to close it
	closed bool
}

// saveStatements are the statements of saves as this database wants them, written once.
type saveStatements struct{ insertAnswer, updateAnswer, insertLine, updateLine, updateOverall string }

// pendingSave is one caller that waits.
type pendingSave struct {
	ctx   context.Context
	do    func(ctx context.Context, db gorm.ConnPool) error // saves on an open transaction
	err   error
	ready chan struct{} // closed once err, and what do leaves behind, are final
}

func newBatcher(s *Store) *batcher {
	b := &batcher{
		store: s,
		sql: saveStatements{
			insertAnswer: s.sql(insertAnswer), updateAnswer: s.sql(updateAnswer), insertLine: s.sql(insertLine),
			updateLine: s.sql(updateLine), updateOverall: s.sql(updateOverall),
		},
		queue: make(chan *pendingSave, maxBatch), done: make(chan struct{}),
	}
	go b.run()
	return b
}

// saved saves something with whatever else waits, or within the transaction of ctx, and returns it as save does once
// it is committed. A caller that gives up gets its context's error; whether it was saved is then unknown to it, as
// after any lost acknowledgement.
func saved[T any](ctx context.Context, s *Store, save func(ctx context.Context, db gorm.ConnPool) (T, error)) (T, error) {
	if tx := s.tx(ctx); tx != nil {
		return save(ctx, tx.db.Statement.ConnPool)
	}
	var stands, none T
	p := &pendingSave{ctx: ctx, ready: make(chan struct{})}
	p.do = func(ctx context.Context, db gorm.ConnPool) (err error) {
		stands, err = save(ctx, db)
		return err
	}
	if err := s.saves.enter(p); err != nil {
		return none, err
	}
	select {
	case <-p.ready:
	case <-ctx.Done():
		return none, ctx.Err()
	}
	if p.err != nil && hiring.KindOf(p.err) != hiring.Conflict {
		return none, p.err
	}
	return stands, p.err
}

func (b *batcher) enter(p *pendingSave) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.closed {
		return errClosed
	}
	select {
	case b.queue <- p:
		return nil
	case <-p.ctx.Done():
		return p.ctx.Err()
	}
}

// close lets no save in any more and returns when all that are in have been committed.
func (b *batcher) close() {
	b.mu.Lock()
	if !b.closed {
		b.closed = true
		close(b.queue)
	}
	b.mu.Unlock()
	<-b.done
}

func (b *batcher) run() {
	defer close(b.done)
	for first := range b.queue {
		batch := b.gather(first)
		if err := b.commit(batch); err != nil && len(batch) > 1 {
			b.commitSingly(batch)
		} else if err != nil {
			batch[0].err = err
		}
		for _, p := range batch {
			close(p.ready)
		}
	}
}

// gather takes what else waits already, without waiting for more.
func (b *batcher) gather(first *pendingSave) []*pendingSave {
	batch := []*pendingSave{first}
	for len(batch) < maxBatch {
		select {
		case p, open := <-b.queue:
			if !open {
				return batch
			}
			batch = append(batch, p)
		default:
			return batch
		}
	}
	return batch
}

// commit saves a batch in one transaction, leaving out those who gave up. Conflicts are answers like any other; any
// other error undoes the batch. No caller's context can cut the others off.
func (b *batcher) commit(batch []*pendingSave) error {
	ctx := context.Background()
	tx, err := b.store.db().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, p := range batch {
		if p.err = p.ctx.Err(); p.err != nil {
			continue
		}
		p.err = p.do(ctx, tx)
		if p.err != nil && hiring.KindOf(p.err) != hiring.Conflict {
			return errors.Join(p.err, rolledBack(tx))
		}
	}
	return tx.Commit()
}

// commitSingly gives each save of a failed batch a transaction of its own, so that one cannot spoil the others.
func (b *batcher) commitSingly(batch []*pendingSave) {
	for _, p := range batch {
		if err := b.commit([]*pendingSave{p}); err != nil {
			p.err = err
		}
	}
}

func rolledBack(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}
