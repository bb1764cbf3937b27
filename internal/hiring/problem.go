package hiring

import (
	"errors"
	"fmt"
)

// Problem is one thing a person can put right: the field it stands at, and a key of the word catalogue with its
// arguments (name, value, name, value …). It is translated where it is shown.
type Problem struct {
	Field string
	Key   string
	Args  []any
}

// Problems are all the things wrong with one submission, in the order of its fields.
type Problems []Problem

// Add appends a problem at a field.
func (ps *Problems) Add(field, key string, args ...any) {
	*ps = append(*ps, Problem{Field: field, Key: key, Args: args})
}

// At returns the first problem at a field, or nil.
func (ps Problems) At(field string) *Problem {
	for i := range ps {
		if ps[i].Field == field {
			return &ps[i]
		}
	}
	return nil
}

// Err returns an Invalid error that carries the problems, or nil when there are none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Problems: ps}
}

// ErrorKind says what went wrong in the terms the whole program uses; one file of the server maps it to a status.
type ErrorKind int

// The five kinds of error. Anything else is a fault of ours.
const (
	Invalid   ErrorKind = iota + 1 // a person can put it right: see Problems
	NotFound                       // it does not exist, or one may not know that it does
	Forbidden                      // one may know that it exists, and may not do this
	Conflict                       // somebody else was quicker, or the state does not allow it
	Expired                        // a link or session that was good once
)

// Error is an error of one of the five kinds. Key is a key of the word catalogue that explains it to a person.
type Error struct {
	Kind     ErrorKind
	Key      string
	Args     []any
	Problems Problems
}

// Error returns a description for logs; it holds no personal data.
func (e *Error) Error() string {
	if len(e.Problems) > 0 {
		return fmt.Sprintf("invalid: %s at %s (%d problems)", e.Problems[0].Key, e.Problems[0].Field, len(e.Problems))
	}
	return fmt.Sprintf("%s: %s", [...]string{"?", "invalid", "not found", "forbidden", "conflict", "expired"}[e.Kind], e.Key)
}

// KindOf returns the kind of err, or 0 when it has none.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return 0
}

// ProblemsOf returns the problems err carries, if any.
func ProblemsOf(err error) Problems {
	var e *Error
	if errors.As(err, &e) {
		return e.Problems
	}
	return nil
}

// Missing is the NotFound error every lookup returns.
func Missing(what string) error {
	return &Error{Kind: NotFound, Key: "error.not_found", Args: []any{"What", what}}
}

// Clash is a Conflict error explained by a key of the word catalogue.
func Clash(key string, args ...any) error { return &Error{Kind: Conflict, Key: key, Args: args} }
