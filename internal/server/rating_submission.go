package server

import (
	"net/http"
	"net/url"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// submissionLine is one rating that can be handed in, or was.
type submissionLine struct {
	Href, Level, Evidence string
}

// ratingSubmissionPage is what a rater looks over before handing in: what is given, and what is left.
type ratingSubmissionPage struct {
	Page
	Queue       app.RatingQueue
	Path        string
	Requisition string
	Value       string
	Prompt      string
	Lines       []submissionLine
	More        string // the next page of the list, or ""
}

func (ratingSubmissionPage) template() (layout, name string) { return "staff", "rating-submission" }

func (s *Server) ratingSubmissionShow(c *request) error {
	q, err := s.ratingQueue(c)
	if err != nil {
		return err
	}
	p := ratingSubmissionPage{Page: c.page("rating.submission").in("home"), Queue: q, Path: queuePath(q), Requisition: q.Requisition.Name}
	p.Value, p.Prompt = p.Say(q.Question.ValueName), p.Say(q.Question.Prompt)
	after, err := strconv.ParseInt(c.QueryParam("after"), 10, 64)
	if err != nil {
		after = -1
	}
	items, err := s.app.RatedItems(c.Request().Context(), q, after, hiring.ItemDraft)
	if err != nil {
		return err
	}
	for _, i := range items {
		p.Lines = append(p.Lines, submissionLine{
			Href: p.Path + "/" + i.ID.String(), Level: p.T("rating.given", "Level", i.Level, "Levels", hiring.RatingLevels), Evidence: i.Evidence,
		})
	}
	if n := len(items); n > 0 && (len(items) < q.Tally.Draft) {
		last := items[n-1].Place
		rest, err := s.app.RatedItems(c.Request().Context(), q, last, hiring.ItemDraft)
		if err != nil {
			return err
		}
		if len(rest) > 0 {
			p.More = p.Path + "/submission?" + url.Values{"after": {strconv.FormatInt(last, 10)}}.Encode()
		}
	}
	return c.render(http.StatusOK, p)
}

// ratingHandIn turns drafts into ratings, which cannot be changed any more.
func (s *Server) ratingHandIn(c *request) error {
	q, err := s.ratingQueue(c)
	if err != nil {
		return err
	}
	n, err := s.app.HandIn(c.Request().Context(), q)
	if err != nil {
		return err
	}
	if n == 0 {
		return hiring.Clash("rating.nothing_drafted")
	}
	c.flash("rating.sent")
	return c.seeOther("/ratings")
}
