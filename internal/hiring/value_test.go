package hiring_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

func TestActionStatementWithoutVerbIsNudged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang hiring.Language
		s    string
		want bool
	}{
		{hiring.English, "Say what you mean, mean what you say", true},
		{hiring.English, "Do it right the first time", true},
		{hiring.English, "Never promise what you cannot give", true},
		{hiring.English, "Don’t guess: find out", true},
		{hiring.English, "Mention the drawbacks first", true},
		{hiring.English, "Bring people together", true},
		{hiring.English, "Respect everyone’s time", true},
		{hiring.English, "Honesty in all we do", false},
		{hiring.English, "Kindness first", false},
		{hiring.English, "The customer is king", false},
		{hiring.English, "We tell the truth", false},
		{hiring.English, "Treating customers like family", false},
		{hiring.English, "With a smile, always", false},
		{hiring.Spanish, "Di la verdad", true},
		{hiring.Spanish, "No prometas lo que no puedes dar", true},
		{hiring.Spanish, "Escuchar antes de responder", true},
		{hiring.Spanish, "Cuidad los detalles", true},
		{hiring.Spanish, "La verdad por delante", false},
		{hiring.Spanish, "Honestidad ante todo", false},
		{hiring.Spanish, "Siempre con una sonrisa", false},
		{hiring.Spanish, "Nuestros clientes primero", false},
		{hiring.Turkish, "Doğruyu söyleyin", true},
		{hiring.Turkish, "Herkese saygıyla davranın.", true},
		{hiring.Turkish, "İlk seferinde doğru yap", true},
		{hiring.Turkish, "Doğruyu söyleyin, size pahalıya patlasa da", true},
		{hiring.Turkish, "Her koşulda dürüstlük", false},
		{hiring.Turkish, "HER ZAMAN SAYGI", false},
		{hiring.Turkish, "Önceliğimiz müşteri", false},
		{hiring.Turkish, "Her şey müşterimiz için", false},
		{hiring.English, "  ", true},
		{hiring.English, "5 * 5", false},
	} {
		if got := hiring.StartsWithVerb(c.lang, c.s); got != c.want {
			t.Errorf("%s %q: got %v, want %v", c.lang, c.s, got, c.want)
		}
	}
}

func TestNudgeNamesOnlyTheLanguagesConcerned(t *testing.T) {
	t.Parallel()
	v := hiring.Value{Action: hiring.Words{"en": "Tell the truth", "es": "La verdad por delante"}}
	if d := cmp.Diff([]hiring.Language{hiring.Spanish}, v.ActionNudges()); d != "" {
		t.Error(d)
	}
}

func TestMoreThanFiveValuesAreTooMany(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]bool{0: false, 5: false, 6: true} {
		if got := hiring.TooManyValues(n); got != want {
			t.Errorf("%d values: got %v, want %v", n, got, want)
		}
	}
}

// fields lists where problems stand and what they are.
func fields(ps hiring.Problems) []string {
	out := []string{}
	for _, p := range ps {
		out = append(out, p.Field+" "+p.Key)
	}
	return out
}

func TestValueProblemsStandAtTheirFields(t *testing.T) {
	t.Parallel()
	good := func() hiring.Value {
		return hiring.Value{Name: hiring.Words{"en": "Care"}, Behaviors: []hiring.Words{{"en": "Asks"}}, Metrics: []string{"CSAT"}}
	}
	for name, c := range map[string]struct {
		spoil func(*hiring.Value)
		want  []string
	}{
		"nothing wrong":       {func(v *hiring.Value) {}, []string{}},
		"no name":             {func(v *hiring.Value) { v.Name = hiring.Words{"en": "  "} }, []string{"name problem.required"}},
		"name too long":       {func(v *hiring.Value) { v.Name["tr"] = strings.Repeat("ş", 61) }, []string{"name.tr problem.too_long"}},
		"longest name":        {func(v *hiring.Value) { v.Name["tr"] = strings.Repeat("ş", 60) }, []string{}},
		"action too long":     {func(v *hiring.Value) { v.Action = hiring.Words{"es": strings.Repeat("a", 141)} }, []string{"action.es problem.too_long"}},
		"control character":   {func(v *hiring.Value) { v.Meaning = hiring.Words{"en": "a\x00b"} }, []string{"meaning.en problem.control_characters"}},
		"not UTF-8":           {func(v *hiring.Value) { v.Meaning = hiring.Words{"en": "a\xff"} }, []string{"meaning.en problem.not_utf8"}},
		"behaviour too long":  {func(v *hiring.Value) { v.Behaviors[0]["en"] = strings.Repeat("a", 241) }, []string{"behaviors.0.en problem.too_long"}},
		"too many behaviours": {func(v *hiring.Value) { v.Behaviors = make([]hiring.Words, 9) }, []string{"behaviors problem.too_many"}},
		"unknown metric":      {func(v *hiring.Value) { v.Metrics = []string{"CSAT", "KPI"} }, []string{"metrics problem.unknown_option"}},
	} {
		v := good()
		c.spoil(&v)
		if d := cmp.Diff(c.want, fields(v.Check())); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
