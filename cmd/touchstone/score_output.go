package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/scoring"
)

// scoreWriter writes the results: one CSV, or one JSON document, candidate by candidate.
type scoreWriter struct {
	out   *bufio.Writer
	bench *scoring.Benchmark
	json  bool
	begun bool // the first candidate is written
}

func newScoreWriter(w io.Writer, bench *scoring.Benchmark, asJSON bool) *scoreWriter {
	return &scoreWriter{out: bufio.NewWriterSize(w, 1<<16), bench: bench, json: asJSON}
}

func scoreHeader() []string {
	return []string{"respondent", "value", "question", "alignment", "score", "weight", "status", "percentile", "n_exemplars",
		"fit", "lo", "hi", "coverage", "warnings"}
}

// begin writes what stands before the first candidate.
func (w *scoreWriter) begin() error {
	if !w.json {
		_, err := w.out.WriteString(strings.Join(scoreHeader(), ",") + "\n")
		return err
	}
	head, err := json.Marshal(struct {
		Engine    string         `json:"engine"`
		Benchmark string         `json:"benchmark"`
		Health    scoring.Health `json:"health"`
	}{scoring.Engine, w.bench.Hash(), w.bench.Health()})
	if err != nil {
		return err
	}
	if _, err := w.out.Write(head[:len(head)-1]); err != nil { // the object goes on
		return err
	}
	_, err = w.out.WriteString(",\"candidates\":[")
	return err
}

// write writes one rendered candidate.
func (w *scoreWriter) write(rendered []byte) error {
	if w.json {
		separator := ",\n"
		if !w.begun {
			separator = "\n"
		}
		if _, err := w.out.WriteString(separator); err != nil {
			return err
		}
	}
	w.begun = true
	_, err := w.out.Write(rendered)
	return err
}

func (w *scoreWriter) end() error {
	if w.json {
		if _, err := w.out.WriteString("\n]}\n"); err != nil {
			return err
		}
	}
	return w.out.Flush()
}

// render writes a candidate's result out; it is called by several goroutines at once.
func (w *scoreWriter) render(respondent string, r scoring.Result) []byte {
	if w.json {
		rendered, err := json.Marshal(struct {
			Respondent string `json:"respondent"`
			scoring.Result
		}{respondent, r})
		if err != nil {
			return []byte("null") // a result is plain data without infinities
		}
		return rendered
	}
	var out bytes.Buffer
	rows := csv.NewWriter(&out)
	add := func(cells ...string) { _ = rows.Write(cells) } // a buffer takes everything
	for _, a := range r.Answers {
		add(respondent, a.Value, a.Question, figureCell(a.Alignment), figureCell(a.Score), numberCell(a.Weight),
			string(a.Status), figureCell(a.Percentile), strconv.Itoa(a.Exemplars), "", "", "", "", "")
	}
	for _, v := range append(slices.Clone(r.Values), r.Overall) {
		lo, hi := "", ""
		if v.Lo90Hi90.Defined() {
			lo, hi = numberCell(v.Lo90Hi90.Lo), numberCell(v.Lo90Hi90.Hi)
		}
		status := string(scoring.OK)
		if !v.Fit.Defined() {
			status = v.Fit.Undefined
		}
		add(respondent, v.Value, "", "", "", numberCell(v.Weight), status, figureCell(v.Percentile),
			strconv.Itoa(v.Exemplars), figureCell(v.Fit), lo, hi, figureCell(v.Coverage), warningCell(v, r))
	}
	rows.Flush()
	return out.Bytes()
}

// warningCell holds the codes of what limits a fit: its own, those of its questions, and for the whole the flags.
func warningCell(v scoring.ValueFit, r scoring.Result) string {
	all := slices.Clone(v.Warnings)
	if v.Value == "" {
		all = append(all, r.Flags...)
	}
	for _, a := range r.Answers {
		if a.Value == v.Value {
			all = append(all, a.Warnings...)
		}
	}
	var codes []string
	for _, w := range all {
		if !slices.Contains(codes, w.Code) {
			codes = append(codes, w.Code)
		}
	}
	return strings.Join(codes, "|")
}

func figureCell(f scoring.Figure) string {
	if !f.Defined() {
		return ""
	}
	return numberCell(f.Value)
}

// numberCell writes a number with at most six decimals.
func numberCell(x float64) string {
	const millions = 1e6
	x = math.Round(x*millions) / millions
	if x == 0 {
		return "0" // and never −0
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
