package server

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/export"
	"touchstone/internal/hiring"
	"touchstone/internal/sheet"
)

// exportRoutes are what can be taken out of a requisition as files: by HR, its owner, and compliance without people.
func (s *Server) exportRoutes() []route {
	takes := staff(hiring.HR, hiring.Compliance).orOwn(ownsRequisition, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/requisitions/:id/exports", takes, s.exportList},
		{http.MethodGet, "/requisitions/:id/exports/dictionary", takes, s.exportDictionary},
		{http.MethodGet, "/requisitions/:id/exports/:file", takes, s.exportFile},
	}
}

// dictionaryFile is the name of the dictionary among the files.
const dictionaryFile = "dictionary"

// exportsPage lists what can be taken out.
type exportsPage struct {
	Page
	Requisition hiring.Requisition
	People      bool // names and words are in the files
	Refused     string
	Candidates  int
	LeftOut     int
	Stage       hiring.Stage
	Separator   string
	Tables      []exportRow
	Dictionary  []exportLink
	Form        Form
}

func (exportsPage) template() (layout, name string) { return "staff", "exports" }

// exportRow is one table with its files.
type exportRow struct {
	Name, Title, About string
	Columns            int
	Files              []exportLink
	Held               string // why it cannot be had now, or ""
}

// exportLink is one file.
type exportLink struct{ Label, Href string }

// Base is the address of the requisition's pages.
func (p exportsPage) Base() string { return "/requisitions/" + p.Requisition.ID.String() }

// Manages tells whether the reader may open the requisition's own page.
func (p exportsPage) Manages() bool { return p.opensRequisition(p.Requisition) }

// StageField offers the stages whose candidates the files tell of.
func (p exportsPage) StageField() Field {
	choices := []Choice{{Value: "", Label: p.T("export.stage.all")}}
	for _, st := range hiring.Stages() {
		choices = append(choices, Choice{Value: string(st), Label: p.T("requisition.stage." + string(st))})
	}
	return p.Form.Choose("stage", "export.stage", choices)
}

// SeparatorField offers what stands between the cells of a CSV file.
func (p exportsPage) SeparatorField() Field {
	return p.Form.Choose("separator", "export.separator", []Choice{
		{Value: "comma", Label: p.T("export.separator.comma")}, {Value: "semicolon", Label: p.T("export.separator.semicolon")},
	})
}

// separatorOf reads what stands between cells: as asked, else as spreadsheets of the language want it.
func (c *request) separatorOf() (name string, sep sheet.Separator) {
	switch asked := c.QueryParam("separator"); {
	case asked == "semicolon", asked != "comma" && c.words.Language != hiring.English:
		return "semicolon", sheet.Semicolon
	}
	return "comma", sheet.Comma
}

// opensRequisition tells whether the reader may open a requisition's own page.
func (p Page) opensRequisition(r hiring.Requisition) bool {
	if p.User == nil {
		return false
	}
	owns := p.User.Is(hiring.Recruiter) && p.User.ID == r.OwnerID
	return p.User.Is(hiring.HR) || owns || r.OnPanel(p.User.ID) && p.User.Is(hiring.Recruiter, hiring.Interviewer)
}

// exportList shows what can be taken out, and in which forms.
func (s *Server) exportList(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	o, err := s.app.ExportsFor(c.Request().Context(), *c.user, id)
	if err != nil {
		return err
	}
	page := exportsPage{
		Page: c.page("export.title").in("requisitions"), Requisition: o.Requisition, People: o.View.People,
		Candidates: o.Candidates, LeftOut: o.LeftOut, Stage: pipelineStage(c.QueryParam("stage")),
	}
	page.Separator, _ = c.separatorOf()
	page.Form = newForm(page.Page, url.Values{"stage": {string(page.Stage)}, "separator": {page.Separator}}, nil)
	if o.Refused != nil {
		page.Refused = errorText(c, o.Refused, http.StatusConflict)
	}
	for _, t := range o.Tables {
		page.Tables = append(page.Tables, page.row(t, export.View{People: o.View.People}))
	}
	page.Dictionary = page.files(dictionaryFile)
	return c.render(http.StatusOK, page)
}

