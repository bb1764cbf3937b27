package hiring_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

func TestLinkStateIsWhatItsHolderMayDo(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	open, over := hiring.Invitation{ExpiresAt: now.Add(time.Second)}, hiring.Invitation{ExpiresAt: now}
	revoked := open
	revoked.RevokedAt = &now
	begun, handedIn := &hiring.Attempt{}, &hiring.Attempt{SubmittedAt: &now}
	cases := []struct {
		name string
		link hiring.Link
		want hiring.LinkState
	}{
		{"new", hiring.Link{Invitation: open}, hiring.LinkUnused},
		{"started", hiring.Link{Invitation: open, Attempt: begun}, hiring.LinkStarted},
		{"run out to the moment", hiring.Link{Invitation: over, Attempt: begun}, hiring.LinkExpired},
		{"requisition closed", hiring.Link{Invitation: open, Attempt: begun, ClosedAt: &now}, hiring.LinkExpired},
		{"submitted", hiring.Link{Invitation: open, Attempt: handedIn}, hiring.LinkSubmitted},
		{"submitted, then run out", hiring.Link{Invitation: over, Attempt: handedIn}, hiring.LinkSubmitted},
		{"submitted, then closed", hiring.Link{Invitation: open, Attempt: handedIn, ClosedAt: &now}, hiring.LinkSubmitted},
		{"revoked", hiring.Link{Invitation: revoked, Attempt: begun}, hiring.LinkClosed},
		{"submitted, then revoked", hiring.Link{Invitation: revoked, Attempt: handedIn}, hiring.LinkClosed},
	}
	for _, c := range cases {
		if got := c.link.State(now); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAnswerIsStoredAlikeHoweverItCame(t *testing.T) {
	t.Parallel()
	options := []hiring.Option{{Key: "a"}, {Key: "b"}, {Key: "c"}}
	cases := []struct {
		name     string
		kind     hiring.Kind
		in, want hiring.AnswerBody
	}{
		{"line ends of a form", hiring.Text, hiring.AnswerBody{Text: "one\r\ntwo\n"}, hiring.AnswerBody{Text: "one\ntwo\n"}},
		{"picks sent to a text", hiring.Text, hiring.AnswerBody{Text: "x", Number: new(3), Picks: []string{"a"}}, hiring.AnswerBody{Text: "x"}},
		{"a scale keeps its why", hiring.Numeric, hiring.AnswerBody{Text: "why", Number: new(3), Picks: []string{}}, hiring.AnswerBody{Text: "why", Number: new(3)}},
		{"several, in any order", hiring.Multiple, hiring.AnswerBody{Text: "no", Picks: []string{"c", "a"}}, hiring.AnswerBody{Picks: []string{"a", "c"}}},
		{"an unknown one stays to be refused", hiring.Multiple, hiring.AnswerBody{Picks: []string{"z", "a"}}, hiring.AnswerBody{Picks: []string{"z", "a"}}},
		{"a ranking keeps its order", hiring.Ranking, hiring.AnswerBody{Picks: []string{"c", "a", "b"}}, hiring.AnswerBody{Picks: []string{"c", "a", "b"}}},
		{"no picks are none", hiring.Single, hiring.AnswerBody{Picks: []string{}}, hiring.AnswerBody{}},
	}
	for _, c := range cases {
		q := hiring.QuestionVersion{Wording: hiring.Wording{Kind: c.kind, Options: options}}
		if diff := cmp.Diff(c.want, c.in.For(q)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
		if !c.in.For(q).Same(c.want) {
			t.Errorf("%s: not the same as %+v", c.name, c.want)
		}
	}
	for _, other := range []hiring.AnswerBody{{}, {Text: "x"}, {Number: new(1)}, {Picks: []string{"a"}}} {
		if other.Same(hiring.AnswerBody{Number: new(2)}) {
			t.Errorf("%+v is said to be the same as a 2", other)
		}
	}
}

func TestShortTextIsAskedForAnExample(t *testing.T) {
	t.Parallel()
	fourteen := "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
	for text, want := range map[string]bool{"": false, "  \n": false, "Yes.": true, fourteen: true, fourteen + " fifteen": false} {
		if got := (hiring.AnswerBody{Text: text}).Short(hiring.Text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if (hiring.AnswerBody{Text: "why", Number: new(2)}).Short(hiring.Numeric) {
		t.Error("the why beside a scale is never too short")
	}
}

func TestAssessmentSpeaksTheLanguagesOfEveryAskedQuestion(t *testing.T) {
	t.Parallel()
	in := func(waived bool, langs ...hiring.Language) hiring.AssessmentQuestion {
		w := hiring.Words{}
		for _, l := range langs {
			w[l] = "?"
		}
		return hiring.AssessmentQuestion{QuestionVersion: hiring.QuestionVersion{Wording: hiring.Wording{Kind: hiring.Text, Prompt: w}}, Waived: waived}
	}
	a := hiring.Assessment{Questions: []hiring.AssessmentQuestion{
		in(false, "en", "es", "tr"), in(false, "en", "tr"), in(true, "es"),
	}}
	wanted := []hiring.Language{hiring.Turkish, hiring.Spanish}
	if diff := cmp.Diff([]hiring.Language{hiring.Turkish}, a.Languages(wanted)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(wanted) != 2 || wanted[1] != hiring.Spanish || len(a.Questions) != 3 {
		t.Error("what was given has been changed")
	}
}

func TestMinutesAreRoundedUpToFive(t *testing.T) {
	t.Parallel()
	of := func(texts, picks int) (qs []hiring.AssessmentQuestion) {
		for i := range texts + picks {
			k := hiring.Text
			if i >= texts {
				k = hiring.Ranking
			}
			qs = append(qs, hiring.AssessmentQuestion{QuestionVersion: hiring.QuestionVersion{Wording: hiring.Wording{Kind: k}}})
		}
		return qs
	}
	for _, c := range []struct{ texts, picks, want int }{{0, 0, 0}, {0, 1, 5}, {1, 0, 5}, {1, 1, 10}, {4, 8, 30}} {
		if got := hiring.Minutes(of(c.texts, c.picks)); got != c.want {
			t.Errorf("%d texts and %d picks take %d minutes, want %d", c.texts, c.picks, got, c.want)
		}
	}
}
