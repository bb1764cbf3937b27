// Package i18n speaks the three languages of Touchstone: words with plurals from flat JSON catalogues, dates,
// numbers, names of languages and sorting as a reader of the language expects them.
//
// A key is looked up in web/words/LANG/NOUN.json; a missing key is a fault the tests catch, and shows as the key
// between brackets rather than as another language's words.
package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"touchstone/internal/hiring"
)

// Catalog holds the words of every language.
type Catalog struct {
	words map[hiring.Language]*Words
	keys  map[hiring.Language]map[string]entry // by key
}

// entry is what is known of a key beside the library's own form of it.
type entry struct {
	other  string // its only form, or that of most numbers
	plural bool   // it has a form for one
}

// Words speaks one language.
type Words struct {
	Language  hiring.Language
	localizer *i18n.Localizer
	keys      map[string]entry
}

// Load reads LANG/*.json below dir of files, for each language.
func Load(files fs.FS, dir string) (*Catalog, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	c := &Catalog{words: map[hiring.Language]*Words{}, keys: map[hiring.Language]map[string]entry{}}
	for _, lang := range hiring.Languages() {
		c.keys[lang] = map[string]entry{}
		names, err := fs.Glob(files, path.Join(dir, string(lang), "*.json"))
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("i18n: no words for %s in %s: %v", lang, dir, err)
		}
		for _, name := range names {
			if err := c.loadFile(bundle, files, name, lang); err != nil {
				return nil, err
			}
		}
	}
	for _, lang := range hiring.Languages() {
		c.words[lang] = &Words{Language: lang, localizer: i18n.NewLocalizer(bundle, string(lang)), keys: c.keys[lang]}
	}
	return c, nil
}

func (c *Catalog) loadFile(bundle *i18n.Bundle, files fs.FS, name string, lang hiring.Language) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	parsed, err := i18n.ParseMessageFileBytes(data, string(lang)+".json", map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
	if err != nil {
		return fmt.Errorf("i18n: %s: %w", name, err)
	}
	for _, m := range parsed.Messages {
		if _, twice := c.keys[lang][m.ID]; twice {
			return fmt.Errorf("i18n: %s: key %s is in two files", name, m.ID)
		}
		c.keys[lang][m.ID] = entry{other: m.Other, plural: m.One != ""}
	}
	return bundle.AddMessages(parsed.Tag, parsed.Messages...)
}

// For returns the words of a language; an unknown one gets English.
func (c *Catalog) For(lang hiring.Language) *Words {
	if w, ok := c.words[lang]; ok {
		return w
	}
	return c.words[hiring.English]
}

// Keys lists every key of a language, sorted.
func (c *Catalog) Keys(lang hiring.Language) []string {
	var out []string
	for k := range c.keys[lang] {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// Has tells whether the language has words for a key.
func (w *Words) Has(key string) bool { _, ok := w.keys[key]; return ok }

// T returns the words for a key. args are name, value pairs for the placeholders {{.Name}}; the one named Count also
// chooses the plural form.
func (w *Words) T(key string, args ...any) string {
	m, ok := w.keys[key]
	if !ok {
		return "[" + key + "]"
	}
	if len(args) == 0 && !strings.Contains(m.other, "{{") {
		return m.other
	}
	data, cfg := map[string]any{}, &i18n.LocalizeConfig{MessageID: key}
	for i := 0; i+1 < len(args); i += 2 {
		name := fmt.Sprint(args[i])
		data[name] = args[i+1]
		if name == "Count" && m.plural {
			cfg.PluralCount = args[i+1]
		}
	}
	cfg.TemplateData = data
	s, err := w.localizer.Localize(cfg)
	if err != nil {
		return "[" + key + "]"
	}
	return s
}

// Sort orders items by a name of theirs, as the language's readers expect (ç after c, ı before i).
func Sort[E any](w *Words, items []E, name func(E) string) {
	col := collate.New(language.Make(string(w.Language)), collate.IgnoreCase)
	sort.SliceStable(items, func(i, j int) bool { return col.CompareString(name(items[i]), name(items[j])) < 0 })
}
