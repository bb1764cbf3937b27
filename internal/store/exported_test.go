package store_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// numbers reads every application of a scope, two at a time.
func numbers(t *testing.T, s *store.Store, scope store.ExportScope) (out []int) {
	t.Helper()
	for after := 0; ; {
		some := need(s.ExportedApplications(context.Background(), scope, after, 2))(t)
		if len(some) == 0 {
			return out
		}
		for _, a := range some {
			out = append(out, a.Number)
		}
		after = some[len(some)-1].Number
	}
}

// TestFilesLeaveOutWhomTheReaderIsBlindTo on both databases: on the panel, candidates not rated yet; on the panel of an
// interview, those whose scorecard is awaited, whatever the phase.
func TestFilesLeaveOutWhomTheReaderIsBlindTo(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s) // the owner is on the panel
		other := user("other@example.org", hiring.HR)
		must(t, s.CreateUser(ctx, other))
		var people []hiring.Application
		for i := range 5 {
			people = append(people, r.apply(fmt.Sprint("P", i), fmt.Sprintf("p%d@example.org", i)))
			r.received(people[i], i, 50)
		}
		must(t, s.AddRatings(ctx, []hiring.Rating{{ID: uuid.New(), ApplicationID: people[1].ID, QuestionVersionID: r.question(), RaterID: r.owner.ID, Level: 3, CreatedAt: noon()}}))
		i := hiring.Interview{ID: uuid.New(), ApplicationID: people[2].ID, RequisitionID: r.requisition.ID, StartsAt: noon(), Minutes: 30, TimeZone: "UTC", Language: hiring.English, ClosesAt: noon(), CreatedBy: r.owner.ID, CreatedAt: noon()}
		must(t, s.AddInterview(ctx, i))
		must(t, s.AddPanelists(ctx, []hiring.Panelist{{ID: uuid.New(), InterviewID: i.ID, UserID: &other.ID, Name: "O", Email: "o@example.org", Language: hiring.English, AddedAt: noon()}}))
		for name, tt := range map[string]struct {
			scope store.ExportScope
			want  string
		}{
			"on the panel":          {store.ExportScope{Reader: r.owner.ID, OwnFirst: true}, "[2]"},
			"on it, in discussion":  {store.ExportScope{Reader: r.owner.ID}, "[1 2 3 4 5]"},
			"interviewing":          {store.ExportScope{Reader: other.ID}, "[1 2 4 5]"},
			"nobody's panel":        {store.ExportScope{Reader: uuid.New()}, "[1 2 3 4 5]"},
			"who was asked nothing": {store.ExportScope{Reader: uuid.New(), OwnFirst: true}, "[]"},
			"a stage":               {store.ExportScope{Reader: other.ID, Stage: hiring.Invited}, "[]"},
			"another round":         {store.ExportScope{Reader: other.ID, Requisition: uuid.New()}, "[]"},
		} {
			if tt.scope.Requisition == uuid.Nil {
				tt.scope.Requisition = r.requisition.ID
			}
			got := numbers(t, s, tt.scope)
			if fmt.Sprint(got) != tt.want {
				t.Errorf("%s: %v, want %s", name, got, tt.want)
			}
			in, out, err := s.CountExported(ctx, tt.scope)
			must(t, err)
			if in != len(got) || name == "on the panel" && out != 4 || name == "interviewing" && out != 1 || name == "a stage" && out != 0 {
				t.Errorf("%s: counted %d in and %d out", name, in, out)
			}
		}
	})
}

// question is a question version of the round's bench.
func (r *openRound) question() uuid.UUID {
	r.t.Helper()
	var id string
	must(r.t, r.store.ReadValue(context.Background(), &id, `SELECT id FROM question_versions ORDER BY id LIMIT 1`))
	return uuid.MustParse(id)
}

