package hiring_test

import (
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func TestWhoMayTakeOutWhat(t *testing.T) {
	t.Parallel()
	owner := hiring.User{ID: uuid.New(), Roles: []hiring.Role{hiring.Recruiter}}
	r := hiring.Requisition{OwnerID: owner.ID}
	for _, tt := range []struct {
		u    hiring.User
		want hiring.ExportView
	}{
		{owner, hiring.ExportView{Rows: true, People: true}},
		{hiring.User{ID: uuid.New(), Roles: []hiring.Role{hiring.Recruiter}}, hiring.ExportView{}},
		{hiring.User{Roles: []hiring.Role{hiring.HR}}, hiring.ExportView{Rows: true, People: true}},
		{hiring.User{Roles: []hiring.Role{hiring.Compliance}}, hiring.ExportView{Rows: true, Audit: true}},
		{hiring.User{Roles: []hiring.Role{hiring.Compliance, hiring.HR}}, hiring.ExportView{Rows: true, People: true, Audit: true}},
		{hiring.User{ID: owner.ID, Roles: []hiring.Role{hiring.Interviewer, hiring.Admin, hiring.Viewer}}, hiring.ExportView{}},
	} {
		if got := hiring.ExportViewOf(tt.u, r); got != tt.want {
			t.Errorf("%v: %+v, want %+v", tt.u.Roles, got, tt.want)
		}
	}
}

func TestNothingIsTakenOutBeforeOneMaySeeIt(t *testing.T) {
	t.Parallel()
	rater, hr := hiring.User{ID: uuid.New()}, hiring.User{ID: uuid.New()}
	for phase, want := range map[hiring.Phase]struct{ own, refused bool }{
		hiring.PhaseCollecting: {true, false}, hiring.PhaseRating: {true, true}, hiring.PhaseDiscussion: {}, hiring.PhaseDecision: {}, "unknown": {true, true},
	} {
		r := hiring.Requisition{Phase: phase, Panel: []uuid.UUID{rater.ID}}
		own, err := r.CheckExport(rater)
		if own != want.own || (hiring.KindOf(err) == hiring.Conflict) != want.refused {
			t.Errorf("%s: own first %v, %v", phase, own, err)
		}
		if own, err := r.CheckExport(hr); phase != "unknown" && (own || err != nil) {
			t.Errorf("%s: who does not rate: %v, %v", phase, own, err)
		}
	}
}
