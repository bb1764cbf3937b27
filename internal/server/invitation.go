package server

import (
	"math"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// invitationRoutes are who is asked in a requisition, and their links: for whoever manages it.
func (s *Server) invitationRoutes() []route {
	manages := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/requisitions/:id/invitations", manages, s.invitationList},
		{http.MethodPost, "/requisitions/:id/invitations", manages, s.invitationAdd},
		{http.MethodPost, "/requisitions/:id/invitations/import", manages, s.invitationImport},
		{http.MethodPost, "/requisitions/:id/invitations/links.csv", manages, s.invitationTable},
		{http.MethodPost, "/requisitions/:id/invitations/:invitation/link", manages, s.invitationLink},
		{http.MethodPost, "/requisitions/:id/invitations/:invitation/resend", manages, s.invitationResend},
		{http.MethodPost, "/requisitions/:id/invitations/:invitation/revoke", manages, s.invitationRevoke},
	}
}

// Limits of what the invitations page shows at once.
const (
	invitationSize  = 200
	mostCSVProblems = 50
)

// invitationRow is somebody whose answers are not in. It has no number: on a panel one knows a candidate by number
// until rating, and the name beside it would undo that.
type invitationRow struct {
	ID       uuid.UUID
	Name     string
	Email    string
	Language hiring.Language
	Started  bool
	Sent     *time.Time
	Opened   *time.Time
	Failed   string // why the mail could not be sent
	Revoked  bool
	Expired  bool
	Days     int    // until it expires
	Notice   string // the questionnaire opens later: from when
}

func (p invitationsPage) row(a store.InvitedApplication, now time.Time) invitationRow {
	inv := a.Invitation
	return invitationRow{
		Notice: p.notice(inv, now),
		ID:     inv.ID, Name: a.Name, Email: a.Email, Language: a.Language, Started: a.Stage == hiring.Started,
		Sent: inv.SentAt, Opened: inv.OpenedAt, Failed: inv.SendError, Revoked: inv.RevokedAt != nil,
		Expired: !now.Before(inv.ExpiresAt), Days: int(math.Ceil(inv.ExpiresAt.Sub(now).Hours() / 24)),
	}
}

// notice says that an invitation's questionnaire opens later, and when; "" where nothing waits.
func (p Page) notice(inv hiring.Invitation, now time.Time) string {
	switch {
	case inv.RevokedAt != nil || !inv.InNotice(now):
		return ""
	case inv.NoticeAt == nil:
		return p.T("invitation.notice_not_out")
	}
	return p.T("invitation.notice", "Date", p.Date(*inv.OpensAt))
}

type invitationsPage struct {
	Page
	Requisition hiring.Requisition
	Form, File  Form
	Missing     []Choice // what has to be done before anybody can be invited
	NotNow      string   // that nobody is invited in this phase; or ""
	Rows        []invitationRow
	Total       int
	Next        int // where the next page begins, or 0
	Mail        bool
	More        int // problems of a file beyond those shown
}

func (invitationsPage) template() (layout, name string) { return "staff", "invitations" }

// LanguageChoices offers the languages of the round.
func (p invitationsPage) LanguageChoices() []Choice {
	var out []Choice
	for _, l := range p.Requisition.Languages {
		out = append(out, Choice{Value: string(l), Label: p.OwnName(l)})
	}
	return out
}

func (s *Server) invitationList(c *request) error {
	return s.renderInvitations(c, http.StatusOK, nil, nil, nil)
}

// renderInvitations shows the page; by hand and by file each keep what was typed and what was wrong.
func (s *Server) renderInvitations(c *request, status int, v url.Values, byHand, byFile hiring.Problems) error {
	ctx, st := c.Request().Context(), s.app.Store()
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	page := invitationsPage{Page: c.page("invitation.title").in("requisitions"), Requisition: r, Mail: s.app.MailOn()}
	if page.More = len(byFile) - mostCSVProblems; page.More > 0 {
		byFile = byFile[:mostCSVProblems]
	}
	page.Form, page.File = newForm(page.Page, v, byHand), newForm(page.Page, nil, byFile)
	if page.Total, err = st.CountUnfinished(ctx, r.ID); err != nil {
		return err
	}
	from := pipelineFrom(c.QueryParam("from"))
	waiting, err := st.UnfinishedInvitations(ctx, r.ID, from, invitationSize)
	if err != nil {
		return err
	}
	for _, a := range waiting {
		page.Rows = append(page.Rows, page.row(a, c.now()))
	}
	if end := from + len(waiting); len(waiting) > 0 && end < page.Total {
		page.Next = end
	}
	missing, err := s.app.BeforeInviting(ctx, r)
	if err != nil {
		return err
	}
	page.Missing = newForm(page.Page, nil, missing).Summary()
	if !r.Gives(c.user.ID, hiring.InviteCandidates, true) {
		page.NotNow = page.T("phase.problem.invite")
	}
	return c.render(status, page)
}

