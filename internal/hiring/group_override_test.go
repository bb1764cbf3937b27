package hiring_test

import (
	"testing"

	"touchstone/internal/hiring"
)

func TestAFormSpeaksOfOneGroupOnEachAxis(t *testing.T) {
	t.Parallel()
	us := func(sex string, groups ...string) hiring.SelfIdentification {
		return hiring.SelfIdentification{Form: hiring.CountryUS, Sex: sex, Groups: groups}
	}
	cases := []struct {
		name           string
		form           hiring.SelfIdentification
		sex, race, age string
	}{
		{"EEO-1's sexes are women and men", us("female", "asian"), "woman", "asian", ""},
		{"whoever is Hispanic is that alone", us("male", "white", "hispanic"), "man", "hispanic", ""},
		{"several others are two or more", us("", "white", "asian"), "", "two_or_more", ""},
		{"two or more, said so", us("", "two_or_more"), "", "two_or_more", ""},
		{"preferring not to say is no group", us(hiring.PreferNotToSay, hiring.PreferNotToSay), "", "", ""},
		{"another form", hiring.SelfIdentification{Form: hiring.CountryOther, Sex: "another", Age: "50_and_over"}, "another", "", "50_and_over"},
		{"own words are no group", hiring.SelfIdentification{Form: hiring.CountryOther, Describe: "woman"}, "", "", ""},
	}
	for _, c := range cases {
		if sex, race, age := c.form.Group(hiring.SexAxis), c.form.Group(hiring.EthnicityAxis), c.form.Group(hiring.AgeAxis); sex != c.sex || race != c.race || age != c.age {
			t.Errorf("%s: %q %q %q, want %q %q %q", c.name, sex, race, age, c.sex, c.race, c.age)
		}
	}
}

func TestAGroupsFiguresGrowOnlyWhereTheyTellOfNobody(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name            string
		people, changed int
		others          hiring.Overrides
		may             bool
	}{
		{"nine people", 9, 2, hiring.Overrides{People: 100, Changed: 50}, false},
		{"ten among enough others", 10, 2, hiring.Overrides{People: 10, Changed: 5}, true},
		{"everybody else with a changed score is four", 10, 2, hiring.Overrides{People: 50, Changed: 4}, false},
		{"everybody else without is four", 10, 2, hiring.Overrides{People: 9, Changed: 5}, false},
		{"none changed, beside none", 10, 0, hiring.Overrides{People: 5}, true},
		{"none changed, beside a few without", 10, 0, hiring.Overrides{People: 5, Changed: 1}, false},
		{"all changed", 10, 10, hiring.Overrides{People: 5, Changed: 5}, true},
		{"nobody else at all", 200, 20, hiring.Overrides{}, false},
	}
	for _, c := range cases {
		g := hiring.GroupOverrides{People: c.people, Changed: c.changed}
		if got := g.MayGrow(c.others); got != c.may {
			t.Errorf("%s: %t", c.name, got)
		}
	}
	if hiring.FewestOfGroup < 10 || hiring.FewestOthers < 5 {
		t.Error("fewer than measurement §6.7 allows")
	}
}

func TestAGroupsChangesAreToldInStepsOfFive(t *testing.T) {
	t.Parallel()
	for count, want := range map[int][2]int{0: {0, 4}, 1: {0, 4}, 4: {0, 4}, 5: {5, 9}, 9: {5, 9}, 10: {10, 12}, 12: {10, 12}} {
		if lo, hi := (hiring.GroupOverrides{People: 12, Changed: count}).Steps(); lo != want[0] || hi != want[1] {
			t.Errorf("%d: %d to %d, want %d to %d", count, lo, hi, want[0], want[1])
		}
	}
}

// TestTheAxesStayWhereStoredFormsHaveThem: their places are bits of a stored column.
func TestTheAxesStayWhereStoredFormsHaveThem(t *testing.T) {
	t.Parallel()
	if got := hiring.GroupAxes(); got[0] != hiring.SexAxis || got[1] != hiring.EthnicityAxis || got[2] != hiring.AgeAxis {
		t.Errorf("moved: %v", got)
	}
	for country, want := range map[string]string{"": "", hiring.CountryUS: "sex group ", hiring.CountryOther: "sex age "} {
		asked := ""
		for _, x := range hiring.GroupAxes() {
			if x.AskedIn(country) {
				asked += string(x) + " "
			}
		}
		if asked != want {
			t.Errorf("%q asks for %s, want %s", country, asked, want)
		}
	}
}

func TestWhoHiresSeesNoGroups(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		roles []hiring.Role
		sees  bool
	}{
		{[]hiring.Role{hiring.Compliance}, true}, {[]hiring.Role{hiring.Compliance, hiring.Admin}, true}, {[]hiring.Role{hiring.Admin}, false},
		{[]hiring.Role{hiring.Compliance, hiring.HR}, false}, {[]hiring.Role{hiring.Compliance, hiring.Recruiter}, false}, {[]hiring.Role{hiring.Interviewer, hiring.Compliance}, false},
	} {
		if got := (&hiring.User{Roles: c.roles}).SeesGroups(); got != c.sees {
			t.Errorf("%v: %t", c.roles, got)
		}
	}
	if (*hiring.User)(nil).SeesGroups() {
		t.Error("nobody sees them")
	}
}
