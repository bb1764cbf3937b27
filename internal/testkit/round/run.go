package round

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"touchstone/internal/app"
	"touchstone/internal/store"
)

// Fill makes a round with n candidates in a new database at file, and closes it again.
func Fill(ctx context.Context, file string, n int) ([]string, error) {
	st, err := store.Open(ctx, store.Config{Path: file})
	if err != nil {
		return nil, err
	}
	tokens, err := New(ctx, app.New(st, app.Config{}), n)
	if closeErr := st.Close(); err == nil {
		err = closeErr
	}
	return tokens, err
}

// FillInterviews sets an interview with each of a filled database's candidates, all begun, and returns what saves the
// notes of each.
func FillInterviews(ctx context.Context, file string) ([]Saver, error) {
	st, err := store.Open(ctx, store.Config{Path: file})
	if err != nil {
		return nil, err
	}
	savers, err := interviews(ctx, app.New(st, app.Config{}))
	if closeErr := st.Close(); err == nil {
		err = closeErr
	}
	return savers, err
}

// Process is the program serving a data folder.
type Process struct {
	Base string
	Cmd  *exec.Cmd
	// FirstByte is how long it took from the start of the process to the first byte of a page.
	FirstByte time.Duration
}

// Serve starts the binary on a data folder and waits until it answers.
func Serve(ctx context.Context, binary, data string) (*Process, error) {
	addr, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return ServeAt(ctx, binary, data, addr)
}

// ServeAt starts the binary at an address, which may be that of a process that has ended.
func ServeAt(ctx context.Context, binary, data, addr string) (*Process, error) {
	return serveAt(ctx, binary, data, addr, "")
}

// ServeOn starts the binary on a database: PostgreSQL's address, or "" for the SQLite file in the data folder.
func ServeOn(ctx context.Context, binary, data, databaseURL string) (*Process, error) {
	addr, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return serveAt(ctx, binary, data, addr, databaseURL)
}

func serveAt(ctx context.Context, binary, data, addr, databaseURL string) (*Process, error) {
	cmd := exec.CommandContext(ctx, binary, "serve", "-addr", addr, "-data", data)
	cmd.Env = append(os.Environ(), "TOUCHSTONE_URL=http://"+addr, "DATABASE_URL="+databaseURL)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{Base: "http://" + addr, Cmd: cmd}
	for time.Since(began) < 20*time.Second {
		if p.answers() {
			p.FirstByte = time.Since(began)
			return p, nil
		}
		time.Sleep(2 * time.Millisecond)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return nil, fmt.Errorf("the server did not answer:\n%s", said.String())
}

func (p *Process) answers() bool {
	resp, err := http.Get(p.Base + "/sign-in")
	if err != nil {
		return false
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = bufio.NewReader(resp.Body).ReadByte()
	return err == nil && resp.StatusCode == http.StatusOK
}

// Kill ends the process at once, as a power cut would, and waits until it is gone.
func (p *Process) Kill() {
	_ = p.Cmd.Process.Kill()
	_ = p.Cmd.Wait()
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String(), nil
}

// Saver saves one text again and again, as the page's script does: a candidate's answer, or an interviewer's notes.
type Saver struct {
	Client  *http.Client
	Base    string
	Path    string // where it is put
	Field   string // of the body, which the text goes into
	Version int
}

// AnswerSaver saves the text of the first question of one candidate.
func AnswerSaver(token string) Saver { return Saver{Path: "/q/" + token + "/answers/1", Field: "text"} }

// Save sends a text and tells whether it was acknowledged; a save that was not leaves Version as it was.
func (s *Saver) Save(ctx context.Context, text string) (bool, error) {
	body, err := json.Marshal(map[string]any{"version": s.Version, s.Field: text})
	if err != nil {
		return false, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, s.Base+s.Path, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.Client.Do(req)
	if err != nil {
		return false, err
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return false, err
	}
	var got struct{ Version int }
	if err := json.Unmarshal(answer, &got); err != nil {
		return false, fmt.Errorf("status %d: %s", resp.StatusCode, answer)
	}
	switch resp.StatusCode {
	case http.StatusOK:
		s.Version = got.Version
		return true, nil
	case http.StatusConflict:
		// The save before this one arrived, and its acknowledgement was lost with the server: go on from there.
		s.Version = got.Version
		return false, nil
	default:
		return false, fmt.Errorf("status %d: %s", resp.StatusCode, answer)
	}
}
