package app

import (
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/scoring"
	"touchstone/web"
)

// catalogOf is what is said in every language.
func catalogOf(t *testing.T) *i18n.Catalog {
	t.Helper()
	catalog, err := i18n.Load(web.Files, "words")
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func TestAValueKnownOnlyWithinAWideIntervalIsGivenNoStep(t *testing.T) {
	t.Parallel()
	catalog := catalogOf(t)
	health := scoring.Health{Grade: scoring.Usable}
	var fits []scoring.ValueFit
	add := func(fit, lo, hi, askedLo, askedHi float64) string {
		id := uuid.NewString()
		vh := scoring.ValueHealth{Value: id}
		for range 12 {
			vh.Top = append(vh.Top, scoring.Dot{Fit: scoring.Figure{Value: 70}})
		}
		health.Values = append(health.Values, vh)
		fits = append(fits, scoring.ValueFit{
			Value: id, Fit: scoring.Figure{Value: fit}, Lo90Hi90: scoring.Interval{Lo: lo, Hi: hi}, Asked90: scoring.Interval{Lo: askedLo, Hi: askedHi},
		})
		return id
	}
	wide, wider, clear := add(26, 0, 85, 20, 32), add(29, 0, 90, 22, 75), add(82, 74, 90, 78, 86)
	high, low := add(72, 50, 90, 60, 80), add(20, 0, 50, 10, 30)
	m := explanationMatter{words: catalog.For(hiring.English), view: ApplicationView{Health: health}, attempt: &AttemptView{Score: &scoring.Result{Values: fits}}}
	for value, want := range map[string]hiring.Closeness{wide: hiring.UnclearHow, wider: hiring.UnclearHow, clear: hiring.CloseToThem, high: hiring.AtLeastPartly, low: hiring.AtMostPartly} {
		got, why := m.band(value)
		if got != want || (why == "") != want.Exact() {
			t.Errorf("%s %q, want %s", got, why, want)
		}
	}
}
