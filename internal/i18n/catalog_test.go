package i18n_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/web"
)

func load(t *testing.T) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(web.Files, "words")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryLanguageHasEveryKey(t *testing.T) {
	t.Parallel()
	c := load(t)
	want := c.Keys(hiring.English)
	for _, lang := range hiring.Languages() {
		got := c.Keys(lang)
		for _, k := range want {
			if !slices.Contains(got, k) {
				t.Errorf("%s lacks %s", lang, k)
			}
		}
		for _, k := range got {
			if !slices.Contains(want, k) {
				t.Errorf("%s has %s, which English lacks", lang, k)
			}
		}
	}
}

// forms returns every form of every message of a language, by key.
func forms(t *testing.T, lang hiring.Language) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	names, _ := fs.Glob(web.Files, "words/"+string(lang)+"/*.json")
	for _, name := range names {
		data, err := web.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]any
		if err := json.Unmarshal(data, &raw); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for k, v := range raw {
			out[k] = map[string]string{}
			switch x := v.(type) {
			case string:
				out[k][""] = x
			case map[string]any:
				for form, s := range x {
					out[k][form] = s.(string)
				}
			}
		}
	}
	return out
}

var placeholder = regexp.MustCompile(`{{\s*\.(\w+)\s*}}`)

func placeholders(s string) string {
	found := map[string]bool{}
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		found[m[1]] = true
	}
	var out []string
	for k := range found {
		out = append(out, k)
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

func TestEveryLanguageHasTheSamePlaceholdersAndItsPluralForms(t *testing.T) {
	t.Parallel()
	needed := map[hiring.Language][]string{
		hiring.English: {"one", "other"}, hiring.Spanish: {"many", "one", "other"}, hiring.Turkish: {"one", "other"},
	}
	english := forms(t, hiring.English)
	for _, lang := range hiring.Languages() {
		for key, have := range forms(t, lang) {
			want := placeholders(english[key][""] + english[key]["other"])
			for form, s := range have {
				if got := placeholders(s); got != want && form != "one" {
					t.Errorf("%s %s (%s): placeholders %q, English has %q", lang, key, form, got, want)
				}
				if strings.TrimSpace(s) == "" || strings.Contains(s, "  ") {
					t.Errorf("%s %s is empty or has double spaces: %q", lang, key, s)
				}
			}
			if _, plain := have[""]; plain {
				if _, plural := english[key]["other"]; plural {
					t.Errorf("%s %s has no plural forms", lang, key)
				}
				continue
			}
			for _, form := range needed[lang] {
				if have[form] == "" {
					t.Errorf("%s %s lacks the form %q", lang, key, form)
				}
			}
		}
	}
}

func TestWordFilesAreSorted(t *testing.T) {
	t.Parallel()
	for _, lang := range hiring.Languages() {
		names, _ := fs.Glob(web.Files, "words/"+string(lang)+"/*.json")
		for _, name := range names {
			data, _ := web.Files.ReadFile(name)
			var keys []string
			for _, m := range regexp.MustCompile(`(?m)^  "([^"]+)":`).FindAllStringSubmatch(string(data), -1) {
				keys = append(keys, m[1])
			}
			if !slices.IsSorted(keys) {
				t.Errorf("%s is not sorted", name)
			}
		}
	}
}

// sources returns everything that may use a key: Go (tests aside) and templates, by path.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, root := range []string{"../../internal", "../../cmd", "../../web", "../../seed"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
				return err
			}
			if ext := filepath.Ext(path); ext == ".go" || ext == ".html" {
				b, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				out[path] = string(b)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

var (
	literal = regexp.MustCompile(`["` + "`" + `]([a-z_]+(?:\.[a-z0-9_]+)+)["` + "`" + `]`)
	prefix  = regexp.MustCompile(`["` + "`" + `]([a-z_]+(?:\.[a-z0-9_]+)*\.)["` + "`" + `]`)
	suffix  = regexp.MustCompile(`["` + "`" + `](\.[a-z_]+)["` + "`" + `]`)
	partial = regexp.MustCompile(`["` + "`" + `]([a-z_]+(?:\.[a-z0-9_]+)*_)["` + "`" + `]`)
	spoken  = regexp.MustCompile(`(?:\.T|\$\.T|words\.T|Words\.T|\.page|\.flash|Clash)[ (]"([a-z_]+(?:\.[a-z0-9_]+)+)"`)
)

func TestEveryKeyUsedExistsAndNoneIsDead(t *testing.T) {
	t.Parallel()
	c := load(t)
	words := c.For(hiring.English)
	used, begins, ends := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for path, src := range sources(t) {
		for _, m := range spoken.FindAllStringSubmatch(src, -1) {
			if !words.Has(m[1]) && !strings.HasSuffix(m[1], "_") {
				t.Errorf("%s uses %s, which does not exist", path, m[1])
			}
		}
		for _, m := range literal.FindAllStringSubmatch(src, -1) {
			used[m[1]] = true
		}
		for _, m := range suffix.FindAllStringSubmatch(src, -1) {
			ends[m[1]] = true
		}
		for _, re := range []*regexp.Regexp{prefix, partial} {
			for _, m := range re.FindAllStringSubmatch(src, -1) {
				begins[m[1]] = true
			}
		}
	}
	for _, key := range c.Keys(hiring.English) {
		if !used[key] && !begun(key, begins) && !ended(key, used, ends) {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// ended tells whether a key is a used key with an ending that some source adds, such as ".help".
func ended(key string, used, ends map[string]bool) bool {
	i := strings.LastIndex(key, ".")
	return used[key[:i]] && ends[key[i:]]
}

// begun tells whether a key may be put together from a prefix that some source has.
func begun(key string, begins map[string]bool) bool {
	for p := range begins {
		if strings.HasPrefix(key, p) {
			return true
		}
	}
	return false
}

func TestDatesAndNumbersReadAsTheirLanguageWritesThem(t *testing.T) {
	t.Parallel()
	c := load(t)
	day := time.Date(2026, 12, 4, 9, 5, 0, 0, time.UTC)
	for lang, want := range map[hiring.Language][]string{
		hiring.English: {"4 December 2026, 09:05", "84%", ".62", "−.05", "1,234.5"},
		hiring.Spanish: {"4 de diciembre de 2026, 09:05", "84\u00a0%", "0,62", "−0,05", "1.234,5"},
		hiring.Turkish: {"4 Aralık 2026, 09:05", "%84", "0,62", "−0,05", "1.234,5"},
	} {
		w := c.For(lang)
		got := []string{w.DateTime(day), w.Percent(.84), w.Coefficient(.62), w.Coefficient(-.05), w.Number(1234.5, 1)}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", lang, got[i], want[i])
			}
		}
	}
}

func TestSortingFollowsTheLanguage(t *testing.T) {
	t.Parallel()
	names := []string{"iğne", "çay", "ılık", "dal", "cam"}
	i18n.Sort(load(t).For(hiring.Turkish), names, func(s string) string { return s })
	if want := "cam çay dal ılık iğne"; strings.Join(names, " ") != want {
		t.Errorf("got %v, want %s", names, want)
	}
}

func TestACountInAMessageWithoutPluralsIsJustANumber(t *testing.T) {
	t.Parallel()
	w := load(t).For(hiring.English)
	if got := w.T("problem.csv_columns", "Line", 3, "Count", 1, "Want", 4); !strings.Contains(got, "has 1 columns") {
		t.Error(got)
	}
}
