package server

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// submissionLine is one rating that can be handed in, or was, with how its answer begins.
type submissionLine struct {
	Href, Level, Evidence, Begins string
	Lang                          hiring.Language // of the answer
}

// submissionList is some of a rater's ratings, in the order of their queue.
type submissionList struct {
	Lines []submissionLine
	More  string // the next page of the list, or ""
}

// ratingSubmissionPage is what a rater looks over before handing in: what is given, and what is left; and afterwards
// what they gave.
type ratingSubmissionPage struct {
	Page
	Queue       app.RatingQueue
	Ended       ratingEnd
	Path        string
	Requisition string
	Value       string
	Prompt      string
	Drafts      submissionList
	Sent        submissionList // handed in: to be read, and not changed
}

func (ratingSubmissionPage) template() (layout, name string) { return "staff", "rating-submission" }

// submissionSize is how many ratings one page of either list shows.
const submissionSize = 30

func (s *Server) ratingSubmissionShow(c *request) error {
	q, err := s.ratingQueue(c)
	if err != nil {
		return err
	}
	p := ratingSubmissionPage{Page: c.page("rating.submission").in("home"), Queue: q, Path: queuePath(q), Requisition: q.Requisition.Name}
	p.Value, p.Prompt = p.Say(q.Question.ValueName), p.Say(q.Question.Prompt)
	p.Ended = p.ratingEnd(q)
	if p.Drafts, err = s.submissionList(c, p, "after", hiring.ItemDraft); err != nil {
		return err
	}
	if p.Sent, err = s.submissionList(c, p, "sent_after", hiring.ItemSent); err != nil {
		return err
	}
	return c.render(http.StatusOK, p)
}

// submissionList lists a rater's ratings in one state, from the place the address names.
func (s *Server) submissionList(c *request, p ratingSubmissionPage, name string, state hiring.ItemState) (out submissionList, err error) {
	after, err := strconv.ParseInt(c.QueryParam(name), 10, 64)
	if err != nil {
		after = -1
	}
	items, more, err := s.app.RatedAnswers(c.Request().Context(), p.Queue, after, submissionSize, state)
	if err != nil {
		return out, err
	}
	for _, i := range items {
		out.Lines = append(out.Lines, submissionLine{
			Href: p.Path + "/" + i.ID.String(), Level: p.T("rating.given", "Level", i.Level, "Levels", hiring.RatingLevels), Evidence: i.Evidence,
			Begins: p.begins(i), Lang: i.Language,
		})
	}
	if more {
		last := strconv.FormatInt(items[len(items)-1].Place, 10)
		out.More = p.Path + "/submission?" + url.Values{name: {last}}.Encode()
	}
	return out, nil
}

// begins is how an answer begins, by which a rater knows it again.
func (p Page) begins(i app.RatedItem) string {
	if i.Queue.Question.Kind != hiring.Text {
		return shortened(strings.Join(p.answerLines(i.Queue.Question, i.Picked), ", "))
	}
	var words strings.Builder
	for _, x := range p.ratedPieces(i.Pieces) {
		if words.WriteString(x.Text); x.Hidden != "" {
			words.WriteString("[" + x.Hidden + "]")
		}
	}
	return shortened(strings.Join(strings.Fields(words.String()), " "))
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
