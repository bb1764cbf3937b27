package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/stats"
	"touchstone/internal/store"
)

// FewestReported is how many candidates a figure rests on at least when the reader is blind to some: of fewer, it would
// tell of one.
const FewestReported = 5

// RequisitionReport is what a requisition as a whole shows, without anybody in particular.
type RequisitionReport struct {
	Requisition hiring.Requisition
	View        hiring.ExportView
	Way         store.Funnel // of everybody, as far as handing in
	Known       store.Funnel // of whom the reader may know what became of them
	LeftOut     int          // whom they may not, yet
	Hidden      error        // why nothing beyond handing in is told, or nil
	Few         bool         // so few that nothing is told at all
	Spans       []ReportSpan
	Languages   map[hiring.Language][2]int // attempts by link: begun, handed in
	Questions   []ReportQuestion
	Unsent      int // attempts with an answer to the last question that were not handed in
	Bins        []store.FitBin
	Undefined   map[string]int
	Flagged     map[bool]map[hiring.Outcome]int
	Benchmark   store.BenchmarkName
	Health      scoring.Health
	Ratings     []RaterQuality
	At          time.Time
}

// ReportSpan is how long one stretch of the way takes.
type ReportSpan struct {
	Span store.Span
	stats.Survival
}

// ReportQuestion is how far people came at one question.
type ReportQuestion struct {
	hiring.AssessmentQuestion
	Reached, Answered, Blank, Stopped int
}

// Report gathers a requisition's report as a user may see it. Whoever has candidates still to rate sees of how people
// came to hand in everything, and of what became of them only those they may know of, and not of fewer than five; in a
// round that compares, nothing of that before the discussion.
func (a *App) Report(ctx context.Context, user hiring.User, requisition uuid.UUID) (RequisitionReport, error) {
	r, err := a.store.Requisition(ctx, requisition)
	if err != nil {
		return RequisitionReport{}, err
	}
	out := RequisitionReport{Requisition: r, View: hiring.ExportViewOf(user, r), At: a.Now()}
	if !out.View.Rows {
		return out, hiring.Missing("report")
	}
	everybody := store.ExportScope{Requisition: r.ID, Reader: uuid.Nil}
	scope, hidden := exportScope(user, r, "")
	if hidden == nil {
		_, out.LeftOut, err = a.store.CountExported(ctx, scope)
	}
	if err != nil {
		return out, err
	}
	out.Hidden = hidden
	if err := a.reportWay(ctx, everybody, &out); err != nil || out.Few {
		return out, err
	}
	if err := a.reportBenchmark(ctx, &out); err != nil || hidden != nil {
		return out, err
	}
	if err := a.reportKnown(ctx, user, scope, &out); err != nil {
		return out, err
	}
	return out, a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, UserActor(user.ID), "requisition.report_viewed", "requisition", r.ID)
	})
}

// blind tells whether the reader is told less than everything.
func (r RequisitionReport) blind() bool { return r.Hidden != nil || r.LeftOut > 0 }

// reportWay gathers how people came to hand in.
func (a *App) reportWay(ctx context.Context, everybody store.ExportScope, out *RequisitionReport) (err error) {
	if out.Way, err = a.store.Funnel(ctx, everybody, out.At); err != nil {
		return err
	}
	if out.Few = out.blind() && out.Way.Invited < FewestReported; out.Few {
		return nil
	}
	if err := a.reportSpans(ctx, everybody, out, store.UntilOpened, store.UntilStarted, store.UntilSubmitted); err != nil {
		return err
	}
	var tallies []store.QuestionTally
	if out.Languages, tallies, err = a.store.Completion(ctx, everybody); err != nil {
		return err
	}
	asked, err := a.store.RequisitionAssessment(ctx, out.Requisition.ID)
	out.Questions = reportQuestions(asked.Questions, tallies, out.Languages)
	if n := len(tallies); n > 0 {
		out.Unsent = tallies[n-1].LastOfUnsubmitted
	}
	return err
}

// reportQuestions turns tallies into how many came so far: who handed in saw every question, who did not saw the one
// after their last answer.
func reportQuestions(asked []hiring.AssessmentQuestion, tallies []store.QuestionTally, languages map[hiring.Language][2]int) []ReportQuestion {
	begun, handedIn := 0, 0
	for _, n := range languages {
		begun, handedIn = begun+n[0], handedIn+n[1]
	}
	var out []ReportQuestion
	reached := begun
	for i, t := range tallies {
		if i >= len(asked) {
			break
		}
		q := ReportQuestion{AssessmentQuestion: asked[i], Reached: reached, Answered: t.Answered, Blank: handedIn - t.AnsweredAndIn, Stopped: t.FirstOfUnsubmitted}
		if i > 0 {
			q.Stopped = tallies[i-1].LastOfUnsubmitted
		}
		reached -= q.Stopped
		out = append(out, q)
	}
	return out
}

func (a *App) reportSpans(ctx context.Context, scope store.ExportScope, out *RequisitionReport, spans ...store.Span) error {
	now := out.Requisition.WaitedUntil(out.At)
	for _, x := range spans {
		stretches, err := a.store.Stretches(ctx, scope, x, now)
		if err != nil {
			return err
		}
		lasted := make([]stats.Lasted, len(stretches))
		for i, s := range stretches {
			lasted[i] = stats.Lasted{Time: s.Took.Minutes(), Ended: s.Ended, Waiting: s.Waiting}
		}
		out.Spans = append(out.Spans, ReportSpan{x, stats.NewSurvival(lasted)})
	}
	return nil
}

// reportBenchmark reads what candidates are compared with, as it was frozen.
func (a *App) reportBenchmark(ctx context.Context, out *RequisitionReport) (err error) {
	version := out.Requisition.BenchmarkVersionID
	if version == nil {
		return nil
	}
	if out.Benchmark, err = a.store.BenchmarkNameOf(ctx, *version); err != nil {
		return err
	}
	if err := json.Unmarshal(out.Benchmark.Health, &out.Health); err != nil {
		return fmt.Errorf("health of benchmark version %s: %w", *version, err)
	}
	return nil
}

// reportKnown gathers what became of the candidates the reader may know of.
func (a *App) reportKnown(ctx context.Context, user hiring.User, scope store.ExportScope, out *RequisitionReport) (err error) {
	if out.Known = out.Way; out.LeftOut > 0 {
		if out.Known, err = a.store.Funnel(ctx, scope, out.At); err != nil {
			return err
		}
	}
	if out.blind() && out.Known.Invited < FewestReported {
		out.Hidden, out.Known = hiring.Clash("report.problem.few", "Count", FewestReported), store.Funnel{}
		return nil
	}
	if err := a.reportSpans(ctx, scope, out, store.UntilRated, store.UntilDecided); err != nil {
		return err
	}
	if out.Bins, err = a.store.FitBins(ctx, scope); err != nil {
		return err
	}
	if out.Undefined, err = a.store.UndefinedFits(ctx, scope); err != nil {
		return err
	}
	if out.Flagged, err = a.store.FlaggedOutcomes(ctx, scope); err != nil {
		return err
	}
	for _, of := range hiring.RatingSources() {
		q, err := a.RaterQuality(ctx, user, scope.Requisition, of)
		if err != nil {
			return err
		}
		if q.Of == of && q.Given > 0 && q.View.Agreement {
			out.Ratings = append(out.Ratings, q)
		}
	}
	return nil
}
