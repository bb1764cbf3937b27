package hiring

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// MaxThemeName is how long a theme's name may be.
const MaxThemeName = 120

// Theme is what HR made of something several top reps express in answer to one question, in one language: a name, a
// merger of several found ones, or that it is dropped and why. The sentences are found anew whenever answers change;
// a Theme is tied to them by their ids, which are made of their words.
type Theme struct {
	ID                uuid.UUID
	BenchmarkID       uuid.UUID
	QuestionVersionID uuid.UUID
	Language          Language
	FirstFound        string   // the ThemeKey of what was found when it was made: two people cannot make two of one
	Name              string   // "" until HR names it
	Sentences         []string // ids
	DroppedReason     string
	DroppedBy         *uuid.UUID
	DroppedAt         *time.Time
	CreatedAt         time.Time
	Version           int
}

// Dropped tells whether HR left the theme out.
func (t Theme) Dropped() bool { return t.DroppedAt != nil }

// Covers makes the theme stand for these sentences too, and keeps their ids in order.
func (t *Theme) Covers(sentences []string) {
	t.Sentences = append(slices.Clone(t.Sentences), sentences...)
	slices.Sort(t.Sentences)
	t.Sentences = slices.Compact(t.Sentences)
}

// ThemeKey names a found theme by the ids of its sentences, in whatever order.
func ThemeKey(sentences []string) string {
	ids := slices.Clone(sentences)
	slices.Sort(ids)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(ids), " ")))
	return hex.EncodeToString(sum[:12])
}

// CheckThemeName: a name says something, in a line.
func CheckThemeName(name string) Problems {
	var ps Problems
	if name == "" {
		ps.Add("name", "problem.required")
	}
	return append(ps, CheckText("name", name, MaxThemeName)...)
}

// MatchThemes finds, for each theme found anew (by the ids of its sentences), the one of HR's that it is: the one
// with which it shares most sentences, and at least half of the smaller of the two; the older one where two share as
// many. −1: nobody has done anything with it. Several found themes may be one of HR's, who merged them or whose theme
// has since fallen into parts; one of HR's that no found theme is, is no longer found.
func MatchThemes(made []Theme, found [][]string) []int {
	out := make([]int, len(found))
	for i, sentences := range found {
		out[i] = -1
		most := 0
		for k, m := range made {
			n := commonSentences(m.Sentences, sentences)
			enough := 2*n >= min(len(m.Sentences), len(sentences))
			if n > 0 && enough && (n > most || n == most && older(m, made[out[i]])) {
				out[i], most = k, n
			}
		}
	}
	return out
}

func older(a, b Theme) bool {
	if !a.CreatedAt.Equal(b.CreatedAt) {
		return a.CreatedAt.Before(b.CreatedAt)
	}
	return a.ID.String() < b.ID.String()
}

func commonSentences(a, b []string) int {
	n := 0
	for _, x := range b {
		if slices.Contains(a, x) {
			n++
		}
	}
	return n
}

// ThemeRecord is a theme with its sentences as they are found now, or were when a version was published.
type ThemeRecord struct {
	Question  string          `json:"question"`
	Language  Language        `json:"language"`
	Name      string          `json:"name,omitempty"`
	Exemplars int             `json:"exemplars"` // top reps who express it …
	Of        int             `json:"of"`        // … of those who answered in this language
	Parts     []string        `json:"parts"`     // the found themes it is made of, as evidence names them
	Sentences []ThemeSentence `json:"sentences"`
	Edited    bool            `json:"edited,omitempty"` // HR named, merged or dropped it
	Dropped   bool            `json:"dropped,omitempty"`
	Reason    string          `json:"reason,omitempty"` // why it is dropped
}

// ThemeSentence is a sentence of top reps, names taken out, and how many of them wrote it.
type ThemeSentence struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Reps int    `json:"reps"`
}

// SameThemes tells whether HR has made the same of the themes in two records, whatever sentences express them now.
func SameThemes(a, b []ThemeRecord) bool {
	made := func(all []ThemeRecord) []ThemeRecord {
		var out []ThemeRecord
		for _, t := range all {
			if t.Edited {
				t.Exemplars, t.Of, t.Sentences = 0, 0, nil
				out = append(out, t)
			}
		}
		return out
	}
	return slices.EqualFunc(made(a), made(b), func(x, y ThemeRecord) bool {
		return x.Question == y.Question && x.Language == y.Language && x.Name == y.Name && x.Dropped == y.Dropped &&
			x.Reason == y.Reason && slices.Equal(x.Parts, y.Parts)
	})
}
