package i18n_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"touchstone/web"
)

var (
	action    = regexp.MustCompile(`(?s){{.*?}}`)
	tag       = regexp.MustCompile(`(?s)<[^>]*>`)
	spokenAs  = regexp.MustCompile(`(?:aria-label|title|placeholder|alt|aria-description)="([^"]*)"`)
	attribute = regexp.MustCompile(`^[a-z-]+=""`) // a partial that is nothing but attributes
	keptWords = strings.NewReplacer("Touchstone", "", "name,email,language\nAna Ruiz,ana@example.org,es\nCan Demir,can@example.org,tr", "")
)

// TestTemplatesSayNothingOfTheirOwn finds text in templates that is not looked up in the word catalogue: between tags,
// and in the attributes that are read aloud. What remains of a template without actions and tags must hold no letter.
func TestTemplatesSayNothingOfTheirOwn(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(web.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := web.Files.ReadFile(path)
		if err != nil {
			return err
		}
		plain := action.ReplaceAllString(string(b), "")
		for _, m := range spokenAs.FindAllStringSubmatch(plain, -1) {
			complain(t, path, m[1])
		}
		for _, piece := range tag.Split(plain, -1) {
			complain(t, path, piece)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func complain(t *testing.T, path, s string) {
	t.Helper()
	s = strings.TrimSpace(keptWords.Replace(s))
	if len([]rune(s)) > 1 && !attribute.MatchString(s) && strings.ContainsFunc(s, unicode.IsLetter) {
		t.Errorf("%s says %q in one language only", path, s)
	}
}