// row is a table as the page lists it.
func (p exportsPage) row(t export.Table, v export.View) exportRow {
	key := "export.table." + t.Name()
	row := exportRow{Name: t.Name(), Title: p.T(key), About: p.T(key + ".about"), Columns: len(t.Columns(v))}
	switch {
	case p.Refused != "":
	case t.Name() == export.AuditTable && p.LeftOut > 0:
		row.Held = p.T("export.problem.audit_blind", "Count", p.LeftOut)
	default:
		row.Files = p.files(t.Name())
	}
	return row
}

// files are the addresses of a table's files.
func (p exportsPage) files(name string) []exportLink {
	var out []exportLink
	for _, f := range sheet.Formats() {
		v := url.Values{}
		if f == sheet.CSV {
			v.Set("separator", p.Separator)
		}
		if p.Stage != "" && name != export.AuditTable && name != dictionaryFile {
			v.Set("stage", string(p.Stage))
		}
		href := p.Base() + "/exports/" + name + "." + string(f)
		if len(v) > 0 {
			href += "?" + v.Encode()
		}
		out = append(out, exportLink{Label: p.T("export.format." + string(f)), Href: href})
	}
	return out
}

// exportFile sends one table as a file, row by row: its length is not known before, and nothing of it is kept.
func (s *Server) exportFile(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	name, ending, _ := strings.Cut(c.Param("file"), ".")
	format, ok := sheet.ParseFormat(ending)
	if !ok {
		return hiring.Missing("export")
	}
	_, sep := c.separatorOf()
	out := &download{c: c, name: "touchstone-" + name + "-" + c.now().Format(time.DateOnly) + "." + ending, format: format}
	if name == dictionaryFile {
		return s.dictionaryFile(c, format, sep, out)
	}
	_, err = s.app.Export(c.Request().Context(), *c.user, app.ExportOrder{
		Requisition: id, Table: name, Format: format, Separator: sep, Stage: pipelineStage(c.QueryParam("stage")), Words: c.words,
	}, out)
	return out.ended(err)
}

// download is a file on its way: its headers go out with the first byte, so that whatever is wrong before is a page.
type download struct {
	c      *request
	name   string
	format sheet.Format
}

// patience is how long a reader may take for one piece of a file.
const patience = time.Minute

// Write sends a piece.
func (d *download) Write(p []byte) (int, error) {
	w := d.c.Response()
	control := http.NewResponseController(w.Writer)
	now := time.Now()
	_ = control.SetWriteDeadline(now.Add(patience)) // who cannot set one has none
	if !w.Committed {
		_ = control.SetReadDeadline(time.Time{}) // the request is read; a long file must not look like a slow one
		w.Header().Set("Content-Type", d.format.MIME())
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.name}))
		w.WriteHeader(http.StatusOK)
	}
	return w.Write(p)
}

// ended turns what happened into an answer. A file that broke off after its first byte breaks the connection, so that
// nobody takes a part of it for the whole.
func (d *download) ended(err error) error {
	if err == nil || !d.c.Response().Committed {
		return err
	}
	d.c.s.log.Error("a file broke off", "path", d.c.Path(), "error", err)
	panic(http.ErrAbortHandler)
}

// dictionaryFile sends the data dictionary of everything the reader can take out.
func (s *Server) dictionaryFile(c *request, f sheet.Format, sep sheet.Separator, out *download) error {
	d, err := s.dictionary(c)
	if err != nil {
		return err
	}
	note := app.DictionaryNote(d.offer.Tables, d.view, c.words)
	file, err := sheet.New(f, out, export.DictionaryColumns(), sheet.Options{Separator: sep, Sheet: note.Sheet})
	if err != nil {
		return out.ended(err)
	}
	for _, row := range note.Rows {
		cells := make([]sheet.Cell, len(row))
		for i, s := range row {
			cells[i] = s
		}
		if err := file.Row(cells); err != nil {
			file.Discard()
			return out.ended(err)
		}
	}
	return out.ended(file.Close())
}
