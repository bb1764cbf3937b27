package hiring_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

func TestVisionNotYetWrittenFailsNoCheck(t *testing.T) {
	t.Parallel()
	o := hiring.Organization{VisionChecks: hiring.VisionChecks{Kind: true}}
	if got := o.VisionFailed(); got != nil {
		t.Errorf("no vision: %v", got)
	}
	o.Vision = "Every call ends with a next step."
	if d := cmp.Diff([]string{"simple", "identity"}, o.VisionFailed()); d != "" {
		t.Error(d)
	}
}

func TestVisionHardToActOnIsNudged(t *testing.T) {
	t.Parallel()
	for vision, want := range map[string][]string{
		"": nil,
		"Ladies and gentlemen serve ladies and gentlemen.":       nil,
		strings.Repeat("word ", 20):                              nil,
		strings.Repeat("word ", 21):                              {"long"},
		"We listen. We act.":                                     {"sentences"},
		"¿Quién responde? Nosotros… " + strings.Repeat("x ", 20): {"long", "sentences"},
	} {
		if d := cmp.Diff(want, hiring.Organization{Vision: vision}.VisionNudges()); d != "" {
			t.Errorf("%q: %s", vision, d)
		}
	}
}

func TestOrganizationProblemsStandAtTheirFields(t *testing.T) {
	t.Parallel()
	o := hiring.Organization{Name: " ", Language: "fr", Vision: strings.Repeat("v", 301), Purpose: "a\x07"}
	want := []string{"name problem.required", "language problem.required", "purpose problem.control_characters", "vision problem.too_long"}
	if d := cmp.Diff(want, fields(o.Check())); d != "" {
		t.Error(d)
	}
	o = hiring.Organization{Name: "Alder & Finch", Language: hiring.English, Vision: "Short."}
	if d := cmp.Diff([]string{}, fields(o.Check())); d != "" {
		t.Errorf("failed vision checks are no problem: %s", d)
	}
}
