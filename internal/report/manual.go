package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/simulate"
)

// Input is everything a manual is made of.
type Input struct {
	Organization hiring.Organization
	Benchmark    hiring.Benchmark
	Position     *hiring.Position // nil when the benchmark names none
	Version      hiring.BenchmarkVersion
	Versions     []hiring.BenchmarkVersion // of the benchmark, newest first
	Definition   scoring.Definition
	Health       scoring.Health
	Judged       Judged
	Themes       []hiring.ThemeRecord
	Values       []hiring.Value           // that the questions are about, in the company's order
	Questions    []hiring.QuestionVersion // as the version asks them, in its order
	Excluded     []hiring.BenchmarkQuestion
	LeftOut      []hiring.AnswerExclusion
	Exemplars    []hiring.Incumbent // those of the version who have not been erased
	Entries      []hiring.AuditEntry
	Incumbents   []scoring.Aligned // alignments of exemplars and comparison reps, question by question
	Results      []scoring.Result  // of the newest candidates held against this version
	Ratings      []hiring.Rating   // of the same candidates
	Use          Use
	Running      string           // the engine that writes the manual: only the version's own can compute it anew
	Evaluation   *Evaluation      // of the text scoring, nil while there is none
	Negatives    *Negatives       // what text scoring made of texts that are no answers
	Simulation   *simulate.Report // of the whole engine, nil while there is none
}

// Use counts what was done with the version.
type Use struct {
	Requisitions, TextCounts, Applications, Submitted, Decided int
	Accommodations, Granted, OtherWay, Declined, Waivers       int
}

// NewManual writes the manual of a version: every section there is, also those that have nothing to say yet and say
// how to get it.
func NewManual(in Input) Manual {
	m := Manual{Facts: facts(in)}
	for _, s := range []struct {
		id    string
		write func(Input) []Block
	}{
		{"summary", summary}, {"purpose", purpose}, {"job", job}, {"values", values}, {"items", items}, {"exemplars", exemplars},
		{"administration", administration}, {"scoring", formulas}, {"worked", worked}, {"reliability", reliability},
		{"agreement", agreement}, {"text", textScoring}, {"combination", combination}, {"interpretation", interpretation},
		{"validity", validity}, {"fairness", fairness}, {"accommodations", accommodations}, {"security", security},
		{"data", dataProtection}, {"history", history}, {"maintenance", maintenance},
	} {
		m.Sections = append(m.Sections, Section{ID: s.id, Blocks: s.write(in)})
	}
	return m
}

func facts(in Input) []Fact {
	v := in.Version
	out := []Fact{
		{Label: key("manual.fact.version"), Value: Count(v.Number)},
		{Label: key("manual.fact.published"), Value: Day(v.PublishedAt)},
		{Label: key("manual.fact.exemplars"), Value: Count(in.Health.Exemplars)},
		{Label: key("manual.fact.comparison"), Value: Count(in.Health.Comparison)},
		{Label: key("manual.fact.hash"), Value: Plain(v.Hash), Code: true},
		{Label: key("manual.fact.engine"), Value: Plain(v.Engine), Code: true},
	}
	for _, id := range in.Definition.Representations() {
		out = append(out, Fact{Label: key("manual.fact.representation"), Value: Plain(id), Code: true})
	}
	return out
}

// question returns the wording a report is about; the zero value when it is gone.
func (in Input) question(id string) hiring.QuestionVersion {
	i := slices.IndexFunc(in.Questions, func(q hiring.QuestionVersion) bool { return q.ID.String() == id })
	if i < 0 {
		return hiring.QuestionVersion{}
	}
	return in.Questions[i]
}

// label names a question in a table: its number in the questionnaire, and its prompt.
func (in Input) label(id string) Text {
	i := slices.IndexFunc(in.Questions, func(q hiring.QuestionVersion) bool { return q.ID.String() == id })
	if i < 0 {
		return Plain(id)
	}
	return shortened(numbered(i+1, in.Questions[i].Prompt))
}

// mostLabel is how many characters of a question's prompt name it outside the list of questions.
const mostLabel = 60

// shortened cuts a long text at a word, in every language.
func shortened(w Words) Words {
	out := Words{}
	for l, s := range w {
		if r := []rune(s); len(r) > mostLabel {
			s = string(r[:mostLabel])
			if at := strings.LastIndex(s, " "); at > 0 {
				s = s[:at]
			}
			s = strings.TrimRight(s, " ,.;:") + "…"
		}
		out[l] = s
	}
	return out
}

// numbered sets a number before a text in every language.
func numbered(n int, w hiring.Words) Words {
	out := Words{}
	for l, s := range w {
		out[l] = strconv.Itoa(n) + ". " + s
	}
	return out
}

// grade says what the number of exemplars is good for.
func grade(in Input) Block {
	return say("manual.grade", "N", Count(in.Health.Exemplars), "Grade", key("benchmark.verdict."+string(in.Health.Grade)))
}

// foreign says that the version was made by another engine than the one that runs: what has to be computed anew is
// then left out. nil when it was not.
func (in Input) foreign() []Block {
	if in.Running == in.Version.Engine {
		return nil
	}
	return []Block{missing("manual.other_engine", "Engine", Plain(in.Version.Engine), "Running", Plain(in.Running))}
}

func (in Input) value(id string) Text {
	i := slices.IndexFunc(in.Values, func(v hiring.Value) bool { return v.ID.String() == id })
	if i < 0 {
		return Plain(id)
	}
	return Words(in.Values[i].Name)
}

// asked returns the definition's question.
func (in Input) asked(id string) scoring.Question {
	i := slices.IndexFunc(in.Definition.Questions, func(q scoring.Question) bool { return q.ID == id })
	if i < 0 {
		return scoring.Question{}
	}
	return in.Definition.Questions[i]
}

// byThen tells whether something had happened when the version was published: what came later is not in it.
func (in Input) byThen(at time.Time) bool { return !at.After(in.Version.PublishedAt) }
