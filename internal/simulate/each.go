package simulate

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
)

// each does something for every company of a study, several at a time. What is done for a company depends on its
// number and the seed alone, and is written to the company's own place.
func each(ctx context.Context, s Settings, study string, do func(company int, rng *rand.Rand) error) error {
	var next atomic.Int64
	errs := make([]error, s.Companies)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < s.Companies && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				errs[i] = do(i, random(s.Seed, study, i))
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func random(seed uint64, study string, company int) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(study)) // a hash.Hash never fails to write
	return rand.New(rand.NewPCG(seed, h.Sum64()+uint64(company)))
}
