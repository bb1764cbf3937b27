package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// guestRows is how many guests the form for a new interview takes; more can be added on the interview's page.
const guestRows = 2

// interviewFormPage sets a new interview, or moves one.
type interviewFormPage struct {
	Page
	Form      Form
	New       bool
	Mail      bool
	Fresh     bool   // nothing has been typed: the browser may choose its own time zone
	Action    string // where the form goes
	Back      string
	Languages []hiring.Language
	zone      string // the time zone chosen
	people    []hiring.User
}

func (interviewFormPage) template() (layout, name string) { return "staff", "interview-edit" }

// Zones offers the time zones: those most people need first, then every other.
func (p interviewFormPage) Zones() []Choice {
	names := append(hiring.TimeZones(), hiring.AllTimeZones()...)
	if p.zone != "" && !slices.Contains(names, p.zone) {
		if _, ok := hiring.ParseTimeZone(p.zone); ok {
			names = append([]string{p.zone}, names...)
		}
	}
	now := p.server.app.Now()
	var out []Choice
	seen := map[string]bool{}
	for _, name := range names {
		if at, ok := hiring.ParseTimeZone(name); ok && !seen[name] {
			seen[name] = true
			out = append(out, Choice{Value: name, Label: app.ZoneLabel(name, now.In(at))})
		}
	}
	return out
}

// LanguageChoices offers the languages of the round.
func (p interviewFormPage) LanguageChoices() []Choice {
	var out []Choice
	for _, l := range p.Languages {
		out = append(out, Choice{Value: string(l), Label: p.OwnName(l)})
	}
	return out
}

// PanelChoices offers who can interview.
func (p interviewFormPage) PanelChoices() []Choice {
	var out []Choice
	for _, u := range p.people {
		out = append(out, Choice{Value: u.ID.String(), Label: u.Name})
	}
	return out
}

// guestRow is the two fields of one guest.
type guestRow struct{ Name, Email Field }

// Guests makes the fields of the guests.
func (p interviewFormPage) Guests() []guestRow {
	var out []guestRow
	for n := range guestRows {
		at := "." + strconv.Itoa(n)
		out = append(out, guestRow{
			Name:  p.Form.Field("guest_name"+at, "panelist.guest_name", "autocomplete", "off"),
			Email: p.Form.Field("guest_email"+at, "panelist.guest_email", "type", "email", "autocomplete", "off"),
		})
	}
	return out
}

// interviewNew offers to set an interview with an application's candidate, with everything filled in that is known.
func (s *Server) interviewNew(c *request) error {
	ap, r, err := s.applicationToInterview(c)
	if err != nil {
		return err
	}
	minutes, err := s.app.PlannedMinutes(c.Request().Context(), ap)
	if err != nil {
		return err
	}
	v := url.Values{"minutes": {strconv.Itoa(minutes)}, "time_zone": {s.zoneName()}, "language": {string(ap.Language)}}
	for _, id := range r.Panel {
		v.Add("panel", id.String())
	}
	return s.renderInterviewNew(c, http.StatusOK, v, nil)
}

// applicationToInterview reads the application a path names and its requisition.
func (s *Server) applicationToInterview(c *request) (hiring.Application, hiring.Requisition, error) {
	id, err := c.id("id")
	if err != nil {
		return hiring.Application{}, hiring.Requisition{}, err
	}
	ap, err := s.app.Store().Application(c.Request().Context(), id)
	if err != nil {
		return ap, hiring.Requisition{}, err
	}
	r, err := s.app.Store().Requisition(c.Request().Context(), ap.RequisitionID)
	return ap, r, err
}

func (s *Server) renderInterviewNew(c *request, status int, v url.Values, ps hiring.Problems) error {
	ap, r, err := s.applicationToInterview(c)
	if err != nil {
		return err
	}
	called, err := s.app.CandidateName(c.Request().Context(), *c.user, ap.ID)
	if err != nil {
		return err
	}
	if called == "" {
		called = c.words.T("application.candidate", "Number", ap.Number)
	}
	page := interviewFormPage{Page: c.page("interview.new", "Candidate", called).in("interviews"), New: true, Languages: r.Languages, Mail: s.app.MailOn()}
	page.Fresh, page.Action, page.Back = ps == nil, applicationPath(ap.ID)+"/interviews", applicationPath(ap.ID)
	page.Form, page.zone = newForm(page.Page, v, ps), v.Get("time_zone")
	users, err := s.app.Store().Users(c.Request().Context())
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.CanRate() {
			page.people = append(page.people, u)
		}
	}
	return c.render(status, page)
}

