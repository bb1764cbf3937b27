package seed

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// DemoBenchmark is a further benchmark of the demo company, with a position of its own: its reps answered on paper,
// and HR imported their answers. Which of the demo's benchmarks are worth using is for the health page to say.
type DemoBenchmark struct {
	Position  DemoPosition `json:"position"`
	Benchmark struct {
		Name      string `json:"name"`
		Criterion string `json:"criterion"`
	} `json:"benchmark"`
	Questions  []string     `json:"questions"` // keys of the library
	Top        []DemoPerson `json:"top"`
	Comparison []DemoPerson `json:"comparison"`
}

// readFurther reads the demo's further benchmarks.
func (d *Demo) readFurther() error {
	for _, name := range []string{"planning", "chat"} {
		data, err := demoFiles.ReadFile("demo/" + name + ".json")
		if err != nil {
			return err
		}
		var b DemoBenchmark
		if err := json.Unmarshal(data, &b); err != nil {
			return fmt.Errorf("seed/demo/%s.json: %w", name, err)
		}
		d.Further = append(d.Further, b)
	}
	return nil
}

// further makes the demo's further benchmarks, up to drafts with everybody's answers.
func (f *filling) further() error {
	for _, b := range f.demo.Further {
		made, err := f.begin(b.Position, b.Benchmark.Name, b.Benchmark.Criterion, b.Questions)
		if err != nil {
			return err
		}
		file, err := f.answerFile(b, made.ID)
		if err != nil {
			return err
		}
		if _, _, err := f.a.ImportAnswers(f.ctx, f.who(hiring.HR), made.ID, file); err != nil {
			return fmt.Errorf("demo benchmark %s: %w", b.Benchmark.Name, err)
		}
		f.open.Further = append(f.open.Further, made.ID)
	}
	return nil
}

// begin makes a position and its benchmark with some questions of the library.
func (f *filling) begin(p DemoPosition, name, criterion string, keys []string) (hiring.Benchmark, error) {
	hr := f.who(hiring.HR)
	position, err := f.a.AddPosition(f.ctx, hr, hiring.Position{Name: p.Name, Level: p.Level, Profile: hiring.RoleProfile{Needs: p.Needs}})
	if err != nil {
		return hiring.Benchmark{}, err
	}
	b, err := f.a.CreateBenchmark(f.ctx, f.staff[hiring.HR].ID, hiring.Benchmark{Name: name, PositionID: &position.ID, Criterion: criterion, LinkDays: 60})
	if err != nil {
		return b, err
	}
	questions, err := f.a.Store().Questions(f.ctx)
	if err != nil {
		return b, err
	}
	var chosen []uuid.UUID
	for _, q := range questions {
		if slices.Contains(keys, q.Key) {
			chosen = append(chosen, q.ID)
		}
	}
	if len(chosen) != len(keys) {
		return b, fmt.Errorf("demo benchmark %s: %d of %d questions found", name, len(chosen), len(keys))
	}
	return b, f.a.ChooseQuestions(f.ctx, hr, b.ID, chosen)
}

// answerFile writes everybody's answers the way HR would hand them in.
func (f *filling) answerFile(b DemoBenchmark, id uuid.UUID) (*bytes.Buffer, error) {
	questions, err := f.a.Store().BenchmarkQuestions(f.ctx, id)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.Write(app.AnswerColumns()); err != nil {
		return nil, err
	}
	for _, g := range []struct {
		group  hiring.RepGroup
		people []DemoPerson
	}{{hiring.TopRep, b.Top}, {hiring.ComparisonRep, b.Comparison}} {
		for _, p := range g.people {
			for _, q := range questions {
				if body, answered := p.Answers[q.Key]; answered {
					row := []string{p.Email, q.Handle(), cell(body), string(p.Language), p.Name, string(g.group), p.Manager, p.Team}
					if err := w.Write(row); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	w.Flush()
	return &out, w.Error()
}

// cell is one answer in a file.
func cell(a hiring.AnswerBody) string {
	switch {
	case a.Number != nil:
		return strconv.Itoa(*a.Number)
	case len(a.Picks) > 0:
		return strings.Join(a.Picks, "|")
	}
	return a.Text
}
