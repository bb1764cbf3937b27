package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// service stands in for the real one: answer says what it does with the n-th request, counted from 1.
func service(t *testing.T, answer func(n int, texts []string, w http.ResponseWriter)) (*Client, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Model string   `json:"model"`
			Input []string `json:"input"`
		}
		if r.URL.Path != "/base/v1/embeddings" || r.Method != http.MethodPost || json.NewDecoder(r.Body).Decode(&in) != nil {
			t.Errorf("asked %s %s", r.Method, r.URL)
		}
		if in.Model != "small" || r.Header.Get("Authorization") != "Bearer s3cret" {
			t.Errorf("model %q, authorization %q", in.Model, r.Header.Get("Authorization"))
		}
		answer(int(asked.Add(1)), in.Input, w)
	}))
	t.Cleanup(srv.Close)
	c := New(Endpoint{URL: srv.URL + "/base", Model: "small", Size: 3}, "s3cret")
	c.pause = time.Millisecond
	return c, &asked
}

// write answers with a vector for each text that tells its length, the last text first.
func write(w http.ResponseWriter, texts []string) {
	var data []string
	for i := len(texts) - 1; i >= 0; i-- {
		data = append(data, fmt.Sprintf(`{"object":"embedding","index":%d,"embedding":[%d,1,0]}`, i, len(texts[i])))
	}
	_, _ = fmt.Fprintf(w, `{"object":"list","data":[%s],"usage":{}}`, strings.Join(data, ","))
}

func troubleOf(err error) Trouble {
	var e *Error
	if errors.As(err, &e) {
		return e.Trouble
	}
	return ""
}

func TestVectorsComeInTheOrderOfTheTexts(t *testing.T) {
	t.Parallel()
	c, asked := service(t, func(_ int, texts []string, w http.ResponseWriter) { write(w, texts) })
	texts := make([]string, mostTexts+6)
	for i := range texts {
		texts[i] = strings.Repeat("x", i+1)
	}
	got, err := c.Vectors(context.Background(), texts)
	if err != nil || len(got) != len(texts) {
		t.Fatalf("%d vectors, %v", len(got), err)
	}
	for i, v := range got {
		if n := math.Round(float64(v[0] / v[1])); int(n) != i+1 {
			t.Errorf("text %d has the vector of text %g", i+1, n)
		}
		if length := math.Hypot(float64(v[0]), float64(v[1])); math.Abs(length-1) > 1e-6 {
			t.Errorf("text %d has length %g", i+1, length)
		}
	}
	if asked.Load() != 2 {
		t.Errorf("asked %d times, want 2", asked.Load())
	}
}

func TestLongTextsGoInSeveralRequests(t *testing.T) {
	t.Parallel()
	c, asked := service(t, func(_ int, texts []string, w http.ResponseWriter) { write(w, texts) })
	long := strings.Repeat("x", mostBytes/2+1)
	if _, err := c.Vectors(context.Background(), []string{long, long, "a", strings.Repeat(long, 3)}); err != nil {
		t.Fatal(err)
	}
	if asked.Load() != 3 {
		t.Errorf("asked %d times, want 3", asked.Load())
	}
}

func TestServiceThatComesBackIsAskedAgain(t *testing.T) {
	t.Parallel()
	for _, status := range []int{500, 503, 429} {
		c, asked := service(t, func(n int, texts []string, w http.ResponseWriter) {
			if n < tries {
				w.WriteHeader(status)
				return
			}
			write(w, texts)
		})
		if _, err := c.Vectors(context.Background(), []string{"a"}); err != nil || int(asked.Load()) != tries {
			t.Errorf("status %d: asked %d times, %v", status, asked.Load(), err)
		}
	}
}

