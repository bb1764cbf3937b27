package app_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// as is what the page rests on for somebody else.
func (r *ratedRound) as(u hiring.User) app.RaterQuality {
	r.t.Helper()
	q, err := r.app.RaterQuality(context.Background(), u, r.requisition, r.of)
	ok(r.t, err)
	return q
}

// member is a user of the round with a role.
func (r *ratedRound) member(name string, role hiring.Role) hiring.User {
	r.known("somebody", "q", "v", name)
	return hiring.User{ID: r.raters[name], Name: name, Roles: []hiring.Role{role}}
}

// TestNothingIsToldOfACandidateOneHasStillToRate: for somebody on the panel the figures leave out a candidate until
// they have rated; for a panelist of an interview, until their scorecard is in. Nobody else loses anything.
func TestNothingIsToldOfACandidateOneHasStillToRate(t *testing.T) {
	bothSources(t, func(t *testing.T, of hiring.RatingSource) {
		r := newRatedRound(t, of)
		for c := range 3 {
			for _, name := range []string{"one", "two"} {
				r.rate(fmt.Sprint("c", c), "q", "v", name, float64(2+c))
			}
		}
		late := r.member("late", hiring.HR)
		if n := r.as(late).Given; n != 6 {
			t.Fatalf("%d levels before joining a panel, want 6", n)
		}
		if of == hiring.RatedAnswers {
			r.exec(`INSERT INTO requisition_panel (requisition_id, user_id, added_at) VALUES (?, ?, 0)`, r.requisition, late.ID)
		} else {
			for c := range 3 {
				r.exec(`INSERT INTO panelists (id, interview_id, user_id, name, email, language, added_at) VALUES (?, ?, ?, 'late', 'late', 'en', 0)`,
					uuid.New(), r.candidates[fmt.Sprint("c", c)], late.ID)
			}
		}
		if n := r.as(late).Given; n != 0 {
			t.Errorf("%d levels of candidates still to be rated", n)
		}
		if n := r.quality().Given; n != 6 {
			t.Errorf("HR, on no panel, has %d levels, want 6", n)
		}
		if of == hiring.RatedAnswers {
			r.rate("c1", "q", "v", "late", 3)
		} else {
			r.exec(`INSERT INTO scorecards (id, interview_id, panelist_id, started_at, submitted_at, saved_at)
SELECT ?, interview_id, id, 0, 1, 0 FROM panelists WHERE user_id = ? AND interview_id = ?`, uuid.New(), late.ID, r.candidates["c1"])
		}
		q := r.as(late)
		for _, p := range q.Report.People {
			if p.Name != r.candidates["c1"].String() {
				t.Errorf("candidate %d is told of before the own ratings", q.Numbers[p.Name])
			}
		}
		if len(q.Report.People) != 1 {
			t.Errorf("%d candidates after rating one", len(q.Report.People))
		}
	})
}

// TestAPanelOfACancelledInterviewHidesNothing: nobody waits for its scorecard.
func TestAPanelOfACancelledInterviewHidesNothing(t *testing.T) {
	t.Parallel()
	r := newRatedRound(t, hiring.RatedAnswers)
	r.rate("c", "q", "v", "one", 3)
	late := r.member("late", hiring.HR)
	r.exec(`INSERT INTO panelists (id, interview_id, user_id, name, email, language, added_at) VALUES (?, ?, ?, 'late', 'late', 'en', 0)`,
		uuid.New(), r.candidates["c"], late.ID)
	if n := r.as(late).Given; n != 0 {
		t.Errorf("%d levels of whom one is to interview", n)
	}
	r.exec(`UPDATE interviews SET cancelled_at = 1`)
	if n := r.as(late).Given; n != 1 {
		t.Errorf("%d levels once the interview is off, want 1", n)
	}
}

// TestOwnRatingsThatAreLeftOutAreCounted: whoever has rated somebody whom they interview finds that rating nowhere until
// the scorecard is in, and is told that it is there.
func TestOwnRatingsThatAreLeftOutAreCounted(t *testing.T) {
	t.Parallel()
	r := newRatedRound(t, hiring.RatedAnswers)
	both := r.member("both", hiring.HR)
	r.exec(`INSERT INTO requisition_panel (requisition_id, user_id, added_at) VALUES (?, ?, 0)`, r.requisition, both.ID)
	r.rate("c", "q", "v", "both", 3)
	if q := r.as(both); q.Given != 1 || q.OwnHidden != 0 {
		t.Fatalf("%d levels, %d left out, before there is an interview", q.Given, q.OwnHidden)
	}
	r.exec(`INSERT INTO panelists (id, interview_id, user_id, name, email, language, added_at) VALUES (?, ?, ?, 'both', 'both', 'en', 0)`,
		uuid.New(), r.candidates["c"], both.ID)
	if q := r.as(both); q.Given != 0 || q.OwnHidden != 1 {
		t.Errorf("%d levels, %d of the own left out, want 0 and 1", q.Given, q.OwnHidden)
	}
}

// TestWhatIsRatedInWritingAndInAnInterviewIsNotMixed: the page is about one of both.
func TestWhatIsRatedInWritingAndInAnInterviewIsNotMixed(t *testing.T) {
	t.Parallel()
	r := newRatedRound(t, hiring.RatedAnswers)
	r.rate("c", "q", "v", "one", 3)
	r.of = hiring.RatedInterviews
	r.rate("c", "q", "v", "one", 5)
	for of, want := range map[hiring.RatingSource]float64{hiring.RatedAnswers: 3, hiring.RatedInterviews: 5} {
		r.of = of
		q := r.quality()
		if len(q.Sources) != 2 || q.Given != 1 || *q.Report.Raters[0].Mean.Value != want {
			t.Errorf("%s: %d levels, mean %v, of %v", of, q.Given, *q.Report.Raters[0].Mean.Value, q.Sources)
		}
	}
	if r.of = ""; r.as(r.hr).Of != hiring.RatedAnswers {
		t.Errorf("unasked, the page is not about written answers")
	}
}

// TestWhoseScorecardIsNotInIsNotCounted: nor is a question that was not rated.
func TestWhoseScorecardIsNotInIsNotCounted(t *testing.T) {
	t.Parallel()
	r := newRatedRound(t, hiring.RatedInterviews)
	r.rate("c", "q1", "v", "one", 3)
	r.rate("c", "q2", "v", "one", 4)
	r.rate("c", "q1", "v", "two", 2)
	r.exec(`UPDATE scorecards SET submitted_at = NULL WHERE id = ?`, r.cards[[2]string{"c", "two"}])
	r.exec(`UPDATE scorecard_lines SET body = '{"level":4,"not_rated":true,"why_not":"no time"}' WHERE subject_id = ?`, r.questions["q2"])
	if q := r.quality(); q.Given != 1 || len(q.Report.Raters) != 1 || *q.Report.Raters[0].Mean.Value != 3 {
		t.Errorf("%d levels of %d raters", q.Given, len(q.Report.Raters))
	}
}
