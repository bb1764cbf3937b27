package hiring

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func TestALineIsStoredAlikeHoweverItWasTyped(t *testing.T) {
	t.Parallel()
	typed := ScorecardBody{Level: 3, NotRated: true, WhyNot: "a\r\nb", Evidence: "c\r\nd", Notes: "e\r\nf", ProbesUsed: []int{1}}
	for of, want := range map[Subject]ScorecardBody{
		OfQuestion: {NotRated: true, WhyNot: "a\nb", Evidence: "c\nd", Notes: "e\nf", ProbesUsed: []int{1}},
		OfValue:    {NotRated: true, WhyNot: "a\nb", Evidence: "c\nd"},
	} {
		got := typed.For(of)
		if diff := cmp.Diff(want, got); diff != "" || !got.Same(got.For(of)) {
			t.Errorf("%s (-want +got)\n%s", of, diff)
		}
	}
	if (ScorecardBody{ProbesUsed: []int{}}).For(OfQuestion).Begun() {
		t.Error("a line without a tick counts as begun")
	}
}

func TestAValueIsRatedOnceHoweverManyQuestionsAreAboutIt(t *testing.T) {
	t.Parallel()
	a, b := uuid.New(), uuid.New()
	got := AskedValues([]AssessmentQuestion{{ValueID: b}, {ValueID: a}, {ValueID: b}})
	if diff := cmp.Diff([]uuid.UUID{b, a}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestAScorecardIsLateFromTheMomentTheWindowCloses(t *testing.T) {
	t.Parallel()
	closes := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for at, want := range map[time.Duration]bool{-time.Millisecond: false, 0: true, time.Hour: true} {
		in := closes.Add(at)
		if got := (Scorecard{SubmittedAt: &in}).Late(Interview{ClosesAt: closes}); got != want {
			t.Errorf("%v after: late %v", at, got)
		}
	}
	if (Scorecard{}).Late(Interview{ClosesAt: closes}) {
		t.Error("a scorecard that is not in is late")
	}
}
