package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// standIn speaks the language of an embeddings service: two numbers for each text. While down is set it answers 503.
func standIn(t *testing.T) (address string, down *atomic.Bool) {
	t.Helper()
	down = &atomic.Bool{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Input []string }
		if down.Load() || json.NewDecoder(r.Body).Decode(&in) != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		var data []string
		for i, s := range in.Input {
			data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[%d,1]}`, i, len(s)))
		}
		_, _ = fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
	}))
	t.Cleanup(srv.Close)
	return srv.URL, down
}

func TestAServiceIsTestedUsedAndEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.as("admin")
	address, _ := standIn(t)
	form := url.Values{"url": {address + "/v1/embeddings"}, "model": {"bge-m3"}}
	admin.get("/representation").is(http.StatusOK).says("No service outside is in use", "No key is set")
	admin.post("/representation/test", form).is(http.StatusOK).says("It answers. Each text becomes 2 numbers.", "No service outside is in use")
	admin.follow(admin.post("/representation", form)).is(http.StatusOK).says("The service in use", address, "bge-m3", "It answered when it was asked last")
	w.as("compliance").get("/audit").says("representation.set")
	admin.follow(admin.post("/representation/end", nil)).is(http.StatusOK).says("No service outside is in use", "Used before", "bge-m3")
	admin.post("/representation/end", nil).is(http.StatusNotFound)
}

func TestAServiceThatDoesNotAnswerIsNotUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.as("admin")
	address, down := standIn(t)
	down.Store(true)
	for _, path := range []string{"/representation", "/representation/test"} {
		admin.post(path, url.Values{"url": {address}, "model": {"m"}}).is(http.StatusUnprocessableEntity).says("it has a fault of its own", "No service outside is in use")
		admin.post(path, url.Values{"url": {"file:///etc/passwd"}, "model": {""}}).is(http.StatusUnprocessableEntity).says("must be the address of a server", "Name the model")
		admin.post(path, url.Values{"url": {"http://127.0.0.1:1"}, "model": {"a b"}}).is(http.StatusUnprocessableEntity).says("one word of at most 200")
	}
}
