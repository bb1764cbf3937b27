package app

import (
	"context"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// Waiting is what waits for one user: the steps to a first comparison, and what is due.
type Waiting struct {
	Steps  []Step
	Due    store.Due
	More   More                  // what is due elsewhere, beyond what is listed
	Coming []store.InterviewLine // the user's interviews of the next days
	Cards  []store.InterviewLine // held, and the user's scorecard is not in
	Second []store.ProposalDue   // decisions that wait for the user to confirm them
	Nobody bool                  // nothing is due

	Requests    int // candidates' requests that wait for the user
	FailedMails int // mails somebody has to look at
}

// MostDue is how many requisitions the first page names for each kind of thing that is due.
const MostDue = 8

// More counts the requisitions, beyond those named, where something of a kind is due.
type More struct{ Decide, Rate, Answer, Reps, Leaks int }

// shorten leaves of each kind what is most, and counts the rest.
func (w *Waiting) shorten() {
	for _, x := range []struct {
		list *[]store.DueItem
		more *int
	}{{&w.Due.Decide, &w.More.Decide}, {&w.Due.Rate, &w.More.Rate}, {&w.Due.Answer, &w.More.Answer}, {&w.Due.Reps, &w.More.Reps}, {&w.Due.Leaks, &w.More.Leaks}} {
		if n := len(*x.list); n > MostDue {
			*x.list, *x.more = (*x.list)[:MostDue], n-MostDue
		}
	}
}

// Step is one step of the way to a first comparison.
type Step struct {
	Key, Href string
	Done      bool
	Next      bool // the first that is not done
}

// WaitingFor gathers what waits for a user.
func (a *App) WaitingFor(ctx context.Context, u hiring.User) (Waiting, error) {
	var w Waiting
	var err error
	if u.Is(hiring.HR) {
		if w.Steps, err = a.firstSteps(ctx); err != nil {
			return w, err
		}
	}
	if u.Is(hiring.HR, hiring.Recruiter, hiring.Interviewer) {
		if w.Due, err = a.store.DueFor(ctx, u.ID, u.Is(hiring.HR)); err != nil {
			return w, err
		}
		if w.Due.Answer, err = a.answerable(ctx, u, w.Due.Answer); err != nil {
			return w, err
		}
		if err = a.interviewsWaiting(ctx, u, &w); err != nil {
			return w, err
		}
	}
	if u.Is(hiring.HR, hiring.Recruiter) {
		if w.Second, err = a.store.ProposalsDue(ctx, u.ID, u.Is(hiring.HR), mostWaiting); err != nil {
			return w, err
		}
	}
	if err := a.afterwardsWaiting(ctx, u, &w); err != nil {
		return w, err
	}
	w.Nobody = w.Requests == 0 && w.FailedMails == 0 && len(w.Steps) == 0 && len(w.Due.Decide) == 0 && len(w.Due.Rate) == 0 && len(w.Due.Answer) == 0 && len(w.Due.Reps) == 0 && len(w.Due.Leaks) == 0 &&
		len(w.Coming) == 0 && len(w.Cards) == 0 && len(w.Second) == 0
	w.shorten()
	return w, nil
}

// afterwardsWaiting counts what candidates ask for after a decision, and mails that did not reach anybody.
func (a *App) afterwardsWaiting(ctx context.Context, u hiring.User, w *Waiting) (err error) {
	if u.Is(hiring.HR, hiring.Recruiter) {
		if w.Requests, err = a.RequestsWaiting(ctx, u); err != nil {
			return err
		}
	}
	if u.Is(hiring.HR, hiring.Admin) {
		w.FailedMails, err = a.store.CountFailedMails(ctx)
	}
	return err
}

// What the first page shows of interviews: those of a week, a handful of each kind.
const (
	waitingDays = 7
	mostWaiting = 5
)

// interviewsWaiting gathers the interviews before a user and the scorecards that are waited for.
func (a *App) interviewsWaiting(ctx context.Context, u hiring.User, w *Waiting) (err error) {
	now := a.Now()
	if w.Coming, err = a.store.InterviewsBetween(ctx, u.ID, now, now.AddDate(0, 0, waitingDays), mostWaiting); err != nil {
		return err
	}
	w.Cards, err = a.store.ScorecardsDue(ctx, u.ID, now, mostWaiting)
	return err
}

// answerable keeps, of the requisitions where requests for another way to answer wait, those whose requests a user
// answers: whoever rates is not to learn that there is one.
func (a *App) answerable(ctx context.Context, u hiring.User, waiting []store.DueItem) ([]store.DueItem, error) {
	if len(waiting) == 0 {
		return nil, nil
	}
	staff, err := a.store.Users(ctx)
	if err != nil {
		return nil, err
	}
	var out []store.DueItem
	for _, item := range waiting {
		r, err := a.store.Requisition(ctx, item.ID)
		if err != nil {
			return nil, err
		}
		if r.AnswersRequests(u, staff) {
			out = append(out, item)
		}
	}
	return out, nil
}

// firstSteps lists the way to a first comparison, until it has been gone.
func (a *App) firstSteps(ctx context.Context) ([]Step, error) {
	done, err := a.store.FirstSteps(ctx)
	if err != nil {
		return nil, err
	}
	steps := []Step{
		{Key: "philosophy", Href: "/philosophy/edit", Done: done.Philosophy},
		{Key: "values", Href: "/values", Done: done.Values},
		{Key: "benchmark", Href: "/benchmarks", Done: done.Benchmark},
		{Key: "publish", Href: "/benchmarks", Done: done.Published},
		{Key: "requisition", Href: "/requisitions", Done: done.Requisition},
	}
	for i := range steps {
		if !steps[i].Done {
			steps[i].Next = true
			return steps, nil
		}
	}
	return nil, nil
}
