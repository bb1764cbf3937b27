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

// GroupAxes lists the axes in the order in which a page shows them.
func GroupAxes() []GroupAxis { return []GroupAxis{SexAxis, EthnicityAxis, AgeAxis} }

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

// GroupOverrides is how many people of a group have a decision and a computed score, and in how many of them somebody
// changed a score.
type GroupOverrides struct {
	Axis      GroupAxis
	Group     string
	People    int
	Changed   int
	CountedAt time.Time // when the figures last grew
}

// By how many people a group's figures grow at least, and how many others were decided on meanwhile. Whoever reads them
// may know, from the audit or from their work, about whom was decided and whose scores were changed: were the figures
// counted afresh at each look, the difference between two of them would say to which group one person belongs. Ten is
// also where a share of none or all may be shown, five the fewest people of whom a figure tells (measurement §6.7).
const (
	FewestOfGroup = 10
	FewestOthers  = 5
)

// MayGrow tells whether figures may grow by a batch, of whom so many had a score changed, beside others who were decided
// on since they last grew and are not in it. Whoever's scores were changed might be any of those with a changed score,
// whoever's were not any of the rest: of both there are enough outside the batch, if there are any in it.
func (g GroupOverrides) MayGrow(others Overrides) bool {
	mixed := func(in, out int) bool { return in == 0 || out >= FewestOthers }
	return g.People >= FewestOfGroup && mixed(g.Changed, others.Changed) && mixed(g.People-g.Changed, others.People-others.Changed)
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
