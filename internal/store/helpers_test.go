package store_test

import (
	"errors"
	"testing"

	"touchstone/internal/hiring"
)

// wantKey fails unless err is of that kind and explained by that key.
func wantKey(t *testing.T, err error, kind hiring.ErrorKind, key string) {
	t.Helper()
	var e *hiring.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Key != key {
		t.Errorf("got error %v, want %s", err, key)
	}
}

// must fails the test at once when a step that only prepares it does.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// need returns a value that only prepares a test, or fails it at once.
func need[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return v
	}
}
