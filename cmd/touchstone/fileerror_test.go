package main

import (
	"bytes"
	"fmt"
	"testing"
)

func TestBadInputIsToldWithFileAndLine(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := fmt.Errorf("wrapped: %w", badFile("answers.csv", 7, "no group %q", "boss\nand more"))
	code := report(command{name: "score"}, err, &out)
	if want := "touchstone: answers.csv:7: no group \"boss\\nand more\"\n"; out.String() != want || code != exitUsage {
		t.Errorf("code %d, %q", code, out.String())
	}
}
