// Package store keeps the nouns of package hiring in SQLite or PostgreSQL. It is the only importer of gorm: one
// Store, a file per noun, and one set of migrations for both databases. organization.go and user.go are the models
// to imitate. The conventions:
//
//  1. A noun's file has a private row struct with TableName, a function noun → row, a method row → noun, and the
//     methods of Store. Only hiring types go in and out; ids and times are given by the caller, never made here.
//  2. Columns: uuid.UUID (nullable: *uuid.UUID) as text; times as int64 Unix milliseconds through millis, moment,
//     millisOrNil, momentOrNil; flags as int through flag and r.X != 0; JSON through jsonOf[T].
//  3. A read starts with s.read(ctx), a write with s.write(ctx): inside Tx both are the transaction, so hand its
//     ctx on, always (with a forgotten one a write waits for itself for ever). Several writes that belong together
//     are wrapped in s.Tx, which joins one already open.
//  4. Errors leave through mapped(err, "noun"): no row or a broken reference becomes hiring.Missing, a duplicate
//     hiring.Clash("error.duplicate"). A write that must touch one row ends in oneRow(res, "noun", otherwise).
//  5. What two people may edit goes through s.updateVersioned: it counts version up, or is a Conflict.
//  6. Update with a map of columns, never with a struct (gorm skips its zero fields); never Save; a lookup is Take.
//  7. Every list has an explicit order ending in a unique column; order and column names are never made from input.
//  8. Never recover from a failed statement inside a transaction (PostgreSQL has ended it): avoid the failure with
//     clause.OnConflict. Never query while a Rows is open: read the slice first.
//  9. SQL is written once for both databases: bound values only, CAST(? AS BIGINT) where a bare value is selected,
//     no ON DELETE CASCADE, no database functions that fold case (fold in Go).
//  10. Tests live in package store_test and run on both databases through testkit.Stores.
package store
