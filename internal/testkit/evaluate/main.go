// Command evaluate asks how well the scores of texts agree with people's, by running an evaluation script on the built
// program, and keeps the figures where the technical manual prints them. The script is called as
//
//	python3 SCRIPT PROGRAM --json
//
// and prints an object of sets: top, typical, low, random, floor and length are rank correlations with people's score
// (measurement.md §11). Beside them stands supervised, what a ridge regression on people's scores of all training
// answers foretells of the others (ceiling.py, on the script's own sets and splits). No text of a set is kept.
//
//	evaluate -script FILE [-program bin/touchstone] [-o internal/report/evaluation.json]
package main

import (
	_ "embed" // ceiling.py
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// kept is the file; internal/report reads it.
type kept struct {
	Engine          string         `json:"engine"`
	Date            string         `json:"date"`
	Representations []string       `json:"representations"` // by language: en, es, tr
	Sets            map[string]set `json:"sets"`
}

type set struct {
	Questions int      `json:"questions"`
	LeftOut   int      `json:"left_out"`
	Top       *float64 `json:"top"`
	Typical   *float64 `json:"typical"`
	Low       *float64 `json:"low"`
	Random    *float64 `json:"random"`
	Floor     *float64 `json:"floor"`
	Length    *float64 `json:"length"`
	Unscored  *float64 `json:"unscored"`

	Supervised *float64 `json:"supervised"`
}

//go:embed ceiling.py
var ceiling string

func main() {
	script := flag.String("script", "", "the evaluation script")
	program := flag.String("program", "bin/touchstone", "the program to evaluate")
	out := flag.String("o", "internal/report/evaluation.json", "where to keep the figures")
	flag.Parse()
	if err := run(*script, *program, *out); err != nil {
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(1)
	}
}

// python runs a program and reads the JSON it prints.
func python(into any, arguments ...string) error {
	command := exec.Command("python3", arguments...)
	command.Stderr = os.Stderr
	printed, err := command.Output()
	if err != nil {
		return err
	}
	return json.Unmarshal(printed, into)
}

func run(script, program, out string) error {
	if script == "" {
		return errors.New("say -script FILE")
	}
	k := kept{Engine: scoring.Engine, Date: time.Now().UTC().Format(time.DateOnly)}
	if err := python(&k.Sets, script, program, "--json"); err != nil {
		return fmt.Errorf("%s: %w", script, err)
	}
	supervised := map[string]float64{}
	if err := python(&supervised, "-c", ceiling, script); err != nil {
		return fmt.Errorf("the supervised ceiling: %w", err)
	}
	for name, s := range k.Sets {
		if r, found := supervised[name]; found {
			s.Supervised = &r
			k.Sets[name] = s
		}
	}
	for _, lang := range hiring.Languages() {
		k.Representations = append(k.Representations, scoring.RepresentationOf(lang))
	}
	k.Representations = slices.Compact(k.Representations)
	data, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(data, '\n'), 0o644)
}
