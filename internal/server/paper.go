package server

import (
	"encoding/base64"
	"html/template"
	"net/http"

	"touchstone/internal/hiring"
	"touchstone/internal/pdf"
)

// Styles is the style sheet of the pages as an address that holds it whole: what becomes a PDF is served to nobody and
// asks nobody for anything.
func (p Page) Styles() template.URL {
	css := p.server.static.plain("staff.css")
	return template.URL("data:text/css;base64," + base64.StdEncoding.EncodeToString(css))
}

// pdf answers with a page as a PDF. Where none can be made, the page to print is shown in its place, and says so.
func (c *request) pdf(p typedPage, name, instead string) error {
	printer := c.s.cfg.PDF
	if printer == nil {
		return hiring.Missing("page")
	}
	html, err := c.s.written(p)
	if err != nil {
		return err
	}
	out, err := printer.Print(c.Request().Context(), string(html), pdf.ParsePaper(c.QueryParam("paper")))
	if err != nil {
		c.s.log.Error("no PDF", "error", err, "path", c.Path())
		if c.user != nil {
			c.flash("interview_guide.no_pdf")
		}
		return c.seeOther(instead)
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", `inline; filename="`+name+`.pdf"`)
	h.Set("Content-Language", string(p.base().Lang))
	return c.Blob(http.StatusOK, "application/pdf", out)
}
