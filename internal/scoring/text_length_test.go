package scoring

import (
	"math"
	"strings"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/stats"
	"touchstone/internal/text"
)

// levelModel is the fixture's model under the residual policy; exemplar j is left out where there is one.
func levelModel(f textFixture, lang hiring.Language, out int) *textModel {
	q := f.question(lang)
	q.Length = hiring.LengthResidual
	exemplars := people("e", f.Exemplars, f.Others)
	if out != nobody {
		exemplars = append(exemplars[:out:out], exemplars[out+1:]...)
	}
	return newTextModelBy(text.Lexical(string(lang)), q, lang, exemplars, people("c", f.Typical, nil))
}

// A typical answer stretched with sentences about other things rises when length counts, and not when it does not.
func TestFillerGainsNothingUnderResidual(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		capped := newTextModelBy(text.Lexical(string(lang)), f.question(lang), lang, people("e", f.Exemplars, f.Others), people("c", f.Typical, nil))
		level := levelModel(f, lang, nobody)
		filler := text.Background(string(lang))
		rose := 0
		for i, s := range f.Typical {
			stretched := s
			for k, more := range filler[:40] {
				if k%10 == i {
					stretched += " " + more
				}
			}
			if capped.score(stretched, nil).alignment.Value > capped.score(s, nil).alignment.Value {
				rose++
			}
			if short, long := level.score(s, nil).alignment, level.score(stretched, nil).alignment; !long.Defined() || long.Value > short.Value {
				t.Errorf("typical %d: %v as it is, %v stretched", i, short, long)
			}
		}
		if rose < len(f.Typical) {
			t.Errorf("where length counts, %d of %d gain by filler: the filler is no test", rose, len(f.Typical))
		}
	})
}

// The slope knows nothing of the exemplar left out, nor does anything else.
func TestLeaveOneOutIsTheModelWithoutTheExemplarUnderResidual(t *testing.T) {
	f := loadTexts(t, hiring.Spanish)
	loo := levelModel(f, hiring.Spanish, nobody).leaveOneOut()
	for j, e := range f.Exemplars {
		want := levelModel(f, hiring.Spanish, j).score(e, nil).alignment
		if got := loo[j].alignment; !got.Defined() || math.Abs(got.Value-want.Value) > 1e-9 {
			t.Errorf("exemplar %d: left out %v, never met %v", j, got, want)
		}
	}
}

// Within incumbents and within controls, what is left of similarity has nothing to do with length.
func TestResidualIsUncorrelatedWithLength(t *testing.T) {
	eachLanguage(t, func(t *testing.T, lang hiring.Language, f textFixture) {
		m := levelModel(f, lang, nobody)
		if m.full.line.slope <= 0 {
			t.Fatalf("slope %v: longer texts of the fixture are more alike", m.full.line.slope)
		}
		var incumbents, controls lengthGroup
		for j, sim := range m.full.sims {
			incumbents.add(m.counts[j], sim)
		}
		for i := range m.comparison {
			incumbents.add(m.comparisonWords(i), m.typicals[i].similarity)
		}
		at := 0
		for _, d := range m.documents {
			if d.control {
				controls.add(d.words, m.full.controls[at])
				at++
			}
		}
		_, one := incumbents.moments()
		_, other := controls.moments()
		if math.Abs(one+other) > 1e-9 {
			t.Errorf("products within the groups: %v and %v", one, other)
		}
	})
}

func TestResampleOfEverybodyOnceIsTheModelUnderResidual(t *testing.T) {
	f := loadTexts(t, hiring.English)
	m := levelModel(f, hiring.English, 3)
	out := m.score(f.Exemplars[3], nil)
	ones := make([]int, len(m.exemplars))
	for j := range ones {
		ones[j] = 1
	}
	if got, ok := m.resampled(out.cosines, ones); !ok || math.Abs(got-out.alignment.Value) > 1e-12 {
		t.Errorf("resampled %v, scored %v", got, out.alignment)
	}
	if got := stats.Median(m.controls()).Value; math.Abs(got) > 1e-9 {
		t.Errorf("the median control has alignment %v, want 0", got)
	}
}

// When all incumbents wrote equally many words nobody can say what length adds: no scale, and the reason.
func TestNoSpreadInLengthLeavesTextsUnscored(t *testing.T) {
	f := loadTexts(t, hiring.English)
	for _, texts := range [][]string{f.Exemplars, f.Typical} {
		for i, s := range texts {
			texts[i] = strings.Join(strings.Fields(strings.Repeat(s+" ", 3))[:60], " ")
		}
	}
	m := levelModel(f, hiring.English, nobody)
	out := m.score(f.Others[0]+" "+f.Others[1], nil)
	if out.status != NoScale || out.alignment.Undefined != NoLengthSpread {
		t.Errorf("status %s, alignment %+v", out.status, out.alignment)
	}
	c, separation, warnings := m.consensus()
	if c != 0 || separation.AUC.Undefined != NoLengthSpread || len(warnings) == 0 || warnings[0].Code != NoLengthSpread {
		t.Errorf("c = %v, separation %+v, warnings %v", c, separation, codes(warnings))
	}
	if h := m.health(); h.Agreement.Undefined != NoLengthSpread {
		t.Errorf("agreement %+v", h.Agreement)
	}
}

func TestLengthPolicyIsPartOfTheHashWhereItIsSet(t *testing.T) {
	t.Parallel()
	of := func(p hiring.LengthPolicy) Definition {
		return Definition{Questions: []Question{{ID: "q", Value: "v", Kind: hiring.Text, Length: p}}}
	}
	silent, capped, residual := of(""), of(hiring.LengthCapped), of(hiring.LengthResidual)
	if silent.Hash() != capped.Hash() || silent.Hash() == residual.Hash() {
		t.Errorf("hashes %s, %s, %s", silent.Hash(), capped.Hash(), residual.Hash())
	}
	const before = "a21a47970c55768bbac7a72d72af966be35768dd2591dc732d52a3443b839137"
	silent.Engine = "2.0.0" // the one that hashed it before there was a policy
	if silent.Hash() != before {
		t.Errorf("the hash of a definition without a policy has changed: %s", silent.Hash())
	}
	for _, bad := range []Definition{of("none"), {Questions: []Question{{ID: "q", Kind: hiring.Numeric, Lo: 1, Hi: 10, Length: hiring.LengthResidual}}}} {
		if _, err := Build(bad); err == nil || !strings.Contains(err.Error(), "length policy") {
			t.Errorf("%+v: %v", bad.Questions[0], err)
		}
	}
}
