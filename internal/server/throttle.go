package server

import (
	"crypto/sha256"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// throttle slows down guessing of passwords: per address and per account a burst, and then one try every few
// seconds. An account's tries come back faster than an address's, and a try refused to an address costs the account
// nothing: so nobody keeps another out of an account from one place.
type throttle struct {
	mu   sync.Mutex
	seen map[[sha256.Size]byte]*throttled // by the hash of a key, since people send keys of any length
}

type throttled struct {
	limit *rate.Limiter
	last  time.Time
}

const (
	signInBurst  = 8
	addressEvery = 20 * time.Second
	accountEvery = 10 * time.Second
	throttleMax  = 10000 // kept at once, at most
)

func newThrottle() *throttle { return &throttle{seen: map[[sha256.Size]byte]*throttled{}} }

// allow spends one try of an address and then one of an account, and tells whether both had one left. The account is
// named as whoever signs in types it.
func (t *throttle) allow(now time.Time, address, account string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.spend(now, "address "+network(address), addressEvery) &&
		t.spend(now, "account "+strings.ToLower(strings.TrimSpace(account)), accountEvery)
}

func (t *throttle) spend(now time.Time, key string, every time.Duration) bool {
	hash := sha256.Sum256([]byte(key))
	v := t.seen[hash]
	if v == nil {
		t.makeRoom(now)
		v = &throttled{limit: rate.NewLimiter(rate.Every(every), signInBurst)}
		t.seen[hash] = v
	}
	v.last = now
	return v.limit.AllowN(now, 1)
}

// makeRoom forgets those who have all their tries back; should that not be enough, somebody.
func (t *throttle) makeRoom(now time.Time) {
	if len(t.seen) < throttleMax {
		return
	}
	for k, v := range t.seen {
		if now.Sub(v.last) > signInBurst*addressEvery {
			delete(t.seen, k)
		}
	}
	for k := range t.seen {
		if len(t.seen) < throttleMax {
			return
		}
		delete(t.seen, k)
	}
}

// network is what stands for an address: itself, or with IPv6 the /64 it is in, all of which one machine may use.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}
