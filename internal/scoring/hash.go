package scoring

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash/fnv"
	"math/rand/v2"
)

// Hash names the definition: the SHA-256, in hex, of its canonical JSON (object keys sorted, incumbents by id,
// defaults filled in), with the engine's version and the ids of the text representations. Any change of a question,
// an answer or the engine is another hash, and so another benchmark.
func (d Definition) Hash() string {
	d = d.normalised()
	sum := sha256.Sum256(canonicalJSON(struct {
		Definition      Definition `json:"definition"`
		Representations []string   `json:"representations"`
	}{d, textRepresentations(d)}))
	return hex.EncodeToString(sum[:])
}

// canonicalJSON writes v as JSON with sorted keys. The values are plain data, so writing them cannot fail; a number
// keeps the digits Go gives it.
func canonicalJSON(v any) []byte {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil // an infinite weight, which Build refuses by name
	}
	decoder := json.NewDecoder(bytes.NewReader(plain))
	decoder.UseNumber()
	var tree any
	if decoder.Decode(&tree) != nil {
		return plain
	}
	sorted, err := json.Marshal(tree)
	if err != nil {
		return plain
	}
	return sorted
}

// seedOf is the seed of everything random in a benchmark: the definition's own, or the head of its hash.
func seedOf(d Definition, hash string) uint64 {
	if d.Seed != 0 {
		return d.Seed
	}
	raw, err := hex.DecodeString(hash)
	if err != nil || len(raw) < 8 {
		return 1
	}
	return binary.BigEndian.Uint64(raw)
}

// random returns the generator for one purpose: the same seed and label give the same numbers, whatever else was
// drawn before.
func random(seed uint64, label string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(label)) // a hash.Hash never fails to write
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}
