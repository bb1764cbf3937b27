package encode

import (
	"container/list"
	"crypto/sha256"
	"sync"
)

// remembered is how many texts' vectors are kept: 2 KB each, so some 9 MB.
const remembered = 4096

// cache keeps the vectors of the texts asked for most recently, by the SHA-256 of the text.
type cache struct {
	most int

	mu      sync.Mutex
	entries map[[sha256.Size]byte]*list.Element
	recent  *list.List // of *entry, the most recent first
}

type entry struct {
	key    [sha256.Size]byte
	once   sync.Once
	vector []float32
}

func newCache(most int) *cache {
	return &cache{most: most, entries: map[[sha256.Size]byte]*list.Element{}, recent: list.New()}
}

// get returns the vector of a text, which it lets encode make when it has none. Goroutines that ask for the same
// text wait for the one that was first.
func (c *cache) get(key [sha256.Size]byte, encode func() []float32) []float32 {
	e := c.entry(key)
	e.once.Do(func() { e.vector = encode() })
	return e.vector
}

// entry returns the entry of a text, and makes it when there is none.
func (c *cache) entry(key [sha256.Size]byte) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, found := c.entries[key]; found {
		c.recent.MoveToFront(at)
		return at.Value.(*entry)
	}
	e := &entry{key: key}
	c.entries[key] = c.recent.PushFront(e)
	if c.recent.Len() > c.most {
		oldest := c.recent.Remove(c.recent.Back()).(*entry)
		delete(c.entries, oldest.key)
	}
	return e
}
