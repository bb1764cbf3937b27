package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// servedRound is a round whose benchmark was published with a service outside.
type servedRound struct {
	scoredRound
	service *testkit.Service
	admin   hiring.User
}

func newServedRound(t *testing.T) servedRound {
	t.Helper()
	return newServedRoundIn(t, testkit.Store(t))
}

func newServedRoundIn(t *testing.T, s *store.Store) servedRound {
	t.Helper()
	a := companyIn(s)
	r := servedRound{scoredRound{app: a, store: s, owner: scoringUser(t, s, "owner", hiring.Recruiter)}, testkit.NewService(t), scoringUser(t, s, "admin", hiring.Admin)}
	r.use(t)
	r.Round = testkit.NewRound(t, a, r.owner, 12, nil)
	return r
}

// use puts the service to use.
func (r servedRound) use(t *testing.T) hiring.Representation {
	t.Helper()
	used, err := r.app.UseRepresentation(context.Background(), r.admin.ID, r.service.URL+"/", testkit.ServiceModel)
	ok(t, err)
	return used
}

// handIn lets a new candidate hand in good answers, with a text of their own.
func (r servedRound) handIn(name, text string) (hiring.Application, hiring.Attempt) {
	a := r.Candidate(name)
	return a, r.Submit(a, r.Bodies(text, 8, "a", "ab", "abc"))
}

// Two answers that are no copy of each other.
const (
	oneText   = "A bill went to the wrong family. I rang the customer, said that the mistake was mine and called again in the evening to hear how it had gone."
	otherText = "I mixed up two orders on a busy Friday. My colleague noticed, and I drove to both houses after work, owned up and swapped the boxes at no charge."
)

func (r servedRound) jobs(t *testing.T) store.JobCounts {
	t.Helper()
	n, err := r.store.JobCounts(context.Background(), "", r.app.Now())
	ok(t, err)
	return n
}

func TestAScoreWaitsForTheServiceItsBenchmarkWasPublishedWith(t *testing.T) {
	t.Parallel()
	r, ctx := newServedRound(t), context.Background()
	first, attempt := r.handIn("First", oneText)
	r.app.WorkAll(ctx)
	if !r.result(t, attempt.ID, first.ID).Overall.Fit.Defined() {
		t.Fatal("a candidate has no fit while the service answers")
	}
	r.service.Down(true)
	late, _ := r.handIn("Late", otherText)
	blank, _ := r.handIn("Blank", "")
	r.app.WorkAll(ctx)
	if n := r.jobs(t); n.Held != 1 || n.Dead != 0 || len(r.scores(t, late.ID)) != 0 {
		t.Fatalf("%+v while the service is down: want one job that waits, and no score by anything else", n)
	}
	if len(r.scores(t, blank.ID)) != 1 {
		t.Error("who left the text blank waits as well")
	}
	for range 2 * store.MostJobAttempts {
		r.app.WorkAll(ctx)
	}
	if n := r.jobs(t); n.Held != 1 || n.Dead != 0 {
		t.Errorf("%+v after a long time: want the job still to wait", n)
	}
	r.service.Down(false)
	r.app.WorkAll(ctx)
	if n := r.jobs(t); n.Held != 0 || len(r.scores(t, late.ID)) != 1 {
		t.Errorf("%+v once the service answers: want every score made", n)
	}
}

// A program that was started anew, which knows only what is stored.
func TestAServiceIsAskedOnceAndTheSameVectorsGiveTheSameScore(t *testing.T) {
	t.Parallel()
	s, path := testkit.FileStore(t)
	r, ctx, db := newServedRoundIn(t, s), context.Background(), testkit.Raw(t, path)
	a, attempt := r.handIn("Ada", oneText)
	r.app.WorkAll(ctx)
	want, asked := r.result(t, attempt.ID, a.ID), r.service.Asked()
	_, err := db.Exec("DELETE FROM scores")
	ok(t, err)
	_, err = db.Exec("UPDATE outbox SET done_at = NULL, locked_until = 0, payload = ? WHERE dedupe = ?", attempt.ID.String(), "score:"+attempt.ID.String())
	ok(t, err)
	companyIn(r.store).WorkAll(ctx)
	if again := r.service.Asked(); again != asked {
		t.Errorf("asked about %d texts again", again-asked)
	}
	if diff := cmp.Diff(want, r.result(t, attempt.ID, a.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestNoOtherRepresentationTakesItsPlace(t *testing.T) {
	t.Parallel()
	r, ctx := newServedRound(t), context.Background()
	ok(t, r.app.EndRepresentation(ctx, r.admin.ID))
	a, _ := r.handIn("Ada", oneText)
	r.app.WorkAll(ctx)
	if n := r.jobs(t); n.Held != 1 || len(r.scores(t, a.ID)) != 0 {
		t.Fatalf("%+v when the service was ended: want one that waits", n)
	}
	r.service.Resize(32) // another model under the same name is another representation
	r.use(t)
	r.app.WorkAll(ctx)
	if n := r.jobs(t); n.Held != 1 || len(r.scores(t, a.ID)) != 0 {
		t.Fatalf("%+v when the model has another size: want one that waits", n)
	}
	r.service.Resize(64)
	r.use(t)
	r.app.WorkAll(ctx)
	if len(r.scores(t, a.ID)) != 1 {
		t.Error("the score is not made with the service back in use")
	}
}

func TestAModelThatIsReplacedBehindTheSameNameIsNoticed(t *testing.T) {
	t.Parallel()
	r, ctx := newServedRound(t), context.Background()
	r.service.Resize(32)
	r.handIn("Ada", oneText)
	r.app.WorkAll(ctx)
	state, err := r.app.RepresentationState(ctx)
	ok(t, err)
	if state.Waiting != 1 || state.Trouble != "wrong_size" {
		t.Errorf("%+v", state)
	}
}

func TestADraftIsPublishedWithTheServiceInUse(t *testing.T) {
	t.Parallel()
	c, ctx, service := newCare(t), context.Background(), testkit.NewService(t)
	c.imported(t, 12, 12)
	plain := c.draft(t)
	used, err := c.app.UseRepresentation(ctx, c.owner, service.URL, testkit.ServiceModel)
	ok(t, err)
	d := c.draft(t)
	if d.Definition.Representation != used.Key || d.Health.Hash == plain.Health.Hash {
		t.Errorf("the draft pins %q", d.Definition.Representation)
	}
	v, err := c.app.PublishBenchmark(ctx, c.owner, c.benchmark.ID, d.Health.Hash, "")
	ok(t, err)
	if v.Hash != d.Health.Hash {
		t.Errorf("published with hash %s, seen was %s", v.Hash, d.Health.Hash)
	}
	c.importOneMore(t, 12)
	service.Down(true)
	if _, err := c.app.DraftOf(ctx, c.benchmark.ID); hiring.KindOf(err) != hiring.Conflict {
		t.Errorf("a draft with new texts while the service is down: %v, want to be told", err)
	}
	ok(t, c.app.EndRepresentation(ctx, c.owner))
	if d := c.draft(t); d.Definition.Representation != "" {
		t.Errorf("with no service in use the draft pins %q", d.Definition.Representation)
	}
}

// importOneMore adds top rep n to those imported.
func (c *care) importOneMore(t *testing.T, n int) {
	t.Helper()
	lines := strings.SplitAfter(c.file(n+1, 0), "\n")
	_, _, err := c.app.ImportAnswers(context.Background(), hr(), c.benchmark.ID, strings.NewReader(lines[0]+strings.Join(lines[len(lines)-4:], "")))
	ok(t, err)
}
