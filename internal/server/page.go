package server

import (
	"html/template"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// Page is what every page has: its title, its words, who looks at it. Page structs embed it, and their templates
// call its methods.
type Page struct {
	Title   string // a key of the word catalogue, or the text itself when RawTitle
	Flash   string
	User    *hiring.User
	Lang    hiring.Language
	Section string // the navigation entry that is current
	Path    string
	Tabs    []Nav  // the pages of the requisition this one is of
	Switch  string // where a guest changes the language of their pages; "" where nobody does
	words   *i18n.Words
	server  *Server
}

// page begins a page: its title is a key of the word catalogue.
func (c *request) page(titleKey string, args ...any) Page {
	p := c.rawPage("")
	p.Title = c.words.T(titleKey, args...)
	return p
}

// rawPage begins a page whose title is a person's own text.
func (c *request) rawPage(title string) Page {
	p := Page{Title: title, User: c.user, Lang: c.words.Language, Path: c.Request().URL.Path, words: c.words, server: c.s}
	if c.user != nil {
		p.Tabs = c.tabs()
		if key := c.s.sessions.PopString(c.Request().Context(), "flash"); key != "" {
			p.Flash = c.words.T(key)
		}
	}
	return p
}

// in marks which entry of the navigation the page belongs to.
func (p Page) in(section string) Page { p.Section = section; return p }

// T returns the words for a key in the page's language.
func (p Page) T(key string, args ...any) string { return p.words.T(key, args...) }

// Say returns a person's own text in the page's language, or in the first language it has.
func (p Page) Say(w hiring.Words) string { return w.In(p.Lang) }

// Has tells whether the catalogue has words for a key.
func (p Page) Has(key string) bool { return p.words.Has(key) }

// Date writes a day.
func (p Page) Date(t time.Time) string { return p.words.Date(t.In(p.server.cfg.Location)) }

// DateTime writes a day and a time of day.
func (p Page) DateTime(t time.Time) string { return p.words.DateTime(t.In(p.server.cfg.Location)) }

// Num writes a number with a count of decimals.
func (p Page) Num(x float64, decimals int) string { return p.words.Number(x, decimals) }

// Coef writes a coefficient in −1..1.
func (p Page) Coef(x float64) string { return p.words.Coefficient(x) }

// Percent writes a share of one.
func (p Page) Percent(share float64) string { return p.words.Percent(share) }

// Asset returns the address of a style sheet, script or icon.
func (p Page) Asset(bundle string) string { return p.server.static.urls[bundle] }

// Languages lists the languages of the interface.
func (p Page) Languages() []hiring.Language { return hiring.Languages() }

// SwitchTo lists the languages a guest chooses from.
func (p Page) SwitchTo() []hiring.Language { return hiring.Languages() }

// OwnName returns a language's name in that language.
func (p Page) OwnName(l hiring.Language) string { return i18n.Own(l) }

// Named returns a language's name in the page's language, as it stands inside a sentence.
func (p Page) Named(l hiring.Language) string { return p.T("language." + string(l)) }

// Can tells whether the signed-in user has one of the roles, for what a page offers; the route table decides.
func (p Page) Can(roles ...string) bool {
	if p.User == nil {
		return false
	}
	for _, r := range roles {
		if p.User.Is(hiring.Role(r)) {
			return true
		}
	}
	return false
}

// Nav is one entry of the navigation.
type Nav struct {
	Key, Href string
	Current   bool
}

// Navigation lists where this user can go.
func (p Page) Navigation() []Nav {
	var out []Nav
	add := func(key, href string, roles ...hiring.Role) {
		if p.User != nil && p.User.Is(roles...) {
			out = append(out, Nav{Key: "nav." + key, Href: href, Current: p.Section == key})
		}
	}
	add("home", "/", hiring.Roles()...)
	add("philosophy", "/philosophy", hiring.Roles()...)
	add("values", "/values", hiring.HR, hiring.Recruiter)
	add("benchmarks", "/benchmarks", hiring.HR, hiring.Recruiter, hiring.Compliance, hiring.Viewer)
	add("requisitions", "/requisitions", hiring.HR, hiring.Recruiter)
	add("interviews", "/interviews", hiring.HR, hiring.Recruiter, hiring.Interviewer)
	add("calibrations", "/calibrations", hiring.HR, hiring.Recruiter, hiring.Interviewer)
	add("reviews", "/reviews", hiring.Compliance)
	add("requests", "/requests", hiring.HR, hiring.Recruiter)
	add("mail", "/mail", hiring.Admin, hiring.HR)
	add("audit", "/audit", hiring.Compliance)
	if p.User.SeesGroups() {
		add("self_identification", "/self-identification", hiring.Compliance)
	}
	add("people", "/people", hiring.Admin)
	add("representation", "/representation", hiring.Admin)
	return out
}

// Foot lists what everybody who works here can look up, at the foot of every page.
func (Page) Foot() []Nav {
	return []Nav{
		{Key: "help.staff", Href: "/help"}, {Key: "help.language.link", Href: "/account"},
		{Key: "help.recorded", Href: "/help#recorded"}, {Key: "help.link", Href: "/help#commands"},
	}
}

// base gives the renderer the page's common part.
func (p Page) base() Page { return p }

// typedPage is a page struct: it embeds Page and names its layout and template.
type typedPage interface {
	base() Page
	template() (layout, name string)
}

// Raw marks markup made by internal/chart, which escapes what people typed, as safe.
func Raw(svg string) template.HTML { return template.HTML(svg) }
