package store_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// sitting is an interview with one panelist who has begun a scorecard.
type sitting struct {
	t         *testing.T
	store     *store.Store
	round     *openRound
	interview hiring.Interview
	panelist  uuid.UUID
	card      hiring.Scorecard
}

func newSitting(t *testing.T, s *store.Store) *sitting {
	t.Helper()
	ctx, r := context.Background(), newOpenRound(t, s)
	must(t, s.SetRequisitionQuestions(ctx, r.requisition.ID, r.bench.questions))
	a := r.apply("Cem", uuid.NewString()+"@example.org")
	x := &sitting{t: t, store: s, round: r, panelist: uuid.New()}
	x.interview = hiring.Interview{
		ID: uuid.New(), ApplicationID: a.ID, RequisitionID: r.requisition.ID, StartsAt: noon(), Minutes: 60, TimeZone: "UTC",
		Language: hiring.Turkish, ClosesAt: noon().AddDate(0, 0, 3), CreatedBy: r.owner.ID, CreatedAt: noon(), Version: 1,
	}
	must(t, s.AddInterview(ctx, x.interview))
	must(t, s.AddPanelists(ctx, []hiring.Panelist{{ID: x.panelist, InterviewID: x.interview.ID, Name: "Ana", Email: "ana@example.org", Language: hiring.English, AddedAt: noon()}}))
	x.card = need(s.BeginScorecard(ctx, x.begins()))(t)
	return x
}

func (x *sitting) begins() hiring.Scorecard {
	return hiring.Scorecard{ID: uuid.New(), InterviewID: x.interview.ID, PanelistID: x.panelist, StartedAt: noon()}
}

// line is a line of the first question, made from a version.
func (x *sitting) line(version int, notes string) hiring.ScorecardLine {
	return hiring.ScorecardLine{
		ScorecardID: x.card.ID, Subject: hiring.OfQuestion, SubjectID: x.round.bench.questions[0], Version: version, SavedAt: noon(),
		Body: hiring.ScorecardBody{Notes: notes, Level: 4, ProbesUsed: []int{0, 2}},
	}
}

// saving runs a test of saves both ways they go: alone, through the batch, and within a transaction.
func saving(t *testing.T, test func(x *sitting, put func(hiring.ScorecardLine) (hiring.ScorecardLine, error))) {
	t.Helper()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		alone := newSitting(t, s)
		test(alone, func(l hiring.ScorecardLine) (hiring.ScorecardLine, error) { return s.SaveLine(context.Background(), l) })
		inside := newSitting(t, s)
		test(inside, func(l hiring.ScorecardLine) (saved hiring.ScorecardLine, err error) {
			var refused error
			must(t, s.Tx(context.Background(), func(ctx context.Context) error {
				saved, refused = s.SaveLine(ctx, l)
				return nil
			}))
			return saved, refused
		})
	})
}

func TestALineNeedsTheVersionItWasMadeFrom(t *testing.T) {
	t.Parallel()
	saving(t, func(x *sitting, put func(hiring.ScorecardLine) (hiring.ScorecardLine, error)) {
		for _, step := range []struct {
			what    string
			version int
			notes   string
			key     string
			stands  int
			says    string
		}{
			{"the first", 0, "one", "", 1, "one"},
			{"the first once more, its acknowledgement lost", 0, "one", "", 1, "one"},
			{"another device, also new", 0, "theirs", "error.changed_meanwhile", 1, "one"},
			{"the next", 1, "two", "", 2, "two"},
			{"the next once more, its acknowledgement lost", 1, "two", "", 2, "two"},
			{"from an old version", 1, "mine", "error.changed_meanwhile", 2, "two"},
			{"a version that never was", 9, "mine", "error.changed_meanwhile", 2, "two"},
			{"after both were seen", 2, "mine", "", 3, "mine"},
		} {
			stands, err := put(x.line(step.version, step.notes))
			if step.key == "" {
				must(x.t, err)
			} else {
				wantKey(x.t, err, hiring.Conflict, step.key)
			}
			if want := x.line(step.stands, step.says); !cmp.Equal(stands, want) {
				x.t.Errorf("%s: (-want +got)\n%s", step.what, cmp.Diff(want, stands))
			}
		}
		card := need(x.store.ScorecardOf(context.Background(), x.panelist))(x.t)
		if want := []hiring.ScorecardLine{x.line(3, "mine")}; !cmp.Equal(card.Lines, want) {
			x.t.Errorf("stored (-want +got)\n%s", cmp.Diff(want, card.Lines))
		}
	})
}

