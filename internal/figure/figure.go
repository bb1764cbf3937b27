// Package figure turns statistics into what a report prints or hands to a machine: an undefined figure keeps its
// reason in both.
package figure

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"touchstone/internal/stats"
)

// Number is a figure: in JSON a number, or {"undefined": reason}.
type Number stats.Figure

// MarshalJSON writes the number, or why there is none.
func (n Number) MarshalJSON() ([]byte, error) {
	if n.Undefined != "" {
		return json.Marshal(map[string]string{"undefined": n.Undefined})
	}
	return json.Marshal(n.Value)
}

// Text is the number with so many decimals, or – and the reason.
func (n Number) Text(decimals int) string {
	if n.Undefined != "" {
		return "– (" + n.Undefined + ")"
	}
	return fixed(n.Value, decimals)
}

// P is the number as a p-value: three significant digits, and never 0.
func (n Number) P() string {
	switch {
	case n.Undefined != "":
		return "–"
	case n.Value < .0001:
		return "<.0001"
	}
	return strconv.FormatFloat(n.Value, 'f', 4, 64)
}

// Short is Text without the reason.
func (n Number) Short(decimals int) string {
	if n.Undefined != "" {
		return "–"
	}
	return fixed(n.Value, decimals)
}

// fixed has no sign before a zero.
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

// Range is an interval: in JSON {"lo", "hi", "level"}, or {"undefined": reason}.
type Range stats.Interval

// MarshalJSON writes the interval, or why there is none.
func (r Range) MarshalJSON() ([]byte, error) {
	if r.Undefined != "" {
		return json.Marshal(map[string]string{"undefined": r.Undefined})
	}
	return json.Marshal(struct {
		Lo    float64 `json:"lo"`
		Hi    float64 `json:"hi"`
		Level float64 `json:"level"`
	}{r.Lo, r.Hi, r.Level})
}

// Text is the interval with so many decimals.
func (r Range) Text(decimals int) string {
	if r.Undefined != "" {
		return "–"
	}
	return fmt.Sprintf("%s to %s", fixed(r.Lo, decimals), fixed(r.Hi, decimals))
}
