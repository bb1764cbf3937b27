package hiring

import "slices"

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

// GroupOverrides is how many people of a group were decided on once, and in how many of them people changed a computed
// score: at all, so that what adjustments add up to is more than what was computed, or less. A voided score is a
// change with no direction.
type GroupOverrides struct {
	Axis                             GroupAxis
	Group                            string
	People, Changed, Raised, Lowered int
}

// Add counts one person whose reviews that stand are changes or not, and move the scores by so many points together.
func (g *GroupOverrides) Add(changed bool, moved float64) {
	g.People++
	if !changed {
		return
	}
	g.Changed++
	switch {
	case moved > 0:
		g.Raised++
	case moved < 0:
		g.Lowered++
	}
}

// FewestOfGroup is by how many people a group's figures grow at least. Whoever reads them may also know, from the audit
// or from their work, whose scores were changed and when: were the figures counted afresh at each look, the difference
// between two of them would say to which group one person belongs. Ten is also where a share of none or all may be
// shown (measurement §6.7).
const FewestOfGroup = 10

// DecidedTogether is after how many more people were decided on that figures are counted at all. Were they counted on the
// day on which the tenth person of a group is decided on, the audit's one decision of that day would say who that is.
const DecidedTogether = 20

// StepOfGroup is in what steps a group's changes are shown. Whoever knows from the audit that scores of one person alone
// were changed would read that person's group from a 1; and no cell may be under five (measurement §6.7).
const StepOfGroup = 5

// Steps is between which numbers a count of a group's people lies, as far as it may be told.
func (g GroupOverrides) Steps(count int) (lo, hi int) {
	lo = count / StepOfGroup * StepOfGroup
	return lo, min(lo+StepOfGroup-1, g.People)
}

// Countable are the groups of which enough people wait to be counted. The others wait on. Nothing makes up for them by
// hiding a further group, since neither a total nor the number of people who said nothing is ever shown.
func Countable(waiting []GroupOverrides) []GroupOverrides {
	var out []GroupOverrides
	for _, g := range waiting {
		if g.People >= FewestOfGroup {
			out = append(out, g)
		}
	}
	return out
}
