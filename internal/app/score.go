package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// mostPeers is how many other candidates' answers a text is compared with to find a near-duplicate.
const mostPeers = 200

// scoreAttempt holds a submitted attempt against its requisition's benchmark and stores the result. Done twice it
// changes nothing: a result is stored once for each attempt, benchmark version and engine.
func (a *App) scoreAttempt(ctx context.Context, payload []byte) error {
	id, err := uuid.ParseBytes(payload)
	if err != nil {
		return fmt.Errorf("score: payload: %w", err)
	}
	attempt, err := a.store.Attempt(ctx, id)
	if err != nil {
		return err
	}
	if attempt.ApplicationID == nil || attempt.SubmittedAt == nil {
		return fmt.Errorf("score: attempt %s is not a submitted candidate's", id)
	}
	ap, err := a.store.Application(ctx, *attempt.ApplicationID)
	if err != nil {
		return err
	}
	r, err := a.store.Requisition(ctx, ap.RequisitionID)
	if err != nil {
		return err
	}
	if r.BenchmarkVersionID == nil {
		return fmt.Errorf("score: requisition %s has no benchmark", r.ID)
	}
	if err := a.queueSecond(ctx, r.ID, ap.ID, id); err != nil {
		return err
	}
	bench, err := a.builtBenchmark(ctx, *r.BenchmarkVersionID)
	if err != nil {
		return err
	}
	person, peers, err := a.respondent(ctx, attempt, ap)
	if err != nil {
		return err
	}
	result, err := a.scoreWith(ctx, bench, attempt, person, policyOf(r), peers)
	if err != nil {
		return err
	}
	return a.storeScore(ctx, attempt, r, result)
}

// respondent gathers what the engine needs to know of an attempt: an answer, blank or not, to every question that
// was asked. A question waived for an accommodation was not asked.
func (a *App) respondent(ctx context.Context, attempt hiring.Attempt, ap hiring.Application) (scoring.Respondent, scoring.Peers, error) {
	p, asked, err := a.person(ctx, attempt)
	if err != nil {
		return p, nil, err
	}
	peers := scoring.Peers{}
	for _, q := range asked {
		if q.Kind != hiring.Text || p.Answers[q.ID.String()].Blank(q.Kind) {
			continue
		}
		others, err := a.store.PeerTexts(ctx, ap.RequisitionID, q.ID, ap.ID, mostPeers)
		if err != nil {
			return p, nil, err
		}
		for _, o := range others {
			peers[q.ID.String()] = append(peers[q.ID.String()], o.Text)
		}
	}
	return p, peers, nil
}

// person is what somebody answered, as the engine sees it, and what they were asked.
func (a *App) person(ctx context.Context, attempt hiring.Attempt) (scoring.Respondent, []hiring.AssessmentQuestion, error) {
	p := scoring.Respondent{
		ID: attempt.ID.String(), Group: scoring.Candidate, Language: attempt.Language, Mode: string(attempt.Mode),
		Answers: map[string]hiring.AnswerBody{},
	}
	assessment, err := a.store.ApplicationAssessment(ctx, *attempt.ApplicationID)
	if err != nil {
		return p, nil, err
	}
	answers, err := a.store.Answers(ctx, attempt.ID)
	if err != nil {
		return p, nil, err
	}
	given := map[uuid.UUID]hiring.AnswerBody{}
	for _, x := range answers {
		given[x.QuestionVersionID] = x.Body
	}
	for _, q := range assessment.Asked() {
		p.Answers[q.ID.String()] = given[q.ID]
	}
	return p, assessment.Asked(), nil
}

// policyOf says to the engine what a requisition froze.
func policyOf(r hiring.Requisition) scoring.Policy {
	p := scoring.Policy{
		Text: scoring.EvidenceOnly, Weights: map[string]float64{}, Must: map[string]bool{}, Thresholds: map[string]float64{},
	}
	if r.Policy.TextCounts {
		p.Text = scoring.TextCounts
	}
	for _, v := range r.Values {
		id := v.ValueID.String()
		p.Weights[id], p.Must[id] = v.Weight, v.Must
		if v.Threshold != nil {
			p.Thresholds[id] = *v.Threshold
		}
	}
	return p
}

// storeScore stores a result, moves the application on, and shows the link attempt's fit in the pipeline (the
// interview's only while there is no other).
func (a *App) storeScore(ctx context.Context, attempt hiring.Attempt, r hiring.Requisition, result scoring.Result) error {
	body, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.LockApplication(ctx, *attempt.ApplicationID); err != nil {
			return err // which of two attempts is shown is decided by one after the other
		}
		id := newID()
		isNew, err := a.store.AddScore(ctx, hiring.StoredScore{
			ID: id, ApplicationID: *attempt.ApplicationID, AttemptID: attempt.ID, BenchmarkVersionID: *r.BenchmarkVersionID,
			Engine: result.Engine, Result: body, CreatedAt: a.Now(),
		})
		if err != nil || !isNew {
			return err
		}
		if err := a.showFit(ctx, attempt, *r.BenchmarkVersionID, result); err != nil {
			return err
		}
		if err := a.store.SetStage(ctx, *attempt.ApplicationID, hiring.Scored, a.Now()); err != nil {
			return err
		}
		if err := a.queueReliability(ctx, r.ID); err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		return a.audit(ctx, System(), "score.computed", "application", *attempt.ApplicationID,
			"score", id.String(), "engine", result.Engine, "benchmark", result.Benchmark, "sha256", hex.EncodeToString(sum[:]))
	})
}

// showFit puts a result's fit into the pipeline. Modes are never mixed: the link's stands before the interview's.
func (a *App) showFit(ctx context.Context, attempt hiring.Attempt, version uuid.UUID, result scoring.Result) error {
	if attempt.Mode == hiring.ByInterview {
		scores, err := a.store.Scores(ctx, *attempt.ApplicationID)
		other := func(s hiring.StoredScore) bool { return s.AttemptID != attempt.ID && s.BenchmarkVersionID == version }
		if err != nil || slices.ContainsFunc(scores, other) {
			return err
		}
	}
	if err := a.store.SetFit(ctx, *attempt.ApplicationID, fitColumns(attempt, result)); err != nil {
		return err
	}
	fits, err := fitsOf(result)
	if err != nil {
		return err
	}
	if err := a.store.SetFits(ctx, *attempt.ApplicationID, fits); err != nil {
		return err
	}
	// Nobody has looked at this score yet: what people made of another attempt's is not said of it.
	if err := a.store.SetReviewed(ctx, *attempt.ApplicationID, store.ReviewedColumns{}); err != nil {
		return err
	}
	return a.combine(ctx, *attempt.ApplicationID)
}

// fitColumns is what the pipeline shows of a result.
func fitColumns(attempt hiring.Attempt, result scoring.Result) store.FitColumns {
	f := store.FitColumns{
		Undefined: result.Overall.Fit.Undefined, Mode: attempt.Mode, Exemplars: result.Overall.Exemplars, Resampled: result.Overall.Resampled,
	}
	if fit := result.Overall.Fit; fit.Defined() {
		f.Fit = &fit.Value
	}
	if in := result.Overall.Lo90Hi90; in.Defined() {
		f.Lo, f.Hi = &in.Lo, &in.Hi
	}
	if c := result.Overall.Coverage; c.Defined() {
		f.Coverage = &c.Value
	}
	for _, v := range result.Values {
		f.MustReview = f.MustReview || v.Review
		f.Uncompared += result.Uncompared(v.Value)
	}
	return f
}
