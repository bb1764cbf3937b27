package hiring

import (
	"reflect"
	"strconv"
	"strings"
)

// Limits of what may be typed into a question.
const (
	MaxPrompt  = 600
	MaxNote    = 1000
	MaxAnchor  = 400
	MaxLabel   = 300
	MaxOptions = 10
	MaxProbes  = 5
	MaxScale   = 100 // the highest answer a numeric scale may offer
)

// Check names what is wrong with a wording.
func (w Wording) Check() Problems {
	var ps Problems
	if w.Prompt.Empty() {
		ps.Add("prompt", "problem.required")
	}
	if !w.Technique.known() {
		ps.Add("technique", "problem.required")
	}
	ps = append(ps, checkWords("prompt", w.Prompt, MaxPrompt)...)
	ps = append(ps, checkWords("help", w.Help, MaxNote)...)
	ps = append(ps, checkWords("job_related", w.JobRelated, MaxNote)...)
	for _, l := range Languages() {
		if w.Prompt.Has(l) && !w.WordedIn(l) {
			ps.Add("prompt."+string(l), "problem.language_incomplete")
		}
	}
	if len(w.Probes) > MaxProbes {
		ps.Add("probes", "problem.too_many", "Most", MaxProbes)
	}
	for i, p := range w.Probes {
		ps = append(ps, checkWords("probes."+strconv.Itoa(i), p, MaxNote)...)
	}
	return append(ps, w.checkKind()...)
}

func (t Technique) known() bool {
	for _, x := range Techniques() {
		if t == x {
			return true
		}
	}
	return false
}

func (w Wording) checkKind() Problems {
	switch w.Kind {
	case Text:
		return w.checkAnchors()
	case Numeric:
		return w.checkScale()
	case Single, Multiple, Ranking:
		return w.checkOptions()
	}
	return Problems{{Field: "kind", Key: "problem.required"}}
}

// checkAnchors: a rating scale says what every level looks like, or there is none.
func (w Wording) checkAnchors() Problems {
	var ps Problems
	if len(w.Anchors) == 0 {
		return nil
	}
	if len(w.Anchors) != RatingLevels {
		ps.Add("anchors", "problem.anchors_incomplete", "Count", RatingLevels)
	}
	for i, a := range w.Anchors {
		field := "anchors." + strconv.Itoa(i)
		if a.Empty() {
			ps.Add(field, "problem.anchors_incomplete", "Count", RatingLevels)
		}
		ps = append(ps, checkWords(field, a, MaxAnchor)...)
	}
	return ps
}

// checkScale: both ends are worded, and whoever says that more is always better says why.
func (w Wording) checkScale() Problems {
	var ps Problems
	if w.Lo < 0 || w.Hi > MaxScale || w.Hi-w.Lo < 2 {
		ps.Add("hi", "problem.scale_range")
	}
	if w.LowEnd.Empty() {
		ps.Add("low", "problem.required")
	}
	if w.HighEnd.Empty() {
		ps.Add("high", "problem.required")
	}
	ps = append(ps, checkWords("low", w.LowEnd, MaxLabel)...)
	ps = append(ps, checkWords("high", w.HighEnd, MaxLabel)...)
	switch {
	case w.Mode != IdealPoint && w.Mode != AtLeast:
		ps.Add("mode", "problem.required")
	case w.Mode == AtLeast && w.ModeReason.Empty():
		ps.Add("mode_reason", "problem.required")
	}
	return append(ps, checkWords("mode_reason", w.ModeReason, MaxNote)...)
}

func (w Wording) checkOptions() Problems {
	var ps Problems
	if len(w.Options) < 2 || len(w.Options) > MaxOptions {
		ps.Add("options", "problem.options_count", "Least", 2, "Most", MaxOptions)
	}
	seen := map[string]bool{}
	for i, o := range w.Options {
		field := "options." + strconv.Itoa(i)
		if o.Key == "" || seen[o.Key] || o.Label.Empty() {
			ps.Add(field, "problem.required")
		}
		seen[o.Key] = true
		ps = append(ps, checkWords(field, o.Label, MaxLabel)...)
	}
	if w.Asks != "" && (w.Kind != Single || w.Asks != AsksMost && w.Asks != AsksLeast) {
		ps.Add("asks", "problem.unknown_option")
	}
	return ps
}

// What a single choice of a most/least pair asks for.
const (
	AsksMost  = "most"
	AsksLeast = "least"
)

// Trimmed returns the wording without surrounding space and empty languages, with empty probes, options and scales
// left out, and without what its kind has no use for.
func (w Wording) Trimmed() Wording {
	out := Wording{
		Kind: w.Kind, Technique: w.Technique, Prompt: w.Prompt.Trimmed(), Help: w.Help.Trimmed(),
		JobRelated: w.JobRelated.Trimmed(), Probes: filled(w.Probes),
	}
	switch w.Kind {
	case Text:
		if len(filled(w.Anchors)) > 0 {
			for _, a := range w.Anchors {
				out.Anchors = append(out.Anchors, a.Trimmed())
			}
		}
	case Numeric:
		out.Lo, out.Hi, out.Mode = w.Lo, w.Hi, w.Mode
		out.LowEnd, out.HighEnd, out.ModeReason = w.LowEnd.Trimmed(), w.HighEnd.Trimmed(), w.ModeReason.Trimmed()
	case Single, Multiple, Ranking:
		for _, o := range w.Options {
			if !o.Label.Empty() {
				out.Options = append(out.Options, Option{Key: o.Key, Label: o.Label.Trimmed()})
			}
		}
	}
	if w.Kind == Single && w.Asks != "" {
		out.Asks, out.LinkedTo = w.Asks, w.LinkedTo
	}
	return out
}

// filled returns the texts that exist in some language, trimmed.
func filled(ws []Words) []Words {
	var out []Words
	for _, w := range ws {
		if !w.Empty() {
			out = append(out, w.Trimmed())
		}
	}
	return out
}

// Same tells whether two wordings say the same, so that saving a form unchanged makes no new version.
func (w Wording) Same(other Wording) bool {
	return reflect.DeepEqual(w.Trimmed(), other.Trimmed())
}

// WithOptionKeys returns the wording with a key for each option that has none or repeats one. A key stays with its
// option for good, because answers hold keys; used are all keys the question ever had, which are not given again.
func (w Wording) WithOptionKeys(used []string) Wording {
	taken, seen := map[string]bool{}, map[string]bool{}
	for _, k := range used {
		taken[k] = true
	}
	options := append([]Option(nil), w.Options...)
	for _, o := range options {
		taken[o.Key] = true
	}
	for i, o := range options {
		if !plainKey(o.Key) || seen[o.Key] {
			options[i].Key = freeKey(taken)
		}
		taken[options[i].Key], seen[options[i].Key] = true, true
	}
	w.Options = options
	return w
}

// plainKey tells whether a key is one to three small letters, as all keys made here and in the library are.
func plainKey(k string) bool {
	return len(k) >= 1 && len(k) <= 3 && strings.Trim(k, "abcdefghijklmnopqrstuvwxyz") == ""
}

// freeKey returns the first of a … z, aa, ab … that is not taken.
func freeKey(taken map[string]bool) string {
	for n := 0; ; n++ {
		k := string(rune('a' + n%26))
		if n >= 26 {
			k = string(rune('a'+(n/26-1)%26)) + k
		}
		if !taken[k] {
			return k
		}
	}
}
