package impact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"touchstone/internal/stats"
)

// withScores writes applicants of a group with these scores, of whom the first x are selected.
func withScores(prefix, group string, x int, scores ...float64) string {
	var b strings.Builder
	for i, score := range scores {
		selected := 0
		if i < x {
			selected = 1
		}
		fmt.Fprintf(&b, "%s%d,screen,%d,%v,%s\n", prefix, i, selected, score, group)
	}
	return b.String()
}

const oneGroup = "applicant,stage,selected,score,group:sex\n"

// sleep are the two groups of the oracle hedges_g/sleep (R's datasets::sleep).
func sleep() (first, second []float64) {
	return []float64{1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4}, []float64{.7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2}
}

// TestScoresStandBesideTheReferenceOfTheRates: figures of the oracle hedges_g/sleep.
func TestScoresStandBesideTheReferenceOfTheRates(t *testing.T) {
	t.Parallel()
	a, b := sleep()
	for _, tt := range []struct {
		text               string
		points, g, between string
	}{
		{withScores("a", "a", 2, a...) + withScores("b", "b", 5, b...), "1.580000", "0.796935", "-0.091408 to 1.665172"},
		{withScores("a", "b", 2, b...) + withScores("b", "c", 5, a...), "-1.580000", "-0.796935", "-1.665172 to 0.091408"},
	} {
		s := read(t, oneGroup+tt.text+"u,screen,1,9,\nv,screen,0,,a\n").Report(0).Stages[0].Breakdowns[0].Scores
		if s.Known != 20 || s.Unknown != 1 || s.Unscored != 1 || s.ReferenceBy != ByRate {
			t.Fatalf("%+v", s)
		}
		focal, reference := s.Categories[0], s.Categories[1]
		if len(s.Categories) == 3 { // v is an a without a score
			focal, reference = s.Categories[1], s.Categories[2]
		}
		d := focal.Difference
		if s.Reference != reference.Category || !reference.Reference || reference.Difference != nil || focal.N != 10 || focal.Reference {
			t.Fatalf("%+v", s)
		}
		if d.Points.Text(6) != tt.points || d.HedgesG.Text(6) != tt.g || d.HedgesGCI.Text(6) != tt.between || d.HedgesGCI.Level != .95 {
			t.Errorf("%+v", d)
		}
	}
	r := read(t, oneGroup+withScores("a", "a", 2, a...)+withScores("b", "b", 5, b...)).Report(0)
	first := r.Stages[0].Breakdowns[0].Scores.Categories[0]
	if first.Mean.Text(2) != "2.33" || first.SD.Text(6) != "2.002249" { // R: mean, sd(sleep$extra[11:20])
		t.Errorf("%+v", first)
	}
	var out bytes.Buffer
	if err := r.Write(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Scores by sex: 20 of a known group, 0 of an unknown one, 0 without a score; reference b, the highest selection rate\n",
		"a      10      2.33  2.00  1.58        0.80  -0.09 to 1.67\n", "b      10      0.75  1.79  reference\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// TestFewScoresHaveAReason: below five in either group, with none, and without spread there is no g, and no 0 either.
func TestFewScoresHaveAReason(t *testing.T) {
	t.Parallel()
	five := []float64{1, 2, 3, 4, 5}
	for _, tt := range []struct {
		name      string
		focal     []float64
		reference []float64
		reason    string
	}{
		{"four", five[:4], five, stats.TooFew}, {"one", five[:1], five, stats.TooFew}, {"four of the reference", five, five[1:], stats.TooFew},
		{"the same scores", []float64{3, 3, 3, 3, 3}, []float64{3, 3, 3, 3, 3}, stats.NoVariation},
		{"no spread", []float64{2, 2, 2, 2, 2}, []float64{3, 3, 3, 3, 3}, stats.ZeroPooledSD}, {"five and five", five, five, ""},
	} {
		rows := read(t, oneGroup+withScores("f", "f", 0, tt.focal...)+withScores("m", "m", 3, tt.reference...)+
			"m9,screen,1,,m\n").Report(0).Stages[0].Breakdowns[0].Scores.Categories // a fifth man, without a score
		d := rows[0].Difference
		if d.HedgesG.Undefined != tt.reason || d.HedgesGCI.Undefined != tt.reason || d.HedgesG.Value != 0 || d.Points.Undefined != "" {
			t.Errorf("%s: %+v, want %q", tt.name, d, tt.reason)
		}
	}
	rows := read(t, oneGroup+withScores("f", "f", 0, five...)+people("m", "screen", 5, 6, "m")).Report(0).Stages[0].Breakdowns[0].Scores.Categories
	if m := rows[1]; m.N != 0 || m.Mean.Undefined != stats.EmptyGroup || m.SD.Undefined != stats.TooFew || rows[0].Difference.HedgesG.Undefined != stats.EmptyGroup {
		t.Errorf("a reference without scores: %+v", rows)
	}
	raw, err := json.Marshal(rows[0].Difference)
	if want := `{"points":{"undefined":"empty_group"},"hedges_g":{"undefined":"empty_group"},"g_interval":{"undefined":"empty_group"}}`; err != nil || string(raw) != want {
		t.Errorf("%s, %v", raw, err)
	}
	if none := read(t, oneGroup+people("m", "screen", 5, 6, "m")).Report(0).Stages[0].Breakdowns[0]; none.Scores != nil {
		t.Errorf("a table of no scores: %+v", none.Scores)
	}
}

func TestScoresChooseAReferenceThatCanBeOne(t *testing.T) {
	t.Parallel()
	a, b := sleep()
	small := read(t, oneGroup+withScores("a", "a", 2, a...)+withScores("b", "b", 5, append(b, 1)...)+withScores("c", "c", 2, 1, 2)).Report(0).Stages[0].Breakdowns[0]
	if small.Reference != "c" || small.Scores.Reference != "b" || small.Scores.ReferenceBy != BySize || small.Scores.Categories[0].Difference.HedgesG.Undefined != "" {
		t.Errorf("%+v beside %+v", small.Scores, small)
	}
	undecided := strings.NewReplacer(",1,", ",,", ",0,", ",,").Replace(people("a", "screen", 0, 5, "a") + "x,screen,0,5,a\n" + "y,screen,0,6,b\n" + "z,screen,1,7,b\n")
	if s := read(t, oneGroup+undecided).Report(0).Stages[0].Breakdowns[0].Scores; s.Reference != "b" || s.ReferenceBy != ByCount {
		t.Errorf("nobody is decided: %+v", s)
	}
}

func TestHiddenGroupsHideTheirScores(t *testing.T) {
	t.Parallel()
	a, b := sleep()
	text := oneGroup + withScores("a", "a", 3, a...) + withScores("b", "b", 5, b...) + withScores("c", "c", 1, 7, 8) + people("d", "screen", 3, 11, "d")
	s := read(t, text).Report(5).Stages[0].Breakdowns[0].Scores
	shown := ""
	for _, c := range s.Categories {
		if c.Hidden == "" {
			shown += c.Category
			continue
		}
		raw, err := json.Marshal(c)
		if want := fmt.Sprintf(`{"category":%q,"hidden":`, c.Category); err != nil || !strings.HasPrefix(string(raw), want) || strings.Contains(string(raw), "mean") {
			t.Errorf("%s, %v", raw, err)
		}
		if c.N != 0 || c.Difference != nil || c.Mean.Value != 0 {
			t.Errorf("%+v", c)
		}
	}
	// c is below 5; a or b goes with it among the rates, and d, with 11 decisions, has no score to show.
	if len(shown) != 1 || strings.Contains("cd", shown) {
		t.Errorf("%q is shown: %+v", shown, s)
	}
	if nine := read(t, oneGroup+withScores("a", "a", 3, a[:9]...)+people("d", "screen", 3, 12, "d")).Report(5).Stages[0].Breakdowns[0]; nine.Hidden || nine.Scores != nil {
		t.Errorf("nine scores are shown by group: %+v", nine.Scores)
	}
	reference := read(t, oneGroup+withScores("a", "a", 9, a...)+withScores("b", "b", 5, append(b, 1)...)+withScores("c", "c", 0, 4, 5)+withScores("d", "d", 5, append(b, 2)...)).Report(5).Stages[0].Breakdowns[0]
	if s := reference.Scores; reference.Reference != "" || s.Reference != "" || s.ReferenceBy != "" || s.Categories[1].Hidden != "" || s.Categories[1].Difference != nil {
		t.Errorf("the reference is hidden: %+v", s)
	}
}
