package scoring_test

import (
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

func TestRedactionKeepsAllOfATextButNames(t *testing.T) {
	t.Parallel()
	redact := scoring.Redaction(hiring.English, []string{"The refund was late. I rang Maureen about the refund."})
	for body, want := range map[string]string{
		"I rang Maureen.\n\nThe refund was late!  ": "I rang […].\n\nThe refund was late!  ",
		"Write to me at ann@shop.example.":          "Write to me at […].",
		"":                                          "",
	} {
		if got := redact(body); got != want {
			t.Errorf("%q became %q, want %q", body, got, want)
		}
	}
}
