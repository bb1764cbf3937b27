package pdf

import (
	"crypto/sha256"
	"sync"
	"time"
)

// What is kept of documents that were printed: so many, so large together, for so long. A link that is asked for again
// and again starts one browser, not one each time.
const (
	keptMost  = 32
	keptBytes = 16 << 20
	keptFor   = 5 * time.Minute
)

// key is a document by its content and its paper: whoever has the same page to print gets the same file.
type key [sha256.Size]byte

func keyOf(html string, paper Paper) key {
	return sha256.Sum256([]byte(string(paper) + "\n" + html))
}

// kept holds what was printed last, in memory only: a document nobody can ask for any more is gone minutes later.
type kept struct {
	mu    sync.Mutex
	docs  []document // oldest first
	bytes int
}

type document struct {
	key   key
	bytes []byte
	at    time.Time
}

// find returns a document that is still kept, or nil.
func (k *kept) find(want key, now time.Time) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forget(now)
	for _, d := range k.docs {
		if d.key == want {
			return d.bytes
		}
	}
	return nil
}

// add keeps a document. One that would fill half the room alone is not kept.
func (k *kept) add(as key, doc []byte, now time.Time) {
	if len(doc) > keptBytes/2 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.docs, k.bytes = append(k.docs, document{as, doc, now}), k.bytes+len(doc)
	k.forget(now)
}

// forget drops the oldest until the rest may stay.
func (k *kept) forget(now time.Time) {
	for len(k.docs) > 0 && (len(k.docs) > keptMost || k.bytes > keptBytes || now.Sub(k.docs[0].at) > keptFor) {
		k.bytes -= len(k.docs[0].bytes)
		k.docs[0] = document{} // or the array behind the slice would hold it
		k.docs = k.docs[1:]
	}
}
