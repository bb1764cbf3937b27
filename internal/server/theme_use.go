package server

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// themedSentences lists what top reps share in answer to a question, as HR named it; a dropped theme is left out. From
// a version published before there were themes, the sentences come as the engine found them.
func (p Page) themedSentences(h scoring.QuestionHealth, themes []hiring.ThemeRecord) []benchmarkSentence {
	var out []benchmarkSentence
	known := false
	for _, t := range themes {
		if t.Question != h.Question || t.Language != h.Language {
			continue
		}
		known = true
		if !t.Dropped && len(t.Sentences) > 0 && t.Of > 0 && (t.Name != "" || len(out) < mostShared) {
			out = append(out, benchmarkSentence{
				Theme: t.Name, Text: t.Sentences[0].Text, Share: p.Percent(float64(t.Exemplars) / float64(t.Of)),
			})
		}
	}
	if known {
		return out
	}
	for _, m := range h.Shared {
		out = append(out, benchmarkSentence{Text: m.Exemplar, Share: p.Percent(m.Similarity)})
	}
	return out
}

// mostShared is how many themes without a name a question shows: those with one are all shown.
const mostShared = 8

// themesFound says which of the named themes an answer expresses, and which not.
func themesFound(question string, lang hiring.Language, readings []scoring.ThemeReading, themes []hiring.ThemeRecord) (found, missing []string) {
	for _, t := range themes {
		if t.Question != question || t.Language != lang || t.Name == "" || t.Dropped {
			continue
		}
		said, known := false, false
		for _, r := range readings {
			if slices.Contains(t.Parts, r.Theme) {
				known, said = true, said || r.Found
			}
		}
		switch {
		case said:
			found = append(found, t.Name)
		case known:
			missing = append(missing, t.Name)
		}
	}
	return found, missing
}

// addThemes says which exemplar sentences an answer met and which it did not, by theme where HR named it. What HR
// dropped is not missed.
func (a *scoredAnswer) addThemes(s scoring.AnswerScore, themes []hiring.ThemeRecord) {
	for _, m := range s.Telling() {
		met := metSentence{Exemplar: m.Exemplar, Words: strings.Join(m.Words, ", ")}
		if t := themeOfSentence(s.Question, s.Language, m.Exemplar, themes); t != nil && !t.Dropped {
			met.Theme = t.Name
		}
		a.Met = append(a.Met, met)
	}
	if !s.Alignment.Defined() {
		return
	}
	a.Themes, a.Missing = themesFound(s.Question, s.Language, s.Evidence.Themes, themes)
	if s.IsOffTopic() {
		a.Themes = nil // what it shares with a theme is as likely to be a word or two
	}
	if n := s.Evidence.NotFound; n != nil {
		t := themeOfSentence(s.Question, s.Language, n.Exemplar, themes)
		if t == nil || !t.Dropped {
			a.NotFound = n.Exemplar
		}
		if t != nil {
			a.NotFoundName = t.Name
		}
	}
}

// themeOfSentence returns the theme an exemplar sentence expresses, or nil.
func themeOfSentence(question string, lang hiring.Language, sentence string, themes []hiring.ThemeRecord) *hiring.ThemeRecord {
	id := scoring.SentenceID(lang, sentence)
	for i, t := range themes {
		if t.Question == question && t.Language == lang && slices.ContainsFunc(t.Sentences, func(s hiring.ThemeSentence) bool { return s.ID == id }) {
			return &themes[i]
		}
	}
	return nil
}

// themeAnchor puts a theme into a question's rating scale, in the form, for HR to word as a behaviour: at the level
// HR chose, below what stands there. It returns the theme, or nil when the address names none.
func (s *Server) themeAnchor(c *request, q hiring.Question, v url.Values) (*hiring.ThemeRecord, error) {
	benchmark, notOne := uuid.Parse(c.QueryParam("benchmark"))
	version, none := uuid.Parse(c.QueryParam("wording"))
	level, err := strconv.Atoi(c.QueryParam("level"))
	if notOne != nil || none != nil || err != nil || level < 1 || level > hiring.RatingLevels || q.Current.Kind != hiring.Text {
		return nil, nil
	}
	sheets, err := s.app.ThemeSheets(c.Request().Context(), benchmark, version)
	if err != nil {
		return nil, err
	}
	for _, sheet := range sheets {
		for _, t := range sheet.Kept() {
			if t.Key != c.QueryParam("theme") || len(t.Sentences) == 0 {
				continue
			}
			text := t.Name
			if text == "" {
				text = t.Sentences[0].Text
			}
			field := "anchors." + strconv.Itoa(level-1) + "." + string(t.Language)
			v.Set(field, strings.TrimSpace(v.Get(field)+"\n"+text))
			return &t.ThemeRecord, nil
		}
	}
	return nil, hiring.Clash("error.changed_meanwhile")
}
