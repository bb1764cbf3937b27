package app

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
)

// zone is the interview's time zone; UTC should its name no longer be one.
func zone(i hiring.Interview) *time.Location {
	if z, ok := hiring.ParseTimeZone(i.TimeZone); ok {
		return z
	}
	return time.UTC
}

// InZone is a moment on the clocks where an interview is held.
func InZone(i hiring.Interview, at time.Time) time.Time { return at.In(zone(i)) }

// When says when an interview is held, on the clocks where it is held, with the place whose clocks are meant.
func When(w *i18n.Words, i hiring.Interview) string {
	start := InZone(i, i.StartsAt)
	end := start.Add(time.Duration(i.Minutes) * time.Minute)
	return w.T("interview.when", "Weekday", w.Weekday(start), "Date", w.Date(start), "From", start.Format("15:04"),
		"Until", end.Format("15:04"), "Zone", ZoneName(w, i.TimeZone, start))
}

// ZoneName names a time zone by its city and by how far its clocks are from UTC at a moment. The world's table names
// cities in English: in another language a city is named where the words have it, else how far the clocks are from UTC
// says enough.
func ZoneName(w *i18n.Words, name string, at time.Time) string {
	city := name[strings.LastIndex(name, "/")+1:]
	key := "interview.city." + strings.ToLower(city)
	switch {
	case city == "UTC":
		return city
	case w.Has(key):
		city = w.T(key)
	case w.Language == hiring.English:
		city = strings.ReplaceAll(city, "_", " ")
	default:
		return utcOffset(at)
	}
	return w.T("interview.zone", "City", city, "Offset", utcOffset(at))
}

// ZoneLabel is a time zone in a menu: its name, as the world's table has it, and how far its clocks are from UTC.
func ZoneLabel(name string, at time.Time) string {
	if name == "UTC" {
		return name
	}
	return strings.ReplaceAll(name, "_", " ") + " (" + utcOffset(at) + ")"
}

// utcOffset is how far a moment's clocks are from UTC: UTC, UTC+3, UTC−3:30.
func utcOffset(at time.Time) string {
	_, seconds := at.Zone()
	sign, minutes := "+", seconds/60
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	switch {
	case minutes == 0:
		return "UTC"
	case minutes%60 == 0:
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
}

// hostOf is the host in an address, for names that are to be the world's only one.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return "touchstone"
	}
	return u.Hostname()
}
