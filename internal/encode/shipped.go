package encode

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"math"
	"strings"
	"sync"
)

// The vectors of the background texts, against which every English benchmark is read: a program that is just started
// would need a second for them. Each is the SHA-256 of the prepared text and its Size numbers, little-endian. A test
// holds the file against what the encoder makes of the texts, and writes it anew with -update.
//
//go:embed data/background.bin
var background string

const shippedRecord = sha256.Size + 4*Size

// shipped is where in background the vector of a text lies.
var shipped = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for at := 0; at+shippedRecord <= len(background); at += shippedRecord {
		out[background[at:at+sha256.Size]] = at + sha256.Size
	}
	return out
})

// ship returns the vector of a text that is shipped with the program, by the SHA-256 of the prepared text; nil for others.
func ship(key [sha256.Size]byte) []float32 {
	at, found := shipped()[string(key[:])]
	if !found {
		return nil
	}
	out, numbers := make([]float32, Size), []byte(background[at:at+4*Size])
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(numbers[4*i:]))
	}
	return out
}

// record writes what ship reads.
func record(prepared string, vector []float32) string {
	key := sha256.Sum256([]byte(prepared))
	var b strings.Builder
	b.Write(key[:])
	for _, x := range vector {
		b.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(x)))
	}
	return b.String()
}
