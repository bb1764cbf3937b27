package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written puts a text into a file and returns its path.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	ok(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

const twoApplicants = "\ufeffapplicant,stage,selected,score,group:sex\r\n\"a,1\",screen,1,71,female\r\na2,screen,0,,male\r\n"

func TestImpactReadsAFileAndPrintsAReport(t *testing.T) {
	t.Parallel()
	file := written(t, "applicants.csv", twoApplicants)
	out := done(t, "impact", "-applicants", file)
	for _, want := range []string{"statistical indicator, not a legal finding", "not an independent audit", "All counts are printed", "Stage screen: 1 selected of 2", "male", "LL144 scoring"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if hidden := done(t, "impact", "-suppress", "5", "-applicants", file); strings.Contains(hidden, "female") || strings.Contains(hidden, "All counts") {
		t.Errorf("two people are shown by group:\n%s", hidden)
	}
	var report struct {
		Stages []struct{ Applicants int }
	}
	target := filepath.Join(t.TempDir(), "out.json")
	if out := done(t, "impact", "-applicants", file, "-json", "-o", target); out != "" {
		t.Errorf("printed as well as written: %s", out)
	}
	raw, err := os.ReadFile(target)
	ok(t, err)
	ok(t, json.Unmarshal(raw, &report))
	if len(report.Stages) != 1 || report.Stages[0].Applicants != 2 {
		t.Errorf("%s", raw)
	}
	if again := done(t, "impact", "-applicants", file, "-json"); again != string(raw) {
		t.Error("the same file gives other bytes")
	}
	asJSON := written(t, "applicants.json", `[{"applicant":"a,1","stage":"screen","selected":true,"score":71,"group:sex":"female"},
{"applicant":"a2","stage":"screen","selected":0,"score":null,"group:sex":"male"}]`)
	if same := done(t, "impact", "-applicants", asJSON, "-json"); same != string(raw) {
		t.Errorf("JSON in gives another report:\n%s", same)
	}
}

func TestValidityReadsAFileAndPrintsAReport(t *testing.T) {
	t.Parallel()
	file := written(t, "outcomes.csv", "hire,fit,outcome,kind\nh1,71,1,binary\nh2,64,0,binary\nh3,60,0,binary\nh4,66,1,binary\n")
	out := done(t, "validity", "-outcomes", file)
	for _, want := range []string{"verdict: collecting", "AUC", "1.000", "347 at r = .15", "if r were", "fifth"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	var report struct {
		Outcomes []struct {
			N   int
			AUC struct{ Value float64 }
		}
	}
	ok(t, json.Unmarshal([]byte(done(t, "validity", "-outcomes", file, "-json")), &report))
	if len(report.Outcomes) != 1 || report.Outcomes[0].N != 4 || report.Outcomes[0].AUC.Value != 1 {
		t.Errorf("%+v", report)
	}
}

func TestABadFileIsOneLineWithItsPlace(t *testing.T) {
	t.Parallel()
	const applicants, outcomes = "applicant,stage,selected,score,group:sex\n", "hire,fit,outcome,kind\n"
	for _, tt := range []struct{ command, flag, text, want string }{
		{"impact", "-applicants", "", ":1: the file is empty"},
		{"impact", "-applicants", "applicant,stage\n", `:1: the column "selected" is missing`},
		{"impact", "-applicants", applicants + "a,s,perhaps,1,f\n", `:2: selected is "perhaps"`},
		{"impact", "-applicants", applicants + "a,s,1,1,f\n\na,s,1,1,f\n", ":4: applicant"},
		{"impact", "-applicants", applicants + "a,s,1,1,f\nb,s,1\n", ":3: the row has another number of cells"},
		{"impact", "-applicants", applicants + "a,s,1,\"1,f\n", ":2: a quoted cell is not closed"},
		{"impact", "-applicants", applicants + "a\xff,s,1,1,f\n", ":2: applicant is not UTF-8"},
		{"impact", "-applicants", "[{\"applicant\":\"a\",]", ":1: not JSON"},
		{"validity", "-outcomes", outcomes + "h,1,2,ordinal\n", `:2: the kind "ordinal"`},
		{"validity", "-outcomes", outcomes + "h,high,2,continuous\n", `:2: the fit "high"`},
		{"validity", "-outcomes", outcomes, ":1: there is no hire"},
	} {
		file := written(t, "input", tt.text)
		code, out, errOut := say(t, tt.command, tt.flag, file)
		if want := "touchstone: " + file + tt.want; code != exitUsage || out != "" || !strings.HasPrefix(errOut, want) || strings.Count(errOut, "\n") != 1 {
			t.Errorf("%q: exit %d, %q (and %q); want %q", tt.text, code, errOut, out, want)
		}
	}
	target := filepath.Join(t.TempDir(), "out.txt")
	refused(t, exitUsage, ":2: ", "impact", "-o", target, "-applicants", written(t, "bad.csv", applicants+"a,s,?,1,f\n"))
	if _, err := os.Stat(target); err == nil {
		t.Error("a report is written of a file that was refused")
	}
	refused(t, exitUsage, "nowhere.csv:0: cannot be read: no such file", "validity", "-outcomes", "nowhere.csv")
	refused(t, exitUsage, "say which file to read", "impact")
	refused(t, exitUsage, "unexpected argument", "validity", "-outcomes", target, "more")
	refused(t, exitUsage, "-suppress is a number", "impact", "-applicants", target, "-suppress", "-1")
}

func TestTheHelpOfReportsHasAnExample(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]string{"impact": "touchstone impact -applicants applicants.csv", "validity": "touchstone validity -outcomes outcomes.csv"} {
		if out := done(t, command, "-h"); !strings.Contains(out, want) || !strings.Contains(out, "-json") {
			t.Errorf("%s -h:\n%s", command, out)
		}
	}
}
