package impact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"touchstone/internal/records"
	"touchstone/internal/stats"
)

const header = "applicant,stage,selected,score,group:sex,group:race_ethnicity\n"

func read(t *testing.T, text string) *Tally {
	t.Helper()
	tally, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// people writes n applicants of whom x are selected at a stage.
func people(prefix, stage string, x, n int, groups string) string {
	var b strings.Builder
	for i := range n {
		selected := 0
		if i < x {
			selected = 1
		}
		fmt.Fprintf(&b, "%s%d,%s,%d,,%s\n", prefix, i, stage, selected, groups)
	}
	return b.String()
}

// TestTheOracleTableFromAFile: 48 of 80 beside 60 of 80, a ratio of exactly .80 (two_by_two, ugesp_qa_like).
func TestTheOracleTableFromAFile(t *testing.T) {
	t.Parallel()
	r := read(t, header+people("f", "screen", 48, 80, "female,x")+people("m", "screen", 60, 80, "male,x")+"u1,screen,1,,,x\n").Report(0)
	s := r.Stages[0]
	if s.Applicants != 161 || s.Selected != 109 || r.Overall != nil || r.Suppression != Unsuppressed {
		t.Fatalf("%+v", s)
	}
	b := s.Breakdowns[0]
	if b.Group != "sex" || b.Known != 160 || b.Unknown != 1 || b.Reference != "male" || b.Small {
		t.Fatalf("%+v", b)
	}
	female, male := b.Categories[0], b.Categories[1]
	c := female.Comparison
	if female.Rate.Value != .6 || c.ImpactRatio.Text(9) != "0.800000000" || c.BelowFourFifths || c.Test != stats.TestZ ||
		c.Z.Text(6) != "-2.025479" || c.ZP.Text(6) != "0.042818" || c.P != c.ZP || c.PHolm != c.P || c.MidP.Text(6) != "0.045280" ||
		c.FisherP.Text(6) != "0.062834" || c.DifferenceCI.Text(6) != "-0.286799 to -0.004847" || c.ImpactRatioCI.Text(6) != "0.642573 to 0.995995" ||
		c.Shortfall.Text(3) != "6.000" || c.FlipFlop || c.Light != stats.LightWatch {
		t.Errorf("%+v", c)
	}
	if !male.Reference || male.Comparison != nil || male.Rate.Value != .75 {
		t.Errorf("%+v", male)
	}
	if one := s.Breakdowns[1]; len(one.Categories) != 1 || one.Reference != "x" {
		t.Errorf("a group of one category: %+v", one)
	}
}

// TestSimpsonsParadox: requisition A takes many and women apply to B; within each women do as well.
func TestSimpsonsParadox(t *testing.T) {
	t.Parallel()
	text := "applicant,stage,selected,score,requisition,group:sex\n"
	add := func(prefix, sex, requisition string, x, n int) {
		for _, row := range strings.Split(strings.TrimSpace(people(prefix+requisition, "s", x, n, requisition+","+sex)), "\n") {
			text += row + "\n"
		}
	}
	add("m", "male", "A", 64, 80)
	add("m", "male", "B", 4, 20)
	add("f", "female", "A", 16, 20)
	add("f", "female", "B", 16, 80)
	b := read(t, text).Report(0).Stages[0].Breakdowns[0]
	if c := b.Categories[0].Comparison; c.ImpactRatio.Text(4) != "0.4706" || c.Light != stats.LightAlert {
		t.Errorf("aggregate %+v", c)
	}
	if len(b.Strata) != 1 || b.Stratified != "requisition" || b.Strata[0].OddsRatio.Text(6) != "1.000000" || b.Strata[0].Strata != 2 {
		t.Errorf("stratified %+v", b.Strata)
	}
}

func TestStagesMakeABottomLine(t *testing.T) {
	t.Parallel()
	text := header + people("f", "screen", 10, 20, "female,a") + people("m", "screen", 15, 20, "male,a") +
		people("f", "interview", 5, 10, "female,a") + people("m", "interview", 9, 15, "male,a")
	r := read(t, text).Report(0)
	if len(r.Stages) != 2 || r.Stages[1].Name != "interview" || r.Overall == nil {
		t.Fatalf("%+v", r)
	}
	b := r.Overall.Breakdowns[0]
	if f := b.Categories[0]; r.Overall.Applicants != 40 || f.N != 20 || f.Selected != 5 || b.Stratified != "stage" || b.Strata[0].Strata != 2 {
		t.Errorf("%+v", b)
	}
}

func TestLL144TablesCrossAndCountTheUnknown(t *testing.T) {
	t.Parallel()
	r := read(t, header+`a,s,1,1,female,black
b,s,0,2,female,white
c,s,1,2,male,white
d,s,,3,male,white
e,s,1,9,prefer not to say,white
f,s,1,9,female,
g,s,0,,male,white
`).Report(0)
	s := r.Stages[0]
	if s.Selection.Known != 4 || s.Selection.Unknown != 2 || s.Undecided != 1 {
		t.Fatalf("%+v", s.Selection)
	}
	rows := s.Selection.Intersections
	if len(rows) != 4 || rows[0].Category != "female/black" || rows[2].Category != "male/black" || rows[2].N != 0 || rows[2].Rate.Undefined != stats.EmptyGroup {
		t.Errorf("a combination without people loses its row: %+v", rows)
	}
	if white := s.Selection.Second[1]; white.N != 3 || white.X != 1 || white.ImpactRatio.Text(6) != "0.333333" {
		t.Errorf("%+v", white)
	}
	if s.Scoring.Median.Value != 2.5 || s.Scoring.Scored != 6 || s.Scoring.Unscored != 1 || s.Scoring.Unknown != 2 {
		t.Errorf("%+v", s.Scoring)
	}
	if male := s.Scoring.First[1]; male.N != 2 || male.X != 1 || male.ImpactRatio.Value != 1 {
		t.Errorf("%+v", male)
	}
}

func TestOneGroupColumnHasNoCombinations(t *testing.T) {
	t.Parallel()
	s := read(t, "applicant,stage,selected,score,group:age\na,s,1,5,40+\nb,s,0,5,under 40\n").Report(0).Stages[0]
	if len(s.Selection.First) != 2 || s.Selection.Second != nil || s.Scoring.First[0].ImpactRatio.Undefined != stats.NoVariation {
		t.Errorf("%+v %+v", s.Selection, s.Scoring)
	}
}

func TestSuppressionLeavesNothingToReckon(t *testing.T) {
	t.Parallel()
	text := header + people("a", "s", 10, 40, "female,black") + people("b", "s", 20, 40, "male,black") + people("c", "s", 1, 3, "female,asian") +
		people("d", "s", 12, 30, "male,asian") + people("e", "s", 12, 20, "female,white") + people("f", "s", 20, 50, "male,white") + people("g", "s", 1, 2, "male,aian")
	s := read(t, text).Report(5).Stages[0]
	race := s.Breakdowns[1]
	hidden := map[string]string{}
	for _, c := range race.Categories {
		hidden[c.Category] = c.Hidden
		if c.Hidden != "" && (c.N != 0 || c.Rate != nil || c.Comparison != nil) {
			t.Errorf("%+v", c)
		}
	}
	if hidden["aian"] != "<5" || hidden["asian"] != "suppressed" || hidden["black"] != "" || hidden["white"] != "" {
		t.Errorf("%v", hidden)
	}
	shown := map[string]bool{}
	for _, c := range s.Selection.Intersections {
		shown[c.Category] = c.Hidden == ""
	}
	for _, c := range []string{"female/aian", "male/aian", "female/asian", "male/asian"} {
		if shown[c] {
			t.Errorf("%s is shown though its margin is hidden", c)
		}
	}
	if !shown["female/black"] || !shown["male/white"] {
		t.Errorf("%v", shown)
	}
	raw, err := json.Marshal(s.Selection.Second[0])
	if want := `{"category":"aian","hidden":"\u003c5"}`; err != nil || string(raw) != want {
		t.Errorf("%s, %v; want %s", raw, err, want)
	}
	if few := read(t, header+people("a", "s", 2, 9, "female,black")).Report(5).Stages[0]; !few.Breakdowns[0].Hidden || !few.Selection.Hidden {
		t.Errorf("nine people are shown by group: %+v", few)
	}
}

func TestAHiddenReferenceHidesTheRatios(t *testing.T) {
	t.Parallel()
	text := header + people("a", "s", 3, 4, "x,") + people("b", "s", 10, 20, "y,") + people("c", "s", 10, 30, "z,") + people("d", "s", 10, 40, "w,")
	b := read(t, text).Report(5).Stages[0].Breakdowns[0]
	for _, c := range b.Categories {
		if c.Comparison != nil {
			t.Errorf("%+v", c)
		}
	}
	if b.Reference != "" {
		t.Errorf("%+v", b)
	}
}

func TestBadRowsAreRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		line int
		says string
	}{
		{"applicant,stage,selected,group:sex\n", 1, `"score" is missing`},
		{"applicant,stage,selected,score\na,s,1,2\n", 1, "group:NAME"},
		{"applicant,stage,selected,score,group:\na,s,1,2,x\n", 1, "names no group"},
		{header, 1, "no applicant"},
		{header + ",s,1,2,f,x\n", 2, "applicant is missing"},
		{header + "a,,1,2,f,x\n", 2, "stage is missing"},
		{header + "a,s,maybe,2,f,x\n", 2, `selected is "maybe"`},
		{header + "a,s,1,high,f,x\n", 2, `score "high"`},
		{header + "a,s,1,NaN,f,x\n", 2, `score "NaN"`},
		{header + "a,s,1,1e999,f,x\n", 2, `score "1e999"`},
		{header + "a,s,1,2,f,x\nb,s,1,2,f,x\na,s,0,2,f,x\n", 4, "a second time"},
		{header + "a,s,1,2,f,x\na,t,1,2,m,x\n", 3, `group:sex "m" here and "f"`},
		{header + "a,s,1,2,f\n", 2, "number of cells"},
	} {
		_, err := Read(strings.NewReader(tt.text))
		var bad records.Error
		if !errors.As(err, &bad) || bad.Line != tt.line || !strings.Contains(bad.Wrong, tt.says) {
			t.Errorf("%q: %v, want line %d and %q", tt.text, err, tt.line, tt.says)
		}
	}
	const requisitions = "applicant,stage,selected,score,requisition,group:sex\n"
	if _, err := Read(strings.NewReader(requisitions + "a,s,1,2,r1,f\na,s,1,2,r2,f\n")); err != nil {
		t.Errorf("one applicant at one stage of two requisitions: %v", err)
	}
	if _, err := Read(strings.NewReader(requisitions + "a,s,1,2,r1,f\na,s,1,2,r2,f\na,s,1,2,r2,f\n")); err == nil {
		t.Error("the same row twice is counted twice")
	}
	var many, twice strings.Builder // more stages than a person has bits
	for i := range 40 {
		fmt.Fprintf(&many, "a,s%d,1,2,f,x\n", i)
	}
	fmt.Fprintf(&twice, "%sa,s38,1,2,f,x\n", many.String())
	if _, err := Read(strings.NewReader(header + many.String())); err != nil {
		t.Errorf("forty stages: %v", err)
	}
	if _, err := Read(strings.NewReader(header + twice.String())); err == nil {
		t.Error("the 39th stage twice is counted twice")
	}
	if _, err := Read(strings.NewReader(header + "a,s,1,2,f,x\na,t,1,2,,x\n")); err != nil {
		t.Errorf("a group left out on a later row: %v", err)
	}
}

func TestSameApplicantsInAnotherOrderGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	rows := strings.Split(strings.TrimSpace(people("a", "s", 7, 30, "f,x")+people("b", "s", 9, 25, "m,y")+people("c", "s", 3, 12, ",y")), "\n")
	forward, backward := header, header
	for i := range rows {
		forward += rows[i] + "\n"
		backward += rows[len(rows)-1-i] + "\n"
	}
	var out [2]bytes.Buffer
	for i, text := range []string{forward, backward} {
		r := read(t, text).Report(0)
		if err := errors.Join(json.NewEncoder(&out[i]).Encode(r), r.Write(&out[i])); err != nil {
			t.Fatal(err)
		}
	}
	if out[0].String() != out[1].String() {
		t.Error("the order of the rows changes the report")
	}
}

// endless is a file of n applicants, made while it is read.
type endless struct {
	n, at int
	rest  []byte
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		if e.at == e.n {
			return 0, io.EOF
		}
		e.rest = fmt.Appendf(nil, "applicant-with-a-long-name-%d,s,%d,%d,%s,x\n", e.at, e.at%2, e.at%101, []string{"f", "m"}[e.at%2])
		e.at++
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestMemoryGrowsByAFewBytesAnApplicant: what keeps one from being counted twice, and nothing else.
func TestMemoryGrowsByAFewBytesAnApplicant(t *testing.T) {
	const n = 200_000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tally, err := Read(io.MultiReader(strings.NewReader(header), &endless{n: n}))
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if per := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n; per > 100 {
		t.Errorf("%d bytes an applicant", per)
	}
	if got := tally.Report(0).Stages[0].Applicants; got != n {
		t.Errorf("%d applicants", got)
	}
}
