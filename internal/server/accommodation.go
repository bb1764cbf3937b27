package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// accommodationRoutes are where requests for another way to answer are answered: a candidate's by HR or the owner,
// an incumbent's by HR. Whoever rates is turned away by openRequests.
func (s *Server) accommodationRoutes() []route {
	manages := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	hr := staff(hiring.HR)
	return []route{
		{http.MethodGet, "/requisitions/:id/accommodations", manages, s.accommodationList},
		{http.MethodPost, "/requisitions/:id/accommodations/:accommodation", manages, s.accommodationAnswer},
		{http.MethodGet, "/benchmarks/:id/accommodations", hr, s.benchmarkAccommodationList},
		{http.MethodPost, "/benchmarks/:id/accommodations/:accommodation", hr, s.benchmarkAccommodationAnswer},
	}
}

// openRequests reads the requisition a path names with its requests; for a person on its panel it is not found,
// whatever else they may do there.
func (s *Server) openRequests(c *request) (hiring.Requisition, []hiring.Accommodation, error) {
	r, err := s.requisition(c)
	if err != nil {
		return r, nil, err
	}
	answers, err := s.answersRequests(c, r)
	if err == nil && !answers {
		err = hiring.Missing("accommodation")
	}
	if err != nil {
		return r, nil, err
	}
	requests, err := s.app.Store().AccommodationsOfRequisition(c.Request().Context(), r.ID)
	return r, requests, err
}

// answersRequests applies the rule of hiring to the user.
func (s *Server) answersRequests(c *request, r hiring.Requisition) (bool, error) {
	users, err := s.app.Store().Users(c.Request().Context())
	return err == nil && r.AnswersRequests(*c.user, users), err
}

// accommodationRow is one request, with the form that answers it or the answer it got.
type accommodationRow struct {
	hiring.Accommodation
	Name      string
	Questions []hiring.AssessmentQuestion // can be waived; none of an incumbent or once the answers are in
	Form      Form
	Action    string
	page      Page
}

// AnswerChoices offers the three answers.
func (r accommodationRow) AnswerChoices() []Choice {
	var out []Choice
	for _, a := range hiring.RequestAnswers() {
		out = append(out, Choice{Value: a, Label: r.page.T("accommodation.granted." + a)})
	}
	return out
}

// WaiveChoices offers the questions.
func (r accommodationRow) WaiveChoices() []Choice {
	var out []Choice
	for _, q := range r.Questions {
		out = append(out, Choice{Value: q.ID.String(), Label: r.page.Say(q.Prompt)})
	}
	return out
}

// accommodationsPage is the requests of one requisition or benchmark.
type accommodationsPage struct {
	Page
	Back, BackTo     string
	Waiting, Settled []accommodationRow
}

func (accommodationsPage) template() (layout, name string) { return "staff", "accommodations" }

// Numbered gives a field an id of its own, since every request has the same form.
func (accommodationsPage) Numbered(i int, f Field) Field {
	f.ID += "-" + strconv.Itoa(i)
	return f
}

// typed is what somebody typed into one request's form, and what was wrong with it.
type typed struct {
	id       uuid.UUID
	values   url.Values
	problems hiring.Problems
}

func (s *Server) accommodationList(c *request) error {
	return s.renderAccommodations(c, http.StatusOK, typed{})
}

func (s *Server) renderAccommodations(c *request, status int, t typed) error {
	r, requests, err := s.openRequests(c)
	if err != nil {
		return err
	}
	page := accommodationsPage{Page: c.page("accommodation.title").in("requisitions"), Back: "/requisitions/" + r.ID.String(), BackTo: r.Name}
	return s.fillAccommodations(c, status, page, requests, t)
}

func (s *Server) benchmarkAccommodationList(c *request) error {
	return s.renderBenchmarkAccommodations(c, http.StatusOK, typed{})
}

func (s *Server) renderBenchmarkAccommodations(c *request, status int, t typed) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	b, err := s.app.Store().Benchmark(c.Request().Context(), id)
	if err != nil {
		return err
	}
	requests, err := s.app.Store().AccommodationsOfBenchmark(c.Request().Context(), id)
	if err != nil {
		return err
	}
	page := accommodationsPage{Page: c.page("accommodation.title").in("benchmarks"), Back: "/benchmarks/" + id.String(), BackTo: b.Name}
	return s.fillAccommodations(c, status, page, requests, t)
}

