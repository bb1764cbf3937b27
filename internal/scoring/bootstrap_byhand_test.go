package scoring

import "testing"

// TestQuestionsAreDrawnWithinTheirStratum: three of three and four of four in every resample, each question 2000 times
// over all of them, give or take five standard deviations of 45; a question of no stratum once in each.
func TestQuestionsAreDrawnWithinTheirStratum(t *testing.T) {
	t.Parallel()
	groups := []stratum{{0, 2, 4}, {1, 3, 5, 6}}
	times := rows(8)
	drawQuestions(3, groups, times)
	for _, g := range groups {
		for b := range resamples {
			sum := 0.0
			for _, i := range g {
				sum += times[i][b]
			}
			if sum != float64(len(g)) {
				t.Fatalf("resample %d draws %v of %d", b, sum, len(g))
			}
		}
	}
	for i := range times {
		sum := 0.0
		for _, x := range times[i] {
			if sum += x; i == 7 && x != 1 {
				t.Fatalf("a question of no stratum %v times", x)
			}
		}
		if sum < 1775 || sum > 2225 {
			t.Errorf("question %d is drawn %v times", i, sum)
		}
	}
}
