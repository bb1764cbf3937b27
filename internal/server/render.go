package server

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"sync"
)

// renderer holds the templates: layout + partials + page, put together when a page is first shown, so that starting
// does not wait for pages nobody opens. A test shows every page.
type renderer struct {
	files  fs.FS
	shared *template.Template // the partials
	mu     sync.Mutex
	pages  map[string]*template.Template // by layout + "/" + page
}

func newRenderer(files fs.FS) (*renderer, error) {
	base := template.New("").Funcs(template.FuncMap{"dict": dict, "add": func(a, b int) int { return a + b }})
	shared, err := base.ParseFS(files, "partials/*.html")
	if err != nil {
		return nil, err
	}
	return &renderer{files: files, shared: shared, pages: map[string]*template.Template{}}, nil
}

// page returns the template of a page in a layout.
func (r *renderer) page(layout, name string) (*template.Template, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := layout + "/" + name
	if t, ok := r.pages[key]; ok {
		return t, nil
	}
	t, err := r.shared.Clone()
	if err == nil {
		t, err = t.ParseFS(r.files, "layout/"+layout+".html", "pages/"+name+".html")
	}
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", key, err)
	}
	r.pages[key] = t
	return t, nil
}

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
	out, err := c.s.written(p)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Language", string(p.base().Lang))
	return c.HTMLBlob(status, out)
}

// written returns a page as it is sent.
func (s *Server) written(p typedPage) ([]byte, error) {
	layout, name := p.template()
	t, err := s.renderer.page(layout, name)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "layout", p); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return out.Bytes(), nil
}
