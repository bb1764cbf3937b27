package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// oneValue is the value of every question when no file names the questions.
const oneValue = "value"

// longestScale is the most points of a numeric question.
const longestScale = 1000

func questionColumns() columns {
	return columns{
		names:  []string{"question", "value", "kind", "lo", "hi", "options", "mode", "weight"},
		needed: 3, strict: true,
	}
}

// readQuestions reads the questions file: one question a row, in the order in which they are asked.
func readQuestions(path string) (questions []scoring.Question, err error) {
	f, err := openInput(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	table, err := openRows(f, path, questionColumns())
	if err != nil {
		return nil, err
	}
	for {
		r, err := table.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		q, err := questionOf(r.cells)
		if err == nil && slices.ContainsFunc(questions, func(o scoring.Question) bool { return o.ID == q.ID }) {
			err = fmt.Errorf("the question %q stands there twice", q.ID)
		}
		if err != nil {
			return nil, badFile(path, r.line, "%v", err)
		}
		questions = append(questions, q)
	}
	if len(questions) == 0 {
		return nil, badFile(path, 1, "there is no question in it")
	}
	return questions, nil
}

// openInput opens a file that is read from the start.
func openInput(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		var bad *os.PathError
		if errors.As(err, &bad) {
			err = bad.Err
		}
		return nil, badFile(path, 0, "cannot be read: %v", err)
	}
	return f, nil
}

func questionOf(cells []string) (scoring.Question, error) {
	for i, c := range cells {
		cells[i] = strings.TrimSpace(c)
	}
	q := scoring.Question{ID: cells[0], Value: cells[1], Kind: hiring.Kind(strings.ToLower(cells[2]))}
	if q.ID == "" || q.Value == "" {
		return q, errors.New("a question needs an id and a value")
	}
	q.Prompt = promptOf(q.ID)
	var err error
	if q.Weight, err = weightOf(cells[7]); err != nil {
		return q, err
	}
	switch q.Kind {
	case hiring.Text:
		q.Length = hiring.LengthPolicy(strings.ToLower(cells[6]))
		if q.Length != "" && q.Length != hiring.LengthCapped && q.Length != hiring.LengthResidual {
			return q, fmt.Errorf("the mode %q is neither %s nor %s", cells[6], hiring.LengthCapped, hiring.LengthResidual)
		}
		return q, nil
	case hiring.Numeric:
		q.Lo, q.Hi, err = scaleOf(cells[3], cells[4])
		q.Mode = hiring.ScaleMode(strings.ToLower(cells[6]))
		if err == nil && q.Mode != "" && q.Mode != hiring.IdealPoint && q.Mode != hiring.AtLeast {
			err = fmt.Errorf("the mode %q is neither %s nor %s", cells[6], hiring.IdealPoint, hiring.AtLeast)
		}
		return q, err
	case hiring.Single, hiring.Multiple, hiring.Ranking:
		q.Options, err = optionsOf(cells[5])
		return q, err
	}
	return q, fmt.Errorf("the kind %q is none of text, numeric, single, multiple and ranking", cells[2])
}

// promptOf takes a question that is named by its own words for its wording, against which a copy of it is found.
func promptOf(id string) hiring.Words {
	const fewest = 5 // words of a copied run
	if len(strings.Fields(id)) < fewest {
		return nil
	}
	words := hiring.Words{}
	for _, lang := range hiring.Languages() {
		words[lang] = id
	}
	return words
}

// weightOf reads a weight; none is the default of the kind.
func weightOf(cell string) (float64, error) {
	if cell == "" {
		return 0, nil
	}
	w, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(w > 0) || math.IsInf(w, 0) {
		return 0, fmt.Errorf("the weight %q is not a number above 0", cell)
	}
	return w, nil
}

func scaleOf(from, to string) (lo, hi int, err error) {
	lo, errLo := strconv.Atoi(from)
	hi, errHi := strconv.Atoi(to)
	if errLo != nil || errHi != nil {
		return 0, 0, fmt.Errorf("a numeric question needs whole numbers lo and hi, not %q and %q", from, to)
	}
	if hi <= lo || hi-lo > longestScale {
		return 0, 0, fmt.Errorf("the scale from %d to %d is none", lo, hi)
	}
	return lo, hi, nil
}

func optionsOf(cell string) ([]string, error) {
	options := splitKeys(cell)
	if len(options) < 2 {
		return nil, errors.New("the question needs at least two options, separated by |")
	}
	for i, o := range options {
		if o == "" {
			return nil, errors.New("an option is empty")
		}
		if slices.Contains(options[:i], o) {
			return nil, fmt.Errorf("the option %q stands there twice", o)
		}
	}
	return options, nil
}

// splitKeys splits at | and takes the space around the keys away; nothing has no keys.
func splitKeys(cell string) []string {
	if strings.TrimSpace(cell) == "" {
		return nil
	}
	keys := strings.Split(cell, "|")
	for i, k := range keys {
		keys[i] = strings.TrimSpace(k)
	}
	return keys
}

// answerOf reads an answer to q, or says what is wrong with it. A blank cell is a question left blank.
func answerOf(q scoring.Question, cell string) (hiring.AnswerBody, error) {
	if q.Kind == hiring.Text {
		return hiring.AnswerBody{Text: cell}, nil
	}
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return hiring.AnswerBody{}, nil
	}
	if q.Kind == hiring.Numeric {
		n, err := strconv.Atoi(cell)
		if err != nil {
			return hiring.AnswerBody{}, fmt.Errorf("the answer %q to question %q is no whole number", cell, q.ID)
		}
		if n < q.Lo || n > q.Hi {
			return hiring.AnswerBody{}, fmt.Errorf("the answer %d to question %q is outside %d–%d", n, q.ID, q.Lo, q.Hi)
		}
		return hiring.AnswerBody{Number: &n}, nil
	}
	picks := splitKeys(cell)
	for i, p := range picks {
		if !slices.Contains(q.Options, p) {
			return hiring.AnswerBody{}, fmt.Errorf("question %q has no option %q", q.ID, p)
		}
		if slices.Contains(picks[:i], p) {
			return hiring.AnswerBody{}, fmt.Errorf("the answer to question %q has the option %q twice", q.ID, p)
		}
	}
	if q.Kind == hiring.Single && len(picks) != 1 {
		return hiring.AnswerBody{}, fmt.Errorf("the answer to question %q has %d options, not one", q.ID, len(picks))
	}
	return hiring.AnswerBody{Picks: picks}, nil
}
