package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Debrief is what one person may see when the panel of an interview lays its scorecards side by side.
type Debrief struct {
	Interview   hiring.Interview
	Application hiring.Application
	Requisition hiring.Requisition
	Questions   []hiring.AssessmentQuestion
	Values      []DebriefValue
	Cards       []DebriefCard     // those that are in
	Waiting     []hiring.Panelist // whose are not, without what they have written so far
	Complete    bool              // nobody's is waited for any more, so that the panel talks and the scores are shown
	Mine        uuid.UUID         // the viewer's own scorecard, or the zero value
	Guest       bool              // seen by a guest, to whom no score is shown
	Scores      *ApplicationView  // nil until complete, and for somebody who has still to rate this candidate elsewhere
}

// DebriefValue is a value that was rated.
type DebriefValue struct {
	ID   uuid.UUID
	Name hiring.Words
}

// DebriefCard is one panelist's scorecard with what the debrief changed in it.
type DebriefCard struct {
	hiring.PanelScorecard
	Revisions []hiring.ScorecardRevision
}

// Topics lists what was rated: the questions in their order, then the values.
func (d Debrief) Topics() []hiring.Topic {
	var out []hiring.Topic
	for _, q := range d.Questions {
		out = append(out, hiring.Topic{Of: hiring.OfQuestion, ID: q.ID})
	}
	for _, v := range d.Values {
		out = append(out, hiring.Topic{Of: hiring.OfValue, ID: v.ID})
	}
	return out
}

// Scorecards are the cards as they were before any discussion.
func (d Debrief) Scorecards() []hiring.Scorecard {
	out := make([]hiring.Scorecard, len(d.Cards))
	for i, c := range d.Cards {
		out[i] = c.Scorecard
	}
	return out
}

// Debrief returns an interview's scorecards, as far as a user may see them: a panelist once the own one is in; HR and
// whoever owns the requisition any time, unless they are on another panel that this candidate still meets. For
// everybody else there is none. The scores are in it only when nobody's scorecard is waited for; seen, they are
// audited.
func (a *App) Debrief(ctx context.Context, user hiring.User, interview uuid.UUID) (Debrief, error) {
	d, v, err := a.readDebrief(ctx, interview)
	if err != nil {
		return Debrief{}, err
	}
	mine, onPanel, err := a.seatOf(ctx, interview, user.ID)
	if err != nil {
		return Debrief{}, err
	}
	blind, err := a.blindTo(ctx, user.ID, v)
	if err != nil {
		return Debrief{}, err
	}
	follows := user.Is(hiring.HR) || user.Is(hiring.Recruiter) && v.Requisition.OwnerID == user.ID
	if !onPanel && !(follows && blind.CanSeeScores()) || !hiring.CanSeeOthers(mine, onPanel) {
		return Debrief{}, hiring.Missing("debrief")
	}
	if mine != nil {
		d.Mine = mine.ID
	}
	if !d.Complete || !blind.CanSeeScores() {
		return d, nil
	}
	return d, a.addDebriefScores(ctx, user, &d, v)
}

// GuestDebrief returns the scorecards of a guest's interview, once the guest's own is in. Guests came to rate one
// conversation: what the program says of the candidate is not shown to them.
func (a *App) GuestDebrief(ctx context.Context, p hiring.Panelist) (Debrief, error) {
	mine, err := a.ownCard(ctx, p)
	if err != nil {
		return Debrief{}, err
	}
	if !hiring.CanSeeOthers(mine, true) {
		return Debrief{}, hiring.Missing("debrief")
	}
	d, _, err := a.readDebrief(ctx, p.InterviewID)
	d.Mine, d.Guest = mine.ID, true
	return d, err
}

// seatOf finds a user's scorecard on the panel of an interview; nil until it has been begun.
func (a *App) seatOf(ctx context.Context, interview, user uuid.UUID) (mine *hiring.Scorecard, onPanel bool, err error) {
	seat, err := a.store.PanelistOf(ctx, interview, user)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	mine, err = a.ownCard(ctx, seat)
	return mine, true, err
}

// ownCard returns a panelist's scorecard, nil until it has been begun.
func (a *App) ownCard(ctx context.Context, p hiring.Panelist) (*hiring.Scorecard, error) {
	card, err := a.store.ScorecardOf(ctx, p.ID)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil, nil
	}
	return &card, err
}

