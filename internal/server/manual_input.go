package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/redact"
	"touchstone/internal/report"
	"touchstone/internal/scoring"
	"touchstone/internal/simulate"
	"touchstone/internal/store"
)

// manualInput gathers everything the manual of a published version is made of. hidden stands where somebody wrote the
// name of a rep.
func (s *Server) manualInput(ctx context.Context, b hiring.Benchmark, version hiring.BenchmarkVersion, hidden string) (report.Input, error) {
	in := report.Input{Benchmark: b, Version: version, Running: scoring.Engine}
	if err := json.Unmarshal(version.Definition, &in.Definition); err != nil {
		return in, fmt.Errorf("benchmark version %s: %w", version.ID, err)
	}
	if err := json.Unmarshal(version.Health, &in.Health); err != nil {
		return in, fmt.Errorf("benchmark version %s: %w", version.ID, err)
	}
	var err error
	if in.Themes, err = app.ReadThemes(version.Themes); err != nil {
		return in, err
	}
	if err := manualKept(&in); err != nil {
		return in, err
	}
	for _, fill := range []func(context.Context, *report.Input) error{s.manualCompany, s.manualQuestions, s.manualAudit, s.manualCandidates} {
		if err := fill(ctx, &in); err != nil {
			return in, err
		}
	}
	return in, s.manualPeople(ctx, &in, hidden)
}

// manualKept is what was measured of the engine and is kept with the program.
func manualKept(in *report.Input) error {
	simulation, err := simulate.Kept()
	if err != nil {
		return err
	}
	evaluation, err := report.KeptEvaluation()
	if err != nil {
		return err
	}
	negatives, err := report.KeptNegatives()
	if err != nil {
		return err
	}
	in.Simulation, in.Evaluation, in.Negatives = &simulation, &evaluation, &negatives
	return nil
}

// manualCompany adds the company, the position, the values asked about and the other versions.
func (s *Server) manualCompany(ctx context.Context, in *report.Input) (err error) {
	st := s.app.Store()
	if in.Organization, err = st.Organization(ctx); err != nil {
		return err
	}
	if id := in.Benchmark.PositionID; id != nil {
		p, err := st.Position(ctx, *id)
		if err != nil {
			return err
		}
		in.Position = &p
	}
	if in.Versions, err = st.BenchmarkVersions(ctx, in.Benchmark.ID); err != nil {
		return err
	}
	values, err := st.AllValues(ctx)
	for _, v := range values {
		if slices.ContainsFunc(in.Definition.Questions, func(q scoring.Question) bool { return q.Value == v.ID.String() }) {
			in.Values = append(in.Values, v)
		}
	}
	return err
}

// manualQuestions adds the questions as they were worded then, and what was left out.
func (s *Server) manualQuestions(ctx context.Context, in *report.Input) error {
	st := s.app.Store()
	for _, q := range in.Definition.Questions {
		id, err := uuid.Parse(q.ID)
		if err != nil {
			return fmt.Errorf("benchmark version %s: %w", in.Version.ID, err)
		}
		v, err := st.QuestionVersion(ctx, id)
		if err != nil {
			return err
		}
		in.Questions = append(in.Questions, v)
	}
	have, err := st.BenchmarkQuestions(ctx, in.Benchmark.ID)
	if err != nil {
		return err
	}
	in.Excluded = slices.DeleteFunc(have, func(q hiring.BenchmarkQuestion) bool { return !q.Excluded() })
	in.LeftOut, err = st.AnswerExclusions(ctx, in.Benchmark.ID)
	return err
}

// manualAudit adds what was done to the benchmark, all of it.
func (s *Server) manualAudit(ctx context.Context, in *report.Input) error {
	for before := int64(0); ; {
		page, err := s.app.Store().AuditEntries(ctx, store.AuditFilter{Object: "benchmark", ObjectID: in.Benchmark.ID.String(), Before: before, Limit: store.MaxAuditEntries})
		if err != nil {
			return err
		}
		in.Entries = append(in.Entries, page...)
		if len(page) < store.MaxAuditEntries {
			return nil
		}
		before = page[len(page)-1].Seq
	}
}

// manualCandidates adds what the newest candidates answered, how they were rated, and what was done with the version.
func (s *Server) manualCandidates(ctx context.Context, in *report.Input) error {
	st := s.app.Store()
	use, err := st.UseOfVersion(ctx, in.Version.ID)
	if err != nil {
		return err
	}
	in.Use = report.Use{
		Requisitions: use.Requisitions, Applications: use.Applications, Submitted: use.Submitted, Decided: use.Decided,
		Accommodations: use.Accommodations, Granted: use.Granted, OtherWay: use.OtherWay, Declined: use.Declined, Waivers: use.Waivers,
	}
	policies, err := st.PoliciesOfVersion(ctx, in.Version.ID)
	if err != nil {
		return err
	}
	for _, p := range policies {
		if p.TextCounts {
			in.Use.TextCounts++
		}
	}
	if in.Results, err = s.app.NewestResults(ctx, in.Version.ID); err != nil {
		return err
	}
	in.Ratings, err = s.app.NewestRatings(ctx, in.Version.ID)
	return err
}

// manualPeople adds what is told of the reps in sums, and takes their names out of what HR wrote.
func (s *Server) manualPeople(ctx context.Context, in *report.Input, hidden string) error {
	people, err := s.app.Store().Incumbents(ctx, in.Benchmark.ID)
	if err != nil {
		return err
	}
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	nameless := func(text string) string { return redact.HideNames(text, "", names, hidden) }
	for i := range in.Excluded {
		in.Excluded[i].ExcludedReason = nameless(in.Excluded[i].ExcludedReason)
	}
	for i := range in.LeftOut {
		in.LeftOut[i].Reason = nameless(in.LeftOut[i].Reason)
	}
	for i := range in.Themes {
		in.Themes[i].Name, in.Themes[i].Reason = nameless(in.Themes[i].Name), nameless(in.Themes[i].Reason)
	}
	for i := range in.Versions {
		in.Versions[i].Note = nameless(in.Versions[i].Note)
	}
	for _, p := range people {
		if p.ErasedAt == nil && slices.ContainsFunc(in.Definition.Exemplars, func(r scoring.Respondent) bool { return r.ID == p.ID.String() }) {
			in.Exemplars = append(in.Exemplars, p)
		}
	}
	if in.Running != in.Version.Engine {
		return nil // the running engine would compute something else
	}
	in.Incumbents, err = s.app.IncumbentAlignments(ctx, in.Version.ID)
	return err
}
