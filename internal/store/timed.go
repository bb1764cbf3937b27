package store

import (
	"time"

	"github.com/google/uuid"
)

// Timed asks for the applications that Stretches counts over a span.
type Timed struct {
	Span    Span
	Waiting *bool     // only who waits still, or only who is over it; nil for both
	Until   time.Time // until when somebody waits
}

// of begins a query on when one application, of the row outside, began and ended a span.
func (x Span) of() string {
	_, _, joins := x.ends()
	return "FROM applications a" + joins + " WHERE a.id = applications.id"
}

// timed is the filter's span as SQL; when answers were rated or decided about is not told to the blind.
func (f PipelineFilter) timed() []condition {
	began, ended, _ := f.Timed.Span.ends()
	sql := began + " IS NOT NULL AND COALESCE(" + ended + ", CAST(? AS BIGINT)) >= " + began
	if w := f.Timed.Waiting; w != nil && *w {
		sql += " AND " + ended + " IS NULL"
	} else if w != nil {
		sql += " AND " + ended + " IS NOT NULL"
	}
	c := where("EXISTS (SELECT 1 "+f.Timed.Span.of()+" AND "+sql+")", millis(f.Timed.Until))
	if f.Timed.Span == UntilRated || f.Timed.Span == UntilDecided {
		return append(f.blindless(), c)
	}
	return []condition{c}
}

// lastingRuns is the order of who took longest over the filter's span; then, of those who wait, who has waited longest.
// Without a span it is the order received.
func (f PipelineFilter) lastingRuns() []pipelineRun {
	if f.Timed == nil {
		return receivedRuns()
	}
	began, ended, _ := f.Timed.Span.ends()
	return []pipelineRun{{key: "(SELECT COALESCE(" + ended + ", 0) - " + began + " " + f.Timed.Span.of() + ")", whole: true, down: true}}
}

// Lasting is how long somebody took over a span, or has waited in it.
type Lasting struct {
	Time    time.Duration
	Waiting bool
}

// lasting says of rows in the order of lastingRuns how long each lasted.
func (f PipelineFilter) lasting(rows []pipelineRow) map[uuid.UUID]Lasting {
	if f.Sort != ByLasting || f.Timed == nil {
		return nil
	}
	out := map[uuid.UUID]Lasting{}
	for _, r := range rows {
		if r.SortKey == nil {
			continue
		}
		took, waits := int64(*r.SortKey), *r.SortKey < 0 // who waits is ordered by when that began
		if waits {
			took += millis(f.Timed.Until)
		}
		out[r.Application.ID] = Lasting{time.Duration(took) * time.Millisecond, waits}
	}
	return out
}
