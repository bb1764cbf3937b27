package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"log/slog"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/mail"
	"touchstone/internal/store"
)

// Config is what the verbs need to know.
type Config struct {
	BaseURL string        // for links in mails
	Mail    *mail.Mailer  // nil: no mail is sent, links are shown to copy
	Words   *i18n.Catalog // what mails say; needed when Mail is set
	Now     func() time.Time
	Log     *slog.Logger

	// EmbeddingsKey is what the program shows a service outside that turns texts into numbers, if an administrator
	// sets one up. It is kept nowhere else and shown to nobody.
	EmbeddingsKey string
}

// App is the verbs over one store.
type App struct {
	store      *store.Store
	cfg        Config
	log        *slog.Logger
	benchmarks *benchmarkCache // published versions
	drafts     *benchmarkCache // apart, so that work on a draft never pushes out what scores are made with
	service    *service        // how the representation outside the program answered last
	wake       chan struct{}   // a nudge to the workers: something is in the outbox
	hashing    chan struct{}   // bounds how many passwords are hashed at once
	exporting  chan struct{}   // bounds how many files are written at once
}

// New returns the verbs over a store.
func New(st *store.Store, cfg Config) *App {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	return &App{
		store: st, cfg: cfg, log: cfg.Log, benchmarks: newBenchmarkCache(cachedBenchmarks), drafts: newBenchmarkCache(cachedDrafts),
		service: &service{}, wake: make(chan struct{}, 1), hashing: make(chan struct{}, 2),
		exporting: make(chan struct{}, ExportsAtOnce),
	}
}

// Now is the clock of the whole program, in UTC and whole milliseconds, as the store keeps time.
func (a *App) Now() time.Time { return a.cfg.Now().UTC().Truncate(time.Millisecond) }

// Store gives the server the plain reads that need no verb.
func (a *App) Store() *store.Store { return a.store }

// Sessions is where the server keeps its sessions.
func (a *App) Sessions() scs.Store { return a.store.Sessions() }

// MailOn tells whether invitations are mailed.
func (a *App) MailOn() bool { return a.cfg.Mail != nil }

// Actor is who did something, for the audit: ids only.
type Actor struct{ Kind, ID string }

// UserActor is a signed-in user.
func UserActor(id uuid.UUID) Actor { return Actor{"user", id.String()} }

// Respondent is a person with a link; id is the invitation's.
func Respondent(id string) Actor { return Actor{"respondent", id} }

// System is the program itself.
func System() Actor { return Actor{"system", ""} }

// audit appends an entry; call it inside the transaction of what it records. detail is name, value pairs of ids,
// hashes, counts and codes: never a name, an address or a text somebody wrote.
func (a *App) audit(ctx context.Context, who Actor, action, object string, id uuid.UUID, detail ...string) error {
	e := hiring.AuditEntry{At: a.Now(), Actor: who.Kind, ActorID: who.ID, Action: action, Object: object, ObjectID: id.String()}
	e.Detail = map[string]string{}
	for i := 0; i+1 < len(detail); i += 2 {
		e.Detail[detail[i]] = detail[i+1]
	}
	return a.store.AppendAudit(ctx, e)
}

// newToken returns a random token for a link (192 bits, 32 characters) and the hash that is stored.
func newToken() (token, hash string) {
	b := make([]byte, 24)
	_, _ = rand.Read(b)
	token = base64.RawURLEncoding.EncodeToString(b)
	return token, hashToken(token)
}

// hashToken is what the store knows of a token.
func hashToken(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}

// newID returns a new time-ordered id.
func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// nudge tells the workers that the outbox has something; it never blocks.
func (a *App) nudge() { rouse(a.wake) }

// rouse leaves a nudge in a channel of one, unless there is one already.
func rouse(wake chan<- struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}
