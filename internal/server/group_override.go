package server

import (
	"net/http"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
)

// groupOverridesPage is all that is shown of self-identification: about how many forms there are, and how often scores
// were changed by group, for whoever watches over fairness.
type groupOverridesPage struct {
	Page
	Kept  bool // there is a key
	Forms int  // rounded down to tens
	Few   int
	// Together is after how many more people decided on the figures are looked at.
	Together int
	Axes     []groupAxis
}

func (groupOverridesPage) template() (layout, name string) { return "staff", "self-identification" }

// groupAxis is the table of one axis, with every group of it.
type groupAxis struct {
	ID, Heading string
	Lines       []groupLine
}

// groupLine is one group; Shown is false while too few people of it have come together.
type groupLine struct {
	Name                                      string
	Shown                                     bool
	People                                    int
	Changed, Raised, Lowered, Share, Interval string
}

func (s *Server) groupOverrides(c *request) error {
	forms, err := s.app.Store().CountSelfIdentifications(c.Request().Context())
	if err != nil {
		return err
	}
	figures, err := s.app.Store().GroupOverrides(c.Request().Context())
	if err != nil {
		return err
	}
	few := hiring.FewestOfGroup
	page := groupOverridesPage{Page: c.page("self_identification.staff.title").in("self_identification"), Kept: s.app.KeepsSelfIdentification(), Forms: forms / few * few, Few: few, Together: hiring.DecidedTogether}
	for _, axis := range hiring.GroupAxes() {
		if slices.ContainsFunc(figures, func(g hiring.GroupOverrides) bool { return g.Axis == axis }) {
			page.Axes = append(page.Axes, page.groupAxis(axis, figures))
		}
	}
	return c.render(http.StatusOK, page)
}

func (p Page) groupAxis(axis hiring.GroupAxis, figures []hiring.GroupOverrides) groupAxis {
	heading := "self_identification." + string(axis)
	if axis == hiring.EthnicityAxis {
		heading = "self_identification.groups"
	}
	out := groupAxis{ID: string(axis), Heading: p.T(heading)}
	for _, name := range hiring.GroupsOf(axis) {
		line := groupLine{Name: p.T("self_identification." + string(axis) + "." + name)}
		for _, g := range figures {
			if g.Axis != axis || g.Group != name {
				continue
			}
			p.showGroup(&line, g)
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

// showGroup writes a group's figures: how many people they are of, and the changes in steps.
func (p Page) showGroup(line *groupLine, g hiring.GroupOverrides) {
	steps := func(count int) string {
		lo, hi := g.Steps(count)
		if lo == hi {
			return p.Num(float64(lo), 0)
		}
		return p.span(float64(lo), float64(hi))
	}
	lo, hi := g.Steps(g.Changed)
	least, most := stats.NewProportion(lo, g.People, rateLevel), stats.NewProportion(hi, g.People, rateLevel)
	line.Shown, line.People = true, g.People
	line.Changed, line.Raised, line.Lowered = steps(g.Changed), steps(g.Raised), steps(g.Lowered)
	if line.Share = p.Percent(least.P.Value); lo < hi {
		line.Share = p.T("self_identification.overrides.between", "Lo", line.Share, "Hi", p.Percent(most.P.Value))
	}
	line.Interval = p.T("review_rate.interval", "Lo", p.Percent(least.Wilson.Lo), "Hi", p.Percent(most.Wilson.Hi))
}
