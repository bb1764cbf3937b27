package server

import (
	"net/http"

	"touchstone/internal/app"
)

// noticePage is what a link shows until the questionnaire opens: from when, what will be asked, what the program does,
// and that another way to answer can be asked for already.
type noticePage struct {
	respondentPage
	Kicker, Lead, Opens string
	Facts               []introFact
}

func (noticePage) template() (layout, name string) { return "respondent", "questionnaire-notice" }

// noticeShow reads the link again: whoever opens it for the first time is given notice by that, and the days count from
// now.
func (s *Server) noticeShow(c *request) error {
	q, err := s.app.OpenLink(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return c.renderNotice(q)
}

func (c *request) renderNotice(q app.Questionnaire) error {
	rp, err := c.respondentPage("")
	if err != nil {
		return err
	}
	if rp.Replied, err = c.replied(q); err != nil {
		return err
	}
	who := []any{"Organization", rp.Organization, "Position", q.Position}
	page := noticePage{respondentPage: rp.of(q, switchByLink), Kicker: c.words.T(introKey(q, "kicker"), who...)}
	page.Title = c.words.T("questionnaire.notice.title", "Date", rp.Date(*q.OpensAt))
	page.Lead = c.words.T("questionnaire.notice.lead", who...)
	page.Opens = c.words.T("questionnaire.notice.opens", "Date", rp.DateTime(*q.OpensAt))
	page.Facts = append(c.introFacts(q, who), introFact{c.words.T("questionnaire.notice.data.title"), c.words.T("questionnaire.notice.data", who...)})
	return c.render(http.StatusOK, page)
}
