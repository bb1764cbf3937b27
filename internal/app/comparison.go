package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// VersionComparison is two published versions of one benchmark, side by side.
type VersionComparison struct {
	Older, Newer         hiring.BenchmarkVersion
	OldHealth, NewHealth scoring.Health
	Questions            []ComparedQuestion // in the newer version's order, those it lacks last
	Top, Comparison      ComparedPeople
	Values               []string // all that either asks about, in the newer version's order first
}

// SameContent tells whether nothing but the engine differs.
func (c VersionComparison) SameContent() bool {
	return c.SameQuestions() && c.Top.Same() && c.Comparison.Same()
}

// SameQuestions tells whether the same questions are asked in the same words.
func (c VersionComparison) SameQuestions() bool {
	return !slices.ContainsFunc(c.Questions, func(q ComparedQuestion) bool { return q.Change != SameQuestion })
}

// OtherEngine tells whether different programs made the two: then a figure may differ without anything else having
// changed.
func (c VersionComparison) OtherEngine() bool { return c.Older.Engine != c.Newer.Engine }

// Count is how many questions changed in a way.
func (c VersionComparison) Count(change QuestionChange) int {
	n := 0
	for _, q := range c.Questions {
		if q.Change == change {
			n++
		}
	}
	return n
}

// QuestionChange is what became of a question.
type QuestionChange string

// What can become of a question between two versions.
const (
	SameQuestion     QuestionChange = "same"
	AddedQuestion    QuestionChange = "added"
	RemovedQuestion  QuestionChange = "removed"
	RewordedQuestion QuestionChange = "reworded"
)

// ComparedQuestion is a question in both versions, or in one: then the other's wording is nil.
type ComparedQuestion struct {
	Change   QuestionChange
	Value    string
	Old, New *hiring.QuestionVersion
	Figures  []ComparedFigures // one for a closed question, one for each language of a text
}

// ComparedFigures is how good a question was and is; nil where that version did not ask it.
type ComparedFigures struct {
	Language hiring.Language
	Old, New *scoring.QuestionHealth
}

// ComparedPeople is who came and went in one group, by incumbent's id.
type ComparedPeople struct {
	Added, Removed []string // in the group now and not before; before and not now
	Fewer, More    []AnswersChanged
	Before, After  int
}

// AnswersChanged is somebody who is in both versions with answers left out or added.
type AnswersChanged struct {
	Person  string
	Answers int
}

// Same tells whether the same people gave the same answers.
func (p ComparedPeople) Same() bool {
	return len(p.Added)+len(p.Removed)+len(p.Fewer)+len(p.More) == 0
}

// CompareVersions sets two published versions of one benchmark side by side. Everything in it was stored on
// publishing: nothing is computed anew.
func (a *App) CompareVersions(ctx context.Context, older, newer uuid.UUID) (VersionComparison, error) {
	var out VersionComparison
	old, err := a.readVersion(ctx, older, &out.Older, &out.OldHealth)
	if err != nil {
		return out, err
	}
	now, err := a.readVersion(ctx, newer, &out.Newer, &out.NewHealth)
	if err != nil {
		return out, err
	}
	if out.Older.BenchmarkID != out.Newer.BenchmarkID {
		return out, hiring.Missing("version")
	}
	if err := a.compareQuestions(ctx, &out, old, now); err != nil {
		return out, err
	}
	common := commonQuestions(old, now)
	out.Top = comparePeople(old.Exemplars, now.Exemplars, common)
	out.Comparison = comparePeople(old.Comparison, now.Comparison, common)
	return out, nil
}

func (a *App) readVersion(ctx context.Context, id uuid.UUID, v *hiring.BenchmarkVersion, h *scoring.Health) (scoring.Definition, error) {
	stored, err := a.store.BenchmarkVersion(ctx, id)
	if err != nil {
		return scoring.Definition{}, err
	}
	*v = stored
	if err := json.Unmarshal(stored.Health, h); err != nil {
		return scoring.Definition{}, fmt.Errorf("health of benchmark version %s: %w", id, err)
	}
	return definitionOf(stored)
}

