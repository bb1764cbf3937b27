package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"touchstone/internal/hiring"
)

// recall gives the vectors of texts that a representation outside the program was asked about before, to a computation
// that must not ask anybody: the same vectors give the same result. A text it does not know has none, and is noted.
//
// Which texts a computation needs only the computation knows. So it is run, what it missed is fetched, and it is run
// again; the result of the run that missed nothing counts.
type recall struct {
	key     string     // the representation's
	session sync.Mutex // held while a computation runs, so that what was missed is its own

	mu      sync.Mutex
	kept    map[string][]float32 // of the benchmark's texts
	lent    map[string][]float32 // of a candidate's, while they are scored
	missing map[string]bool
}

func newRecall(key string) *recall {
	return &recall{key: key, kept: map[string][]float32{}, lent: map[string][]float32{}, missing: map[string]bool{}}
}

// ID names the representation.
func (r *recall) ID() string { return r.key }

// Encode returns the vector of a text, of length one, or none when nobody was asked about it yet.
func (r *recall) Encode(text string) []float32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v, known := r.kept[text]; known {
		return v
	}
	if v, known := r.lent[text]; known {
		return v
	}
	r.missing[text] = true
	return nil
}

// missed returns the texts that were asked for in vain, in order, and forgets that they were.
func (r *recall) missed() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for text := range r.missing {
		out = append(out, text)
	}
	clear(r.missing)
	slices.Sort(out)
	return out
}

// learn adds vectors: to those kept when subject is "", else to those lent until the computation ends.
func (r *recall) learn(subject string, vectors map[string][]float32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	to := r.kept
	if subject != "" {
		to = r.lent
	}
	for text, v := range vectors {
		to[text] = v
	}
}

// begin forgets what was lent and missed.
func (r *recall) begin() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.lent)
	clear(r.missing)
}

// mostRounds is how often a computation may come back for more texts. Which texts it needs hangs on little else than
// the texts themselves, so that two are usual.
const mostRounds = 4

// withVectors runs a computation that reads texts by r until it has every vector it asks for. Subject is the attempt
// of the candidate who wrote the texts, or "" for those of a benchmark. While the representation cannot be asked the
// error is unanswered.
func (a *App) withVectors(ctx context.Context, r *recall, subject string, compute func() error) error {
	r.session.Lock()
	defer r.session.Unlock()
	r.begin()
	defer r.begin()
	for range mostRounds {
		err := compute()
		missing := r.missed()
		if len(missing) == 0 {
			return err
		}
		if err := a.fetchVectors(ctx, r, subject, missing); err != nil {
			return err
		}
	}
	return fmt.Errorf("representation %s: a computation asks for other texts each time", r.key)
}

// fetchedAtOnce is how many texts are asked about before what came back is stored: what is stored is not asked again.
const fetchedAtOnce = 256

// patience is how long fetching may take, with all that is tried again: less than a job's lease, and than somebody
// waits for a page. What came by then is stored, so that the next attempt goes on from there.
const patience = 45 * time.Second

// fetchVectors looks texts up in the store and asks the representation about the rest.
func (a *App) fetchVectors(ctx context.Context, r *recall, subject string, texts []string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for some := range slices.Chunk(texts, fetchedAtOnce) {
		hashes := make([]string, len(some))
		for i, text := range some {
			hashes[i] = contentHash(text)
		}
		stored, err := a.store.Vectors(ctx, r.key, hashes)
		if err != nil {
			return err
		}
		known := make(map[string][]float32, len(some))
		var ask, askHashes []string
		for i, text := range some {
			if v, found := stored[hashes[i]]; found {
				known[text] = v
			} else {
				ask, askHashes = append(ask, text), append(askHashes, hashes[i])
			}
		}
		vectors, err := a.askService(ctx, r.key, ask)
		if err != nil {
			return err
		}
		fresh := make(map[string][]float32, len(ask))
		for i, text := range ask {
			known[text], fresh[askHashes[i]] = vectors[i], vectors[i]
		}
		if err := a.store.KeepVectors(ctx, r.key, subject, fresh); err != nil {
			return err
		}
		r.learn(subject, known)
	}
	return nil
}

// contentHash names a text in the store without telling it.
func contentHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// unanswered says that a representation cannot be asked now: its service does not answer, or it is not the one in use.
// Nothing takes its place; what needs it waits.
type unanswered struct {
	key   string
	cause error
}

func (u unanswered) Error() string { return fmt.Sprintf("representation %s: %v", u.key, u.cause) }

// Unwrap returns why.
func (u unanswered) Unwrap() error { return u.cause }

// waitsFor names what a job is held for.
func (u unanswered) waitsFor() string { return waitsForRepresentation(u.key) }

// errNotInUse is why a representation that was ended or replaced is not asked.
var errNotInUse = errors.New("it is not in use")

// told turns unanswered into what a person who waits for a page can be told; any other error stays.
func told(err error) error {
	if u := (unanswered{}); errors.As(err, &u) {
		return hiring.Clash("representation.error.down")
	}
	return err
}