func TestAScorecardThatIsInTakesNoLine(t *testing.T) {
	t.Parallel()
	saving(t, func(x *sitting, put func(hiring.ScorecardLine) (hiring.ScorecardLine, error)) {
		ctx := context.Background()
		need(put(x.line(0, "kept")))(x.t)
		must(x.t, x.store.SubmitScorecard(ctx, x.card.ID, noon().Add(time.Hour)))
		if again := need(put(x.line(0, "kept")))(x.t); again.Version != 1 {
			x.t.Errorf("the save whose acknowledgement was lost: version %d, want 1", again.Version)
		}
		stands, err := put(x.line(1, "too late"))
		wantKey(x.t, err, hiring.Conflict, "error.already_submitted")
		if stands.Body.Notes != "kept" {
			x.t.Errorf("%q stands, want what was handed in", stands.Body.Notes)
		}
		other := x.line(0, "new")
		other.SubjectID = x.round.bench.questions[1]
		_, err = put(other)
		wantKey(x.t, err, hiring.Conflict, "error.already_submitted")
		_, err = x.store.SaveOverall(ctx, x.card)
		wantKey(x.t, err, hiring.Conflict, "error.already_submitted")
		wantKey(x.t, x.store.SubmitScorecard(ctx, x.card.ID, noon()), hiring.Conflict, "error.already_submitted")
		none := x.line(0, "nobody's")
		none.ScorecardID = uuid.New()
		if _, err := put(none); hiring.KindOf(err) != hiring.NotFound {
			x.t.Errorf("no such scorecard: got %v", err)
		}
	})
}

func TestTheOverallWordNeedsTheVersionItWasMadeFrom(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, x := context.Background(), newSitting(t, s)
		word := func(version int, r hiring.Recommendation, summary string) (hiring.Scorecard, error) {
			c := x.card
			c.Version, c.Recommendation, c.Summary, c.SavedAt = version, r, summary, noon()
			return s.SaveOverall(ctx, c)
		}
		for range 2 { // the second time its acknowledgement had been lost
			if got := need(word(1, hiring.Yes, "Steady."))(t); got.Version != 2 || got.Recommendation != hiring.Yes || got.Summary != "Steady." {
				t.Errorf("saved %v", got)
			}
		}
		stands, err := word(1, hiring.No, "Mine.")
		wantKey(t, err, hiring.Conflict, "error.changed_meanwhile")
		if stands.Version != 2 || stands.Recommendation != hiring.Yes || stands.Summary != "Steady." {
			t.Errorf("%v stands, want what was saved first", stands)
		}
		if _, err := s.SaveOverall(ctx, hiring.Scorecard{ID: uuid.New(), Version: 1}); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("no such scorecard: got %v", err)
		}
	})
}

func TestBeginningTwiceBeginsOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x := newSitting(t, s)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if again, err := s.BeginScorecard(context.Background(), x.begins()); err != nil || again.ID != x.card.ID {
					t.Errorf("began %v, %v; want the one that was there", again.ID, err)
				}
			})
		}
		all.Wait()
	})
}

func TestManyInterviewsSaveAtOnceAndOfTwoDevicesOneWins(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		const interviews, saves = 25, 8
		sittings := make([]*sitting, interviews)
		for i := range sittings {
			sittings[i] = newSitting(t, s)
		}
		var all sync.WaitGroup
		var won atomic.Int64
		for _, x := range sittings {
			all.Go(func() { x.types(saves) })
			for device := range 2 {
				all.Go(func() {
					l := x.line(0, fmt.Sprint("device ", device))
					l.SubjectID = x.round.bench.questions[1]
					if _, err := s.SaveLine(context.Background(), l); err == nil {
						won.Add(1)
					} else {
						wantKey(t, err, hiring.Conflict, "error.changed_meanwhile")
					}
				})
			}
		}
		all.Wait()
		if won.Load() != interviews {
			t.Errorf("%d first saves of two devices won, want one in each of %d interviews", won.Load(), interviews)
		}
		for _, x := range sittings {
			card := need(s.ScorecardOf(context.Background(), x.panelist))(t)
			if got := card.Line(hiring.OfQuestion, x.round.bench.questions[0]); got.Version != saves || got.Body.Notes != fmt.Sprint("save ", saves) {
				t.Errorf("stored version %d %q", got.Version, got.Body.Notes)
			}
		}
	})
}

