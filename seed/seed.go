// Package seed holds what Touchstone comes with: the starter library of ten values and five service traits, with
// their questions in every language. It is data in JSON files that people can read and mend; this package turns it
// into nouns.
package seed

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"touchstone/internal/hiring"
)

//go:embed library
var files embed.FS

// LibraryValue is one value of the starter library with its questions.
type LibraryValue = hiring.LibraryValue

// keys is the order of the library: values first, then the traits to look for in people who serve.
func keys() []string {
	return []string{
		"honesty", "respect", "integrity", "autonomy", "quality", "listening", "communication", "personalisation", "speed", "loyalty",
		"motivation", "self-awareness", "positive-attitude", "adaptability", "empathy",
	}
}

// library reads the files once, on first use, so that starting the program does not wait for it.
var library = sync.OnceValues(load)

// Library returns the starter library in its order. It is shared: do not change what it returns.
func Library() ([]LibraryValue, error) { return library() }

func load() ([]LibraryValue, error) {
	out := make([]LibraryValue, 0, len(keys()))
	for _, key := range keys() {
		data, err := files.ReadFile("library/" + key + ".json")
		if err != nil {
			return nil, fmt.Errorf("seed: %w", err)
		}
		v, err := parse(key, data)
		if err != nil {
			return nil, fmt.Errorf("seed: library/%s.json: %w", key, err)
		}
		out = append(out, v)
	}
	return out, nil
}

// valueFile is one file of the library.
type valueFile struct {
	Key       string             `json:"key"`
	Kind      hiring.LibraryKind `json:"kind"`
	Name      hiring.Words       `json:"name"`
	Meaning   hiring.Words       `json:"meaning"`
	Action    hiring.Words       `json:"action"`
	Behaviors []hiring.Words     `json:"behaviors"`
	Metrics   []string           `json:"metrics"`
	Questions []questionFile     `json:"questions"`
}

// questionFile is a question in a file of the library: a wording under a key.
type questionFile struct {
	Key string `json:"key"`
	hiring.Wording
}

// parse reads one file. A misspelt field is an error: it would be a text silently lost.
func parse(key string, data []byte) (LibraryValue, error) {
	var f valueFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return LibraryValue{}, err
	}
	if _, err := d.Token(); err != io.EOF {
		return LibraryValue{}, fmt.Errorf("something follows the value")
	}
	if f.Key != key {
		return LibraryValue{}, fmt.Errorf("its key is %q", f.Key)
	}
	v := LibraryValue{Kind: f.Kind, Value: hiring.Value{
		Library: key, Name: f.Name, Meaning: f.Meaning, Action: f.Action, Behaviors: f.Behaviors, Metrics: f.Metrics,
	}}
	for _, q := range f.Questions {
		v.Questions = append(v.Questions, hiring.LibraryQuestion{Key: q.Key, Wording: q.Wording})
	}
	return v, nil
}
