package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// beProgram makes the test binary be the program, so that its processes and signals can be tested without another
// build.
const beProgram = "TOUCHSTONE_TEST_BE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(beProgram) == "1" {
		main()
	}
	os.Exit(m.Run())
}

// say runs one command in this process.
func say(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, &o, &e)
	return code, o.String(), e.String()
}

// done runs a command that must work, and returns what it printed.
func done(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errOut := say(t, args...)
	if code != 0 || errOut != "" {
		t.Fatalf("%v: exit %d, %s%s", args, code, out, errOut)
	}
	return out
}

// refused runs a command that must fail with this code, in one line that holds the words.
func refused(t *testing.T, want int, words string, args ...string) {
	t.Helper()
	code, out, errOut := say(t, args...)
	if code != want || !strings.Contains(errOut, words) {
		t.Errorf("%v: exit %d, %q; want %d and %q", args, code, errOut, want, words)
	}
	if !strings.HasPrefix(errOut, "touchstone") || strings.Count(errOut, "\n") != 1 || !strings.HasSuffix(errOut, "\n") || out != "" {
		t.Errorf("%v: not one line: %q (and %q)", args, errOut, out)
	}
}

// process is the program, running.
type process struct {
	cmd  *exec.Cmd
	base string // where it listens

	mu    sync.Mutex
	said  []string
	ended chan struct{} // its output is over
}

// startProgram starts the program and waits until it listens. env is in the form of os.Environ.
func startProgram(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0], args...), ended: make(chan struct{})}
	p.cmd.Env = append(append(os.Environ(), beProgram+"=1"), env...)
	p.cmd.Stderr = os.Stderr
	out, err := p.cmd.StdoutPipe()
	ok(t, err)
	ok(t, p.cmd.Start())
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // nothing to kill when the test has stopped it
		_, _ = p.cmd.Process.Wait()
	})
	listens := make(chan string, 1)
	go p.read(out, listens)
	select {
	case p.base = <-listens:
	case <-p.ended:
		t.Fatalf("%v ended: %v", args, p.output())
	case <-time.After(2 * time.Minute):
		t.Fatalf("%v does not listen: %v", args, p.output())
	}
	return p
}

func (p *process) read(out io.Reader, listens chan<- string) {
	defer close(p.ended)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		p.mu.Lock()
		p.said = append(p.said, lines.Text())
		p.mu.Unlock()
		if at, found := strings.CutPrefix(lines.Text(), "Touchstone listens on "); found {
			listens <- at
		}
	}
}

func (p *process) output() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.said)
}

// stop asks the program to end and returns its exit code.
func (p *process) stop(t *testing.T) int {
	t.Helper()
	ok(t, p.cmd.Process.Signal(syscall.SIGTERM))
	<-p.ended
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return p.cmd.ProcessState.ExitCode()
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// get returns a page's status and text.
func get(t *testing.T, c *http.Client, address string) (int, string) {
	t.Helper()
	resp, err := c.Get(address)
	ok(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	ok(t, err)
	return resp.StatusCode, string(body)
}

// signIn tells whether somebody gets in, by looking at the page of their own account.
func signIn(t *testing.T, base, email, password string) bool {
	t.Helper()
	jar, err := cookiejar.New(nil)
	ok(t, err)
	c := &http.Client{Jar: jar}
	resp, err := c.PostForm(base+"/sign-in", url.Values{"email": {email}, "password": {password}})
	ok(t, err)
	ok(t, resp.Body.Close())
	if resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests {
		t.Fatalf("sign-in of %s: status %d", email, resp.StatusCode)
	}
	_, page := get(t, c, base+"/account")
	return strings.Contains(page, `action="/account/password"`)
}

// passwordOf reads the line EMAIL PASSWORD that user add and user reset print.
func passwordOf(t *testing.T, out, email string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(email) + ` (\S{20,})$`).FindStringSubmatch(out)
	if found == nil {
		t.Fatalf("no password of %s in %q", email, out)
	}
	return found[1]
}
