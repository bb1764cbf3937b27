package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// interviewRoutes are the scheduling of interviews, for HR and a requisition's owner, and the page of one, for its
// panel too. A guest reaches that page by a personal link.
func (s *Server) interviewRoutes() []route {
	schedules := staff(hiring.HR).orOwn(ownsApplication, hiring.Recruiter)
	chooses := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	manages := staff(hiring.HR).orOwn(ownsInterview, hiring.Recruiter)
	joins := staff(hiring.HR).orOwn(joinsInterview, hiring.Recruiter, hiring.Interviewer)
	return []route{
		{http.MethodGet, "/requisitions/:id/interviews/new", chooses, s.interviewChoose},
		{http.MethodGet, "/applications/:id/interviews/new", schedules, s.interviewNew},
		{http.MethodPost, "/applications/:id/interviews", schedules, s.interviewAdd},
		{http.MethodGet, "/interviews", staff(hiring.HR, hiring.Recruiter, hiring.Interviewer), s.interviewList},
		{http.MethodGet, "/interviews/:id", joins, s.interviewShow},
		{http.MethodGet, "/interviews/:id/calendar.ics", joins, s.interviewCalendar},
		{http.MethodGet, "/interviews/:id/candidate.ics", manages, s.candidateCalendar},
		{http.MethodGet, "/interviews/:id/edit", manages, s.interviewEdit},
		{http.MethodPost, "/interviews/:id", manages, s.interviewMove},
		{http.MethodPost, "/interviews/:id/cancellation", manages, s.interviewCancel},
		{http.MethodPost, "/interviews/:id/mail", manages, s.interviewTellCandidate},
		{http.MethodPost, "/interviews/:id/panel", manages, s.panelistAdd},
		{http.MethodPost, "/interviews/:id/panel/:panelist/removal", manages, s.panelistRemove},
		{http.MethodPost, "/interviews/:id/panel/:panelist/mail", manages, s.panelistTell},
		{http.MethodPost, "/interviews/:id/panel/:panelist/link", manages, s.panelistLink},
		{http.MethodGet, "/i/:token", link(), s.guestInterview},
		{http.MethodGet, "/i/:token/calendar.ics", link(), s.guestCalendar},
		{http.MethodPost, "/i/:token/language", link(), s.seated(s.guestLanguage)},
	}
}

// ownsInterview tells whether the interview in the address is of a requisition of the user's own.
func ownsInterview(s *Server, c *request) (bool, error) {
	i, err := s.interview(c)
	if err != nil {
		return false, missingIsNo(err)
	}
	r, err := s.app.Store().Requisition(c.Request().Context(), i.RequisitionID)
	return err == nil && c.user.Is(hiring.Recruiter) && r.OwnerID == c.user.ID, missingIsNo(err)
}

// joinsInterview tells whether the user is on the panel of the interview in the address, or owns its requisition.
func joinsInterview(s *Server, c *request) (bool, error) {
	id, err := c.id("id")
	if err != nil {
		return false, missingIsNo(err)
	}
	if _, err := s.app.Store().PanelistOf(c.Request().Context(), id, c.user.ID); err == nil {
		return true, nil
	} else if hiring.KindOf(err) != hiring.NotFound {
		return false, err
	}
	return ownsInterview(s, c)
}

// interview reads the interview a path names.
func (s *Server) interview(c *request) (hiring.Interview, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Interview{}, err
	}
	return s.app.Store().Interview(c.Request().Context(), id)
}

func interviewPath(id uuid.UUID) string { return "/interviews/" + id.String() }

// interviewSize is how many interviews one page of a list shows.
const interviewSize = 50

// interviewsPage lists interviews: the user's own, by what is to be done about them, or all the user manages.
type interviewsPage struct {
	Page
	All                       bool // everything managed, in one list
	Manages                   bool
	Today, Coming, Due, Lines []interviewRow
	Next                      string // where the list goes on, or ""
}

func (interviewsPage) template() (layout, name string) { return "staff", "interviews" }

// interviewRow is one interview in a list, in words.
type interviewRow struct {
	store.InterviewLine
	When string
}

// Empty tells whether there is nothing at all.
func (p interviewsPage) Empty() bool {
	return len(p.Today)+len(p.Coming)+len(p.Due)+len(p.Lines) == 0
}

func (p Page) interviewRows(lines []store.InterviewLine) []interviewRow {
	var out []interviewRow
	for _, l := range lines {
		out = append(out, interviewRow{InterviewLine: l, When: p.when(l.Interview)})
	}
	return out
}

