package store

import (
	"context"

	"gorm.io/gorm"
)

// txKey finds a store's open transaction in a context.
type txKey struct{ s *Store }

// transaction is what travels in the context: the connection, the audit entries to be chained when it commits, and
// the first error of a part that joined it.
type transaction struct {
	db     *gorm.DB
	audit  []auditRow
	failed error
}

// Tx runs do in one transaction: all of it is kept, or, when do returns an error or panics, none. The transaction
// travels in the context given to do; every method called with that context takes part. A Tx inside a Tx joins it,
// and an error of the inner one undoes the whole, even if the outer one swallows it.
func (s *Store) Tx(ctx context.Context, do func(ctx context.Context) error) error {
	if tx := s.tx(ctx); tx != nil {
		err := do(ctx)
		if err != nil && tx.failed == nil {
			tx.failed = err
		}
		return err
	}
	return s.writer.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		tx := &transaction{db: db}
		inside := context.WithValue(ctx, txKey{s}, tx)
		if err := do(inside); err != nil {
			return err
		}
		if tx.failed != nil {
			return tx.failed
		}
		return s.chainAudit(inside, tx.audit)
	})
}

// tx returns the open transaction of ctx, or nil.
func (s *Store) tx(ctx context.Context) *transaction {
	tx, _ := ctx.Value(txKey{s}).(*transaction)
	return tx
}

// read returns where a read starts: the transaction of ctx, else the pool of readers.
func (s *Store) read(ctx context.Context) *gorm.DB {
	if tx := s.tx(ctx); tx != nil {
		return tx.db.WithContext(ctx)
	}
	return s.reader.WithContext(ctx)
}

// write returns where a write starts: the transaction of ctx, else the writer. Taking the writer while a transaction
// is open would wait for itself for ever, which is why ctx must be handed on.
func (s *Store) write(ctx context.Context) *gorm.DB {
	if tx := s.tx(ctx); tx != nil {
		return tx.db.WithContext(ctx)
	}
	return s.writer.WithContext(ctx)
}
