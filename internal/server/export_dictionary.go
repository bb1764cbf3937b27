package server

import (
	"net/http"

	"touchstone/internal/app"
	"touchstone/internal/export"
	"touchstone/internal/hiring"
)

// dictionaryPage says what the columns of the files mean.
type dictionaryPage struct {
	Page
	Requisition hiring.Requisition
	Tables      []dictionaryTable
	offer       app.ExportOffer
	view        export.View
}

func (dictionaryPage) template() (layout, name string) { return "staff", "export-dictionary" }

// dictionaryTable is one table with its columns.
type dictionaryTable struct {
	Name, Title, About string
	Columns            []export.Entry
}

// Base is the address of the requisition's pages.
func (p dictionaryPage) Base() string { return "/requisitions/" + p.Requisition.ID.String() }

// dictionary gathers the columns of everything the reader can take out.
func (s *Server) dictionary(c *request) (dictionaryPage, error) {
	id, err := c.id("id")
	if err != nil {
		return dictionaryPage{}, err
	}
	o, err := s.app.ExportsFor(c.Request().Context(), *c.user, id)
	if err != nil {
		return dictionaryPage{}, err
	}
	p := dictionaryPage{
		Page: c.page("export.dictionary.title").in("requisitions"), Requisition: o.Requisition, offer: o, view: export.View{People: o.View.People},
	}
	for _, t := range o.Tables {
		key := "export.table." + t.Name()
		p.Tables = append(p.Tables, dictionaryTable{
			Name: t.Name(), Title: p.T(key), About: p.T(key + ".about"), Columns: export.Dictionary([]export.Table{t}, p.view, c.words),
		})
	}
	return p, nil
}

// exportDictionary shows the data dictionary.
func (s *Server) exportDictionary(c *request) error {
	p, err := s.dictionary(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, p)
}
