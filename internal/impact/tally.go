// Package impact makes an adverse-impact report from a file of applicants: who was selected at which stage, by group.
// It counts while it reads, so that memory grows with the number of applicants only by what keeps one from being
// counted twice. What it reports is a statistical indicator, not a legal finding.
package impact

import (
	"errors"
	"hash/maphash"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/records"
	"touchstone/internal/stats"
)

// groupPrefix begins the name of a column that holds people's groups.
const groupPrefix = "group:"

// separator stands between the group values of a person; no cell holds it.
const separator = "\x00"

// tuple is one combination of groups, by its position among those that occur.
type tuple int

// Tally is what the report needs of a file.
type Tally struct {
	groups  []string // names of the group columns
	tuples  [][]string
	index   map[string]tuple
	stages  []*stage // by first appearance
	people  map[uint64]person
	seen    map[uint64]bool // applicant, stage and requisition, where a person's stages do not say it
	seed    maphash.Seed
	overall map[tuple]int // applicants by the groups of their first row
}

// person is what is kept of an applicant: the groups of the first row, and the first 32 stages as bits. Of the name only
// a hash of 64 bits is kept: of a million, two share one with a chance of 3 in 100 million.
type person struct {
	groups int32 // a tuple
	stages uint32
}

// stage is what happened at one stage, by groups.
type stage struct {
	name         string
	counts       map[tuple]stats.Count
	undecided    int
	scores       map[scored]int
	requisitions map[string]map[tuple]stats.Count
}

type scored struct {
	tuple tuple
	score float64 // NaN never: unscored people are counted apart
}

// Read counts a file. A bad row is a records.Error.
func Read(in io.Reader) (*Tally, error) {
	r, err := records.NewReader(in)
	if err != nil {
		return nil, err
	}
	if err := r.Require("applicant", "stage", "selected", "score"); err != nil {
		return nil, err
	}
	t := &Tally{
		index: map[string]tuple{}, people: map[uint64]person{}, seen: map[uint64]bool{}, seed: maphash.MakeSeed(),
		overall: map[tuple]int{},
	}
	for _, c := range r.Columns() {
		name, is := strings.CutPrefix(c, groupPrefix)
		if is && strings.TrimSpace(name) == "" {
			return nil, records.Bad(1, "the column %q names no group", c)
		}
		if is {
			t.groups = append(t.groups, name)
		}
	}
	if len(t.groups) == 0 {
		return nil, records.Bad(1, "there is no column %sNAME, such as %ssex", groupPrefix, groupPrefix)
	}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := t.add(rec); err != nil {
			return nil, err
		}
	}
	if len(t.stages) == 0 {
		return nil, records.Bad(1, "there is no applicant below the header")
	}
	return t, nil
}

// add counts one row.
func (t *Tally) add(rec records.Record) error {
	applicant, name := rec.Get("applicant"), rec.Get("stage")
	switch {
	case applicant == "":
		return records.Bad(rec.Line, "the applicant is missing")
	case name == "":
		return records.Bad(rec.Line, "the stage is missing")
	}
	selected, decided, err := parseSelected(rec)
	if err != nil {
		return err
	}
	score, err := parseScore(rec)
	if err != nil {
		return err
	}
	groups := t.tupleOf(rec)
	at := t.stage(name)
	if err := t.person(rec.Line, applicant, at, rec.Get("requisition"), groups); err != nil {
		return err
	}
	s := t.stages[at]
	s.scores[scored{groups, score}]++
	if !decided {
		s.undecided++
		return nil
	}
	s.counts[groups] = plus(s.counts[groups], selected)
	if requisition := rec.Get("requisition"); requisition != "" {
		if s.requisitions[requisition] == nil {
			s.requisitions[requisition] = map[tuple]stats.Count{}
		}
		s.requisitions[requisition][groups] = plus(s.requisitions[requisition][groups], selected)
	}
	return nil
}

func plus(c stats.Count, selected bool) stats.Count {
	c.N++
	if selected {
		c.X++
	}
	return c
}

// parseSelected reads a decision; an empty cell is one that has not been made.
func parseSelected(rec records.Record) (selected, decided bool, err error) {
	switch strings.ToLower(rec.Get("selected")) {
	case "1", "true", "yes", "y":
		return true, true, nil
	case "0", "false", "no", "n":
		return false, true, nil
	case "":
		return false, false, nil
	}
	return false, false, records.Bad(rec.Line, "selected is %q; write 1 or 0, or nothing when it is not decided", rec.Get("selected"))
}

