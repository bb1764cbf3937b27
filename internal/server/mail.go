package server

import (
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/mail"
	"touchstone/internal/store"
)

// mailRoutes are what the program mails: every template as people get it, and what became of every mail. An
// administrator, who runs the mail server, sees the states and not whom a mail went to.
func (s *Server) mailRoutes() []route {
	who := staff(hiring.Admin, hiring.HR)
	return []route{
		{http.MethodGet, "/mail", who, s.mailList},
		{http.MethodGet, "/mail/template", who, s.mailTemplate},
		{http.MethodPost, "/mail/:id/resend", who, s.mailResend},
	}
}

// mailSize is how many mails the list shows at once.
const mailSize = 100

// mailPage is the list of mails and of templates.
type mailPage struct {
	Page
	On, Named  bool // mail is on; names are shown
	Failed     bool // those that failed alone
	FailedN    int
	Rows       []mailRow
	Next       int // where the next page begins, or 0
	Previews   []Nav
	Unfinished bool // the list goes on
}

// mailRow is one mail.
type mailRow struct {
	store.MailLine
	What, Tag string
	CanResend bool
}

func (mailPage) template() (layout, name string) { return "staff", "mail" }

// mailName is what a template is called: its key of the catalogue, from its own name.
func mailName(name string) string {
	return "mail.name." + strings.NewReplacer("mail.", "", "/", "_", ".", "_").Replace(name)
}

// mailNameOf is what a mail on the list is called. An invitation goes to a candidate or a rep, and is called what it is
// to both; who a mail about an interview goes to stands beside it.
func mailNameOf(m hiring.Mail) string {
	switch {
	case m.Kind == "mail.invitation":
		return "mail.name.invitation"
	case strings.HasPrefix(m.Kind, "mail.interview.") && m.PanelistID != nil:
		return mailName("panelist/" + m.Kind)
	case strings.HasPrefix(m.Kind, "mail.interview."):
		return mailName("candidate/" + m.Kind)
	}
	return mailName(m.Kind)
}

func (s *Server) mailList(c *request) error {
	ctx := c.Request().Context()
	page := mailPage{Page: c.page("mail.title").in("mail"), On: s.app.MailOn(), Named: c.user.Is(hiring.HR), Failed: c.QueryParam("failed") != ""}
	from := pipelineFrom(c.QueryParam("from"))
	lines, err := s.app.Store().Mails(ctx, page.Failed, from, mailSize+1)
	if err != nil {
		return err
	}
	if page.FailedN, err = s.app.Store().CountFailedMails(ctx); err != nil {
		return err
	}
	if len(lines) > mailSize {
		lines, page.Next = lines[:mailSize], from+mailSize
	}
	for _, l := range lines {
		page.Rows = append(page.Rows, page.row(l))
	}
	for _, t := range app.MailTemplates() {
		page.Previews = append(page.Previews, Nav{Key: mailName(t), Href: "/mail/template?name=" + url.QueryEscape(t) + "&lang=" + string(page.Lang)})
	}
	return c.render(http.StatusOK, page)
}

// row shows a mail; whom it goes to is HR's to know.
func (p mailPage) row(l store.MailLine) mailRow {
	row := mailRow{MailLine: l, What: p.T(mailNameOf(l.Mail))}
	if !p.Named {
		row.Name = ""
	}
	switch l.State {
	case hiring.MailSent:
		row.Tag = "ok"
	case hiring.MailFailed, hiring.MailBounced:
		row.Tag = "stop"
	case hiring.MailRetried:
		row.Tag = "warn"
	}
	row.CanResend = p.On && l.ResentAt == nil && (l.State == hiring.MailSent || l.State == hiring.MailFailed || l.State == hiring.MailBounced)
	return row
}

func (s *Server) mailResend(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := s.app.ResendMail(c.Request().Context(), c.actor(), id); err != nil {
		return err
	}
	c.flash("mail.was_resent")
	return c.seeOther("/mail")
}

// mailTemplatePage is one mail in one language, as people get it.
type mailTemplatePage struct {
	Page
	mail.Message
	Language  hiring.Language
	Languages []Nav
}

func (mailTemplatePage) template() (layout, name string) { return "staff", "mail-template" }

// linkStart is the beginning of a link in a mail.
var linkStart = regexp.MustCompile(`<a href="[^"]*"`)

// Rich is the mail's HTML without its frame: written by the program, which escapes what people typed. Its links lead
// nowhere: nobody was written to.
func (p mailTemplatePage) Rich() template.HTML {
	_, inside, _ := strings.Cut(p.HTML, "<body>")
	inside, _, _ = strings.Cut(inside, "</body>")
	return Raw(linkStart.ReplaceAllString(inside, `<a class="sample"`))
}

func (s *Server) mailTemplate(c *request) error {
	name := c.QueryParam("name")
	lang, ok := hiring.ParseLanguage(c.QueryParam("lang"))
	if !ok {
		lang = c.words.Language
	}
	c.words = s.words.For(c.user.Language)
	msg, err := s.app.PreviewMail(c.Request().Context(), s.words.For(lang), name)
	if err != nil {
		return err
	}
	page := mailTemplatePage{Page: c.page(mailName(name)).in("mail"), Message: msg, Language: lang}
	for _, l := range hiring.Languages() {
		href := "/mail/template?name=" + url.QueryEscape(name) + "&lang=" + string(l)
		page.Languages = append(page.Languages, Nav{Key: page.OwnName(l), Href: href, Current: l == lang})
	}
	return c.render(http.StatusOK, page)
}
