package server

import (
	"context"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
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

// TestRequisitionsAreListedPageByPage: each stands on one page, those under way before the closed ones, and what is
// opened meanwhile moves nobody to another page.
func TestRequisitionsAreListedPageByPage(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	ctx, day := context.Background(), o.app.Now().Add(-1000*time.Hour)
	other := hiring.Position{ID: uuid.New(), Name: "Night desk", Level: hiring.Frontline, CreatedAt: day}
	must(t, o.store.CreatePosition(ctx, other))
	add := func(i int, position uuid.UUID) uuid.UUID {
		r := o.requisition
		r.ID, r.Name, r.PositionID, r.CreatedAt = uuid.New(), fmt.Sprintf("Round %03d", i), position, day.Add(time.Duration(i/3)*time.Hour)
		must(t, o.store.CreateRequisition(ctx, r))
		return r.ID
	}
	for i := range 2*requisitionListSize + 4 {
		position := o.requisition.PositionID
		if i < 3 {
			position = other.ID
		}
		id := add(i, position)
		if i%10 == 0 {
			must(t, o.store.CloseRequisition(ctx, id, day.Add(2000*time.Hour)))
		}
	}
	name := regexp.MustCompile(`<a class="name" href="/requisitions/[^"]*">([^<]*)</a>( <span class="tag">Closed)?`)
	c := o.as("hr")
	var met, closed []string
	at, last := "/requisitions", ""
	for pages := 0; at != "" && pages < 5; pages++ {
		a := c.get(at).is(200).says("requisitions, those under way first.")
		rows := name.FindAllStringSubmatch(a.Body, -1)
		if len(rows) > requisitionListSize {
			t.Errorf("%s shows %d rows", at, len(rows))
		}
		for _, m := range rows {
			if met = append(met, m[1]); m[2] != "" {
				closed = append(closed, m[1])
			} else if len(closed) > 0 {
				t.Errorf("%s is under way and stands after a closed one", m[1])
			}
		}
		if pages == 0 {
			add(500, o.requisition.PositionID)
		}
		last, at = at, leadsTo(a, nextLink)
	}
	if n := len(met); n != 106 || len(closed) != 11 {
		t.Errorf("%d rows, %d of them closed; want 106 and 11", n, len(closed))
	}
	if slices.Sort(met); len(slices.Compact(met)) != 106 {
		t.Error("a requisition stands twice")
	}
	back := c.get(leadsTo(c.get(last), previousLink)).is(200)
	if n := len(name.FindAllString(back.Body, -1)); n != requisitionListSize || leadsTo(back, nextLink) == "" {
		t.Errorf("%d rows on the page before the last", n)
	}
	for range 2 { // one more than it took forwards: a requisition was opened meanwhile
		back = c.get(leadsTo(back, previousLink)).is(200)
	}
	if leadsTo(back, previousLink) != "" || !strings.Contains(back.Body, "Autumn round") || !strings.Contains(back.Body, "Round 500") {
		t.Error("back at the beginning something else stands there")
	}
	c.get("/requisitions?state=closed").is(200).says("11 of 107 requisitions are like that.", "Round 000").hides("Autumn round")
	c.get("/requisitions?state=draft&position="+other.ID.String()).is(200).says("2 of 107 requisitions are like that.", "Round 001", "Round 002").hides("Round 000", "Round 003").
		has(`value="draft" selected`, `value="`+other.ID.String()+`" selected`)
	c.get("/requisitions?state=gone&position='&after=0.1.x&before=2").is(200).says("107 requisitions", "Autumn round")
	if next := leadsTo(c.get("/requisitions?state=draft"), nextLink); !strings.Contains(next, "state=draft") {
		t.Errorf("the page after drops the filter: %s", next)
	}
}

// TestTheFirstPageNamesOnlyWhereMostWaits, and leads to the rest.
func TestTheFirstPageNamesOnlyWhereMostWaits(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	ctx := context.Background()
	for i := range app.MostDue + 3 {
		r := o.requisition
		r.ID, r.Name = uuid.New(), fmt.Sprintf("Round %02d", i)
		must(t, o.store.CreateRequisition(ctx, r))
		o.requisition = r
		for k := range i + 1 {
			o.scored(fmt.Sprint("Ana ", i, k), 50, 5, k)
		}
	}
	page := o.as("hr").get("/").is(200).says("Round 10", "Round 03", "11 applications are scored", "Something of the kind waits in 3 more requisitions.").hides("Round 02", "Round 00")
	page.before("Round 10", "Round 09").has(`href="/requisitions?state=open"`, `href="/requisitions">All requisitions</a>`)
}
