// Package testkit holds what tests of several packages start from: a store on a real database, SQLite in memory or
// PostgreSQL. Nothing of ours is mocked.
package testkit