// readDebrief reads what everybody who sees a debrief sees. Of a scorecard that is not in, nothing is read.
func (a *App) readDebrief(ctx context.Context, interview uuid.UUID) (d Debrief, v ApplicationView, err error) {
	if d.Interview, err = a.store.Interview(ctx, interview); err != nil {
		return d, v, err
	}
	if v, err = a.readApplication(ctx, d.Interview.ApplicationID); err != nil {
		return d, v, err
	}
	d.Application, d.Requisition = v.Application, v.Requisition
	panel, err := a.store.Panelists(ctx, interview)
	if err != nil {
		return d, v, err
	}
	revisions, err := a.store.ScorecardRevisions(ctx, interview)
	if err != nil {
		return d, v, err
	}
	in := map[uuid.UUID]bool{}
	for _, c := range v.Scorecards {
		if c.InterviewID == interview {
			d.Cards, in[c.PanelistID] = append(d.Cards, DebriefCard{c, revisions[c.ID]}), true
		}
	}
	d.Waiting = slices.DeleteFunc(slices.Clone(panel), func(p hiring.Panelist) bool { return in[p.ID] })
	d.Complete = hiring.AllIn(d.Interview, panel, d.Scorecards(), a.Now())
	slices.SortFunc(d.Cards, func(x, y DebriefCard) int { // as the panel was put together
		return cmp.Or(x.By.AddedAt.Compare(y.By.AddedAt), slices.Compare(x.By.ID[:], y.By.ID[:]))
	})
	assessment, err := a.store.ApplicationAssessment(ctx, v.ID)
	if err != nil {
		return d, v, err
	}
	guide, err := a.Guide(ctx, v.RequisitionID)
	d.addTopics(guide, assessment.Questions)
	return d, v, err
}

// addTopics finds out what was rated: what the guide asks, and whatever else stands in a scorecard.
func (d *Debrief) addTopics(guide hiring.InterviewGuide, assessment []hiring.AssessmentQuestion) {
	rated := map[hiring.Topic]bool{}
	for _, c := range d.Cards {
		for _, l := range c.Lines {
			rated[hiring.Topic{Of: l.Subject, ID: l.SubjectID}] = true
		}
	}
	d.Questions = guide.Asked(assessment)
	for _, q := range assessment {
		of := func(x hiring.AssessmentQuestion) bool { return x.ID == q.ID }
		if rated[hiring.Topic{Of: hiring.OfQuestion, ID: q.ID}] && !slices.ContainsFunc(d.Questions, of) {
			d.Questions = append(d.Questions, q)
		}
	}
	add := func(q hiring.AssessmentQuestion) {
		if !slices.ContainsFunc(d.Values, func(v DebriefValue) bool { return v.ID == q.ValueID }) {
			d.Values = append(d.Values, DebriefValue{q.ValueID, q.ValueName})
		}
	}
	for _, q := range d.Questions {
		add(q)
	}
	for _, q := range assessment {
		if rated[hiring.Topic{Of: hiring.OfValue, ID: q.ValueID}] {
			add(q)
		}
	}
}

// addDebriefScores adds what the program made of the candidate's answers, beside what the panel did.
func (a *App) addDebriefScores(ctx context.Context, user hiring.User, d *Debrief, v ApplicationView) error {
	if err := a.readAnswers(ctx, user.ID, &v); err != nil {
		return err
	}
	d.Scores = &v
	if !v.Shown() {
		return nil
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, UserActor(user.ID), "application.scores_viewed", "application", v.ID, "interview", d.Interview.ID.String())
	})
}

// NewRevision is a level that a panelist changes in the debrief, made while so many changes of it had been seen.
type NewRevision struct {
	Topic  hiring.Topic
	Level  int
	Reason string
	Seen   int
}

// ReviseScorecard changes a level of a panelist's own scorecard after the panel has talked, and keeps what it was: the
// level before the discussion remains the one that enters the fit. The audit holds which change it was, not the
// reason.
func (a *App) ReviseScorecard(ctx context.Context, who Actor, p hiring.Panelist, n NewRevision) error {
	d, _, err := a.readDebrief(ctx, p.InterviewID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(d.Cards, func(c DebriefCard) bool { return c.PanelistID == p.ID })
	if at < 0 {
		return hiring.Missing("debrief")
	}
	card := d.Cards[at]
	before := card.Line(n.Topic.Of, n.Topic.ID).Rated()
	switch {
	case before == 0: // N/A stays N/A: there is nothing to change
		return hiring.Missing("debrief")
	case !d.Complete:
		return hiring.Clash("debrief.problem.waiting")
	}
	r := hiring.ScorecardRevision{
		ID: newID(), ScorecardID: card.ID, Subject: n.Topic.Of, SubjectID: n.Topic.ID, After: n.Level,
		Before: hiring.LevelNow(before, n.Topic, card.Revisions), Reason: strings.TrimSpace(n.Reason), CreatedAt: a.Now(),
	}
	if n.Seen == len(card.Changes(n.Topic)) { // otherwise the store says first that it was changed meanwhile
		if err := r.Check().Err(); err != nil {
			return err
		}
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.AddScorecardRevision(ctx, r, n.Seen); err != nil {
			return err
		}
		return a.audit(ctx, who, "scorecard.revised", "scorecard", card.ID,
			"revision", r.ID.String(), "reason_characters", strconv.Itoa(len([]rune(r.Reason))))
	})
}

// Changes lists what the debrief changed of one topic, the first change first.
func (c DebriefCard) Changes(t hiring.Topic) []hiring.ScorecardRevision {
	return slices.DeleteFunc(slices.Clone(c.Revisions), func(r hiring.ScorecardRevision) bool { return r.Subject != t.Of || r.SubjectID != t.ID })
}
