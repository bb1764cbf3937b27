// Package scoring builds a values benchmark from incumbents' answers and holds other people's answers against it.
//
// Data flow: a Definition (questions, exemplars, comparison reps) → Build → a Benchmark, which knows its Health →
// Score(respondent, policy) → a Result with alignments, evidence, fits and intervals. Everything is pure and
// deterministic: same input, same bytes. The formulas are those of the project's measurement specification; the
// section is named where each is used.
package scoring
