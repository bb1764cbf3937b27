package hiring

import (
	"slices"
	"time"
)

// GroupAxis is one of the things candidates say of themselves by which people are counted.
type GroupAxis string

// The axes, as the forms ask for them.
const (
	SexAxis       GroupAxis = "sex"
	EthnicityAxis GroupAxis = "group" // the seven groups of EEO-1, of CountryUS alone
	AgeAxis       GroupAxis = "age"   // of CountryOther alone
)

// GroupAxes lists the axes in the order in which a page shows them. Their places are also the bits by which a stored form
// says what it has been counted by: one more is added at the end, and none is moved.
func GroupAxes() [AllGroupAxes]GroupAxis {
	return [AllGroupAxes]GroupAxis{SexAxis, EthnicityAxis, AgeAxis}
}

// AllGroupAxes is how many axes there are.
const AllGroupAxes = 3

// AskedIn tells whether a country's form asks for the axis.
func (x GroupAxis) AskedIn(country string) bool {
	switch x {
	case SexAxis:
		return country == CountryUS || country == CountryOther
	case EthnicityAxis:
		return country == CountryUS
	case AgeAxis:
		return country == CountryOther
	}
	return false
}

// GroupsOf lists the groups of an axis in the order in which a page shows them.
func GroupsOf(axis GroupAxis) []string {
	switch axis {
	case SexAxis:
		return SelfSexes(CountryOther)[1:]
	case EthnicityAxis:
		return SelfGroups()[1:]
	case AgeAxis:
		return SelfAges()[1:]
	}
	return nil
}

// Group is the one group of an axis that a form speaks of, or "" where nothing was said or somebody prefers not to say.
// The two sexes of EEO-1 are counted with the women and men of other forms. Whoever is Hispanic or Latino is that
// alone, and whoever chose several of the others is of two or more, as EEO-1 counts them.
func (s SelfIdentification) Group(axis GroupAxis) string {
	group := ""
	switch axis {
	case SexAxis:
		group = map[string]string{"female": "woman", "male": "man"}[s.Sex]
		if group == "" {
			group = s.Sex
		}
	case EthnicityAxis:
		switch {
		case slices.Contains(s.Groups, "hispanic"):
			group = "hispanic"
		case len(s.Groups) > 1:
			group = "two_or_more"
		case len(s.Groups) == 1:
			group = s.Groups[0]
		}
	case AgeAxis:
		group = s.Age
	}
	if !slices.Contains(GroupsOf(axis), group) {
		return ""
	}
	return group
}

// GroupOverrides is how many people of a group have been decided on and have a computed score, and in how many of them
// somebody changed a score.
type GroupOverrides struct {
	Axis    GroupAxis
	Group   string
	People  int
	Changed int
	Through time.Time // the last round that the figures count was full then
}

// What keeps a group's figures from telling one person's group. Whoever reads them may know, from the audit or from
// their work, about whom was decided and when, and whose scores were changed.
const (
	// DecidedTogether is how many people make a round: only after so many more were decided on, whatever they said, are
	// figures looked at. Were they to grow on the day on which the tenth person of a group is decided on, the audit's one
	// decision of that day would say who that is.
	DecidedTogether = 20
	// FewestOfGroup is by how many people a group's figures grow at least: then a share of none or all may be shown
	// (measurement §6.7).
	FewestOfGroup = 10
	// FewestOthers is how many others there are at least whose group the figures leave open (§6.7: no cell under five).
	FewestOthers = 5
	// StepOfGroup is in what steps changes are shown: no cell under five is (§6.7).
	StepOfGroup = 5
)

// MayGrow tells whether figures may grow by these people, beside others who were decided on since they last grew, were
// offered a form that asks for the axis, and are not among them. Whoever is known to have a changed score might be any of those who have one, and everybody else any of
// the rest: of both there are enough others, if there is anybody of them in it.
func (g GroupOverrides) MayGrow(others Overrides) bool {
	mixed := func(in, out int) bool { return in == 0 || out >= FewestOthers }
	return g.People >= FewestOfGroup && mixed(g.Changed, others.Changed) && mixed(g.People-g.Changed, others.People-others.Changed)
}

// Steps is between which numbers the count of those with a changed score lies, as far as it may be told.
func (g GroupOverrides) Steps() (lo, hi int) {
	lo = g.Changed / StepOfGroup * StepOfGroup
	return lo, min(lo+StepOfGroup-1, g.People)
}

// Overrides is how many people had a score changed, of how many.
type Overrides struct{ People, Changed int }

// Add counts one more.
func (o *Overrides) Add(changed bool) {
	o.People++
	if changed {
		o.Changed++
	}
}

// FormsStep is in what steps it is told how many forms there are: one form given or deleted hardly ever shows.
const FormsStep = 10

// RoundedForms is how many forms there are at least, as far as it may be told.
func RoundedForms(n int) int { return n / FormsStep * FormsStep }

// SeesGroups tells whether a person may see figures by group: whoever watches over fairness and neither reads, rates nor
// decides (measurement §6.1).
func (u *User) SeesGroups() bool {
	return u != nil && u.Is(Compliance) && !u.Is(HR, Recruiter, Interviewer)
}
