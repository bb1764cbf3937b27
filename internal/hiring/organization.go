package hiring

import (
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
)

// Organization is the company and its service philosophy. There is one per installation.
type Organization struct {
	ID           uuid.UUID
	Name         string
	Language     Language // the language its own texts are written in
	Purpose      string   // "our purpose at … is …"
	CustomerWish string   // what customers should think when they think of our service
	Vision       string
	VisionChecks VisionChecks
	Contact      string // whom a respondent asks for help: shown on every questionnaire page
	Version      int
	CreatedAt    time.Time
}

// VisionChecks are the three checks of a service vision, each answered by a person.
type VisionChecks struct {
	Simple   bool // simple to understand and act on
	Kind     bool // says what kind of service
	Identity bool // who we are now and want to be
	Note     string
}

// Failed lists the checks that are not met, as keys: simple, kind, identity.
func (c VisionChecks) Failed() []string {
	var out []string
	for _, x := range []struct {
		ok  bool
		key string
	}{{c.Simple, "simple"}, {c.Kind, "kind"}, {c.Identity, "identity"}} {
		if !x.ok {
			out = append(out, x.key)
		}
	}
	return out
}

// Limits of what may be typed about an organization.
const (
	MaxOrganizationName = 120
	MaxPurpose          = 600
	MaxCustomerWish     = 600
	MaxVision           = 300
	MaxContact          = 200
)

// Check names what is wrong with an organization. A vision that fails its checks is no problem: it is work left.
func (o Organization) Check() Problems {
	var ps Problems
	if strings.TrimSpace(o.Name) == "" {
		ps.Add("name", "problem.required")
	}
	if _, ok := ParseLanguage(string(o.Language)); !ok {
		ps.Add("language", "problem.required")
	}
	for _, f := range []struct {
		field, text string
		most        int
	}{
		{"name", o.Name, MaxOrganizationName}, {"purpose", o.Purpose, MaxPurpose}, {"wish", o.CustomerWish, MaxCustomerWish},
		{"vision", o.Vision, MaxVision}, {"note", o.VisionChecks.Note, MaxNote}, {"contact", o.Contact, MaxContact},
	} {
		ps = append(ps, CheckText(f.field, f.text, f.most)...)
	}
	return ps
}

// VisionFailed lists the checks its vision does not meet; a vision not yet written fails none.
func (o Organization) VisionFailed() []string {
	if strings.TrimSpace(o.Vision) == "" {
		return nil
	}
	return o.VisionChecks.Failed()
}

// longVision is how many words of a vision people still repeat by heart; a longer one is nudged.
const longVision = 20

// VisionNudges lists what makes a vision hard to act on whatever was ticked, as keys: long when it has more than
// twenty words, sentences when it is more than one. Advice only.
func (o Organization) VisionNudges() []string {
	var out []string
	if len(strings.Fields(o.Vision)) > longVision {
		out = append(out, "long")
	}
	if sentences(o.Vision) > 1 {
		out = append(out, "sentences")
	}
	return out
}

// sentences counts the stretches of text between full stops, question and exclamation marks that hold a letter.
func sentences(s string) int {
	n := 0
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(".!?…", r) }) {
		if strings.ContainsFunc(part, unicode.IsLetter) {
			n++
		}
	}
	return n
}
