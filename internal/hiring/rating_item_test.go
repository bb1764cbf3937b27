package hiring

import (
	"slices"
	"testing"

	"github.com/google/uuid"
)

// TestAnswersAreSharedOutEvenlyAndStayWhereTheyAre: each of six is asked half as often as there are applications, give
// or take, and a seventh takes over a share without moving anything between the others.
func TestAnswersAreSharedOutEvenlyAndStayWhereTheyAre(t *testing.T) {
	t.Parallel()
	const applications, each = 3000, 3
	var panel []uuid.UUID
	for i := range 7 {
		panel = append(panel, uuid.NewSHA1(uuid.NameSpaceOID, []byte{byte(i)}))
	}
	six, asked, moved := panel[:6], map[uuid.UUID]int{}, 0
	for i := range applications {
		a := uuid.NewSHA1(uuid.NameSpaceURL, []byte{byte(i), byte(i >> 8)})
		before := RankedRaters(a, six)[:each]
		after := RankedRaters(a, panel)[:each]
		for _, u := range before {
			asked[u]++
		}
		for _, u := range after {
			if u != panel[6] && !slices.Contains(before, u) {
				t.Fatalf("somebody who was there before is asked because another joined")
			}
			if u == panel[6] {
				moved++
			}
		}
		shuffled := slices.Clone(six)
		slices.Reverse(shuffled)
		if !slices.Equal(RankedRaters(a, shuffled)[:each], before) {
			t.Fatal("the order of the panel decides who is asked")
		}
	}
	for u, n := range asked {
		if n < applications/2-150 || n > applications/2+150 { // five standard deviations of a fair draw
			t.Errorf("%s is asked %d times of %d", u, n, applications/2)
		}
	}
	if moved < applications*3/7-150 || moved > applications*3/7+150 {
		t.Errorf("the seventh is asked %d times", moved)
	}
}

func TestWhoComesNextWasNotAskedBefore(t *testing.T) {
	t.Parallel()
	a, panel := uuid.New(), []uuid.UUID{uuid.New(), uuid.New(), uuid.New(), uuid.New()}
	ranked := RankedRaters(a, panel)
	if got := NextRaters(a, panel, ranked[:2], 1); !slices.Equal(got, ranked[2:3]) {
		t.Errorf("next is %v", got)
	}
	if got := NextRaters(a, panel, ranked[1:], 3); !slices.Equal(got, ranked[:1]) {
		t.Errorf("one is left, got %v", got)
	}
	if got := NextRaters(a, panel, panel, 2); len(got) != 0 {
		t.Errorf("nobody is left, got %v", got)
	}
}

func TestEveryRaterHasAnOrderOfTheirOwn(t *testing.T) {
	t.Parallel()
	order := func(rater, question uuid.UUID, items []uuid.UUID) []uuid.UUID {
		out := slices.Clone(items)
		slices.SortFunc(out, func(a, b uuid.UUID) int {
			if QueuePlace(rater, question, a) < QueuePlace(rater, question, b) {
				return -1
			}
			return 1
		})
		return out
	}
	var items []uuid.UUID
	for range 20 {
		items = append(items, uuid.New())
	}
	one, two, question := uuid.New(), uuid.New(), uuid.New()
	if slices.Equal(order(one, question, items), order(two, question, items)) || slices.Equal(order(one, question, items), order(one, uuid.New(), items)) {
		t.Error("two raters, or two questions, have the same order")
	}
	for range 100 {
		if QueuePlace(uuid.New(), question, uuid.New()) < 0 {
			t.Fatal("a place is below nought")
		}
	}
}

// TestMinutesAreReckonedFromWords: 400 words at 200 a minute are two minutes, four ratings at half a minute two more.
func TestMinutesAreReckonedFromWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ answers, words, want int }{{0, 0, 0}, {4, 400, 4}, {1, 1, 1}, {2, 1, 2}, {30, 4260, 37}} {
		if got := RatingMinutes(c.answers, c.words); got != c.want {
			t.Errorf("%d answers of %d words: %d minutes, want %d", c.answers, c.words, got, c.want)
		}
	}
	tally := RatingTally{Waiting: 2, Skipped: 1, Draft: 4, Sent: 5, LeftWords: 200}
	if tally.Left() != 3 || tally.Done() != 9 || tally.All() != 12 || tally.Minutes() != 3 {
		t.Errorf("%d left, %d done of %d, %d minutes", tally.Left(), tally.Done(), tally.All(), tally.Minutes())
	}
}

func TestAnAbstentionNeedsAReason(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason AbstentionReason
		note   string
		field  string
	}{{KnowsPerson, "", ""}, {Conflicted, "", ""}, {CannotJudge, "in a language I do not read", ""}, {CannotJudge, " ", "note"}, {"", "", "reason"}, {"mood", "x", "reason"}} {
		ps := CheckAbstention(c.reason, c.note)
		if c.field == "" && len(ps) > 0 || c.field != "" && ps.At(c.field) == nil {
			t.Errorf("%+v: %v", c, ps)
		}
	}
}

func TestALeakIsInTheTextOrItIsNone(t *testing.T) {
	t.Parallel()
	stands := func(words string) bool { return words == "blue heron" }
	for words, key := range map[string]string{"blue heron": "", "red heron": "leak.problem.not_in_text", " ": "problem.required", "\x00": "problem.control_characters"} {
		p := CheckLeak(words, stands).At("words")
		if (p == nil) != (key == "") || p != nil && p.Key != key {
			t.Errorf("%q: %v, want %q", words, p, key)
		}
	}
	if ps := CheckLeakAnswer(LeakDismissed, "", "no", stands); ps.At("reason") == nil {
		t.Error("dismissed without a reason")
	}
	if ps := CheckLeakAnswer("", "blue heron", "", stands); ps.At("outcome") == nil {
		t.Error("answered without an outcome")
	}
	if ps := CheckLeakAnswer(LeakHidden, "blue heron", "", stands); len(ps) > 0 {
		t.Errorf("hidden: %v", ps)
	}
}
