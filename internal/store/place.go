package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Place is where a page of a pipeline begins or ends: a candidate's place in an order. It stands for the values that
// the order goes by and not for a count of rows, so that whoever comes in meanwhile moves nobody to another page.
type Place struct {
	run    int     // which run of the order
	key    float64 // what the run is ordered by first; 0 where it goes by number alone
	number int     // of the application
}

// What a place may be: an address is written by whoever likes.
const (
	mostRuns    = 9
	mostNumber  = math.MaxInt32
	longestText = 40
)

// String writes a place for an address: letters, digits and dots. The key keeps its last bit.
func (p Place) String() string {
	return fmt.Sprintf("%d.%016x.%d", p.run, math.Float64bits(p.key), p.number)
}

// ParsePlace reads what String wrote; anything else is no place.
func ParsePlace(s string) (*Place, bool) {
	if len(s) > longestText {
		return nil, false
	}
	parts := strings.Split(s, ".")
	if len(parts) != 3 || len(parts[1]) != 16 {
		return nil, false
	}
	run, err := strconv.ParseUint(parts[0], 10, 8)
	if err != nil || run >= mostRuns {
		return nil, false
	}
	bits, err := strconv.ParseUint(parts[1], 16, 64)
	if err != nil {
		return nil, false
	}
	number, err := strconv.ParseUint(parts[2], 10, 32)
	key := math.Float64frombits(bits)
	if err != nil || number > mostNumber || math.IsNaN(key) || math.Abs(key) > math.MaxInt64/2 {
		return nil, false
	}
	return &Place{run: int(run), key: key, number: int(number)}, true
}
