package server

import (
	"fmt"
	"testing"

	"touchstone/internal/hiring"
)

// TestPagesOfCandidatesTakeAsManyStatementsHoweverManyThereAre: first pages and those behind them, of a list, a matrix
// and candidates side by side.
func TestPagesOfCandidatesTakeAsManyStatementsHoweverManyThereAre(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	path := "/requisitions/" + j.Requisition.ID.String()
	var as []hiring.Application
	grow := func(to int) {
		o := &opened{hiringRound: &hiringRound{world: j.world, requisition: j.Requisition}}
		for len(as) < to {
			as = append(as, o.scored(fmt.Sprint("Person ", len(as)), float64(len(as)%60), 3, len(as)))
		}
	}
	c := j.as("recruiter")
	taken := func(at string) int64 {
		before := j.store.Statements()
		c.get(at).is(200)
		return j.store.Statements() - before
	}
	pages := func() map[string]int64 {
		out := map[string]int64{"side by side": taken(beside(path, as[0], as[1]))}
		for _, list := range []string{path, path + "?sort=fit", path + "?sort=stage", path + "/matrix", path + "/matrix?sort=fit", path + "/matrix?least=1&rated=no&sort=" + j.Honesty.String()} {
			out[list] = taken(list)
			if next := leadsTo(c.get(list), nextLink); next != "" {
				out[list+", behind"] = taken(next)
			}
		}
		return out
	}
	grow(2*pipelineSize + 50)
	few := pages()
	grow(6 * pipelineSize)
	many := pages()
	for at, n := range few {
		if many[at] != n || n == 0 || n > 60 {
			t.Errorf("%s: %d statements with few candidates, %d with many", at, n, many[at])
		}
	}
	if len(few) < 10 {
		t.Errorf("only %d pages were looked at", len(few))
	}
	t.Log(many)
}
