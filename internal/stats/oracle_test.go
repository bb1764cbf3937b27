package stats

import (
	"fmt"
	"maps"
	"testing"

	"touchstone/internal/testkit/oracle"
)

// TestOracle holds this package against every oracle it answers for.
func TestOracle(t *testing.T) {
	t.Parallel()
	answers := measurementOracles()
	maps.Copy(answers, reliabilityOracles())
	maps.Copy(answers, fairnessOracles())
	maps.Copy(answers, validityOracles())
	oracle.Run(t, oracle.Stats, plain, answers)
}

// plain turns this package's figures into what the oracles compare.
func plain(v any) any {
	switch v := v.(type) {
	case Figure:
		switch {
		case v.Defined():
			return v.Value
		case v.Value != 0:
			return fmt.Sprintf("undefined (%s) with the number %v", v.Undefined, v.Value)
		}
		return oracle.Undefined(v.Undefined)
	case Interval:
		switch {
		case v.Defined():
			return []float64{v.Lo, v.Hi}
		case v.Lo != 0 || v.Hi != 0:
			return fmt.Sprintf("undefined (%s) with numbers %v, %v", v.Undefined, v.Lo, v.Hi)
		}
		return oracle.Undefined(v.Undefined)
	}
	return v
}
