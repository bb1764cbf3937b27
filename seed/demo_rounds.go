package seed

import (
	"cmp"
	"fmt"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// publish publishes version 1 of the benchmark, two days after the last rep has answered.
func (f *filling) publish() error {
	f.clock.pass(47 * time.Hour)
	draft, err := f.a.DraftOf(f.ctx, f.bench.ID)
	if err != nil {
		return err
	}
	_, err = f.a.PublishBenchmark(f.ctx, f.staff[hiring.HR].ID, f.bench.ID, draft.Health.Hash, "First version, autumn 2026.")
	return err
}

// requisitions opens two rounds: one in Leeds, with a panel, and one in İzmir and Zaragoza, where text is
// evidence only.
func (f *filling) requisitions() error {
	f.clock.pass(20 * time.Hour)
	newest, err := f.a.Store().NewestBenchmarkVersion(f.ctx, f.bench.ID)
	if err != nil {
		return err
	}
	values, err := f.a.Store().Values(f.ctx)
	if err != nil {
		return err
	}
	var weights []hiring.RequisitionValue
	for _, v := range values {
		must := v.Library == "honesty" || v.Library == "listening"
		weight := 1.0
		if must {
			weight = 2
		}
		weights = append(weights, hiring.RequisitionValue{ValueID: v.ID, Must: must, Weight: weight})
	}
	base := hiring.Requisition{
		PositionID: *f.bench.PositionID, OwnerID: f.staff[hiring.Recruiter].ID, BenchmarkVersionID: &newest.ID,
		Languages: hiring.Languages(), LinkDays: 60, Values: weights,
	}
	care, planning := base, base
	care.Name, care.Policy = "Customer care, Leeds", hiring.Policy{TextCounts: true, AIUse: hiring.AIDeclared}
	care.Panel = f.panelIDs()
	planning.Name, planning.Policy = "Customer care, İzmir and Zaragoza", hiring.Policy{TextCounts: false, AIUse: hiring.AIAllowed}
	f.rounds = map[string]hiring.Requisition{}
	for key, r := range map[string]*hiring.Requisition{"care": &care, "planning": &planning} {
		opened, err := f.a.OpenRequisition(f.ctx, f.who(hiring.Recruiter), *r)
		if err != nil {
			return fmt.Errorf("demo requisition %s: %w", r.Name, err)
		}
		f.rounds[key] = opened
	}
	f.open.Benchmark, f.open.Care, f.open.Planned = f.bench.ID, f.rounds["care"].ID, f.rounds["planning"].ID
	return nil
}

// candidates invites everybody, lets those answer who do, and scores them the way the worker does.
func (f *filling) candidates() error {
	for _, p := range f.demo.Candidates {
		f.clock.pass(11 * time.Hour / 2)
		r, ok := f.rounds[p.Requisition]
		if !ok {
			return fmt.Errorf("demo candidate %s: no requisition %q", p.Email, p.Requisition)
		}
		invited, err := f.a.InviteCandidates(f.ctx, f.who(hiring.Recruiter), r.ID, []app.NewCandidate{{Name: p.Name, Email: p.Email, Language: p.Language}})
		if err != nil {
			return fmt.Errorf("demo candidate %s: %w", p.Email, err)
		}
		if err := f.follow(p, invited[0]); err != nil {
			return fmt.Errorf("demo candidate %s: %w", p.Email, err)
		}
		f.a.WorkAll(f.ctx)
	}
	return nil
}

// follow takes a candidate as far as the demo's data says.
func (f *filling) follow(p DemoPerson, invited app.Invited) error {
	if p.Stage == hiring.Invited && f.open.CandidateURL != "" {
		return nil
	}
	url, err := f.a.IssueLink(f.ctx, f.who(hiring.Recruiter), invited.Invitation)
	if err != nil {
		return err
	}
	if p.Stage == hiring.Invited {
		f.open.CandidateURL = url
		return nil
	}
	if p.Stage == hiring.Submitted {
		f.received[p.Email] = invited.ID
	}
	return f.answer(url, p, p.Stage == hiring.Submitted)
}

// afterwards records the decisions that people have made by now.
func (f *filling) afterwards() error {
	for _, d := range f.demo.Company.Decisions {
		id, ok := f.received[d.Email]
		if !ok {
			return fmt.Errorf("demo decision: %s has not submitted", d.Email)
		}
		f.clock.pass(2 * time.Hour)
		made := app.NewDecision{Outcome: d.Outcome, Reasons: d.Reasons, Reason: d.Reason, Departure: d.Departure}
		if _, err := f.a.Decide(f.ctx, f.staff[cmp.Or(d.By, hiring.HR)], id, made); err != nil {
			return fmt.Errorf("demo decision on %s: %w", d.Email, err)
		}
	}
	return nil
}
