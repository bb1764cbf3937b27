// Package report says what a technical manual of a published benchmark contains: its sections, sentences, tables and
// formulas as data, computed from what is stored. Words are keys of the word catalogue; internal/server turns a Manual
// into a page. The same inputs give the same Manual, to the last digit. It names no rep.
package report

import (
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// Manual is a technical manual, section by section.
type Manual struct {
	Facts    []Fact // what names the version: hash, engine, representations
	Sections []Section
}

// Fact is a line of the manual's head.
type Fact struct {
	Label Text
	Value Text
	Code  bool // a hash or an id
}

// Section is one section; its ID is its anchor and the last part of its title's key.
type Section struct {
	ID     string
	Blocks []Block
}

// Title is the key of the section's title.
func (s Section) Title() string { return "manual.section." + s.ID }

// Block is one paragraph, heading, list, table, formula or notice. Exactly one of its fields is filled.
type Block struct {
	Heading Text
	Text    Text
	Missing Text // what is not there yet, and how to get it
	List    []Text
	Table   *Table
	Formula string // plain mathematical text, the same in every language
	Quote   *Quote
}

// Quote is somebody's own text: the company's, or a rep's, names taken out.
type Quote struct {
	Text hiring.Words
	Rep  bool // only for those who may read what top reps wrote
}

// Table is a table with its caption. Its first column heads the rows.
type Table struct {
	Caption Text
	Columns []Column
	Rows    [][]Text
}

// Column is a table's column.
type Column struct {
	Key    string
	Number bool
}

// Text is something a page can say: one of the types below.
type Text interface{ text() }

// Key says what the word catalogue has for a key. Args are name, Text pairs.
type Key struct {
	Name string
	Args []Arg
}

// Arg is one argument of a key.
type Arg struct {
	Name  string
	Value Text
}

// Number is a number with so many decimals.
type Number struct {
	X        float64
	Decimals int
}

// Count is a whole number; in a Key it chooses the plural.
type Count int

// Coefficient is a number in −1..1, written as coefficients are.
type Coefficient float64

// Share is a share of one, written in percent.
type Share float64

// Day is a date.
type Day time.Time

// Words is a person's own text in several languages.
type Words hiring.Words

// Plain is said as it is: a person's own text in one language, a code, a hash, a citation.
type Plain string

// Tongue is a language, by its own name.
type Tongue hiring.Language

// Span is an interval.
type Span struct{ Lo, Hi Text }

// Series is several things, named one after the other.
type Series []Text

// Nothing stands for a number that does not exist: a dash.
type Nothing struct{}

func (Key) text()         {}
func (Number) text()      {}
func (Count) text()       {}
func (Coefficient) text() {}
func (Share) text()       {}
func (Day) text()         {}
func (Words) text()       {}
func (Plain) text()       {}
func (Tongue) text()      {}
func (Span) text()        {}
func (Series) text()      {}
func (Nothing) text()     {}

// key makes a Key out of its name and name, Text pairs.
func key(name string, args ...any) Key {
	k := Key{Name: name}
	for i := 0; i+1 < len(args); i += 2 {
		k.Args = append(k.Args, Arg{args[i].(string), args[i+1].(Text)})
	}
	return k
}

func say(name string, args ...any) Block     { return Block{Text: key(name, args...)} }
func heading(name string) Block              { return Block{Heading: key(name)} }
func missing(name string, args ...any) Block { return Block{Missing: key(name, args...)} }
func formula(s string) Block                 { return Block{Formula: s} }

// list makes a list of sentences without arguments.
func list(names ...string) Block {
	var b Block
	for _, n := range names {
		b.List = append(b.List, key(n))
	}
	return b
}

// table begins a table.
func table(caption Key, columns ...Column) *Table { return &Table{Caption: caption, Columns: columns} }

// col is a column of words, num one of numbers.
func col(key string) Column { return Column{Key: key} }
func num(key string) Column { return Column{Key: key, Number: true} }

func (t *Table) row(cells ...Text) { t.Rows = append(t.Rows, cells) }

func (t *Table) block() Block { return Block{Table: t} }

// figure is a coefficient, or nothing.
func figure(f scoring.Figure) Text {
	if !f.Defined() {
		return Nothing{}
	}
	return Coefficient(f.Value)
}

// number is a number with decimals, or nothing.
func number(f scoring.Figure, decimals int) Text {
	if !f.Defined() {
		return Nothing{}
	}
	return Number{f.Value, decimals}
}

// span is an interval of coefficients, or nothing.
func span(i scoring.Interval) Text {
	if !i.Defined() {
		return Nothing{}
	}
	return Span{Coefficient(i.Lo), Coefficient(i.Hi)}
}
