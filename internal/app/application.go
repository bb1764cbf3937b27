package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// mostAlike is how many applications of the same requisition are looked at for those that cannot be told apart.
const mostAlike = 200

// ApplicationView is everything one person may see of an application.
type ApplicationView struct {
	hiring.Application
	Requisition hiring.Requisition
	Blind       bool             // the viewer's own ratings or scorecard come first: everything below is then empty
	Blindness   hiring.Blindness // which of the two
	Benchmark   store.BenchmarkName
	Health      scoring.Health
	Themes      []hiring.ThemeRecord // as HR had named them when the benchmark was published
	Asked       []hiring.AssessmentQuestion
	Attempts    []AttemptView // the link's before the interview's; never mixed
	Invitation  *hiring.Invitation
	Ratings     []hiring.Rating         // of written answers
	Scorecards  []hiring.PanelScorecard // of interviews, those that are in
	Interviews  []hiring.Interview      // the earliest first
	Decisions   []hiring.Decision       // the current one first
	Proposals   []hiring.Proposal       // the newest first
	Reviews     []hiring.Review         // of the scores, the earliest first, past ones included
	Phases      []hiring.PhaseChange    // of the requisition, the earliest first
	Explained   []hiring.Explanation    // what was released to the candidate, the earliest first
	Requests    []hiring.ReviewRequest  // what the candidate asked for afterwards, the earliest first
	Numbers     map[uuid.UUID]int       // of the applications that departures name
	Alike       []hiring.Application    // cannot be told apart from it
	Unsure      []hiring.Application    // nothing shows a difference from it either, since one of the two has no interval
	OtherEngine string                  // the engine the benchmark version was made for, when it is not this program's; else ""
	Second      []SecondScore           // the newest re-scoring first
	Users       map[uuid.UUID]string    // names of everybody who acted
}

// AttemptView is one attempt with its answers and its score of record.
type AttemptView struct {
	hiring.Attempt
	Answers  map[uuid.UUID]hiring.Answer
	Score    *scoring.Result // nil until scored
	ScoreID  uuid.UUID
	Reviewed *scoring.Reviewed // the fit as people reviewed the score; nil when no score was changed
	Pending  bool              // scores were changed, and the fit is being worked out again
	Failed   bool              // scoring was given up; somebody who runs the program must look
	Awaits   string            // the representation that scoring waits for, or ""
	ScoredAt time.Time
}

// Submitted tells whether the answers were handed in.
func (v AttemptView) Submitted() bool { return v.SubmittedAt != nil }

// Current returns the decision that stands, or nil: one that was reopened stands no more.
func (v ApplicationView) Current() *hiring.Decision {
	if last := v.Last(); last != nil && last.Outcome != hiring.Reopened {
		return last
	}
	return nil
}

// Last returns the newest row of decisions, which may be a reopening, or nil.
func (v ApplicationView) Last() *hiring.Decision {
	for i := range v.Decisions {
		if v.Decisions[i].SupersededAt == nil {
			return &v.Decisions[i]
		}
	}
	return nil
}

// Shown tells whether any score is in the view.
func (v ApplicationView) Shown() bool {
	return len(v.Second) > 0 || slices.ContainsFunc(v.Attempts, func(a AttemptView) bool { return a.Score != nil })
}

// ViewApplication returns an application as a user may see it. Scores shown are a view of scores: it is audited.
// Somebody on the panel whose own ratings come first gets nothing but the application's number and requisition.
func (a *App) ViewApplication(ctx context.Context, user hiring.User, id uuid.UUID) (ApplicationView, error) {
	v, err := a.readApplication(ctx, id)
	if err != nil {
		return v, err
	}
	if blind, err := a.blindTo(ctx, user.ID, v); err != nil || !blind.CanSeeScores() {
		return blinded(v, blind), err
	}
	if err := a.readAnswers(ctx, user.ID, &v); err != nil {
		return v, err
	}
	if v.Users, err = a.store.NamesOfUsers(ctx, v.actors()); err != nil {
		return v, err
	}
	if err := a.noteFailures(ctx, v.Attempts); err != nil || !v.Shown() {
		return v, err
	}
	return v, a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, UserActor(user.ID), "application.scores_viewed", "application", id)
	})
}

