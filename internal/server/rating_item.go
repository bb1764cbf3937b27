package server

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// ratedAnswer is one anonymous answer with its question, for every page that shows one. It holds no name, no address,
// no id of a person, no score and nothing of what top reps said.
type ratedAnswer struct {
	Page
	Queue       app.RatingQueue
	Path        string // of the queue
	Action      string // of the answer
	Requisition string
	Value       string
	Prompt      string
	Own         string // the question in the rater's language, where they were asked in another
	AnswerLang  hiring.Language
	Language    string // its name
	Spoken      bool
	Words       int
	Pieces      []ratedPiece
	Lines       []string // of what was picked
}

// ratedAnswer puts an answer into words.
func (c *request) ratedAnswer(titleKey string, i app.RatedItem) ratedAnswer {
	q := i.Queue.Question
	a := ratedAnswer{
		Page: c.page(titleKey).in("home"), Queue: i.Queue, Path: queuePath(i.Queue), Requisition: i.Queue.Requisition.Name,
		Prompt: q.Prompt.In(i.Language), AnswerLang: i.Language, Spoken: i.Mode == hiring.ByInterview,
	}
	if i.Language != a.Lang {
		a.Own = a.Say(q.Prompt)
	}
	a.Action, a.Value, a.Language = a.Path+"/"+i.ID.String(), a.Say(q.ValueName), a.Named(i.Language)
	if q.Kind == hiring.Text {
		a.Words, a.Pieces = i.Words, a.ratedPieces(i.Pieces)
	} else {
		a.Lines = a.answerLines(q, i.Picked)
	}
	return a
}

// ratingPage is one answer to rate, with its scale beside it.
type ratingPage struct {
	ratedAnswer
	Form          Form
	Levels        []ratedLevel // the highest first
	Level         Field
	Evidence      Field
	Version       int
	State         hiring.ItemState
	Before, After string
	Theirs        *savedRating // what another window saved meanwhile
	Mine          string       // what was given, once it cannot be changed
	MyEvidence    string
	Why           string // why it cannot be changed
}

// savedRating is what stands, in words.
type savedRating struct{ Level, Evidence string }

func (ratingPage) template() (layout, name string) { return "staff", "rating" }

// Changeable tells whether the page is a form.
func (p ratingPage) Changeable() bool {
	return p.Queue.Open && (p.State == hiring.ItemWaiting || p.State == hiring.ItemSkipped || p.State == hiring.ItemDraft)
}

// whyFixed is why a rating cannot be changed, or "".
func (p ratingPage) whyFixed() string {
	switch {
	case p.State == hiring.ItemSent:
		return p.T("rating.locked_since")
	case p.State == hiring.ItemAbstained:
		return p.T("rating.abstention.was")
	case p.Queue.Open:
		return ""
	case p.State == hiring.ItemDraft:
		q := p.Queue
		q.Tally.Draft = 1
		end := p.ratingEnd(q)
		return end.When + " " + p.T("rating.ended.this") + " " + end.Ask
	}
	return p.ratingEnd(p.Queue).When + " " + p.T("rating.ended.unrated")
}

// ratedItem reads the user's own item that a path names.
func (s *Server) ratedItem(c *request) (app.RatedItem, error) {
	requisition, question, err := c.ids("id", "question")
	if err != nil {
		return app.RatedItem{}, err
	}
	item, err := c.id("item")
	if err != nil {
		return app.RatedItem{}, err
	}
	return s.app.RatedItem(c.Request().Context(), c.user.ID, requisition, question, item)
}

func (s *Server) ratingShow(c *request) error {
	i, err := s.ratedItem(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, c.ratingPage(i, nil, nil))
}

// ratingPage shows an answer: with what was typed, or with what was saved.
func (c *request) ratingPage(i app.RatedItem, typed url.Values, problems hiring.Problems) ratingPage {
	p := ratingPage{ratedAnswer: c.ratedAnswer("rating.title", i), Version: i.Version, State: i.State}
	if typed == nil {
		typed = url.Values{"evidence": {i.Evidence}}
		if i.Level > 0 {
			typed.Set("level", strconv.Itoa(i.Level))
		}
	}
	p.Form = newForm(p.Page, typed, problems)
	p.Level, p.Evidence = p.Form.Field("level", "rating.level"), p.Form.Field("evidence", "rating.evidence", "rows", 3)
	p.Levels = p.levels(i.Queue.Question.QuestionVersion, p.Level.Value)
	if i.Before != uuid.Nil {
		p.Before = p.Path + "/" + i.Before.String()
	}
	if i.After != uuid.Nil {
		p.After = p.Path + "/" + i.After.String()
	}
	p.Why = p.whyFixed()
	if !p.Changeable() && i.Level > 0 {
		p.Mine, p.MyEvidence = p.T("rating.given", "Level", i.Level, "Levels", hiring.RatingLevels), i.Evidence
	}
	return p
}

