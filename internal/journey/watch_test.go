package journey

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch fails the test when a page of the tab asks another host for anything, or complains in the console: a script
// that throws, something the page's own policy refuses. What the network answers is for each test to judge.
func watch(t *testing.T, ctx context.Context, base string) {
	t.Helper()
	var mu sync.Mutex
	var asked int
	var wrong []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			asked++
			if u := e.Request.URL; !strings.HasPrefix(u, base+"/") && !strings.HasPrefix(u, "data:") {
				wrong = append(wrong, "asks another host: "+u)
			}
		case *runtime.EventExceptionThrown:
			wrong = append(wrong, "throws: "+e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError {
				wrong = append(wrong, "writes an error to the console")
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
				wrong = append(wrong, "complains: "+e.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		if asked == 0 {
			t.Error("no request was seen: the watch watches nothing")
		}
		for _, w := range wrong {
			t.Errorf("a page %s", w)
		}
	})
}
