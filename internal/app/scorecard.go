package app

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// ScorecardSheet is what a panelist has before them: whom they interview, by which guide, and their own scorecard. It
// holds no score, and no scorecard but their own.
type ScorecardSheet struct {
	Interview   hiring.Interview
	Panelist    hiring.Panelist
	Candidate   string // the name; "" once erased
	Number      int
	Requisition string
	Guide       hiring.InterviewGuide
	Questions   []hiring.AssessmentQuestion // in the guide's order, what was waived for the candidate left out
	Values      []hiring.Value              // those the questions are about
	Card        *hiring.Scorecard           // nil until begun
	Answers     map[uuid.UUID]hiring.AnswerBody
}

// Question returns question n, from 1.
func (s ScorecardSheet) Question(n int) (hiring.AssessmentQuestion, error) {
	if n < 1 || n > len(s.Questions) {
		return hiring.AssessmentQuestion{}, hiring.Missing("question")
	}
	return s.Questions[n-1], nil
}

// Missing names what the scorecard still lacks before it can be handed in.
func (s ScorecardSheet) Missing() hiring.Problems {
	if s.Card == nil {
		return nil
	}
	return s.Card.CheckSubmission(s.Questions, hiring.AskedValues(s.Questions))
}

// PanelistActor is who acts on a panel, for the audit: the user, or the guest of that interview.
func PanelistActor(p hiring.Panelist) Actor {
	if p.UserID != nil {
		return UserActor(*p.UserID)
	}
	return Actor{"panelist", p.ID.String()}
}

// ScorecardSheet returns what a member of an interview's panel works with.
func (a *App) ScorecardSheet(ctx context.Context, p hiring.Panelist, i hiring.Interview) (ScorecardSheet, error) {
	s := ScorecardSheet{Interview: i, Panelist: p, Answers: map[uuid.UUID]hiring.AnswerBody{}}
	application, err := a.store.Application(ctx, i.ApplicationID)
	if err != nil {
		return s, err
	}
	s.Candidate, s.Number = application.Name, application.Number
	r, err := a.store.Requisition(ctx, i.RequisitionID)
	if err != nil {
		return s, err
	}
	s.Requisition = r.Name
	if s.Guide, err = a.Guide(ctx, r.ID); err != nil {
		return s, err
	}
	assessment, err := a.store.ApplicationAssessment(ctx, i.ApplicationID)
	if err != nil {
		return s, err
	}
	s.Questions = s.Guide.Asked(assessment.Questions)
	for _, id := range hiring.AskedValues(s.Questions) {
		v, err := a.store.Value(ctx, id)
		if err != nil {
			return s, err
		}
		s.Values = append(s.Values, v)
	}
	switch card, err := a.store.ScorecardOf(ctx, p.ID); {
	case err == nil:
		s.Card = &card
	case hiring.KindOf(err) != hiring.NotFound:
		return s, err
	}
	return s, a.readShownAnswers(ctx, &s)
}

// readShownAnswers reads what the candidate wrote by link, where the guide lets the panel see it: the answers alone.
func (a *App) readShownAnswers(ctx context.Context, s *ScorecardSheet) error {
	if !s.Guide.ShowsAnswers {
		return nil
	}
	attempt, err := a.store.AttemptOfApplication(ctx, s.Interview.ApplicationID, hiring.ByLink)
	if hiring.KindOf(err) == hiring.NotFound || err == nil && attempt.SubmittedAt == nil {
		return nil
	}
	if err != nil {
		return err
	}
	answers, err := a.store.Answers(ctx, attempt.ID)
	for _, x := range answers {
		s.Answers[x.QuestionVersionID] = x.Body
	}
	return err
}

// BeginScorecard begins a panelist's scorecard and fixes the guide; beginning twice begins once. From then on the clock
// of the interview runs.
func (a *App) BeginScorecard(ctx context.Context, p hiring.Panelist, i hiring.Interview) (hiring.Scorecard, error) {
	var card hiring.Scorecard
	if i.Cancelled() {
		return card, hiring.Clash("scorecard.cancelled")
	}
	wanted := hiring.Scorecard{ID: newID(), InterviewID: i.ID, PanelistID: p.ID, StartedAt: a.Now()}
	err := a.store.Tx(ctx, func(ctx context.Context) (err error) {
		if err := a.freezeGuide(ctx, PanelistActor(p), i.RequisitionID); err != nil {
			return err
		}
		card, err = a.store.BeginScorecard(ctx, wanted)
		if err != nil || card.ID != wanted.ID {
			return err
		}
		return a.audit(ctx, PanelistActor(p), "scorecard.begun", "scorecard", card.ID, "interview", i.ID.String())
	})
	return card, err
}

