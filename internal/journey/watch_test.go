package journey

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watcher sees what a tab's pages do by themselves.
type watcher struct {
	base    string
	mu      sync.Mutex
	loading bool
	asked   int
	wrong   []string
}

// watch fails the test when a page of the tab asks another host for anything, or complains in the console: a script
// that throws, something the page's own policy refuses. What the network answers is for each test to judge.
func watch(t *testing.T, ctx context.Context, base string) *watcher {
	t.Helper()
	w := &watcher{base: base}
	if err := chromedp.Listen(ctx, w.note); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.asked == 0 {
			t.Error("no request was seen: the watch watches nothing")
		}
		for _, x := range w.wrong {
			t.Errorf("a page %s", x)
		}
	})
	return w
}

func (w *watcher) note(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *page.EventFrameStartedLoading:
		w.loading = true
	case *page.EventFrameStoppedLoading:
		w.loading = false
	case *network.EventRequestWillBeSent:
		w.asked++
		if u := e.Request.URL; !strings.HasPrefix(u, w.base+"/") && !strings.HasPrefix(u, "data:") {
			w.wrong = append(w.wrong, "asks another host: "+u)
		}
	case *runtime.EventExceptionThrown:
		w.wrong = append(w.wrong, "throws: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			w.wrong = append(w.wrong, "writes an error to the console")
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			w.wrong = append(w.wrong, "complains: "+e.Entry.Text)
		}
	}
}

// busy tells whether a page is on its way.
func (w *watcher) busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.loading
}
