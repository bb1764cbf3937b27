package export

import (
	"strings"
)

// Speaker says the words of a language, as i18n.Words does.
type Speaker interface {
	T(key string, args ...any) string
	Has(key string) bool
}

// Entry is what the data dictionary says of one column.
type Entry struct {
	Table, Column, Type, Unit, Range, Meaning, Undefined, Holds string
}

// DictionaryColumns are the columns of the dictionary as a file; the keys of their headings are below export.dictionary.
func DictionaryColumns() []string {
	return []string{"table", "column", "type", "unit", "range", "meaning", "undefined", "holds"}
}

// Row is the entry as a row of a file.
func (e Entry) Row() []string {
	return []string{e.Table, e.Column, e.Type, e.Unit, e.Range, e.Meaning, e.Undefined, e.Holds}
}

// Dictionary describes the columns of tables as somebody gets them, in a language.
func Dictionary(tables []Table, v View, say Speaker) []Entry {
	var out []Entry
	for _, t := range tables {
		for _, c := range t.Columns(v) {
			out = append(out, c.entry(t.Name(), say))
		}
	}
	return out
}

func (c Column) entry(table string, say Speaker) Entry {
	e := Entry{Table: table, Column: c.Name, Range: c.Range, Type: say.T("export.type." + string(c.Type)), Meaning: c.meaning(table, say)}
	if c.Unit != "" {
		e.Unit = say.T("export.unit." + c.Unit)
	}
	if c.Holds != Figures {
		e.Holds = say.T("export.holds." + string(c.Holds))
	}
	var reasons []string
	for _, code := range c.Codes {
		reasons = append(reasons, code+": "+say.T(c.reasonKey(code, say)))
	}
	e.Undefined = strings.Join(reasons, "; ")
	return e
}

// meaning is what a column says: of a reason, always the same sentence; else the table's own words where it has some.
func (c Column) meaning(table string, say Speaker) string {
	if of, is := strings.CutSuffix(c.Name, "_undefined"); is {
		return say.T("export.undefined_column", "Column", of)
	}
	if key := "export.column." + table + "." + c.Name; say.Has(key) {
		return say.T(key)
	}
	return say.T("export.column." + c.Name)
}

// reasonKey finds the words for why something is undefined: the column's own where it has some; the page of an
// application says most of the others already.
func (c Column) reasonKey(code string, say Speaker) string {
	of, _ := strings.CutSuffix(c.Name, "_undefined")
	for _, key := range []string{"export.why." + of + "." + code, "export.why." + code, "score.reason." + code, "score.status." + code} {
		if say.Has(key) {
			return key
		}
	}
	return "score.reason.other"
}
