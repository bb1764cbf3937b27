package journey

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/store"
	"touchstone/internal/testkit/round"
)

// The crash test's size, and the seed that makes it fall out the same way as far as a scheduler lets it.
const (
	crashes      = 50
	crashTyping  = 100
	crashSeed    = 20261123
	leastBetween = 60 * time.Millisecond
	mostBetween  = 260 * time.Millisecond
)

// TestNothingAcknowledgedIsLostWhenTheServerIsKilled kills the server again and again under candidates who save
// without pause. What the server last said was saved must be there, or something later that was on its way.
func TestNothingAcknowledgedIsLostWhenTheServerIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes about a minute")
	}
	binary := build(t)
	data := t.TempDir()
	ctx := context.Background()
	tokens, err := round.Fill(ctx, filepath.Join(data, "touchstone.db"), crashTyping)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(crashSeed, 1))
	typing := make([]typist, len(tokens))
	for i, token := range tokens {
		typing[i].token, typing[i].saver = token, round.AnswerSaver(token)
	}
	for range crashes {
		p, err := round.Serve(ctx, binary, data)
		if err != nil {
			t.Fatal(err)
		}
		stop := typeAll(typing, p.Base)
		time.Sleep(leastBetween + time.Duration(rng.Int64N(int64(mostBetween-leastBetween))))
		p.Kill()
		stop()
	}
	acknowledged := 0
	for i := range typing {
		acknowledged += typing[i].acked
	}
	t.Logf("%d kills, %d saves acknowledged", crashes, acknowledged)
	if acknowledged < crashes*crashTyping/10 {
		t.Errorf("only %d saves were acknowledged: the test did not test much", acknowledged)
	}
	checkKept(t, filepath.Join(data, "touchstone.db"), typing)
}

// typist saves one candidate's text again and again: "text N" for N = 1, 2, 3 …
type typist struct {
	token string
	saver round.Saver
	sent  int // the last N sent
	acked int // the last N acknowledged
}

// typeAll lets everybody type until the function it returns is called.
func typeAll(typing []typist, base string) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: len(typing)}, Timeout: 5 * time.Second}
	var wg sync.WaitGroup
	for i := range typing {
		x := &typing[i]
		x.saver.Client, x.saver.Base = client, base
		wg.Go(func() {
			for ctx.Err() == nil {
				x.sent++
				ok, err := x.saver.Save(ctx, fmt.Sprint("text ", x.sent))
				if ok {
					x.acked = x.sent
				}
				if err != nil {
					return
				}
			}
		})
	}
	return func() {
		cancel()
		wg.Wait()
		client.CloseIdleConnections()
	}
}

func checkKept(t *testing.T, file string, typing []typist) {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, store.Config{Path: file})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if got, err := st.Pragma(ctx, "integrity_check"); err != nil || got != "ok" {
		t.Errorf("integrity_check: %q %v", got, err)
	}
	a := app.New(st, app.Config{})
	for _, x := range typing {
		q, err := a.OpenLink(ctx, x.token)
		if err != nil {
			t.Fatal(err)
		}
		answers, err := a.AnswersOf(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		kept := 0
		if _, err := fmt.Sscanf(answers[q.Questions[0].ID].Body.Text, "text %d", &kept); err != nil && x.acked > 0 {
			t.Errorf("acknowledged %d, kept nothing", x.acked)
		}
		if kept < x.acked || kept > x.sent {
			t.Errorf("kept text %d, acknowledged %d, sent %d", kept, x.acked, x.sent)
		}
	}
}

// build builds the program once for the tests that run it.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "touchstone-test")
	if err != nil {
		return "", err
	}
	binary := filepath.Join(dir, "touchstone")
	out, err := exec.Command("go", "build", "-o", binary, "touchstone/cmd/touchstone").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return binary, nil
})

func build(t *testing.T) string {
	t.Helper()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return binary
}
