package main

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"io"
	"iter"
	"os"
	"slices"
)

// entry is a fixed-size note about a row, compared word by word.
type entry [3]uint64

const (
	entrySize   = 24
	sorterHolds = 1 << 20 // entries in memory: 24 MB
)

func (a entry) compare(b entry) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]))
}

// sorter sorts any number of entries in bounded memory: what does not fit is written, sorted, to a temporary file and
// merged when it is read.
type sorter struct {
	folder string
	holds  int
	memory []entry
	runs   []*os.File
}

func newSorter(folder string) *sorter { return &sorter{folder: folder, holds: sorterHolds} }

func (s *sorter) add(e entry) error {
	s.memory = append(s.memory, e)
	if len(s.memory) < s.holds {
		return nil
	}
	return s.spill()
}

func (s *sorter) spill() error {
	slices.SortFunc(s.memory, entry.compare)
	f, err := os.CreateTemp(s.folder, "run")
	if err != nil {
		return err
	}
	s.runs = append(s.runs, f)
	w := bufio.NewWriterSize(f, 1<<16)
	var raw [entrySize]byte
	for _, e := range s.memory {
		for i, word := range e {
			binary.LittleEndian.PutUint64(raw[8*i:], word)
		}
		if _, err := w.Write(raw[:]); err != nil {
			return err
		}
	}
	s.memory = s.memory[:0]
	return w.Flush()
}

// sorted yields every entry in ascending order, once.
func (s *sorter) sorted() iter.Seq2[entry, error] {
	slices.SortFunc(s.memory, entry.compare)
	return func(yield func(entry, error) bool) {
		if len(s.runs) == 0 {
			for _, e := range s.memory {
				if !yield(e, nil) {
					return
				}
			}
			return
		}
		if err := s.merge(yield); err != nil {
			yield(entry{}, err)
		}
	}
}

func (s *sorter) merge(yield func(entry, error) bool) error {
	if err := s.spill(); err != nil {
		return err
	}
	s.memory = nil
	var h runHeap
	for _, f := range s.runs {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		r := &sortedRun{in: bufio.NewReaderSize(f, 1<<16)}
		if more, err := r.advance(); err != nil {
			return err
		} else if more {
			h = append(h, r)
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		if !yield(h[0].head, nil) {
			return nil
		}
		more, err := h[0].advance()
		if err != nil {
			return err
		}
		if more {
			heap.Fix(&h, 0)
		} else {
			heap.Pop(&h)
		}
	}
	return nil
}

// close lets go of the temporary files.
func (s *sorter) close() {
	for _, f := range s.runs {
		_ = f.Close()           // nothing more is read from it
		_ = os.Remove(f.Name()) // and the folder goes after it
	}
	s.runs, s.memory = nil, nil
}

// sortedRun is a sorted run being read.
type sortedRun struct {
	in   *bufio.Reader
	head entry
}

func (r *sortedRun) advance() (more bool, err error) {
	var raw [entrySize]byte
	if _, err := io.ReadFull(r.in, raw[:]); err == io.EOF {
		return false, nil
	} else if err != nil {
		return false, err
	}
	for i := range r.head {
		r.head[i] = binary.LittleEndian.Uint64(raw[8*i:])
	}
	return true, nil
}

type runHeap []*sortedRun

func (h runHeap) Len() int           { return len(h) }
func (h runHeap) Less(i, j int) bool { return h[i].head.compare(h[j].head) < 0 }
func (h runHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)        { *h = append(*h, x.(*sortedRun)) }
func (h *runHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
