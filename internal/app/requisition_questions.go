package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// versionQuestion is a question of a published benchmark, as far as a requisition needs to know it.
type versionQuestion struct {
	ID    uuid.UUID `json:"id"`
	Value uuid.UUID `json:"value"`
}

// VersionQuestions returns the wordings a published benchmark was made with, in its order, with each one's value.
func (a *App) VersionQuestions(ctx context.Context, version uuid.UUID) ([]hiring.AssessmentQuestion, error) {
	asked, err := a.versionQuestions(ctx, version)
	if err != nil {
		return nil, err
	}
	values, err := a.store.AllValues(ctx)
	if err != nil {
		return nil, err
	}
	names := map[uuid.UUID]hiring.Words{}
	for _, v := range values {
		names[v.ID] = v.Name
	}
	var ids []uuid.UUID
	for _, q := range asked {
		ids = append(ids, q.ID)
	}
	versions, err := a.questionVersions(ctx, ids)
	out := make([]hiring.AssessmentQuestion, len(versions))
	for i, v := range versions {
		out[i] = hiring.AssessmentQuestion{QuestionVersion: v, ValueID: asked[i].Value, ValueName: names[asked[i].Value]}
	}
	return out, err
}

func (a *App) versionQuestions(ctx context.Context, version uuid.UUID) ([]versionQuestion, error) {
	v, err := a.store.BenchmarkVersion(ctx, version)
	if err != nil {
		return nil, err
	}
	var d struct {
		Questions []versionQuestion `json:"questions"`
	}
	if err := json.Unmarshal(v.Definition, &d); err != nil {
		return nil, fmt.Errorf("benchmark version %s: %w", version, err)
	}
	return d.Questions, nil
}

func (a *App) questionVersions(ctx context.Context, ids []uuid.UUID) ([]hiring.QuestionVersion, error) {
	var out []hiring.QuestionVersion
	for _, id := range ids {
		q, err := a.store.QuestionVersion(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// BeforeInviting names what is still missing before a requisition's first candidate can be invited.
func (a *App) BeforeInviting(ctx context.Context, r hiring.Requisition) (hiring.Problems, error) {
	ids, err := a.store.RequisitionQuestions(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	versions, err := a.questionVersions(ctx, ids)
	if err != nil || r.Frozen() {
		return r.CanInvite(versions), err
	}
	ps, err := a.engineProblem(ctx, r)
	return append(r.CanInvite(versions), ps...), err
}

// engineProblem: nobody is invited to a round whose benchmark version this program cannot score with.
func (a *App) engineProblem(ctx context.Context, r hiring.Requisition) (hiring.Problems, error) {
	engine, err := a.otherEngineOf(ctx, r)
	if engine == "" || err != nil {
		return nil, err
	}
	return hiring.Problems{{Field: "benchmark", Key: "requisition.problem.other_engine"}}, nil
}

// settle makes a requisition and its questions agree with its benchmark version: only that version's questions are
// asked (all, when none are chosen), each once; the values are those of the questions, with the weights given and 1
// where none is; and the round is held only in languages in which every question is worded.
func (a *App) settle(ctx context.Context, r *hiring.Requisition, chosen []uuid.UUID) ([]uuid.UUID, error) {
	if r.BenchmarkVersionID == nil {
		r.Values = nil
		return nil, nil
	}
	offered, err := a.versionQuestions(ctx, *r.BenchmarkVersionID)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil, hiring.Problems{{Field: "benchmark", Key: "problem.unknown_option"}}.Err()
	}
	if err != nil {
		return nil, err
	}
	valueOf := map[uuid.UUID]uuid.UUID{}
	for _, q := range offered {
		valueOf[q.ID] = q.Value
	}
	questions, err := chooseQuestions(offered, valueOf, chosen)
	if err != nil {
		return nil, err
	}
	r.Values = weighed(r.Values, questions, valueOf)
	versions, err := a.questionVersions(ctx, questions)
	if err != nil {
		return nil, err
	}
	return questions, r.CheckWorded(versions).Err()
}

// chooseQuestions returns the chosen questions, each once, or all that are offered when none is.
func chooseQuestions(offered []versionQuestion, valueOf map[uuid.UUID]uuid.UUID, chosen []uuid.UUID) ([]uuid.UUID, error) {
	var out []uuid.UUID
	for _, id := range chosen {
		if _, known := valueOf[id]; !known {
			return nil, hiring.Problems{{Field: "questions", Key: "problem.unknown_option"}}.Err()
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if len(chosen) == 0 {
		for _, q := range offered {
			out = append(out, q.ID)
		}
	}
	return out, nil
}

// weighed returns what each value of the questions weighs, in the order in which the values are first asked about.
func weighed(given []hiring.RequisitionValue, questions []uuid.UUID, valueOf map[uuid.UUID]uuid.UUID) []hiring.RequisitionValue {
	var out []hiring.RequisitionValue
	for _, q := range questions {
		id := valueOf[q]
		is := func(v hiring.RequisitionValue) bool { return v.ValueID == id }
		if slices.ContainsFunc(out, is) {
			continue
		}
		v := hiring.RequisitionValue{ValueID: id, Weight: 1}
		if i := slices.IndexFunc(given, is); i >= 0 {
			v = given[i]
		}
		out = append(out, v)
	}
	return out
}
