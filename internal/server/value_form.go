package server

import (
	"net/http"
	"net/url"
	"strconv"

	"touchstone/internal/hiring"
)

// valueFormPage is the form of a value, new or known.
type valueFormPage struct {
	Page
	Form   Form
	Value  hiring.Value // with its id when it is known
	New    bool
	Action string
}

func (valueFormPage) template() (layout, name string) { return "staff", "value-edit" }

// Behaviors makes a field for each behaviour, and some to spare.
func (p valueFormPage) Behaviors() []WordsField {
	return rowFields(p.Page, p.Form, "behaviors", "value.behavior_n", fewestBehaviors, hiring.MaxBehaviors, 2)
}

// fewestBehaviors is how many rows the form offers at least.
const fewestBehaviors = 4

// MetricChoices offers the metrics with what the letters stand for.
func (p valueFormPage) MetricChoices() []Choice {
	var out []Choice
	for _, m := range hiring.Metrics() {
		out = append(out, Choice{Value: m, Label: m, Help: p.T("metric." + m)})
	}
	return out
}

// rowFields makes a numbered field in each language for every filled row of a list, and some to spare: at least least,
// at most most rows.
func rowFields(p Page, f Form, name, legendKey string, least, most, rows int) []WordsField {
	n := 0
	for i := range most {
		if !formWords(f.Values, name+"."+strconv.Itoa(i)).Empty() {
			n = i + 1
		}
	}
	var out []WordsField
	for i := range min(max(n+1, least), most) {
		w := f.Words(name+"."+strconv.Itoa(i), legendKey, "rows", rows)
		w.Legend = p.T(legendKey, "Number", i+1)
		out = append(out, w)
	}
	return out
}

// readRows reads a list of texts, leaving empty rows out, and closes the gaps in the form's values, so that a problem
// at a row stands at the row it is about.
func readRows(v url.Values, name string, most int) []hiring.Words {
	rows := []hiring.Words{}
	for i := range most {
		field := name + "." + strconv.Itoa(i)
		if w := formWords(v, field); !w.Empty() {
			rows = append(rows, w)
		}
		clearWords(v, field)
	}
	for i, w := range rows {
		putWords(v, name+"."+strconv.Itoa(i), w)
	}
	return rows
}

func clearWords(v url.Values, name string) {
	for _, l := range hiring.Languages() {
		v.Del(name + "." + string(l))
	}
}

// readValue reads the form's fields over a value.
func readValue(form url.Values, v hiring.Value) hiring.Value {
	v.Name, v.Meaning, v.Action = formWords(form, "name"), formWords(form, "meaning"), formWords(form, "action")
	v.Behaviors, v.Metrics = readRows(form, "behaviors", hiring.MaxBehaviors), form["metrics"]
	v.Version = formVersion(form)
	return v
}

// valueValues writes a value into the form's fields.
func valueValues(v hiring.Value) url.Values {
	out := versionField(v.Version)
	putWords(out, "name", v.Name)
	putWords(out, "meaning", v.Meaning)
	putWords(out, "action", v.Action)
	for i, b := range v.Behaviors {
		putWords(out, "behaviors."+strconv.Itoa(i), b)
	}
	out["metrics"] = v.Metrics
	return out
}

func (s *Server) valueNew(c *request) error {
	return s.renderValueForm(c, http.StatusOK, hiring.Value{}, url.Values{}, nil)
}

func (s *Server) renderValueForm(c *request, status int, value hiring.Value, v url.Values, ps hiring.Problems) error {
	page := valueFormPage{Page: c.page("value.new").in("values"), Value: value, New: value.Name.Empty(), Action: "/values"}
	if !page.New {
		page.Page = c.page("value.edit", "Name", value.Name.In(c.words.Language)).in("values")
		page.Action = "/values/" + value.ID.String()
	}
	page.Form = newForm(page.Page, v, ps)
	return c.render(status, page)
}

func (s *Server) valueAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	value, err := s.app.AddValue(c.Request().Context(), c.actor(), readValue(v, hiring.Value{}))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderValueForm(c, http.StatusUnprocessableEntity, hiring.Value{}, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("value.was_added")
	return c.seeOther("/values/" + value.ID.String())
}

func (s *Server) valueEdit(c *request) error {
	value, err := s.value(c)
	if err != nil {
		return err
	}
	return s.renderValueForm(c, http.StatusOK, value, valueValues(value), nil)
}

func (s *Server) valueSave(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	value, err := s.value(c)
	if err != nil {
		return err
	}
	err = s.app.ChangeValue(c.Request().Context(), c.actor(), readValue(v, value))
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderValueForm(c, http.StatusUnprocessableEntity, value, v, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	c.flash("value.was_saved")
	return c.seeOther("/values/" + value.ID.String())
}
