package server

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestNobodyIsKeptOutOfAnAccountFromOnePlace(t *testing.T) {
	t.Parallel()
	th, now := newThrottle(), time.Now()
	let := 0
	for second := range 10 * 60 {
		at := now.Add(time.Duration(second) * time.Second)
		if th.allow(at, "203.0.113.9", "victim@example.org") {
			let++
		}
		if second%60 == 59 && !th.allow(at, "198.51.100.7", " Victim@Example.org ") {
			t.Errorf("after %d s of guessing elsewhere the owner of the account is refused", second+1)
		}
	}
	if most := signInBurst + 10*60/int(addressEvery.Seconds()) + 1; let > most {
		t.Errorf("%d guesses in ten minutes from one address, want at most %d", let, most)
	}
}

func TestGuessingAtOneAccountFromManyPlacesIsSlowed(t *testing.T) {
	t.Parallel()
	th, now, let := newThrottle(), time.Now(), 0
	for i := range 100 {
		account := "victim@example.org"
		if i%2 == 1 {
			account = "  VICTIM@example.org"
		}
		if th.allow(now, fmt.Sprintf("203.0.113.%d", i), account) {
			let++
		}
	}
	if let != signInBurst {
		t.Errorf("%d guesses from 100 addresses, want %d", let, signInBurst)
	}
}

func TestAnIPv6NetworkCountsAsOneAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::1": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64",
		"203.0.113.9": "203.0.113.9", "::ffff:203.0.113.9": "::ffff:203.0.113.9", "": "",
	} {
		if got := network(address); got != want {
			t.Errorf("network(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestTheThrottleRemembersABoundedNumber(t *testing.T) {
	t.Parallel()
	th, now := newThrottle(), time.Now()
	for i := range 3 * throttleMax {
		th.allow(now, fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), strings.Repeat("x", 100))
	}
	if len(th.seen) > throttleMax {
		t.Errorf("%d remembered, want at most %d", len(th.seen), throttleMax)
	}
	th.allow(now.Add(time.Hour), "192.0.2.1", "a@example.org")
	if len(th.seen) > 2 {
		t.Errorf("%d remembered an hour later, want 2", len(th.seen))
	}
}
