package server

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// maxLineBody bounds one autosave: the longest texts there may be, every character escaped, and room to spare.
const maxLineBody = 12*(hiring.MaxNotes+hiring.MaxEvidence+hiring.MaxWhyNot+hiring.MaxSummary) + 4096

// lineDraft is what the page's script sends of a line while somebody types.
type lineDraft struct {
	Version int `json:"version"`
	hiring.ScorecardBody
}

// overallDraft is what it sends of the overall word.
type overallDraft struct {
	Version        int                   `json:"version"`
	Recommendation hiring.Recommendation `json:"recommendation"`
	Summary        string                `json:"summary"`
}

// lineSaved answers a save: the version that stands, and, when it is another than the one sent, what it says.
type lineSaved struct {
	Version int        `json:"version"`
	SavedAt *time.Time `json:"saved_at,omitempty"`
	Stands  any        `json:"stands,omitempty"`
	Title   string     `json:"title,omitempty"`
}

// lineAutosave saves a line while it is being written. Everything it answers is JSON, for the page's script.
func (s *Server) lineAutosave(c *request, at seat) error {
	of, ok := hiring.ParseSubject(c.Param("subject"))
	id, err := c.id("subjectid")
	if !ok || err != nil {
		return hiring.Missing("question")
	}
	var draft lineDraft
	if err := c.readDraft(&draft); err != nil {
		return c.JSON(statusOf(err), lineSaved{Title: c.refusal(err)})
	}
	save := app.LineSave{Subject: of, SubjectID: id, Version: max(draft.Version, 0), Body: draft.ScorecardBody}
	line, err := s.app.SaveLine(c.Request().Context(), at.ID, save)
	return c.answerSave(err, lineSaved{Version: line.Version, SavedAt: &line.SavedAt, Stands: line.Body})
}

// overallAutosave saves the recommendation and the summary while they are being written.
func (s *Server) overallAutosave(c *request, at seat) error {
	var draft overallDraft
	if err := c.readDraft(&draft); err != nil {
		return c.JSON(statusOf(err), lineSaved{Title: c.refusal(err)})
	}
	card, err := s.app.SaveOverall(c.Request().Context(), at.ID, app.OverallSave{
		Version: draft.Version, Recommendation: draft.Recommendation, Summary: alikeLines(draft.Summary),
	})
	stands := overallDraft{Version: card.Version, Recommendation: card.Recommendation, Summary: card.Summary}
	return c.answerSave(err, lineSaved{Version: card.Version, SavedAt: &card.SavedAt, Stands: stands})
}

// answerSave answers with what was saved, or with why not; only a stale save gets what stands.
func (c *request) answerSave(err error, state lineSaved) error {
	switch {
	case err == nil:
		state.Stands = nil
		return c.JSON(http.StatusOK, state)
	case hiring.KindOf(err) == 0:
		return err
	case !isStale(err):
		state = lineSaved{}
	}
	state.Title = c.refusal(err)
	return c.JSON(statusOf(err), state)
}

// refusal says why a save was refused, in the language of the page that sent it.
func (c *request) refusal(err error) string {
	if ps := hiring.ProblemsOf(err); len(ps) > 0 {
		return c.words.T(ps[0].Key, ps[0].Args...)
	}
	var e *hiring.Error
	if errors.As(err, &e) && c.words.Has(e.Key) {
		return c.words.T(e.Key, e.Args...)
	}
	return c.words.T("error.text.not_found")
}

// readDraft reads an autosave. JSON that is not UTF-8 is refused rather than mended: a save must keep what was typed.
func (c *request) readDraft(draft any) error {
	body, err := io.ReadAll(io.LimitReader(c.Request().Body, maxLineBody+1))
	if err != nil {
		return err
	}
	var ps hiring.Problems
	switch {
	case len(body) > maxLineBody:
		ps.Add("notes", "problem.too_long", "Most", hiring.MaxNotes)
	case !utf8.Valid(body):
		ps.Add("notes", "problem.not_utf8")
	case json.Unmarshal(body, draft) != nil:
		ps.Add("", "problem.unreadable_form")
	}
	return ps.Err()
}

// alikeLines makes line ends alike, so that the same text is always stored alike.
func alikeLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