func (s *Server) invitationAdd(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	id, err := c.id("id")
	if err != nil {
		return err
	}
	person := app.NewCandidate{Name: v.Get("name"), Email: v.Get("email"), Language: hiring.Language(v.Get("language"))}
	invited, err := s.app.InviteCandidates(c.Request().Context(), c.actor(), id, []app.NewCandidate{person})
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderInvitations(c, http.StatusUnprocessableEntity, v, hiring.ProblemsOf(err), nil)
	}
	if err != nil {
		return err
	}
	return s.afterInviting(c, id, invited)
}

func (s *Server) invitationImport(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	header, err := c.FormFile("file")
	if err != nil {
		missing := hiring.Problems{{Field: "file", Key: "problem.file_empty"}}
		return s.renderInvitations(c, http.StatusUnprocessableEntity, nil, nil, missing)
	}
	file, err := header.Open()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	invited, err := s.app.ImportCandidates(c.Request().Context(), c.actor(), id, file)
	if hiring.KindOf(err) == hiring.Invalid {
		return s.renderInvitations(c, http.StatusUnprocessableEntity, nil, nil, hiring.ProblemsOf(err))
	}
	if err != nil {
		return err
	}
	return s.afterInviting(c, id, invited)
}

// afterInviting goes on after somebody was invited: with mail on the mails are on their way, else the links are
// shown, this once.
func (s *Server) afterInviting(c *request, requisition uuid.UUID, invited []app.Invited) error {
	if s.app.MailOn() {
		c.flash("invitation.was_mailed")
		return c.seeOther("/requisitions/" + requisition.String() + "/invitations")
	}
	return s.showLinks(c, requisition, invited)
}

// invitation reads the invitation a path names; it belongs to the requisition the path names, or is not found.
func (s *Server) invitation(c *request) (hiring.Requisition, hiring.Application, hiring.Invitation, error) {
	ctx, st := c.Request().Context(), s.app.Store()
	var ap hiring.Application
	var inv hiring.Invitation
	r, err := s.requisition(c)
	if err != nil {
		return r, ap, inv, err
	}
	id, err := c.id("invitation")
	if err != nil {
		return r, ap, inv, err
	}
	if inv, err = st.Invitation(ctx, id); err != nil {
		return r, ap, inv, err
	}
	if inv.ApplicationID == nil {
		return r, ap, inv, hiring.Missing("invitation")
	}
	if ap, err = st.Application(ctx, *inv.ApplicationID); err == nil && ap.RequisitionID != r.ID {
		err = hiring.Missing("invitation")
	}
	return r, ap, inv, err
}

func (s *Server) invitationResend(c *request) error {
	r, ap, inv, err := s.invitation(c)
	if err != nil {
		return err
	}
	if inv.RevokedAt != nil {
		err = s.app.Reinvite(c.Request().Context(), c.actor(), inv.ID, r.LinkDays)
	} else {
		err = s.app.Resend(c.Request().Context(), c.actor(), inv.ID, r.LinkDays)
	}
	if err != nil {
		return err
	}
	return s.afterInviting(c, r.ID, []app.Invited{{Application: ap, Invitation: inv.ID}})
}

func (s *Server) invitationRevoke(c *request) error {
	r, _, inv, err := s.invitation(c)
	if err != nil {
		return err
	}
	if err := s.app.Revoke(c.Request().Context(), c.actor(), inv.ID); err != nil {
		return err
	}
	c.flash("invitation.was_revoked")
	return c.seeOther("/requisitions/" + r.ID.String() + "/invitations")
}

func (s *Server) invitationLink(c *request) error {
	r, ap, inv, err := s.invitation(c)
	if err != nil {
		return err
	}
	return s.showLinks(c, r.ID, []app.Invited{{Application: ap, Invitation: inv.ID}})
}
