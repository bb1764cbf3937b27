package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// interviewing is an opening with a candidate who can be interviewed, in two days at 10:00 in Madrid.
type interviewing struct {
	*opening
	path      string // of the store's file, if it has one
	candidate app.Invited
	rater     hiring.User
}

func newInterviewing(t *testing.T, o *opening) *interviewing {
	t.Helper()
	return &interviewing{opening: o, candidate: o.invite("ana@example.org"), rater: o.user("rater@hire.test", hiring.Interviewer)}
}

// plan is an interview as the form hands it over.
func (o *interviewing) plan() hiring.Interview {
	return hiring.Interview{
		ApplicationID: o.candidate.ID, StartsAt: o.now.AddDate(0, 0, 2).Truncate(time.Hour), Minutes: 60,
		TimeZone: "Europe/Madrid", Place: "Room 4", Language: hiring.Spanish,
	}
}

// panel is the owner and a guest.
func (o *interviewing) panel() []hiring.Panelist {
	return []hiring.Panelist{{UserID: &o.rater.ID}, {Name: "Gül Guest", Email: "Gul@else.test"}}
}

// scheduled is an interview as planned, and its panel as it was stored: the rater, the guest.
func (o *interviewing) scheduled() (hiring.Interview, []hiring.Panelist) {
	o.t.Helper()
	i, err := o.app.ScheduleInterview(context.Background(), o.owner, o.plan(), o.panel())
	ok(o.t, err)
	return i, o.panelOf(i.ID)
}

func (o *interviewing) panelOf(interview uuid.UUID) []hiring.Panelist {
	o.t.Helper()
	panel, err := o.store.Panelists(context.Background(), interview)
	ok(o.t, err)
	return panel
}

// actions lists what the audit says happened to something, oldest first.
func (o *interviewing) actions(object uuid.UUID) string {
	o.t.Helper()
	entries, err := o.store.AuditEntries(context.Background(), store.AuditFilter{ObjectID: object.String()})
	ok(o.t, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Action)
	}
	slices.Reverse(out)
	return strings.Join(out, " ")
}

// begin stores a scorecard that has been begun, and, with in, handed in; the store must have a file.
func (o *interviewing) begin(i hiring.Interview, p hiring.Panelist, in bool) {
	o.t.Helper()
	var submitted *int64
	if at := o.now.UnixMilli(); in {
		submitted = &at
	}
	_, err := testkit.Raw(o.t, o.path).Exec(`INSERT INTO scorecards (id, interview_id, panelist_id, started_at, submitted_at, saved_at)
VALUES (?, ?, ?, ?, ?, ?)`, uuid.NewString(), i.ID.String(), p.ID.String(), o.now.UnixMilli(), submitted, o.now.UnixMilli())
	ok(o.t, err)
}
