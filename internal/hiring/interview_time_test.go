package hiring_test

import (
	"testing"
	"time"

	"touchstone/internal/hiring"
)

func TestLocalTimeKnowsClockChanges(t *testing.T) {
	t.Parallel()
	// Changes of clocks by the IANA table of time zones: Madrid goes from UTC+1 to UTC+2 on 2027-03-28 at 02:00 and back on
	// 2026-10-25 at 03:00; Istanbul has kept UTC+3 since 2016; Lord Howe moves by half an hour, on 2027-04-04 at 02:00.
	for name, c := range map[string]struct {
		zone, date, clock, want string // want: RFC 3339, or the key of a problem
	}{
		"ordinary winter":           {"Europe/Madrid", "2026-11-30", "09:30", "2026-11-30T08:30:00Z"},
		"ordinary summer":           {"Europe/Madrid", "2026-07-01", "09:30", "2026-07-01T07:30:00Z"},
		"just before the gap":       {"Europe/Madrid", "2027-03-28", "01:59", "2027-03-28T00:59:00Z"},
		"in the gap":                {"Europe/Madrid", "2027-03-28", "02:30", "interview.problem.clock_change"},
		"just after the gap":        {"Europe/Madrid", "2027-03-28", "03:00", "2027-03-28T01:00:00Z"},
		"twice: the first":          {"Europe/Madrid", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"},
		"after the repeated hour":   {"Europe/Madrid", "2026-10-25", "03:00", "2026-10-25T02:00:00Z"},
		"no change in Istanbul":     {"Europe/Istanbul", "2027-03-28", "03:30", "2027-03-28T00:30:00Z"},
		"half an hour, repeated":    {"Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03T14:45:00Z"},
		"far west":                  {"Pacific/Pago_Pago", "2026-12-01", "23:00", "2026-12-02T10:00:00Z"},
		"far east":                  {"Pacific/Kiritimati", "2026-12-01", "01:00", "2026-11-30T11:00:00Z"},
		"a day that does not exist": {"Europe/Madrid", "2027-02-29", "09:30", "interview.problem.date"},
		"no date":                   {"Europe/Madrid", "", "09:30", "interview.problem.date"},
		"no time":                   {"Europe/Madrid", "2026-11-30", "half past", "interview.problem.time"},
		"no such time":              {"Europe/Madrid", "2026-11-30", "24:30", "interview.problem.time"},
	} {
		zone, ok := hiring.ParseTimeZone(c.zone)
		if !ok {
			t.Fatalf("%s: no time zone %s", name, c.zone)
		}
		at, ps := hiring.LocalTime(c.date, c.clock, zone)
		got := at.UTC().Format(time.RFC3339)
		if len(ps) > 0 {
			got = ps[0].Key
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestEveryTimeZoneOfTheMenuIsOneAndLocalIsNone(t *testing.T) {
	t.Parallel()
	for _, name := range append(hiring.TimeZones(), hiring.AllTimeZones()...) {
		if _, ok := hiring.ParseTimeZone(name); !ok {
			t.Errorf("%s is no time zone", name)
		}
	}
	if n := len(hiring.AllTimeZones()); n < 400 {
		t.Errorf("%d time zones", n)
	}
	for _, name := range []string{"", "Local", "Mars/Olympus", "../etc/passwd", "Europe/Madrid\x00"} {
		if _, ok := hiring.ParseTimeZone(name); ok {
			t.Errorf("%q is taken for a time zone", name)
		}
	}
}
