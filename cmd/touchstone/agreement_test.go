package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touchstone/internal/agree"
)

// ratingsFile has six candidates, two questions and three raters who rated everything; Max is a point lower than Zoe.
func ratingsFile() string {
	var b strings.Builder
	b.WriteString("candidate,question,rater,rating\n")
	for i, level := range []int{2, 3, 4, 5, 3, 4} {
		for _, q := range []string{"own", "help"} {
			for r, rater := range []string{"zoe", "max", "ida"} {
				fmt.Fprintf(&b, "c%d,%s,%s,%d\n", i, q, rater, level-r%2)
			}
		}
	}
	return b.String()
}

func TestAgreementSaysTheDesignAndItsForms(t *testing.T) {
	t.Parallel()
	whole := ratingsFile()
	out := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", whole))
	for _, want := range []string{
		"36 ratings of 6 candidates on 2 questions by 3 raters, scale 1–5", "crossed", "ICC(2,1)", "ICC(2,k)", "ICC(3,k)",
		"max – zoe", "own", "help", "Krippendorff",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	one := strings.Replace(whole, "c3,own,ida,5\n", "", 1)
	if out := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", one)); !strings.Contains(out, "unbalanced_design") ||
		!strings.Contains(out, "ICC(1,k)") || strings.Contains(out, "ICC(3,k)") {
		t.Errorf("a missing rating leaves the design crossed:\n%s", out)
	}
}

func reportOf(t *testing.T, content string, args ...string) agree.Report {
	t.Helper()
	var r agree.Report
	out := done(t, append([]string{"agreement", "-json", "-ratings", scoreFile(t, "r.csv", content)}, args...)...)
	ok(t, json.Unmarshal([]byte(out), &r))
	return r
}

// TestAgreementOfShroutAndFleiss has the ratings and coefficients printed in Shrout & Fleiss (1979).
func TestAgreementOfShroutAndFleiss(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("candidate,question,rater,rating\n")
	for i, row := range [][]int{{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}} {
		for j, x := range row {
			fmt.Fprintf(&b, "c%d,q,r%d,%d\n", i, j, x)
		}
	}
	r := reportOf(t, b.String())
	for i, want := range []string{"0.17", "0.29", "0.71", "0.44", "0.62", "0.91"} {
		if got := fmt.Sprintf("%.2f", *r.All.Forms[i].Value); got != want {
			t.Errorf("%s = %s, want %s", r.All.Forms[i].Form, got, want)
		}
	}
	if r.Scale.Lo != 1 || r.Scale.Hi != 10 || r.Warnings[0].Code != agree.ScaleGuessed {
		t.Errorf("scale %+v, warnings %v", r.Scale, r.Warnings)
	}
	if given := reportOf(t, b.String(), "-scale", "1-10"); !given.Scale.Given || given.Warnings[0].Code == agree.ScaleGuessed {
		t.Errorf("scale %+v, warnings %v", given.Scale, given.Warnings)
	}
}

func TestAgreementReadsEveryFormAlike(t *testing.T) {
	t.Parallel()
	plain := ratingsFile()
	want := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", plain))
	lines := strings.Split(strings.TrimSpace(plain), "\n")
	var objects []string
	for _, l := range lines[1:] {
		c := strings.Split(l, ",")
		objects = append(objects, fmt.Sprintf(`{"candidate":%q,"question":%q,"rater":%q,"rating":%s}`, c[0], c[1], c[2], c[3]))
	}
	for name, content := range map[string]string{
		"a byte order mark":  "\ufeff" + plain,
		"CRLF":               strings.ReplaceAll(plain, "\n", "\r\n"),
		"quotes":             strings.ReplaceAll(plain, "own", `"own"`),
		"blanks":             strings.ReplaceAll(plain, ",own,", ", own ,"),
		"another column":     strings.ReplaceAll(strings.ReplaceAll(plain, "\n", ",x\n"), "rating,x", "rating,note"),
		"no last line break": strings.TrimSpace(plain),
		"decimals":           strings.ReplaceAll(plain, ",5\n", ",5.0\n"),
		"JSON":               "[" + strings.Join(objects, ",\n") + "]",
	} {
		if got := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", content)); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	named := strings.ReplaceAll(plain, "zoe", `"Zoe, of ""Two"""`)
	if out := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", named)); !strings.Contains(out, `Zoe, of "Two" – max`) {
		t.Errorf("a quoted comma:\n%s", out)
	}
	path := filepath.Join(t.TempDir(), "out.txt")
	if said := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", plain), "-o", path); said != "" {
		t.Errorf("-o also prints %q", said)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("-o wrote %v\n%s", err, got)
	}
}

func TestAgreementRefusesBadRatings(t *testing.T) {
	t.Parallel()
	const header = "candidate,question,rater,rating\n"
	for _, tt := range []struct {
		line           int
		words, content string
	}{
		{1, "empty", ""},
		{1, "no rating in it", header},
		{1, `lacks the column "rater"`, "candidate,question,rating\n"},
		{1, "twice", "candidate,question,rater,rating,rating\n"},
		{2, "candidate, a question and a rater", header + ",q,r,3\n"},
		{2, "candidate, a question and a rater", header + "c, ,r,3\n"},
		{3, "candidate, a question and a rater", header + "c,q,r,3\nc,q,,3\n"},
		{2, "missing", header + "c,q,r,\n"},
		{2, "no number", header + "c,q,r,good\n"},
		{2, "no number", header + "c,q,r,NaN\n"},
		{3, "no number", header + "c,q,r,1\nc,q,s,nan\n"},
		{2, "too large", header + "c,q,r,Inf\n"},
		{2, "too large", header + "c,q,r,-Infinity\n"},
		{2, "too large", header + "c,q,r,1e400\n"},
		{2, "too large", header + "c,q,r,1000001\n"},
		{2, "decimal point", header + "c,q,r,\"3,5\"\n"},
		{4, "twice; the first time is in line 2", header + "c,q,r,3\nd,q,r,3\nc,q,r,3\n"},
		{5, "twice", header + "c,\"q\nq\",r,3\nd,q,r,3\nd,q,r,4\n"},
		{3, "as many cells", header + "c,q,r,3\nc,q,s\n"},
		{2, "not UTF-8", header + "\xff,q,r,3\n"},
		{2, "quotation mark", header + "c\"d,q,r,3\n"},
		{2, "the time", "candidate,question,rater,rating,at\nc,q,r,3,yesterday\n"},
		{2, "the time", "candidate,question,rater,rating,at\nc,q,r,3,0004-05-04\n"},
		{3, `of value "help" here and of "own" in line 2`, "candidate,question,rater,rating,value\nc,q,r,3,own\nd,q,r,3,help\n"},
		{3, `of value "" here`, "candidate,question,rater,rating,value\nc,q,r,3,own\nd,q,r,3,\n"},
		{2, `"rating" is missing`, "[\n{\"candidate\":\"a\",\"question\":\"q\",\"rater\":\"r\"}]"},
	} {
		path := scoreFile(t, "r.csv", tt.content)
		refused(t, exitUsage, tt.words, "agreement", "-ratings", path)
		_, _, errOut := say(t, "agreement", "-ratings", path)
		if want := fmt.Sprintf("touchstone: %s:%d: ", path, tt.line); !strings.HasPrefix(errOut, want) {
			t.Errorf("%q is refused with %q, want %q", tt.content, errOut, want)
		}
	}
	path := scoreFile(t, "r.csv", header+"c,q,r,3\nc,q,s,6\n")
	refused(t, exitUsage, path+":3: the rating 6 is outside 1–5", "agreement", "-ratings", path, "-scale", "1-5")
	refused(t, exitUsage, "none.csv:0: cannot be read", "agreement", "-ratings", filepath.Join(t.TempDir(), "none.csv"))
	refused(t, exitUsage, "cannot be read", "agreement", "-ratings", t.TempDir())
	refused(t, exitUsage, "say: touchstone agreement -ratings FILE", "agreement")
	refused(t, exitUsage, "unexpected argument", "agreement", "-ratings", path, "more")
	for _, scale := range []string{"5", "5-1", "1-", "-5", "a-b", "1-5-"} {
		refused(t, exitUsage, "LO-HI", "agreement", "-ratings", path, "-scale", scale)
	}
}

// TestAgreementReadsValuesAndTimes: max rates later candidates lower, and everything alike within a value.
func TestAgreementReadsValuesAndTimes(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("at,value,rating,rater,question,candidate\n")
	for c := range 45 {
		for q, value := range []string{"own", "help", "speed"} {
			level := 3 + c%2
			low := 0
			if c >= 30 {
				low = 2
			}
			fmt.Fprintf(&b, "2026-05-04T10:00:%02dZ,%s,%d,zoe,q%d,c%d\n", c, value, 1+(level+q+c/2)%5, q, c)
			fmt.Fprintf(&b, "2026-05-04T10:00:%02d+00:00,%s,%d,max,q%d,c%d\n", c, value, level+c%3/2-low, q, c)
		}
	}
	r := reportOf(t, b.String())
	max := r.Raters[0]
	if got := max.Check(agree.Moved); got.Code != "drift" || got.Have != 45 {
		t.Errorf("drift %+v of %+v", got, max.Drift)
	}
	if got := max.Check(agree.Halo); got.Code != "halo" || max.Over != agree.OfValues {
		t.Errorf("halo %+v across %s", got, max.Over)
	}
	out := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", b.String()))
	for _, want := range []string{"Two raters agree poorly", "What was looked at in each rater", "adjusted", "drift (max): Has become more severe", "halo (max)"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	few := done(t, "agreement", "-ratings", scoreFile(t, "r.csv", ratingsFile()))
	if !strings.Contains(few, "not enough yet: 6 of 8 shared candidates") {
		t.Errorf("six candidates:\n%s", few)
	}
}

func TestAgreementHelpHasFormatAndExample(t *testing.T) {
	t.Parallel()
	out := done(t, "agreement", "-h")
	for _, want := range []string{"candidate,question,rater,rating", "-ratings FILE", "-scale LO-HI", "-json", "-o FILE", "touchstone agreement -ratings ratings.csv", "severity", "spread", "order", "halo", "drift"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// TestAgreementOfManyRatingsKeepsItsMemory runs the program on a hundred thousand ratings.
func TestAgreementOfManyRatingsKeepsItsMemory(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const most = 256 << 10 // KiB
	for name, row := range map[string]func(i int) string{
		"three raters for each answer": func(i int) string { return fmt.Sprintf("c%d,q%d,r%d", i/24, i/3%8, i/3%40+i%3*40) },
		"every rating by another":      func(i int) string { return fmt.Sprintf("c%d,q%d,r%d", i%10, i%7, i) },
		"every answer rated once":      func(i int) string { return fmt.Sprintf("c%d,q%d,r%d", i, i, i%3) },
	} {
		var b strings.Builder
		b.WriteString("candidate,question,rater,rating\n")
		for i := range 100_000 {
			fmt.Fprintf(&b, "%s,%d\n", row(i), 1+(i/3*7+i)%5)
		}
		cmd := exec.Command(os.Args[0], "agreement", "-ratings", scoreFile(t, "r.csv", b.String()))
		cmd.Env = append(os.Environ(), beProgram+"=1")
		out, peak, err := watched(t, cmd)
		if err != nil || !strings.Contains(out, "100000 ratings") {
			t.Errorf("%s: %v\n%.300s", name, err, out)
			continue
		}
		if peak == 0 || peak > most {
			t.Errorf("%s: %d KiB of memory", name, peak)
		}
	}
}

// watched runs a command and returns what it printed and the most memory it had, in KiB, as the system counts it every
// few milliseconds. The figure told at its end would not do: that one begins with the memory of this test, from which
// the command was started.
func watched(t *testing.T, cmd *exec.Cmd) (out string, peak int, err error) {
	t.Helper()
	var printed bytes.Buffer
	cmd.Stdout = &printed
	ok(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	status := fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)
	for {
		select {
		case err := <-ended:
			return printed.String(), peak, err
		case <-time.After(5 * time.Millisecond):
			raw, _ := os.ReadFile(status) // gone when the command has just ended
			if _, rest, found := strings.Cut(string(raw), "VmHWM:"); found {
				now := 0
				if _, err := fmt.Sscan(rest, &now); err == nil {
					peak = max(peak, now)
				}
			}
		}
	}
}
