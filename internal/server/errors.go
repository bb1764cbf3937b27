package server

import (
	"errors"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/labstack/echo/v4"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// statusOf maps the five kinds of error, and nothing else, to HTTP.
func statusOf(err error) int {
	switch hiring.KindOf(err) {
	case hiring.Invalid:
		return http.StatusUnprocessableEntity
	case hiring.NotFound:
		return http.StatusNotFound
	case hiring.Forbidden:
		return http.StatusForbidden
	case hiring.Conflict:
		return http.StatusConflict
	case hiring.Expired:
		return http.StatusGone
	}
	var he *echo.HTTPError
	if errors.As(err, &he) {
		return he.Code
	}
	return http.StatusInternalServerError
}

// errorPage says what went wrong, and what to do.
type errorPage struct {
	Page
	Status   int
	Message  string
	Problems []string
	ID       string // of the request, for faults of ours
	Back     string // of a conflict: the page of the thing it is about, or ""
}

func (errorPage) template() (layout, name string) { return "plain", "error" }

// handleError turns whatever a handler returned into a page; a fault of ours is logged with its id and told no
// detail.
func (s *Server) handleError(err error, ec echo.Context) {
	if ec.Response().Committed {
		return
	}
	status := statusOf(err)
	c := &request{Context: ec, s: s}
	if said, ok := ec.Get(spokenTo).(*i18n.Words); ok {
		c.words = said
	} else {
		c.words = s.words.For(c.language())
	}
	id := ec.Response().Header().Get(echo.HeaderXRequestID)
	if status == http.StatusInternalServerError {
		s.log.Error("request failed", "id", id, "route", ec.Path(), "method", ec.Request().Method, "error", err)
	}
	if wantsJSON(ec) {
		_ = ec.JSON(status, map[string]any{"status": status, "title": errorText(c, err, status)})
		return
	}
	page := errorPage{Page: c.page("error.title." + titleFor(err, status)), Status: status, Message: errorText(c, err, status)}
	if status == http.StatusConflict {
		page.Back = s.thingOf(ec.Path(), ec.Request().URL.Path)
	}
	for _, p := range hiring.ProblemsOf(err) {
		page.Problems = append(page.Problems, c.words.T(p.Key, p.Args...))
	}
	if status == http.StatusInternalServerError {
		page.ID = id
	}
	if err := c.render(status, page); err != nil {
		s.log.Error("error page failed", "id", id, "error", err)
		_ = ec.String(http.StatusInternalServerError, id)
	}
}

// thingOf is the page of the last thing, above itself, that an address names, as /applications/7 is of
// /applications/7/explanation; "" where there is none.
func (s *Server) thingOf(pattern, path string) string {
	for strings.Count(pattern, "/") > 1 && strings.Count(path, "/") > 1 {
		pattern, path = pattern[:strings.LastIndex(pattern, "/")], path[:strings.LastIndex(path, "/")]
		if _, there := s.pages[pattern]; there && strings.Contains(pattern[strings.LastIndex(pattern, "/"):], ":") {
			return path
		}
	}
	return ""
}

func wantsJSON(ec echo.Context) bool {
	return ec.Request().Header.Get("Accept") == "application/json"
}

func titleOf(status int) string {
	switch status {
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return "not_found"
	case http.StatusForbidden:
		return "forbidden"
	case http.StatusConflict:
		return "conflict"
	case http.StatusGone:
		return "expired"
	case http.StatusInternalServerError:
		return "fault"
	default:
		return "invalid"
	}
}

// titleFor names what went wrong: a conflict is not always that somebody was quicker.
func titleFor(err error, status int) string {
	var e *hiring.Error
	if status != http.StatusConflict || !errors.As(err, &e) {
		return titleOf(status)
	}
	if strings.HasPrefix(e.Key, "phase.problem.") {
		return "phase"
	}
	switch e.Key {
	case "", "error.changed_meanwhile", "explanation.changed_meanwhile", "explanation.released_meanwhile", "benchmark.error.changed",
		"decision.problem.proposal_answered", "leak.closed", "questionnaire.questions_changed", "scorecard.answers.exist":
		return titleOf(status)
	case "explanation.not_in_phase", "export.problem.phase", "rating.phase_closed":
		return "phase"
	case "calibration.incomplete", "calibration.not_releasable", "calibration.panel_not_in", "debrief.problem.waiting", "decision.rate_first",
		"decision.scorecard_first", "explanation.not_decided", "explanation.rate_first", "explanation.scorecard_first",
		"incumbent.error.no_questions", "questionnaire.not_open", "questionnaire.not_started", "rating.scorecard_first",
		"scorecard.answers.own_first", "scorecard.answers.ratings_first", "scorecard.not_begun", "spoken.not_started", "spoken.scorecard_first":
		return "not_yet"
	}
	return "not_now"
}

func errorText(c *request, err error, status int) string {
	var e *hiring.Error
	if errors.As(err, &e) && e.Key != "" && e.Key != "error.not_found" {
		return c.words.T(e.Key, e.Args...)
	}
	return c.words.T("error.text." + titleOf(status))
}

// recover turns a panic into a fault of ours.
func (s *Server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler {
					panic(r)
				}
				s.log.Error("panic", "id", c.Response().Header().Get(echo.HeaderXRequestID), "route", c.Path(), "panic", r, "stack", string(debug.Stack()))
				err = echo.NewHTTPError(http.StatusInternalServerError)
			}
		}()
		return next(c)
	}
}

// secureHeaders sets what every answer carries: nothing is loaded, framed or sent anywhere but here.
func (s *Server) secureHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
		h.Set("Cache-Control", "no-store")
		if s.cfg.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}
