package testkit_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// bareMachine is a PATH with a shell and nothing the tests need. Its apt-get writes down what it is asked for.
func bareMachine(t *testing.T, uid int) (path, asked string) {
	t.Helper()
	path, asked = t.TempDir(), filepath.Join(t.TempDir(), "asked")
	for name, script := range map[string]string{
		"id":        fmt.Sprintf("echo %d", uid),
		"ls":        "exit 2",
		"apt-cache": "exit 0",
		"apt-get":   `echo "$@" >> ` + asked,
	} {
		if err := os.WriteFile(filepath.Join(path, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return path, asked
}

func tools(path string) (string, error) {
	cmd := exec.Command("/bin/sh", "tools.sh")
	cmd.Env = []string{"PATH=" + path}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestToolsAreInstalledByRootAndNamedToOthers(t *testing.T) {
	t.Parallel()
	path, asked := bareMachine(t, 0)
	if out, err := tools(path); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got, err := os.ReadFile(asked)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"update", "install", " chromium-headless-shell", " postgresql", " gcc", " libc6-dev"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("%q is not asked of apt-get:\n%s", want, got)
		}
	}
	path, asked = bareMachine(t, 1000)
	out, err := tools(path)
	if err == nil || !strings.Contains(out, "chromium-headless-shell fonts-dejavu-core postgresql gcc libc6-dev") {
		t.Errorf("not root: %v, %q", err, out)
	}
	if _, err := os.Stat(asked); err == nil {
		t.Error("not root, and installed all the same")
	}
}

func TestToolsInstallsNothingWhereAllIsThere(t *testing.T) {
	t.Parallel()
	path, asked := bareMachine(t, 0)
	for _, name := range []string{"chromium-headless-shell", "initdb", "cc"} {
		if err := os.WriteFile(filepath.Join(path, name), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := tools(path); err != nil || out != "" {
		t.Errorf("%v: %q", err, out)
	}
	if _, err := os.Stat(asked); err == nil {
		t.Error("installed something")
	}
}