// LineSave is one save of a line, made from a version of it.
type LineSave struct {
	Subject   hiring.Subject
	SubjectID uuid.UUID
	Version   int
	Body      hiring.ScorecardBody
}

// SaveLine saves what a panelist wrote and rated of one question or value, and returns the line as it stands, also
// with the Conflict that another device saved meanwhile. It takes one small read and a share of a commit, since it runs
// while people type; saves are not audited, the submission is. An interview that is cancelled or over while somebody
// still writes takes what they write: no word is lost for it.
func (a *App) SaveLine(ctx context.Context, panelist uuid.UUID, save LineSave) (hiring.ScorecardLine, error) {
	t, err := a.store.LineTarget(ctx, panelist, save.Subject, save.SubjectID)
	if hiring.KindOf(err) == hiring.NotFound {
		return hiring.ScorecardLine{}, hiring.Clash("scorecard.not_begun")
	}
	if err != nil {
		return hiring.ScorecardLine{}, err
	}
	if !t.Known() {
		return hiring.ScorecardLine{}, hiring.Missing("question")
	}
	probes, body := 0, save.Body.For(save.Subject)
	if t.Question != nil {
		probes = len(t.Question.Probes)
	}
	if err := hiring.CheckLine(body, probes).Err(); err != nil {
		return hiring.ScorecardLine{}, err
	}
	line, err := a.store.SaveLine(ctx, hiring.ScorecardLine{
		ScorecardID: t.Scorecard, Subject: save.Subject, SubjectID: save.SubjectID, Body: body, Version: save.Version, SavedAt: a.Now(),
	})
	return line, lockedIfIn(err)
}

// OverallSave is one save of a scorecard's recommendation and summary, made from a version of them. A recommendation
// may still be missing.
type OverallSave struct {
	Version        int
	Recommendation hiring.Recommendation
	Summary        string
}

// SaveOverall saves a scorecard's recommendation and summary by the rules of SaveLine.
func (a *App) SaveOverall(ctx context.Context, panelist uuid.UUID, save OverallSave) (hiring.Scorecard, error) {
	if err := save.Check().Err(); err != nil {
		return hiring.Scorecard{}, err
	}
	card, err := a.store.ScorecardOf(ctx, panelist)
	if hiring.KindOf(err) == hiring.NotFound {
		return card, hiring.Clash("scorecard.not_begun")
	}
	if err != nil {
		return card, err
	}
	card.Recommendation, card.Summary, card.Version, card.SavedAt = save.Recommendation, save.Summary, save.Version, a.Now()
	card, err = a.store.SaveOverall(ctx, card)
	return card, lockedIfIn(err)
}

// Check names what could not be kept. Fields are recommendation and summary.
func (s OverallSave) Check() hiring.Problems {
	var ps hiring.Problems
	if _, ok := hiring.ParseRecommendation(string(s.Recommendation)); !ok && s.Recommendation != "" {
		ps.Add("recommendation", "problem.unknown_option")
	}
	return append(ps, hiring.CheckText("summary", s.Summary, hiring.MaxSummary)...)
}

// SubmitScorecard hands a panelist's scorecard in, once, and locks it. What it still lacks is Invalid. After the window
// has closed it is late, which is recorded, and still counts.
func (a *App) SubmitScorecard(ctx context.Context, p hiring.Panelist, i hiring.Interview) error {
	sheet, err := a.ScorecardSheet(ctx, p, i)
	if err != nil {
		return err
	}
	switch {
	case sheet.Card == nil:
		return hiring.Clash("scorecard.not_begun")
	case i.Cancelled():
		return hiring.Clash("scorecard.cancelled")
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.SubmitScorecard(ctx, sheet.Card.ID, a.Now()); err != nil {
			return err
		}
		card, err := a.store.ScorecardOf(ctx, p.ID)
		if err != nil {
			return err
		}
		if err := card.CheckSubmission(sheet.Questions, hiring.AskedValues(sheet.Questions)).Err(); err != nil {
			return err
		}
		return a.scorecardIn(ctx, p, i, card)
	})
	if isSubmitted(err) {
		return nil
	}
	return err
}

// scorecardIn is all that a scorecard sets off once it is in, within the transaction that locks it.
func (a *App) scorecardIn(ctx context.Context, p hiring.Panelist, i hiring.Interview, card hiring.Scorecard) error {
	if err := a.combine(ctx, i.ApplicationID); err != nil {
		return err
	}
	return a.audit(ctx, PanelistActor(p), "scorecard.submitted", "scorecard", card.ID, "interview", i.ID.String(),
		"lines", strconv.Itoa(len(card.Lines)), "late", strconv.FormatBool(card.Late(i)))
}

// lockedIfIn says of a save that came too late that the scorecard is in.
func lockedIfIn(err error) error {
	if isSubmitted(err) {
		return hiring.Clash("scorecard.locked")
	}
	return err
}