func (s *Server) interviewAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("id")
	if err != nil {
		return err
	}
	i, ps := readInterview(v)
	i.ApplicationID = id
	if len(ps) == 0 {
		i, err = s.app.ScheduleInterview(c.Request().Context(), *c.user, i, readPanel(v))
		ps = hiring.ProblemsOf(err)
	}
	if len(ps) > 0 {
		return s.renderInterviewNew(c, http.StatusUnprocessableEntity, v, ps)
	}
	if err != nil {
		return err
	}
	c.flash("interview.was_scheduled")
	return c.seeOther(interviewPath(i.ID))
}

// readInterview reads when, where and how an interview is held. Only what cannot be read is a problem here; the rest is
// the rules' to say, so that all of it is said at once when nothing is unreadable.
func readInterview(v url.Values) (hiring.Interview, hiring.Problems) {
	var ps hiring.Problems
	i := hiring.Interview{
		TimeZone: v.Get("time_zone"), Place: v.Get("place"), Video: v.Get("video"), Language: hiring.Language(v.Get("language")),
	}
	zone, ok := hiring.ParseTimeZone(i.TimeZone)
	if !ok {
		ps.Add("time_zone", "interview.problem.time_zone")
		zone = time.UTC
	}
	at, wrong := hiring.LocalTime(v.Get("date"), v.Get("time"), zone)
	i.StartsAt, ps = at, append(wrong, ps...)
	i.Minutes = number(v, "minutes", hiring.MinInterviewMinutes, hiring.MaxInterviewMinutes, &ps)
	return i, ps
}

// readPanel reads who is on a new interview's panel: users who are ticked, and guests whose row is not empty.
func readPanel(v url.Values) []hiring.Panelist {
	var out []hiring.Panelist
	for _, id := range idsOf(v["panel"]) {
		out = append(out, hiring.Panelist{UserID: &id})
	}
	for n := range guestRows {
		if p := readGuest(v, "."+strconv.Itoa(n)); p.Name != "" || p.Email != "" {
			out = append(out, p)
		}
	}
	return out
}

func readGuest(v url.Values, at string) hiring.Panelist {
	return hiring.Panelist{Name: strings.TrimSpace(v.Get("guest_name" + at)), Email: strings.TrimSpace(v.Get("guest_email" + at))}
}

// zoneName is the time zone the server stands in. A machine that does not say which it is gets the first of the
// menu's whose clocks go as its own do, in winter and in summer.
func (s *Server) zoneName() string {
	name := s.cfg.Location.String()
	if _, ok := hiring.ParseTimeZone(name); ok {
		return name
	}
	now := s.app.Now()
	for _, name := range hiring.TimeZones() {
		if zone, _ := hiring.ParseTimeZone(name); sameClock(now, zone, s.cfg.Location) && sameClock(now.AddDate(0, 6, 0), zone, s.cfg.Location) {
			return name
		}
	}
	return "UTC"
}

func sameClock(at time.Time, a, b *time.Location) bool {
	_, x := at.In(a).Zone()
	_, y := at.In(b).Zone()
	return x == y
}

func (s *Server) interviewEdit(c *request) error {
	i, err := s.interview(c)
	if err != nil {
		return err
	}
	start, v := app.InZone(i, i.StartsAt), versionField(i.Version)
	v.Set("date", start.Format(time.DateOnly))
	v.Set("time", start.Format("15:04"))
	for name, value := range map[string]string{
		"time_zone": i.TimeZone, "minutes": strconv.Itoa(i.Minutes), "place": i.Place, "video": i.Video, "language": string(i.Language),
	} {
		v.Set(name, value)
	}
	return s.renderInterviewEdit(c, http.StatusOK, i, v, nil)
}

func (s *Server) renderInterviewEdit(c *request, status int, i hiring.Interview, v url.Values, ps hiring.Problems) error {
	r, err := s.app.Store().Requisition(c.Request().Context(), i.RequisitionID)
	if err != nil {
		return err
	}
	page := interviewFormPage{Page: c.page("interview.edit").in("interviews"), Languages: r.Languages, zone: v.Get("time_zone"), Mail: s.app.MailOn()}
	page.Action, page.Back = interviewPath(i.ID), interviewPath(i.ID)
	page.Form = newForm(page.Page, v, ps)
	return c.render(status, page)
}

func (s *Server) interviewMove(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	stands, err := s.interview(c)
	if err != nil {
		return err
	}
	to, ps := readInterview(v)
	to.ID, to.Version = stands.ID, formVersion(v)
	if len(ps) == 0 {
		err = s.app.MoveInterview(c.Request().Context(), c.actor(), to)
		ps = hiring.ProblemsOf(err)
	}
	if len(ps) > 0 {
		return s.renderInterviewEdit(c, http.StatusUnprocessableEntity, stands, v, ps)
	}
	if err != nil {
		return err
	}
	c.flash("interview.was_moved")
	return c.seeOther(interviewPath(stands.ID))
}
