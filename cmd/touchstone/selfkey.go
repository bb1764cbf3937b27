package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// selfKeyFile is where the key to the pseudonyms of self-identification stands beside a SQLite database. It is no part
// of a backup: whoever holds a backup alone can join no form to a person.
const selfKeyFile = "self-identification.key"

// leastSelfKey is how many characters a key from the environment has at least.
const leastSelfKey = 32

// selfKey is the key to the pseudonyms of self-identification: from the environment, or a file it names, so that all
// replicas have the same; else, beside a SQLite database, from a file that is made once. With PostgreSQL and nothing in
// the environment there is none, and the form is not offered: a key made by one replica would be another's riddle.
func (w where) selfKey() ([]byte, error) {
	key := os.Getenv("TOUCHSTONE_SELF_IDENTIFICATION_KEY")
	if name := os.Getenv("TOUCHSTONE_SELF_IDENTIFICATION_KEY_FILE"); name != "" {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, usageError{fmt.Errorf("TOUCHSTONE_SELF_IDENTIFICATION_KEY_FILE: %w", err)}
		}
		key = strings.TrimSpace(string(b))
	}
	switch {
	case key != "" && len(key) < leastSelfKey:
		return nil, badUsage("TOUCHSTONE_SELF_IDENTIFICATION_KEY needs at least %d characters drawn at random", leastSelfKey)
	case key != "":
		return []byte(key), nil
	case os.Getenv("DATABASE_URL") != "":
		return nil, nil
	}
	return readOrMakeKey(filepath.Join(w.data, selfKeyFile))
}

// readOrMakeKey reads a key, or makes the file once, readable by its owner alone. Of two programs that start at once
// one makes it and the other reads it.
func readOrMakeKey(path string) ([]byte, error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.WriteString(hex.EncodeToString(b) + "\n")
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	key, err := os.ReadFile(path)
	if err == nil && len(strings.TrimSpace(string(key))) < leastSelfKey {
		err = fmt.Errorf("%s holds no key; restore it, or remove it to begin anew: what was given under the old one can then neither be counted by group nor deleted by link", path)
	}
	return []byte(strings.TrimSpace(string(key))), err
}
