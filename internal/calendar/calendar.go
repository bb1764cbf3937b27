// Package calendar writes a meeting as an iCalendar object (RFC 5545), as a file of its own or as a message between
// calendars (RFC 5546). It knows no noun; what a meeting is called is its caller's.
package calendar

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Method says what a message asks a calendar to do.
type Method string

// The methods. Kept is no message, but a file somebody puts into a calendar by hand.
const (
	Kept    Method = ""
	Request Method = "REQUEST" // put it in, or change what is there
	Cancel  Method = "CANCEL"  // it does not take place
)

// Event is one meeting, as one person is told of it.
type Event struct {
	UID         string // the same for ever, whatever changes
	Sequence    int    // counts changes of time, place or state
	Stamp       time.Time
	Start, End  time.Time
	Summary     string
	Description string
	Location    string
	URL         string
	Organizer   Person
	Attendee    Person // who is told; of a Kept event nobody
	Cancelled   bool
}

// Person is somebody with an address.
type Person struct{ Name, Email string }

// Bytes writes the event: lines end with CRLF and are folded at 75 octets, times are in UTC.
func (e Event) Bytes(method Method) []byte {
	var f file
	f.line("BEGIN:VCALENDAR")
	f.line("VERSION:2.0")
	f.line("PRODID:-//Touchstone//Interviews//EN")
	if method != Kept {
		f.line("METHOD:" + string(method))
	}
	f.line("BEGIN:VEVENT")
	f.line("UID:" + escaped(e.UID))
	f.line("SEQUENCE:" + strconv.Itoa(e.Sequence))
	f.line("DTSTAMP:" + utc(e.Stamp))
	f.line("DTSTART:" + utc(e.Start))
	f.line("DTEND:" + utc(e.End))
	f.text("SUMMARY", e.Summary)
	f.text("DESCRIPTION", e.Description)
	f.text("LOCATION", e.Location)
	if e.URL != "" {
		f.line("URL:" + oneLine(e.URL))
	}
	f.person("ORGANIZER", e.Organizer)
	f.person("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE", e.Attendee)
	if e.Cancelled || method == Cancel {
		f.line("STATUS:CANCELLED")
	} else {
		f.line("STATUS:CONFIRMED")
	}
	f.line("END:VEVENT")
	f.line("END:VCALENDAR")
	return []byte(f.String())
}

// file is a calendar file as it grows.
type file struct{ strings.Builder }

// text writes a property somebody typed, unless it is empty.
func (f *file) text(name, value string) {
	if value != "" {
		f.line(name + ":" + escaped(value))
	}
}

// person writes somebody's property, unless there is nobody.
func (f *file) person(name string, p Person) {
	if p.Email == "" {
		return
	}
	if p.Name != "" {
		name += `;CN="` + strings.ReplaceAll(oneLine(p.Name), `"`, "'") + `"`
	}
	f.line(name + ":mailto:" + oneLine(p.Email))
}

// longest is how many octets a line may have, its end not counted.
const longest = 75

// line writes one content line, folded between characters: what follows a fold begins with a space, which counts.
func (f *file) line(s string) {
	room := longest
	for len(s) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		if cut == 0 {
			cut = room // no text at all: bytes that begin no character
		}
		f.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], longest-1
	}
	f.WriteString(s + "\r\n")
}

// escaped is a text as a property's value holds it.
func escaped(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
	return printable(s)
}

// oneLine is a text for where no line break can be written.
func oneLine(s string) string { return printable(strings.Join(strings.Fields(s), " ")) }

// printable leaves out control characters, which no line may hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }
