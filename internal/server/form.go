package server

import (
	"net/url"
	"strconv"
	"strings"

	"touchstone/internal/hiring"
)

// Form carries what a person typed and what is wrong with it back to the page; its methods make the fields that the
// partials in web/partials/fields.html draw.
type Form struct {
	page     Page
	Values   url.Values
	Problems hiring.Problems
}

// newForm begins a form with what is stored (or typed) in its fields.
func newForm(p Page, values url.Values, problems hiring.Problems) Form {
	if values == nil {
		values = url.Values{}
	}
	return Form{page: p, Values: values, Problems: problems}
}

// Choice is one thing a select, radio or checkbox group offers.
type Choice struct {
	Value, Label, Help string
	Checked            bool
}

// Field is one field, ready to draw: every id and described-by is wired.
type Field struct {
	Name, ID, Label, Help, Value, Problem string
	Type, Autocomplete, Lang, Placeholder string
	Required, Checked                     bool
	Rows, Max                             int
	Choices                               []Choice
}

// DescribedBy lists the ids of the field's help and problem, for aria-describedby.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Help != "" {
		ids = append(ids, f.ID+"-help")
	}
	if f.Problem != "" {
		ids = append(ids, f.ID+"-problem")
	}
	return strings.Join(ids, " ")
}

// Field makes a field out of its name, the key of its label, and name, value pairs: type, rows, max, required,
// autocomplete, lang, label (the text itself, in place of the key), help (a key; the key of the label with ".help"
// is used when the catalogue has it).
func (f Form) Field(name, labelKey string, opts ...any) Field {
	out := Field{Name: name, ID: fieldID(name), Value: f.Values.Get(name), Type: "text", Rows: 4}
	if labelKey != "" {
		out.Label = f.page.T(labelKey)
		if f.page.Has(labelKey + ".help") {
			out.Help = f.page.T(labelKey + ".help")
		}
	}
	if p := f.Problems.At(name); p != nil {
		out.Problem = f.page.T(p.Key, p.Args...)
	}
	for i := 0; i+1 < len(opts); i += 2 {
		out.set(f.page, opts[i].(string), opts[i+1])
	}
	out.Checked = out.Value != "" && out.Value != "0"
	return out
}

func (f *Field) set(p Page, name string, v any) {
	switch name {
	case "type":
		f.Type = v.(string)
	case "rows":
		f.Rows = v.(int)
	case "max":
		f.Max = v.(int)
	case "required":
		f.Required = v.(bool)
	case "autocomplete":
		f.Autocomplete = v.(string)
	case "lang":
		f.Lang = v.(string)
	case "label":
		f.Label = v.(string)
	case "placeholder":
		f.Placeholder = v.(string)
	case "help":
		f.Help = p.T(v.(string))
	case "choices":
		f.Choices = v.([]Choice)
	}
}

// Choose makes a field that offers choices; those among the form's values are checked.
func (f Form) Choose(name, labelKey string, choices []Choice, opts ...any) Field {
	out := f.Field(name, labelKey, opts...)
	chosen := map[string]bool{}
	for _, v := range f.Values[name] {
		chosen[v] = true
	}
	for _, c := range choices {
		c.Checked = chosen[c.Value]
		out.Choices = append(out.Choices, c)
	}
	return out
}

// Words makes one field for each language, labelled with the language's own name.
func (f Form) Words(name, labelKey string, opts ...any) WordsField {
	w := WordsField{Legend: f.page.T(labelKey)}
	if f.page.Has(labelKey + ".help") {
		w.Help = f.page.T(labelKey + ".help")
	}
	if p := f.Problems.At(name); p != nil {
		w.Problem = f.page.T(p.Key, p.Args...)
	}
	for _, l := range hiring.Languages() {
		w.Fields = append(w.Fields, f.Field(name+"."+string(l), "", append(opts, "label", f.page.OwnName(l), "lang", string(l))...))
	}
	return w
}

// WordsField is one text in each language.
type WordsField struct {
	Legend, Help, Problem string
	Fields                []Field
}

// mostProblems is how many problems a page lists: who has mended these sees the rest.
const mostProblems = 50

// Summary lists the problems with the ids of their fields, for the top of the form.
func (f Form) Summary() []Choice {
	var out []Choice
	for i, p := range f.Problems {
		if i == mostProblems {
			return append(out, Choice{Value: fieldID(p.Field), Label: f.page.T("problem.more", "Count", len(f.Problems)-i)})
		}
		out = append(out, Choice{Value: fieldID(p.Field), Label: f.page.T(p.Key, p.Args...)})
	}
	return out
}

func fieldID(name string) string {
	return "f-" + strings.NewReplacer(".", "-", "[", "-", "]", "").Replace(name)
}

// putWords writes a text in every language into form values, as Form.Words reads them.
func putWords(v url.Values, name string, w hiring.Words) {
	for l, s := range w {
		v.Set(name+"."+string(l), s)
	}
}

// number reads a whole number from a field; problems say when it is none or out of range.
func number(v url.Values, name string, lo, hi int, ps *hiring.Problems) int {
	n, err := strconv.Atoi(strings.TrimSpace(v.Get(name)))
	if err != nil || n < lo || n > hi {
		ps.Add(name, "problem.out_of_range", "Lo", lo, "Hi", hi)
		return lo
	}
	return n
}
