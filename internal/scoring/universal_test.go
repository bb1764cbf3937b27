package scoring

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

// TestUniversalAmongCandidates: thirty of them, the same answer as the exemplars', eight in ten in both groups.
func TestUniversalAmongCandidates(t *testing.T) {
	t.Parallel()
	pick := func(options ...string) hiring.AnswerBody { return hiring.AnswerBody{Picks: options} }
	exemplars := func(answers ...hiring.AnswerBody) (out []Respondent) {
		for _, a := range answers {
			out = append(out, Respondent{Answers: map[string]hiring.AnswerBody{"q": a}})
		}
		return out
	}
	four := exemplars(pick("a"), pick("a"), pick("a"), pick("a"), pick("b"))
	for _, tt := range []struct {
		name  string
		kind  hiring.Kind
		top   []Respondent
		given []Counted
		want  figures
	}{
		{"most say the same", hiring.Single, four, []Counted{{pick("a"), 27}, {pick("b"), 3}}, figures{"top": .8, "typical": .9, "n": 30}},
		{"twenty-nine are too few", hiring.Single, four, []Counted{{pick("a"), 29}}, nil},
		{"three in four candidates", hiring.Single, four, []Counted{{pick("a"), 30}, {pick("b"), 10}}, nil},
		{"three in four exemplars", hiring.Single, four[1:], []Counted{{pick("a"), 40}}, nil},
		{"another answer", hiring.Single, four, []Counted{{pick("b"), 40}}, nil},
		{"nobody exemplary answered", hiring.Single, nil, []Counted{{pick("a"), 40}}, nil},
		{"picks in any order", hiring.Multiple, exemplars(pick("a", "b")), []Counted{{pick("a", "b"), 20}, {pick("b", "a"), 20}}, figures{"top": 1, "typical": 1, "n": 40}},
		{"a ranking has its order", hiring.Ranking, exemplars(pick("a", "b")), []Counted{{pick("a", "b"), 20}, {pick("b", "a"), 20}}, nil},
		{"blank and unknown answers are none", hiring.Single, four, []Counted{{pick("a"), 29}, {hiring.AnswerBody{}, 5}, {pick("z"), 5}}, nil},
	} {
		d := Definition{Questions: []Question{{ID: "q", Value: "v", Kind: tt.kind, Options: []string{"a", "b"}}}, Exemplars: tt.top}
		var want []Warning
		if tt.want != nil {
			want = []Warning{{Code: UniversalCandidates, Question: "q", Value: "v", Figures: tt.want}}
		}
		if diff := cmp.Diff(want, d.UniversalAmong(map[string][]Counted{"q": tt.given})); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}