// ratingSave saves what was given to one answer, or puts it off, and goes on to the next.
func (s *Server) ratingSave(c *request) error {
	i, err := s.ratedItem(c)
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	given := app.GivenRating{Version: formVersion(form), Evidence: form.Get("evidence"), Skip: form.Get("do") == "skip"}
	given.Level, _ = strconv.Atoi(form.Get("level"))
	err = s.app.RateItem(c.Request().Context(), i, given)
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		p := c.ratingPage(i, form, problems)
		p.Version = given.Version
		return c.render(http.StatusUnprocessableEntity, p)
	}
	if hiring.KindOf(err) == hiring.Conflict {
		return s.ratingConflict(c, form, err)
	}
	if err != nil {
		return err
	}
	return s.goOnRating(c, i.Queue, i.ID, i.Place)
}

// ratingConflict shows what another window saved beside what was typed here; saving again takes this one's place.
func (s *Server) ratingConflict(c *request, typed url.Values, conflict error) error {
	i, err := s.ratedItem(c)
	if err != nil {
		return err
	}
	p := c.ratingPage(i, typed, nil)
	if !p.Changeable() {
		return conflict
	}
	p.Theirs = &savedRating{Level: p.T("rating.no_level"), Evidence: i.Evidence}
	if i.Level > 0 {
		p.Theirs.Level = p.T("rating.given", "Level", i.Level, "Levels", hiring.RatingLevels)
	}
	return c.render(http.StatusConflict, p)
}

// ratingAbstentionPage asks why an answer is left to somebody else.
type ratingAbstentionPage struct {
	ratedAnswer
	Form Form
}

func (ratingAbstentionPage) template() (layout, name string) { return "staff", "rating-abstention" }

// Reasons offers the reasons; what was picked is read in the rater's own language.
func (p ratingAbstentionPage) Reasons() []Choice {
	var out []Choice
	for _, r := range hiring.AbstentionReasons() {
		x := Choice{Value: string(r), Label: p.T("rating.abstention."+string(r), "Language", p.Language)}
		if r == hiring.CannotRead {
			x.Help = p.T("rating.abstention.cannot_read.help")
		}
		if r != hiring.CannotRead || p.Queue.Question.Kind == hiring.Text {
			out = append(out, x)
		}
	}
	return out
}

func (c *request) renderAbstention(status int, i app.RatedItem, typed url.Values, problems hiring.Problems) error {
	p := ratingAbstentionPage{ratedAnswer: c.ratedAnswer("rating.abstention", i)}
	p.Form = newForm(p.Page, typed, problems)
	return c.render(status, p)
}

func (s *Server) ratingAbstentionShow(c *request) error {
	i, err := s.ratedItem(c)
	if err != nil {
		return err
	}
	if !i.Queue.Open || !i.Open() { // there the reader is told why
		return c.seeOther(queuePath(i.Queue) + "/" + i.ID.String())
	}
	return c.renderAbstention(http.StatusOK, i, nil, nil)
}

// ratingAbstain leaves an answer to the next of the panel, and goes on.
func (s *Server) ratingAbstain(c *request) error {
	i, err := s.ratedItem(c)
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	err = s.app.Abstain(c.Request().Context(), i, hiring.AbstentionReason(form.Get("reason")), form.Get("note"))
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return c.renderAbstention(http.StatusUnprocessableEntity, i, form, problems)
	}
	if err != nil {
		return err
	}
	c.flash("rating.abstention.done")
	// The queue may be empty now, and then there is nothing of it to show.
	next, err := s.app.NextToRate(c.Request().Context(), i.Queue, i.Place)
	switch {
	case err != nil:
		return err
	case next == uuid.Nil:
		return c.seeOther("/ratings")
	}
	return c.seeOther(queuePath(i.Queue) + "/" + next.String())
}
