package hiring_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

func planned() (hiring.Interview, time.Time) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	return hiring.Interview{
		StartsAt: now.Add(48 * time.Hour), Minutes: 60, TimeZone: "Europe/Istanbul", Place: "Room 4", Language: hiring.Turkish,
	}, now
}

func TestInterviewNeedsATimeToComeAPlaceAndALanguage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change     func(*hiring.Interview, time.Time)
		field, key string
	}{
		"no time":        {func(i *hiring.Interview, _ time.Time) { i.StartsAt = time.Time{} }, "date", "problem.required"},
		"now":            {func(i *hiring.Interview, now time.Time) { i.StartsAt = now }, "date", "interview.problem.past"},
		"the wrong year": {func(i *hiring.Interview, now time.Time) { i.StartsAt = now.AddDate(2, 0, 0) }, "date", "interview.problem.far"},
		"zone":           {func(i *hiring.Interview, _ time.Time) { i.TimeZone = "Local" }, "time_zone", "interview.problem.time_zone"},
		"too short":      {func(i *hiring.Interview, _ time.Time) { i.Minutes = 9 }, "minutes", "problem.out_of_range"},
		"too long":       {func(i *hiring.Interview, _ time.Time) { i.Minutes = 481 }, "minutes", "problem.out_of_range"},
		"nowhere":        {func(i *hiring.Interview, _ time.Time) { i.Place = " " }, "place", "interview.problem.nowhere"},
		"long place":     {func(i *hiring.Interview, _ time.Time) { i.Place = strings.Repeat("ş", 301) }, "place", "problem.too_long"},
		"plain http":     {func(i *hiring.Interview, _ time.Time) { i.Video = "http://meet.example/1" }, "video", "interview.problem.video"},
		"script":         {func(i *hiring.Interview, _ time.Time) { i.Video = "javascript:alert(1)" }, "video", "interview.problem.video"},
		"a name in it":   {func(i *hiring.Interview, _ time.Time) { i.Video = "https://meet.example@evil.example/" }, "video", "interview.problem.video"},
		"two lines":      {func(i *hiring.Interview, _ time.Time) { i.Video = "https://meet.example/a\nb" }, "video", "interview.problem.video"},
		"no language":    {func(i *hiring.Interview, _ time.Time) { i.Language = "xx" }, "language", "problem.required"},
	} {
		i, now := planned()
		if ps := i.Check(now); len(ps) > 0 {
			t.Fatalf("a good interview has problems: %v", ps)
		}
		c.change(&i, now)
		if p := i.Check(now).At(c.field); p == nil || p.Key != c.key {
			t.Errorf("%s: got %v, want %s at %s", name, p, c.key, c.field)
		}
	}
}

func TestVideoAloneIsAPlace(t *testing.T) {
	t.Parallel()
	i, now := planned()
	i.Place, i.Video = "", "https://meet.example/tea?pwd=a%20b#1"
	if ps := i.Check(now); len(ps) > 0 {
		t.Error(ps)
	}
}

func TestPanelHasSomebodyAndNobodyTwice(t *testing.T) {
	t.Parallel()
	id := uuid.New()
	many := make([]hiring.Panelist, hiring.MaxPanel+1)
	for i := range many {
		many[i].Email = string(rune('a'+i)) + "@x.test"
	}
	for key, panel := range map[string][]hiring.Panelist{
		"panelist.problem.nobody": nil,
		"panelist.problem.twice":  {{Email: "a@x.test", UserID: &id}, {Email: "a@x.test"}},
		"problem.too_many":        many,
	} {
		if p := hiring.CheckPanel(panel).At("panel"); p == nil || p.Key != key {
			t.Errorf("got %v, want %s", p, key)
		}
	}
	if ps := hiring.CheckPanel(many[:hiring.MaxPanel]); len(ps) > 0 {
		t.Error(ps)
	}
}
