package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/sheet"
)

// Type is what a column's cells are.
type Type string

// The types.
const (
	Text    Type = "text"
	Code    Type = "code"  // one of a few words, the same in every language
	Codes   Type = "codes" // several, separated by |
	ID      Type = "id"
	Whole   Type = "whole"
	Decimal Type = "decimal"
	YesNo   Type = "yes_no"
	Time    Type = "time"
)

// Holds says what a column tells, for whom must not know it.
type Holds string

// What columns hold.
const (
	Figures Holds = ""       // nothing about a person by itself
	Key     Holds = "key"    // an id of a candidate, or of what is one candidate's
	People  Holds = "people" // who somebody is
	Words   Holds = "words"  // what somebody wrote, said or picked
)

// Column describes one column of a table: the row of the dictionary that is about it.
type Column struct {
	Name  string
	Type  Type
	Unit  string   // a key below export.unit., or ""
	Range string   // what a cell can be: 0…100, or the codes
	Holds Holds    // whom it is not for
	Codes []string // of a column that says why another is empty
}

// Why is the column that says why another is empty.
func why(name string, codes ...string) Column {
	return Column{Name: name + "_undefined", Type: Code, Codes: codes, Range: oneOf(codes...)}
}

// oneOf writes what codes a column holds.
func oneOf[S ~string](codes ...S) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return strings.Join(out, " | ")
}

// column is a column with how its cell is made of a row.
type column[R any] struct {
	Column
	of func(R) sheet.Cell
}

// figure are two columns: a number that may be undefined, and why it is.
func figure[R any](c Column, reasons []string, of func(R) (value float64, undefined string)) []column[R] {
	number := column[R]{c, func(r R) sheet.Cell {
		if x, undefined := of(r); undefined == "" {
			return x
		}
		return nil
	}}
	reason := column[R]{why(c.Name, reasons...), func(r R) sheet.Cell {
		_, undefined := of(r)
		return undefined
	}}
	return []column[R]{number, reason}
}

// View is how much of a table somebody gets.
type View struct {
	People bool // with people and words; else ids are pseudonyms
}

// shows tells whether a column is in a view.
func (v View) shows(c Column) bool { return v.People || c.Holds != People && c.Holds != Words }

// Pseudonym stands for an id where people must not be known: the same in every table of a requisition, another in every
// requisition, and nothing leads back from it to the id.
func Pseudonym(requisition uuid.UUID, id string) string {
	sum := sha256.Sum256([]byte("export\x00" + requisition.String() + "\x00" + id))
	return "p-" + hex.EncodeToString(sum[:10])
}

// masked is a cell as a view shows it.
func (v View) masked(requisition uuid.UUID, c Column, cell sheet.Cell) sheet.Cell {
	if id, is := cell.(string); is && id != "" && c.Holds == Key && !v.People {
		return Pseudonym(requisition, id)
	}
	return cell
}

// columnsOf are the columns of a view.
func columnsOf[R any](v View, all []column[R]) []column[R] {
	return slices.DeleteFunc(slices.Clone(all), func(c column[R]) bool { return !v.shows(c.Column) })
}
