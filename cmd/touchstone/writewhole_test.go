package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAFileNeverTakesThePlaceOfAPipeOrOfALink(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	pipe, link, target := filepath.Join(folder, "pipe"), filepath.Join(folder, "link"), filepath.Join(folder, "target")
	ok(t, syscall.Mkfifo(pipe, 0o600))
	ok(t, os.WriteFile(target, []byte("old"), 0o600))
	ok(t, os.Symlink(target, link))
	answers := scoreFile(t, "a.csv", csvOf(scoreAnswers()))
	want := done(t, "score", "-answers", answers)
	read := make(chan string, 1)
	go func() {
		f, err := os.OpenFile(pipe, os.O_RDWR, 0) // so that neither end waits for the other
		if err != nil {
			read <- err.Error()
			return
		}
		got := make([]byte, len(want))
		if _, err := io.ReadFull(f, got); err != nil {
			got = []byte(err.Error())
		}
		read <- string(got)
		_ = f.Close()
	}()
	for _, to := range []string{pipe, link} {
		done(t, "score", "-answers", answers, "-o", to)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode().Type() != os.ModeNamedPipe {
		t.Fatalf("the pipe is now %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != os.ModeSymlink {
		t.Errorf("the link is now %v, %v", info.Mode(), err)
	}
	if written, err := os.ReadFile(target); err != nil || string(written) != want {
		t.Errorf("what the link leads to holds %q, %v", written, err)
	}
	if got := <-read; got != want {
		t.Errorf("through the pipe came %q", got)
	}
}
