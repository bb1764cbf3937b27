package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"strconv"
	"time"
)

// What one request may hold and how long it may take.
const (
	mostTexts   = 64
	mostBytes   = 128 << 10 // of all its texts together; a single longer text goes alone
	timeLimit   = 20 * time.Second
	tries       = 3
	firstPause  = 500 * time.Millisecond // doubled each time
	longestWait = 10 * time.Second       // of what a service asks for in Retry-After
)

// What an answer may hold.
const (
	largestSize   = 8192
	mostOfNumber  = 32       // bytes one number may take in JSON, with the comma
	mostOfTheRest = 64 << 10 // bytes besides the numbers
)

// Client asks one endpoint. It may be used by many goroutines at once.
type Client struct {
	endpoint Endpoint
	key      string
	http     *http.Client
	pause    time.Duration
}

// New returns a client. The key may be empty: a service within the company may need none.
func New(e Endpoint, key string) *Client {
	return &Client{endpoint: e, key: key, pause: firstPause, http: &http.Client{
		Timeout: timeLimit,
		// The address was set by somebody who may; a service must not send what people wrote to another.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Endpoint is whom the client asks.
func (c *Client) Endpoint() Endpoint { return c.endpoint }

// Probe asks for the vector of one short text, once, and returns its size.
func (c *Client) Probe(ctx context.Context) (int, error) {
	vectors, err := c.ask(ctx, []string{"Touchstone asks whether this service answers."})
	if err != nil {
		return 0, err
	}
	return len(vectors[0]), nil
}

// Vectors returns the vectors of the texts, in their order, each scaled to length one. It asks for some at a time, and
// asks again where the trouble may pass.
func (c *Client) Vectors(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n, size := 0, 0
		for n < min(len(texts), mostTexts) && (n == 0 || size+len(texts[n]) <= mostBytes) {
			size += len(texts[n])
			n++
		}
		vectors, err := c.askAgain(ctx, texts[:n])
		if err != nil {
			return nil, err
		}
		out, texts = append(out, vectors...), texts[n:]
	}
	return out, nil
}

// askAgain asks until there is an answer, the trouble is none that passes, or it has been tried often enough.
func (c *Client) askAgain(ctx context.Context, texts []string) ([][]float32, error) {
	pause := c.pause
	for attempt := 1; ; attempt++ {
		vectors, err := c.ask(ctx, texts)
		var trouble *Error
		if err == nil || attempt == tries || !errors.As(err, &trouble) || !trouble.passes() {
			return vectors, err
		}
		wait := pause
		var asked *waits
		if errors.As(err, &asked) {
			wait = max(wait, asked.wait)
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(wait):
		}
		pause *= 2
	}
}

// waits is an Error of a service that says how long to wait.
type waits struct {
	error
	wait time.Duration
}

func (w *waits) Unwrap() error { return w.error }

// ask asks once.
func (c *Client) ask(ctx context.Context, texts []string) ([][]float32, error) {
	body, err := json.Marshal(struct {
		Model  string   `json:"model"`
		Input  []string `json:"input"`
		Format string   `json:"encoding_format"`
	}{c.endpoint.Model, texts, "float"})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint.URL+"/v1/embeddings", bytes.NewReader(body))
	if err != nil {
		return nil, ErrAddress
	}
	req.Header.Set("Content-Type", "application/json")
	if c.key != "" {
		req.Header.Set("Authorization", "Bearer "+c.key)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, lost(err)
	}
	defer func() { _ = res.Body.Close() }()
	if err := refusal(res); err != nil {
		return nil, err
	}
	answer, err := c.receive(res, len(texts))
	if err != nil {
		return nil, err
	}
	return c.read(answer, len(texts))
}

// receive reads an answer that may hold n vectors, and no more.
func (c *Client) receive(res *http.Response, n int) ([]byte, error) {
	size := c.endpoint.Size
	if size == 0 {
		size = largestSize
	}
	limit := int64(n*size*mostOfNumber + mostOfTheRest)
	answer, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return nil, lost(err)
	}
	if int64(len(answer)) > limit {
		return nil, &Error{Unreadable, res.StatusCode}
	}
	return answer, nil
}

// lost says why there was no answer, without the address, which the error of package net names.
func lost(err error) error {
	var slow net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &slow) && slow.Timeout() {
		return &Error{Trouble: TimedOut}
	}
	return &Error{Trouble: Unreachable}
}

// refusal says what an answer of another status than 200 means.
func refusal(res *http.Response) error {
	switch status := res.StatusCode; {
	case status == http.StatusOK:
		return nil
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return &Error{NoEntry, status}
	case status == http.StatusTooManyRequests:
		return &waits{&Error{Busy, status}, retryAfter(res)}
	case status >= http.StatusInternalServerError:
		return &waits{&Error{Failing, status}, retryAfter(res)}
	default:
		return &Error{Refused, status}
	}
}

func retryAfter(res *http.Response) time.Duration {
	seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, longestWait)
}

// read takes n vectors out of an answer, each at the place its index names.
func (c *Client) read(answer []byte, n int) ([][]float32, error) {
	var got struct {
		Data []struct {
			Index     *int      `json:"index"`
			Embedding []float64 `json:"embedding"`
		} `json:"data"`
	}
	if json.Unmarshal(answer, &got) != nil {
		return nil, &Error{Unreadable, http.StatusOK}
	}
	if len(got.Data) != n {
		return nil, &Error{WrongCount, http.StatusOK}
	}
	out := make([][]float32, n)
	size := c.endpoint.Size
	if size == 0 {
		size = len(got.Data[0].Embedding)
	}
	for _, d := range got.Data {
		if d.Index == nil || *d.Index < 0 || *d.Index >= n || out[*d.Index] != nil {
			return nil, &Error{WrongCount, http.StatusOK}
		}
		if len(d.Embedding) != size || size == 0 || size > largestSize {
			return nil, &Error{WrongSize, http.StatusOK}
		}
		vector, ok := direction(d.Embedding)
		if !ok {
			return nil, &Error{NoDirection, http.StatusOK}
		}
		out[*d.Index] = vector
	}
	return out, nil
}

// direction scales a vector to length one, and tells whether that can be done.
func direction(v []float64) ([]float32, bool) {
	largest := 0.0
	for _, x := range v {
		largest = max(largest, math.Abs(x))
	}
	if !(largest > 0) || math.IsInf(largest, 0) {
		return nil, false
	}
	sum := 0.0
	for _, x := range v {
		part := x / largest // so that no square is too large
		sum += float64(part * part)
	}
	length := math.Sqrt(sum)
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(x / largest / length)
	}
	return out, true
}
