package server

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

var (
	nextLink     = regexp.MustCompile(`href="([^"]+)" rel="next"`)
	previousLink = regexp.MustCompile(`href="([^"]+)" rel="prev"`)
	rowNumber    = regexp.MustCompile(`<td role="cell" class="n"[^>]*>(\d+)</td>`)
)

// leadsTo is where a page's link leads, or "".
func leadsTo(a answer, link *regexp.Regexp) string {
	if m := link.FindStringSubmatch(a.Body); m != nil {
		return html.UnescapeString(m[1])
	}
	return ""
}

func numbersOn(a answer) (out []int) {
	for _, m := range rowNumber.FindAllStringSubmatch(a.Body, -1) {
		n, _ := strconv.Atoi(m[1])
		out = append(out, n)
	}
	return out
}

func TestPagesOfThePipelineFollowOneAnother(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	for i := range 2*pipelineSize + 5 {
		o.scored(fmt.Sprint("Person ", i), float64(i%50), 3, i%7)
	}
	c := o.as("recruiter")
	for _, sort := range []string{"", "?sort=fit", "?sort=number", "?sort=stage", "?sort=combined", "?stage=scored"} {
		var met []int
		at, last := o.path+sort, ""
		for pages := 0; at != "" && pages < 5; pages++ {
			a := c.get(at).is(200)
			met, last, at = append(met, numbersOn(a)...), at, leadsTo(a, nextLink)
		}
		if slices.Sort(met); len(met) != 2*pipelineSize+5 || len(slices.Compact(met)) != 2*pipelineSize+5 {
			t.Errorf("%s: %d rows on the pages, want each of %d once", sort, len(met), 2*pipelineSize+5)
		}
		back := c.get(leadsTo(c.get(last), previousLink)).is(200)
		if n := len(numbersOn(back)); n != pipelineSize || leadsTo(back, nextLink) == "" || leadsTo(back, previousLink) == "" {
			t.Errorf("%s: %d rows on the page before the last", sort, n)
		}
		first := c.get(leadsTo(back, previousLink)).is(200)
		if a, b := numbersOn(first), numbersOn(c.get(o.path+sort)); !slices.Equal(a, b) || leadsTo(first, previousLink) != "" {
			t.Errorf("%s: back at the beginning stand %v, want %v", sort, a, b)
		}
	}
}

// TestAPlaceIsReadOnlyWhereItBelongs: what is no place of the order begins at the beginning.
func TestAPlaceIsReadOnlyWhereItBelongs(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	o.scored("First", 40, 3, 2)
	o.scored("Second", 80, 3, 1)
	c := o.as("recruiter")
	after := func(sort, place string) answer {
		return c.get(o.path + "?" + url.Values{"sort": {sort}, "after": {place}}.Encode()).is(200)
	}
	after("number", "number~0.0000000000000000.1").says("Second").hides("First")
	for _, wrong := range []string{
		"fit~0.0000000000000000.1", "0.0000000000000000.1", "number~0.0000000000000000.1 OR 1=1", "number~'", "number~", "~", "number~0.7ff8000000000001.1",
		"number~99.0000000000000000.1", "number~0.0000000000000000.-1",
	} {
		after("number", wrong).says("First", "Second").hides(wrong + "'")
	}
	c.get(o.path+"?sort=fit&before="+url.QueryEscape("fit~8.0000000000000000.1")).is(200).says("First", "Second")
}
