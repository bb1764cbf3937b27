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
	Kept     bool // there is a key
	Decides  bool // the reader hires as well, and sees no figures
	Forms    int  // rounded down to tens
	Few      int
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
	Name            string
	Shown           bool
	People          int
	Changed         string // in steps
	Share, Interval string
}

// groupOverrides shows them. Whoever reads, rates or decides as well sees none, in whatever other role: what people say of
// themselves is never theirs to read (measurement §6.1).
func (s *Server) groupOverrides(c *request) error {
	page := groupOverridesPage{Page: c.page("self_identification.staff.title").in("self_identification"), Kept: s.app.KeepsSelfIdentification()}
	if page.Decides = !c.user.SeesGroups(); page.Decides {
		return c.render(http.StatusOK, page)
	}
	forms, err := s.app.Store().CountSelfIdentifications(c.Request().Context())
	if err != nil {
		return err
	}
	figures, err := s.app.Store().GroupOverrides(c.Request().Context())
	if err != nil {
		return err
	}
	page.Few, page.Together = hiring.FewestOfGroup, hiring.DecidedTogether
	page.Forms = hiring.RoundedForms(forms)
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

// showGroup writes a group's figures: how many people they are of, and the changes in steps. The share lies between its
// ends, and the interval reaches from the lower end's to the upper end's.
func (p Page) showGroup(line *groupLine, g hiring.GroupOverrides) {
	lo, hi := g.Steps()
	least, most := stats.NewProportion(lo, g.People, rateLevel), stats.NewProportion(hi, g.People, rateLevel)
	line.Shown, line.People, line.Changed, line.Share = true, g.People, p.Num(float64(lo), 0), p.Percent(least.P.Value)
	if lo < hi {
		line.Changed = p.span(float64(lo), float64(hi))
		line.Share = p.T("self_identification.overrides.between", "Lo", line.Share, "Hi", p.Percent(most.P.Value))
	}
	line.Interval = p.T("review_rate.interval", "Lo", p.Percent(least.Wilson.Lo), "Hi", p.Percent(most.Wilson.Hi))
}
