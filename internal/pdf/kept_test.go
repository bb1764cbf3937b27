package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestTheSameDocumentStartsOneBrowser: however often it is asked for, at once or later; another paper is another one.
func TestTheSameDocumentStartsOneBrowser(t *testing.T) {
	p := Find(Config{})
	if p == nil {
		t.Skip("no Chromium is installed")
	}
	begun := filepath.Join(t.TempDir(), "begun")
	script := fmt.Sprintf("#!/bin/sh\necho x >>%s\nexec %s \"$@\"\n", begun, p.chromium)
	counting := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(counting, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	p = Find(Config{Chromium: counting})
	print := func(html string, paper Paper) []byte {
		out, err := p.Print(context.Background(), html, paper)
		if err != nil {
			t.Error(err)
		}
		return out
	}
	var wg sync.WaitGroup
	docs := make([][]byte, 6)
	for i := range docs {
		wg.Go(func() { docs[i] = print("<p>same</p>", A4) })
	}
	wg.Wait()
	for _, d := range docs {
		if !bytes.Equal(d, docs[0]) || len(d) == 0 {
			t.Errorf("got %d bytes, then %d", len(docs[0]), len(d))
		}
	}
	print("<p>same</p>", Letter)
	print("<p>same</p>", A4)
	lines, err := os.ReadFile(begun)
	if n := strings.Count(string(lines), "x"); err != nil || n != 2 {
		t.Errorf("%d browsers were started, want 2 (%v)", n, err)
	}
}

// TestWhoComesWhenTooManyWaitIsToldAtOnce also: a place in the queue is given back by whoever gives up.
func TestWhoComesWhenTooManyWaitIsToldAtOnce(t *testing.T) {
	t.Parallel()
	p := &Printer{chromium: "none", turn: make(chan struct{}, 1), queue: make(chan struct{}, 1+mostWaiting)}
	p.turn <- struct{}{} // somebody prints
	p.queue <- struct{}{}
	ctx, giveUp := context.WithCancel(context.Background())
	ended := make(chan error, mostWaiting)
	for i := range mostWaiting {
		go func() {
			_, err := p.Print(ctx, fmt.Sprint(i), A4)
			ended <- err
		}()
	}
	for len(p.queue) <= mostWaiting {
		time.Sleep(time.Millisecond)
	}
	if _, err := p.Print(context.Background(), "one more", A4); !errors.Is(err, ErrBusy) {
		t.Errorf("one more: %v", err)
	}
	giveUp()
	for range mostWaiting {
		if err := <-ended; !errors.Is(err, ErrBusy) {
			t.Errorf("who gave up: %v", err)
		}
	}
	if n := len(p.queue); n != 1 {
		t.Errorf("%d are in the queue, want who prints alone", n)
	}
}

func TestWhatIsKeptIsBoundedInNumberSizeAndTime(t *testing.T) {
	t.Parallel()
	now := time.Now()
	var k kept
	for i := range keptMost + 3 {
		k.add(keyOf(fmt.Sprint(i), A4), []byte{byte(i)}, now)
	}
	if k.find(keyOf("2", A4), now) != nil || k.find(keyOf("3", A4), now) == nil || len(k.docs) != keptMost {
		t.Errorf("%d are kept, of which the oldest is not number 3", len(k.docs))
	}
	if later := now.Add(keptFor + time.Second); k.find(keyOf("9", A4), later) != nil || k.bytes != 0 {
		t.Errorf("%d bytes are kept too long", k.bytes)
	}
	for i := range 4 {
		k.add(keyOf(fmt.Sprint(i), A4), make([]byte, keptBytes/3), now)
	}
	k.add(keyOf("large", A4), make([]byte, keptBytes/2+1), now)
	if len(k.docs) != 3 || k.bytes > keptBytes || k.find(keyOf("large", A4), now) != nil {
		t.Errorf("%d documents of %d bytes are kept", len(k.docs), k.bytes)
	}
}
