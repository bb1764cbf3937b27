package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

func TestAnAnswerThatIsNotScoredSaysWhy(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	for name, c := range map[string]struct{ text, want string }{
		"too short":        {"Sorry about that.", "Too short to compare"},
		"the question":     {"Tell us about a mistake of yours that reached a customer. Tell us about a mistake of yours that reached a customer, please.", "Mostly the words of the question"},
		"keys at random":   {"asdf jkl qwer zxcv asdf jkl qwer zxcv asdf jkl qwer zxcv asdf jkl qwer zxcv asdf jkl", "No readable text"},
		"another language": {"Llamé a la clienta en cuanto vi que la factura estaba mal, le dije que el error era mío y volví a llamarla por la tarde para saber si todo estaba en orden.", "Written in another language"},
		"left out":         {"", "Left blank: counts as no evidence"},
	} {
		a := j.scored(name, c.text)
		page := j.as("hr").get(pageOf(a)).is(http.StatusOK).says(c.want)
		if c.text != "" {
			page.says(c.text)
		}
		page.hides("Met what a top rep said")
	}
}

func TestUnderTenTopRepsACountStandsForThePercentile(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 6, nil)
	a := j.scored("Ada", ownsUp)
	j.as("hr").get(pageOf(a)).is(http.StatusOK).says("of 6 top reps below").hides("percentile")
}

func TestAMustHaveThatIsClearlyLowIsDiscussedFirst(t *testing.T) {
	t.Parallel()
	ninety := 90.0
	j := newJudged(t, 12, func(r *hiring.Requisition) { r.Values[1].Must, r.Values[1].Threshold = true, &ninety })
	low := j.Candidate("Low")
	j.Submit(low, j.Bodies(ownsUp, 8, "c", "c", "cba"))
	high := j.scored("High", ownsUp)
	recruiter := j.as("recruiter")
	recruiter.get(pageOf(low)).is(http.StatusOK).says("Discuss first: Speed", "under 90", "This is no rejection", "The answers on Speed")
	for _, path := range []string{"", "/decision", "/report"} {
		page := recruiter.get(pageOf(low) + path).is(http.StatusOK)
		link := regexp.MustCompile(`<a href="(` + pageOf(low) + `)#(v-[^"]+)">The answers on Speed`).FindStringSubmatch(page.Body)
		if link == nil {
			t.Fatalf("%q: no link to the answers of the value", path)
		}
		_, section, _ := strings.Cut(recruiter.get(link[1]).Body, `<section aria-labelledby="`+link[2]+`">`)
		section, _, _ = strings.Cut(section, "</section>")
		if n := strings.Count(section, `<article class="answer-block"`); n != 3 || !strings.Contains(section, "Speed &lt;b&gt;") {
			t.Errorf("%q leads to %d answers, want the 3 of the value", path, n)
		}
	}
	recruiter.get(pageOf(low)+"/decision").is(http.StatusOK).says("Discuss first: Speed", "low, but not surely so", "A must-have value is low, and not surely so: Speed").hides("1 clearly low")
	recruiter.get(pageOf(high)).is(http.StatusOK).hides("Discuss first")
}

func TestSettingsSayTheUsualThresholdAndWhereItComesFrom(t *testing.T) {
	t.Parallel()
	seventy := 70.0
	j := newJudged(t, 12, func(r *hiring.Requisition) {
		r.Values[0].Must, r.Values[1].Must, r.Values[1].Threshold = true, true, &seventy
	})
	settings := "/requisitions/" + j.Requisition.ID.String() + "/edit"
	j.as("recruiter").get(settings).is(http.StatusOK).says("“Discuss under” left empty: 68, the lower quarter of 12 top reps, each scored without their own answers")
	j.scored("Ada", ownsUp)
	j.as("recruiter").get(settings).is(http.StatusOK).says("Fixed since", "68, the lower quarter of 12 top reps", "12 top reps wrote in English: texts in it are compared")
	page := j.as("recruiter").get("/requisitions/" + j.Requisition.ID.String() + "?sort=fit").is(http.StatusOK)
	page.says("Two people cannot be told apart when", "Groups are no ranks").has(`href="/benchmarks/` + j.Benchmark.String() + `/versions/1"`)
}

func TestMarkedPiecesAreTheTextItself(t *testing.T) {
	t.Parallel()
	span := func(start, end int) scoring.Match { return scoring.Match{Span: scoring.Span{Start: start, End: end}} }
	for name, c := range map[string]struct {
		text    string
		matches []scoring.Match
		want    []markedPiece
	}{
		"none":                      {"One. Two.", nil, []markedPiece{{"One. Two.", false}}},
		"in any order":              {"One. Two. Ş.", []scoring.Match{span(10, 13), span(0, 4)}, []markedPiece{{"One.", true}, {" Two. ", false}, {"Ş.", true}}},
		"over another":              {"One. Two.", []scoring.Match{span(0, 6), span(5, 9)}, []markedPiece{{"One. T", true}, {"wo.", false}}},
		"beyond the end or nothing": {"One.", []scoring.Match{span(2, 9), span(1, 1)}, []markedPiece{{"One.", false}}},
		"of an empty text":          {"", []scoring.Match{span(0, 1)}, nil},
	} {
		if diff := cmp.Diff(c.want, markedPieces(c.text, c.matches)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
