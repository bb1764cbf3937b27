package hiring

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxTextAnswer is the most characters a text answer may have.
const MaxTextAnswer = 20000

// AnswerBody is what a person answered to one question. Which field counts depends on the question's kind:
// Text for Text (and for the optional "why" beside a Numeric), Number for Numeric, Picks for Single (one option
// key), Multiple (any number, in the question's order) and Ranking (every option key, best first).
type AnswerBody struct {
	Text   string   `json:"text,omitempty"`
	Number *int     `json:"number,omitempty"`
	Picks  []string `json:"picks,omitempty"`
}

// Blank tells whether nothing has been answered to a question of that kind.
func (a AnswerBody) Blank(k Kind) bool {
	switch k {
	case Text:
		return strings.TrimSpace(a.Text) == ""
	case Numeric:
		return a.Number == nil
	default:
		return len(a.Picks) == 0
	}
}

// FewestWords is how many words a text answer needs before it tells a reader much; a shorter one is kindly asked for
// an example, once, and never refused.
const FewestWords = 15

// Short tells whether a text answer has been begun and is under FewestWords.
func (a AnswerBody) Short(k Kind) bool {
	return k == Text && !a.Blank(k) && len(strings.Fields(a.Text)) < FewestWords
}

// For returns the answer as one to a question of that kind: what other kinds hold is dropped, line ends are made
// alike, and picks of a Multiple stand in the question's order, so that the same answer is always stored alike.
func (a AnswerBody) For(q QuestionVersion) AnswerBody {
	var out AnswerBody
	if q.Kind == Text || q.Kind == Numeric {
		out.Text = strings.ReplaceAll(a.Text, "\r\n", "\n")
	}
	switch {
	case q.Kind == Numeric:
		out.Number = a.Number
	case q.Kind == Multiple && distinct(a.Picks) && q.hasOptions(a.Picks):
		for _, o := range q.Options {
			if slices.Contains(a.Picks, o.Key) {
				out.Picks = append(out.Picks, o.Key)
			}
		}
	case q.Kind != Text && len(a.Picks) > 0:
		out.Picks = a.Picks
	}
	return out
}

// Same tells whether two answers say the same.
func (a AnswerBody) Same(b AnswerBody) bool {
	if (a.Number == nil) != (b.Number == nil) || a.Number != nil && *a.Number != *b.Number {
		return false
	}
	return a.Text == b.Text && slices.Equal(a.Picks, b.Picks)
}

// CheckAnswer names what is wrong with an answer to q, or nothing. A blank answer is allowed: leaving a question
// out is the respondent's right, and what it costs is said elsewhere.
func CheckAnswer(q QuestionVersion, a AnswerBody) Problems {
	var ps Problems
	ps = append(ps, CheckText("text", a.Text, MaxTextAnswer)...)
	if a.Blank(q.Kind) {
		return ps
	}
	switch q.Kind {
	case Numeric:
		if *a.Number < q.Lo || *a.Number > q.Hi {
			ps.Add("number", "problem.out_of_range", "Lo", q.Lo, "Hi", q.Hi)
		}
	case Single:
		if len(a.Picks) != 1 || !q.hasOption(a.Picks[0]) {
			ps.Add("picks", "problem.unknown_option")
		}
	case Multiple:
		if !distinct(a.Picks) || !q.hasOptions(a.Picks) {
			ps.Add("picks", "problem.unknown_option")
		}
	case Ranking:
		if !q.hasOptions(a.Picks) {
			ps.Add("picks", "problem.unknown_option")
		} else if !distinct(a.Picks) || len(a.Picks) != len(q.Options) {
			ps.Add("picks", "problem.incomplete_ranking", "Count", len(q.Options))
		}
	}
	return ps
}

// CheckText names what is wrong with a text a person typed: not UTF-8, control characters, longer than most.
func CheckText(field, s string, most int) Problems {
	var ps Problems
	switch {
	case !utf8.ValidString(s):
		ps.Add(field, "problem.not_utf8")
	case strings.ContainsFunc(s, forbiddenControl):
		ps.Add(field, "problem.control_characters")
	case utf8.RuneCountInString(s) > most:
		ps.Add(field, "problem.too_long", "Most", most)
	}
	return ps
}

// forbiddenControl tells what no text here needs: control characters, and those that turn the direction of what
// follows, with which a name could be made to read as another.
func forbiddenControl(r rune) bool {
	turns := r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	return turns || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}

func (q QuestionVersion) hasOption(key string) bool {
	return slices.ContainsFunc(q.Options, func(o Option) bool { return o.Key == key })
}

func (q QuestionVersion) hasOptions(keys []string) bool {
	for _, k := range keys {
		if !q.hasOption(k) {
			return false
		}
	}
	return true
}

func distinct(keys []string) bool {
	seen := map[string]bool{}
	for _, k := range keys {
		if seen[k] {
			return false
		}
		seen[k] = true
	}
	return true
}