// noteFailures marks the attempts whose scoring was given up, so that nobody waits for it, and those that wait for a
// representation to answer.
func (a *App) noteFailures(ctx context.Context, attempts []AttemptView) error {
	for i := range attempts {
		x := &attempts[i]
		if !x.Submitted() || x.Score != nil {
			continue
		}
		var err error
		if x.Failed, err = a.store.JobDead(ctx, scoreJob+":"+x.ID.String()); err != nil {
			return err
		}
		held, err := a.store.JobWaitsFor(ctx, scoreJob+":"+x.ID.String())
		if err != nil {
			return err
		}
		if key, found := strings.CutPrefix(held, heldForRepresentation); found {
			x.Awaits = key
		}
	}
	return nil
}

// readApplication reads what the rule of blind first needs to know.
func (a *App) readApplication(ctx context.Context, id uuid.UUID) (v ApplicationView, err error) {
	if v.Application, err = a.store.Application(ctx, id); err != nil {
		return v, err
	}
	if v.Requisition, err = a.store.Requisition(ctx, v.RequisitionID); err != nil {
		return v, err
	}
	if v.Ratings, err = a.store.Ratings(ctx, id); err != nil {
		return v, err
	}
	v.Scorecards, err = a.store.SubmittedScorecards(ctx, id)
	return v, err
}

// readAsked reads what a candidate was asked, and their answers with the scores of record.
func (a *App) readAsked(ctx context.Context, v *ApplicationView) error {
	assessment, err := a.store.ApplicationAssessment(ctx, v.ID)
	if err != nil {
		return err
	}
	v.Asked = assessment.Questions
	v.Attempts, err = a.attemptViews(ctx, v.ID, v.Requisition.BenchmarkVersionID)
	return err
}

// readAnswers reads the rest: answers, scores, the benchmark they were held against, decisions.
func (a *App) readAnswers(ctx context.Context, user uuid.UUID, v *ApplicationView) error {
	err := a.readAsked(ctx, v)
	if err != nil {
		return err
	}
	if v.Decisions, err = a.store.Decisions(ctx, v.ID); err != nil {
		return err
	}
	if v.Proposals, err = a.store.Proposals(ctx, v.ID); err != nil {
		return err
	}
	if v.Numbers, err = a.store.ApplicationNumbers(ctx, v.departed()); err != nil {
		return err
	}
	if err = a.readReviews(ctx, v); err != nil {
		return err
	}
	if v.Phases, err = a.store.PhaseChanges(ctx, v.RequisitionID); err != nil {
		return err
	}
	if v.Explained, err = a.store.ExplanationsOf(ctx, v.ID); err != nil {
		return err
	}
	if v.Requests, err = a.store.ReviewRequestsOf(ctx, v.ID); err != nil {
		return err
	}
	if v.Interviews, err = a.store.InterviewsOf(ctx, v.ID); err != nil {
		return err
	}
	invitations, err := a.store.InvitationsOfApplications(ctx, []uuid.UUID{v.ID})
	if err != nil {
		return err
	}
	if inv, ok := invitations[v.ID]; ok {
		v.Invitation = &inv
	}
	if v.Alike, v.Unsure, err = a.alike(ctx, user, *v); err != nil {
		return err
	}
	if err := a.readBenchmark(ctx, v); err != nil {
		return err
	}
	v.Second, err = a.secondScores(ctx, *v)
	return err
}

func (a *App) readBenchmark(ctx context.Context, v *ApplicationView) (err error) {
	if v.Requisition.BenchmarkVersionID == nil {
		return nil
	}
	if v.Benchmark, err = a.store.BenchmarkNameOf(ctx, *v.Requisition.BenchmarkVersionID); err != nil {
		return err
	}
	if v.Benchmark.Engine != scoring.Engine {
		v.OtherEngine = v.Benchmark.Engine
	}
	if err := json.Unmarshal(v.Benchmark.Health, &v.Health); err != nil {
		return fmt.Errorf("health of benchmark version %s: %w", *v.Requisition.BenchmarkVersionID, err)
	}
	v.Themes, err = ReadThemes(v.Benchmark.Themes)
	return err
}

// attemptViews reads an application's attempts with answers and scores of record, under a benchmark version, the link's
// first.
func (a *App) attemptViews(ctx context.Context, application uuid.UUID, version *uuid.UUID) ([]AttemptView, error) {
	attempts, err := a.store.AttemptsOfApplication(ctx, application)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(attempts, func(x, y hiring.Attempt) int { return byMode(x.Mode) - byMode(y.Mode) })
	ids := make([]uuid.UUID, len(attempts))
	for i, x := range attempts {
		ids[i] = x.ID
	}
	answers, err := a.store.AnswersOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	scores, err := a.store.Scores(ctx, application)
	if err != nil {
		return nil, err
	}
	out := make([]AttemptView, len(attempts))
	for i, x := range attempts {
		out[i] = AttemptView{Attempt: x, Answers: map[uuid.UUID]hiring.Answer{}}
		for _, answer := range answers[x.ID] {
			out[i].Answers[answer.QuestionVersionID] = answer
		}
		result, stored, err := recordOf(scores, x.ID, version)
		if err != nil {
			return nil, err
		}
		if result != nil {
			out[i].Score, out[i].ScoreID, out[i].ScoredAt = result, stored.ID, stored.CreatedAt
		}
	}
	return out, nil
}

