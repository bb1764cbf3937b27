package store_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// TestGivenLevelsAreReadFromBothPlaces on both databases: ratings of written answers, and lines of submitted
// scorecards, a guest's among them; the newest first and not more than asked for.
func TestGivenLevelsAreReadFromBothPlaces(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := newOpenRound(t, s)
		var question string
		must(t, s.ReadValue(ctx, &question, `SELECT id FROM question_versions LIMIT 1`))
		first, second := r.apply("Ada", "ada@example.org"), r.apply("Bo", "bo@example.org")
		for i, a := range []hiring.Application{first, second} {
			must(t, s.AddRatings(ctx, []hiring.Rating{{ID: uuid.New(), ApplicationID: a.ID, QuestionVersionID: uuid.MustParse(question), RaterID: r.owner.ID, Level: 2 + i, CreatedAt: noon()}}))
			must(t, s.SetCombined(ctx, a.ID, store.CombinedColumns{Raters: 1}))
		}
		interview, guest, card := uuid.New(), uuid.New(), uuid.New()
		must(t, s.Exec(ctx, `INSERT INTO interviews (id, application_id, requisition_id, starts_at, minutes, time_zone, language, closes_at, created_by, created_at)
VALUES (?, ?, ?, 0, 60, 'UTC', 'en', 0, ?, 0)`, interview, first.ID, r.requisition.ID, r.owner.ID))
		must(t, s.AddPanelists(ctx, []hiring.Panelist{{ID: guest, InterviewID: interview, Name: "Gül", Email: "g@example.org", Language: hiring.Turkish, AddedAt: noon()}}))
		must(t, s.Exec(ctx, `INSERT INTO scorecards (id, interview_id, panelist_id, started_at, saved_at) VALUES (?, ?, ?, 0, 0)`, card, interview, guest))
		must(t, s.Exec(ctx, `INSERT INTO scorecard_lines (scorecard_id, subject, subject_id, body, saved_at) VALUES (?, 'question', ?, '{"level":4}', 0)`, card, question))
		read := func(of hiring.RatingSource, limit int) (out []hiring.GivenLevel) {
			must(t, s.EachGivenLevel(ctx, r.requisition.ID, of, uuid.New(), hiring.Always, limit, func(g hiring.GivenLevel) error {
				out = append(out, g)
				return nil
			}))
			return out
		}
		got := read(hiring.RatedAnswers, 10)
		if len(got) != 2 || got[0].ApplicationID != second.ID || got[0].Level != 3 || got[0].ValueID != r.value || !got[0].At.Equal(noon()) {
			t.Errorf("%+v", got)
		}
		for _, sees := range []hiring.Leave{hiring.AfterOwn, hiring.Never, ""} {
			must(t, s.EachGivenLevel(ctx, r.requisition.ID, hiring.RatedAnswers, uuid.New(), sees, 10, func(g hiring.GivenLevel) error {
				t.Errorf("%q: a level of %s is handed out to who has rated nothing", sees, g.ApplicationID)
				return nil
			}))
		}
		if got := read(hiring.RatedAnswers, 1); len(got) != 1 {
			t.Errorf("%d levels where one was asked for", len(got))
		}
		if any := need(s.HasGivenLevels(ctx, r.requisition.ID, hiring.RatedInterviews))(t); any || len(read(hiring.RatedInterviews, 10)) > 0 {
			t.Error("a scorecard that is not in is read")
		}
		must(t, s.Exec(ctx, `UPDATE scorecards SET submitted_at = 5`))
		if got := read(hiring.RatedInterviews, 10); len(got) != 1 || got[0].RaterID != guest || got[0].Level != 4 || got[0].Number != first.Number {
			t.Errorf("%+v", got)
		}
		names := need(s.RaterNames(ctx, []uuid.UUID{guest, r.owner.ID, uuid.New()}))(t)
		if len(names) != 2 || names[guest] != "Gül" || names[r.owner.ID] != r.owner.Name {
			t.Errorf("%v", names)
		}
		if on := need(s.SitsOnPanel(ctx, r.requisition.ID, r.owner.ID))(t); on {
			t.Error("the owner sits on no panel of an interview")
		}
		must(t, s.AddPanelists(ctx, []hiring.Panelist{{ID: uuid.New(), InterviewID: interview, UserID: &r.owner.ID, Name: "O", Email: "o@example.org", Language: hiring.English, AddedAt: noon()}}))
		if on := need(s.SitsOnPanel(ctx, r.requisition.ID, r.owner.ID))(t); !on {
			t.Error("a panelist does not sit on the panel")
		}
	})
}
