package hiring_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"touchstone/internal/hiring"
)

func madeTheme(n int, sentences ...string) hiring.Theme {
	return hiring.Theme{ID: uuid.UUID{15: byte(n)}, Sentences: sentences, CreatedAt: time.UnixMilli(int64(n))}
}

func TestAThemeIsFoundAgainByItsSentences(t *testing.T) {
	t.Parallel()
	first, second := madeTheme(1, "a", "b", "c"), madeTheme(2, "d", "e")
	for name, c := range map[string]struct {
		found [][]string
		want  []int
	}{
		"as it was":                        {[][]string{{"d", "e"}, {"a", "b", "c"}}, []int{1, 0}},
		"with a new sentence":              {[][]string{{"a", "b", "c", "x", "y"}}, []int{0}},
		"with one left of three":           {[][]string{{"a", "x"}}, []int{0}},
		"with one of three in a large one": {[][]string{{"a", "x", "y", "z"}}, []int{-1}},
		"fallen into parts":                {[][]string{{"a", "x"}, {"b", "c"}}, []int{0, 0}},
		"two grown together":               {[][]string{{"a", "b", "d"}}, []int{0}},
		"as near to both":                  {[][]string{{"a", "d"}}, []int{0}},
		"a stranger":                       {[][]string{{"x", "y"}}, []int{-1}},
		"nothing found":                    {nil, []int{}},
	} {
		if diff := cmp.Diff(c.want, hiring.MatchThemes([]hiring.Theme{first, second}, c.found)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func TestMatchingThemesDependsOnNoOrder(t *testing.T) {
	t.Parallel()
	sentences := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-f]`), 1, 4, rapid.ID[string])
	rapid.Check(t, func(t *rapid.T) {
		var made []hiring.Theme
		for i, s := range rapid.SliceOfN(sentences, 1, 4).Draw(t, "made") {
			made = append(made, madeTheme(i+1, s...))
		}
		found := rapid.SliceOfN(sentences, 0, 5).Draw(t, "found")
		backward := slices.Clone(made)
		slices.Reverse(backward)
		there, back := hiring.MatchThemes(made, found), hiring.MatchThemes(backward, found)
		for i := range found {
			if there[i] >= 0 != (back[i] >= 0) || there[i] >= 0 && made[there[i]].ID != backward[back[i]].ID {
				t.Fatalf("%v is %d of %v and %d backward", found[i], there[i], made, back[i])
			}
		}
	})
}

func TestAThemeKeyIsMadeOfTheSentencesAlone(t *testing.T) {
	t.Parallel()
	a, b := hiring.ThemeKey([]string{"x", "y", "y"}), hiring.ThemeKey([]string{"y", "x"})
	if a != b || a == hiring.ThemeKey([]string{"x"}) {
		t.Errorf("%s and %s", a, b)
	}
}

func TestThemesChangeWhenHRChangesThemNotWhenSentencesDo(t *testing.T) {
	t.Parallel()
	was := []hiring.ThemeRecord{{Question: "q", Name: "Calls back", Edited: true, Exemplars: 3, Parts: []string{"p"}}, {Question: "q", Exemplars: 2}}
	for name, c := range map[string]struct {
		change func([]hiring.ThemeRecord)
		same   bool
	}{
		"more express it":        {func(r []hiring.ThemeRecord) { r[0].Exemplars, r[1].Exemplars = 5, 4 }, true},
		"another name":           {func(r []hiring.ThemeRecord) { r[0].Name = "Rings" }, false},
		"dropped":                {func(r []hiring.ThemeRecord) { r[0].Dropped = true }, false},
		"one more has a name":    {func(r []hiring.ThemeRecord) { r[1].Name, r[1].Edited = "Owns up", true }, false},
		"made of other clusters": {func(r []hiring.ThemeRecord) { r[0].Parts = []string{"p", "o"} }, false},
	} {
		now := slices.Clone(was)
		c.change(now)
		if hiring.SameThemes(was, now) != c.same {
			t.Errorf("%s: same is %v", name, !c.same)
		}
	}
}

func TestAThemeNameIsShortAndSaysSomething(t *testing.T) {
	t.Parallel()
	long := make([]byte, hiring.MaxThemeName+1)
	for i := range long {
		long[i] = 'x'
	}
	for name, want := range map[string]string{"": "problem.required", string(long): "problem.too_long", "Calls back": ""} {
		got := ""
		if ps := hiring.CheckThemeName(name); len(ps) > 0 {
			got = ps[0].Key
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