func byMode(m hiring.AnswerMode) int {
	return slices.Index([]hiring.AnswerMode{hiring.ByLink, hiring.ByInterview, hiring.ByImport}, m)
}

// alike returns the applications of the same requisition whose fit cannot be told apart from this one's, by the rule
// that the pipeline is grouped by, and those of which nothing is known. For somebody on the panel only those they have
// rated are among them, and nobody of whom their scorecard is awaited: the others would give their fit away.
func (a *App) alike(ctx context.Context, user uuid.UUID, v ApplicationView) (alike, unsure []hiring.Application, err error) {
	reliability, err := a.Reliability(ctx, v.Requisition)
	if err != nil {
		return nil, nil, err
	}
	near, err := a.store.FitsNear(ctx, v.Application, leastDistance(reliability), mostAlike)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]uuid.UUID, len(near))
	for i, b := range near {
		ids[i] = b.ID
	}
	own, err := a.store.OwnIn(ctx, user, ids)
	if err != nil {
		return nil, nil, err
	}
	near = slices.DeleteFunc(near, func(b hiring.Application) bool {
		return !v.Requisition.Gives(user, hiring.SeeScores, own[b.ID]) || !v.Requisition.Gives(user, hiring.SeeNames, own[b.ID])
	})
	awaited, err := a.Awaited(ctx, v.RequisitionID, user)
	if err != nil {
		return nil, nil, err
	}
	near = slices.DeleteFunc(near, func(b hiring.Application) bool { _, blind := awaited[b.ID]; return blind })
	like := Likeness(reliability)
	for _, b := range near {
		switch same, known := like(v.Application, b); {
		case !known:
			unsure = append(unsure, b)
		case same:
			alike = append(alike, b)
		}
	}
	return alike, unsure, nil
}

// SubmittedAttempts is how many times answers were handed in: by link, and in an interview.
func (v ApplicationView) SubmittedAttempts() int {
	n := 0
	for _, t := range v.Attempts {
		if t.Submitted() {
			n++
		}
	}
	return n
}

// Question returns the asked question with that id, or one without words.
func (v ApplicationView) Question(id uuid.UUID) hiring.AssessmentQuestion {
	at := slices.IndexFunc(v.Asked, func(q hiring.AssessmentQuestion) bool { return q.ID == id })
	if at < 0 {
		return hiring.AssessmentQuestion{}
	}
	return v.Asked[at]
}

// actors lists everybody a view names.
func (v ApplicationView) actors() []uuid.UUID {
	ids := append([]uuid.UUID{v.Requisition.OwnerID}, v.Requisition.Panel...)
	for _, d := range v.Decisions {
		ids = append(ids, d.By)
		if d.ConfirmedBy != nil {
			ids = append(ids, *d.ConfirmedBy)
		}
	}
	for _, p := range v.Proposals {
		ids = append(ids, p.By)
		if p.AnsweredBy != nil {
			ids = append(ids, *p.AnsweredBy)
		}
	}
	for _, x := range v.Reviews {
		ids = append(ids, x.By)
	}
	for _, x := range v.Phases {
		ids = append(ids, x.By)
	}
	for _, x := range v.Explained {
		ids = append(ids, x.ReleasedBy)
	}
	for _, x := range v.Requests {
		if x.AnsweredBy != nil {
			ids = append(ids, *x.AnsweredBy)
		}
	}
	for _, r := range v.Ratings {
		ids = append(ids, r.RaterID)
	}
	for _, c := range v.Scorecards {
		if c.By.UserID != nil {
			ids = append(ids, *c.By.UserID)
		}
	}
	for _, x := range v.Attempts {
		if x.TypedBy != nil {
			ids = append(ids, *x.TypedBy)
		}
	}
	for _, x := range v.Second {
		ids = append(ids, x.Rescoring.By)
	}
	if v.Invitation != nil && v.Invitation.CreatedBy != nil {
		ids = append(ids, *v.Invitation.CreatedBy)
	}
	slices.SortFunc(ids, func(x, y uuid.UUID) int { return slices.Compare(x[:], y[:]) })
	return slices.Compact(ids)
}
