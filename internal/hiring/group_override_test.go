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

func TestAGroupIsCountedOnceTenOfItHaveComeTogether(t *testing.T) {
	t.Parallel()
	nine := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "man", People: hiring.FewestOfGroup - 1}
	ten := hiring.GroupOverrides{Axis: hiring.SexAxis, Group: "woman", People: hiring.FewestOfGroup}
	if got := hiring.Countable([]hiring.GroupOverrides{nine, ten}); len(got) != 1 || got[0] != ten {
		t.Errorf("counted: %+v", got)
	}
	if hiring.FewestOfGroup < 10 {
		t.Error("below ten a share of none or all may not be shown (measurement §6.7)")
	}
}

func TestAChangeHasTheDirectionOfWhatAdjustmentsAddUpTo(t *testing.T) {
	t.Parallel()
	var g hiring.GroupOverrides
	g.Add(false, 0)
	g.Add(true, 12)
	g.Add(true, -.5)
	g.Add(true, 0) // voided, or adjustments that make up for each other
	if want := (hiring.GroupOverrides{People: 4, Changed: 3, Raised: 1, Lowered: 1}); g != want {
		t.Errorf("%+v, want %+v", g, want)
	}
}

func TestAGroupsChangesAreToldInStepsOfFive(t *testing.T) {
	t.Parallel()
	g := hiring.GroupOverrides{People: 12}
	for count, want := range map[int][2]int{0: {0, 4}, 1: {0, 4}, 4: {0, 4}, 5: {5, 9}, 9: {5, 9}, 10: {10, 12}, 12: {10, 12}} {
		if lo, hi := g.Steps(count); lo != want[0] || hi != want[1] {
			t.Errorf("%d: %d to %d, want %d to %d", count, lo, hi, want[0], want[1])
		}
	}
}
