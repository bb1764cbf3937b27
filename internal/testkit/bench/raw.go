package main

import (
	"database/sql"
	"fmt"
	"time"

	_ "github.com/mattn/go-sqlite3" // the raw driver is what the server is measured against
)

// rawUpdates counts prepared updates per second, one per transaction, with the settings the server uses.
func rawUpdates(file string, during time.Duration) (float64, error) {
	db, err := sql.Open("sqlite3", "file:"+file+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_txlock=immediate")
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE answers (id INTEGER PRIMARY KEY, body TEXT NOT NULL, version INTEGER NOT NULL)"); err != nil {
		return 0, err
	}
	for i := range connections {
		if _, err := db.Exec("INSERT INTO answers VALUES (?, '', 0)", i); err != nil {
			return 0, err
		}
	}
	update, err := db.Prepare("UPDATE answers SET body = ?, version = version + 1 WHERE id = ?")
	if err != nil {
		return 0, err
	}
	n, began := 0, time.Now()
	for ; time.Since(began) < during; n++ {
		if _, err := update.Exec(fmt.Sprint("A couple had booked their boiler service for the morning and nobody had come by two. ", n), n%connections); err != nil {
			return 0, err
		}
	}
	return float64(n) / time.Since(began).Seconds(), nil
}
