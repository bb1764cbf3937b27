package scoring

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"touchstone/internal/hiring"
)

// ErrEngine says that a definition belongs to another version of the engine: its scores are read as they were
// stored, never computed anew under the old name.
var ErrEngine = errors.New("scoring: the definition belongs to another engine version")

// ErrRepresentation says that a definition needs an encoder that is not the one at hand, or that none is.
var ErrRepresentation = errors.New("scoring: the definition needs another representation of its texts")

// normalised returns the definition as it is hashed and built: incumbents by id, so that the order in which they
// came changes nothing; default weights and modes filled in; no nil where an empty list is meant.
func (d Definition) normalised() Definition {
	if d.Engine == "" {
		d.Engine = Engine
	}
	questions := make([]Question, len(d.Questions))
	for i, q := range d.Questions {
		questions[i] = q.normalised()
	}
	d.Questions = questions
	d.Exemplars = normalisedPeople(d.Exemplars, Exemplar)
	d.Comparison = normalisedPeople(d.Comparison, Comparison)
	return d
}

func (q Question) normalised() Question {
	if q.Weight == 0 {
		q.Weight = defaultWeight
		if q.Kind == hiring.Numeric {
			q.Weight = defaultSelfRating
		}
	}
	if q.Kind == hiring.Numeric && q.Mode == "" {
		q.Mode = hiring.IdealPoint
	}
	if q.Length == hiring.LengthCapped {
		q.Length = "" // as it was hashed before there was another
	}
	return q
}

func normalisedPeople(people []Respondent, group Group) []Respondent {
	out := make([]Respondent, len(people))
	copy(out, people)
	for i := range out {
		out[i].Group = group
		if out[i].Answers == nil {
			out[i].Answers = map[string]hiring.AnswerBody{}
		}
	}
	slices.SortStableFunc(out, func(a, b Respondent) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// check names the first thing that keeps a normalised definition from being built.
func (d Definition) check() error {
	if d.Engine != Engine {
		return fmt.Errorf("%w: %s, this is %s", ErrEngine, d.Engine, Engine)
	}
	if d.Representation != "" && d.Representation != WordsOnly && (d.encoder == nil || d.encoder.ID() != d.Representation) {
		return fmt.Errorf("%w: %s", ErrRepresentation, d.Representation)
	}
	ids := map[string]bool{}
	for _, q := range d.Questions {
		if q.ID == "" || ids[q.ID] {
			return fmt.Errorf("scoring: question id %q is empty or used twice", q.ID)
		}
		ids[q.ID] = true
		if err := q.check(); err != nil {
			return err
		}
	}
	people := map[string]bool{}
	for _, r := range slices.Concat(d.Exemplars, d.Comparison) {
		if r.ID == "" || people[r.ID] {
			return fmt.Errorf("scoring: respondent id %q is empty or used twice", r.ID)
		}
		people[r.ID] = true
		if err := d.checkAnswers(r); err != nil {
			return err
		}
	}
	return nil
}

func (d Definition) checkAnswers(r Respondent) error {
	for _, q := range d.Questions {
		a, ok := r.Answers[q.ID]
		if !ok || a.Blank(q.Kind) || !q.Kind.Closed() {
			continue
		}
		if _, err := newScale(q).encode(a); err != nil {
			return fmt.Errorf("scoring: respondent %q, question %q: %w", r.ID, q.ID, err)
		}
	}
	return nil
}

func (q Question) check() error {
	if !(q.Weight > 0) || math.IsInf(q.Weight, 0) {
		return fmt.Errorf("scoring: question %q: weight %v is not a positive number", q.ID, q.Weight)
	}
	if q.Length != "" && (q.Kind != hiring.Text || q.Length != hiring.LengthResidual) {
		return fmt.Errorf("scoring: question %q: unknown length policy %q", q.ID, q.Length)
	}
	switch q.Kind {
	case hiring.Text:
		return nil
	case hiring.Numeric:
		if q.Hi-q.Lo < 1 || q.Hi-q.Lo > 1000 {
			return fmt.Errorf("scoring: question %q: scale %d–%d", q.ID, q.Lo, q.Hi)
		}
		if q.Mode != hiring.IdealPoint && q.Mode != hiring.AtLeast {
			return fmt.Errorf("scoring: question %q: unknown mode %q", q.ID, q.Mode)
		}
	case hiring.Single, hiring.Multiple, hiring.Ranking:
		seen := map[string]bool{}
		for _, o := range q.Options {
			if seen[o] {
				return fmt.Errorf("scoring: question %q: option %q twice", q.ID, o)
			}
			seen[o] = true
		}
		if len(q.Options) < 2 {
			return fmt.Errorf("scoring: question %q: fewer than two options", q.ID)
		}
	default:
		return fmt.Errorf("scoring: question %q: unknown kind %q", q.ID, q.Kind)
	}
	return nil
}
