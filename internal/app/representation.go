package app

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/encode/remote"
	"touchstone/internal/hiring"
)

// service is what is known of the representation in use while the program runs: after a failure it is left alone for
// a while, so that many who need it do not all wait for it in vain.
type service struct {
	mu      sync.Mutex
	key     string
	trouble remote.Trouble // the last thing that was the matter, or ""
	since   time.Time
	until   time.Time // not asked before
}

// restAfterTrouble is how long a service that failed is not asked.
const restAfterTrouble = 30 * time.Second

// note records how asking went.
func (s *service) note(key string, now time.Time, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var trouble *remote.Error
	switch {
	case err == nil:
		s.key, s.trouble, s.since, s.until = key, "", time.Time{}, time.Time{}
	case errors.As(err, &trouble):
		if s.key != key || s.trouble == "" {
			s.since = now
		}
		s.key, s.trouble, s.until = key, trouble.Trouble, now.Add(restAfterTrouble)
	}
}

// last returns what is the matter with a representation, since when, and whether it is being left alone.
func (s *service) last(key string, now time.Time) (trouble remote.Trouble, since time.Time, resting bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.key != key {
		return "", time.Time{}, false
	}
	return s.trouble, s.since, now.Before(s.until)
}

// inUse returns the representation in use if it is the one a benchmark pins.
func (a *App) inUse(ctx context.Context, key string) (hiring.Representation, error) {
	r, err := a.store.Representation(ctx)
	if hiring.KindOf(err) == hiring.NotFound || err == nil && r.Key != key {
		return r, unanswered{key, errNotInUse}
	}
	return r, err
}

// representationNow is what a benchmark that is published now pins: the key of the representation in use, or "".
func (a *App) representationNow(ctx context.Context) (string, error) {
	r, err := a.store.Representation(ctx)
	if hiring.KindOf(err) == hiring.NotFound {
		return "", nil
	}
	return r.Key, err
}

// client asks a representation.
func (a *App) client(r hiring.Representation) *remote.Client {
	return remote.New(remote.Endpoint{URL: r.URL, Model: r.Model, Size: r.Size}, a.cfg.EmbeddingsKey)
}

// askService asks the representation with a key for the vectors of texts.
func (a *App) askService(ctx context.Context, key string, texts []string) ([][]float32, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	r, err := a.inUse(ctx, key)
	if err != nil {
		return nil, err
	}
	if trouble, _, resting := a.service.last(key, a.Now()); resting {
		return nil, unanswered{key, &remote.Error{Trouble: trouble}}
	}
	vectors, err := a.client(r).Vectors(ctx, texts)
	a.service.note(key, a.Now(), err)
	if err != nil {
		return nil, unanswered{key, err}
	}
	return vectors, nil
}

// RepresentationState is how the representation outside the program stands.
type RepresentationState struct {
	InUse   *hiring.Representation // nil: none, texts are compared by what is built in
	KeySet  bool                   // whether the program was started with a key for the service
	Trouble string                 // what was the matter when it was asked last, as a code, or ""
	Since   time.Time
	Waiting int // jobs that wait for it
	Earlier []hiring.Representation
}

// earlierShown is how many representations of the past are listed.
const earlierShown = 20

// RepresentationState returns how the representation stands, for those who set it up.
func (a *App) RepresentationState(ctx context.Context) (RepresentationState, error) {
	out := RepresentationState{KeySet: a.cfg.EmbeddingsKey != ""}
	all, err := a.store.Representations(ctx, earlierShown)
	if err != nil {
		return out, err
	}
	for _, r := range all {
		if !r.InUse() {
			out.Earlier = append(out.Earlier, r)
			continue
		}
		out.InUse = &r
		trouble, since, _ := a.service.last(r.Key, a.Now())
		out.Trouble, out.Since = string(trouble), since
		if out.Waiting, err = a.store.HeldFor(ctx, waitsForRepresentation(r.Key)); err != nil {
			return out, err
		}
	}
	return out, nil
}

// TryRepresentation asks a service for one vector and returns its size, or what is the matter as Problems. Nothing is
// stored.
func (a *App) TryRepresentation(ctx context.Context, url, model string) (int, error) {
	r, err := a.tried(ctx, url, model)
	return r.Size, err
}

// tried brings what was typed into form and asks the service for one vector.
func (a *App) tried(ctx context.Context, url, model string) (hiring.Representation, error) {
	model = strings.TrimSpace(model)
	r := hiring.Representation{Model: model}
	ps := hiring.CheckModel("model", model)
	address, err := remote.Address(url)
	if err != nil {
		ps.Add("url", "representation.problem.url")
	}
	if err := ps.Err(); err != nil {
		return r, err
	}
	r.URL = address
	size, err := a.client(r).Probe(ctx)
	var trouble *remote.Error
	if errors.As(err, &trouble) {
		ps.Add("url", "representation.trouble."+string(trouble.Trouble), "Status", trouble.Status)
		return r, ps.Err()
	}
	if err != nil {
		return r, err
	}
	r.Size = size
	r.Key = remote.Endpoint{URL: address, Model: model, Size: size}.ID()
	return r, nil
}

// UseRepresentation puts a service to use in place of the one before, if it answers. Benchmarks that were published
// before keep the representation they have.
func (a *App) UseRepresentation(ctx context.Context, by uuid.UUID, url, model string) (hiring.Representation, error) {
	r, err := a.tried(ctx, url, model)
	if err != nil {
		return r, err
	}
	r.ID, r.SetBy, r.SetAt = newID(), by, a.Now()
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.EndRepresentation(ctx, by, r.SetAt); err != nil {
			return err
		}
		if err := a.store.AddRepresentation(ctx, r); err != nil {
			return err
		}
		if err := a.store.Wake(ctx, waitsForRepresentation(r.Key)); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "representation.set", "representation", r.ID, "key", r.Key)
	})
	if err == nil {
		a.service.note(r.Key, a.Now(), nil)
		a.nudge()
	}
	return r, err
}

// EndRepresentation ends the use of the service. Candidates of benchmarks that were published with it wait until it is
// in use again.
func (a *App) EndRepresentation(ctx context.Context, by uuid.UUID) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		r, err := a.store.Representation(ctx)
		if err != nil {
			return err
		}
		if err := a.store.EndRepresentation(ctx, by, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "representation.ended", "representation", r.ID, "key", r.Key)
	})
}

// heldForRepresentation begins the name of what a job is held for.
const heldForRepresentation = "representation "

func waitsForRepresentation(key string) string { return heldForRepresentation + key }

// wakeForRepresentation lets the jobs run that wait for the representation in use, once its service answers.
func (a *App) wakeForRepresentation(ctx context.Context) error {
	r, err := a.store.Representation(ctx)
	if hiring.KindOf(err) == hiring.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	waiting, err := a.store.HeldFor(ctx, waitsForRepresentation(r.Key))
	if err != nil || waiting == 0 {
		return err
	}
	_, err = a.client(r).Probe(ctx)
	a.service.note(r.Key, a.Now(), err)
	if err != nil {
		return nil // it is down, and the page of the representation says so
	}
	return a.store.Wake(ctx, waitsForRepresentation(r.Key))
}
