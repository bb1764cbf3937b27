package testkit

import (
	"encoding/json"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// Service stands in for an embeddings service: it counts a text's words in a few drawers, so that texts which share
// words lie near each other.
type Service struct {
	URL   string
	down  atomic.Bool
	size  atomic.Int32
	asked atomic.Int32
}

// ServiceModel is the name of the model a Service has.
const ServiceModel = "drawers"

// NewService starts a Service; it stops with the test.
func NewService(t testing.TB) *Service {
	s := &Service{}
	s.size.Store(64)
	srv := httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(srv.Close)
	s.URL = srv.URL
	return s
}

// Down lets the service answer every request with status 503, or no longer.
func (s *Service) Down(down bool) { s.down.Store(down) }

// Resize changes how many numbers a text becomes, as another model under the same name would.
func (s *Service) Resize(size int) { s.size.Store(int32(size)) }

// Asked returns how many texts the service was asked about while it was up.
func (s *Service) Asked() int { return int(s.asked.Load()) }

func (s *Service) answer(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Model string   `json:"model"`
		Input []string `json:"input"`
	}
	switch {
	case s.down.Load():
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case json.NewDecoder(r.Body).Decode(&in) != nil || in.Model != ServiceModel:
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.asked.Add(int32(len(in.Input)))
	type datum struct {
		Index     int   `json:"index"`
		Embedding []int `json:"embedding"`
	}
	var out struct {
		Data []datum `json:"data"`
	}
	for i, text := range in.Input {
		out.Data = append(out.Data, datum{i, drawers(text, int(s.size.Load()))})
	}
	_ = json.NewEncoder(w).Encode(out)
}

func drawers(text string, size int) []int {
	out := make([]int, size)
	out[0] = 1
	for _, word := range strings.Fields(strings.ToLower(text)) {
		h := fnv.New32a()
		_, _ = h.Write([]byte(word))
		out[h.Sum32()%uint32(size)]++
	}
	return out
}
