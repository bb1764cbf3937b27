package hiring_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// keysAt lists problems as "field key".
func keysAt(ps hiring.Problems) []string {
	out := []string{}
	for _, p := range ps {
		out = append(out, p.Field+" "+p.Key)
	}
	return out
}

// sound is a requisition without problems.
func sound() hiring.Requisition {
	return hiring.Requisition{
		Name: "Autumn", PositionID: uuid.New(), Languages: []hiring.Language{hiring.English}, LinkDays: 14,
		Policy: hiring.Policy{AIUse: hiring.AIAllowed},
	}
}

func TestRequisitionCheck(t *testing.T) {
	t.Parallel()
	value, below := uuid.MustParse("00000000-0000-7000-8000-000000000009"), -1.0
	for name, c := range map[string]struct {
		change func(*hiring.Requisition)
		want   []string
	}{
		"sound":            {func(*hiring.Requisition) {}, []string{}},
		"nothing chosen":   {func(r *hiring.Requisition) { *r = hiring.Requisition{LinkDays: 1} }, []string{"name problem.required", "position problem.required", "languages problem.required", "ai_use problem.required"}},
		"a language more":  {func(r *hiring.Requisition) { r.Languages = append(r.Languages, "xx") }, []string{"languages problem.unknown_option"}},
		"links too short":  {func(r *hiring.Requisition) { r.LinkDays = 0 }, []string{"link_days problem.out_of_range"}},
		"links too long":   {func(r *hiring.Requisition) { r.LinkDays = hiring.MaxLinkDays + 1 }, []string{"link_days problem.out_of_range"}},
		"unknown policy":   {func(r *hiring.Requisition) { r.Policy.AIUse = "maybe" }, []string{"ai_use problem.required"}},
		"weight of naught": {func(r *hiring.Requisition) { r.Values = []hiring.RequisitionValue{{ValueID: value}} }, []string{"weight." + value.String() + " problem.out_of_range"}},
		"odd threshold": {func(r *hiring.Requisition) {
			r.Values = []hiring.RequisitionValue{{ValueID: value, Weight: 1, Threshold: &below}}
		}, []string{"threshold." + value.String() + " problem.out_of_range"}},
		"control characters": {func(r *hiring.Requisition) { r.Name = "a\x00b" }, []string{"name problem.control_characters"}},
	} {
		r := sound()
		c.change(&r)
		if d := cmp.Diff(c.want, keysAt(r.Check())); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
}

func TestRequisitionCanInviteOnlyWhenItIsComplete(t *testing.T) {
	t.Parallel()
	english := hiring.QuestionVersion{Wording: hiring.Wording{Kind: hiring.Text, Prompt: hiring.Words{hiring.English: "Why?"}}}
	r := sound()
	want := []string{"benchmark requisition.problem.no_benchmark", "values requisition.problem.no_values", "questions requisition.problem.no_questions"}
	if d := cmp.Diff(want, keysAt(r.CanInvite(nil))); d != "" {
		t.Errorf("empty (-want +got)\n%s", d)
	}
	version := uuid.New()
	r.BenchmarkVersionID, r.Values = &version, []hiring.RequisitionValue{{ValueID: uuid.New(), Weight: 1}}
	r.Languages = []hiring.Language{hiring.English, hiring.Turkish}
	want = []string{"languages requisition.problem.not_worded_tr"}
	if d := cmp.Diff(want, keysAt(r.CanInvite([]hiring.QuestionVersion{english, english}))); d != "" {
		t.Errorf("unworded (-want +got)\n%s", d)
	}
	r.Languages = r.Languages[:1]
	if ps := r.CanInvite([]hiring.QuestionVersion{english}); ps != nil {
		t.Errorf("complete: %v", ps)
	}
}

func TestOnlyWhoDoesNotRateAnswersRequests(t *testing.T) {
	t.Parallel()
	person := func(roles ...hiring.Role) hiring.User { return hiring.User{ID: uuid.New(), Roles: roles} }
	owner, hr, other, rater := person(hiring.Recruiter), person(hiring.HR), person(hiring.Recruiter), person(hiring.Interviewer)
	gone := person(hiring.HR)
	gone.DisabledAt = &time.Time{}
	all := []hiring.User{owner, hr, other, rater, gone}
	for name, c := range map[string]struct {
		panel []hiring.User
		want  []hiring.User
	}{
		"nobody rates":    {nil, []hiring.User{owner, hr}},
		"the owner rates": {[]hiring.User{owner}, []hiring.User{hr}},
		"HR rates":        {[]hiring.User{hr, rater}, []hiring.User{owner}},
		"both rate: a request must reach somebody": {[]hiring.User{owner, hr}, []hiring.User{owner}},
	} {
		r := hiring.Requisition{OwnerID: owner.ID}
		for _, u := range c.panel {
			r.Panel = append(r.Panel, u.ID)
		}
		var got []hiring.User
		for _, u := range all {
			if r.AnswersRequests(u, all) {
				got = append(got, u)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
}

func TestPositionIsTrimmedAndChecked(t *testing.T) {
	t.Parallel()
	p := hiring.Position{Name: " Service  desk ", Level: hiring.Frontline, Profile: hiring.RoleProfile{Needs: []hiring.Need{{Text: " "}, {Text: " Patience "}}}}.Trimmed()
	want := hiring.Position{Name: "Service desk", Level: hiring.Frontline, Profile: hiring.RoleProfile{Needs: []hiring.Need{{Text: "Patience"}}}}
	if d := cmp.Diff(want, p); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	p.Profile.Needs = make([]hiring.Need, hiring.MaxNeeds+1)
	p.Profile.Needs[3].Text = "a\x01"
	p.Name, p.Level = "", "king"
	wrong := []string{"name problem.required", "level problem.required", "needs problem.too_many", "needs.3.text problem.control_characters"}
	if d := cmp.Diff(wrong, keysAt(p.Check())); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
