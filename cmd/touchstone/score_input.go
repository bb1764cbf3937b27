package main

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// The answers file is read twice. The first reading checks every row, keeps the incumbents (they are the benchmark)
// and notes, in 24 bytes for each candidate's row, where it stands; the notes are sorted outside memory, so that a
// person's rows may stand anywhere in the file. The second reading takes the candidates one by one.
type scoreInput struct {
	path   string
	folder string // for temporary files
	lang   hiring.Language
	file   *os.File
	table  rows

	questions  []scoring.Question
	number     map[string]uint64 // of a question, by name
	discovered bool              // the questions are those the answers name

	incumbents map[string]*incumbent
	byPerson   *sorter // hash of the name, question and row, place
	signatures *sorter // see score_copies.go
	count      uint64  // rows
	copied     []uint64
}

type incumbent struct {
	scoring.Respondent
	first uint64 // row
}

// How a row's number and place are packed into a word.
const (
	rowBits    = 40
	lengthBits = 24
)

func answerColumns() columns {
	return columns{names: []string{"respondent", "group", "question", "answer"}, needed: 4}
}

// readAnswers is the first reading.
func readAnswers(path, folder string, lang hiring.Language, questions []scoring.Question) (*scoreInput, error) {
	in := &scoreInput{
		path: path, folder: folder, lang: lang, questions: questions, discovered: questions == nil,
		number: map[string]uint64{}, incumbents: map[string]*incumbent{},
		byPerson: newSorter(folder), signatures: newSorter(folder),
	}
	for i, q := range questions {
		in.number[q.ID] = uint64(i)
	}
	var err error
	if in.file, err = seekable(path, folder); err != nil {
		return in, err
	}
	if in.table, err = openRows(in.file, path, answerColumns()); err != nil {
		return in, err
	}
	for {
		r, err := in.table.next()
		if err == io.EOF {
			return in, nil
		}
		if err == nil {
			err = in.take(r)
		}
		if err != nil {
			return in, err
		}
	}
}

// seekable opens a file, or a copy of what comes through a pipe.
func seekable(path, folder string) (*os.File, error) {
	f, err := openInput(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.Mode().IsRegular() {
		return f, err
	}
	if info.IsDir() {
		return f, badFile(path, 0, "cannot be read: it is a folder")
	}
	defer func() { _ = f.Close() }() // it was only read
	out, err := os.CreateTemp(folder, "answers")
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(out, f); err != nil {
		return out, err
	}
	_, err = out.Seek(0, io.SeekStart)
	return out, err
}

func (in *scoreInput) close() {
	in.byPerson.close()
	in.signatures.close()
	if in.file != nil {
		_ = in.file.Close() // it was only read
	}
}

// take checks a row and keeps what is needed of it.
func (in *scoreInput) take(r row) error {
	at := in.count
	in.count++
	person, group, question := strings.TrimSpace(r.cells[0]), scoring.Group(strings.TrimSpace(r.cells[1])), strings.TrimSpace(r.cells[2])
	refuse := func(format string, args ...any) error { return badFile(in.path, r.line, format, args...) }
	if person == "" || question == "" {
		return refuse("a row needs a respondent and a question")
	}
	if r.end-r.start >= 1<<lengthBits {
		return refuse("the row is longer than 16 MB")
	}
	number, found := in.number[question]
	if !found {
		if !in.discovered {
			return refuse("the questions file has no question %q", question)
		}
		number = in.discover(strings.Clone(question))
	}
	answer, err := answerOf(in.questions[number], r.cells[3])
	if err != nil {
		return refuse("%v", err)
	}
	switch group {
	case scoring.Candidate:
		return in.note(person, number, at, r)
	case scoring.Exemplar, scoring.Comparison:
		if err := in.keep(person, group, question, answer, at); err != nil {
			return refuse("%v", err)
		}
		return nil
	}
	return refuse("the group %q is none of exemplar, comparison and candidate", r.cells[1])
}

func (in *scoreInput) discover(name string) uint64 {
	number := uint64(len(in.questions))
	in.number[name] = number
	in.questions = append(in.questions, scoring.Question{
		ID: name, Value: oneValue, Kind: hiring.Text, Prompt: promptOf(name),
	})
	return number
}

// keep adds an incumbent's answer.
func (in *scoreInput) keep(person string, group scoring.Group, question string, answer hiring.AnswerBody, at uint64) error {
	r := in.incumbents[person]
	if r == nil {
		person = strings.Clone(person)
		r = &incumbent{first: at, Respondent: scoring.Respondent{
			ID: person, Group: group, Language: in.lang, Answers: map[string]hiring.AnswerBody{},
		}}
		in.incumbents[person] = r
	}
	if r.Group != group {
		return fmt.Errorf("respondent %q is in the groups %s and %s", person, r.Group, group)
	}
	if _, twice := r.Answers[question]; twice {
		return fmt.Errorf("respondent %q answers question %q twice", person, question)
	}
	answer.Text = strings.Clone(answer.Text)
	r.Answers[strings.Clone(question)] = answer
	return nil
}

// note keeps where a candidate's row stands.
func (in *scoreInput) note(person string, question, at uint64, r row) error {
	place := uint64(r.start)<<lengthBits | uint64(r.end-r.start)
	if in.questions[question].Kind == hiring.Text {
		if err := in.sign(r.cells[3], question, at, place); err != nil {
			return err
		}
	}
	return in.byPerson.add(entry{hashOf(person), question<<rowBits | at, place})
}

func hashOf(s string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, s) // a hash never fails to write
	return h.Sum64()
}

