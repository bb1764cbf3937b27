package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchstone/internal/simulate"
)

func TestSimulateWritesItsReport(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "report.json")
	var out, errOut strings.Builder
	args := []string{"simulate", "-companies", "1", "-candidates", "2", "-seed", "4", "-date", "2026-01-02", "-json", "-o", file}
	if code := run(t.Context(), args, &out, &errOut); code != 0 || out.String() != "" {
		t.Fatalf("exit %d, %q, %q", code, out.String(), errOut.String())
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r simulate.Report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	if r.Date != "2026-01-02" || r.Settings != (simulate.Settings{Seed: 4, Companies: 1, Candidates: 2}) || len(r.Coverage) == 0 || len(r.Texts.Coverage) == 0 {
		t.Errorf("report %+v", r)
	}
}

func TestSimulateSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"simulate", "now"}, {"simulate", "-candidates", "1"}, {"simulate", "-companies", "-3"}, {"simulate", "-quick"}, {"simulate", "-texts"}} {
		var out, errOut strings.Builder
		if code := run(t.Context(), args, &out, &errOut); code != exitUsage || out.String() != "" || errOut.String() == "" {
			t.Errorf("%v: exit %d, %q, %q", args, code, out.String(), errOut.String())
		}
	}
	var out, errOut strings.Builder
	if code := run(t.Context(), []string{"simulate", "-h"}, &out, &errOut); code != 0 || !strings.Contains(out.String(), "-full") ||
		!strings.Contains(out.String(), "words alone") {
		t.Errorf("exit %d, %s", code, out.String())
	}
}
