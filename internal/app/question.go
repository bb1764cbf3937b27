package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// AddQuestion stores a question of the company's own, as its value's last.
func (a *App) AddQuestion(ctx context.Context, who Actor, value uuid.UUID, w hiring.Wording) (hiring.Question, error) {
	w = w.Trimmed().WithOptionKeys(nil)
	if err := w.Check().Err(); err != nil {
		return hiring.Question{}, err
	}
	var q hiring.Question
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		err := a.checkPartner(ctx, value, uuid.Nil, w)
		if err == nil {
			q, err = a.createQuestion(ctx, who, value, "", w)
		}
		return err
	})
	return q, err
}

// createQuestion stores version 1 of a question; key is the library's, or "".
func (a *App) createQuestion(ctx context.Context, who Actor, value uuid.UUID, key string, w hiring.Wording) (hiring.Question, error) {
	have, err := a.store.QuestionsOf(ctx, value)
	if err != nil {
		return hiring.Question{}, err
	}
	q := hiring.Question{ID: newID(), ValueID: value, Key: key, CreatedAt: a.Now(), Version: 1, Position: 1}
	for _, x := range have {
		q.Position = max(q.Position, x.Position+1)
	}
	q.Current = hiring.QuestionVersion{ID: newID(), QuestionID: q.ID, Number: 1, Wording: w, CreatedAt: q.CreatedAt}
	if err := a.store.CreateQuestion(ctx, q); err != nil {
		return q, err
	}
	return q, a.audit(ctx, who, "question.added", "question", q.ID, "value", value.String(), "library", key, "wording", wordingHash(w))
}

// checkPartner: a most/least pair is two single choices of one value.
func (a *App) checkPartner(ctx context.Context, value, self uuid.UUID, w hiring.Wording) error {
	if w.LinkedTo == "" {
		return nil
	}
	have, err := a.store.QuestionsOf(ctx, value)
	if err != nil {
		return err
	}
	fits := func(q hiring.Question) bool {
		return q.Handle() == w.LinkedTo && q.ID != self && q.Current.Kind == hiring.Single
	}
	if !slices.ContainsFunc(have, fits) {
		return hiring.Problems{{Field: "linked_to", Key: "problem.unknown_option"}}.Err()
	}
	return nil
}

// ChangeWording stores an edited wording, made from the question's version. A wording nobody has answered is changed
// in place; one with answers stays as it is, with them, and the edit becomes a new version under the next number. A
// wording that says the same as before changes nothing. The kind of a question never changes.
func (a *App) ChangeWording(ctx context.Context, who Actor, id uuid.UUID, version int, w hiring.Wording) (hiring.Question, error) {
	var q hiring.Question
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		var err error
		if q, err = a.store.Question(ctx, id); err != nil {
			return err
		}
		used, err := a.usedKeys(ctx, id)
		if err != nil {
			return err
		}
		w.Kind = q.Current.Kind
		w = w.Trimmed().WithOptionKeys(used)
		if err := w.Check().Err(); err != nil {
			return err
		}
		if w.LinkedTo != q.Current.LinkedTo {
			if err := a.checkPartner(ctx, q.ValueID, id, w); err != nil {
				return err
			}
		}
		if w.Same(q.Current.Wording) {
			return nil
		}
		return a.reword(ctx, who, &q, version, w)
	})
	return q, err
}

func (a *App) reword(ctx context.Context, who Actor, q *hiring.Question, version int, w hiring.Wording) error {
	counts, err := a.store.CountAnswers(ctx, q.ID)
	if err != nil {
		return err
	}
	v, action := q.Current, "question.corrected"
	v.Wording = w
	if answers := counts[v.ID]; answers == 0 {
		err = a.store.ReplaceWording(ctx, v, version)
	} else {
		action = "question.reworded"
		v.ID, v.Number, v.CreatedAt = newID(), v.Number+1, a.Now()
		err = a.store.AddQuestionVersion(ctx, v, version)
	}
	if err != nil {
		return err
	}
	q.Current, q.Version = v, version+1
	return a.audit(ctx, who, action, "question", q.ID, "number", strconv.Itoa(v.Number), "wording", wordingHash(w))
}

// usedKeys lists every option key any wording of a question ever had.
func (a *App) usedKeys(ctx context.Context, question uuid.UUID) ([]string, error) {
	versions, err := a.store.QuestionVersions(ctx, question)
	var out []string
	for _, v := range versions {
		for _, o := range v.Options {
			out = append(out, o.Key)
		}
	}
	return out, err
}

// wordingHash names a wording in the audit without its words.
func wordingHash(w hiring.Wording) string {
	b, _ := json.Marshal(w) // strings, ints and maps with string keys: it cannot fail, and maps come sorted
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// RetireQuestion puts a question away, made from its version: new benchmarks no longer have it, answers stay.
func (a *App) RetireQuestion(ctx context.Context, who Actor, id uuid.UUID, version int) error {
	now := a.Now()
	q := hiring.Question{ID: id, Version: version, RetiredAt: &now}
	return a.setQuestionRetired(ctx, who, q, "question.retired")
}

// RestoreQuestion takes a retired question back into use.
func (a *App) RestoreQuestion(ctx context.Context, who Actor, id uuid.UUID, version int) error {
	return a.setQuestionRetired(ctx, who, hiring.Question{ID: id, Version: version}, "question.restored")
}

func (a *App) setQuestionRetired(ctx context.Context, who Actor, q hiring.Question, action string) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.RetireQuestion(ctx, q); err != nil {
			return err
		}
		return a.audit(ctx, who, action, "question", q.ID)
	})
}

// MoveQuestion moves a question in use by places among its value's: -1 is one up, 1 one down. At an end it stays.
func (a *App) MoveQuestion(ctx context.Context, who Actor, id uuid.UUID, by int) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		q, err := a.store.Question(ctx, id)
		if err != nil {
			return err
		}
		all, err := a.store.QuestionsOf(ctx, q.ValueID)
		if err != nil {
			return err
		}
		var inUse, retired []uuid.UUID
		for _, x := range all {
			if x.Retired() {
				retired = append(retired, x.ID)
			} else {
				inUse = append(inUse, x.ID)
			}
		}
		if inUse = moved(inUse, id, by); inUse == nil {
			return hiring.Missing("question")
		}
		if err := a.store.SetQuestionOrder(ctx, append(inUse, retired...)); err != nil {
			return err
		}
		return a.audit(ctx, who, "question.moved", "question", id, "position", strconv.Itoa(1+slices.Index(inUse, id)))
	})
}
