package server

import (
	"net/url"
	"strings"

	"touchstone/internal/store"
)

// neighbours are the places that the page before and the page after lie beyond; nil where there is none.
type neighbours struct{ before, after *store.Place }

// The words of an address that say where a page begins or ends: the order, and a place in it.
const (
	afterParam  = "after"
	beforeParam = "before"
)

// place reads where the address says a page begins, or, back, where it ends. A place belongs to the order it was made
// for; in another, or when it is none, the page is the first.
func (c *request) place(order string) (at *store.Place, back bool) {
	for _, name := range []string{afterParam, beforeParam} {
		of, text, found := strings.Cut(c.QueryParam(name), "~")
		if !found || of != order {
			continue
		}
		if p, ok := store.ParsePlace(text); ok {
			return p, name == beforeParam
		}
	}
	return nil, false
}

// previous is the address of the page before, given the first page's, or "".
func (n neighbours) previous(first, order string) string {
	return n.beyond(n.before, first, beforeParam, order)
}

// next is the address of the page after, or "".
func (n neighbours) next(first, order string) string {
	return n.beyond(n.after, first, afterParam, order)
}

func (neighbours) beyond(p *store.Place, first, name, order string) string {
	if p == nil {
		return ""
	}
	v := url.Values{name: {order + "~" + p.String()}}
	if strings.Contains(first, "?") {
		return first + "&" + v.Encode()
	}
	return first + "?" + v.Encode()
}

// pathWith is an address with a query, if there is one.
func pathWith(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}