// TestRowsOfFilesAreReadForABatch on both databases: answers and scorecards only when they are in.
func TestRowsOfFilesAreReadForABatch(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a, _ := r.invited("ada", 3)
		b := r.apply("Bo", "bo@example.org")
		ids, question := []uuid.UUID{a.ID, b.ID}, r.question()
		for i, x := range []hiring.Application{a, b} {
			attempt := hiring.Attempt{ID: uuid.New(), ApplicationID: &x.ID, Mode: hiring.ByLink, Language: hiring.English, StartedAt: noon()}
			need(s.StartAttempt(ctx, attempt))(t)
			need(s.SaveAnswer(ctx, hiring.Answer{AttemptID: attempt.ID, QuestionVersionID: question, Body: hiring.AnswerBody{Text: "said"}, SavedAt: noon()}))(t)
			if i == 0 {
				must(t, s.Exec(ctx, `UPDATE attempts SET submitted_at = 7 WHERE id = ?`, attempt.ID))
			}
		}
		must(t, s.Exec(ctx, `INSERT INTO waivers (application_id, question_version_id, granted_by, granted_at) VALUES (?, ?, ?, 0)`, a.ID, question, r.owner.ID))
		attempts := need(s.ExportedAttempts(ctx, ids))(t)
		if len(attempts) != 1 || attempts[0].Application != a.ID || attempts[0].Answers[question].Body.Text != "said" || !attempts[0].Waived[question] {
			t.Errorf("attempts: %+v", attempts)
		}
		if got := need(s.ExportedInvitations(ctx, ids))(t); len(got) != 1 || got[0].Application != a.ID {
			t.Errorf("invitations: %+v", got)
		}
		must(t, s.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hold, Reason: "wait", By: r.owner.ID, At: noon()}, nil))
		if got := need(s.ExportedDecisions(ctx, ids))(t); len(got) != 1 || got[0].Outcome != hiring.Hold {
			t.Errorf("decisions: %+v", got)
		}
		i := hiring.Interview{ID: uuid.New(), ApplicationID: a.ID, RequisitionID: r.requisition.ID, StartsAt: noon(), Minutes: 30, TimeZone: "UTC", Language: hiring.English, ClosesAt: noon(), CreatedBy: r.owner.ID, CreatedAt: noon()}
		must(t, s.AddInterview(ctx, i))
		member, card := uuid.New(), uuid.New()
		must(t, s.AddPanelists(ctx, []hiring.Panelist{{ID: member, InterviewID: i.ID, Name: "Gül", Email: "g@example.org", Language: hiring.Turkish, AddedAt: noon()}}))
		must(t, s.Exec(ctx, `INSERT INTO scorecards (id, interview_id, panelist_id, started_at, saved_at) VALUES (?, ?, ?, 0, 0)`, card, i.ID, member))
		must(t, s.Exec(ctx, `INSERT INTO scorecard_lines (scorecard_id, subject, subject_id, body, saved_at) VALUES (?, 'question', ?, '{"level":4}', 0)`, card, question))
		if got := need(s.ExportedScorecards(ctx, ids))(t); len(got) > 0 {
			t.Error("a scorecard that is not in is in a file")
		}
		must(t, s.Exec(ctx, `UPDATE scorecards SET submitted_at = 5`))
		must(t, s.AddScorecardRevision(ctx, hiring.ScorecardRevision{ID: uuid.New(), ScorecardID: card, Subject: hiring.OfQuestion, SubjectID: question, Before: 4, After: 2, Reason: "talked", CreatedAt: noon()}, 0))
		got := need(s.ExportedScorecards(ctx, ids))(t)
		if len(got) != 1 || got[0].Panelist != "Gül" || !got[0].Guest || len(got[0].Lines) != 1 || len(got[0].Revisions) != 1 {
			t.Errorf("scorecards: %+v", got)
		}
		held := need(s.ExportedInterviews(ctx, ids))(t)
		if len(held) != 1 || held[0].Panelists != 1 || held[0].HandedIn != 1 {
			t.Errorf("interviews: %+v", held)
		}
	})
}

// TestTheAuditOfARequisitionIsItsOwn on both databases.
func TestTheAuditOfARequisitionIsItsOwn(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		a, i := r.invited("ada", 3)
		must(t, s.Tx(ctx, func(ctx context.Context) error {
			for object, id := range map[string]uuid.UUID{"application": a.ID, "invitation": i.ID, "requisition": r.requisition.ID, "value": r.value, "user": r.owner.ID} {
				must(t, s.AppendAudit(ctx, hiring.AuditEntry{Actor: "system", Action: "x", Object: object, ObjectID: id.String()}))
			}
			must(t, s.AppendAudit(ctx, hiring.AuditEntry{Actor: "system", Action: "x", Object: "application", ObjectID: uuid.NewString()}))
			return nil
		}))
		var seen []string
		for after := int64(0); ; {
			some := need(s.ExportedAudit(ctx, r.requisition.ID, after, 2))(t)
			if len(some) == 0 {
				break
			}
			for _, e := range some {
				seen = append(seen, e.Object)
			}
			after = some[len(some)-1].Seq
		}
		if len(seen) != 3 {
			t.Errorf("%v", seen)
		}
	})
}
