package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"touchstone/internal/hiring"
)

// newSessions keeps sessions in the database, under hashes of their tokens.
func newSessions(store scs.Store, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.HashTokenInStore = true
	m.Lifetime = 12 * time.Hour
	m.IdleTimeout = 2 * time.Hour
	m.Cookie.Name = "touchstone"
	m.Cookie.HttpOnly = true
	if m.Cookie.Secure = secure; secure {
		m.Cookie.Name = "__Host-touchstone" // browsers take it only from this very host, over HTTPS
	}
	m.Cookie.SameSite = http.SameSiteLaxMode
	return m
}

// withSession loads the session and the user behind it, runs next, and saves what next changed before its answer is
// sent. A disabled user has no session, nor does one whose password is another than when it began.
func (s *Server) withSession(ec echo.Context, next func(*request) error) error {
	token := ""
	if ck, err := ec.Request().Cookie(s.sessions.Cookie.Name); err == nil {
		token = ck.Value
	}
	ctx, err := s.sessions.Load(ec.Request().Context(), token)
	if err != nil {
		return err
	}
	ec.SetRequest(ec.Request().WithContext(ctx))
	c := &request{Context: ec, s: s}
	if id, err := uuid.Parse(s.sessions.GetString(ctx, "user")); err == nil {
		u, err := s.app.User(ctx, id)
		if err != nil && hiring.KindOf(err) != hiring.NotFound {
			return err
		}
		if err == nil && u.DisabledAt == nil && s.sessions.GetString(ctx, "password") == passwordMark(u) {
			c.user = &u
		}
	}
	c.words = s.words.For(c.language())
	ec.Response().Before(func() { s.commitSession(c) })
	defer func() { ec.Set(spokenTo, c.words) }()
	return next(c)
}

// spokenTo is where a request's words are kept for the page that says why it failed: in the language of whoever is signed
// in, or of the link, as the handler chose it.
const spokenTo = "words"

// remember puts a user into a session, with the mark of the password it begins with.
func (s *Server) remember(ctx context.Context, u hiring.User) {
	s.sessions.Put(ctx, "user", u.ID.String())
	s.sessions.Put(ctx, "password", passwordMark(u))
}

// passwordMark tells one password of a user from the next: a new one ends every session begun with the old.
func passwordMark(u hiring.User) string {
	sum := sha256.Sum256([]byte(u.PasswordHash))
	return hex.EncodeToString(sum[:8])
}

// idleStep is how often an autosave puts the end of a session off. Every request would be a write of its own beside the
// autosave's, which shares one with all others; and two hours are counted in steps of minutes well enough.
const idleStep = 10 * time.Minute

// commitSession saves a changed session and sets its cookie, just before the answer's headers go out.
func (s *Server) commitSession(c *request) {
	ctx := c.Request().Context()
	switch s.sessions.Status(ctx) {
	case scs.Modified:
		now := time.Now()
		if c.Request().Method == http.MethodPut && now.Sub(time.UnixMilli(s.sessions.GetInt64(ctx, "seen"))) < idleStep {
			return
		}
		s.sessions.Put(ctx, "seen", now.UnixMilli())
		token, expiry, err := s.sessions.Commit(ctx)
		if err != nil {
			s.log.Error("session not saved", "error", err)
			return
		}
		s.sessions.WriteSessionCookie(ctx, c.Response(), token, expiry)
	case scs.Destroyed:
		s.sessions.WriteSessionCookie(ctx, c.Response(), "", time.Time{})
	}
}

// safeNext keeps a "next" address inside this site. Control characters are refused because browsers leave tabs and
// line ends out before they look whether an address begins with //.
func safeNext(next string) string {
	odd := func(r rune) bool { return r == '\\' || unicode.IsControl(r) }
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, odd) {
		return "/"
	}
	return next
}