func TestTroubleIsTold(t *testing.T) {
	t.Parallel()
	vector := func(v string) string { return `{"data":[{"index":0,"embedding":` + v + `}]}` }
	for _, test := range []struct {
		name, body string
		status     int
		want       Trouble
		asked      int
	}{
		{"down", "", 503, Failing, tries},
		{"too many", "", 429, Busy, tries},
		{"no key", "", 401, NoEntry, 1},
		{"wrong key", "", 403, NoEntry, 1},
		{"no model", "", 404, Refused, 1},
		{"no JSON", "<html>", 200, Unreadable, 1},
		{"no data", "{}", 200, WrongCount, 1},
		{"two", `{"data":[{"index":0,"embedding":[1,0,0]},{"index":1,"embedding":[1,0,0]}]}`, 200, WrongCount, 1},
		{"no index", `{"data":[{"embedding":[1,0,0]}]}`, 200, WrongCount, 1},
		{"index beyond", `{"data":[{"index":1,"embedding":[1,0,0]}]}`, 200, WrongCount, 1},
		{"two numbers", vector("[1,0]"), 200, WrongSize, 1},
		{"no numbers", vector("[]"), 200, WrongSize, 1},
		{"null", vector("null"), 200, WrongSize, 1},
		{"only zero", vector("[0,0,0]"), 200, NoDirection, 1},
		{"infinite", vector("[1e999,0,0]"), 200, Unreadable, 1},
		{"words", vector(`["a","b","c"]`), 200, Unreadable, 1},
		{"endless", strings.Repeat(" ", 3*mostOfNumber+mostOfTheRest+1), 200, Unreadable, 1},
	} {
		c, asked := service(t, func(_ int, _ []string, w http.ResponseWriter) {
			w.WriteHeader(test.status)
			_, _ = fmt.Fprint(w, test.body)
		})
		_, err := c.Vectors(context.Background(), []string{"what somebody wrote"})
		if got := troubleOf(err); got != test.want || int(asked.Load()) != test.asked {
			t.Errorf("%s: %q after %d requests, want %q after %d", test.name, got, asked.Load(), test.want, test.asked)
		}
		if s := fmt.Sprint(err); strings.Contains(s, "s3cret") || strings.Contains(s, "wrote") || strings.Contains(s, "127.0.0.1") {
			t.Errorf("%s: the error says %q", test.name, s)
		}
	}
}

func TestServiceMayNotSendUsElsewhere(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("somebody else was asked") }))
	t.Cleanup(elsewhere.Close)
	for _, status := range []int{301, 302, 307, 308} {
		c, _ := service(t, func(_ int, _ []string, w http.ResponseWriter) {
			w.Header().Set("Location", elsewhere.URL)
			w.WriteHeader(status)
		})
		if _, err := c.Vectors(context.Background(), []string{"a"}); troubleOf(err) != Refused {
			t.Errorf("status %d: %v", status, err)
		}
	}
}

func TestSlowServiceIsGivenUp(t *testing.T) {
	t.Parallel()
	c, asked := service(t, func(_ int, texts []string, w http.ResponseWriter) {
		time.Sleep(100 * time.Millisecond)
		write(w, texts)
	})
	c.http.Timeout = 10 * time.Millisecond
	if _, err := c.Vectors(context.Background(), []string{"a"}); troubleOf(err) != TimedOut || int(asked.Load()) != tries {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
	c.http.Timeout = time.Minute
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := c.Vectors(ctx, []string{"a"}); troubleOf(err) != TimedOut {
		t.Errorf("with a deadline: %v", err)
	}
}

func TestServiceThatIsNotThereIsUnreachable(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	c := New(Endpoint{URL: srv.URL, Model: "small"}, "")
	c.pause = time.Millisecond
	if _, err := c.Vectors(context.Background(), []string{"a"}); troubleOf(err) != Unreachable {
		t.Error(err)
	}
}

func TestProbeFindsTheSize(t *testing.T) {
	t.Parallel()
	c, _ := service(t, func(_ int, texts []string, w http.ResponseWriter) { write(w, texts) })
	c.endpoint.Size = 0
	if size, err := c.Probe(context.Background()); size != 3 || err != nil {
		t.Errorf("%d, %v", size, err)
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		" https://Embed.example.org/ ":      "https://embed.example.org",
		"http://10.0.0.4:8080":              "http://10.0.0.4:8080",
		"https://example.org/openai/v1":     "https://example.org/openai",
		"https://example.org/v1/embeddings": "https://example.org",
		"https://example.org/a%2Fb/":        "https://example.org/a%2Fb",
		"":                                  "",
		"embed.example.org":                 "",
		"ftp://example.org":                 "",
		"file:///etc/passwd":                "",
		"https://":                          "",
		"https://:443":                      "",
		"https://user:password@example.org": "",
		"https://example.org/?key=1":        "",
		"https://example.org/#x":            "",
		"javascript:alert(1)":               "",
		"https://example.org\nHost: internal.example.org": "",
	} {
		got, err := Address(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q became %q, %v", typed, got, err)
		}
	}
}

func TestIDNamesHostModelAndSize(t *testing.T) {
	t.Parallel()
	e := Endpoint{URL: "https://embed.example.org:8443/base", Model: "bge-m3", Size: 1024}
	if got := e.ID(); got != "remote:embed.example.org:8443/bge-m3/1024" {
		t.Error(got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"data":[{"index":0,"embedding":[1,0,0]}]}`)
	f.Add(`{"data":[{"index":0,"embedding":[1e308,1e308,-1e308]}]}`)
	f.Add(`{"data":[{"index":0,"embedding":[5e-324,0,0]}]}`)
	c := New(Endpoint{Size: 3}, "")
	f.Fuzz(func(t *testing.T, answer string) {
		got, err := c.read([]byte(answer), 1)
		if err != nil {
			return
		}
		sum := 0.0
		for _, x := range got[0] {
			sum += float64(x) * float64(x)
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Errorf("%s: length %g", answer, math.Sqrt(sum))
		}
	})
}
