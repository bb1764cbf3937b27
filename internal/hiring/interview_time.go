package hiring

import (
	_ "embed" // the list of time zones
	"slices"
	"strings"
	"time"

	_ "time/tzdata" // an image without the system's table of time zones still knows them
)

// TimeZones lists the time zones that menus offer first: those of the places where the program's languages are spoken
// most, from west to east. Every other zone of the world's table may be named too.
func TimeZones() []string {
	return []string{
		"America/Los_Angeles", "America/Denver", "America/Chicago", "America/Mexico_City", "America/Bogota", "America/Lima",
		"America/New_York", "America/Caracas", "America/Santiago", "America/Argentina/Buenos_Aires", "Atlantic/Canary",
		"Europe/London", "Europe/Madrid", "Europe/Berlin", "Europe/Istanbul", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
		"Australia/Sydney", "UTC",
	}
}

// timeZones is one name a line, of every zone of the IANA table (zone.tab, in the public domain).
//
//go:embed interview_zones.txt
var timeZones string

// AllTimeZones lists every time zone of the world's table by name.
func AllTimeZones() []string { return strings.Fields(timeZones) }

// maxTimeZone is longer than any name in the world's table of time zones.
const maxTimeZone = 64

// ParseTimeZone returns the time zone of an IANA name. "Local" is none: it means another place on every machine.
func ParseTimeZone(name string) (*time.Location, bool) {
	if name == "" || name == "Local" || len(name) > maxTimeZone {
		return nil, false
	}
	zone, err := time.LoadLocation(name)
	return zone, err == nil
}

// LocalMoment is the moment at which the clocks of a time zone show a date and a time of day. When they are set back
// and show it twice, it is the first; when they are set forward and never show it, there is none, and it is false.
func LocalMoment(year int, month time.Month, day, hour, minute int, zone *time.Location) (time.Time, bool) {
	wall := time.Date(year, month, day, hour, minute, 0, 0, time.UTC)
	var found []time.Time
	for _, around := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(around).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		if _, have := at.In(zone).Zone(); have == offset {
			found = append(found, at)
		}
	}
	if len(found) == 0 {
		return time.Time{}, false
	}
	return slices.MinFunc(found, time.Time.Compare), true
}

// LocalTime reads what date and time fields hold, 2026-11-30 and 09:30, as a moment in a time zone. Fields are date
// and time.
func LocalTime(date, clock string, zone *time.Location) (time.Time, Problems) {
	var ps Problems
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		ps.Add("date", "interview.problem.date")
	}
	c, err := time.Parse("15:04", clock)
	if err != nil {
		ps.Add("time", "interview.problem.time")
	}
	if len(ps) > 0 {
		return time.Time{}, ps
	}
	at, there := LocalMoment(d.Year(), d.Month(), d.Day(), c.Hour(), c.Minute(), zone)
	if !there {
		ps.Add("time", "interview.problem.clock_change")
	}
	return at, ps
}
