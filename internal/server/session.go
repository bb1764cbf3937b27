package server

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

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
	m.Cookie.Secure = secure
	m.Cookie.SameSite = http.SameSiteLaxMode
	return m
}

// withSession loads the session and the user behind it, runs next, and saves what next changed before its answer is
// sent. A disabled user has no session.
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
		if err == nil && u.DisabledAt == nil {
			c.user = &u
		}
	}
	c.words = s.words.For(c.language())
	ec.Response().Before(func() { s.commitSession(c) })
	return next(c)
}

// commitSession saves a changed session and sets its cookie, just before the answer's headers go out.
func (s *Server) commitSession(c *request) {
	ctx := c.Request().Context()
	switch s.sessions.Status(ctx) {
	case scs.Modified:
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

// throttle slows down guessing at sign-in: per address and per account, a burst and then one try every few seconds.
type throttle struct {
	mu   sync.Mutex
	seen map[string]*throttled
}

type throttled struct {
	limit *rate.Limiter
	last  time.Time
}

const (
	signInBurst = 8
	signInEvery = 20 * time.Second
	throttleMax = 10000
)

func newThrottle() *throttle { return &throttle{seen: map[string]*throttled{}} }

// allow spends one try for each key, and tells whether all had one left.
func (t *throttle) allow(now time.Time, keys ...string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.seen) > throttleMax {
		for k, v := range t.seen {
			if now.Sub(v.last) > signInBurst*signInEvery {
				delete(t.seen, k)
			}
		}
	}
	ok := true
	for _, k := range keys {
		k = strings.ToLower(k)
		v := t.seen[k]
		if v == nil {
			v = &throttled{limit: rate.NewLimiter(rate.Every(signInEvery), signInBurst)}
			t.seen[k] = v
		}
		v.last = now
		ok = v.limit.AllowN(now, 1) && ok
	}
	return ok
}

// safeNext keeps a "next" address inside this site.
func safeNext(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || bytes.ContainsAny([]byte(next), "\\\r\n") {
		return "/"
	}
	return next
}
