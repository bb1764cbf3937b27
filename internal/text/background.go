package text

import (
	"embed"
	"strings"
	"sync"
)

//go:embed background/*.txt
var backgroundFiles embed.FS

// Background returns the shipped texts of a language: short answers of people at work to all kinds of questions,
// one a line. They are what any answer looks like, so that what two answers share beyond that can be seen. A
// language without texts has none.
func Background(lang string) []string { return backgrounds()[lang] }

var backgrounds = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, lang := range Languages() {
		data, err := backgroundFiles.ReadFile("background/" + lang + ".txt")
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); line != "" {
				out[lang] = append(out[lang], line)
			}
		}
	}
	return out
})
