package server

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// world is a whole application on a fresh database, with one person for each role, and a second recruiter.
type world struct {
	t      *testing.T
	store  *store.Store
	app    *app.App
	server *Server
	users  map[string]hiring.User // by role, and "recruiter2"
	log    *written
}

// password is everybody's here.
const password = "a password for tests only"

// newWorld starts a world; it ends with the test.
func newWorld(t *testing.T) *world {
	t.Helper()
	return worldIn(t, testkit.Store(t))
}

// worldIn is a world in a store of one's own.
func worldIn(t *testing.T, st *store.Store) *world {
	t.Helper()
	w := emptyWorld(t, st)
	ctx := context.Background()
	org := hiring.Organization{ID: uuid.Must(uuid.NewV7()), Name: "Alder & Finch", Language: hiring.English, Contact: "people@alderfinch.test", CreatedAt: w.app.Now()}
	if err := w.store.CreateOrganization(ctx, org); err != nil {
		t.Fatal(err)
	}
	for _, r := range hiring.Roles() {
		w.addUser(string(r), r)
	}
	w.addUser("recruiter2", hiring.Recruiter)
	return w
}

// emptyWorld is an application nobody has set up.
func emptyWorld(t *testing.T, st *store.Store) *world {
	t.Helper()
	log := &written{}
	quiet := slog.New(slog.NewTextHandler(log, nil))
	a := app.New(st, app.Config{BaseURL: "http://touchstone.test", Log: quiet})
	s, err := New(a, Config{BaseURL: "http://touchstone.test", Location: time.UTC, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	return &world{t: t, store: st, app: a, server: s, users: map[string]hiring.User{}, log: log}
}

// addUser adds a person straight to the store; nobody here signs in with a password unless a test is about that.
func (w *world) addUser(name string, roles ...hiring.Role) hiring.User {
	w.t.Helper()
	u := hiring.User{
		ID: uuid.Must(uuid.NewV7()), Email: name + "@alderfinch.test", Name: "The " + name, Language: hiring.English,
		PasswordHash: "none", Roles: roles, CreatedAt: w.app.Now(),
	}
	if err := w.store.CreateUser(context.Background(), u); err != nil {
		w.t.Fatal(err)
	}
	w.users[name] = u
	return u
}

// client is a browser without JavaScript: it keeps cookies and follows no redirect.
type client struct {
	w       *world
	cookies map[string]string
	lang    string
}

// anyone is a browser nobody has signed in with.
func (w *world) anyone() *client { return &client{w: w, cookies: map[string]string{}} }

// as is the browser of the person with that role (or "recruiter2"), signed in.
func (w *world) as(name string) *client {
	w.t.Helper()
	c := w.anyone()
	ctx, err := w.server.sessions.Load(context.Background(), "")
	if err != nil {
		w.t.Fatal(err)
	}
	u, err := w.store.User(ctx, w.users[name].ID)
	if err != nil {
		w.t.Fatal(err)
	}
	w.server.remember(ctx, u)
	token, _, err := w.server.sessions.Commit(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	c.cookies[w.server.sessions.Cookie.Name] = token
	return c
}

// answer is what came back.
type answer struct {
	t        *testing.T
	Status   int
	Body     string
	Location string
	Header   http.Header
}

func (c *client) get(path string) answer {
	return c.do(httptest.NewRequest(http.MethodGet, path, nil))
}

func (c *client) post(path string, form url.Values) answer {
	r := newPost(path, form)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return c.do(r)
}

func newPost(path string, form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func (c *client) do(r *http.Request) answer {
	c.w.t.Helper()
	for name, value := range c.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	if c.lang != "" {
		r.Header.Set("Accept-Language", c.lang)
	}
	rec := httptest.NewRecorder()
	c.w.server.Handler().ServeHTTP(rec, r)
	for _, ck := range rec.Result().Cookies() {
		c.cookies[ck.Name] = ck.Value
	}
	if leak := programText.FindString(rec.Body.String()); leak != "" && strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") {
		c.w.t.Errorf("%s %s shows what is meant for a programmer: %q", r.Method, r.URL, leak)
	}
	return answer{t: c.w.t, Status: rec.Code, Body: rec.Body.String(), Location: rec.Header().Get("Location"), Header: rec.Header()}
}

// programText is what a page shows when a template prints a value that has no words.
var programText = regexp.MustCompile(`\b0xc?[0-9a-f]{8,}\b|&lt;no value&gt;|<no value>|%![a-z]?\([A-Za-z]`)

// follow gets the page a 303 points to.
func (c *client) follow(a answer) answer {
	c.w.t.Helper()
	a.is(http.StatusSeeOther)
	return c.get(strings.TrimPrefix(a.Location, "http://touchstone.test"))
}

// is fails the test unless the status is this one.
func (a answer) is(status int) answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("status %d, want %d\n%s", a.Status, status, text(a.Body))
	}
	return a
}

// says fails the test unless the page's text contains all of these.
func (a answer) says(want ...string) answer {
	a.t.Helper()
	page := text(a.Body)
	for _, s := range want {
		if !strings.Contains(page, s) {
			a.t.Errorf("the page does not say %q\n%s", s, page)
		}
	}
	return a
}

// has fails the test unless the mark-up contains all of these.
func (a answer) has(want ...string) answer {
	a.t.Helper()
	for _, s := range want {
		if !strings.Contains(a.Body, s) {
			a.t.Errorf("the answer does not contain %q\n%s", s, a.Body)
		}
	}
	return a
}

// hides fails the test if any of these is anywhere in the answer, mark-up included.
func (a answer) hides(never ...string) answer {
	a.t.Helper()
	for _, s := range never {
		if strings.Contains(a.Body, s) || strings.Contains(text(a.Body), s) {
			a.t.Errorf("the answer contains %q, which must not appear", s)
		}
	}
	return a
}

var (
	tagPattern   = regexp.MustCompile(`<[^>]*>`)
	fitPattern   = regexp.MustCompile(`<p class="fit">.*?</p>`)
	spacePattern = regexp.MustCompile(`\s+`)
	entities     = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'")
)

// text is what a page says, without its mark-up.
func text(html string) string {
	return strings.TrimSpace(spacePattern.ReplaceAllString(entities.Replace(tagPattern.ReplaceAllString(html, " ")), " "))
}
