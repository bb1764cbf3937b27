package hiring_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func someID() uuid.UUID { return uuid.MustParse("00000000-0000-4000-8000-000000000001") }

func TestClosenessSaysNoMoreThanTheMeasurementCarries(t *testing.T) {
	t.Parallel()
	f := func(x float64) *float64 { return &x }
	for name, c := range map[string]struct {
		fit, lo, hi, reached *float64
		want                 hiring.Closeness
	}{
		"where three in four of them are":  {f(70), f(62), f(80), f(60), hiring.CloseToThem},
		"it may be a step lower":           {f(62), f(50), f(74), f(60), hiring.AtLeastPartly},
		"it may be a step higher":          {f(26), f(0), f(31), f(60), hiring.AtMostPartly},
		"half way":                         {f(40), f(32), f(55), f(60), hiring.PartlyLike},
		"little":                           {f(10), f(0), f(20), f(60), hiring.LittleLike},
		"from one end to the other":        {f(45), f(20), f(70), f(60), hiring.UnclearHow},
		"no interval":                      {f(70), nil, nil, f(60), hiring.UnclearHow},
		"no fit":                           {nil, f(1), f(2), f(60), hiring.UnclearHow},
		"nothing to be held against":       {f(70), f(62), f(80), nil, hiring.UnclearHow},
		"a benchmark that reaches nothing": {f(70), f(62), f(80), f(0), hiring.UnclearHow},
	} {
		if got := hiring.ClosenessOf(c.fit, c.lo, c.hi, c.reached); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAnExplanationIsNamedByEveryWordOfIt(t *testing.T) {
	t.Parallel()
	c := hiring.ExplanationContent{Language: hiring.English, Title: "t", Lead: []string{"a", "b"}}
	other := c
	other.Lead = []string{"ab"}
	if c.Sum() == other.Sum() || c.Sum() != (hiring.ExplanationContent{Language: hiring.English, Title: "t", Lead: []string{"a", "b"}}).Sum() {
		t.Error("the hash does not follow the words")
	}
	ps := hiring.ExplanationChoice{Note: strings.Repeat("x", hiring.MaxExplanationNote+1), Values: []uuid.UUID{someID()}}.Check(nil)
	if ps.At("note") == nil || ps.At("values") == nil {
		t.Errorf("%v", ps)
	}
}

func TestRequestSaysWhatItAsksForWithinBounds(t *testing.T) {
	t.Parallel()
	for field, r := range map[string]hiring.ReviewRequest{
		"kind":    {Kind: "refund", Message: "m"},
		"message": {Kind: hiring.AskReview, Message: "  "},
	} {
		if ps := r.Check(); len(ps) != 1 || ps[0].Field != field {
			t.Errorf("%s: %v", field, ps)
		}
	}
	long := hiring.ReviewRequest{Kind: hiring.AskCorrection, Message: strings.Repeat("ş", hiring.MaxReviewMessage)}
	if ps := long.Check(); len(ps) != 0 {
		t.Errorf("5,000 letters: %v", ps)
	}
	if long.Message += "x"; long.Check().At("message") == nil {
		t.Error("a letter more is taken")
	}
}

func TestAnswerToARequestIsOneOfItsOutcomesInWords(t *testing.T) {
	t.Parallel()
	asked := time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC)
	before, after := asked.Add(-time.Hour), asked.Add(time.Hour)
	for name, c := range map[string]struct {
		kind    hiring.ReviewRequestKind
		outcome hiring.ReviewOutcome
		answer  string
		decided *time.Time
		field   string // "" when it is fine
	}{
		"it stands":                            {hiring.AskReview, hiring.Upheld, "Read again.", &before, ""},
		"a correction is not upheld":           {hiring.AskCorrection, hiring.Upheld, "Read again.", nil, "outcome"},
		"a review is not corrected":            {hiring.AskReview, hiring.Corrected, "Done.", nil, "outcome"},
		"put right":                            {hiring.AskCorrection, hiring.Corrected, "Put right today.", nil, ""},
		"declined needs a reason as well":      {hiring.AskReview, hiring.Declined, " ok. ", nil, "answer"},
		"changed needs a newer decision":       {hiring.AskReview, hiring.Changed, "New.", &before, "outcome"},
		"changed without any decision":         {hiring.AskReview, hiring.Changed, "New.", nil, "outcome"},
		"changed, and the new one is recorded": {hiring.AskReview, hiring.Changed, "Decided anew.", &after, ""},
	} {
		r := hiring.ReviewRequest{Kind: c.kind, CreatedAt: asked, Outcome: c.outcome, Answer: c.answer}
		ps := r.CheckAnswer(c.decided)
		if (c.field == "") != (len(ps) == 0) || c.field != "" && ps[0].Field != c.field {
			t.Errorf("%s: %v", name, ps)
		}
	}
	r := hiring.ReviewRequest{DueAt: asked}
	if !r.Overdue(asked) || r.Overdue(before) {
		t.Error("overdue from the promised moment on")
	}
	if r.AnsweredAt = &after; r.Overdue(after) {
		t.Error("what is answered is not overdue")
	}
}

func TestNobodyJudgesTheirOwnDecisionWhileAnotherCould(t *testing.T) {
	t.Parallel()
	hr, hr2 := hiring.User{ID: uuid.New(), Roles: []hiring.Role{hiring.HR}}, hiring.User{ID: uuid.New(), Roles: []hiring.Role{hiring.HR}}
	owner := hiring.User{ID: uuid.New(), Roles: []hiring.Role{hiring.Recruiter}}
	rater := hiring.User{ID: uuid.New(), Roles: []hiring.Role{hiring.Interviewer}}
	gone := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	left := hiring.User{ID: uuid.New(), Roles: []hiring.Role{hiring.HR}, DisabledAt: &gone}
	review, correction := hiring.ReviewRequest{Kind: hiring.AskReview}, hiring.ReviewRequest{Kind: hiring.AskCorrection}
	for name, c := range map[string]struct {
		user        hiring.User
		staff       []hiring.User
		panel       []uuid.UUID
		q           hiring.ReviewRequest
		decider     uuid.UUID
		may, second bool
	}{
		"another of HR":                            {hr2, []hiring.User{hr, hr2, owner}, nil, review, hr.ID, true, false},
		"who decided, with another there":          {hr, []hiring.User{hr, hr2}, nil, review, hr.ID, false, true},
		"who decided, with the owner there":        {hr, []hiring.User{hr, owner}, nil, review, hr.ID, false, true},
		"who decided, alone":                       {hr, []hiring.User{hr}, nil, review, hr.ID, true, false},
		"who decided, and the other has left":      {hr, []hiring.User{hr, left}, nil, review, hr.ID, true, false},
		"who decided, and the other rates":         {hr, []hiring.User{hr, hr2}, []uuid.UUID{hr2.ID}, review, hr.ID, true, false},
		"who decided may put data right":           {hr, []hiring.User{hr, hr2}, nil, correction, hr.ID, true, false},
		"whoever rates never":                      {hr2, []hiring.User{hr, hr2}, []uuid.UUID{hr2.ID}, review, hr.ID, false, false},
		"an interviewer never":                     {rater, []hiring.User{hr, rater}, nil, review, hr.ID, false, false},
		"the owner":                                {owner, []hiring.User{hr, owner}, nil, review, hr.ID, true, false},
		"the owner who rates, while HR does not":   {owner, []hiring.User{hr, owner}, []uuid.UUID{owner.ID}, review, hr.ID, false, false},
		"the owner who rates, when everybody does": {owner, []hiring.User{hr, owner}, []uuid.UUID{owner.ID, hr.ID}, review, hr.ID, true, false},
	} {
		r := hiring.Requisition{OwnerID: owner.ID, Panel: c.panel}
		if may, second := r.AnswersReview(c.user, c.staff, c.q, c.decider); may != c.may || second != c.second {
			t.Errorf("%s: %v %v, want %v %v", name, may, second, c.may, c.second)
		}
	}
}

func TestExperienceIsVoluntaryAndOnItsScale(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		e     hiring.Experience
		field string
	}{
		"all three":        {hiring.Experience{Answers: [3]int{5, 1, 3}}, ""},
		"one is enough":    {hiring.Experience{Answers: [3]int{0, 0, 2}}, ""},
		"a comment alone":  {hiring.Experience{Comment: "fine"}, ""},
		"nothing":          {hiring.Experience{Comment: " "}, "q1"},
		"off the scale":    {hiring.Experience{Answers: [3]int{1, 6, 0}}, "q2"},
		"a long comment":   {hiring.Experience{Comment: strings.Repeat("x", hiring.MaxExperienceComment+1)}, "comment"},
		"below the scale":  {hiring.Experience{Answers: [3]int{1, 1, -1}}, "q3"},
		"a comment's edge": {hiring.Experience{Comment: strings.Repeat("x", hiring.MaxExperienceComment)}, ""},
	} {
		ps := c.e.Check()
		if (c.field == "") != (len(ps) == 0) || c.field != "" && ps[0].Field != c.field {
			t.Errorf("%s: %v", name, ps)
		}
	}
	var a, b hiring.ExperienceCounts
	a.Add(hiring.Experience{Answers: [3]int{5, 0, 1}})
	b.Add(hiring.Experience{Answers: [3]int{5, 2, 0}})
	a.Merge(b)
	if a.Forms != 2 || a.N(0) != 2 || a.N(1) != 1 || a.N(2) != 1 || a.Answers[0][4] != 2 {
		t.Errorf("%+v", a)
	}
}

