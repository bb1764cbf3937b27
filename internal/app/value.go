package app

import (
	"context"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// AddValue stores a value of the company's own, after those it has.
func (a *App) AddValue(ctx context.Context, who Actor, v hiring.Value) (hiring.Value, error) {
	v = trimValue(v)
	if err := v.Check().Err(); err != nil {
		return v, err
	}
	v.Library = ""
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		var err error
		v, err = a.createValue(ctx, v)
		if err != nil {
			return err
		}
		return a.audit(ctx, who, "value.added", "value", v.ID)
	})
	return v, err
}

// createValue stores a new value as the last in the order.
func (a *App) createValue(ctx context.Context, v hiring.Value) (hiring.Value, error) {
	values, err := a.store.AllValues(ctx)
	if err != nil {
		return v, err
	}
	v.ID, v.CreatedAt, v.RetiredAt, v.Version, v.Position = newID(), a.Now(), nil, 1, 1
	for _, x := range values {
		v.Position = max(v.Position, x.Position+1)
	}
	return v, a.store.CreateValue(ctx, v)
}

// ChangeValue stores what a person edited of a value: its words, behaviours and metrics, made from v.Version.
func (a *App) ChangeValue(ctx context.Context, who Actor, v hiring.Value) error {
	v = trimValue(v)
	if err := v.Check().Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		stored, err := a.store.Value(ctx, v.ID)
		if err != nil {
			return err
		}
		stored.Name, stored.Meaning, stored.Action = v.Name, v.Meaning, v.Action
		stored.Behaviors, stored.Metrics, stored.Version = v.Behaviors, v.Metrics, v.Version
		if err := a.store.UpdateValue(ctx, stored); err != nil {
			return err
		}
		return a.audit(ctx, who, "value.changed", "value", v.ID, "version", strconv.Itoa(v.Version+1))
	})
}

func trimValue(v hiring.Value) hiring.Value {
	v.Name, v.Meaning, v.Action = v.Name.Trimmed(), v.Meaning.Trimmed(), v.Action.Trimmed()
	behaviors := []hiring.Words{}
	for _, b := range v.Behaviors {
		if !b.Empty() {
			behaviors = append(behaviors, b.Trimmed())
		}
	}
	metrics := []string{}
	for _, m := range hiring.Metrics() {
		if slices.Contains(v.Metrics, m) {
			metrics = append(metrics, m)
		}
	}
	v.Behaviors, v.Metrics = behaviors, metrics
	return v
}

// RetireValue puts a value away, made from its version: new benchmarks and the philosophy page no longer have it,
// what was answered about it stays.
func (a *App) RetireValue(ctx context.Context, who Actor, id uuid.UUID, version int) error {
	now := a.Now()
	return a.changeRetired(ctx, who, id, version, func(v *hiring.Value) { v.RetiredAt = &now })
}

// RestoreValue takes a retired value back into use.
func (a *App) RestoreValue(ctx context.Context, who Actor, id uuid.UUID, version int) error {
	return a.changeRetired(ctx, who, id, version, func(v *hiring.Value) { v.RetiredAt = nil })
}

func (a *App) changeRetired(ctx context.Context, who Actor, id uuid.UUID, version int, change func(*hiring.Value)) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		v, err := a.store.Value(ctx, id)
		if err != nil {
			return err
		}
		change(&v)
		v.Version = version
		if err := a.store.UpdateValue(ctx, v); err != nil {
			return err
		}
		action := "value.restored"
		if v.Retired() {
			action = "value.retired"
		}
		return a.audit(ctx, who, action, "value", id)
	})
}

// MoveValue moves a value in use by places in the company's order: -1 is one up, 1 one down. At an end it stays.
func (a *App) MoveValue(ctx context.Context, who Actor, id uuid.UUID, by int) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		values, err := a.store.AllValues(ctx)
		if err != nil {
			return err
		}
		var inUse, retired []uuid.UUID
		for _, v := range values {
			if v.Retired() {
				retired = append(retired, v.ID)
			} else {
				inUse = append(inUse, v.ID)
			}
		}
		if inUse = moved(inUse, id, by); inUse == nil {
			return hiring.Missing("value")
		}
		if err := a.store.SetValueOrder(ctx, append(inUse, retired...)); err != nil {
			return err
		}
		return a.audit(ctx, who, "value.moved", "value", id, "position", strconv.Itoa(1+slices.Index(inUse, id)))
	})
}

// moved returns ids with one of them moved by places, as far as there is room, or nil when it is not among them.
func moved(ids []uuid.UUID, id uuid.UUID, by int) []uuid.UUID {
	from := slices.Index(ids, id)
	if from < 0 {
		return nil
	}
	to := min(max(from+by, 0), len(ids)-1)
	return slices.Insert(slices.Delete(slices.Clone(ids), from, from+1), to, id)
}

// AdoptLibrary takes values of the starter library into use with the questions given with each. A value that is in
// use already only gains the questions it lacks; a retired one is restored first. It returns how many values and
// questions were added.
func (a *App) AdoptLibrary(ctx context.Context, who Actor, chosen []hiring.LibraryValue) (values, questions int, err error) {
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		for _, entry := range chosen {
			v, isNew, err := a.adoptValue(ctx, who, entry.Value)
			if err != nil {
				return err
			}
			n, err := a.adoptQuestions(ctx, who, v.ID, entry.Questions)
			if err != nil {
				return err
			}
			if isNew {
				values++
			}
			questions += n
		}
		return nil
	})
	return values, questions, err
}

func (a *App) adoptValue(ctx context.Context, who Actor, v hiring.Value) (_ hiring.Value, isNew bool, err error) {
	have, err := a.store.AllValues(ctx)
	if err != nil {
		return v, false, err
	}
	i := slices.IndexFunc(have, func(x hiring.Value) bool { return x.Library == v.Library })
	switch {
	case i < 0:
		if v, err = a.createValue(ctx, trimValue(v)); err != nil {
			return v, false, err
		}
		return v, true, a.audit(ctx, who, "value.adopted", "value", v.ID, "library", v.Library)
	case have[i].Retired():
		return have[i], true, a.RestoreValue(ctx, who, have[i].ID, have[i].Version)
	default:
		return have[i], false, nil
	}
}

func (a *App) adoptQuestions(ctx context.Context, who Actor, value uuid.UUID, chosen []hiring.LibraryQuestion) (added int, err error) {
	have, err := a.store.QuestionsOf(ctx, value)
	if err != nil {
		return 0, err
	}
	for _, q := range chosen {
		i := slices.IndexFunc(have, func(x hiring.Question) bool { return x.Key == q.Key })
		switch {
		case i < 0:
			_, err = a.createQuestion(ctx, who, value, q.Key, q.Wording)
		case have[i].Retired():
			err = a.RestoreQuestion(ctx, who, have[i].ID, have[i].Version)
		default:
			continue
		}
		if err != nil {
			return added, err
		}
		added++
	}
	return added, nil
}