// fillAccommodations makes a row of each request and answers with the page.
func (s *Server) fillAccommodations(c *request, status int, page accommodationsPage, requests []hiring.Accommodation, t typed) error {
	for _, a := range requests {
		row, err := s.accommodationRow(c, page, a)
		if err != nil {
			return err
		}
		if a.ID == t.id {
			row.Form = newForm(page.Page, t.values, t.problems)
		}
		if a.AnsweredAt == nil {
			page.Waiting = append(page.Waiting, row)
		} else {
			page.Settled = append(page.Settled, row)
		}
	}
	return c.render(status, page)
}

// usualDays proposes a week for whoever asks for time: an answer that promises it and forgets the days would keep
// nobody's link open.
func usualDays(a hiring.Accommodation) string {
	if a.Need == hiring.MoreTime {
		return "7"
	}
	return "0"
}

func (s *Server) accommodationRow(c *request, page accommodationsPage, a hiring.Accommodation) (accommodationRow, error) {
	ctx, st := c.Request().Context(), s.app.Store()
	row := accommodationRow{
		Accommodation: a, page: page.Page, Action: page.Back + "/accommodations/" + a.ID.String(),
		Form: newForm(page.Page, url.Values{"extra_days": {usualDays(a)}}, nil),
	}
	inv, err := st.Invitation(ctx, a.InvitationID)
	if err != nil {
		return row, err
	}
	to, err := st.Recipient(ctx, inv)
	if err != nil && hiring.KindOf(err) != hiring.NotFound {
		return row, err
	}
	row.Name = to.Name
	if inv.ApplicationID == nil || a.AnsweredAt != nil {
		return row, nil
	}
	ap, err := st.Application(ctx, *inv.ApplicationID)
	if err != nil || ap.ReceivedAt != nil {
		return row, err
	}
	assessment, err := st.ApplicationAssessment(ctx, ap.ID)
	row.Questions = assessment.Asked()
	return row, err
}

func (s *Server) accommodationAnswer(c *request) error {
	r, requests, err := s.openRequests(c)
	if err != nil {
		return err
	}
	return s.answerRequest(c, requests, "/requisitions/"+r.ID.String(), s.renderAccommodations)
}

func (s *Server) benchmarkAccommodationAnswer(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	requests, err := s.app.Store().AccommodationsOfBenchmark(c.Request().Context(), id)
	if err != nil {
		return err
	}
	return s.answerRequest(c, requests, "/benchmarks/"+id.String(), s.renderBenchmarkAccommodations)
}

// answerRequest answers one of some requests: what is none of them is not found.
func (s *Server) answerRequest(c *request, requests []hiring.Accommodation, back string, again func(*request, int, typed) error) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("accommodation")
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(requests, func(a hiring.Accommodation) bool { return a.ID == id }) {
		return hiring.Missing("accommodation")
	}
	reply, ps := readReply(v)
	if len(ps) > 0 {
		ps = append(ps, hiring.Accommodation{Granted: reply.Granted, Answer: reply.Answer}.CheckAnswer()...)
	} else {
		err = s.app.AnswerAccommodation(c.Request().Context(), c.actor(), c.user.ID, id, reply)
		ps = hiring.ProblemsOf(err)
	}
	if len(ps) > 0 {
		return again(c, http.StatusUnprocessableEntity, typed{id, v, ps})
	}
	if err != nil {
		return err
	}
	c.flash("accommodation.was_answered")
	return c.seeOther(back + "/accommodations")
}

func readReply(v url.Values) (app.AccommodationReply, hiring.Problems) {
	var ps hiring.Problems
	reply := app.AccommodationReply{Granted: v.Get("granted"), Answer: v.Get("answer")}
	if v.Get("extra_days") != "" {
		reply.ExtraDays = number(v, "extra_days", 0, hiring.MaxLinkDays, &ps)
	}
	for _, q := range v["waive"] {
		id, err := uuid.Parse(q)
		if err != nil {
			ps.Add("waive", "problem.unknown_option")
			break
		}
		reply.Waive = append(reply.Waive, id)
	}
	return reply, ps
}
