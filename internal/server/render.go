package server

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

// renderer holds every page's template, parsed once: layout + partials + page.
type renderer struct {
	pages map[string]*template.Template // by layout + "/" + page
}

func newRenderer(files fs.FS) (*renderer, error) {
	base := template.New("").Funcs(template.FuncMap{"dict": dict, "add": func(a, b int) int { return a + b }})
	shared, err := base.ParseFS(files, "partials/*.html")
	if err != nil {
		return nil, err
	}
	layouts, err := fs.Glob(files, "layout/*.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, err
	}
	r := &renderer{pages: map[string]*template.Template{}}
	for _, layout := range layouts {
		for _, name := range names {
			t, err := shared.Clone()
			if err == nil {
				t, err = t.ParseFS(files, layout, name)
			}
			if err != nil {
				return nil, fmt.Errorf("page %s: %w", name, err)
			}
			r.pages[stem(layout)+"/"+stem(name)] = t
		}
	}
	return r, nil
}

func stem(file string) string { return strings.TrimSuffix(path.Base(file), ".html") }

// dict makes the argument of a partial out of name, value pairs.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %d arguments", len(pairs))
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}

// render answers with a page. It is rendered whole before the first byte is sent, so a page that fails becomes an
// error page and never half a page.
func (c *request) render(status int, p typedPage) error {
	layout, name := p.template()
	t, ok := c.s.renderer.pages[layout+"/"+name]
	if !ok {
		return fmt.Errorf("no page %s in layout %s", name, layout)
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "layout", p); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	c.Response().Header().Set("Content-Language", string(p.base().Lang))
	return c.HTMLBlob(status, out.Bytes())
}
