package oracle

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Undefined answers that a figure does not exist, and why.
type Undefined string

// Object answers with a figure that has parts. An oracle may ask for the figure alone or for the parts by name.
type Object struct {
	Figure any
	Parts  map[string]any
}

// Near answers with a figure that the oracle itself knows less exactly than its file says: a program's result of a
// search that stops early. The answer states how near is near.
type Near struct {
	Figure any
	Abs    float64
}

// code is a warning's machine-readable code at the beginning of its text, such as zero_variance_item:2.
var code = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)+(:[0-9]+)?( |$)`)

// prose are the expected keys that say something to the reader and nothing about the answer.
func prose(key string) bool { return key == "note" || key == "reason" || key == "bin_rule" }

// simplify turns a package's values into floats, strings, booleans, []any, map[string]any, Undefined and Object.
func simplify(plain func(any) any, v any) any {
	v = plain(v)
	switch v := v.(type) {
	case nil, float64, string, bool, Undefined, error:
		return v
	case Object:
		return Object{simplify(plain, v.Figure), simplify(plain, v.Parts).(map[string]any)}
	case Near:
		return Near{simplify(plain, v.Figure), v.Abs}
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			out[k] = simplify(plain, x)
		}
		return out
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Slice, reflect.Array:
		out := make([]any, r.Len())
		for i := range out {
			out[i] = simplify(plain, r.Index(i).Interface())
		}
		return out
	case reflect.Int:
		return float64(r.Int())
	case reflect.String:
		return r.String()
	}
	return v
}

// problems says where an answer differs from what the case expects: nothing when it does not.
func (c Case) problems(got map[string]any, within tolerance) []string {
	within.Abs = max(within.Abs, c.AbsTol)
	var out []string
	for _, key := range slices.Sorted(maps.Keys(c.Expected)) {
		value, answered := got[key]
		switch {
		case prose(key):
		case !answered:
			out = append(out, key+" is not answered")
		case key == "warning":
			out = append(out, warned(value, c.Expected[key])...)
		default:
			out = append(out, compare(key, value, c.Expected[key], within)...)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.Published)) {
		value, answered := got[key]
		if !answered {
			out = append(out, key+" is published and not answered")
			continue
		}
		out = append(out, comparePublished(key, value, c.Published[key])...)
	}
	return out
}

// warned demands the warning that is expected when it begins with a code, some warning when it is prose.
func warned(got, want any) []string {
	codes, _ := got.([]any)
	text, _ := want.(string)
	if wanted := strings.TrimSpace(code.FindString(text)); wanted != "" {
		if !slices.Contains(codes, any(wanted)) {
			return []string{fmt.Sprintf("warnings %v, want %s", codes, wanted)}
		}
		return nil
	}
	if len(codes) == 0 {
		return []string{fmt.Sprintf("no warning, want one that says: %s", text)}
	}
	return nil
}

func compare(key string, got, want any, within tolerance) []string {
	switch o := got.(type) {
	case Near:
		return compare(key, o.Figure, want, tolerance{Abs: max(o.Abs, within.Abs), Rel: within.Rel})
	case Object:
		if got = o.Figure; isParts(want) {
			got = o.Parts
		}
	}
	if isUndefined(want) {
		if reason, ok := got.(Undefined); !ok || reason == "" {
			return []string{fmt.Sprintf("%s = %v, want undefined: %v", key, got, want)}
		}
		return nil
	}
	switch want := want.(type) {
	case bool:
		return differs(key, got, want, got != want)
	case string:
		if err, refused := got.(error); key == "error" && refused && err != nil {
			return nil
		}
		return differs(key, got, want, got != want)
	case float64:
		x, ok := single(got).(float64)
		return differs(key, got, want, !ok || !(math.Abs(x-want) <= within.Abs+within.Rel*math.Abs(want)))
	case []any:
		return compareLists(key, got, want, within)
	case map[string]any:
		parts, ok := got.(map[string]any)
		if !ok {
			return differs(key, got, want, true)
		}
		return compareParts(key, parts, want, within)
	}
	return []string{fmt.Sprintf("%s: cannot compare with %T", key, want)}
}

func compareLists(key string, got any, want []any, within tolerance) []string {
	list, ok := got.([]any)
	if !ok && len(want) == 1 {
		list, ok = []any{got}, true
	}
	if !ok || len(list) != len(want) {
		return differs(key, got, want, true)
	}
	var out []string
	for i := range want {
		out = append(out, compare(fmt.Sprintf("%s[%d]", key, i), list[i], want[i], within)...)
	}
	return out
}

func compareParts(key string, got, want map[string]any, within tolerance) []string {
	var out []string
	for _, part := range slices.Sorted(maps.Keys(want)) {
		value, answered := got[part]
		switch {
		case prose(part):
		case !answered:
			out = append(out, fmt.Sprintf("%s.%s is not answered", key, part))
		default:
			out = append(out, compare(key+"."+part, value, want[part], within)...)
		}
	}
	return out
}

// comparePublished holds an answer against a figure as it was printed: half a unit of its last digit either way.
func comparePublished(key string, got, want any) []string {
	if o, ok := got.(Object); ok {
		got = o.Figure
	}
	switch want := want.(type) {
	case json.Number:
		_, decimals, _ := strings.Cut(want.String(), ".")
		printed, err := want.Float64()
		x, ok := got.(float64)
		half := .5*math.Pow10(-len(decimals)) + 1e-9
		return differs(key+" (published)", got, want, err != nil || !ok || !(math.Abs(x-printed) <= half))
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(want) {
			return differs(key+" (published)", got, want, true)
		}
		var out []string
		for i := range want {
			out = append(out, comparePublished(fmt.Sprintf("%s[%d]", key, i), list[i], want[i])...)
		}
		return out
	}
	return []string{fmt.Sprintf("%s: cannot compare with what was published: %v", key, want)}
}

func differs(key string, got, want any, really bool) []string {
	if !really {
		return nil
	}
	return []string{fmt.Sprintf("%s = %s, want %s", key, show(got), show(want))}
}

func show(v any) string {
	if x, ok := v.(float64); ok {
		return fmt.Sprintf("%.15g", x)
	}
	return fmt.Sprintf("%v", v)
}

// isUndefined tells whether an oracle wants a figure not to exist: null, R's NA, or a status that says so.
func isUndefined(want any) bool {
	if parts, ok := want.(map[string]any); ok {
		return parts["status"] == "undefined"
	}
	return want == nil || want == "NA"
}

// isParts tells whether an oracle asks for the parts of an Object by name.
func isParts(want any) bool {
	_, ok := want.(map[string]any)
	return ok && !isUndefined(want)
}

// single is the element of a list of one: R writes a vector of length one as a number.
func single(v any) any {
	if list, ok := v.([]any); ok && len(list) == 1 {
		return list[0]
	}
	return v
}
