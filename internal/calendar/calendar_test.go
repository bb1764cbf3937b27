package calendar_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/calendar"
)

func meeting() calendar.Event {
	madrid := time.FixedZone("", 3600)
	return calendar.Event{
		UID: "42@hire.test", Sequence: 2, Stamp: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC),
		Start: time.Date(2026, 12, 1, 10, 0, 0, 0, madrid), End: time.Date(2026, 12, 1, 11, 0, 0, 0, madrid),
		Summary: "Interview: Ana, Zoë; and \\ more", Description: "First line\r\nsecond", Location: "Room 4",
		URL:       "https://hire.test/interviews/42",
		Organizer: calendar.Person{Name: `Alder "A" & Finch`, Email: "people@hire.test"},
		Attendee:  calendar.Person{Name: "Gül", Email: "gul@else.test"},
	}
}

// unfolded undoes folding, as a reader does.
func unfolded(b []byte) []string {
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(b), "\r\n ", ""), "\r\n"), "\r\n")
}

func TestEventIsWrittenByRFC5545(t *testing.T) {
	t.Parallel()
	want := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Touchstone//Interviews//EN", "METHOD:REQUEST", "BEGIN:VEVENT",
		"UID:42@hire.test", "SEQUENCE:2", "DTSTAMP:20261129T120000Z", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z",
		`SUMMARY:Interview: Ana\, Zoë\; and \\ more`, `DESCRIPTION:First line\nsecond`, "LOCATION:Room 4",
		"URL:https://hire.test/interviews/42", `ORGANIZER;CN="Alder 'A' & Finch":mailto:people@hire.test`,
		`ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN="Gül":mailto:gul@else.test`,
		"STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
	}
	if diff := cmp.Diff(want, unfolded(meeting().Bytes(calendar.Request))); diff != "" {
		t.Error(diff)
	}
}

func TestCancelledEventSaysSoAndAKeptFileIsNoMessage(t *testing.T) {
	t.Parallel()
	cancel, kept := string(meeting().Bytes(calendar.Cancel)), string(meeting().Bytes(calendar.Kept))
	if !strings.Contains(cancel, "\r\nMETHOD:CANCEL\r\n") || !strings.Contains(cancel, "\r\nSTATUS:CANCELLED\r\n") {
		t.Error(cancel)
	}
	if strings.Contains(kept, "METHOD") {
		t.Error(kept)
	}
}

func TestLinesAreFoldedAt75OctetsBetweenCharacters(t *testing.T) {
	t.Parallel()
	e := meeting()
	e.Summary = strings.Repeat("ğüşiöç€𝄞", 40)
	for _, line := range strings.Split(string(e.Bytes(calendar.Request)), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	var summary string
	for _, line := range unfolded(e.Bytes(calendar.Request)) {
		if s, ok := strings.CutPrefix(line, "SUMMARY:"); ok {
			summary = s
		}
	}
	if summary != e.Summary {
		t.Errorf("unfolded: %q", summary)
	}
}

// FuzzNothingTypedBecomesAPropertyOfItsOwn: whatever is typed, the file has the lines it is meant to have.
func FuzzNothingTypedBecomesAPropertyOfItsOwn(f *testing.F) {
	f.Add("Ana\r\nATTENDEE:mailto:x@y.test", "\x00\n\n,;\\")
	f.Add(strings.Repeat("é", 80), "\xff\xfe")
	f.Fuzz(func(t *testing.T, name, text string) {
		e := meeting()
		e.Summary, e.Description, e.Location, e.Attendee.Name, e.URL = "x"+name, "x"+text, "x"+name, "x"+name, "x"+text
		lines := unfolded(e.Bytes(calendar.Request))
		if len(lines) != 19 {
			t.Errorf("%d lines: %q", len(lines), lines)
		}
		for i, start := range []string{"BEGIN:VCALENDAR", "VERSION:2.0"} {
			if lines[i] != start {
				t.Errorf("line %d: %q", i, lines[i])
			}
		}
	})
}
