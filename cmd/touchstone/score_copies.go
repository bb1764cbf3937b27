package main

import (
	"math"

	"touchstone/internal/scoring"
)

// Candidates who gave nearly the same answer are found without holding every answer against every other. Two texts
// whose runs of three words have a Jaccard of .9 agree, in each of 32 ways of shuffling all runs, with probability .9
// on which of their runs comes first (MinHash, Broder 1997). Four such ways together make one of eight signatures; two
// such texts share at least one with probability 1 − (1 − .9⁴)⁸ = .9998, unlike ones hardly ever. Answers that share a
// signature are then compared word by word, as the engine does. The signatures are sorted outside memory.
const (
	signatures      = 8
	waysEach        = 4
	runWords        = 3
	fewestSigned    = 12 // words; the engine holds no shorter answers against each other
	heldAgainst     = 8  // answers each answer of a signature is compared with at most, so that the cost stays linear
	wayMultiplier   = 0x9e3779b97f4a7c15
	wordOffset      = 14695981039346656037
	wordPrime       = 1099511628211
	firstOtherBytes = 0x80
)

// sign notes the signatures of a candidate's answer.
func (in *scoreInput) sign(answer string, question, at, place uint64) error {
	least, ok := leastRuns(answer)
	if !ok {
		return nil
	}
	for s := range uint64(signatures) {
		h := mixed(question*signatures + s)
		for _, v := range least[s*waysEach : (s+1)*waysEach] {
			h = mixed(h ^ v)
		}
		if err := in.signatures.add(entry{h, at, place}); err != nil {
			return err
		}
	}
	return nil
}

// leastRuns returns, for each way of shuffling, the run that comes first. ok is false for a text too short to tell.
// Words are told apart coarsely and fast here; what is found is looked at properly afterwards.
func leastRuns(answer string) (least [signatures * waysEach]uint64, ok bool) {
	for i := range least {
		least[i] = math.MaxUint64
	}
	var before [runWords]uint64
	words, word := 0, uint64(wordOffset)
	inWord := false
	end := func() {
		if !inWord {
			return
		}
		inWord = false
		words++
		copy(before[:], before[1:])
		before[runWords-1], word = word, wordOffset
		if words < runWords {
			return
		}
		h := uint64(0)
		for _, w := range before {
			h = mixed(h ^ w)
		}
		for i := range least {
			least[i] = min(least[i], h*(wayMultiplier+2*uint64(i)*wordPrime)^h>>29)
		}
	}
	for i := range len(answer) {
		c := answer[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
			fallthrough
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= firstOtherBytes:
			word, inWord = (word^uint64(c))*wordPrime, true
		default:
			end()
		}
	}
	end()
	return least, words >= fewestSigned
}

// mixed spreads a word's bits (the finaliser of SplitMix64, Steele, Lea & Flood 2014).
func mixed(x uint64) uint64 {
	x += wayMultiplier
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// findCopies marks the candidates' rows that hold nearly the same answer as another candidate's.
func (in *scoreInput) findCopies() error {
	in.copied = make([]uint64, in.count/64+1)
	for same, err := range groups(in.signatures.sorted()) {
		if err != nil {
			return err
		}
		if len(same) > 1 {
			if err := in.compare(same); err != nil {
				return err
			}
		}
	}
	in.signatures.close()
	return nil
}

// compare holds each answer of one signature against the first few unlike ones.
func (in *scoreInput) compare(same []entry) error {
	var texts []string
	var first []uint64
	for _, e := range same {
		cells, err := in.at(e[2])
		if err != nil {
			return err
		}
		met := false
		for i, t := range texts {
			if scoring.NearDuplicates(in.lang, t, cells[3]) {
				in.mark(first[i])
				in.mark(e[1])
				met = true
				break
			}
		}
		if !met && len(texts) < heldAgainst {
			texts, first = append(texts, cells[3]), append(first, e[1])
		}
	}
	return nil
}

func (in *scoreInput) mark(row uint64) { in.copied[row/64] |= 1 << (row % 64) }

func (in *scoreInput) isCopied(row uint64) bool { return in.copied[row/64]>>(row%64)&1 == 1 }