// at reads a row again.
func (in *scoreInput) at(place uint64) ([]string, error) {
	raw := make([]byte, place&(1<<lengthBits-1))
	if _, err := in.file.ReadAt(raw, int64(place>>lengthBits)); err != nil {
		return nil, err
	}
	return in.table.parse(raw)
}

// definition is the benchmark the incumbents make. Questions that only the answers name are put in the order of their
// names, so that the order of the file changes nothing.
func (in *scoreInput) definition(seed uint64) scoring.Definition {
	d := scoring.Definition{Seed: seed, Questions: in.questions}
	if in.discovered {
		d.Questions = slices.Clone(in.questions)
		slices.SortFunc(d.Questions, func(a, b scoring.Question) int { return cmp.Compare(a.ID, b.ID) })
	}
	for _, r := range in.incumbents {
		if r.Group == scoring.Exemplar {
			d.Exemplars = append(d.Exemplars, r.Respondent)
		} else {
			d.Comparison = append(d.Comparison, r.Respondent)
		}
	}
	return d // Build puts the incumbents in the order of their names
}

// byFirstRow sorts the candidates' rows by where each candidate first appears, and refuses a candidate who answers a
// question twice or is an incumbent too.
func (in *scoreInput) byFirstRow() (*sorter, error) {
	taken := map[uint64]uint64{} // first rows of incumbents, by hash of the name
	for name, r := range in.incumbents {
		taken[hashOf(name)] = r.first
	}
	out := newSorter(in.folder)
	bad, clash := in.count, false
	refuse := func(at uint64, c bool) {
		if at < bad {
			bad, clash = at, c
		}
	}
	const rowMask = 1<<rowBits - 1
	for person, err := range groups(in.byPerson.sorted()) {
		if err != nil {
			return out, err
		}
		first := in.count
		for i, e := range person {
			first = min(first, e[1]&rowMask)
			if i > 0 && e[1]>>rowBits == person[i-1][1]>>rowBits {
				refuse(e[1]&rowMask, false)
			}
		}
		if row, both := taken[person[0][0]]; both {
			refuse(max(first, row), true)
		}
		for _, e := range person {
			if err := out.add(entry{first, e[1], e[2]}); err != nil {
				return out, err
			}
		}
	}
	if bad < in.count {
		return out, in.refuseRow(bad, clash)
	}
	return out, nil
}

// refuseRow finds the line of a row that cannot stand beside another one.
func (in *scoreInput) refuseRow(at uint64, clash bool) error {
	if _, err := in.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	table, err := openRows(in.file, in.path, answerColumns())
	if err != nil {
		return err
	}
	for n := uint64(0); ; n++ {
		r, err := table.next()
		if err != nil {
			return errors.Join(err, fmt.Errorf("row %d of %s is gone", at, in.path))
		}
		switch {
		case n < at:
		case clash:
			return badFile(in.path, r.line, "respondent %q is a candidate and an incumbent", r.cells[0])
		default:
			return badFile(in.path, r.line, "respondent %q answers question %q twice", r.cells[0], r.cells[2])
		}
	}
}

// groups yields the entries with the same first word together.
func groups(entries iter.Seq2[entry, error]) iter.Seq2[[]entry, error] {
	return func(yield func([]entry, error) bool) {
		var group []entry
		for e, err := range entries {
			if err != nil {
				yield(nil, err)
				return
			}
			if len(group) > 0 && group[0][0] != e[0] {
				if !yield(group, nil) {
					return
				}
				group = group[:0]
			}
			group = append(group, e)
		}
		if len(group) > 0 {
			yield(group, nil)
		}
	}
}
