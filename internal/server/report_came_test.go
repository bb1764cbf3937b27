package server

import (
	"context"
	"html"
	"maps"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// begins starts a candidate's attempt by link and answers the first questions, without handing in.
func (j judged) begins(name string, lang hiring.Language, answers int) {
	j.t.Helper()
	ctx, a := context.Background(), j.Candidate(name)
	attempt := hiring.Attempt{ID: uuid.New(), ApplicationID: &a.ID, Mode: hiring.ByLink, Language: lang, StartedAt: j.app.Now().Add(-time.Duration(answers) * time.Hour)}
	_, err := j.store.StartAttempt(ctx, attempt)
	must(j.t, err)
	for i, b := range j.Bodies(ownsUp, 9, "a", "ac", "abc")[:answers] {
		_, err := j.store.SaveAnswer(ctx, hiring.Answer{AttemptID: attempt.ID, QuestionVersionID: j.Questions[i].ID, Body: b, SavedAt: j.app.Now()})
		must(j.t, err)
	}
}

// TestEveryCountOfTheQuestionnaireAndOfTheTimesLeadsToExactlyThose who are counted, whoever waits longest first.
func TestEveryCountOfTheQuestionnaireAndOfTheTimesLeadsToExactlyThose(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada Lovelace", ownsUp)
	j.begins("Bob Babbage", hiring.Spanish, 1)
	j.begins("Cem Kaya", hiring.Spanish, 2)
	j.begins("Dora Maar", hiring.English, 5)
	c := j.as("hr")
	page := c.get(j.report()).is(http.StatusOK)
	said := map[string]string{}
	for _, m := range regexp.MustCompile(`<a href="(/requisitions/[^"]*(?:begun|did|span)=[^"]*)"(?: aria-label="(\d+): ([^"]*)")?>([^<]*)<`).FindAllStringSubmatch(page.Body, -1) {
		n, label := m[2], html.UnescapeString(m[3])
		if n == "" { // a sentence, which begins with how many
			n, label, _ = strings.Cut(m[4], " ")
		}
		list := c.get(html.UnescapeString(m[1])).is(http.StatusOK).says(n+" candidate", "Show everybody")
		if rows := strings.Count(list.Body, `<a class="name" href="/applications/`); strconv.Itoa(rows) != n {
			t.Errorf("%s: the report says %s, the list %s holds %d", label, n, m[1], rows)
		}
		said[label] = n
	}
	for label, want := range map[string]string{
		"English, Began": "2", "English, Handed in": "1", "Español, Began": "2", "All languages, Began": "4", "All languages, Handed in": "1",
		"2 · How lucky are you?, Reached": "4", "2 · How lucky are you?, Stopped here": "1", "3 · What do you do first?, Stopped here": "1",
		"5 · Order these., Answered": "2", "person answered the last question and has not handed in.": "1",
		"Begun → handed in": "4", "Begun → handed in, of them through": "1", "Begun → handed in, of them waiting": "3",
		"Handed in → first decision, of them waiting": "1",
	} {
		if said[label] != want {
			t.Errorf("%q leads to %q, want %s; all: %v", label, said[label], want, maps.Clone(said))
		}
	}
	base := "/requisitions/" + j.Requisition.ID.String()
	waiting := c.get(base+"?span=submitted&over=no").says("3 candidates who still wait in “Begun → handed in”", "whoever has waited longest", "waiting for 5 hours", "waiting for 60 minutes")
	waiting.before("Dora Maar", "Cem Kaya", "Bob Babbage").hides("Ada Lovelace")
	waiting.has(`over=no&amp;sort=received&amp;span=submitted`)
	c.get(base + "?span=submitted&over=no&sort=received").says("In the order in which the answers came in").hides("waiting for 5 hours")
	c.get(base+"?span=submitted&over=yes").says("Ada Lovelace", "took 1 minute").hides("Bob Babbage")
	c.get(base+"?did=stopped&question=3").says("1 candidate who has not handed in and has answered nothing from question 3 on", "Cem Kaya").hides("Bob Babbage", "Dora Maar")
	c.get(base+"?begun=any&sent=yes").says("1 candidate who handed in by link.", "Ada Lovelace").hides("Dora Maar")
	c.get(base+"?span=never&did=stopped&question=0&sent=yes&sort=lasting").says("Bob Babbage", "In the order in which the answers came in").hides("Show everybody")
	j.as("compliance").get(j.report()).is(http.StatusOK).hides("did=stopped", "span=submitted", "Each number leads")
}
