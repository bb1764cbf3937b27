package seed_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"touchstone/internal/hiring"
	"touchstone/seed"
)

func library(t *testing.T) []seed.LibraryValue {
	t.Helper()
	lib, err := seed.Library()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// eachQuestion calls do for every question of the library.
func eachQuestion(t *testing.T, do func(v seed.LibraryValue, q hiring.LibraryQuestion)) {
	t.Helper()
	for _, v := range library(t) {
		for _, q := range v.Questions {
			do(v, q)
		}
	}
}

func TestLibraryIsTenValuesThenFiveTraits(t *testing.T) {
	t.Parallel()
	lib := library(t)
	if len(lib) != 15 {
		t.Fatalf("%d entries", len(lib))
	}
	for i, v := range lib {
		want := hiring.LibraryValues
		if i >= 10 {
			want = hiring.LibraryTraits
		}
		if v.Kind != want {
			t.Errorf("%d %s is a %q, want %q", i, v.Value.Library, v.Kind, want)
		}
	}
}

func TestLibraryValuesAndWordingsPassTheirChecks(t *testing.T) {
	t.Parallel()
	for _, v := range library(t) {
		if ps := v.Value.Check(); ps != nil {
			t.Errorf("%s: %v", v.Value.Library, ps)
		}
		if len(v.Value.Behaviors) < 3 || len(v.Value.Metrics) == 0 {
			t.Errorf("%s: %d behaviours, %d metrics", v.Value.Library, len(v.Value.Behaviors), len(v.Value.Metrics))
		}
	}
	eachQuestion(t, func(_ seed.LibraryValue, q hiring.LibraryQuestion) {
		if ps := q.Check(); ps != nil {
			t.Errorf("%s: %v", q.Key, ps)
		}
		if !q.WithOptionKeys(nil).Same(q.Wording) {
			t.Errorf("%s: its option keys would change on the first edit", q.Key)
		}
	})
}

func TestLibraryActionStatementsStartWithAVerb(t *testing.T) {
	t.Parallel()
	for _, v := range library(t) {
		for _, l := range v.Value.ActionNudges() {
			t.Errorf("%s %s: %q", v.Value.Library, l, v.Value.Action[l])
		}
	}
}

func TestEveryValueHasFourQuestionsOfThreeKindsAndARatedPastBehaviour(t *testing.T) {
	t.Parallel()
	for _, v := range library(t) {
		kinds, rated := map[hiring.Kind]bool{}, 0
		for _, q := range v.Questions {
			kinds[q.Kind] = true
			if q.Kind == hiring.Text && q.Technique == hiring.PastBehavior && len(q.Probes) >= 1 && len(q.Anchors) == hiring.RatingLevels {
				rated++
			}
		}
		if len(v.Questions) < 4 || len(kinds) < 3 || rated < 1 {
			t.Errorf("%s: %d questions, %d kinds, %d past-behaviour questions with probes and a rating scale",
				v.Value.Library, len(v.Questions), len(kinds), rated)
		}
	}
}

func TestEveryTextIsThereInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, v := range library(t) {
		for where, w := range textsOf(v) {
			for _, l := range hiring.Languages() {
				s := w[l]
				if s == "" || s != strings.TrimSpace(s) || strings.Contains(s, "  ") || strings.ContainsFunc(s, unicode.IsControl) {
					t.Errorf("%s in %s: %q", where, l, s)
				}
			}
			if len(w) != len(hiring.Languages()) {
				t.Errorf("%s: %d languages", where, len(w))
			}
		}
	}
}

// textsOf lists every text of a library value by where it stands; optional texts that are absent count as empty.
func textsOf(v seed.LibraryValue) map[string]hiring.Words {
	out := map[string]hiring.Words{}
	add := func(where string, ws ...hiring.Words) {
		for i, w := range ws {
			out[fmt.Sprintf("%s %s %d", v.Value.Library, where, i)] = w
		}
	}
	add("name, meaning, action", v.Value.Name, v.Value.Meaning, v.Value.Action)
	add("behaviours", v.Value.Behaviors...)
	for _, q := range v.Questions {
		add(q.Key+" prompt, help, job-relatedness", q.Prompt, q.Help, q.JobRelated)
		add(q.Key+" probes", q.Probes...)
		add(q.Key+" anchors", q.Anchors...)
		if q.Kind == hiring.Numeric {
			add(q.Key+" ends, mode", q.LowEnd, q.HighEnd, q.ModeReason)
		}
		for _, o := range q.Options {
			add(q.Key+" option "+o.Key, o.Label)
		}
	}
	return out
}

func TestNoAnchorTextIsUsedTwice(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	eachQuestion(t, func(_ seed.LibraryValue, q hiring.LibraryQuestion) {
		for i, a := range q.Anchors {
			for l, s := range a {
				where := fmt.Sprintf("%s level %d", q.Key, i+1)
				key := string(l) + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }), " ")
				if other, twice := seen[key]; twice {
					t.Errorf("%s in %s is also %s: %q", where, l, other, s)
				}
				seen[key] = where
			}
		}
	})
}

func TestKeysAreUniqueAndLinksResolve(t *testing.T) {
	t.Parallel()
	byKey := map[string]hiring.LibraryQuestion{}
	eachQuestion(t, func(v seed.LibraryValue, q hiring.LibraryQuestion) {
		if _, twice := byKey[q.Key]; twice || !strings.HasPrefix(q.Key, v.Value.Library+"-") {
			t.Errorf("key %s of %s", q.Key, v.Value.Library)
		}
		byKey[q.Key] = q
	})
	pairs := 0
	for key, q := range byKey {
		if q.LinkedTo == "" {
			continue
		}
		pairs++
		first, ok := byKey[q.LinkedTo]
		if !ok || q.Asks == first.Asks || !slices.ContainsFunc([]string{q.Asks, first.Asks}, func(s string) bool { return s == hiring.AsksMost }) {
			t.Errorf("%s asks %q, linked to %q, which asks %q", key, q.Asks, q.LinkedTo, first.Asks)
		}
		if !slices.EqualFunc(q.Options, first.Options, func(a, b hiring.Option) bool {
			return a.Key == b.Key && (hiring.Wording{Prompt: a.Label}).Same(hiring.Wording{Prompt: b.Label})
		}) {
			t.Errorf("%s and %s offer different options", key, q.LinkedTo)
		}
	}
	if pairs == 0 {
		t.Error("no most/least pair in the library")
	}
}

func TestHowLuckyAreYouBelongsToAdaptability(t *testing.T) {
	t.Parallel()
	found := 0
	eachQuestion(t, func(v seed.LibraryValue, q hiring.LibraryQuestion) {
		if !strings.Contains(strings.ToLower(q.Prompt[hiring.English]), "how lucky are you") {
			return
		}
		found++
		if v.Value.Library != "adaptability" || q.Kind != hiring.Numeric || q.Lo != 1 || q.Hi != 10 || q.LowEnd.Empty() || q.HighEnd.Empty() {
			t.Errorf("%s: %s %d to %d", q.Key, q.Kind, q.Lo, q.Hi)
		}
	})
	if found != 1 {
		t.Errorf("found %d times", found)
	}
}

func TestLibraryAsksNothingPrivate(t *testing.T) {
	t.Parallel()
	eachQuestion(t, func(_ seed.LibraryValue, q hiring.LibraryQuestion) {
		for _, f := range q.Lint() {
			t.Errorf("%s in %s sounds like %s: %q", q.Key, f.Language, f.Topic, f.Word)
		}
	})
}
