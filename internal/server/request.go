package server

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// request is one request with who makes it and the words to answer in.
type request struct {
	echo.Context
	s     *Server
	user  *hiring.User
	words *i18n.Words
	seat  *seat // found by panelistOf
}

// actor names who acts, for the audit.
func (c *request) actor() app.Actor {
	if c.user == nil {
		return app.Respondent("")
	}
	return app.UserActor(c.user.ID)
}

// id reads a path parameter that must be an id; anything else is not found.
func (c *request) id(name string) (uuid.UUID, error) {
	id, err := uuid.Parse(c.Param(name))
	if err != nil {
		return uuid.Nil, hiring.Missing(name)
	}
	return id, nil
}

// ids reads two path parameters that must be ids: a thing, and a thing of its own.
func (c *request) ids(whole, part string) (uuid.UUID, uuid.UUID, error) {
	w, err := c.id(whole)
	if err != nil {
		return uuid.Nil, uuid.Nil, err
	}
	p, err := c.id(part)
	return w, p, err
}

// form reads the posted form. A body that is no form is a problem of the whole.
func (c *request) form() (url.Values, error) {
	v, err := c.FormParams()
	if err != nil {
		ps := hiring.Problems{{Field: "", Key: "problem.unreadable_form"}}
		return nil, ps.Err()
	}
	return v, nil
}

// seeOther answers a successful POST.
func (c *request) seeOther(path string) error { return c.Redirect(http.StatusSeeOther, path) }

// flash leaves a message, a key of the word catalogue, for the next page.
func (c *request) flash(key string) { c.s.sessions.Put(c.Request().Context(), "flash", key) }

// askToSignIn sends a person without a session to the sign-in page, and back afterwards.
func (c *request) askToSignIn() error {
	if c.Request().Method != http.MethodGet {
		return c.seeOther("/sign-in")
	}
	return c.seeOther("/sign-in?next=" + url.QueryEscape(c.Request().URL.RequestURI()))
}

// language chooses the words: a signed-in user's own, else ?lang, else what the browser asks for, else English.
func (c *request) language() hiring.Language {
	if l, ok := hiring.ParseLanguage(c.QueryParam("lang")); ok {
		return l
	}
	if c.user != nil {
		return c.user.Language
	}
	for _, part := range strings.Split(c.Request().Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if l, ok := hiring.ParseLanguage(primary); ok {
			return l
		}
	}
	return hiring.English
}

// formWords reads one text in each language from fields NAME.en, NAME.es, NAME.tr.
func formWords(v url.Values, name string) hiring.Words {
	w := hiring.Words{}
	for _, l := range hiring.Languages() {
		w[l] = v.Get(name + "." + string(l))
	}
	return w.Trimmed()
}

func (c *request) now() time.Time { return c.s.app.Now() }
