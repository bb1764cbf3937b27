package server

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// maxAnswerBody bounds one autosave: the longest text there may be, every character escaped, and room to spare.
const maxAnswerBody = 12*hiring.MaxTextAnswer + 4096

// answerDraft is what the page's script sends while somebody types.
type answerDraft struct {
	Version  int       `json:"version"`
	Question uuid.UUID `json:"question"`
	hiring.AnswerBody
}

// answerState answers a save: the version that stands, and, when it is another than the one sent, its body.
type answerState struct {
	Version  int                `json:"version"`
	SavedAt  *time.Time         `json:"saved_at,omitempty"`
	Answer   *hiring.AnswerBody `json:"answer,omitempty"`
	Title    string             `json:"title,omitempty"`
	Problems []answerProblem    `json:"problems,omitempty"`
}

type answerProblem struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// answerAutosave saves an answer while it is being given. Everything it answers is JSON, for the page's script.
func (s *Server) answerAutosave(c *request) error {
	n, draft, err := c.draft()
	var answer hiring.Answer
	if err == nil {
		answer, err = s.app.SaveAnswer(c.Request().Context(), c.Param("token"), app.AnswerSave{
			Number: n, Question: draft.Question, Version: draft.Version, Body: draft.AnswerBody,
		})
	}
	if err == nil {
		return c.JSON(http.StatusOK, answerState{Version: answer.Version, SavedAt: &answer.SavedAt})
	}
	if hiring.KindOf(err) == 0 {
		return err
	}
	return c.JSON(statusOf(err), c.unsavedState(err, answer))
}

// unsavedState explains why a save was refused, in the language of the page that sent it.
func (c *request) unsavedState(err error, stands hiring.Answer) answerState {
	state := answerState{Title: c.words.T("questionnaire.closed")}
	var e *hiring.Error
	if errors.As(err, &e) && c.words.Has(e.Key) && e.Kind != hiring.NotFound {
		state.Title = c.words.T(e.Key, e.Args...)
	}
	for _, p := range hiring.ProblemsOf(err) {
		state.Problems = append(state.Problems, answerProblem{Field: p.Field, Text: c.words.T(p.Key, p.Args...)})
	}
	if len(state.Problems) > 0 {
		state.Title = state.Problems[0].Text
	}
	if isStale(err) {
		state.Version, state.Answer = stands.Version, &stands.Body
	}
	return state
}

// isStale tells whether a save was refused because somebody had saved another version meanwhile.
func isStale(err error) bool { return isKey(err, "error.changed_meanwhile") }

// isKey tells whether an error is explained by a key of the word catalogue.
func isKey(err error, key string) bool {
	var e *hiring.Error
	return errors.As(err, &e) && e.Key == key
}

// draft reads an autosave. JSON that is not UTF-8 is refused rather than mended: a save must keep what was typed.
func (c *request) draft() (n int, d answerDraft, err error) {
	if n, err = strconv.Atoi(c.Param("n")); err != nil {
		return 0, d, hiring.Missing("question")
	}
	body, err := io.ReadAll(io.LimitReader(c.Request().Body, maxAnswerBody+1))
	if err != nil {
		return n, d, err
	}
	var ps hiring.Problems
	switch {
	case len(body) > maxAnswerBody:
		ps.Add("text", "problem.too_long", "Most", hiring.MaxTextAnswer)
	case !utf8.Valid(body):
		ps.Add("text", "problem.not_utf8")
	case json.Unmarshal(body, &d) != nil || d.Version < 0:
		ps.Add("", "problem.unreadable_form")
	}
	return n, d, ps.Err()
}

// formAnswer reads an answer from the posted form of a question. Order and places are of a ranking: the items in the
// order in which they stood on the page, and the place chosen for each.
func formAnswer(v url.Values, q hiring.QuestionVersion) (hiring.AnswerBody, hiring.Problems) {
	var body hiring.AnswerBody
	var ps hiring.Problems
	switch q.Kind {
	case hiring.Text:
		body.Text = v.Get("text")
	case hiring.Numeric:
		body.Text = v.Get("text")
		if typed := v.Get("number"); typed != "" {
			n, err := strconv.Atoi(typed)
			if err != nil {
				ps.Add("number", "problem.out_of_range", "Lo", q.Lo, "Hi", q.Hi)
			}
			body.Number = &n
		}
	case hiring.Ranking:
		body.Picks, ps = formRanking(v, q)
	default:
		body.Picks = v["picks"]
	}
	return body.For(q), ps
}

// formRanking reads the chosen places: none at all is a blank answer, and anything but each place once a problem.
func formRanking(v url.Values, q hiring.QuestionVersion) ([]string, hiring.Problems) {
	picks, given := make([]string, len(q.Options)), 0
	for _, o := range q.Options {
		place := v.Get("position." + o.Key)
		if place == "" {
			continue
		}
		given++
		if at, err := strconv.Atoi(place); err == nil && at >= 1 && at <= len(picks) {
			picks[at-1] = o.Key
		}
	}
	if given == 0 {
		return nil, nil
	}
	if slices.Contains(picks, "") {
		return nil, hiring.Problems{{Field: "picks", Key: "problem.incomplete_ranking", Args: []any{"Count", len(q.Options)}}}
	}
	return picks, nil
}

// moved returns the ranking after an item went one place up or down; what had no places yet gets them as it stood.
func moved(v url.Values, q hiring.QuestionVersion, key string, by int) []string {
	order, _ := formRanking(v, q)
	if order == nil {
		order = strings.Split(v.Get("order"), " ")
	}
	if from := slices.Index(order, key); from >= 0 && from+by >= 0 && from+by < len(order) {
		order[from], order[from+by] = order[from+by], order[from]
	}
	return order
}