func (s *Server) interviewList(c *request) error {
	page := interviewsPage{Page: c.page("interview.title").in("interviews"), Manages: c.user.Is(hiring.HR, hiring.Recruiter)}
	page.All = page.Manages && c.QueryParam("view") == "all"
	after, err := interviewPlace(c.QueryParam("after"))
	if err != nil {
		return err
	}
	ctx, st := c.Request().Context(), s.app.Store()
	var lines []store.InterviewLine
	if page.All {
		lines, err = st.InterviewsManaged(ctx, c.user.ID, c.user.Is(hiring.HR), after, interviewSize+1)
	} else {
		morning := startOfDay(c.now().In(s.cfg.Location))
		lines, err = st.PastInterviews(ctx, c.user.ID, morning, after, interviewSize+1)
		if err == nil && after == (store.InterviewPlace{}) {
			err = s.fillMyInterviews(ctx, c, &page, morning)
		}
	}
	if err != nil {
		return err
	}
	if len(lines) > interviewSize {
		lines = lines[:interviewSize]
		page.Next = nextInterviews(lines[interviewSize-1], page.All)
	}
	page.Lines = page.interviewRows(lines)
	return c.render(http.StatusOK, page)
}

// fillMyInterviews reads what is before the user: today's interviews, coming ones, and scorecards that are waited for.
func (s *Server) fillMyInterviews(ctx context.Context, c *request, p *interviewsPage, morning time.Time) error {
	st, me, tomorrow := s.app.Store(), c.user.ID, morning.AddDate(0, 0, 1)
	today, err := st.InterviewsBetween(ctx, me, morning, tomorrow, interviewSize)
	if err != nil {
		return err
	}
	coming, err := st.InterviewsBetween(ctx, me, tomorrow, morning.AddDate(0, 0, hiring.MaxDaysAhead+1), interviewSize)
	if err != nil {
		return err
	}
	due, err := st.ScorecardsDue(ctx, me, c.now(), interviewSize)
	p.Today, p.Coming, p.Due = p.interviewRows(today), p.interviewRows(coming), p.interviewRows(due)
	return err
}

func startOfDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// nextInterviews is the address at which a list goes on after a line.
func nextInterviews(last store.InterviewLine, everything bool) string {
	path := "/interviews?after=" + strconv.FormatInt(last.StartsAt.UnixMilli(), 10) + "." + last.ID.String()
	if everything {
		path += "&view=all"
	}
	return path
}

// interviewPlace reads where a list goes on, as nextInterviews wrote it; "" is its beginning.
func interviewPlace(s string) (store.InterviewPlace, error) {
	if s == "" {
		return store.InterviewPlace{}, nil
	}
	at, id, _ := strings.Cut(s, ".")
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil || ms <= 0 {
		return store.InterviewPlace{}, hiring.Missing("page")
	}
	place := store.InterviewPlace{StartsAt: time.UnixMilli(ms).UTC()}
	if place.ID, err = uuid.Parse(id); err != nil {
		return place, hiring.Missing("page")
	}
	return place, nil
}

func (s *Server) interviewShow(c *request) error {
	return s.renderInterview(c, http.StatusOK, nil, nil)
}

func (s *Server) interviewCancel(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("id")
	if err != nil {
		return err
	}
	err = s.app.CancelInterview(c.Request().Context(), c.actor(), id, formVersion(v), v.Get("reason"))
	if ps := hiring.ProblemsOf(err); len(ps) > 0 {
		return s.renderInterview(c, http.StatusUnprocessableEntity, v, ps)
	}
	if err != nil {
		return err
	}
	c.flash("interview.was_cancelled")
	return c.seeOther(interviewPath(id))
}

func (s *Server) interviewTellCandidate(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.TellAgain(c.Request().Context(), c.actor(), id, nil); err != nil {
		return err
	}
	c.flash("interview.was_mailed")
	return c.seeOther(interviewPath(id))
}

// interviewCalendar sends the interview as a calendar file.
func (s *Server) interviewCalendar(c *request) error {
	i, err := s.interview(c)
	if err != nil {
		return err
	}
	p, err := s.app.Store().PanelistOf(c.Request().Context(), i.ID, c.user.ID)
	if hiring.KindOf(err) == hiring.NotFound {
		return c.calendar(i, nil)
	}
	if err != nil {
		return err
	}
	return c.calendar(i, &p)
}

// calendar answers with an interview's calendar file, for a member of its panel or, with nil, for who manages it.
func (c *request) calendar(i hiring.Interview, p *hiring.Panelist) error {
	file, err := c.s.app.InterviewCalendar(c.Request().Context(), c.words, i, p)
	if err != nil {
		return err
	}
	return c.icalendar(file)
}

// candidateCalendar sends the file the candidate's calendar takes, to be handed over by a person.
func (s *Server) candidateCalendar(c *request) error {
	i, err := s.interview(c)
	if err != nil {
		return err
	}
	file, err := s.app.CandidateCalendar(c.Request().Context(), s.words, i)
	if err != nil {
		return err
	}
	return c.icalendar(file)
}

func (c *request) icalendar(file []byte) error {
	c.Response().Header().Set("Content-Disposition", `attachment; filename="interview.ics"`)
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", file)
}
