package server

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"touchstone/internal/app"
	"touchstone/internal/i18n"
	"touchstone/internal/pdf"
	"touchstone/web"
)

// Config is what the server needs to know about where it runs.
type Config struct {
	BaseURL  string         // how people reach it, for links in mails: https://hire.example.org
	Secure   bool           // cookies only over HTTPS
	Behind   bool           // a proxy in front is trusted for the client's address
	Location *time.Location // for dates on pages
	Log      *slog.Logger
	PDF      *pdf.Printer // nil: no PDF is offered, pages are printed by the reader's browser
}

// Server answers requests.
type Server struct {
	app      *app.App
	words    *i18n.Catalog
	renderer *renderer
	static   *static
	sessions *scs.SessionManager
	throttle *throttle
	cfg      Config
	log      *slog.Logger
	echo     *echo.Echo
	pages    map[string]access // who may open which page, by its path
}

// maxBody bounds what a request may carry; imports of a few thousand rows fit well.
const maxBody = "4M"

// New wires the pages, the words and the route table.
func New(a *app.App, cfg Config) (*Server, error) {
	words, err := i18n.Load(web.Files, "words")
	if err != nil {
		return nil, err
	}
	st, err := newStatic(web.Files)
	if err != nil {
		return nil, err
	}
	rd, err := newRenderer(web.Files)
	if err != nil {
		return nil, err
	}
	if cfg.Location == nil {
		cfg.Location = time.Local
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	s := &Server{app: a, words: words, renderer: rd, static: st, throttle: newThrottle(), cfg: cfg, log: cfg.Log}
	s.sessions = newSessions(a.Sessions(), cfg.Secure)
	s.echo = s.newEcho()
	if err := s.mount(s.routes()); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	return s, nil
}

func (s *Server) newEcho() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	if s.cfg.Behind {
		e.IPExtractor = echo.ExtractIPFromXFFHeader()
	}
	e.HTTPErrorHandler = s.handleError
	e.Use(s.ownRequestID, middleware.RequestID(), s.recover, s.secureHeaders)
	e.Use(echo.WrapMiddleware(http.NewCrossOriginProtection().Handler))
	e.Use(middleware.BodyLimit(maxBody))
	e.Use(middleware.GzipWithConfig(middleware.GzipConfig{
		Level: 6, MinLength: 512, Skipper: leaveUnzipped,
	}))
	return e
}

// ownRequestID drops the request id a client brings, unless a proxy that is trusted sets it: it is shown and logged.
func (s *Server) ownRequestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !s.cfg.Behind {
			c.Request().Header.Del(echo.HeaderXRequestID)
		}
		return next(c)
	}
}

// leaveUnzipped tells what is not compressed on the way out: bundles, which are already, and the few bytes that
// answer an autosave, for which two hundred people typing would each need a compressor of most of a megabyte;
// and files that are packed by their own nature.
func leaveUnzipped(c echo.Context) bool {
	return isStatic(c.Path()) || c.Request().Method == http.MethodPut || strings.HasSuffix(c.Request().URL.Path, ".xlsx")
}

// Handler returns the whole application.
func (s *Server) Handler() http.Handler { return s.echo }