func TestSelfIdentificationTakesItsFormsOwnAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		s     hiring.SelfIdentification
		field string
	}{
		"US, several groups":         {hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "female", Groups: []string{"asian", "white"}}, ""},
		"preferring not to say":      {hiring.SelfIdentification{Form: hiring.CountryUS, Sex: hiring.PreferNotToSay, Groups: []string{hiring.PreferNotToSay}}, ""},
		"both a group and none":      {hiring.SelfIdentification{Form: hiring.CountryUS, Groups: []string{hiring.PreferNotToSay, "white"}}, "groups"},
		"an unknown group":           {hiring.SelfIdentification{Form: hiring.CountryUS, Groups: []string{"martian"}}, "groups"},
		"groups elsewhere":           {hiring.SelfIdentification{Form: hiring.CountryOther, Groups: []string{"white"}}, "groups"},
		"EEO-1 has two sexes":        {hiring.SelfIdentification{Form: hiring.CountryUS, Sex: "another"}, "sex"},
		"elsewhere there is another": {hiring.SelfIdentification{Form: hiring.CountryOther, Sex: "another", Age: "30_49"}, ""},
		"age is not asked in the US": {hiring.SelfIdentification{Form: hiring.CountryUS, Age: "30_49"}, "age"},
		"own words are enough":       {hiring.SelfIdentification{Form: hiring.CountryOther, Describe: "me"}, ""},
		"own words have an end":      {hiring.SelfIdentification{Form: hiring.CountryOther, Describe: strings.Repeat("x", 101)}, "describe"},
		"nothing at all":             {hiring.SelfIdentification{Form: hiring.CountryOther}, "sex"},
	} {
		ps := c.s.Check()
		if (c.field == "") != (len(ps) == 0) || c.field != "" && ps[0].Field != c.field {
			t.Errorf("%s: %v", name, ps)
		}
	}
	if n := len(hiring.SelfGroups()); n != 8 || hiring.SelfGroups()[0] != hiring.PreferNotToSay {
		t.Errorf("%d options: the seven groups and preferring not to say, which stands first", n)
	}
}
