package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"touchstone/internal/hiring"
)

// maxBatch is the most saves committed together; about as many as people who press a key in the same few
// milliseconds on a busy day, and few enough that none waits long.
const maxBatch = 256

// errClosed is what a save gets once the store is closing.
var errClosed = errors.New("the store is closed")

// batcher commits saves that wait at the same time in one transaction: one wait for the disk serves them all. While
// one batch commits, the next gathers; a lone save never waits for company.
type batcher struct {
	store          *Store
	insert, update string // the statements as this database wants them, written once
	queue          chan *pendingSave
	done           chan struct{}
	mu             sync.RWMutex // held for reading while a save enters the queue, for writing to close it
	closed         bool
}

// pendingSave is one caller that waits.
type pendingSave struct {
	ctx    context.Context
	answer hiring.Answer
	saved  hiring.Answer
	err    error
	ready  chan struct{} // closed once saved and err are final
}

func newBatcher(s *Store) *batcher {
	b := &batcher{
		store: s, insert: s.sql(insertAnswer), update: s.sql(updateAnswer),
		queue: make(chan *pendingSave, maxBatch), done: make(chan struct{}),
	}
	go b.run()
	return b
}

// save hands an answer in and waits for its commit. A caller that gives up gets its context's error; whether the
// answer was saved is then unknown to it, as after any lost acknowledgement.
func (b *batcher) save(ctx context.Context, a hiring.Answer) (hiring.Answer, error) {
	p := &pendingSave{ctx: ctx, answer: a, ready: make(chan struct{})}
	if err := b.enter(p); err != nil {
		return hiring.Answer{}, err
	}
	select {
	case <-p.ready:
		return p.saved, p.err
	case <-ctx.Done():
		return hiring.Answer{}, ctx.Err()
	}
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
			batch[0].saved, batch[0].err = hiring.Answer{}, err
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
		p.saved, p.err = b.store.saveAnswer(ctx, tx, p.answer)
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
			p.saved, p.err = hiring.Answer{}, err
		}
	}
}

func rolledBack(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}
