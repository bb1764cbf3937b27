package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"touchstone/internal/records"
)

// reportFlags are the flags of the commands that turn a file into a report.
type reportFlags struct {
	out  string
	json bool
}

func (f *reportFlags) add(fs *flag.FlagSet) {
	fs.StringVar(&f.out, "o", "", "write to this `FILE` instead of standard output")
	fs.BoolVar(&f.json, "json", false, "write JSON, for machines")
}

// parseReport reads the flags; with -h it prints help as well. file is the flag that names the input.
func parseReport(fs *flag.FlagSet, args []string, out io.Writer, file *string, help string) error {
	rest, err := parse(fs, args, out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, help)
		return err
	case err != nil:
		return err
	case len(rest) > 0:
		return badUsage("unexpected argument %q", rest[0])
	case *file == "":
		return badUsage("say which file to read; touchstone %s -h shows an example", fs.Name())
	}
	return nil
}

// fromFile reads a file row by row; what is wrong in it is told with its line.
func fromFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(path)
	if err != nil {
		return none, badFile(path, 0, "cannot be read: %v", cause(err))
	}
	defer func() { _ = f.Close() }() // it was only read
	got, err := read(f)
	var bad records.Error
	switch {
	case errors.As(err, &bad):
		return none, badFile(path, bad.Line, "%s", bad.Wrong)
	case err != nil:
		return none, badFile(path, 0, "cannot be read: %v", cause(err))
	}
	return got, nil
}

// cause is what the operating system says, without the path.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// print writes a report, as JSON or by its own text, only when all of it could be made.
func (f reportFlags) print(out io.Writer, report any, text func(io.Writer) error) error {
	var b bytes.Buffer
	if f.json {
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		text = func(io.Writer) error { return e.Encode(report) }
	}
	if err := text(&b); err != nil {
		return err
	}
	write := func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	}
	if f.out != "" {
		return writeWhole(f.out, write)
	}
	return write(out)
}
