package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// inOneGo is how many rows are put in with one transaction.
const inOneGo = 50_000

// load puts the rows of count things into a table, and tells how many rows they were.
func (d database) load(ctx context.Context, db *sql.DB, table string, rows func(i int) []row, count int) (int, error) {
	if count == 0 {
		return 0, nil
	}
	if d.url != "" {
		return copied(ctx, db, table, rows, count)
	}
	return inserted(ctx, db, table, rows, count)
}

// inserted puts rows into SQLite with a prepared statement, many to a transaction, and waits for no disk meanwhile.
func inserted(ctx context.Context, db *sql.DB, table string, rows func(i int) []row, count int) (n int, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	for _, pragma := range []string{"journal_mode = WAL", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"} {
		if _, err := conn.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return 0, err
		}
	}
	columns := columnsOf(firstOf(rows, count))
	insert := fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", table, strings.Join(columns, ", "), strings.Repeat(", ?", len(columns)-1))
	for i := 0; i < count; {
		tx, err := conn.BeginTx(ctx, nil)
		if err != nil {
			return n, err
		}
		statement, err := tx.PrepareContext(ctx, insert)
		if err != nil {
			return n, err
		}
		for until := n + inOneGo; i < count && n < until; i++ {
			for _, r := range rows(i) {
				if _, err := statement.ExecContext(ctx, values(r, columns)...); err != nil {
					return n, err
				}
				n++
			}
		}
		if err := tx.Commit(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// firstOf is the first row there is.
func firstOf(rows func(i int) []row, count int) row {
	for i := range count {
		if r := rows(i); len(r) > 0 {
			return r[0]
		}
	}
	return row{}
}

func values(r row, columns []string) []any {
	out := make([]any, len(columns))
	for i, c := range columns {
		out[i] = r[c]
	}
	return out
}

// copied puts rows into PostgreSQL by COPY, without its looking after foreign keys.
func copied(ctx context.Context, db *sql.DB, table string, rows func(i int) []row, count int) (n int, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	columns := columnsOf(firstOf(rows, count))
	err = conn.Raw(func(raw any) error {
		c := raw.(*stdlib.Conn).Conn()
		if _, err := c.Exec(ctx, "SET session_replication_role = replica"); err != nil {
			return err
		}
		i, waiting := 0, []row(nil)
		next := func() ([]any, error) {
			for len(waiting) == 0 && i < count {
				waiting = rows(i)
				i++
			}
			if len(waiting) == 0 {
				return nil, nil
			}
			r := waiting[0]
			waiting = waiting[1:]
			return values(r, columns), nil
		}
		copied, err := c.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(next))
		n = int(copied)
		return err
	})
	return n, err
}

// settle leaves the database as one in use: SQLite's log is put into the file; PostgreSQL has counted what it holds.
func (d database) settle(ctx context.Context, db *sql.DB) error {
	statement := "PRAGMA wal_checkpoint(TRUNCATE)"
	if d.url != "" {
		statement = "VACUUM ANALYZE"
	}
	_, err := db.ExecContext(ctx, statement)
	return err
}
