package hiring

import (
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Interview is a conversation with one candidate by the guide of the requisition, held by a panel.
type Interview struct {
	ID            uuid.UUID
	ApplicationID uuid.UUID
	RequisitionID uuid.UUID
	StartsAt      time.Time
	Minutes       int
	TimeZone      string // IANA name: Europe/Istanbul
	Place         string
	Video         string // https address of a video call, or ""
	Language      Language
	ClosesAt      time.Time // when the window for scorecards closes
	CancelledAt   *time.Time
	CancelReason  string
	Sequence      int        // of its calendar entry: counts changes of time, place or state
	NotifiedAt    *time.Time // when the candidate was last written to
	SendError     string     // why the candidate could not be
	CreatedBy     uuid.UUID
	CreatedAt     time.Time
	Version       int
}

// Limits of an interview.
const (
	MinInterviewMinutes = 10
	MaxInterviewMinutes = 480
	MaxPlace            = 300
	MaxVideo            = 1000
	MaxPanel            = 12
	// ScorecardDays is how long after its start an interview's scorecards are waited for.
	ScorecardDays = 3
	// GuestDays is how long after that a guest's link still opens: a late scorecard is taken, and a debrief comes after.
	GuestDays = 14
	// MaxDaysAhead is how far ahead an interview may be set: what lies further is a slip of the keyboard.
	MaxDaysAhead = 366
)

// Cancelled tells whether the interview does not take place.
func (i Interview) Cancelled() bool { return i.CancelledAt != nil }

// EndsAt is when the interview ends by its plan.
func (i Interview) EndsAt() time.Time { return i.StartsAt.Add(time.Duration(i.Minutes) * time.Minute) }

// WindowClosed tells whether scorecards are no longer waited for: what is not in by then does not hold up the others.
func (i Interview) WindowClosed(now time.Time) bool { return !now.Before(i.ClosesAt) }

// LinkEnds is from when on a guest's link opens nothing.
func (i Interview) LinkEnds() time.Time { return i.ClosesAt.AddDate(0, 0, GuestDays) }

// Check names what is wrong with an interview that is to be held: when, for how long, where, in which language. Fields
// are date, time_zone, minutes, place, video and language.
func (i Interview) Check(now time.Time) Problems {
	var ps Problems
	switch {
	case i.StartsAt.IsZero():
		ps.Add("date", "problem.required")
	case !i.StartsAt.After(now):
		ps.Add("date", "interview.problem.past")
	case i.StartsAt.After(now.AddDate(0, 0, MaxDaysAhead)):
		ps.Add("date", "interview.problem.far", "Days", MaxDaysAhead)
	}
	if _, ok := ParseTimeZone(i.TimeZone); !ok {
		ps.Add("time_zone", "interview.problem.time_zone")
	}
	if i.Minutes < MinInterviewMinutes || i.Minutes > MaxInterviewMinutes {
		ps.Add("minutes", "problem.out_of_range", "Lo", MinInterviewMinutes, "Hi", MaxInterviewMinutes)
	}
	if strings.TrimSpace(i.Place) == "" && i.Video == "" {
		ps.Add("place", "interview.problem.nowhere")
	}
	ps = append(ps, CheckText("place", i.Place, MaxPlace)...)
	ps = append(ps, checkVideo(i.Video)...)
	if _, ok := ParseLanguage(string(i.Language)); !ok {
		ps.Add("language", "problem.required")
	}
	return ps
}

// checkVideo: what people click on to meet leads to a page of the web, encrypted, and to nothing else.
func checkVideo(address string) Problems {
	ps := CheckText("video", address, MaxVideo)
	if len(ps) > 0 || address == "" {
		return ps
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.ContainsAny(address, " \t\r\n\"<>\\") {
		ps.Add("video", "interview.problem.video")
	}
	return ps
}
