package encode

import (
	"crypto/sha256"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/text"
)

var updateShipped = flag.Bool("update", false, "write the vectors of the background texts anew")

// TestShippedVectorsAreTheEncodersOwn: the vectors in the file are, to the bit, what the encoder makes of the texts.
func TestShippedVectorsAreTheEncodersOwn(t *testing.T) {
	e := load(bestKernel(), 1)
	var made strings.Builder
	for _, s := range text.Background(text.English) {
		s = prepare(s)
		made.WriteString(record(s, e.encode(s)))
	}
	if *updateShipped {
		if err := os.WriteFile("data/background.bin", []byte(made.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if made.String() != background || background == "" {
		t.Error("data/background.bin is not what the encoder makes of the background texts: go test ./internal/encode -run Shipped -update")
	}
	first := text.Background(text.English)[0]
	if got, want := e.Encode(first), e.encode(prepare(first)); !slices.Equal(got, want) {
		t.Errorf("a shipped text is read as %v, want %v", got[:3], want[:3])
	}
	if ship(sha256.Sum256([]byte("a text that is not shipped"))) != nil {
		t.Error("a text that is not shipped has a shipped vector")
	}
}
