package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

const scoreHelp = `
Holds candidates' answers against a benchmark made of exemplars' answers, both from one file, without a database.

  answers.csv      respondent,group,question,answer     group: exemplar, comparison or candidate
  questions.csv    question,value,kind,lo,hi,options,mode,weight
                   kind: text, numeric, single, multiple or ranking; options separated by |; mode:
                   ideal_point or at_least (numeric), capped or residual (text: whether the length of an
                   answer counts). Without this file every question is free text of one value.

Several options, and a ranking (best first), are written with | between them. A row with an empty answer is a question
left blank, a missing row one that was not asked. Both files may be JSON: a list of objects with these keys.

The output has a row for each candidate and question, one for each candidate and value (question empty; fit in 0..100
with its 90 % interval lo, hi), and one for each candidate (value and question empty). An answer that is not scored
has no alignment and says why in status. With -json it has the evidence and the benchmark's health too.
The same files and seed give the same bytes. What is wrong in a file is told as FILE:LINE.

  printf 'respondent,group,question,answer\nana,exemplar,q1,"I rang her back and…"\n' > answers.csv
  touchstone score -answers answers.csv -lang en -o scores.csv
`

// scoreOptions are the flags of touchstone score.
type scoreOptions struct {
	answers, questions, lang, out, encoder string
	seed                                   uint64
	json                                   bool
}

func score(ctx context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("score", flag.ContinueOnError)
	var o scoreOptions
	fs.StringVar(&o.answers, "answers", "", "`FILE` of answers, CSV or JSON (needed)")
	fs.StringVar(&o.questions, "questions", "", "`FILE` of questions, CSV or JSON")
	fs.StringVar(&o.lang, "lang", string(hiring.English), "language of the answers: en, es or tr")
	fs.StringVar(&o.encoder, "encoder", "on", "on, or off to compare English texts by their words alone")
	fs.Uint64Var(&o.seed, "seed", 0, "seed of the resampling; 0 derives it from the benchmark")
	fs.BoolVar(&o.json, "json", false, "write JSON, with evidence and the benchmark's health")
	fs.StringVar(&o.out, "o", "", "write to this `FILE` instead of standard output")
	rest, err := parse(fs, args, out)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, scoreHelp)
	}
	if err != nil {
		return err
	}
	switch {
	case len(rest) > 0:
		return badUsage("unexpected argument %q", rest[0])
	case o.answers == "":
		return badUsage("say: touchstone score -answers FILE")
	case !slices.Contains(hiring.Languages(), hiring.Language(o.lang)):
		return badUsage("there is no language %q; say en, es or tr", o.lang)
	case o.encoder != "on" && o.encoder != "off":
		return badUsage("-encoder is on or off, not %q", o.encoder)
	}
	return o.run(ctx, out)
}

// run reads the files, learns the benchmark and scores.
func (o scoreOptions) run(ctx context.Context, out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "touchstone-score")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	var questions []scoring.Question
	if o.questions != "" {
		if questions, err = readQuestions(o.questions); err != nil {
			return err
		}
	}
	in, err := readAnswers(o.answers, folder, hiring.Language(o.lang), questions)
	defer in.close()
	if err != nil {
		return err
	}
	candidates, err := in.byFirstRow()
	defer candidates.close()
	if err != nil {
		return err
	}
	if err := in.findCopies(); err != nil {
		return err
	}
	definition := in.definition(o.seed)
	if o.encoder == "off" {
		definition.Representation = scoring.WordsOnly
	}
	bench, err := scoring.Build(definition)
	if err != nil {
		return badFile(o.answers, 0, "%v", err)
	}
	write := func(w io.Writer) error { return in.scoreAll(ctx, bench, candidates, newScoreWriter(w, bench, o.json)) }
	if o.out != "" {
		return writeWhole(o.out, write)
	}
	return write(out)
}

// writeWhole writes a file that is there whole or not at all. What is no file, such as /dev/stdout or a pipe, is
// written to as it is: a file must not take its place.
func writeWhole(path string, write func(io.Writer) error) (err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeInto(path, write)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".touchstone-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(write(f), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// writeInto writes to something that is there and is no file.
func writeInto(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// scoreJob is a candidate on the way: the result comes out on done, so that many are scored at once and written in
// the order of the file.
type scoreJob struct {
	person scoring.Respondent
	peers  scoring.Peers
	done   chan []byte
}

// scoreAll is the second reading: every candidate, in the order in which they first appear.
func (in *scoreInput) scoreAll(ctx context.Context, bench *scoring.Benchmark, candidates *sorter, w *scoreWriter) error {
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan *scoreJob), make(chan *scoreJob, 4*workers)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for range workers {
		go func() {
			for j := range jobs {
				j.done <- w.render(j.person.ID, bench.Score(j.person, scoring.Policy{}, j.peers))
			}
		}()
	}
	failed := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(jobs)
		failed <- in.feed(ctx, candidates, jobs, order)
	}()
	if err := w.begin(); err != nil {
		return err
	}
	for j := range order {
		if err := w.write(<-j.done); err != nil {
			stop()
			for j := range order {
				<-j.done // those that are under way end first: they read the file
			}
			return err
		}
	}
	if err := <-failed; err != nil {
		return err
	}
	return w.end()
}

// feed hands the candidates out.
func (in *scoreInput) feed(ctx context.Context, candidates *sorter, jobs, order chan<- *scoreJob) error {
	for rows, err := range groups(candidates.sorted()) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		j, err := in.job(rows)
		if err != nil {
			return err
		}
		select {
		case order <- j:
		case <-ctx.Done():
			return ctx.Err()
		}
		jobs <- j // taken sooner or later: the workers end after this
	}
	return nil
}

// job reads a candidate's answers. A copy of another candidate's answer meets that answer as its peer's.
func (in *scoreInput) job(rows []entry) (*scoreJob, error) {
	j := &scoreJob{
		person: scoring.Respondent{Group: scoring.Candidate, Language: in.lang, Answers: map[string]hiring.AnswerBody{}},
		peers:  scoring.Peers{}, done: make(chan []byte, 1),
	}
	for _, e := range rows {
		cells, err := in.at(e[2])
		if err != nil {
			return nil, err
		}
		j.person.ID = strings.TrimSpace(cells[0])
		q := in.questions[e[1]>>rowBits]
		if j.person.Answers[q.ID], err = answerOf(q, cells[3]); err != nil {
			return nil, fmt.Errorf("%s changed while it was read: %w", in.path, err)
		}
		if in.isCopied(e[1] & (1<<rowBits - 1)) {
			j.peers[q.ID] = []string{cells[3]}
		}
	}
	return j, nil
}
