package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheKeyOfSelfIdentificationIsMadeOnceAndForItsOwnerAlone(t *testing.T) {
	w := where{data: t.TempDir()}
	t.Setenv("DATABASE_URL", "")
	first, err := w.selfKey()
	if err != nil || len(first) < leastSelfKey {
		t.Fatalf("%d characters, %v", len(first), err)
	}
	again, err := w.selfKey()
	if err != nil || string(again) != string(first) {
		t.Errorf("a second start has another key: %v", err)
	}
	info, err := os.Stat(filepath.Join(w.data, selfKeyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(filepath.Join(w.data, selfKeyFile), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.selfKey(); err == nil {
		t.Error("a file that holds no key was taken for one")
	}
}

func TestReplicasTakeTheKeyFromTheEnvironmentOrHaveNone(t *testing.T) {
	w := where{data: t.TempDir()}
	t.Setenv("DATABASE_URL", "postgres://host/db")
	if key, err := w.selfKey(); key != nil || err != nil {
		t.Errorf("%q %v, want no key", key, err)
	}
	t.Setenv("TOUCHSTONE_SELF_IDENTIFICATION_KEY", "too short")
	if _, err := w.selfKey(); err == nil {
		t.Error("a short key was taken")
	}
	t.Setenv("TOUCHSTONE_SELF_IDENTIFICATION_KEY", strings.Repeat("k", leastSelfKey))
	if key, err := w.selfKey(); len(key) != leastSelfKey || err != nil {
		t.Errorf("%q %v", key, err)
	}
	file := filepath.Join(w.data, "key")
	if err := os.WriteFile(file, []byte(strings.Repeat("f", leastSelfKey)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TOUCHSTONE_SELF_IDENTIFICATION_KEY_FILE", file)
	if key, err := w.selfKey(); string(key) != strings.Repeat("f", leastSelfKey) || err != nil {
		t.Errorf("%q %v", key, err)
	}
	if _, err := os.Stat(filepath.Join(w.data, selfKeyFile)); err == nil {
		t.Error("a file was made although the key comes from the environment")
	}
}