// types saves the first question's notes n times, each from the version before.
func (x *sitting) types(n int) {
	for i := range n {
		l, err := x.store.SaveLine(context.Background(), x.line(i, fmt.Sprint("save ", i+1)))
		if err != nil || l.Version != i+1 {
			x.t.Errorf("save %d: version %d, %v", i+1, l.Version, err)
			return
		}
	}
}

// TestWhatIsHandedInIsWhatWasAcknowledged submits while somebody still saves: whatever was acknowledged is in the
// scorecard as it reads within the transaction that locks it.
func TestWhatIsHandedInIsWhatWasAcknowledged(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		x := newSitting(t, s)
		var all sync.WaitGroup
		acknowledged, locked := 0, make(chan struct{})
		all.Go(func() {
			for {
				l, err := s.SaveLine(context.Background(), x.line(acknowledged, "typed"))
				if err != nil {
					wantKey(t, err, hiring.Conflict, "error.already_submitted")
					return
				}
				if acknowledged = l.Version; acknowledged == 3 {
					close(locked)
				}
			}
		})
		<-locked
		var read int
		must(t, s.Tx(context.Background(), func(ctx context.Context) error {
			must(t, s.SubmitScorecard(ctx, x.card.ID, noon()))
			card, err := s.ScorecardOf(ctx, x.panelist)
			read = card.Line(hiring.OfQuestion, x.round.bench.questions[0]).Version
			return err
		}))
		all.Wait()
		if read != acknowledged {
			t.Errorf("handed in version %d, acknowledged %d", read, acknowledged)
		}
	})
}

func TestALineIsAboutWhatTheInterviewAsks(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx, x := context.Background(), newSitting(t, s)
		asked, kept := x.round.bench.questions[0], x.round.bench.questions[1]
		known := func(of hiring.Subject, id uuid.UUID) bool {
			got := need(s.LineTarget(ctx, x.panelist, of, id))(t)
			if got.Scorecard != x.card.ID {
				t.Errorf("scorecard %v, want %v", got.Scorecard, x.card.ID)
			}
			return got.Known()
		}
		check := func(what string, got, want bool) {
			t.Helper()
			if got != want {
				t.Errorf("%s: known %v, want %v", what, got, want)
			}
		}
		check("a question of the requisition", known(hiring.OfQuestion, kept), true)
		check("its value", known(hiring.OfValue, x.round.value), true)
		check("a question taken for a value", known(hiring.OfValue, asked), false)
		check("a value taken for a question", known(hiring.OfQuestion, x.round.value), false)
		check("something else", known(hiring.OfQuestion, uuid.New()), false)
		g := hiring.DefaultGuide(x.interview.RequisitionID)
		g.Questions, g.CreatedAt = []uuid.UUID{asked}, noon()
		must(t, s.AddInterviewGuide(ctx, g))
		check("a question of the guide", known(hiring.OfQuestion, asked), true)
		check("one the guide leaves out", known(hiring.OfQuestion, kept), false)
		must(t, s.Exec(ctx, `INSERT INTO waivers (application_id, question_version_id, granted_by, granted_at) VALUES (?, ?, ?, 0)`, x.interview.ApplicationID, asked, x.round.owner.ID))
		check("one waived for the candidate", known(hiring.OfQuestion, asked), false)
		if _, err := s.LineTarget(ctx, uuid.New(), hiring.OfQuestion, asked); hiring.KindOf(err) != hiring.NotFound {
			t.Errorf("nothing begun: got %v", err)
		}
	})
}
