package scoring

import "testing"

func BenchmarkBuild(b *testing.B) {
	d := company(1, 30, 12, 12)
	for b.Loop() {
		if _, err := Build(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScore(b *testing.B) {
	d := company(1, 30, 12, 12)
	bm, err := Build(d)
	if err != nil {
		b.Fatal(err)
	}
	r := applicant(d, 1)
	bm.Score(r, Policy{}, nil)
	for b.Loop() {
		bm.Score(r, Policy{}, nil)
	}
}
