package app_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
	"time"

	"touchstone/internal/testkit"
)

// slowService is a service that says when it is first asked about more than one short text, and then waits to be told
// to go on.
func slowService(t *testing.T) (address string, asked, release chan struct{}) {
	t.Helper()
	behind, err := url.Parse(testkit.NewService(t).URL)
	ok(t, err)
	proxy, once := httputil.NewSingleHostReverseProxy(behind), sync.Once{}
	asked, release = make(chan struct{}), make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > 1000 {
			once.Do(func() { close(asked) })
			<-release
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, asked, release
}

func TestWhoeverWaitsForADraftDoesNotDependOnWhoAskedFirst(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	c.imported(t, 12, 12)
	address, asked, release := slowService(t)
	_, err := c.app.UseRepresentation(context.Background(), c.owner, address, testkit.ServiceModel)
	ok(t, err)
	first, goAway := context.WithCancel(context.Background())
	left, waited := make(chan struct{}), make(chan error, 1)
	go func() {
		defer close(left)
		_, _ = c.app.DraftOf(first, c.benchmark.ID) // its reader closes the page
	}()
	<-asked
	go func() {
		_, err := c.app.DraftOf(context.Background(), c.benchmark.ID)
		waited <- err
	}()
	time.Sleep(200 * time.Millisecond) // so that the second waits for the first's building
	goAway()
	time.Sleep(50 * time.Millisecond)
	close(release)
	ok(t, <-waited)
	<-left
}
