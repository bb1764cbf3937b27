package hiring_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

func en(s string) hiring.Words { return hiring.Words{hiring.English: s} }

func option(key, label string) hiring.Option { return hiring.Option{Key: key, Label: en(label)} }

func textWording() hiring.Wording {
	return hiring.Wording{Kind: hiring.Text, Technique: hiring.PastBehavior, Prompt: en("Tell us about a time …")}
}

func scaleWording() hiring.Wording {
	return hiring.Wording{
		Kind: hiring.Numeric, Technique: hiring.SelfRating, Prompt: en("How lucky are you?"),
		Lo: 1, Hi: 10, LowEnd: en("Things go wrong"), HighEnd: en("Things go well"), Mode: hiring.IdealPoint,
	}
}

func choiceWording(k hiring.Kind) hiring.Wording {
	return hiring.Wording{
		Kind: k, Technique: hiring.Judgment, Prompt: en("What first?"),
		Options: []hiring.Option{option("a", "Ask"), option("b", "Act")},
	}
}

func TestWordingProblemsStandAtTheirFields(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		wording hiring.Wording
		spoil   func(*hiring.Wording)
		want    []string
	}{
		"good text":     {textWording(), func(w *hiring.Wording) {}, []string{}},
		"good scale":    {scaleWording(), func(w *hiring.Wording) {}, []string{}},
		"good ranking":  {choiceWording(hiring.Ranking), func(w *hiring.Wording) {}, []string{}},
		"no prompt":     {textWording(), func(w *hiring.Wording) { w.Prompt = nil }, []string{"prompt problem.required"}},
		"no technique":  {textWording(), func(w *hiring.Wording) { w.Technique = "" }, []string{"technique problem.required"}},
		"no kind":       {textWording(), func(w *hiring.Wording) { w.Kind = "essay" }, []string{"kind problem.required"}},
		"long prompt":   {textWording(), func(w *hiring.Wording) { w.Prompt = en(strings.Repeat("a", 601)) }, []string{"prompt.en problem.too_long"}},
		"long probe":    {textWording(), func(w *hiring.Wording) { w.Probes = []hiring.Words{en(strings.Repeat("a", 1001))} }, []string{"probes.0.en problem.too_long"}},
		"six probes":    {textWording(), func(w *hiring.Wording) { w.Probes = make([]hiring.Words, 6) }, []string{"probes problem.too_many"}},
		"four levels":   {textWording(), func(w *hiring.Wording) { w.Anchors = []hiring.Words{en("1"), en("2"), en("3"), en("4")} }, []string{"anchors problem.anchors_incomplete"}},
		"a blank level": {textWording(), func(w *hiring.Wording) { w.Anchors = []hiring.Words{en("1"), en(""), en("3"), en("4"), en("5")} }, []string{"anchors.1 problem.anchors_incomplete"}},
		"one end only":  {scaleWording(), func(w *hiring.Wording) { w.LowEnd = nil }, []string{"prompt.en problem.language_incomplete", "low problem.required"}},
		"scale of two":  {scaleWording(), func(w *hiring.Wording) { w.Hi = 2 }, []string{"hi problem.scale_range"}},
		"scale to 101":  {scaleWording(), func(w *hiring.Wording) { w.Hi = 101 }, []string{"hi problem.scale_range"}},
		"more is better, unexplained": {scaleWording(), func(w *hiring.Wording) { w.Mode = hiring.AtLeast },
			[]string{"mode_reason problem.required"}},
		"one option":        {choiceWording(hiring.Multiple), func(w *hiring.Wording) { w.Options = w.Options[:1] }, []string{"options problem.options_count"}},
		"same key twice":    {choiceWording(hiring.Single), func(w *hiring.Wording) { w.Options[1].Key = "a" }, []string{"options.1 problem.required"}},
		"least of multiple": {choiceWording(hiring.Multiple), func(w *hiring.Wording) { w.Asks = "least" }, []string{"asks problem.unknown_option"}},
		"option missing in Spanish": {choiceWording(hiring.Single), func(w *hiring.Wording) { w.Prompt = hiring.Words{"en": "What?", "es": "¿Qué?"} },
			[]string{"prompt.es problem.language_incomplete"}},
	} {
		c.spoil(&c.wording)
		if d := cmp.Diff(c.want, fields(c.wording.Check())); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestOptionKeysStayWithTheirOptions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options []hiring.Option
		used    []string
		want    []string
	}{
		"new options":              {[]hiring.Option{option("", "x"), option("", "y")}, nil, []string{"a", "b"}},
		"kept, one added":          {[]hiring.Option{option("a", "x"), option("c", "z"), option("", "new")}, []string{"a", "c"}, []string{"a", "c", "b"}},
		"a dropped key stays gone": {[]hiring.Option{option("a", "x"), option("", "new")}, []string{"a", "b"}, []string{"a", "c"}},
		"a forged repeat":          {[]hiring.Option{option("a", "x"), option("a", "y")}, nil, []string{"a", "b"}},
		"a forged oddity":          {[]hiring.Option{option("<b>", "x")}, nil, []string{"a"}},
	} {
		w := hiring.Wording{Kind: hiring.Single, Options: c.options}.WithOptionKeys(c.used)
		var got []string
		for _, o := range w.Options {
			got = append(got, o.Key)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestTrimmedWordingKeepsOnlyWhatItsKindUses(t *testing.T) {
	t.Parallel()
	w := scaleWording()
	w.Options, w.Anchors, w.Asks = []hiring.Option{option("a", "x")}, []hiring.Words{en("1")}, "most"
	w.Probes = []hiring.Words{en(" Why? "), {}}
	got := w.Trimmed()
	if got.Options != nil || got.Anchors != nil || got.Asks != "" {
		t.Errorf("a scale kept %+v", got)
	}
	if d := cmp.Diff([]hiring.Words{en("Why?")}, got.Probes); d != "" {
		t.Error(d)
	}
}

func TestSameWordingIsNoNewVersion(t *testing.T) {
	t.Parallel()
	a, b := textWording(), textWording()
	b.Prompt, b.Help = en(" Tell us about a time …\n"), hiring.Words{"tr": ""}
	if !a.Same(b) {
		t.Error("space and empty languages made a difference")
	}
	b.Prompt = en("Tell us of a time …")
	if a.Same(b) {
		t.Error("a changed prompt made no difference")
	}
}

func TestQuestionsAboutPrivateThingsAreNoticed(t *testing.T) {
	t.Parallel()
	type found = hiring.Finding
	for _, c := range []struct {
		prompt hiring.Words
		want   []found
	}{
		{hiring.Words{"en": "How old were you in your first job, and are you married?"},
			[]found{{"en", hiring.AboutAge, "how old"}, {"en", hiring.AboutFamily, "married"}}},
		{hiring.Words{"en": "Do you have disabilities or a Religious duty?"},
			[]found{{"en", hiring.AboutHealth, "disabilities"}, {"en", hiring.AboutReligion, "religious"}}},
		{hiring.Words{"es": "¿Tienes hijos? ¿Votaste en las elecciones?"},
			[]found{{"es", hiring.AboutFamily, "hijos"}, {"es", hiring.AboutPolitics, "votaste"}, {"es", hiring.AboutPolitics, "elecciones"}}},
		{hiring.Words{"tr": "EVLİ misiniz? Sendikaya üye misiniz? Hamileliğiniz var mı?"},
			[]found{{"tr", hiring.AboutHealth, "hamileliğiniz"}, {"tr", hiring.AboutFamily, "evli"}, {"tr", hiring.AboutPolitics, "sendikaya"}}},
		{hiring.Words{"en": "A customer asks about our return policy; you manage the age-old queue.", "es": "La política de devoluciones, a la derecha.",
			"tr": "Müşteriyi dinleyin, seçimini sorun; engelleri kaldırın."}, nil},
	} {
		if d := cmp.Diff(c.want, hiring.Wording{Prompt: c.prompt}.Lint()); d != "" {
			t.Errorf("%v: %s", c.prompt, d)
		}
	}
}

func TestLintReadsProbesAndOptionsToo(t *testing.T) {
	t.Parallel()
	w := hiring.Wording{
		Prompt: en("Pick one."), Probes: []hiring.Words{en("Any illness?")},
		Options: []hiring.Option{option("a", "I pray"), option("b", "I pray twice")},
	}
	want := []hiring.Finding{{Language: "en", Topic: hiring.AboutHealth, Word: "illness"}, {Language: "en", Topic: hiring.AboutReligion, Word: "pray"}}
	if d := cmp.Diff(want, w.Lint()); d != "" {
		t.Error(d)
	}
}