// compareQuestions pairs the questions of two versions: a reworded one is the same question in other words.
func (a *App) compareQuestions(ctx context.Context, out *VersionComparison, old, now scoring.Definition) error {
	before, err := a.wordings(ctx, old)
	if err != nil {
		return err
	}
	after, err := a.wordings(ctx, now)
	if err != nil {
		return err
	}
	paired := make([]bool, len(before))
	for i := range after {
		q := ComparedQuestion{Change: AddedQuestion, Value: now.Questions[i].Value, New: &after[i]}
		at := slices.IndexFunc(before, func(w hiring.QuestionVersion) bool { return w.QuestionID == after[i].QuestionID })
		if at >= 0 {
			paired[at], q.Old, q.Change = true, &before[at], SameQuestion
			if before[at].ID != after[i].ID {
				q.Change = RewordedQuestion
			}
		}
		out.Questions = append(out.Questions, q)
	}
	for i := range before {
		if !paired[i] {
			out.Questions = append(out.Questions, ComparedQuestion{Change: RemovedQuestion, Value: old.Questions[i].Value, Old: &before[i]})
		}
	}
	for i := range out.Questions {
		out.Questions[i].addFigures(out.OldHealth, out.NewHealth)
		if v := out.Questions[i].Value; !slices.Contains(out.Values, v) {
			out.Values = append(out.Values, v)
		}
	}
	return nil
}

// wordings returns the wordings a definition asks, in its order.
func (a *App) wordings(ctx context.Context, d scoring.Definition) ([]hiring.QuestionVersion, error) {
	ids := make([]uuid.UUID, len(d.Questions))
	for i, q := range d.Questions {
		var err error
		if ids[i], err = uuid.Parse(q.ID); err != nil {
			return nil, fmt.Errorf("question %q: %w", q.ID, err)
		}
	}
	return a.questionVersions(ctx, ids)
}

// addFigures pairs the figures of a question by language.
func (q *ComparedQuestion) addFigures(old, now scoring.Health) {
	after, before := figuresOf(q.New, now), figuresOf(q.Old, old)
	for _, h := range after {
		f := ComparedFigures{Language: h.Language, New: &h}
		if at := slices.IndexFunc(before, func(b scoring.QuestionHealth) bool { return b.Language == h.Language }); at >= 0 {
			f.Old = &before[at]
		}
		q.Figures = append(q.Figures, f)
	}
	for _, h := range before {
		if !slices.ContainsFunc(after, func(b scoring.QuestionHealth) bool { return b.Language == h.Language }) {
			q.Figures = append(q.Figures, ComparedFigures{Language: h.Language, Old: &h})
		}
	}
}

func figuresOf(q *hiring.QuestionVersion, h scoring.Health) []scoring.QuestionHealth {
	var out []scoring.QuestionHealth
	for _, x := range h.Questions {
		if q != nil && x.Question == q.ID.String() {
			out = append(out, x)
		}
	}
	return out
}

// commonQuestions lists the wordings both versions ask.
func commonQuestions(old, now scoring.Definition) []string {
	var out []string
	for _, q := range now.Questions {
		if slices.ContainsFunc(old.Questions, func(o scoring.Question) bool { return o.ID == q.ID }) {
			out = append(out, q.ID)
		}
	}
	return out
}

// comparePeople says who came and went, and whose answers to the common questions did.
func comparePeople(old, now []scoring.Respondent, common []string) ComparedPeople {
	out := ComparedPeople{Before: len(old), After: len(now)}
	find := func(people []scoring.Respondent, id string) int {
		return slices.IndexFunc(people, func(r scoring.Respondent) bool { return r.ID == id })
	}
	for _, r := range now {
		at := find(old, r.ID)
		if at < 0 {
			out.Added = append(out.Added, r.ID)
			continue
		}
		fewer, more := 0, 0
		for _, q := range common {
			_, before := old[at].Answers[q]
			_, after := r.Answers[q]
			if before && !after {
				fewer++
			} else if after && !before {
				more++
			}
		}
		if fewer > 0 {
			out.Fewer = append(out.Fewer, AnswersChanged{r.ID, fewer})
		}
		if more > 0 {
			out.More = append(out.More, AnswersChanged{r.ID, more})
		}
	}
	for _, r := range old {
		if find(now, r.ID) < 0 {
			out.Removed = append(out.Removed, r.ID)
		}
	}
	return out
}