// unscored stands in a map for the score of a person without one: NaN would not be found again.
const unscored = -math.MaxFloat64

func parseScore(rec records.Record) (float64, error) {
	cell := rec.Get("score")
	if cell == "" {
		return unscored, nil
	}
	score, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(score) || math.IsInf(score, 0) || score == unscored {
		return 0, records.Bad(rec.Line, "the score %q is not a number", cell)
	}
	return score + 0, nil
}

// Unknown tells whether a group is not known: an empty cell, "unknown", or that the person would rather not say.
func Unknown(group string) bool {
	switch strings.ToLower(strings.ReplaceAll(group, "_", " ")) {
	case "", "unknown", "prefer not to say", "n/a", "na":
		return true
	}
	return false
}

// tupleOf is the combination of groups of a row; what is not known is "".
func (t *Tally) tupleOf(rec records.Record) tuple {
	values := make([]string, len(t.groups))
	for i, g := range t.groups {
		if v := rec.Get(groupPrefix + g); !Unknown(v) {
			values[i] = v
		}
	}
	key := strings.Join(values, separator)
	at, known := t.index[key]
	if !known {
		at = tuple(len(t.tuples))
		t.index[key], t.tuples = at, append(t.tuples, values)
	}
	return at
}

// person refuses an applicant who stands twice at a stage, or changes groups, and counts each once.
func (t *Tally) person(line int, applicant string, stage int, requisition string, groups tuple) error {
	who := maphash.String(t.seed, applicant)
	before, known := t.people[who]
	bit := uint32(1) << min(stage, 31)
	if known && before.stages&bit != 0 && t.standsThere(applicant, stage, requisition) {
		return records.Bad(line, "applicant %q stands at stage %q a second time", applicant, t.stages[stage].name)
	}
	if requisition != "" || stage >= 31 {
		t.seen[t.row(applicant, stage, requisition)] = true
	}
	if !known {
		t.people[who] = person{groups: int32(groups), stages: bit}
		t.overall[groups]++
		return nil
	}
	t.people[who] = person{groups: before.groups, stages: before.stages | bit}
	return t.sameGroups(line, applicant, tuple(before.groups), groups)
}

// standsThere tells whether an applicant whose bit of the stage is set stood in this very row before.
func (t *Tally) standsThere(applicant string, stage int, requisition string) bool {
	return requisition == "" && stage < 31 || t.seen[t.row(applicant, stage, requisition)]
}

func (t *Tally) row(applicant string, stage int, requisition string) uint64 {
	return maphash.String(t.seed, applicant+separator+strconv.Itoa(stage)+separator+requisition)
}

// sameGroups refuses a group that was another on an earlier row; one that is left out is none.
func (t *Tally) sameGroups(line int, applicant string, before, now tuple) error {
	for i, g := range t.groups {
		a, b := t.tuples[before][i], t.tuples[now][i]
		if a != b && a != "" && b != "" {
			return records.Bad(line, "applicant %q has %s%s %q here and %q on an earlier line", applicant, groupPrefix, g, b, a)
		}
	}
	return nil
}

// stage is the position of a stage, by first appearance.
func (t *Tally) stage(name string) int {
	if at := slices.IndexFunc(t.stages, func(s *stage) bool { return s.name == name }); at >= 0 {
		return at
	}
	t.stages = append(t.stages, &stage{
		name: strings.Clone(name), counts: map[tuple]stats.Count{}, scores: map[scored]int{},
		requisitions: map[string]map[tuple]stats.Count{},
	})
	return len(t.stages) - 1
}

// values are the groups of a column that occur, sorted; unknown is left out.
func (t *Tally) values(column int) []string {
	var out []string
	for _, v := range t.tuples {
		if v[column] != "" {
			out = append(out, v[column])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bottomLine is the process as a whole: every applicant, selected when selected at the last stage.
func (t *Tally) bottomLine() map[tuple]stats.Count {
	out := map[tuple]stats.Count{}
	for g, n := range t.overall {
		out[g] = stats.Count{N: n}
	}
	for g, c := range t.stages[len(t.stages)-1].counts {
		out[g] = stats.Count{X: c.X, N: max(out[g].N, c.X)}
	}
	return out
}
